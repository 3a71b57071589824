//! Real Windows event logs, sound and damaged: everything that can be read is read, nothing panics.
//!
//! The files lie outside the repository (`BONAFIDE_SHARED`, default `../shared` beside it).

#![expect(clippy::disallowed_methods, reason = "reads shared samples")]

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Json, LogSource, Place, Problem, RawEvent, Record};
use sources::{Context, InMemory, Reading, SOURCES, Shape, Sink, Source, read_file};

#[derive(Default)]
struct Found {
    records: Vec<Record>,
    problems: Vec<Problem>,
    log_sources: Vec<LogSource>,
}

impl Sink for Found {
    fn record(&mut self, record: Record) {
        self.records.push(record);
    }
    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
    fn raw(&mut self, event: &RawEvent<'_>) {
        assert!(event.fields.is_object());
        assert_eq!(event.of, self.records.last().map(Record::record_ref), "raw follows its record");
        self.log_sources.push(event.log_source);
    }
    fn dataset(&mut self, _: &'static str, _: &str, _: &[u8]) {}
}

fn read(source: &Source, file: &str, bytes: &[u8]) -> Found {
    let context = Context::default();
    let mut found = Found::default();
    let mut reading = Reading::new(&context, Arc::from(file), Arc::from("00"), &mut found);
    match &source.shape {
        Shape::Stream { sniff, read } => {
            assert!(sniff(&bytes[..bytes.len().min(64 << 10)]), "{file} is not recognised");
            read(&mut &bytes[..], &mut reading);
        }
        Shape::Json { sniff, read } => {
            // Several objects may follow one another.
            let values = serde_json::Deserializer::from_slice(bytes).into_iter::<serde_json::Value>();
            for value in values {
                let value = Json::from(value.unwrap_or_else(|cause| panic!("{file}: {cause}")));
                assert!(sniff(&value), "{file} is not recognised");
                read(&value, &mut reading);
            }
        }
        _ => unreachable!("{} is read in another way", source.id),
    }
    found
}

fn source(id: &str) -> &'static Source {
    SOURCES.iter().find(|it| it.id == id).unwrap()
}

/// The shared folder; nothing where it is not there and need not be.
fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("BONAFIDE_SHARED").map_or_else(beside, PathBuf::from);
    if folder.join("data/evtx").is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is not there", folder.display());
    say(format!("left out: {} is not there", folder.display()));
    None
}

#[expect(clippy::print_stderr)]
fn say(text: String) {
    eprintln!("{text}");
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut res = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                res.push(path);
            }
        }
    }
    res.sort();
    res
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Records and errors as counted with another reader of the same files, from their `ORIGIN.md`.
const COUNTED: &[(&str, usize, usize)] = &[
    ("2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx", 1774, 2),
    ("2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx", 1910, 4),
    ("security.evtx", 2261, 0),
    ("security_bad_string_cache.evtx", 2261, 0),
    ("Security_with_size_t.evtx", 636, 0),
    ("post-Security.evtx", 126, 0),
    ("new-user-security.evtx", 4, 0),
    ("Security_short_selected.evtx", 7, 0),
    ("sysmon.evtx", 358, 8),
    ("system.evtx", 1881, 0),
    ("2-vss_7-System.evtx", 1160, 0),
    ("sample_with_a_bad_chunk_magic.evtx", 270, 2),
    ("sample-with-zero-data-size-event.evtx", 335, 1),
    ("sample-with-irregular-bool-values.evtx", 3028, 0),
    ("Application_no_crc32.evtx", 17, 0),
    ("Microsoft-Windows-HelloForBusiness%4Operational.evtx", 6, 0),
    ("issue_201.evtx", 1, 0),
];

#[test]
fn damaged_logs_give_problems_and_no_fewer_records_than_another_reader_finds() {
    let Some(shared) = shared() else { return };
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for path in files(&shared.join("data/evtx"), "evtx") {
        let found = read(source("windows_evtx"), &name(&path), &std::fs::read(&path).unwrap());
        say(format!("{}: {} records, {} problems", name(&path), found.records.len(), found.problems.len()));
        for problem in &found.problems {
            say(format!("    {:?} {}", problem.place, problem.cause));
        }
        let (_, records, errors) = COUNTED.iter().find(|it| it.0 == name(&path)).unwrap();
        assert!(found.records.len() >= *records, "{}: lost records", name(&path));
        assert!(*errors == 0 || !found.problems.is_empty(), "{}: the damage is not told", name(&path));
        for record in &found.records {
            assert!(matches!(record.origin.place, Place::Record(_)));
            assert!(record.at().is_some(), "{}: a record without time", name(&path));
            *kinds.entry(record.text("kind").unwrap().to_owned()).or_default() += 1;
        }
    }
    say(format!("{kinds:?}"));
    for kind in ["process", "connection", "file", "registry", "logon", "remote_desktop", "service"] {
        assert!(kinds.contains_key(kind), "no record of kind {kind}");
    }
}

