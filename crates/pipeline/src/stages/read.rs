//! Reads files into the store: walks the inputs, hands each file to the sources, keeps what comes.
//!
//! Files are read in the order of their names, one after the other, so that the same input gives the same
//! records whatever order the file system lists it in. A file whose bytes were read before by this very
//! reader is not read again.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use model::dossier::InputReport;
use model::{Level, Place, Problem, RawEvent, Record, Value, tables};
use rules::RuleSet;
use serde_json::json;
use sha2::{Digest, Sha256};
use sources::{Content, Context, ReadSeek, Sink, Spool};
use store::{Folder, InputEntry, KeptReport, StoreError, Writing};

use crate::Progress;
use crate::stages::text_facts;

/// One file of the input: its path below the input folder, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    pub name: String,
    pub path: PathBuf,
}

/// What reading gave, besides the records in the folder.
#[derive(Default)]
pub struct ReadReport {
    pub inputs: Vec<InputReport>,
    pub problems: Vec<Problem>,
}

/// Hex SHA-256.
pub fn hex_digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|it| format!("{it:02x}")).collect()
}

/// All files below the inputs, by name. With several inputs, a name begins with the input's base name, made
/// unique by order. A data folder of ours is never input.
pub fn walk(inputs: &[PathBuf]) -> io::Result<(Vec<InputFile>, Vec<Problem>)> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let mut bases = HashSet::new();
    for input in inputs {
        let base =
            input.canonicalize()?.file_name().map_or("input".into(), |it| it.to_string_lossy().into_owned());
        let mut unique = base.clone();
        let mut number = 2;
        while !bases.insert(unique.clone()) {
            unique = format!("{base}-{number}");
            number += 1;
        }
        let prefix = if inputs.len() > 1 { format!("{unique}/") } else { String::new() };
        if input.is_file() {
            let name = if inputs.len() > 1 { unique } else { base };
            files.push(InputFile { name, path: input.clone() });
            continue;
        }
        let ours =
            |it: &walkdir::DirEntry| it.file_type().is_dir() && it.depth() > 0 && Folder::is_ours(it.path());
        for entry in walkdir::WalkDir::new(input).into_iter().filter_entry(|it| !ours(it)) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let below = entry.path().strip_prefix(input).unwrap_or(entry.path());
                    let parts: Vec<_> =
                        below.components().map(|it| it.as_os_str().to_string_lossy()).collect();
                    files.push(InputFile {
                        name: format!("{prefix}{}", parts.join("/")),
                        path: entry.into_path(),
                    });
                }
                Ok(_) => {}
                Err(it) => problems.push(Problem {
                    file: it.path().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default().into(),
                    place: Place::Whole,
                    level: Level::Problem,
                    cause: format!(
                        "cannot be listed: {}",
                        it.io_error().map_or("a loop of links".into(), |it| it.to_string())
                    ),
                }),
            }
        }
    }
    files.sort();
    Ok((files, problems))
}

/// Reads every file that was not read before, and keeps what it says.
pub fn read(
    files: &[InputFile],
    folder: &mut Folder,
    context: &Context,
    rules: &RuleSet,
    reader: &str,
    progress: &mut dyn Progress,
) -> Result<ReadReport, StoreError> {
    progress.stage("reading", Some(files.len() as u64));
    let mut report = ReadReport::default();
    if files.iter().any(|it| folder.was_read_otherwise(&it.name, reader)) {
        folder.clear()?;
        let cause = "the policy, the rules or the version changed: all files are read anew, and records of files that are not given any more are forgotten";
        report.problems.push(notice("", cause.to_owned()));
    }
    let mut fresh = Vec::new();
    for file in files {
        let digest = match digest_of(&file.path) {
            Ok(it) => it,
            Err(it) => {
                report.inputs.push(unreadable(&file.name, &it));
                report.problems.push(problem(&file.name, format!("cannot be read: {it}")));
                continue;
            }
        };
        match folder.input(&file.name, &digest, reader) {
            Some(kept) => report.recall(kept),
            None => fresh.push((file, digest)),
        }
    }
    let spool = TemporarySpool { dir: folder.dir().join("tmp") };
    let mut writing = folder.writing();
    for (number, (file, digest)) in fresh.iter().enumerate() {
        progress.step(number as u64, &file.name);
        let content = OnDisk { path: file.path.clone() };
        let mut keeping =
            Keeping { writing: &mut writing, rules, kind: "", problems: Vec::new(), failed: None };
        let inputs = sources::read_file(&file.name, digest, &content, &spool, context, &mut keeping);
        let (problems, failed) = (std::mem::take(&mut keeping.problems), keeping.failed.take());
        if let Some(failed) = failed {
            return Err(failed);
        }
        writing.input(&file.name, entry(digest, reader, &inputs, &problems));
        report.inputs.extend(inputs);
        report.problems.extend(problems);
    }
    if !fresh.is_empty() {
        writing.commit()?;
    }
    report.inputs.sort_by(|a, b| a.file.cmp(&b.file));
    report.problems.sort();
    Ok(report)
}

