//! Honest people raised by group, counted by hand.

use evaluation::Share;
use evaluation::fairness::{Audit, Company, GroupRow, Known};

use super::{outputs, outputs_of, truth};

/// W55 is another id of L1. H1 has no country; W3 is in no row.
const GROUPS: &str = "\
Worker ID,Country,agency,worker_type,time_zone
W1,PT,,employee,Europe/Lisbon
W2,PT,,employee,Europe/Lisbon
W55,PT,Larkfield,contractor,Europe/Lisbon
W6,CA,Larkfield,contractor,America/Toronto
W7,,,employee,America/Toronto
W8,CA,,employee,America/Toronto
";

/// G1 confirmed, L1 cleared; W8 is raised and nobody has decided.
const DECISIONS: &str = "\
person,decision,decided_at
worker:W1,confirmed,2026-02-10
W5,cleared,2026-02-11
";

fn counts(it: Share) -> (u64, u64) {
    (it.hits, it.of)
}

fn group<'a>(audit: &'a Audit, dimension: &str, group: &str) -> &'a GroupRow {
    let dimension = audit.dimensions.iter().find(|it| it.name == dimension).unwrap();
    dimension.groups.iter().find(|it| it.group == group).unwrap()
}

#[test]
fn by_decided_cases_nobody_is_called_honest_who_was_not_cleared() {
    // The scan of these decided cases knows G1 as an applicant of the worker W1.
    let people = super::PEOPLE.replace("pay;device;graph,,A1", "pay;device;graph,W1,A1");
    let outputs = outputs_of(&people);
    let known = Known::Decisions(DECISIONS.as_bytes());
    let audit = Audit::of(&[Company { outputs: &outputs, known, groups: GROUPS.as_bytes() }]).unwrap();
    assert_eq!((audit.confirmed, audit.without_group), (1, 1));
    // Not confirmed: W2 and W8 raised and undecided, L1 raised and cleared, L2 and H1 not raised.
    assert_eq!((counts(audit.all.raised), counts(audit.all.cleared_raised)), ((3, 5), (1, 5)));
    let portugal = group(&audit, "country", "PT");
    assert_eq!((counts(portugal.raised), counts(portugal.cleared_raised)), ((2, 2), (1, 2)));
    let canada = group(&audit, "country", "CA");
    assert_eq!((counts(canada.raised), counts(canada.cleared_raised)), ((1, 2), (0, 2)));
    assert_eq!(counts(group(&audit, "country", "(not stated)").raised), (0, 1));
    assert_eq!(counts(group(&audit, "agency", "Larkfield").raised), (1, 2));
    assert_eq!(counts(group(&audit, "worker type", "contractor").raised), (1, 2));
    assert_eq!(counts(group(&audit, "time zone", "America/Toronto").raised), (1, 3));
    assert_eq!(audit.apart().count(), 0, "five people say nothing");
    for dimension in &audit.dimensions {
        let sum: u64 = dimension.groups.iter().map(|it| it.raised.of).sum();
        assert_eq!(sum, audit.all.raised.of, "{}", dimension.name);
    }
    assert!(audit.problems.is_empty(), "{:?}", audit.problems);
}

#[test]
fn by_a_truth_everybody_is_known() {
    let (truth, outputs) = (truth(), outputs());
    let company = Company { outputs: &outputs, known: Known::Truth(&truth), groups: GROUPS.as_bytes() };
    let audit = Audit::of(&[company]).unwrap();
    // The scan knows G1 by the applicant's id only, which is in no group; G3 is in no row either.
    assert_eq!((audit.confirmed, audit.without_group), (1, 2));
    assert_eq!((counts(audit.all.raised), counts(audit.all.cleared_raised)), ((2, 4), (2, 4)));
    assert_eq!(counts(group(&audit, "country", "PT").raised), (1, 1));
}

#[test]
fn a_group_that_is_raised_far_more_often_stands_apart() {
    let mut people = "rank,person,tier,bits,worker_ids\n".to_owned();
    let mut groups = "worker_id,country\n".to_owned();
    for n in 0..200 {
        // Of the hundred in one country 30 are raised, of the hundred in the other 3.
        let (country, raised) = if n < 100 { ("NZ", n < 30) } else { ("IE", n < 103) };
        let tier = if raised { "verify" } else { "none" };
        people.push_str(&format!("{n},worker:{n},{tier},1.00,{n}\n"));
        groups.push_str(&format!("{n},{country}\n"));
    }
    let outputs = outputs_of(&people);
    let known = Known::Decisions(b"person,decision\n");
    let audit = Audit::of(&[Company { outputs: &outputs, known, groups: groups.as_bytes() }]).unwrap();
    let apart: Vec<&str> = audit.apart().map(|(_, it)| it.group.as_str()).collect();
    assert_eq!(apart, ["IE", "NZ"]);
    assert!(audit.text().contains("apart from the rest"));
    assert_eq!(audit.html().matches("<svg").count(), 1);
    let value: serde_json::Value = serde_json::from_str(&audit.json()).unwrap();
    assert_eq!(value["dimensions"][0]["groups"][1]["raised"]["hits"], 30);
}

#[test]
fn a_table_without_groups_is_refused() {
    let outputs = outputs();
    let known = Known::Decisions(DECISIONS.as_bytes());
    for groups in ["worker_id,shoe_size\nW1,40\n", "country\nPT\n", ""] {
        let error =
            Audit::of(&[Company { outputs: &outputs, known, groups: groups.as_bytes() }]).unwrap_err();
        assert!(error.to_string().contains("time_zone"), "{error}");
    }
}

#[test]
fn the_audit_names_nobody() {
    let outputs = outputs();
    let known = Known::Decisions(DECISIONS.as_bytes());
    let audit = Audit::of(&[Company { outputs: &outputs, known, groups: GROUPS.as_bytes() }]).unwrap();
    for rendering in [audit.text(), audit.json(), audit.html()] {
        for id in ["W1", "W2", "W5", "W6", "W7", "W8", "A1"] {
            assert!(!rendering.contains(id), "{id}");
        }
    }
}

#[test]
fn the_text_says_all_of_it() {
    let outputs = outputs();
    let known = Known::Decisions(DECISIONS.as_bytes());
    let audit = Audit::of(&[Company { outputs: &outputs, known, groups: GROUPS.as_bytes() }]).unwrap();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!("fairness", audit.text());
    });
}