#[test]
fn a_broken_string_cache_changes_no_record() {
    let Some(shared) = shared() else { return };
    let refs = |file: &str| -> HashSet<_> {
        let bytes = std::fs::read(shared.join("data/evtx").join(file)).unwrap();
        read(source("windows_evtx"), file, &bytes).records.iter().map(Record::record_ref).collect()
    };
    assert_eq!(refs("security.evtx"), refs("security_bad_string_cache.evtx"));
}

#[test]
fn who_logged_on_from_where_is_read() {
    let Some(shared) = shared() else { return };
    let file = "2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx";
    let bytes = std::fs::read(shared.join("data/evtx").join(file)).unwrap();
    let found = read(source("windows_evtx"), file, &bytes);
    let sessions: Vec<_> =
        found.records.iter().filter(|it| it.text("kind") == Some("remote_desktop")).collect();
    assert_eq!(sessions.len(), 5);
    assert!(sessions.iter().all(|it| it.text("ip").is_some() && it.text("account").is_some()));
}

/// A log that was cut anywhere gives what lies before the cut, and says that it was cut.
#[test]
fn a_truncated_log_gives_what_is_left() {
    let Some(shared) = shared() else { return };
    let bytes = std::fs::read(shared.join("data/evtx/security.evtx")).unwrap();
    let whole = read(source("windows_evtx"), "whole", &bytes);
    let mut last = 0;
    for end in [4 << 10, 5_000, 40_000, 70_000, 100_000, 333_333, 1_000_000, 1_500_000] {
        let found = read(source("windows_evtx"), "cut", &bytes[..end]);
        assert!(found.records.len() >= last, "{end}");
        last = found.records.len();
        assert_eq!(found.records[..], whole_records(&whole, last, "cut")[..], "{end}");
        let clean = (end - (4 << 10)) % (64 << 10) == 0;
        assert_eq!(found.problems.len(), usize::from(!clean), "{end}: {:?}", found.problems);
    }
    assert!(last > 500);
}

fn whole_records(whole: &Found, n: usize, file: &str) -> Vec<Record> {
    let mut res = whole.records[..n].to_vec();
    for record in &mut res {
        record.origin.file = file.into();
    }
    res
}

/// One damaged chunk costs only its own records.
#[test]
fn a_damaged_chunk_costs_only_itself() {
    let Some(shared) = shared() else { return };
    let bytes = std::fs::read(shared.join("data/evtx/security.evtx")).unwrap();
    let whole = read(source("windows_evtx"), "log", &bytes);
    let first = read(source("windows_evtx"), "log", &bytes[..(4 << 10) + (64 << 10)]);
    let mut damaged = bytes.clone();
    for byte in &mut damaged[(4 << 10)..(4 << 10) + 8] {
        *byte = 0xff;
    }
    let found = read(source("windows_evtx"), "log", &damaged);
    assert_eq!(found.problems.len(), 1);
    assert_eq!(found.records[..], whole.records[first.records.len()..]);
}

/// Bytes changed at random never panic.
#[test]
fn noise_in_a_log_is_survived() {
    let Some(shared) = shared() else { return };
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    for file in ["new-user-security.evtx", "Application_no_crc32.evtx", "Security_short_selected.evtx"] {
        let bytes = std::fs::read(shared.join("data/evtx").join(file)).unwrap();
        for _ in 0..150 {
            let mut noisy = bytes.clone();
            for _ in 0..1 + random(40) {
                // Most of a short log is empty: aim at the part that is not.
                let at = (4 << 10) + random(12 << 10);
                noisy[at] = random(256) as u8;
            }
            read(source("windows_evtx"), file, &noisy);
        }
    }
}

