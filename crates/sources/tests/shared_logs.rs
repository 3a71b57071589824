//! Reads the shared logs of identity, content, code, meeting and network products whole: nothing panics, and
//! nothing that is well formed is turned away.
//!
//! In: `data/panther` (events of a detection library, many cut by hand), `data/workspace` (a real tenant) and
//! the samples, below `BONAFIDE_SHARED`. Out: counts per kind, printed. Only the samples go through the framing;
//! of the others, records are cut out of their files in the plainest way.

#![expect(clippy::disallowed_methods, reason = "reads shared samples")]
// Counts are what this test is read for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use model::{Level, Place, Problem, RawEvent, Record};
use serde_json::Value as Json;
use sources::{Context, InMemory, Reading, SOURCES, Shape, Sink, Source, read_file};

/// What readers found.
#[derive(Default)]
struct Found {
    records: Vec<Record>,
    problems: Vec<Problem>,
    raw: u64,
}

impl Sink for Found {
    fn record(&mut self, record: Record) {
        self.records.push(record);
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn raw(&mut self, _event: &RawEvent<'_>) {
        self.raw += 1;
    }

    fn dataset(&mut self, _kind: &'static str, _file: &str, _bytes: &[u8]) {}
}

#[derive(Default)]
struct Counts {
    read: u64,
    records: u64,
    without_time: u64,
    problems: u64,
    raw: u64,
}

fn shared() -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("BONAFIDE_SHARED").map_or(default, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "no shared material at {}", folder.display());
    eprintln!("left out: no shared material at {}", folder.display());
    None
}

fn open(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    if path.extension().is_none_or(|it| it != "gz") {
        return bytes;
    }
    let mut res = Vec::new();
    flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut res).unwrap();
    res
}

/// The objects in a file: one, a list, an envelope, or lines. Lines that are no JSON are left out.
fn objects(bytes: &[u8]) -> Vec<Json> {
    let text = String::from_utf8_lossy(bytes);
    let Ok(whole) = serde_json::from_str::<Json>(&text) else {
        return text.lines().filter_map(|it| serde_json::from_str(it).ok()).collect();
    };
    match whole {
        Json::Array(items) => items,
        Json::Object(ref members) => {
            let list = ["activities", "items", "value", "records", "Records"]
                .iter()
                .find_map(|it| members.get(*it).and_then(Json::as_array));
            list.cloned().unwrap_or_else(|| vec![whole])
        }
        _ => Vec::new(),
    }
}

fn json_source(value: &Json) -> Option<&'static Source> {
    let value = &model::Json::from(value.clone());
    let fits = |it: &&&Source| matches!(it.shape, Shape::Json { sniff, .. } if sniff(value));
    let found: Vec<&&Source> = SOURCES.iter().filter(fits).collect();
    assert!(found.len() < 2, "{:?} all know {value}", found.iter().map(|it| it.id).collect::<Vec<_>>());
    found.first().map(|it| **it)
}

fn read(source: &Source, value: &Json, file: &str) -> Found {
    let value = &model::Json::from(value.clone());
    let context = Context::default();
    let mut found = Found::default();
    let mut reading = Reading::new(&context, file.into(), "00".into(), &mut found);
    reading.stand_at(Place::Line(1));
    let Shape::Json { read, .. } = source.shape else { unreachable!("{} is no JSON", source.id) };
    read(value, &mut reading);
    found.problems.retain(|it| it.level == Level::Problem);
    found
}

fn count(counts: &mut Counts, found: &Found) {
    counts.read += 1;
    counts.records += found.records.len() as u64;
    counts.problems += found.problems.len() as u64;
    counts.raw += found.raw;
}

fn print(title: &str, counts: &BTreeMap<String, Counts>) {
    println!("{title}");
    for (name, it) in counts {
        println!(
            "  {name}: {} read, {} records, {} raw, {} without a time, {} problems",
            it.read, it.records, it.raw, it.without_time, it.problems
        );
    }
}

/// Times that no product writes: someone cut them by hand.
const BROKEN_BY_HAND: [&str; 3] = ["`2024-12-17 00:00:00000000`", "`redacted`", "`...`"];

