//! Reads files into the store: hands each file to the sources, keeps what comes.
//!
//! Files are read in the order of their names, one after the other, so that the same input gives the same
//! records whatever order the file system lists it in. A file whose bytes were read before by this very
//! reader is not read again; of a log that was written on, or renamed, only the rest is read.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::sync::Arc;
use std::time::SystemTime;

use model::dossier::InputReport;
use model::{Level, Place, Problem, tables};
use rules::RuleSet;
use serde_json::json;
use sources::{Context, ReadTo, Sink};
use store::{Folder, InputEntry, KeptReport, StoreError};

use crate::Progress;
use crate::stages::files::{InputFile, OnDisk, TemporarySpool};
use crate::stages::keep::Keeping;
use crate::stages::survey::{Beginning, survey};

/// What reading gave, besides the records in the folder.
#[derive(Default)]
pub struct ReadReport {
    pub inputs: Vec<InputReport>,
    pub problems: Vec<Problem>,
    /// Files that had something new, with how many records they have now.
    pub fresh: Vec<(String, u64)>,
}

/// What stays the same while files are read.
pub struct Reader<'a> {
    pub context: &'a Context,
    pub rules: &'a Arc<RuleSet>,
    /// Digest of everything besides the bytes that decides what a reader makes of them.
    pub reader: &'a str,
}

/// What is remembered of files that are being followed, between one look and the next.
#[derive(Default)]
pub struct Following {
    looked: HashMap<String, Looked>,
}

/// How a file was when it was last looked at.
#[derive(Clone, PartialEq)]
struct Looked {
    bytes: u64,
    changed: Option<SystemTime>,
    /// It was read to its very end.
    complete: bool,
}

/// A file that is to be read, and from where on.
struct Fresh<'a> {
    file: &'a InputFile,
    sha256: String,
    /// Only so many bytes: the rest is still being written.
    bytes: Option<u64>,
    /// Where reading ended, if that can be read on from.
    read_to: Option<ReadTo>,
    begins: Option<Beginning>,
}

