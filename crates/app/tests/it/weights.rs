//! Weights that a company may change: whose tier hangs on one, what decided cases say, and what to check.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use company::{Company, Recipe};
use model::Tier;
use pipeline::{Quiet, Request};

use crate::write;

fn bonafide() -> Command {
    Command::new(env!("CARGO_BIN_EXE_bonafide"))
}

/// A company with a few stories, in a folder, and who is guilty there.
fn company(dir: &Path) -> (Company, PathBuf) {
    let company =
        company::generate(&Recipe::with_scenarios(41, 30, 170, &["c01", "c05", "c07", "b01", "b05"]));
    let input = dir.join("in");
    for (name, bytes) in &company.files {
        write(&input, &[(name, bytes)]);
    }
    (company, input)
}

fn run(arguments: &[&str], input: &Path, company: &Company, code: i32) -> (String, String) {
    let mut command = bonafide();
    command.args(arguments).arg(input).args(["--now", &company.now.to_string()]);
    let output = command.assert().code(code).get_output().clone();
    let text = |it: Vec<u8>| String::from_utf8(it).unwrap();
    (text(output.stdout), text(output.stderr))
}

/// Everybody but the raised counts as cleared, and the raised are confirmed as often as it takes.
fn decisions(company: &Company, confirmed: usize) -> String {
    let mut res = "person,decision,decided_at\n".to_owned();
    let guilty = |it: &str| company.truth.people.iter().any(|one| one.guilty && one.person == it);
    let (mut n_confirmed, mut n_cleared) = (0, 0);
    for it in &company.truth.people {
        if guilty(&it.person) && n_confirmed < confirmed {
            n_confirmed += 1;
            res.push_str(&format!("{},confirmed,\n", it.person));
        }
    }
    let workers = String::from_utf8_lossy(&company.files["people/workers.csv"]).into_owned();
    for id in workers.lines().skip(1).filter_map(|it| it.split(',').next()) {
        let person = format!("worker:{id}");
        if guilty(&person) {
            continue;
        }
        // Ten are needed of each; a company of this size has no ten cases, and the mathematics does not ask who.
        if n_confirmed < confirmed {
            n_confirmed += 1;
            res.push_str(&format!("{id},confirmed,2027-01-01\n"));
        } else {
            n_cleared += 1;
            res.push_str(&format!("{person},cleared,2027-01-01\n"));
        }
    }
    assert!(n_confirmed == confirmed && n_cleared >= 10, "{n_confirmed} and {n_cleared}");
    res
}

#[test]
fn checks_are_told_for_a_raised_person_and_weights_are_swung_fitted_and_used() {
    let dir = tempfile::tempdir().unwrap();
    let (company, input) = company(dir.path());
    let request = Request { inputs: vec![input.clone()], now: Some(company.now), ..Request::default() };
    let (dossier, weighing) = pipeline::scan_to_weigh(&request, &mut Quiet).unwrap();
    let raised = dossier.people.iter().find(|it| it.tier.raised()).expect("a story is raised");

    let (text, _) = run(&["checks", raised.person.as_str()], &input, &company, 0);
    assert!(text.contains(" 1. ") && text.contains("bits stand on it"), "{text}");
    run(&["checks", "W9999"], &input, &company, 2);

    // A step that takes all of a weight away moves somebody; and what the table says is what weighing says.
    let (text, _) = run(&["sensitivity", "--by", "8"], &input, &company, 0);
    let swings = score::sensitivity(&weighing, model::Bits::from_hundredths(800));
    assert!(swings.iter().any(|it| it.tier > Tier::None && it.tier_then < it.tier), "{swings:?}");
    for swing in &swings {
        assert!(
            text.contains(&*swing.indicator) && text.contains(swing.person.as_str()),
            "{swing:?}\n{text}"
        );
    }
    let (one, _) =
        run(&["sensitivity", "--by", "8", "--person", raised.person.as_str()], &input, &company, 0);
    assert!(!one.contains("raised now"), "{one}");
    run(&["sensitivity", "--by", "0"], &input, &company, 2);

    // Too few are refused, with how many are missing.
    let file = dir.path().join("decisions.csv");
    let file = file.to_str().unwrap();
    let out = dir.path().join("weights.toml");
    fs::write(file, decisions(&company, 4)).unwrap();
    let (_, error) = run(&["calibrate", file, "--out", out.to_str().unwrap()], &input, &company, 2);
    assert!(error.contains("10 of each are needed, so 6 confirmed"), "{error}");
    assert!(!out.exists());

    // Enough are fitted; the file is one that a policy may name, and scanning with it gives what was promised.
    fs::write(file, decisions(&company, 10)).unwrap();
    let (text, _) = run(&["calibrate", file, "--out", out.to_str().unwrap()], &input, &company, 0);
    assert!(text.starts_with("decided cases: 10 confirmed"), "{text}");
    let weights = fs::read_to_string(&out).unwrap();
    assert!(weights.starts_with("# Fitted to 10 confirmed"), "{weights}");
    let policy = fs::read_to_string(input.join("bonafide.toml")).unwrap();
    fs::write(input.join("bonafide.toml"), format!("weights = \"weights.toml\"\n{policy}")).unwrap();
    fs::copy(&out, input.join("weights.toml")).unwrap();
    let after = pipeline::scan(&request, &mut Quiet).unwrap();
    let complaints: Vec<_> = after.problems.iter().filter(|it| &*it.file == "weights.toml").collect();
    assert!(complaints.is_empty(), "{complaints:?}");
    for person in &after.people {
        let before = dossier.people.iter().find(|it| it.person == person.person).unwrap();
        let line = format!("{}  ", person.person);
        let told = text.lines().any(|it| it.starts_with(&line));
        assert_eq!(told, before.tier != person.tier, "{}\n{text}", person.person);
    }
}

#[test]
fn a_weight_that_cannot_be_is_told_and_not_used() {
    let dir = tempfile::tempdir().unwrap();
    write(
        dir.path(),
        &[
            ("bonafide.toml", b"weights = 'weights.toml'\n".as_slice()),
            ("weights.toml", b"[pay-multi-change]\noften = nan\noftn = 2\n"),
            ("workers.csv", b"worker_id,legal_name,work_email,job_title,start_date\nW1,Robin Example,r@example.com,Engineer,2026-01-05\n"),
        ],
    );
    let request = Request { inputs: vec![dir.path().to_owned()], ..Request::default() };
    let (dossier, weighing) = pipeline::scan_to_weigh(&request, &mut Quiet).unwrap();
    let told: Vec<&str> = dossier
        .problems
        .iter()
        .filter(|it| &*it.file == "weights.toml")
        .map(|it| it.cause.as_str())
        .collect();
    assert!(told.iter().any(|it| it.contains("did you mean `often`")), "{told:?}");
    assert!(told.iter().any(|it| it.contains("NaN is not a worth")), "{told:?}");
    assert_eq!(weighing.scales, weighing.shipped);
}
