//! What a person at the terminal sees: exit codes, errors with hints, data on stdout.

use assert_cmd::Command;

use crate::write;

fn bonafide() -> Command {
    Command::new(env!("CARGO_BIN_EXE_bonafide"))
}

#[test]
fn help_teaches() {
    let output = bonafide().arg("--help").assert().success().get_output().stdout.clone();
    let text = String::from_utf8(output).unwrap();
    for verb in ["scan", "explain", "show", "demo", "reference"] {
        assert!(text.contains(verb), "{text}");
    }
}

#[test]
fn a_folder_that_is_not_there_ends_with_two_and_says_where() {
    let assert = bonafide().args(["scan", "no/such/folder", "--out", "unused"]).assert().code(2);
    let text = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert!(text.contains("no/such/folder"), "{text}");
}

#[test]
fn a_policy_with_a_wrong_type_ends_with_two_and_names_the_line() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("bonafide.toml", b"company = 'X'\nmail_domains = 'x.example'\n"), ("a.txt", b"x")]);
    let assert =
        bonafide().arg("scan").arg(dir.path()).arg("--out").arg(dir.path().join("out")).assert().code(2);
    let text = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert!(text.contains("line 2"), "{text}");
}

#[test]
fn the_tier_that_was_asked_for_ends_with_one() {
    let dir = tempfile::tempdir().unwrap();
    let workers = b"worker_id,legal_name,work_email,job_title,start_date\nW1,Robin Example,r@example.com,Engineer,2026-01-05\n";
    write(dir.path(), &[("in/workers.csv", workers)]);
    let run = |tier: &str| {
        bonafide()
            .arg("scan")
            .arg(dir.path().join("in"))
            .arg("--out")
            .arg(dir.path().join("out"))
            .args(["--fail-on", tier])
            .assert()
    };
    run("verify").code(0);
    run("none").code(1);
    run("guilty").code(2);
}

#[test]
fn the_reference_prints_every_indicator_and_its_page() {
    let text = String::from_utf8(bonafide().arg("reference").assert().success().get_output().stdout.clone())
        .unwrap();
    for indicator in indicators::all() {
        let id = indicator.header().unwrap().id;
        assert!(text.contains(&format!("## {id}:")), "{id}");
        bonafide().args(["reference", &id]).assert().success();
    }
}

#[test]
fn a_reference_from_the_evidence_can_be_shown() {
    let dir = tempfile::tempdir().unwrap();
    let workers = b"worker_id,legal_name,work_email,job_title,start_date\nW1,Robin Example,r@example.com,Engineer,2026-01-05\n";
    write(dir.path(), &[("workers.csv", workers)]);
    let assert = bonafide().args(["show", "workers.csv:2"]).arg(dir.path()).assert().success();
    let text = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert!(text.contains("legal_name: Robin Example"), "{text}");
    bonafide().args(["show", "workers.csv:99"]).arg(dir.path()).assert().code(2);
}