/// Reads one file without keeping anything.
pub fn read_one(file: &InputFile, context: &Context, sink: &mut dyn Sink) -> io::Result<()> {
    let digest = digest_of(&file.path)?;
    let content = OnDisk { path: file.path.clone() };
    let spool = TemporarySpool { dir: std::env::temp_dir() };
    sources::read_file(&file.name, &digest, &content, &spool, context, sink);
    Ok(())
}

/// Takes what readers find and keeps it.
struct Keeping<'a, 'f> {
    writing: &'a mut Writing<'f>,
    rules: &'a RuleSet,
    kind: &'static str,
    problems: Vec<Problem>,
    /// The disk's trouble, not the data's: ends the run once the file is through.
    failed: Option<StoreError>,
}

impl Keeping<'_, '_> {
    fn keep(&mut self, record: &Record) {
        if self.failed.is_none() {
            self.failed = self.writing.push(self.kind, record).err();
        }
    }
}

impl Sink for Keeping<'_, '_> {
    fn begin(&mut self, kind: &'static str) {
        self.kind = kind;
    }

    fn record(&mut self, mut record: Record) {
        let facts = text_facts::about(&record, record.record_ref().0);
        // The identity is that of the record as read, the body of a mail included.
        let identity = record.record_ref();
        text_facts::forget_private_text(&mut record);
        if record.table.name == "mails" {
            record.identified_by(&format!("{:016x}", identity.0));
        }
        if let Some(mut facts) = facts {
            if record.table.name == "mails" {
                facts.set("of", record.record_ref().0);
                facts.identified_by(&record.record_ref().0.to_string());
            }
            self.keep(&facts);
        }
        self.keep(&record);
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn raw(&mut self, event: &RawEvent<'_>) {
        for hit in rules::match_event(self.rules, event) {
            let list =
                |texts: &[String]| Value::from(model::value::join_list(texts.iter().map(String::as_str)));
            let mut record = Record::new(&tables::SIGMA_HITS, event.origin.clone());
            record
                .set("happened_at", event.at)
                .set("rule_id", hit.rule.id.as_str())
                .set("title", hit.rule.title.as_str())
                .set("author", hit.rule.author.as_deref())
                .set("level", hit.rule.level.as_deref())
                .set("tags", list(&hit.rule.tags))
                .set("false_positives", list(&hit.rule.falsepositives))
                .set("device_name", event.device_name.as_deref())
                .set("account", event.account.as_deref())
                .set("of", event.of.map(|it| it.0))
                .set("product", event.log_source.product);
            self.keep(&record);
        }
    }

    fn dataset(&mut self, kind: &'static str, file: &str, bytes: &[u8]) {
        let digest = hex_digest(bytes);
        if self.failed.is_none() {
            self.failed = self.writing.dataset(kind, file, &digest, bytes).err();
        }
    }
}

fn entry(digest: &str, reader: &str, inputs: &[InputReport], problems: &[Problem]) -> InputEntry {
    InputEntry {
        sha256: digest.to_owned(),
        reader: reader.to_owned(),
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

fn digest_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 << 10];
    loop {
        let len = file.read(&mut buffer)?;
        if len == 0 {
            return Ok(hex(&hasher.finalize()));
        }
        hasher.update(&buffer[..len]);
    }
}

/// A file of the input.
struct OnDisk {
    path: PathBuf,
}

impl Content for OnDisk {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(io::BufReader::with_capacity(256 << 10, File::open(&self.path)?)))
    }

    fn size(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |it| it.len())
    }
}

/// Keeps members of archives: small ones in memory, others in the data folder's `tmp/`.
struct TemporarySpool {
    dir: PathBuf,
}

/// Members up to this size stay in memory.
const IN_MEMORY_BYTES: u64 = 16 << 20;

impl Spool for TemporarySpool {
    fn keep(&self, bytes: &mut dyn Read) -> io::Result<Box<dyn Content>> {
        let mut first = Vec::new();
        bytes.take(IN_MEMORY_BYTES).read_to_end(&mut first)?;
        if (first.len() as u64) < IN_MEMORY_BYTES {
            return Ok(Box::new(sources::InMemory(first.into())));
        }
        let mut file = tempfile::tempfile_in(&self.dir)?;
        io::Write::write_all(&mut file, &first)?;
        let size = first.len() as u64 + io::copy(bytes, &mut file)?;
        Ok(Box::new(Spooled { file, size }))
    }
}

/// A large member in a file that has no name and is gone when it is closed.
struct Spooled {
    file: File,
    size: u64,
}

impl Content for Spooled {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Box::new(io::BufReader::with_capacity(256 << 10, file)))
    }

    fn size(&self) -> u64 {
        self.size
    }
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
