//! Whatever stands in the files, there is an answer.

use evaluation::{Evaluation, Outputs, ScanFiles, Settings, Truth};
use proptest::prelude::*;

use super::{COVERAGE, EVIDENCE, PEOPLE, RINGS, TRUTH};

/// The text with a piece cut out and another put in.
fn damaged(text: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let bytes = text.as_bytes().to_vec();
    let n = bytes.len();
    (0..n, 0_usize..40, prop::collection::vec(any::<u8>(), 0..6)).prop_map(move |(at, length, new)| {
        let mut res = bytes.clone();
        res.splice(at..(at + length).min(n), new);
        res
    })
}

proptest! {
    #[test]
    fn damaged_files_are_survived(
        truth in damaged(TRUTH), people in damaged(PEOPLE), evidence in damaged(EVIDENCE),
        rings in damaged(RINGS), coverage in damaged(COVERAGE), people_a_week in 0_u64..9,
    ) {
        let truth = Truth::parse(&truth).or_else(|_| Truth::parse(TRUTH.as_bytes())).unwrap();
        let files = ScanFiles {
            people_csv: &people, evidence_ndjson: &evidence, rings_json: &rings, coverage_json: &coverage,
        };
        if let Ok(outputs) = Outputs::parse(&files) {
            let found = Evaluation::of(&[(truth, outputs)], &Settings { people_a_week, prior: None });
            for row in &found.tiers {
                for share in [row.recall, row.precision, row.honest, row.look_alikes] {
                    prop_assert!(share.hits <= share.of);
                }
            }
            prop_assert!(found.budget.recall.hits <= found.budget.recall.of);
            prop_assert!(!found.html().contains("NaN"));
            prop_assert!(!found.text().is_empty() && !found.json().is_empty());
        }
    }
}

#[test]
fn files_that_are_not_there_are_told() {
    let outputs =
        Outputs::parse(&ScanFiles { people_csv: PEOPLE.as_bytes(), ..ScanFiles::default() }).unwrap();
    assert_eq!(outputs.problems, ["rings.json: is not there", "coverage.json: is not there"]);
}

#[test]
fn moments_at_the_ends_of_time_do_not_break_the_budget() {
    let far = TRUTH
        .replace("2026-01-01T00:00:00Z", "-009999-01-02T01:59:59Z")
        .replace("2026-02-05T00:00:00Z", "9999-12-30T22:00:00Z");
    let truth = Truth::parse(far.as_bytes()).unwrap();
    assert!(truth.window.is_some());
    let outputs = super::outputs();
    let found = Evaluation::of(&[(truth, outputs)], &Settings::default());
    assert_eq!(found.budget.recall.of, 4);
}
