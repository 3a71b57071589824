//! The same story as plain text.

use exports::terminal::{explain, table};

use crate::{PLAIN, fixture};

#[test]
fn the_table_names_raised_and_watched_people_within_the_width() {
    let dossier = fixture::dossier();
    for columns in [60, 80, 120] {
        let text = table(&dossier, &PLAIN, columns);
        for name in ["worker:W0417", "worker:W0388", "applicant:A2306", "urgent", "verify", "watch"] {
            assert!(text.contains(name), "{columns}: {name}\n{text}");
        }
        assert!(!text.contains("worker:W0001"));
        let widest = text.lines().map(|it| it.chars().count()).max().unwrap();
        assert!(widest <= columns, "{widest} of {columns}\n{text}");
    }
}

#[test]
fn explaining_says_everything_that_is_counted() {
    let dossier = fixture::dossier();
    let text = explain(&dossier, &PLAIN, "worker:W0417", 100).unwrap();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!("explain", text);
    });
}

#[test]
fn a_person_is_found_by_any_of_their_ids() {
    let dossier = fixture::dossier();
    let by_person = explain(&dossier, &PLAIN, "worker:W0417", 100);
    assert!(by_person.is_some());
    for who in ["W0417", "A2291", "applicant:A2291"] {
        assert_eq!(explain(&dossier, &PLAIN, who, 100), by_person, "{who}");
    }
    assert_eq!(explain(&dossier, &PLAIN, "W9999", 100), None);
}