#[test]
fn a_log_and_its_json_rendering_are_the_same_facts() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("data/sigma/regression_data");
    let logs = files(&folder, "evtx");
    assert!(!logs.is_empty());
    for path in logs {
        let log = read(source("windows_evtx"), "a", &std::fs::read(&path).unwrap());
        let json_path = path.with_extension("json");
        let json = read(source("windows_events_json"), "b", &std::fs::read(&json_path).unwrap());
        assert!(log.problems.is_empty(), "{:?}", log.problems);
        assert!(json.problems.is_empty(), "{:?}", json.problems);
        let refs = |found: &Found| found.records.iter().map(Record::record_ref).collect::<HashSet<_>>();
        assert!(!log.records.is_empty());
        assert_eq!(refs(&log), refs(&json), "{}", path.display());
        assert_eq!(log.log_sources, json.log_sources);
    }
}

/// XML is written by the library that reads the log; what the two say of each event must be the same.
#[test]
fn a_log_and_its_xml_rendering_are_the_same_facts() {
    let Some(shared) = shared() else { return };
    let mut logs = files(&shared.join("data/sigma/regression_data"), "evtx");
    for name in
        ["new-user-security.evtx", "post-Security.evtx", "Security_short_selected.evtx", "system.evtx"]
    {
        logs.push(shared.join("data/evtx").join(name));
    }
    logs.push(shared.join(
        "data/evtx/2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx",
    ));
    for path in logs {
        let log = read(source("windows_evtx"), "a", &std::fs::read(&path).unwrap());
        let mut xml = String::from("<Events>");
        for record in evtx::EvtxParser::from_path(&path).unwrap().records().flatten() {
            xml.push_str(&record.data);
        }
        let found = read(source("windows_events_xml"), "b", xml.as_bytes());
        say(format!("{}: {} records, {} from XML", name(&path), log.records.len(), found.records.len()));
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        let refs = |found: &Found| found.records.iter().map(Record::record_ref).collect::<HashSet<_>>();
        assert!(!found.records.is_empty());
        let log_refs = refs(&log);
        let strange = found.records.iter().find(|it| !log_refs.contains(&it.record_ref()));
        assert!(strange.is_none(), "{}: {strange:?}", path.display());
        assert_eq!(found.records.len(), log.records.len(), "{}", path.display());
        for record in &found.records {
            let same = log.records.iter().find(|it| it.record_ref() == record.record_ref());
            for column in ["kind", "account", "target", "ip", "image", "command_line"] {
                let theirs = same.and_then(|it| it.text(column));
                assert_eq!(record.text(column), theirs, "{column} in {}: {record:?}", path.display());
            }
        }
    }
}

/// A whole company's endpoint logs, through everything that a run goes through: gzip, encodings, lines.
#[test]
fn a_companys_endpoint_logs_are_read_without_a_problem() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("samples/harbor/input/endpoint");
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut paths = files(&folder.join("anydesk"), "trace");
    paths.extend(files(&folder.join("anydesk"), "txt"));
    paths.extend(files(&folder.join("sysmon"), "gz"));
    paths.push(folder.join("windows/winlogbeat.jsonl.gz"));
    paths.push(folder.join("windows/evtx_dump.jsonl.gz"));
    paths.push(folder.join("windows/nxlog.jsonl.gz"));
    paths.push(folder.join("osquery/results.log.gz"));
    paths.push(folder.join("defender/DeviceEvents.csv"));
    let context = Context::default();
    for path in paths {
        let file = path.strip_prefix(&shared).unwrap().to_string_lossy().into_owned();
        let content = InMemory::new(std::fs::read(&path).unwrap());
        let mut found = Found::default();
        let reports =
            read_file(&file, &content.sha256(), &content, &InMemory::default(), &context, &mut found);
        let kind = reports.iter().rev().find_map(|it| it.kind);
        say(format!("{file}: {kind:?}, {} records, {:?}", found.records.len(), found.problems));
        assert!(kind.is_some(), "{file} is not recognised: {reports:?}");
        assert!(found.problems.iter().all(|it| it.level == model::Level::Notice), "{file}");
        assert!(!found.records.is_empty(), "{file} gives nothing");
        for record in &found.records {
            assert!(record.at().is_some());
            *kinds.entry(format!("{} {}", record.table.name, record.text("kind").unwrap())).or_default() += 1;
        }
    }
    say(format!("{kinds:#?}"));
}