impl Reader<'_> {
    /// Reads what was not read before, and keeps what it says.
    pub fn read(
        &self,
        files: &[InputFile],
        folder: &mut Folder,
        progress: &mut dyn Progress,
    ) -> Result<ReadReport, StoreError> {
        self.read_what(files, folder, None, progress)
    }

    /// The same, again and again, while the files are written on: a line that is not whole yet waits until
    /// its file stays as it is.
    pub fn follow(
        &self,
        files: &[InputFile],
        folder: &mut Folder,
        following: &mut Following,
        progress: &mut dyn Progress,
    ) -> Result<ReadReport, StoreError> {
        self.read_what(files, folder, Some(following), progress)
    }

    fn read_what(
        &self,
        files: &[InputFile],
        folder: &mut Folder,
        following: Option<&mut Following>,
        progress: &mut dyn Progress,
    ) -> Result<ReadReport, StoreError> {
        progress.stage("reading", Some(files.len() as u64));
        let mut report = ReadReport::default();
        if files.iter().any(|it| folder.was_read_otherwise(&it.name, self.reader)) {
            folder.clear()?;
            let cause = "the policy, the rules or the version changed: all files are read anew, and records of files that are not given any more are forgotten";
            report.problems.push(notice("", cause.to_owned()));
        }
        let fresh = self.fresh(files, folder, following, &mut report);
        let spool = TemporarySpool { dir: folder.dir().join("tmp") };
        let earlier: HashMap<String, InputEntry> = fresh
            .iter()
            .filter_map(|it| it.begins.as_ref())
            .filter_map(|it| Some((it.file.clone(), folder.entry(&it.file)?.clone())))
            .collect();
        let mut writing = folder.writing();
        for (number, fresh) in fresh.iter().enumerate() {
            let name = &fresh.file.name;
            progress.step(number as u64, name);
            let content = OnDisk { path: fresh.file.path.clone(), bytes: fresh.bytes };
            let mut keeping = Keeping::new(&mut writing, self.rules);
            let begun = fresh.begins.as_ref().and_then(|it| Some((it, earlier.get(&it.file)?)));
            let rest = begun.and_then(|(it, entry)| {
                let rest =
                    sources::read_rest(name, &fresh.sha256, &content, it.to, self.context, &mut keeping)?;
                Some((rest, entry))
            });
            let (inputs, problems_before) = match rest {
                Some((rest, before)) => (vec![together(rest, before)], before.problems.as_slice()),
                None => {
                    let inputs =
                        sources::read_file(name, &fresh.sha256, &content, &spool, self.context, &mut keeping);
                    (inputs, [].as_slice())
                }
            };
            let problems = keeping.finish()?;
            let mut entry = entry(&fresh.sha256, self.reader, &inputs, &problems);
            entry.read_to = fresh.read_to.map(|it| (it.bytes, it.lines));
            entry.problems = problems_of(name, problems_before, std::mem::take(&mut entry.problems));
            report.fresh.push((name.clone(), inputs.iter().map(|it| it.records).sum()));
            report.recall(&entry);
            writing.input(name, entry);
        }
        if !fresh.is_empty() {
            writing.commit()?;
        }
        report.inputs.sort_by(|a, b| a.file.cmp(&b.file));
        report.problems.sort();
        Ok(report)
    }

    /// Which files have something new. Files whose bytes are known are told from what was kept.
    fn fresh<'f>(
        &self,
        files: &'f [InputFile],
        folder: &Folder,
        mut following: Option<&mut Following>,
        report: &mut ReadReport,
    ) -> Vec<Fresh<'f>> {
        let mut res = Vec::new();
        // Files known by name come first: those that do not begin as they did were renamed or begun anew, and
        // their old beginnings are looked for in files with new names.
        let (known, new): (Vec<&InputFile>, Vec<&InputFile>) =
            files.iter().partition(|it| folder.entry(&it.name).is_some());
        let given: HashSet<&str> = files.iter().map(|it| it.name.as_str()).collect();
        let mut orphans: Vec<Beginning> =
            folder.entries().filter(|it| !given.contains(it.0.as_str())).filter_map(beginning).collect();
        for (file, is_known) in
            known.into_iter().map(|it| (it, true)).chain(new.into_iter().map(|it| (it, false)))
        {
            let here = Looked::at(file);
            let before = following.as_deref().and_then(|it| it.looked.get(&file.name)).cloned();
            let unchanged = before.as_ref().zip(here.as_ref()).is_some_and(|(a, b)| a.is_as(b));
            if unchanged
                && before.as_ref().is_some_and(|it| it.complete)
                && let Some(kept) = folder.entry(&file.name)
            {
                report.recall(kept);
                continue;
            }
            let own = folder.entry(&file.name).and_then(|it| beginning((&file.name, it)));
            let candidates: Vec<&Beginning> =
                if is_known { own.iter().collect() } else { orphans.iter().take(ORPHANS_MAX).collect() };
            let survey = match survey(&file.path, &candidates) {
                Ok(it) => it,
                Err(it) => {
                    report.inputs.push(unreadable(&file.name, &it));
                    report.problems.push(problem(&file.name, format!("cannot be read: {it}")));
                    continue;
                }
            };
            if survey.begins.is_none() {
                orphans.extend(own);
            }
            let ends_whole = survey.ends_with_a_line();
            let (sha256, bytes) = match &survey.whole_lines {
                Some((to, digest)) if following.is_some() && !ends_whole && !unchanged => {
                    (digest.clone(), Some(to.bytes))
                }
                _ => (survey.sha256.clone(), None),
            };
            if let (Some(following), Some(here)) = (following.as_deref_mut(), here) {
                following.looked.insert(file.name.clone(), Looked { complete: bytes.is_none(), ..here });
            }
            match folder.input(&file.name, &sha256, self.reader) {
                Some(kept) => report.recall(kept),
                None => {
                    let read_to = survey.whole_lines.filter(|_| ends_whole || bytes.is_some()).map(|it| it.0);
                    res.push(Fresh { file, sha256, bytes, read_to, begins: survey.begins });
                }
            }
        }
        res.sort_by(|a, b| a.file.cmp(b.file));
        res
    }
}

/// Beginnings of files that are gone, looked for in one new file.
const ORPHANS_MAX: usize = 200;

impl Looked {
    fn at(file: &InputFile) -> Option<Looked> {
        let found = std::fs::metadata(&file.path).ok()?;
        Some(Looked { bytes: found.len(), changed: found.modified().ok(), complete: false })
    }

    fn is_as(&self, other: &Looked) -> bool {
        self.bytes == other.bytes && self.changed == other.changed && self.changed.is_some()
    }
}

/// What a file begins with that was read to the end of a line and holds nothing but itself.
fn beginning((file, entry): (&String, &InputEntry)) -> Option<Beginning> {
    let (bytes, lines) = entry.read_to?;
    let [report] = entry.reports.as_slice() else { return None };
    report.kind.as_ref()?;
    Some(Beginning { file: file.clone(), to: ReadTo { bytes, lines }, sha256: entry.sha256.clone() })
}

/// One report about what was read before and what came now.
fn together(rest: InputReport, before: &InputEntry) -> InputReport {
    let (records, problems) = before.reports.first().map_or((0, 0), |it| (it.records, it.problems));
    InputReport { records: rest.records + records, problems: rest.problems + problems, ..rest }
}

