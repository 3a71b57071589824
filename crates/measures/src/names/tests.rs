//! What the comparison of names promises, on invented names and on any text.

use proptest::prelude::*;

use super::*;

fn check(left: &str, right: &str, expected: NameMatch) {
    assert_eq!(compare(left, right), expected, "{left} / {right}");
    assert_eq!(compare(right, left), expected, "{right} / {left}");
}

fn check_reason(left: &str, right: &str, reason: Reason) {
    check(left, right, NameMatch::Compatible(reason));
}

#[test]
fn same_whatever_the_case_marks_titles_and_commas() {
    for (left, right) in [
        ("Ana Núñez", "ANA NUNEZ"),
        ("Dr. Mary O\u{2019}Neill", "mary oneill"),
        ("Rivera, Tomas", "Tomás Rivera"),
        ("Samuel Reed Jr.", "Samuel Reed"),
        ("Reed, Samuel, Jr.", "Samuel Reed"),
        ("Jean-Pierre Blanc", "Jean Pierre Blanc"),
        ("Kang-min Choe", "Kangmin Choe"),
        ("Al-Hadid Noor", "Alhadid Noor"),
    ] {
        check(left, right, NameMatch::Same);
    }
}

#[test]
fn compatible_names_say_why() {
    check_reason("J. Carver", "Julia Carver", Reason::Initials);
    check_reason("Julia M. Carver", "Julia Marie Carver", Reason::Initials);
    check_reason("Julia E. Carver", "Julia Ellen Carver", Reason::Initials);
    check_reason("JP Blanc", "Jean-Pierre Blanc", Reason::Initials);
    check_reason("Isabella Lodder", "Isablela Loddwr", Reason::Spelling);
    check_reason("Bob Marsh", "Robert Marsh", Reason::Nickname);
    check_reason("Sasha Orlov", "Alexander Orlov", Reason::Nickname);
    check_reason("Guillermo (Bill) Paz", "William Paz", Reason::Nickname);
    check_reason("Wei \"Vincent\" Tan", "Vince Tan", Reason::Nickname);
    check_reason("Pepe Rivas", "José Rivas", Reason::Nickname);
    check_reason("Maria Lopez", "Maria Lopez Garcia", Reason::Subset);
    check_reason("Anna Smith-Jones", "Anna Smith", Reason::Subset);
    check_reason("John Michael Smith", "John Smith", Reason::Subset);
    check_reason("Juan de la Cruz", "Juan Cruz", Reason::Subset);
    check_reason("Müller Jörg", "Joerg Mueller", Reason::Transliteration);
    check_reason("Дмитрий Иванов", "Dmitry Ivanov", Reason::Transliteration);
    check_reason("Γιώργος Παππάς", "Giorgos Pappas", Reason::Transliteration);
    check_reason("Tran Minh Duc", "Minh Duc Tran", Reason::Order);
    check_reason("Seo Min-jung", "Minjung Seo", Reason::Order);
}

#[test]
fn a_married_name_shares_the_given_name() {
    check_reason("Anna Smith", "Anna Jones", Reason::SharedGiven);
    check_reason("Anna Marie Smith", "Anna Jones", Reason::SharedGiven);
    check_reason("Liz Smith", "Elizabeth Jones", Reason::SharedGiven);
    check_reason("Maria Lopez Garcia", "Maria Lopez Ruiz", Reason::SharedGiven);
    check_reason("Chris", "Christopher Walker", Reason::SharedGiven);
}

#[test]
fn relatives_share_the_family_name() {
    check_reason("Mary Smith", "John Smith", Reason::SharedFamily);
    check_reason("Juan Lopez", "Maria Lopez Garcia", Reason::SharedFamily);
    check_reason("Walker", "Chris Walker", Reason::SharedFamily);
}

#[test]
fn different_when_nothing_that_matters_is_shared() {
    check("Anna Smith", "Robert Jones", NameMatch::Different);
    check("J. Smith", "James Jones", NameMatch::Different);
    check("James Smith", "Mary James", NameMatch::Different);
    check("Carlos Vega", "Carla Vogt", NameMatch::Different);
}

#[test]
fn nothing_is_said_about_letters_without_a_table_or_no_letters() {
    check("李伟", "Wei Li", NameMatch::NotComparable);
    check("李伟", "李伟", NameMatch::Same);
    check("", "Wei Li", NameMatch::NotComparable);
    check("---", "...", NameMatch::NotComparable);
}

#[test]
fn similarity_orders_names_as_a_reader_would() {
    assert_eq!(similarity("Anna Smith", "smith, anna"), 1.0);
    assert_eq!(similarity("Anna Smith", "Smith Anna"), 1.0);
    assert!(similarity("Bob Marsh", "Robert Marsh") > 0.95);
    assert!(similarity("Jonh Smith", "John Smith") > 0.9);
    assert!(similarity("J Smith", "John Smith") > 0.8);
    assert!(similarity("Anna Smith", "Anna Jones") < 0.6);
    assert_eq!(similarity("Anna Smith", "Robert Jones"), 0.0);
}

#[test]
fn very_long_names_are_cut_and_answered() {
    let long = "Ana ".repeat(5000);
    assert!(similarity(&long, "Ana Ruiz") < 1.0);
    assert_ne!(compare(&long, "Ana Ruiz"), NameMatch::Same);
}

fn name() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Anna", "Bob", "Robert", "J", "JP", "Jean", "Pierre", "Smith", "de", "Müller", "Mueller", "Юрий",
        "Yuri", "李", "Lopez",
    ]);
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn symmetric_bounded_and_reflexive(left in name(), right in name()) {
        prop_assert_eq!(compare(&left, &right), compare(&right, &left));
        let value = similarity(&left, &right);
        prop_assert!((0.0..=1.0).contains(&value));
        prop_assert_eq!(value, similarity(&right, &left));
        if !left.is_empty() {
            prop_assert_eq!(compare(&left, &left), NameMatch::Same);
            prop_assert_eq!(similarity(&left, &left), 1.0);
        }
    }

    #[test]
    fn any_text_is_answered(left in "\\PC{0,40}", right in "\\PC{0,40}") {
        prop_assert_eq!(compare(&left, &right), compare(&right, &left));
        prop_assert!((0.0..=1.0).contains(&similarity(&left, &right)));
    }

    #[test]
    fn one_letter_words_of_the_same_name_are_never_different(given in "[A-Z][a-z]{3,6}", family in "[A-Z][a-z]{3,6}") {
        let initial = given.chars().next().unwrap();
        let short = format!("{initial}. {family}");
        let full = format!("{given} {family}");
        prop_assert!(matches!(compare(&short, &full), NameMatch::Compatible(_)), "{} / {}", short, full);
    }
}