/// Panther's events are cut by hand: nearly a third has no time at all. That is the only thing that may be
/// missing, and it must be said.
#[test]
fn every_labelled_event_with_a_time_is_read() {
    let Some(shared) = shared() else { return };
    let lines = open(&shared.join("data/panther/panther-events.jsonl.gz"));
    let ours = [
        ("Okta.SystemLog", "okta_system_log"),
        ("GSuite.ActivityEvent", "workspace_"),
        ("GitHub.Audit", "github_audit"),
        ("Microsoft365.Audit.AzureActiveDirectory", "m365_audit"),
        ("Microsoft365.Audit.Exchange", "m365_audit"),
        ("Microsoft365.Audit.SharePoint", "m365_audit"),
        ("Azure.Audit", "entra_"),
        ("MicrosoftIntune.AuditLogs", "intune_audit_logs"),
        ("Zoom.Activity", "zoom_activity"),
        ("Zoom.Operation", "zoom_operations"),
        ("Duo.Authentication", "duo_authentication"),
        ("Duo.Administrator", "duo_administrator"),
        ("Slack.AuditLogs", "slack_audit_logs"),
        ("GitLab.Audit", "gitlab_audit"),
        ("AWS.CloudTrail", "aws_cloudtrail"),
        ("Docusign.Connect", "docusign_envelopes"),
        ("Osquery.Differential", "osquery_results"),
        ("Windows.EventLogs", "windows_nxlog"),
    ];
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let mut foreign = 0;
    for line in objects(&lines) {
        if line["kind"] != "event" {
            continue;
        }
        let event = &line["event"];
        let log_type = line["log_type"].as_str().unwrap();
        let source = json_source(event);
        let Some((_, kind)) = ours.iter().find(|(it, _)| *it == log_type) else {
            // Whatever is not ours is left to others, or read without a panic where it looks like ours.
            if let Some(source) = source {
                foreign += 1;
                println!("{log_type} looks like {}", source.id);
                read(source, event, "events.jsonl");
            }
            continue;
        };
        let counts = counts.entry(log_type.to_owned()).or_default();
        let timed = has_time(event);
        if !timed {
            counts.without_time += 1;
        }
        let Some(source) = source else {
            assert!(!timed, "{log_type} is not recognised: {event}");
            continue;
        };
        assert!(source.id.starts_with(kind), "{log_type} taken for {}: {event}", source.id);
        let found = read(source, event, "events.jsonl");
        count(counts, &found);
        let is_broken =
            found.problems.iter().any(|it| BROKEN_BY_HAND.iter().any(|time| it.cause.contains(time)));
        if is_broken {
            assert_eq!((found.records.len(), found.problems.len()), (0, 1), "{event}");
        } else if timed {
            assert!(found.problems.is_empty(), "{:?} in {event}", found.problems);
            assert!(!found.records.is_empty(), "nothing from {event}");
        } else {
            assert!(found.records.is_empty(), "a time out of nowhere in {event}");
            assert_eq!(found.problems.len(), 1, "{event}");
        }
    }
    print("panther", &counts);
    assert!(counts.values().map(|it| it.records).sum::<u64>() > 300);
    assert_eq!(foreign, 0, "events of other products were taken for ours");
}

fn has_time(event: &Json) -> bool {
    let names = [
        "/published",
        "/p_event_time",
        "/time",
        "/id/time",
        "/created_at",
        "/@timestamp",
        "/at_sign_timestamp",
        "/CreationTime",
        "/creationtime",
        "/properties/createdDateTime",
        "/properties/ActivityDate",
        "/isotimestamp",
        "/date_create",
        "/eventTime",
        "/eventtime",
        "/generatedDateTime",
        "/unixTime",
        "/calendarTime",
    ];
    names.iter().any(|it| event.pointer(it).is_some_and(|it| !it.is_null()))
}