/// Problems of both parts, under the file's present name; an assumption is said once.
fn problems_of(
    name: &str,
    before: &[serde_json::Value],
    now: Vec<serde_json::Value>,
) -> Vec<serde_json::Value> {
    let mut res = Vec::new();
    for it in before {
        let mut it = it.clone();
        it["file"] = name.into();
        res.push(it);
    }
    for it in now {
        let is_notice = it["level"] == Level::Notice.id();
        let said =
            res.iter().any(|earlier| earlier["level"] == it["level"] && earlier["cause"] == it["cause"]);
        if !(is_notice && said) {
            res.push(it);
        }
    }
    res
}

/// Reads one file without keeping anything.
pub fn read_one(file: &InputFile, context: &Context, sink: &mut dyn Sink) -> io::Result<()> {
    let digest = survey(&file.path, &[])?.sha256;
    let content = OnDisk { path: file.path.clone(), bytes: None };
    let spool = TemporarySpool { dir: std::env::temp_dir() };
    sources::read_file(&file.name, &digest, &content, &spool, context, sink);
    Ok(())
}

fn entry(digest: &str, reader: &str, inputs: &[InputReport], problems: &[Problem]) -> InputEntry {
    InputEntry {
        sha256: digest.to_owned(),
        reader: reader.to_owned(),
        read_to: None,
        reports: inputs
            .iter()
            .map(|it| KeptReport {
                file: it.file.to_string(),
                sha256: it.sha256.to_string(),
                kind: it.kind.map(str::to_owned),
                records: it.records,
                problems: it.problems,
                reason: it.reason.clone(),
            })
            .collect(),
        problems: problems
            .iter()
            .map(|it| {
                let (line, record) = match it.place {
                    Place::Whole => (None, None),
                    Place::Line(line) => (Some(line), None),
                    Place::Record(record) => (None, Some(record)),
                };
                json!({"file": it.file.as_ref(), "line": line, "record": record, "level": it.level.id(), "cause": it.cause})
            })
            .collect(),
    }
}

impl ReadReport {
    /// What an earlier scan said about a file.
    fn recall(&mut self, kept: &InputEntry) {
        for it in &kept.reports {
            self.inputs.push(InputReport {
                file: it.file.as_str().into(),
                sha256: it.sha256.as_str().into(),
                kind: it.kind.as_deref().and_then(known_kind),
                records: it.records,
                problems: it.problems,
                reason: it.reason.clone(),
            });
        }
        for it in &kept.problems {
            let number = |key: &str| it.get(key).and_then(serde_json::Value::as_u64);
            let text = |key: &str| it.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
            let place = match (number("line"), number("record")) {
                (Some(line), _) => Place::Line(line),
                (None, Some(record)) => Place::Record(record),
                (None, None) => Place::Whole,
            };
            let level = if text("level") == Level::Notice.id() { Level::Notice } else { Level::Problem };
            self.problems.push(Problem {
                file: text("file").into(),
                place,
                level,
                cause: text("cause").to_owned(),
            });
        }
    }
}

fn known_kind(kind: &str) -> Option<&'static str> {
    let sources = sources::SOURCES.iter().map(|it| it.id);
    sources.chain(sources::open::CONTAINER_KINDS.iter().copied()).find(|it| *it == kind)
}

fn unreadable(name: &str, error: &io::Error) -> InputReport {
    InputReport {
        file: name.into(),
        sha256: "".into(),
        kind: None,
        records: 0,
        problems: 1,
        reason: Some(format!("cannot be read: {error}")),
    }
}

fn problem(name: &str, cause: String) -> Problem {
    Problem { file: name.into(), place: Place::Whole, level: Level::Problem, cause }
}

/// Records that were known after the day of the analysis, by source: read, counted, not used.
pub fn later_records(
    engine: &store::Engine,
    now: model::Timestamp,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut res = BTreeMap::new();
    for table in
        tables::ALL.iter().filter(|it| it.at.is_some() && it.name != "travel" && it.name != "workers")
    {
        let rows = engine.query(&format!(
            "select file, count(*) as n from raw.\"{}\" where at > to_timestamp_micros({}) group by file",
            table.name,
            now.as_microsecond()
        ))?;
        for row in rows.iter() {
            if let (Some(file), Some(n)) = (row.text("file"), row.int("n")) {
                *res.entry(file.to_owned()).or_default() += n;
            }
        }
    }
    Ok(res)
}

/// Where a notice about a whole file stands.
pub fn notice(file: &str, cause: String) -> Problem {
    Problem { file: file.into(), place: Place::Whole, level: Level::Notice, cause }
}
