//! The real events of a public rule collection are matched by the rules that they were made for.
//!
//! In: `regression-all.tar.zst` and `rules-all.tar.zst` of the shared folder (`BONAFIDE_SHARED`, default
//! `../shared` beside the repository). Each log is read with the reader of Windows event logs, as in a run.

#![expect(clippy::disallowed_methods, reason = "reads shared samples and tells how long it took")]

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use model::{Problem, RawEvent, Record};
use rules::{RuleSet, match_event};
use sources::{Context, Reading, SOURCES, Shape, Sink};

fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("BONAFIDE_SHARED").map_or_else(beside, PathBuf::from);
    if folder.join("data/sigma").is_dir() {
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

/// Path and bytes of the members of a packed folder.
fn unpacked(path: &Path) -> Vec<(String, Vec<u8>)> {
    let packed = std::fs::File::open(path).unwrap();
    let mut archive = tar::Archive::new(zstd::Decoder::new(packed).unwrap());
    let mut res = Vec::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        res.push((path, bytes));
    }
    res
}

struct Hits<'a> {
    rules: &'a RuleSet,
    by_rule: HashMap<String, usize>,
    events: usize,
    /// Events times the rules that each was shown to.
    asked: usize,
    spent: Duration,
    problems: Vec<Problem>,
}

impl Sink for Hits<'_> {
    fn record(&mut self, _: Record) {}
    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
    fn raw(&mut self, event: &RawEvent<'_>) {
        // Expressions are prepared when they are first asked.
        let hits = match_event(self.rules, event);
        let begun = Instant::now();
        let again = match_event(self.rules, event);
        self.spent += begun.elapsed();
        self.events += 1;
        self.asked += self.rules.asked(&event.log_source);
        assert_eq!(hits, again);
        for hit in hits {
            *self.by_rule.entry(hit.rule.id.clone()).or_default() += 1;
        }
    }
    fn dataset(&mut self, _: &'static str, _: &str, _: &[u8]) {}
}

/// `match_count` of the first test in an `info.yml`; its rule's id is the log's file name. Some logs hold the
/// event more often than it says: it is the least.
fn expected(info: &str) -> Option<usize> {
    let line = info.lines().find_map(|it| it.trim().strip_prefix("match_count:"))?;
    line.trim().parse().ok()
}

#[test]
fn every_sample_is_matched_by_its_rule() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("data/sigma");
    let files = unpacked(&folder.join("rules-all.tar.zst"));
    let files: Vec<(String, String)> = files
        .into_iter()
        .filter(|(path, _)| path.ends_with(".yml"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect();
    let borrowed: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (rules, problems) = RuleSet::parse(&borrowed);
    assert_eq!(problems, Vec::<String>::new());

    let samples = unpacked(&folder.join("regression-all.tar.zst"));
    let infos: HashMap<&str, &[u8]> = samples
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_suffix("/info.yml")?, bytes.as_slice())))
        .collect();
    let source = SOURCES.iter().find(|it| it.id == "windows_evtx").unwrap();
    let Shape::Stream { read, .. } = source.shape else { panic!("another shape") };
    let context = Context::default();
    let (mut matched, mut logs, mut unknown) = (0, 0, Vec::new());
    let mut missed = Vec::new();
    let mut total = (0, 0, Duration::ZERO);
    for (path, bytes) in &samples {
        let Some(without_ending) = path.strip_suffix(".evtx") else { continue };
        let (folder, id) = without_ending.rsplit_once('/').unwrap();
        if !rules.rules().any(|it| it.id == id) {
            unknown.push(path.clone());
            continue;
        }
        logs += 1;
        let mut hits = Hits {
            rules: &rules,
            by_rule: HashMap::new(),
            events: 0,
            asked: 0,
            spent: Duration::ZERO,
            problems: Vec::new(),
        };
        let mut reading = Reading::new(&context, Arc::from(path.as_str()), Arc::from("00"), &mut hits);
        read(&mut bytes.as_slice(), &mut reading);
        assert!(hits.problems.is_empty(), "{path}: {:?}", hits.problems);
        let wanted = expected(&String::from_utf8_lossy(infos[folder])).unwrap_or(1);
        let found = hits.by_rule.get(id).copied().unwrap_or(0);
        if found >= wanted {
            matched += 1;
        } else {
            missed.push(format!("{path}: {found} hits, at least {wanted} expected"));
        }
        total = (total.0 + hits.events, total.1 + hits.asked, total.2 + hits.spent);
    }
    let (events, asked, spent) = total;
    say(format!(
        "{matched} of {logs} logs matched by their rule, {} whose rule is not in the collection; {events} events, each shown to {} rules, {:.0} events/s, {:.0} ns per event and rule",
        unknown.len(),
        asked / events.max(1),
        events as f64 / spent.as_secs_f64(),
        spent.as_nanos() as f64 / asked.max(1) as f64,
    ));
    say(format!("{missed:#?} {unknown:#?}"));
    assert!(logs >= 150, "only {logs} logs were tried");
    assert_eq!(missed, Vec::<String>::new());
}
