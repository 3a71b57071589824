//! Resumes, mails and transcripts of the shared samples and data sets are read: no panic, no silent loss, and
//! problems only where a sample says that something is broken.

#![expect(clippy::disallowed_methods, reason = "reads shared samples")]
#![expect(clippy::print_stderr, reason = "counts, and what was left out, are told")]

mod collected;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use collected::{Collected, read};
use model::{Level, Record};
use sources::Context;

/// The shared folder; where it is absent the test is left out in words, but never in a build of its own.
fn shared() -> Option<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::var_os("BONAFIDE_SHARED").map_or(repository.join("../shared"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "no shared folder at {}", folder.display());
    eprintln!("left out: no shared folder at {}", folder.display());
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut res = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { res.push(path) }
        }
    }
    res.sort();
    res
}

/// Files below `root`, read by their paths below it.
fn read_all(root: &Path, below: &str) -> Vec<(String, Collected)> {
    let context = Context::default();
    let mut res = Vec::new();
    for path in files(&root.join(below)) {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        let found = read(&name, std::fs::read(&path).unwrap(), &context);
        res.push((name, found));
    }
    res
}

fn of<'a>(found: &'a Collected, table: &str) -> Vec<&'a Record> {
    found.records.iter().filter(|it| it.table.name == table).collect()
}

/// What a sample says of its broken files: file, and what is to be expected.
fn broken(root: &Path) -> BTreeMap<String, String> {
    let truth = std::fs::read_to_string(root.join("../truth.json")).unwrap();
    let truth: serde_json::Value = serde_json::from_str(&truth).unwrap();
    let entries = truth["broken"].as_array().cloned().unwrap_or_default();
    entries
        .iter()
        .map(|it| (it["file"].as_str().unwrap().to_owned(), it["expect"].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn sample_documents_are_read_and_only_broken_ones_have_problems() {
    let Some(shared) = shared() else { return };
    for sample in ["tiny", "harbor"] {
        let root = shared.join("samples").join(sample).join("input");
        let broken = broken(&root);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut wrong = Vec::new();
        for below in ["ats/resumes", "mail", "meetings/transcripts"] {
            for (file, found) in read_all(&root, below) {
                let expect = broken.get(&file).map_or("none", String::as_str);
                let problems: Vec<_> =
                    found.problems.iter().filter(|it| it.level == Level::Problem).collect();
                if (expect == "problem") == problems.is_empty() {
                    wrong.push(format!("{file}: expected {expect}, found {problems:?}"));
                }
                for report in &found.reports {
                    let kind = report.kind.unwrap_or("nobody reads it");
                    *counts.entry(kind.to_owned()).or_default() += 1;
                    if report.kind.is_none() && expect != "unrecognised" && !file.ends_with(".jsonl") {
                        wrong.push(format!("{}: {:?}", report.file, report.reason));
                    }
                }
                for resume in of(&found, "resumes") {
                    let text = |it: &str| resume.text(it).unwrap_or("").to_owned();
                    let whole = text("emails").contains('@')
                        && !text("name").is_empty()
                        && !text("layout").is_empty();
                    let document = text("document");
                    let belongs = |it: &&Record| it.text("document") == Some(&document);
                    let n_jobs = of(&found, "resume_jobs").into_iter().filter(belongs).count();
                    let n_passages = of(&found, "resume_passages").into_iter().filter(belongs).count();
                    if expect == "none" && (!whole || n_jobs == 0 || n_passages < 5) {
                        wrong.push(format!("{file}: {n_jobs} jobs, {n_passages} passages, {resume:?}"));
                    }
                }
                for job in of(&found, "resume_jobs") {
                    if job.text("employer").is_none()
                        || job.text("title").is_none()
                        || job.get("from").is_null()
                    {
                        wrong.push(format!("{file}: half a job: {:?}", job.values));
                    }
                }
                // Products that log mails have no headers to show.
                for mail in of(&found, "mails").into_iter().filter(|it| it.text("product") == Some("mail")) {
                    if expect == "none"
                        && (mail.get("sent_at").is_null()
                            || mail.text("from_address").is_none()
                            || mail.origin.message_id.is_none())
                    {
                        wrong.push(format!("{file}: half a mail: {:?}", mail.values));
                    }
                }
                for speech in of(&found, "speech") {
                    if speech.text("speaker").is_none()
                        || speech.text("meeting_id").is_none()
                        || speech.get("meeting_at").is_null()
                    {
                        wrong.push(format!("{file}: {:?}", speech.values));
                    }
                }
                for record in &found.records {
                    *counts.entry(format!("table {}", record.table.name)).or_default() += 1;
                }
            }
        }
        eprintln!("{sample}: {counts:?}");
        assert!(wrong.is_empty(), "{sample}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn odd_mails_are_all_read() {
    let Some(shared) = shared() else { return };
    let mut n_mails = 0;
    let mut n_problems = 0;
    for (file, found) in read_all(&shared.join("data"), "mail/spamassassin") {
        let mails = of(&found, "mails");
        assert_eq!(mails.len(), 1, "{file}: {:?}", found.reports);
        n_mails += 1;
        n_problems += found.problems.len();
        for mail in mails {
            assert!(!mail.get("sent_at").is_null(), "{file}: {:?}", found.problems);
            assert!(mail.text("from_address").is_some(), "{file}: no sender");
        }
    }
    eprintln!("{n_mails} mails, {n_problems} problems and notices");
    assert_eq!(n_mails, 88);
}

#[test]
fn odd_transcripts_are_read_and_broken_ones_say_so() {
    let Some(shared) = shared() else { return };
    for (file, found) in read_all(&shared.join("data"), "vtt") {
        let is_transcript = found.reports.iter().any(|it| it.kind == Some("transcript_vtt"));
        let n_problems = found.problems.len();
        let name = file.rsplit('/').next().unwrap_or("");
        let is_broken = matches!(name, "invalid_timeframe.vtt" | "missing_timeframe.vtt");
        let is_none = !name.ends_with(".vtt") || matches!(name, "empty.vtt" | "invalid.vtt");
        assert_eq!(is_transcript, !is_none, "{file}");
        assert_eq!(n_problems > 0, is_broken, "{file}: {:?}", found.problems);
    }
}

#[test]
fn json_resumes_are_read() {
    let Some(shared) = shared() else { return };
    let mut n_resumes = 0;
    for (file, found) in read_all(&shared.join("data"), "resumes") {
        if file.ends_with(".resume.json") {
            assert_eq!(of(&found, "resumes").len(), 1, "{file}");
            assert!(!of(&found, "resume_jobs").is_empty(), "{file}");
            assert!(found.problems.is_empty(), "{file}: {:?}", found.problems);
            n_resumes += 1;
        } else {
            assert!(of(&found, "resumes").is_empty(), "{file} is no resume");
        }
    }
    assert_eq!(n_resumes, 4);
}

#[test]
fn nothing_else_in_the_samples_is_taken_for_a_document() {
    let Some(shared) = shared() else { return };
    for sample in ["tiny", "harbor"] {
        let root = shared.join("samples").join(sample).join("input");
        for below in ["hr", "it", "intel", "endpoint"] {
            if !root.join(below).is_dir() {
                continue;
            }
            for (file, found) in read_all(&root, below) {
                for report in &found.reports {
                    let kind = report.kind.unwrap_or("");
                    let is_ours = ["resume_", "mail_", "transcript_"].iter().any(|it| kind.starts_with(it));
                    assert!(!is_ours, "{file} is read as {kind}");
                }
            }
        }
    }
}
