//! Logs of our own, whole and damaged: what is lost is what is damaged, and it is told.
//!
//! `BLESS=1` writes the samples of the proof page.

#![expect(clippy::disallowed_methods, reason = "bless writes samples")]

mod windows_log;

use std::path::Path;
use std::sync::Arc;

use model::{Place, Problem, RawEvent, Record};
use proptest::prelude::*;
use serde_json::{Value, json};
use sources::{Context, Reading, SOURCES, Shape, Sink};
use windows_log::{CHUNK_BYTES, HEADER_BYTES};

#[derive(Default)]
struct Found {
    records: Vec<Record>,
    problems: Vec<Problem>,
}

impl Sink for Found {
    fn record(&mut self, record: Record) {
        self.records.push(record);
    }
    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
    fn raw(&mut self, _: &RawEvent<'_>) {}
    fn dataset(&mut self, _: &'static str, _: &str, _: &[u8]) {}
}

fn reader() -> fn(&mut dyn std::io::Read, &mut Reading<'_>) {
    match SOURCES.iter().find(|it| it.id == "windows_evtx").unwrap().shape {
        Shape::Stream { read, .. } => read,
        _ => panic!("another shape"),
    }
}

fn read(bytes: &[u8]) -> Found {
    let context = Context::default();
    let mut found = Found::default();
    let mut reading = Reading::new(&context, Arc::from("log.evtx"), Arc::from("00"), &mut found);
    reader()(&mut &bytes[..], &mut reading);
    found
}

fn ids(found: &Found) -> Vec<u64> {
    let id = |it: &Record| if let Place::Record(id) = it.origin.place { id } else { 0 };
    found.records.iter().map(id).collect()
}

fn event(record: u64, provider: &str, channel: &str, id: u32, second: u32, data: &[(&str, &str)]) -> Value {
    let data: Vec<Value> =
        data.iter().map(|(name, text)| json!({"#attributes": {"Name": name}, "#text": text})).collect();
    json!({"Event": {
        "System": {
            "Provider": {"#attributes": {"Name": provider}},
            "EventID": id.to_string(),
            "TimeCreated": {"#attributes": {"SystemTime": format!("2026-02-03T14:00:{second:02}.401630Z")}},
            "EventRecordID": record,
            "Channel": channel,
            "Computer": "WS-0104.corp.example.com",
        },
        "EventData": {"Data": data},
    }})
}

/// Two chunks of events of the System log, and an empty one between them.
fn sample() -> Vec<Vec<Value>> {
    let service = |record, second, name: &str, path: &str| {
        let data = [
            ("ServiceName", name),
            ("ImagePath", path),
            ("StartType", "auto start"),
            ("AccountName", "LocalSystem"),
        ];
        event(record, "Service Control Manager", "System", 7045, second, &data)
    };
    vec![
        vec![
            service(41, 1, "AnyDesk Service", "\"C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe\" --service"),
            event(
                42,
                "Microsoft-Windows-Kernel-General",
                "System",
                16,
                2,
                &[("HiveName", "\\SystemRoot\\x")],
            ),
        ],
        vec![],
        vec![service(43, 7, "Печать", "C:\\Windows\\print.exe -k")],
    ]
}

fn shown(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/evtx").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, bytes).unwrap();
    }
    assert!(std::fs::read(&path).is_ok_and(|it| it == bytes), "{name} is not what this test writes");
}

#[test]
fn the_samples_of_the_page_are_written_here() {
    let log = windows_log::write(&sample());
    shown("services.evtx", &log);
    let mut chunks = sample();
    chunks.retain(|it| !it.is_empty());
    let mut damaged = windows_log::write(&chunks);
    damaged[HEADER_BYTES..HEADER_BYTES + 8].fill(b'?');
    damaged.truncate(HEADER_BYTES + CHUNK_BYTES + 4_000);
    shown("damaged.evtx", &damaged);
}

#[test]
fn all_chunks_are_read_and_empty_ones_are_no_problem() {
    let found = read(&windows_log::write(&sample()));
    assert_eq!(ids(&found), [41, 42, 43]);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    assert_eq!(found.records[2].text("target"), Some("Печать"));
    assert_eq!(found.records[0].at().unwrap().to_string(), "2026-02-03T14:00:01.40163Z");
}

#[test]
fn a_damaged_chunk_costs_only_itself() {
    let mut log = windows_log::write(&sample());
    log[HEADER_BYTES] = b'x';
    let found = read(&log);
    assert_eq!(ids(&found), [43]);
    assert_eq!(found.problems.len(), 1);
    assert!(found.problems[0].cause.starts_with("chunk 0 is damaged"), "{}", found.problems[0].cause);
}

#[test]
fn a_log_cut_inside_a_record_keeps_the_records_before() {
    let log = windows_log::write(&sample());
    // Inside the second record: its frame begins with two stars.
    let second = (HEADER_BYTES + 600..).find(|at| &log[*at..*at + 4] == b"**\0\0").unwrap();
    let found = read(&log[..second + 200]);
    assert_eq!(ids(&found), [41]);
    assert_eq!(found.problems.len(), 1);
    assert!(found.problems[0].cause.contains("ends inside chunk 0"));
}

#[test]
fn a_header_alone_is_an_empty_log() {
    let found = read(&windows_log::write(&[]));
    assert!(found.records.is_empty() && found.problems.is_empty());
    assert_eq!(read(b"ElfFile\0").problems.len(), 1);
}

/// Memory is that of one chunk, however long the log: a stream of a thousand chunks is read as it comes.
#[test]
fn a_long_log_is_read_chunk_by_chunk() {
    struct Long {
        header: Vec<u8>,
        chunk: Vec<u8>,
        at: usize,
        end: usize,
        most: usize,
    }
    impl std::io::Read for Long {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            self.most = self.most.max(into.len());
            let mut n = 0;
            while n < into.len() && self.at < self.end {
                into[n] = match self.at.checked_sub(HEADER_BYTES) {
                    Some(at) => self.chunk[at % CHUNK_BYTES],
                    None => self.header[self.at],
                };
                self.at += 1;
                n += 1;
            }
            Ok(n)
        }
    }
    let log = windows_log::write(&sample()[..1]);
    let (header, chunk) = log.split_at(HEADER_BYTES);
    let end = HEADER_BYTES + 1_000 * CHUNK_BYTES;
    let mut long = Long { header: header.to_vec(), chunk: chunk.to_vec(), at: 0, end, most: 0 };
    let context = Context::default();
    let mut found = Found::default();
    let mut reading = Reading::new(&context, Arc::from("log.evtx"), Arc::from("00"), &mut found);
    reader()(&mut long, &mut reading);
    assert_eq!(found.records.len(), 2_000);
    assert!(long.most <= CHUNK_BYTES, "{} bytes were asked for at once", long.most);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn noise_never_stops_the_reading(changes in prop::collection::vec((0_usize..3_000, any::<u8>()), 1..30)) {
        let mut log = windows_log::write(&sample());
        for (at, byte) in changes {
            log[HEADER_BYTES + at] = byte;
        }
        // The last chunk is sound, whatever happens to the first.
        prop_assert!(ids(&read(&log)).ends_with(&[43]));
    }
}
