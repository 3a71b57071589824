//! Time and keys: what came late, what came upside down, what the data does not reach, who goes by which name where.

use std::fmt::Write as _;
use std::path::Path;

use model::dossier::Dossier;
use pipeline::{Quiet, Request};

use crate::write;

const WORKERS: &str = "worker_id,legal_name,work_email,job_title,department,start_date\n\
    W1,Robin Example,robin@firm.example,Engineer,Web,2026-03-01\n\
    W2,Sam Sample,sam@firm.example,Engineer,Web,2025-03-01\n";
const DEVICES: &str = "asset_serial,hostname,worker_id\nS1,EX-01,W1\nS2,EX-02,W2\n";
const SHIPMENTS: &str = "shipment_id,worker_id,asset_serial,event,event_time\n\
    P1,W1,S1,delivered,2026-03-02T10:00:00Z\n";

/// Sign-ins as Okta writes them, one a day at nine.
fn okta(account: &str, device: Option<&str>, days: std::ops::RangeInclusive<i64>) -> Vec<String> {
    let mut res = Vec::new();
    for day in days {
        let device = device.map_or("null".to_owned(), |it| format!(r#"{{"id":"id-{it}","name":"{it}"}}"#));
        let mut line = String::new();
        write!(
            line,
            r#"{{"uuid":"{account}-{device_len}-{day}","published":"2026-03-{day:02}T09:00:00.000Z","eventType":"user.session.start","outcome":{{"result":"SUCCESS"}},"actor":{{"id":"{account}","type":"User","alternateId":"{account}"}},"client":{{"ipAddress":"192.0.2.10"}},"device":{device}}}"#,
            device_len = device.len()
        )
        .unwrap();
        res.push(line);
    }
    res
}

fn scan(input: &Path, data: &Path) -> Dossier {
    let request =
        Request { inputs: vec![input.to_owned()], data: Some(data.to_owned()), ..Request::default() };
    pipeline::scan(&request, &mut Quiet).unwrap()
}

/// What one indicator said of one person, and since when it could be known.
fn said(dossier: &Dossier, indicator: &str, person: &str) -> Vec<(String, String)> {
    let about =
        dossier.evidence.iter().filter(|it| *it.indicator == *indicator && it.subject.to_string() == person);
    about.map(|it| (it.level.to_string(), it.known_at.to_string())).collect()
}

/// The laptop `S1` of `W1` was delivered; both people sign in on these days of March, Sam from a named laptop.
fn unused_laptop(dir: &Path, days: std::ops::RangeInclusive<i64>) {
    let mut lines = okta("robin@firm.example", None, days.clone());
    lines.extend(okta("sam@firm.example", Some("EX-02"), days));
    write(
        dir,
        &[
            ("workers.csv", WORKERS.as_bytes()),
            ("devices.csv", DEVICES.as_bytes()),
            ("shipments.csv", SHIPMENTS.as_bytes()),
            ("okta.jsonl", lines.join("\n").as_bytes()),
        ],
    );
}

#[test]
fn absence_is_told_once_the_data_reaches_the_deadline_and_not_before() {
    for (last, found) in [(14, false), (23, true)] {
        let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        unused_laptop(input.path(), 4..=last);
        let dossier = scan(input.path(), data.path());
        let said = said(&dossier, "shp-no-first-login", "worker:W1");
        assert_eq!(!said.is_empty(), found, "with data until the {last}th: {said:?}");
        if let Some((_, known_at)) = said.first() {
            assert_eq!(
                known_at, "2026-03-16T10:00:00Z",
                "the moment is the deadline, not the end of the data"
            );
        }
    }
}

#[test]
fn a_file_that_comes_late_takes_back_what_was_said_without_it() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    unused_laptop(input.path(), 4..=23);
    let before = scan(input.path(), data.path());
    assert!(!said(&before, "shp-no-first-login", "worker:W1").is_empty());
    let late = okta("robin@firm.example", Some("EX-01"), 5..=6).join("\n");
    write(input.path(), &[("late/okta-2.jsonl", late.as_bytes())]);
    let after = scan(input.path(), data.path());
    assert_eq!(said(&after, "shp-no-first-login", "worker:W1"), []);
}

#[test]
fn files_that_begin_with_the_newest_say_the_same() {
    let answer = |turn: bool| {
        let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let company = company::generate(&company::Recipe::with_scenarios(43, 12, 120, &["c05", "c07"]));
        for (name, bytes) in &company.files {
            let mut bytes = bytes.clone();
            let lines = name.ends_with(".jsonl") || name.ends_with(".ndjson");
            if turn && (lines || name.ends_with(".csv")) {
                let text = String::from_utf8(bytes).unwrap();
                let mut all: Vec<&str> = text.lines().collect();
                // A quoted cell may span lines; such a table stays as it is.
                if lines || all.iter().all(|it| it.matches('"').count() % 2 == 0) {
                    all[usize::from(!lines)..].reverse();
                }
                bytes = (all.join("\n") + "\n").into_bytes();
            }
            write(input.path(), &[(name, &bytes)]);
        }
        let request = Request {
            inputs: vec![input.path().to_owned()],
            data: Some(data.path().to_owned()),
            now: Some(company.now),
            ..Request::default()
        };
        let dossier = pipeline::scan(&request, &mut Quiet).unwrap();
        let people = dossier.people.iter();
        people
            .map(|it| (it.person.to_string(), it.bits, it.reasons.clone(), it.raised_at))
            .collect::<Vec<_>>()
    };
    assert_eq!(answer(false), answer(true));
}

#[test]
fn one_person_goes_by_another_key_in_each_system() {
    let (input, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // Sign-ins know the mailbox, parcels the serial number, payroll the number, the laptop's own log its name.
    unused_laptop(input.path(), 4..=23);
    let changes = "change_id,worker_id,field,changed_at,new_value\n\
        c1,W1,bank_account,2026-03-03T10:00:00Z,111\n\
        c2,W1,bank_account,2026-03-10T10:00:00Z,222\n\
        c3,W1,bank_account,2026-03-20T10:00:00Z,333\n";
    let trace = "Incoming    2026-03-05, 09:14    User    123456789    123456789\n\
        Incoming    2026-03-06, 09:14    User    123456789    123456789\n";
    write(
        input.path(),
        &[("pay.csv", changes.as_bytes()), ("endpoint/EX-01/connection_trace.txt", trace.as_bytes())],
    );
    let dossier = scan(input.path(), data.path());
    assert_eq!(dossier.people.len(), 2);
    assert!(said(&dossier, "shp-no-first-login", "worker:W2").is_empty());
    for indicator in ["pay-multi-change", "ear-unauthorized-rat"] {
        assert!(!said(&dossier, indicator, "worker:W1").is_empty(), "{indicator}: {:?}", dossier.evidence);
        assert!(said(&dossier, indicator, "worker:W2").is_empty(), "{indicator}");
    }
}
