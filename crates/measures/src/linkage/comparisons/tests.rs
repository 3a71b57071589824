//! What the comparisons of linkage promise, on invented values and on any text.

use proptest::prelude::*;

use super::super::schema::{Kind, Schema};
use super::*;

const KINDS: [(&str, Kind); 11] = [
    ("given", Kind::GivenName),
    ("family", Kind::FamilyName),
    ("day", Kind::Date),
    ("mail", Kind::Mail),
    ("phone", Kind::Phone),
    ("postcode", Kind::Postcode),
    ("town", Kind::Place),
    ("street", Kind::Street),
    ("number", Kind::Number),
    ("id", Kind::Identifier),
    ("text", Kind::Text),
];

fn compared(one: &[&str], other: &[&str]) -> (Levels, Levels) {
    let mut table = Table::new(&Schema::of(&KINDS)).expect("the schema is sound");
    table.push(1, one);
    table.push(2, other);
    (levels(&table, table.row(0), table.row(1)), levels(&table, table.row(1), table.row(0)))
}

fn level_of(slot: usize, one: &str, other: &str) -> u8 {
    let (mut left, mut right) = (vec![""; KINDS.len()], vec![""; KINDS.len()]);
    (left[slot], right[slot]) = (one, other);
    compared(&left, &right).0[slot]
}

#[test]
fn levels_rise_with_agreement() {
    for (slot, base, falling) in [
        (0, "William", ["william", "Bill", "Wiliams", "Gregor"].as_slice()),
        (
            2,
            "1971-06-24",
            &["1971-06-24", "1971-06-25", "1971-11-24", "1971-01-01", "1978-02-03", "1922-02-03"],
        ),
        (3, "ann.lee@x.org", &["ann.lee@x.org", "ann.le@x.org", "ann.lee@other.com", "bob@zz.net"]),
        (4, "702 919 1300", &["7029191300", "7029191301", "555 919 1300", "8123456789"]),
        (5, "SW1A 1AA", &["sw1a1aa", "SW1A 1AB", "SW1A 2BC", "M1 1AE"]),
        (7, "12 High Street", &["12 high st", "12 Hihg Street", "14 High Street", "99 Long Lane"]),
        (9, "1804974", &["1804974", "1804975", "1804950", "5523111"]),
    ] {
        let found: Vec<u8> = falling.iter().map(|other| level_of(slot, base, other)).collect();
        assert!(found.is_sorted_by(|a, b| a > b), "{base}: {found:?}");
    }
}

#[test]
fn names_are_found_in_each_others_place() {
    let mut left = vec![""; KINDS.len()];
    let mut right = left.clone();
    (left[0], left[1]) = ("Green", "Mitchell");
    (right[0], right[1]) = ("Mitchell", "Green");
    let (levels, _) = compared(&left, &right);
    assert_eq!(levels[..2], [4, 4]);
}

#[test]
fn missing_is_neither_agreement_nor_difference() {
    assert_eq!(level_of(4, "", ""), MISSING);
    assert_eq!(level_of(4, "7029191300", ""), MISSING);
}

proptest! {
    #[test]
    fn levels_are_symmetric_and_bounded_and_patterns_hold_them(
        one in prop::collection::vec("[a-c1-3 @|.-]{0,8}", 11),
        other in prop::collection::vec("[a-c1-3 @|.-]{0,8}", 11),
    ) {
        let left: Vec<&str> = one.iter().map(String::as_str).collect();
        let right: Vec<&str> = other.iter().map(String::as_str).collect();
        let (straight, turned) = compared(&left, &right);
        prop_assert_eq!(straight, turned);
        let table = Table::new(&Schema::of(&KINDS)).expect("the schema is sound");
        let code = pattern(&straight);
        for (slot, it) in table.plan.slots.iter().enumerate() {
            prop_assert!(straight[slot] <= it.measure.top());
            prop_assert_eq!(level_in(code, slot), usize::from(straight[slot]));
        }
        let (same, _) = compared(&left, &left);
        for (slot, it) in table.plan.slots.iter().enumerate() {
            prop_assert!(same[slot] == MISSING || same[slot] == it.measure.top());
        }
    }
}
