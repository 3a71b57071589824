//! What may tie two persons, and what must never.

use proptest::prelude::*;

use super::*;
use crate::links::Holding;
use crate::links::tests::{holds, person};

const GIVEN: [&str; 12] =
    ["Alva", "Bruno", "Celia", "Dario", "Edda", "Falk", "Greta", "Hanno", "Ilse", "Joris", "Kaja", "Lennart"];
const FAMILY: [&str; 10] = [
    "Ashdown",
    "Birkett",
    "Corrigan",
    "Dunmore",
    "Everleigh",
    "Fairweather",
    "Gantry",
    "Holloway",
    "Ironside",
    "Jessop",
];
const STREETS: [&str; 7] = ["Elm", "Harbour", "Mill", "Chapel", "Orchard", "Station", "Quarry"];

fn stated(name: &str, mailbox: &str, phone: &str, street: &str) -> Stated {
    Stated {
        name: name.to_owned(),
        mailbox: mailbox.to_owned(),
        phone: phone.to_owned(),
        street: street.to_owned(),
        city: "Millbrook".to_owned(),
        postcode: "99201".to_owned(),
    }
}

/// People who have nothing to do with one another; those hired have an application and a worker's record.
fn crowd(people: usize) -> Vec<(PersonId, Stated)> {
    let mut res = Vec::new();
    for number in 0..people {
        let name = format!("{} {}", GIVEN[number * 5 % 12], FAMILY[number * 7 % 10]);
        let word = xxhash(number);
        let it = Stated {
            city: format!("Town{}", number % 9),
            postcode: format!("{:05}", 10_000 + word % 80_000),
            ..stated(
                &name,
                &format!(
                    "{}{}@mail{}.example",
                    FAMILY[number * 3 % 10].to_lowercase(),
                    word % 9_000 + 1_000,
                    number % 4
                ),
                &format!("+1{:010}", 2_000_000_000 + word % 7_999_999_999),
                &format!("{} {} Street", word % 700 + 1, STREETS[number % 7]),
            )
        };
        res.push((person(number), it.clone()));
        if number % 2 == 0 {
            res.push((person(number), it));
        }
    }
    res
}

/// Digits without a pattern.
fn xxhash(number: usize) -> u64 {
    (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) % 9_999_999_967
}

fn found(records: &[(PersonId, Stated)]) -> Vec<PairEvidence> {
    probably_one(records, LinkInput::default())
}

fn with(more: &[(usize, Stated)]) -> Vec<(PersonId, Stated)> {
    let mut res = crowd(80);
    res.extend(more.iter().map(|(number, it)| (person(*number), it.clone())));
    res
}

fn one() -> Stated {
    stated("Marla Quennell", "m.quennell77@mail1.example", "+15095550142", "418 Harbour Street")
}

fn again() -> Stated {
    stated("Quennell, Marla", "m.quennell77@post.example", "+15095550124", "418 Harbor St")
}

#[test]
fn strangers_are_not_tied() {
    assert_eq!(found(&crowd(120)), []);
}

#[test]
fn a_second_application_with_other_handles_is_probably_the_same_person_and_says_why() {
    let found = found(&with(&[(80, one()), (81, again())]));
    let [it] = found.as_slice() else { panic!("one tie: {found:?}") };
    assert_eq!((&it.a, &it.b, &*it.kind), (&person(80), &person(81), PROBABLY_ONE));
    assert!(it.bits > Bits::ZERO && it.bits <= Bits::from_hundredths(WORTH_MAX));
    assert!(it.sentence.starts_with("probably one person, "), "{}", it.sentence);
    for said in ["mailboxes equal before the @", "telephone numbers with"] {
        assert!(it.sentence.contains(said), "{}", it.sentence);
    }
    assert!(!it.sentence.contains("uennell") && !it.sentence.contains("5550"), "{}", it.sentence);
}

#[test]
fn names_alone_never_tie_rare_or_common() {
    for name in ["Marla Quennell", "Alva Ashdown"] {
        let mut records = crowd(80);
        for number in 80..95 {
            let it = Stated {
                name: name.to_owned(),
                ..crowd(95).into_iter().find(|it| it.0 == person(number)).unwrap().1
            };
            records.push((person(number), it));
        }
        assert_eq!(found(&records), [], "{name}");
    }
}

#[test]
fn a_name_and_a_town_do_not_tie_however_rare_the_name_is_here() {
    // What is rare in one company may be what half of a country is called.
    let mut left = one();
    let mut right = again();
    for (it, digits) in [(&mut left, "+15093331190"), (&mut right, "+12067774821")] {
        it.phone = digits.to_owned();
        it.street = String::new();
    }
    right.mailbox = "quennell.marla@post.example".to_owned();
    assert_eq!(found(&with(&[(80, left), (81, right)])), []);
}

#[test]
fn a_common_name_ties_no_more_than_a_rare_one() {
    let bits = |name: &str, turned: &str, others: usize| {
        let mut records = with(&[
            (80, Stated { name: name.to_owned(), mailbox: "k77415@mail1.example".to_owned(), ..one() }),
            (81, Stated { name: turned.to_owned(), mailbox: "k77415@post.example".to_owned(), ..again() }),
        ]);
        for (place, it) in records.iter_mut().enumerate().take(others) {
            it.1.name = if place % 2 == 0 { name.to_owned() } else { turned.to_owned() };
        }
        found(&records).iter().find(|it| it.a == person(80) && it.b == person(81)).map(|it| it.bits)
    };
    let rare = bits("Marla Quennell", "Quennell, Marla", 0);
    let common = bits("Marla Quennell", "Quennell, Marla", 40);
    assert!(rare.is_some() && common <= rare, "{common:?} {rare:?}");
}

#[test]
fn whoever_shares_a_handle_a_home_or_an_agency_is_left_alone() {
    let records = with(&[(80, one()), (81, again())]);
    let holdings: Vec<Holding> =
        vec![holds("phone", "+15095550142", 80, "applicant"), holds("phone", "+15095550142", 81, "resume")];
    let households = [(person(81), person(80))];
    let agencies = [(person(80), "quay".into()), (person(81), "quay".into())];
    for input in [
        LinkInput { holdings: &holdings, ..LinkInput::default() },
        LinkInput { households: &households, ..LinkInput::default() },
        LinkInput { agencies: &agencies, ..LinkInput::default() },
    ] {
        assert_eq!(probably_one(&records, input), []);
    }
}

#[test]
fn too_few_people_are_nothing_to_learn_from() {
    let mut records = crowd(PEOPLE_MIN - 3);
    records.push((person(80), one()));
    records.push((person(81), again()));
    assert_eq!(found(&records), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_order_of_records_changes_nothing(turn in 0_usize..100) {
        let records = with(&[(80, one()), (81, again())]);
        let mut turned = records.clone();
        turned.rotate_left(turn % records.len());
        prop_assert_eq!(found(&records), found(&turned));
    }
}
