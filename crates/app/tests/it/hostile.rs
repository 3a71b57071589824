//! What an adversary or an accident puts into a folder: each gives a clear problem, and the rest is read.

use std::io::Write;

use model::Level;
use model::dossier::Dossier;
use pipeline::{Quiet, Request};

use crate::write;

const WORKERS: &[u8] =
    b"worker_id,legal_name,work_email,job_title,start_date\nW1,Robin Example,robin@example.com,Engineer,2026-01-05\n";

/// Scans one odd file beside a sound table.
fn beside(name: &str, bytes: &[u8]) -> Dossier {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("hr/workers.csv", WORKERS), (name, bytes)]);
    let request = Request { inputs: vec![dir.path().to_owned()], ..Request::default() };
    let dossier = pipeline::scan(&request, &mut Quiet).unwrap();
    assert!(dossier.people.iter().any(|it| it.person.as_str() == "worker:W1"), "the sound table is read");
    dossier
}

fn causes(dossier: &Dossier, file: &str) -> Vec<String> {
    let said = dossier.problems.iter().filter(|it| it.level == Level::Problem && it.file.starts_with(file));
    let reasons =
        dossier.inputs.iter().filter(|it| it.file.starts_with(file)).filter_map(|it| it.reason.clone());
    said.map(|it| it.cause.clone()).chain(reasons).collect()
}

fn html(dossier: &Dossier) -> String {
    let options = exports::Options { redact: false, version: "test" };
    let mut bytes = Vec::new();
    (exports::export("report.html").unwrap().write)(dossier, &options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_zip_bomb_is_refused() {
    let packed = flate_zeros(200 << 20);
    let dossier = beside("logs/bomb.gz", &packed);
    let said = causes(&dossier, "logs/bomb.gz").join("; ");
    assert!(!said.is_empty(), "a bomb is reported");
}

/// Gzip of so many zeros.
fn flate_zeros(len: usize) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let chunk = vec![b' '; 1 << 20];
    for _ in 0..len >> 20 {
        encoder.write_all(&chunk).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn a_pdf_that_is_none_is_reported() {
    let dossier = beside("ats/resume.pdf", b"%PDF-1.7\nthis is not a document\n%%EOF\n");
    assert!(!causes(&dossier, "ats/resume.pdf").is_empty());
}

#[test]
fn a_truncated_event_log_is_reported() {
    let whole = include_bytes!("../../../sources/samples/evtx/services.evtx");
    let dossier = beside("endpoint/security.evtx", &whole[..whole.len() - 60_000]);
    assert!(!causes(&dossier, "endpoint/security.evtx").is_empty());
}

#[test]
fn a_table_with_half_its_columns_is_named() {
    let dossier = beside("hr/changes.csv", b"change_id,worker_id,field\nC1,W1,phone\n");
    let said = causes(&dossier, "hr/changes.csv").join("; ");
    assert!(said.contains("changed_at"), "{said}");
}

#[test]
fn a_formula_in_a_name_does_not_reach_a_spreadsheet() {
    let table = "worker_id,legal_name,work_email,job_title,start_date\nW2,\"=cmd|' /C calc'!A0\",x@example.com,Engineer,2026-01-05\n";
    let dossier = beside("hr/more_workers.csv", table.as_bytes());
    let options = exports::Options { redact: false, version: "test" };
    let mut bytes = Vec::new();
    (exports::export("people.csv").unwrap().write)(&dossier, &options, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("'=cmd"), "{text}");
}

#[test]
fn markup_and_terminal_sequences_in_a_name_stay_text() {
    let table = "worker_id,legal_name,work_email,job_title,start_date\nW2,<script>alert(1)</script>\u{1b}[2J,x@example.com,Engineer,2026-01-05\n";
    let dossier = beside("hr/more_workers.csv", table.as_bytes());
    assert!(!html(&dossier).contains("<script>alert(1)"));
    let options = exports::Options { redact: false, version: "test" };
    let text = exports::terminal::explain(&dossier, &options, "worker:W2", 80).unwrap();
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn a_mail_subject_with_markup_stays_text() {
    let mail = b"From: a@example.com\r\nTo: b@example.com\r\nDate: Tue, 3 Feb 2026 09:00:00 +0000\r\nMessage-ID: <1@example.com>\r\nSubject: <img src=x onerror=alert(1)> \x1b]0;owned\x07\r\n\r\nhello\r\n";
    let dossier = beside("mail/1.eml", mail);
    assert!(!html(&dossier).contains("<img src=x"));
}
