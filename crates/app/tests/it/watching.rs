//! Following files: growing, rotated, begun anew, left half written, and a start in between.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use pipeline::stages::read::ReadReport;
use pipeline::{Quiet, Request, Session};
use store::{Engine, Folder};

use crate::write;

/// One sign-in as Okta writes it; `number` makes it itself.
fn line(number: usize) -> String {
    let minute = number % 60;
    format!(
        "{{\"uuid\":\"u-{number}\",\"published\":\"2026-02-02T09:{minute:02}:03Z\",\"eventType\":\"user.session.start\",\"outcome\":{{\"result\":\"SUCCESS\"}},\"actor\":{{\"type\":\"User\",\"alternateId\":\"sam@example.com\"}},\"client\":{{\"ipAddress\":\"198.51.100.23\"}}}}\n"
    )
}

fn lines(numbers: std::ops::Range<usize>) -> String {
    numbers.map(line).collect()
}

fn append(path: &Path, text: &str) {
    fs::File::options().append(true).create(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

fn session(input: &Path, data: &Path) -> Session {
    let inputs = vec![input.to_owned()];
    Session::open(&Request { inputs, data: Some(data.to_owned()), ..Request::default() }).unwrap()
}

fn look(session: &mut Session) -> ReadReport {
    session.follow(&mut Quiet).unwrap()
}

/// How many sign-ins are kept, and in how many further places they were found.
fn kept(data: &Path) -> (i64, i64) {
    let folder = Folder::open(data).unwrap();
    let engine = Engine::over(&folder).unwrap();
    let count = |table: &str| {
        let rows = engine.query(&format!("select count(*) as n from raw.{table}")).unwrap();
        rows.row(0).int("n").unwrap()
    };
    (count("signins"), count("also"))
}

#[test]
fn of_a_growing_log_only_the_new_lines_are_read_and_a_half_line_waits() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = input.path().join("okta.jsonl");
    append(&log, &lines(0..10));
    let half = line(10);
    append(&log, &half[..40]);
    let mut session = session(input.path(), data.path());
    assert_eq!(look(&mut session).fresh, [("okta.jsonl".to_owned(), 10)]);
    append(&log, &half[40..]);
    append(&log, &lines(11..15));
    let report = look(&mut session);
    assert_eq!(report.fresh, [("okta.jsonl".to_owned(), 15)]);
    assert_eq!(report.problems, []);
    assert_eq!(look(&mut session).fresh, []);
    drop(session);
    assert_eq!(kept(data.path()), (15, 0), "nothing was read twice");
}

#[test]
fn a_half_line_that_stays_is_told_and_is_forgiven_once_it_is_whole() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = input.path().join("okta.jsonl");
    let half = line(3);
    append(&log, &(lines(0..3) + &half[..40]));
    let mut session = session(input.path(), data.path());
    look(&mut session);
    let report = look(&mut session);
    assert_eq!(report.problems.len(), 1, "the file stays as it is: {:?}", report.problems);
    append(&log, &half[40..]);
    let report = look(&mut session);
    assert_eq!((report.problems.len(), report.inputs[0].records), (0, 4));
    drop(session);
    assert_eq!(kept(data.path()).0, 4);
}

#[test]
fn a_last_line_without_an_end_is_read_once_the_file_stays_as_it_is() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    append(&input.path().join("okta.jsonl"), lines(0..3).trim_end());
    let mut session = session(input.path(), data.path());
    assert_eq!(look(&mut session).inputs[0].records, 2);
    assert_eq!(look(&mut session).inputs[0].records, 3);
}

#[test]
fn rotation_by_renaming_loses_nothing_and_repeats_nothing() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = input.path().join("okta.jsonl");
    append(&log, &lines(0..10));
    let mut session = session(input.path(), data.path());
    look(&mut session);
    // Five more lines that nobody has seen, then the log is moved away and begun anew.
    append(&log, &lines(10..15));
    fs::rename(&log, input.path().join("okta.jsonl.1")).unwrap();
    append(&log, &lines(15..18));
    let report = look(&mut session);
    assert_eq!(report.fresh, [("okta.jsonl".to_owned(), 3), ("okta.jsonl.1".to_owned(), 15)]);
    drop(session);
    assert_eq!(kept(data.path()), (18, 0));
}

#[test]
fn rotation_by_copying_and_truncating_loses_nothing_and_repeats_nothing() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = input.path().join("okta.jsonl");
    append(&log, &lines(0..10));
    let mut session = session(input.path(), data.path());
    look(&mut session);
    append(&log, &lines(10..12));
    fs::copy(&log, input.path().join("okta-old.jsonl")).unwrap();
    // Shorter than before, then longer than before: either way it begins otherwise.
    fs::write(&log, lines(12..15)).unwrap();
    look(&mut session);
    fs::write(&log, lines(15..40)).unwrap();
    look(&mut session);
    drop(session);
    assert_eq!(kept(data.path()), (40, 0));
}

#[test]
fn whoever_starts_again_goes_on_where_it_ended() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = input.path().join("okta.jsonl");
    append(&log, &lines(0..10));
    let mut first = session(input.path(), data.path());
    look(&mut first);
    drop(first);
    append(&log, &lines(10..14));
    write(input.path(), &[("more.jsonl", lines(14..16).as_bytes())]);
    let mut second = session(input.path(), data.path());
    let report = look(&mut second);
    assert_eq!(report.fresh, [("more.jsonl".to_owned(), 2), ("okta.jsonl".to_owned(), 14)]);
    drop(second);
    assert_eq!(kept(data.path()), (16, 0));
}

#[test]
fn a_table_that_grows_keeps_its_header_and_its_lines() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let table = input.path().join("tickets.csv");
    append(&table, "ticket_id,opened_at,requester,subject\nT1,2026-03-01T10:00:00Z,W1,a\n");
    let mut session = session(input.path(), data.path());
    look(&mut session);
    append(&table, "T2,2026-03-02T10:00:00Z,W1,b\nT3,not a time,W1,c\n");
    let report = look(&mut session);
    assert_eq!(report.inputs[0].records, 2);
    let places: Vec<String> = report.problems.iter().map(|it| format!("{:?}", it.place)).collect();
    assert_eq!(places, ["Line(4)"], "{:?}", report.problems);
}

#[test]
fn watch_writes_a_report_of_what_came_and_ends_when_it_is_asked_to() {
    let (input, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    append(&input.path().join("okta.jsonl"), &lines(0..3));
    let run = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(["watch", "--every", "0.1", "--until-idle", "--out"])
        .arg(out.path())
        .arg(input.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let inputs = fs::read_to_string(out.path().join("inputs.json")).unwrap();
    assert!(inputs.contains("\"records\":3") || inputs.contains("\"records\": 3"), "{inputs}");
}

#[test]
fn standard_input_is_read_like_a_file() {
    let out = tempfile::tempdir().unwrap();
    let mut run = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(["scan", "-", "--out"])
        .arg(out.path())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    run.stdin.take().unwrap().write_all(lines(0..5).as_bytes()).unwrap();
    assert!(run.wait().unwrap().success());
    let inputs = fs::read_to_string(out.path().join("inputs.json")).unwrap();
    assert!(inputs.contains("\"stdin\"") && inputs.contains("okta_system_log"), "{inputs}");
}
