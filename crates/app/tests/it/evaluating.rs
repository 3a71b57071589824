//! `evaluate` and `audit fairness`, from files on disk to what is printed and written.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::write;

const TRUTH: &str = r#"{"company": "Pebblewick Freight", "window": ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"],
    "people": [{"key": "G1", "person": "worker:W1", "worker_ids": ["W1"], "truth": "guilty", "scenario": "C01",
    "prevent_by": "2026-01-20T00:00:00Z"}], "everyone_else": "honest", "rings": [], "planted": []}"#;

const PEOPLE: &str = "\
rank,person,tier,bits,worker_ids,first_evidence_at,raised_at,reasons
1,worker:W1,verify,9.00,W1,2026-01-02T00:00:00Z,2026-01-10T00:00:00Z,pay-x
2,worker:W2,none,0.00,W2,,,
";

fn bonafide() -> Command {
    Command::new(env!("CARGO_BIN_EXE_bonafide"))
}

fn files(dir: &Path) {
    write(
        dir,
        &[
            ("truth.json", TRUTH.as_bytes()),
            ("out/people.csv", PEOPLE.as_bytes()),
            ("out/evidence.ndjson", b""),
            ("out/rings.json", b"[]"),
            ("out/coverage.json", br#"{"indicators":{}}"#),
            ("workers.csv", b"worker_id,country\nW1,PT\nW2,PT\n"),
            ("decisions.csv", b"worker_id,decision,decided_at\nW1,confirmed,2026-02-01\nW9,maybe,\n"),
        ],
    );
}

#[test]
fn one_company_is_evaluated_and_written_down() {
    let dir = tempfile::tempdir().unwrap();
    files(dir.path());
    let (json, html) = (dir.path().join("e.json"), dir.path().join("e.html"));
    let mut command = bonafide();
    command.current_dir(dir.path()).args(["evaluate", "truth.json", "out", "--budget", "2"]);
    let output = command.arg("--json").arg(&json).arg("--html").arg(&html).assert().success();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(text.starts_with("1 company, 2 people in people.csv: 1 guilty, 1 honest"), "{text}");
    assert!(text.contains("With 2 people looked at a week"), "{text}");
    assert!(!text.contains("What could not be read"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
    assert_eq!(json["tiers"][1]["recall"]["hits"], 1);
    assert!(fs::read_to_string(html).unwrap().ends_with("</html>\n"));
}

#[test]
fn several_companies_are_put_together() {
    let dir = tempfile::tempdir().unwrap();
    files(dir.path());
    let mut command = bonafide();
    command.current_dir(dir.path()).args(["evaluate", "truth.json", "out"]);
    command.args(["--pair", "truth.json", "out", "--pair", "truth.json", "out"]);
    let output = command.assert().success();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(text.starts_with("3 companies, 6 people in people.csv: 3 guilty, 3 honest"), "{text}");
}

#[test]
fn what_is_missing_is_told() {
    let dir = tempfile::tempdir().unwrap();
    files(dir.path());
    for arguments in [
        &["evaluate"][..],
        &["evaluate", "truth.json"],
        &["evaluate", "truth.json", "nowhere"],
        &["evaluate", "workers.csv", "out"],
        &["audit", "fairness", "out", "--groups", "workers.csv"],
        &["audit", "fairness", "out", "--groups", "truth.json", "--decisions", "decisions.csv"],
    ] {
        bonafide().current_dir(dir.path()).args(arguments).assert().code(2);
    }
}

#[test]
fn an_audit_counts_groups_and_names_nobody() {
    let dir = tempfile::tempdir().unwrap();
    files(dir.path());
    for known in [["--decisions", "decisions.csv"], ["--truth", "truth.json"]] {
        let mut command = bonafide();
        command
            .current_dir(dir.path())
            .args(["audit", "fairness", "out", "--groups", "workers.csv"])
            .args(known);
        let output = command.assert().success();
        let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
        assert!(text.starts_with("1 person not confirmed: 0 raised"), "{text}");
        assert!(text.contains("By country") && !text.contains("W1") && !text.contains("W2"), "{text}");
    }
}

#[test]
fn limits_that_are_not_kept_end_with_one() {
    let dir = tempfile::tempdir().unwrap();
    files(dir.path());
    let nobody = PEOPLE.replace("verify,9.00", "watch,5.00").replace("W2,none", "W2,verify");
    write(dir.path(), &[("none/people.csv", nobody.as_bytes())]);
    for (out, code, said) in [("out", 0, ""), ("none", 1, "fewer than 0.5")] {
        let mut command = bonafide();
        command.current_dir(dir.path()).args(["evaluate", "truth.json", out]);
        let output = command.args(["--least-recall", "0.5", "--most-honest", "2"]).assert().code(code);
        let text = String::from_utf8(output.get_output().stderr.clone()).unwrap();
        assert!(text.contains(said), "{text}");
        assert_eq!(code == 1, text.contains("1000.0 of 1,000 honest people are raised"), "{text}");
    }
}

#[test]
fn a_drill_hides_the_truth_and_tells_it_in_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str], code: i32| {
        let output = bonafide().current_dir(dir.path()).args(arguments).assert().code(code);
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    };
    let begin = [
        "drill",
        "begin",
        "exercise",
        "--seed",
        "5",
        "--workers",
        "20",
        "--months",
        "1",
        "--scenarios",
        "c01,b02",
    ];
    run(&begin, 0);
    assert!(dir.path().join("exercise/exports/people/workers.csv").exists());
    assert!(!dir.path().join("exercise/truth.json").exists());
    // Nobody's decisions are written over.
    run(&begin, 2);
    run(
        &[
            "company",
            "--out",
            "same",
            "--seed",
            "5",
            "--workers",
            "20",
            "--months",
            "1",
            "--scenarios",
            "c01,b02",
        ],
        0,
    );
    let truth: serde_json::Value =
        serde_json::from_slice(&fs::read(dir.path().join("same/truth.json")).unwrap()).unwrap();
    let guilty = |it: &&serde_json::Value| it["truth"] == "guilty";
    let people = truth["people"].as_array().unwrap();
    let first = people.iter().find(guilty).unwrap()["person"].as_str().unwrap();
    let count = people.iter().filter(guilty).count();
    let decisions = dir.path().join("exercise/decisions.csv");
    let head = fs::read_to_string(&decisions).unwrap();
    fs::write(&decisions, format!("{head}{first},confirmed,2026-01-01,resume\nE0,confirmed,2026-01-01,\n"))
        .unwrap();
    let text = run(&["drill", "end", "exercise"], 0);
    assert!(
        text.contains(&format!(
            ": 1 of {count} found, 1 of them before the loss; {} missed; 1 wrongly",
            count - 1
        )),
        "{text}"
    );
    assert!(text.contains("E0: nothing was planted on them"), "{text}");
    run(&["drill", "end", "same"], 2);
}