#[test]
fn the_trail_of_a_whole_account_is_read() {
    let Some(shared) = shared() else { return };
    let (mut n_events, mut tables) = (0, BTreeMap::<&str, usize>::new());
    for path in
        files(&shared.join("data/cloudtrail")).iter().filter(|it| it.extension().is_some_and(|it| it == "gz"))
    {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let content = InMemory::new(std::fs::read(path).unwrap());
        let mut found = Found::default();
        let context = Context::default();
        let reports =
            read_file(&name, &content.sha256(), &content, &InMemory::default(), &context, &mut found);
        assert_eq!(reports.first().and_then(|it| it.kind), Some("aws_cloudtrail"), "{name}");
        let events = objects(&open(path)).len();
        assert_eq!((found.records.len(), found.problems.len()), (events, 0), "{name}");
        n_events += events;
        for record in &found.records {
            *tables.entry(record.table.name).or_default() += 1;
        }
    }
    println!("cloudtrail: {n_events} events, {tables:?}");
    assert!(n_events > 1000 && tables.len() >= 3, "{tables:?}");
}

#[test]
fn a_whole_workspace_tenant_is_read() {
    let Some(shared) = shared() else { return };
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for name in ["admin", "calendar", "drive", "groups_enterprise", "login", "user_accounts"] {
        let file = format!("{name}.json");
        for activity in objects(&open(&shared.join("data/workspace").join(&file))) {
            let source = json_source(&activity).unwrap_or_else(|| panic!("{activity}"));
            let found = read(source, &activity, &file);
            assert!(found.problems.is_empty(), "{:?} in {activity}", found.problems);
            let events = activity["events"].as_array().unwrap().len();
            assert_eq!(found.records.len(), events, "one record an event: {activity}");
            count(counts.entry(format!("{name} as {}", source.id)).or_default(), &found);
        }
    }
    print("workspace", &counts);
    assert_eq!(counts.values().map(|it| it.read).sum::<u64>(), 325);
}

/// Everything in the samples, through the framing: only what is broken on purpose is a problem.
#[test]
fn the_samples_are_read_but_for_what_is_broken_on_purpose() {
    let Some(shared) = shared() else { return };
    // A line that is cut off; two lines, a gzip file and its last record, a row, and in one log a program's message
    // and another line.
    for (sample, broken) in [("tiny", 1), ("harbor", 7)] {
        let root = shared.join("samples").join(sample).join("input");
        let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
        let mut problems = Vec::new();
        for path in files(&root) {
            let file = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            let content = InMemory::new(std::fs::read(&path).unwrap());
            let context = Context::default();
            let mut found = Found::default();
            let sha256 = content.sha256();
            let reports = read_file(&file, &sha256, &content, &InMemory::default(), &context, &mut found);
            let Some(kind) = reports.first().and_then(|it| it.kind).filter(|it| OURS.contains(it)) else {
                continue;
            };
            found.problems.retain(|it| it.level == Level::Problem);
            count(counts.entry(kind.to_owned()).or_default(), &found);
            problems.extend(found.problems.iter().map(|it| format!("{file} {:?}: {}", it.place, it.cause)));
        }
        print(&format!("{sample} (files, not events)"), &counts);
        println!("  {problems:#?}");
        assert!(counts.len() >= 6, "kinds in {sample}: {:?}", counts.keys());
        assert!(problems.len() <= broken, "{problems:#?}");
    }
}

const OURS: [&str; 34] = [
    "avd_connections",
    "aws_cloudtrail",
    "bamboohr",
    "cloud_app_events",
    "defender_device_events_csv",
    "defender_email_events",
    "docusign_connect_xml",
    "docusign_envelopes",
    "drive_activity",
    "duo_administrator",
    "duo_authentication",
    "easypost_trackers",
    "entra_audit",
    "entra_signin",
    "github_audit",
    "gitlab_audit_csv",
    "gitlab_audit_events",
    "greenhouse",
    "intune_devices",
    "m365_audit",
    "m365_audit_csv",
    "netskope_events",
    "okta_system_log",
    "osquery_results",
    "slack_audit_logs",
    "stix_bundle",
    "workspace_admin",
    "workspace_chrome",
    "workspace_drive",
    "workspace_login",
    "workspace_meet",
    "zoom_participants",
    "zoom_qos",
    "zscaler_nss_web",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut res = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            res.extend(files(&path));
        } else {
            res.push(path);
        }
    }
    res.sort();
    res
}
