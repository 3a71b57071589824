//! What every page must hold: checks that say who, how long and what would clear, and that ask nobody to act.

use model::Check;
use proofs::Page;

/// What a check must never ask for: the road ends in front of a person, who decides after the check.
const ACTS: &[&str] = &[
    "confront",
    "accuse",
    "dismiss",
    "terminate",
    "suspend",
    "fire",
    "sack",
    "reject",
    "punish",
    "arrest",
    "interrogate",
    "threaten",
    "sue",
];

fn checks() -> Vec<(&'static str, Vec<Check>)> {
    let read =
        |proof: &str| Page::parse(proof).points("Check next").iter().map(|it| Check::parse(it)).collect();
    crate::all().into_iter().map(|it| (it.path, read(it.proof))).collect()
}

#[test]
fn every_check_says_who_how_long_and_what_would_clear() {
    let mut wrong = Vec::new();
    for (path, checks) in checks() {
        for check in checks.iter().filter(|it| it.is_something() && !it.is_complete()) {
            wrong.push(format!("{path}: {}", check.what));
        }
    }
    assert!(
        wrong.is_empty(),
        "write `- <what> (<who>; <effort>; <what would clear the person>)`, who of HR, IT, manager, counsel, security, \
         effort one of minutes, an hour, a day:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_check_asks_to_act_on_anybody() {
    for (path, checks) in checks() {
        for check in checks {
            let first =
                check.what.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default().to_lowercase();
            assert!(!ACTS.contains(&first.as_str()), "{path}: {}", check.what);
        }
    }
}

#[test]
fn every_page_names_a_check() {
    for (path, checks) in checks() {
        assert!(!checks.is_empty(), "{path}");
    }
}
