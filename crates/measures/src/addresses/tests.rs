//! What the reading of addresses promises, on invented addresses and on any text.

use proptest::prelude::*;

use super::*;

fn line(text: &str) -> Address {
    parse(text, "Springfield", "IL", "62701", "US")
}

fn check_same_door(left: &str, right: &str) {
    assert!(same_unit(&line(left), &line(right)), "{:?}\n{:?}", line(left), line(right));
    assert_eq!(line(left).unit_key(), line(right).unit_key());
}

#[test]
fn spellings_of_one_door_are_one() {
    check_same_door("123 North Main Street, Apartment 5-B", "123 N. MAIN ST APT 5B");
    check_same_door("123 N Main St #5B", "123 n main st unit 5b");
    check_same_door("Suite 500, 9 Harbor Boulevard", "9 Harbour Blvd., Ste. 500");
    check_same_door("77 Fifth Avenue", "77 5th Ave");
    check_same_door("10 St. Charles Avenue", "10 Saint Charles Ave");
    check_same_door("123 1/2 Elm Road", "123 \u{bd} Elm Rd");
    check_same_door("P.O. Box 99", "PO Box 99");
    check_same_door("Post Office Box 99", "POB 99");
    check_same_door("8 Pine Court, 2nd Floor", "8 Pine Ct Fl 2");
    check_same_door("123 Main St, Springfield, IL 62701", "123 Main Street");
    check_same_door("123 Main St, Springfield, Illinois 62701-1234, USA", "123 Main Street");
    check_same_door("Hauptstra\u{df}e 5", "5 Hauptstr.");
    check_same_door("# 12 Oak Lane", "12 Oak Ln");
    check_same_door("Flat 2, 14 High Street", "14 High St Flat 2");
    check_same_door("321 N. Clark, 2800", "321 North Clark, Suite 2800");
    check_same_door("9 Harbor Blvd Suite100", "9 Harbor Blvd, Ste 100");
    check_same_door("361 17th Street No 22", "361 17th St # 22");
    check_same_door("9820-B Elm Pike", "9820B Elm Pike");
    check_same_door("One North Jefferson Ave", "1 N Jefferson Avenue");
}

#[test]
fn other_doors_of_one_building_share_the_building_only() {
    for (left, right) in [
        ("123 Main St Apt 5", "123 Main St Apt 6"),
        ("123 Main St Apt 5", "123 Main St"),
        ("123 Main St Bldg 2 Apt 5", "123 Main St Bldg 3 Apt 5"),
        ("123 Main St PMB 5", "123 Main St Apt 5"),
    ] {
        assert!(same_building(&line(left), &line(right)), "{left} {right}");
        assert!(!same_unit(&line(left), &line(right)), "{left} {right}");
        assert_eq!(line(left).building_key(), line(right).building_key());
        assert_ne!(line(left).unit_key(), line(right).unit_key());
    }
}

#[test]
fn other_houses_are_other_houses() {
    for (left, right) in [
        ("123 Main St", "124 Main St"),
        ("123 Main St", "123 Maine St"),
        ("123 N Main St", "123 S Main St"),
        ("123 Main St", "123 Main Ave"),
        ("PO Box 12", "12 Box St"),
        ("Highway 61", "Highway 62"),
        ("12 County Road 9", "12 County Road 8"),
        ("105-25 Horace Expy", "105 Horace Expy"),
    ] {
        assert!(!same_building(&line(left), &line(right)), "{left} {right}");
    }
}

#[test]
fn a_part_left_out_is_no_contradiction_but_a_place_must_agree() {
    let full = parse("5 Elm St", "Dover", "Delaware", "19901", "United States");
    assert!(same_building(&full, &parse("5 Elm Street", "dover", "DE", "", "")));
    assert!(same_building(&full, &parse("5 Elm Street", "", "", "19901-0001", "US")));
    assert!(!same_building(&full, &parse("5 Elm Street", "Dover", "NH", "", "US")));
    assert!(!same_building(&full, &parse("5 Elm Street", "", "", "", "US")));
    assert!(!same_building(&parse("", "Dover", "DE", "19901", ""), &parse("", "Dover", "DE", "19901", "")));
    assert_eq!(normalise("", "Dover", "DE", "19901", "US"), "");
}

#[test]
fn postcodes_are_compared_by_their_country() {
    assert!(same_postcode("02906-1234", "2906", "US"));
    assert!(same_postcode("SW1A 1AA", "sw1a1aa", "GB"));
    assert!(same_postcode("K1A 0B6", "k1a-0b6", "Canada"));
    assert!(!same_postcode("12345", "12346", "US"));
    assert!(!same_postcode("", "", "US"));
}

#[test]
fn units_and_boxes_are_found() {
    assert_eq!(unit("9 Oak Rd Apt. 3").as_deref(), Some("3"));
    assert_eq!(unit("9 Oak Rd, Bldg C, Suite 210").as_deref(), Some("bldg c 210"));
    assert_eq!(unit("9 Oak Rd PMB 14").as_deref(), Some("pmb 14"));
    assert_eq!(unit("9 Oak Rd"), None);
    assert!(line("9 Oak Rd PMB 14").is_mail_box() && line("PO Box 3").is_mail_box());
    assert!(!line("9 Box Elder Rd").is_mail_box());
}

proptest! {
    #[test]
    fn keys_are_unchanged_by_case_and_spaces(number in 1_u16..9999, street in "[A-Z][a-z]{3,8}", kind in "Street|Ave|Road|Ln", door in 1_u8..99) {
        let one = format!("{number} {street} {kind}, Apt {door}");
        let other = format!("  {number}   {} {}  #{door} ", street.to_uppercase(), kind.to_lowercase());
        prop_assert_eq!(line(&one).unit_key(), line(&other).unit_key());
        prop_assert_eq!(line(&one).unit, door.to_string());
        prop_assert_eq!(line(&one).number, number.to_string());
    }

    #[test]
    fn any_text_is_answered_and_comparison_is_symmetric(left in "\\PC{0,50}", right in "[0-9a-z#. ]{0,30}") {
        let (one, other) = (line(&left), line(&right));
        prop_assert_eq!(same_building(&one, &other), same_building(&other, &one));
        prop_assert!(!same_unit(&one, &other) || same_building(&one, &other));
        prop_assert_eq!(same_unit(&one, &one), !one.number.is_empty() || !one.street.is_empty());
    }
}
