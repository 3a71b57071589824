//! A data folder: scanning twice adds nothing, a killed scan leaves nothing half done, order means nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use company::Recipe;
use model::dossier::Dossier;
use pipeline::{Quiet, Request};

use crate::write;

fn company() -> company::Company {
    company::generate(&Recipe::with_scenarios(41, 8, 45, &["c05"]))
}

fn outputs(dossier: &Dossier) -> BTreeMap<&'static str, Vec<u8>> {
    let options = exports::Options { redact: false, version: "test" };
    let mut res = BTreeMap::new();
    for export in exports::EXPORTS {
        let mut bytes = Vec::new();
        (export.write)(dossier, &options, &mut bytes).unwrap();
        res.insert(export.file_name, bytes);
    }
    res
}

fn scan(input: &Path, data: &Path, company: &company::Company) -> Dossier {
    let request = Request {
        inputs: vec![input.to_owned()],
        data: Some(data.to_owned()),
        now: Some(company.now),
        ..Request::default()
    };
    pipeline::scan(&request, &mut Quiet).unwrap()
}

fn lay(company: &company::Company, dir: &Path) {
    for (name, bytes) in &company.files {
        write(dir, &[(name, bytes)]);
    }
}

fn parts(data: &Path) -> usize {
    let tables = std::fs::read_dir(data.join("records")).unwrap();
    tables.map(|it| std::fs::read_dir(it.unwrap().path()).unwrap().count()).sum()
}

#[test]
fn a_second_scan_adds_nothing_and_writes_the_same_bytes() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let company = company();
    lay(&company, input.path());
    let first = outputs(&scan(input.path(), data.path(), &company));
    let count = parts(data.path());
    let second = outputs(&scan(input.path(), data.path(), &company));
    assert_eq!(parts(data.path()), count);
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} differs");
    }
}

#[test]
fn the_same_export_twice_changes_no_score() {
    let (input, twice) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let company = company();
    lay(&company, input.path());
    lay(&company, twice.path());
    for (name, bytes) in company.files.iter().filter(|(name, _)| !name.ends_with(".toml")) {
        write(twice.path(), &[(&format!("zz-again/{name}"), bytes)]);
    }
    let score = |dir: &Path| {
        let request = Request { inputs: vec![dir.to_owned()], now: Some(company.now), ..Request::default() };
        let dossier = pipeline::scan(&request, &mut Quiet).unwrap();
        let rows = dossier.people.iter().map(|it| (it.person.to_string(), it.bits, it.reasons.clone()));
        rows.collect::<Vec<_>>()
    };
    assert_eq!(score(input.path()), score(twice.path()));
}

#[test]
fn the_order_of_files_changes_no_score() {
    let company = company();
    let score = |rename: &dyn Fn(&str) -> String| {
        let dir = tempfile::tempdir().unwrap();
        for (name, bytes) in &company.files {
            // The policy and the endpoint logs are found by their place; the others by what is in them.
            let keep = name.ends_with(".toml") || name.contains("endpoint/") || name.contains("resumes/");
            let name = if keep { name.clone() } else { rename(name) };
            write(dir.path(), &[(&name, bytes)]);
        }
        let request =
            Request { inputs: vec![dir.path().to_owned()], now: Some(company.now), ..Request::default() };
        let dossier = pipeline::scan(&request, &mut Quiet).unwrap();
        let rows = dossier
            .people
            .iter()
            .map(|it| (it.person.to_string(), it.bits, it.reasons.clone(), it.raised_at));
        rows.collect::<Vec<_>>()
    };
    let reversed = |name: &str| {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let folder: String = folder
            .chars()
            .map(|it| if it == '/' { it } else { char::from(b'z' - (it as u8 % 26)) })
            .collect();
        format!("{folder}-{}/{file}", name.len())
    };
    assert_eq!(score(&str::to_owned), score(&reversed));
}

