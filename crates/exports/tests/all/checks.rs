//! What to check next: each check once, in the order of what it settles for what it takes.

use exports::terminal;
use model::dossier::Dossier;

use crate::{PLAIN, fixture, page, written};

/// The fixture with other checks on the pages of these indicators; all others have none.
fn with_checks(checks: &[(&str, &[&str])]) -> Dossier {
    let mut dossier = fixture::dossier();
    for (id, card) in &mut dossier.indicators {
        let own = checks.iter().find(|(it, _)| *it == &**id).map_or(&[][..], |(_, checks)| checks);
        card.check = own.iter().map(|it| (*it).to_owned()).collect();
    }
    dossier
}

/// What stands in the list, in order, without what is said about it.
fn listed(dossier: &Dossier) -> Vec<String> {
    let text = terminal::checks(dossier, &PLAIN, "worker:W0417", 140).unwrap();
    let is_check =
        |it: &&str| it.trim_start().split_once(". ").is_some_and(|(n, _)| n.parse::<usize>().is_ok());
    text.lines().filter(is_check).map(|it| it.split_once(". ").unwrap().1.to_owned()).collect()
}

#[test]
fn what_settles_most_for_what_it_takes_comes_first() {
    // 4.00 bits for a day, 3.20 for an hour, 0.80 for minutes: 0.25, 0.80 and 0.80 for each.
    let dossier = with_checks(&[
        ("pay-multi-change", &["compare the bank's letter (HR; a day; it agrees)"]),
        ("emp-astrill-ip", &["ask which network they work from (IT; an hour; a sign-in from home)"]),
        ("int-camera-off", &["look for an agreement on cameras (manager; minutes; there is one)"]),
    ]);
    assert_eq!(
        listed(&dossier),
        ["look for an agreement on cameras", "ask which network they work from", "compare the bank's letter"]
    );
}

#[test]
fn of_equals_the_least_intrusive_is_first() {
    let points = [
        "call back on a number held before (HR; minutes; it is theirs)",
        "call the bank on its public number (HR; minutes; it is theirs)",
        "ask the manager (HR; minutes; it is known)",
        "compare with the tickets (HR; minutes; one explains it)",
    ];
    let dossier = with_checks(&[("pay-multi-change", &points)]);
    let what = |idx: usize| points[idx].split_once(" (").unwrap().0.to_owned();
    assert_eq!(listed(&dossier), [what(3), what(2), what(1), what(0)]);
}

#[test]
fn a_check_that_two_reasons_ask_for_stands_once_with_what_stands_on_both() {
    let dossier = with_checks(&[
        ("pay-multi-change", &["call back on a known number (HR; minutes; the account is theirs)"]),
        (
            "shp-in-transit-change",
            &["Call back on the known number. (manager; minutes; the address is theirs)"],
        ),
        ("emp-astrill-ip", &["ask which network they work from (IT; minutes; home)"]),
    ]);
    assert_eq!(listed(&dossier), ["call back on a known number", "ask which network they work from"]);
    let text = terminal::checks(&dossier, &PLAIN, "W0417", 140).unwrap();
    for line in [
        "HR or manager, minutes; 7.50 bits stand on it",
        "clears: the account is theirs",
        "clears: the address is theirs",
        "for: Pay account changed again and again; Parcel redirected while under way",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn what_speaks_for_a_person_or_says_that_nothing_is_to_be_done_is_no_check() {
    let dossier = with_checks(&[
        ("emp-travel-declared", &["compare the tickets (HR; minutes; they agree)"]),
        ("pay-multi-change", &["Nothing on this trait alone"]),
    ]);
    let text = terminal::checks(&dossier, &PLAIN, "W0417", 100).unwrap();
    assert!(text.contains("nothing to check"), "{text}");
}

#[test]
fn the_page_shows_five_and_folds_the_rest() {
    let points: Vec<String> = (1..=8).map(|n| format!("compare list {n} (HR; minutes; it agrees)")).collect();
    let points: Vec<&str> = points.iter().map(String::as_str).collect();
    let text = written("report.html", &with_checks(&[("pay-multi-change", &points)]), &PLAIN);
    page::is_sound(&text);
    let (shown, folded) = text.split_once("<ol class=\"checks\">").unwrap().1.split_once("</ol>").unwrap();
    assert_eq!(shown.matches("<li>").count(), 5);
    let folded = folded.split_once("</details>").unwrap().0;
    assert!(folded.contains("3 more to check") && folded.contains("start=\"6\""));
    assert_eq!(folded.matches("<li>").count(), 3);
    assert!(
        shown.contains("HR, minutes · 4.00 bits stand on it") && shown.contains("Clears: <bdi>it agrees")
    );
}

#[test]
fn nobody_unknown_has_checks() {
    assert_eq!(terminal::checks(&fixture::dossier(), &PLAIN, "W9999", 100), None);
}