#[test]
fn a_scan_killed_at_any_moment_leaves_a_folder_that_the_next_completes() {
    let (input, clean) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let company = company();
    lay(&company, input.path());
    let expected = outputs(&scan(input.path(), clean.path(), &company));
    let binary = env!("CARGO_BIN_EXE_bonafide");
    for wait_ms in [30, 300, 900, 2_000] {
        let (data, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut child = Command::new(binary)
            .arg("scan")
            .arg(input.path())
            .args(["--now", &company.now.to_string(), "--out"])
            .arg(out.path())
            .arg("--data")
            .arg(data.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait_ms));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = outputs(&scan(input.path(), data.path(), &company));
        for (name, bytes) in &expected {
            assert!(found[name] == *bytes, "{name} differs after a kill at {wait_ms} ms");
        }
    }
}

#[test]
fn a_changed_policy_reads_the_files_anew() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(
        input.path(),
        &[
            ("workers.csv", b"worker_id,legal_name,work_email,job_title,start_date\nW1,Robin Example,r@example.com,Engineer,2026-01-05\n"),
            ("reviews.csv", b"Nummer,Datum\nW1,2026-03-01\n"),
        ],
    );
    let scan = || {
        let request = Request {
            inputs: vec![input.path().to_owned()],
            data: Some(data.path().to_owned()),
            ..Request::default()
        };
        pipeline::scan(&request, &mut Quiet).unwrap()
    };
    let kind = |dossier: &Dossier| dossier.inputs.iter().find(|it| &*it.file == "reviews.csv").unwrap().kind;
    assert_eq!(kind(&scan()), None);
    write(
        input.path(),
        &[(
            "bonafide.toml",
            b"[[table]]\nfiles='reviews.csv'\ntable='performance'\n[table.columns]\nworker_id='Nummer'\nreviewed_at='Datum'\n",
        )],
    );
    assert_eq!(kind(&scan()), Some("table_performance"));
}

#[test]
fn what_is_older_than_the_company_keeps_is_forgotten_for_good() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let company = company();
    lay(&company, input.path());
    let all = outputs(&scan(input.path(), data.path(), &company));
    let policy = std::fs::read_to_string(input.path().join("bonafide.toml")).unwrap_or_default();
    let policy: String =
        policy.lines().filter(|it| !it.starts_with("retention_days")).map(|it| format!("{it}\n")).collect();
    write(input.path(), &[("bonafide.toml", format!("retention_days = 10\n{policy}").as_bytes())]);
    let few = outputs(&scan(input.path(), data.path(), &company));
    assert!(few["evidence.ndjson"].len() < all["evidence.ndjson"].len());
    let folder = store::Folder::open(data.path()).unwrap();
    let engine = store::Engine::over(&folder).unwrap();
    let oldest = |table: &str| {
        let rows = engine.query(&format!("select min(at) as at from raw.{table}")).unwrap();
        rows.row(0).time("at").unwrap()
    };
    let ten_days = company.now - jiff::SignedDuration::from_hours(240);
    assert!(oldest("signins") >= ten_days, "logs end where the policy says");
    assert!(oldest("workers") < ten_days, "what the company says of its people stays");
}

#[test]
fn a_folder_of_lists_that_the_policy_names_is_read_wherever_it_lies() {
    let (input, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(
        input.path(),
        &[("tickets.csv", b"ticket_id,opened_at,requester,subject\nT1,2026-03-01T10:00:00Z,W1,a\n")],
    );
    write(
        elsewhere.path(),
        &[
            ("bonafide.toml", b"[ip_data]\nfolder = \"intel\"\n"),
            ("intel/ranges.csv", b"cidr,label\n192.0.2.0/24,astrill\n"),
        ],
    );
    let request = Request {
        inputs: vec![input.path().to_owned()],
        policy: Some(elsewhere.path().join("bonafide.toml")),
        ..Request::default()
    };
    let dossier = pipeline::scan(&request, &mut Quiet).unwrap();
    let files: Vec<&str> = dossier.inputs.iter().map(|it| it.file.as_ref()).collect();
    assert_eq!(files, ["intel/ranges.csv", "tickets.csv"]);
}
