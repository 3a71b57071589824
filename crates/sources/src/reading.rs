//! What a reader writes to: records with their origins, problems with their places.

use std::any::Any;
use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::{Level, LogSource, Origin, Place, Problem, RawEvent, Record, Table, limits};

use crate::context::{Context, TableMap};
use crate::formats::times;

/// Takes what readers find, in the order of the file.
pub trait Sink {
    /// From here on come the records of a file of that kind.
    fn begin(&mut self, _kind: &'static str) {}
    fn record(&mut self, record: Record);
    fn problem(&mut self, problem: Problem);
    /// Whether anything would be asked of raw events of that log source.
    fn wants(&self, _log_source: &LogSource) -> bool {
        true
    }
    /// One event as the product wrote it, for Sigma rules. Called after the records made of it.
    fn raw(&mut self, event: &RawEvent<'_>);
    /// A data set that is looked things up in, not read record by record (an MMDB file).
    fn dataset(&mut self, kind: &'static str, file: &str, bytes: &[u8]);
    /// A sink for one stretch of the file, which is filled on another thread; nothing where all must come here.
    fn stretch(&self) -> Option<Box<dyn Stretch>> {
        None
    }
    /// Takes what a stretch holds. Stretches come in the order of the file.
    fn join(&mut self, _stretch: Box<dyn Stretch>) {}
}

/// A sink that a stretch of a file is read into. Problems do not go there: they are told in their order.
pub trait Stretch: Sink + Any + Send {}

/// One file being read.
pub struct Reading<'a> {
    pub context: &'a Context,
    file: Arc<str>,
    sha256: Arc<str>,
    /// The clock of times without an offset: the policy's, else UTC.
    zone: Option<TimeZone>,
    place: Place,
    /// Lines of the file that stand before what framing counts from.
    lines_before: u64,
    /// What a part of a file has to say, until it is the part's turn.
    said: Option<Vec<Said>>,
    message_id: Option<Arc<str>>,
    sink: &'a mut dyn Sink,
    pub(crate) records: u64,
    pub(crate) problems: u64,
    noticed: HashSet<String>,
    /// The policy's header map for this file, looked up once.
    table_map: Option<&'a TableMap>,
}

impl<'a> Reading<'a> {
    pub fn new(
        context: &'a Context,
        file: Arc<str>,
        sha256: Arc<str>,
        sink: &'a mut dyn Sink,
    ) -> Reading<'a> {
        let zone = context.zones.iter().find(|(files, _)| files.matches(&file)).map(|(_, zone)| zone.clone());
        let table_map = context.table_map(&file);
        Reading {
            context,
            table_map,
            file,
            sha256,
            zone,
            place: Place::Whole,
            lines_before: 0,
            said: None,
            message_id: None,
            sink,
            records: 0,
            problems: 0,
            noticed: HashSet::new(),
        }
    }

    /// The path below the input folder. It never decides the kind of a file.
    pub fn file(&self) -> &str {
        &self.file
    }

    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The file name without folders and endings: `meet/8812_participants.json.gz` gives `8812_participants`.
    pub fn stem(&self) -> &str {
        let name = self.file.rsplit(['/', '!']).next().unwrap_or(&self.file);
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The names on the path, from the nearest outwards: the stem, then the folders.
    pub fn hints(&self) -> Vec<&str> {
        let mut res = vec![self.stem()];
        res.extend(self.file.rsplit(['/', '!']).skip(1));
        res
    }

    /// The zone the policy declares for this file, if it does.
    pub fn declared_zone(&self) -> Option<&TimeZone> {
        self.zone.as_ref()
    }

    /// The policy's header map for this file, if there is one.
    pub fn table_map(&self) -> Option<&'a TableMap> {
        self.table_map
    }

    /// True the first time this is asked of a file.
    pub(crate) fn first_time(&mut self, what: &str) -> bool {
        // A word, where notices are sentences: they cannot meet.
        self.noticed.insert(what.to_owned())
    }

    /// Framing says where the next record stands.
    pub fn stand_at(&mut self, place: Place) {
        self.place = match place {
            Place::Line(line) => Place::Line(line + self.lines_before),
            Place::Whole | Place::Record(_) => place,
        };
    }

    /// Framing will see the file from behind that many lines on.
    pub(crate) fn begin_behind(&mut self, lines: u64) {
        self.lines_before = lines;
    }

    pub fn place(&self) -> Place {
        self.place
    }

    /// Mail says which message the next records belong to.
    pub fn stand_in_message(&mut self, message_id: Option<&str>) {
        self.message_id = message_id.map(Arc::from);
    }

    pub fn origin(&self) -> Origin {
        Origin {
            file: self.file.clone(),
            sha256: self.sha256.clone(),
            place: self.place,
            message_id: self.message_id.clone(),
        }
    }

    /// An empty record of that table, standing here.
    pub fn record(&self, table: &'static Table) -> Record {
        Record::new(table, self.origin())
    }

    pub fn push(&mut self, record: Record) {
        self.records += 1;
        self.sink.record(record);
    }

    /// Whether there are rules for raw events of that log source: else none need be made.
    pub fn wants(&self, log_source: &LogSource) -> bool {
        self.sink.wants(log_source)
    }

    pub fn raw(&mut self, event: &RawEvent<'_>) {
        self.sink.raw(event);
    }

    pub fn dataset(&mut self, kind: &'static str, bytes: &[u8]) {
        self.sink.dataset(kind, &self.file, bytes);
    }

    /// Something here could not be understood; the rest of the file is still read.
    pub fn problem(&mut self, cause: impl Into<String>) {
        if let Some(said) = &mut self.said {
            said.push(Said { place: self.place, level: Level::Problem, cause: cause.into() });
            return;
        }
        self.problems += 1;
        let kept = limits::PROBLEMS_PER_FILE_MAX as u64;
        if self.problems > kept {
            if self.problems == kept + 1 {
                self.report(
                    Place::Whole,
                    Level::Problem,
                    format!("more than {kept} problems; the others are counted"),
                );
            }
            return;
        }
        self.report(self.place, Level::Problem, cause.into());
    }

    /// An assumption was made: said once per file.
    pub fn notice(&mut self, cause: impl Into<String>) {
        let cause = cause.into();
        if !self.noticed.insert(cause.clone()) {
            return;
        }
        match &mut self.said {
            Some(said) => said.push(Said { place: self.place, level: Level::Notice, cause }),
            None => self.report(self.place, Level::Notice, cause),
        }
    }

    /// The same, about another place than where the reading stands.
    pub(crate) fn problem_at(&mut self, place: Place, cause: impl Into<String>) {
        let here = self.place;
        self.stand_at(place);
        self.problem(cause);
        self.place = here;
    }

    fn report(&mut self, place: Place, level: Level, cause: String) {
        self.sink.problem(Problem { file: self.file.clone(), place, level, cause });
    }

    /// A time with an offset, or without one in `zone` (the policy's for this file wins; the assumption is
    /// noticed). Nothing for empty text; nothing and a problem for text that is no time.
    pub fn time(&mut self, text: &str, zone: &TimeZone) -> Option<Timestamp> {
        let zone = self.zone.clone().unwrap_or_else(|| zone.clone());
        match times::parse_noting(text, &zone) {
            Ok(found) => found.map(|it| self.noted(it, &zone)),
            Err(cause) => {
                self.problem(cause);
                None
            }
        }
    }

    /// The time, and once a file the notice of what it left open.
    pub fn noted(&mut self, read: times::Read, zone: &TimeZone) -> Timestamp {
        let name = zone.iana_name().unwrap_or("the declared zone");
        match read.assumed {
            times::Assumed::Nothing => {}
            times::Assumed::Zone => self.notice(format!("times without an offset are read in {name}")),
            times::Assumed::StartOfDay => {
                self.notice(format!("dates without a time of day are read as their first moment in {name}"));
            }
        }
        read.at
    }
}

/// What a part of a file had to say, and where.
#[derive(Debug)]
pub(crate) struct Said {
    place: Place,
    level: Level,
    cause: String,
}

/// What was found in a stretch of a file.
pub(crate) struct Found {
    pub taker: Box<dyn Stretch>,
    pub records: u64,
    pub said: Vec<Said>,
}

/// What a thread needs to know to read stretches of a file.
pub(crate) struct Part<'a> {
    context: &'a Context,
    file: Arc<str>,
    sha256: Arc<str>,
    lines_before: u64,
}

impl Part<'_> {
    /// The reading of one stretch.
    pub fn reading<'r>(&'r self, sink: &'r mut dyn Sink) -> Reading<'r> {
        let mut res = Reading::new(self.context, self.file.clone(), self.sha256.clone(), sink);
        res.lines_before = self.lines_before;
        res.said = Some(Vec::new());
        res
    }
}

impl<'a> Reading<'a> {
    pub(crate) fn takes_stretches(&self) -> bool {
        self.said.is_none() && self.sink.stretch().is_some()
    }

    pub(crate) fn stretch(&self) -> Option<Box<dyn Stretch>> {
        self.sink.stretch()
    }

    pub(crate) fn part(&self) -> Part<'a> {
        // Texts of its own: counting the users of shared ones would keep threads waiting for each other.
        Part {
            context: self.context,
            file: Arc::from(&*self.file),
            sha256: Arc::from(&*self.sha256),
            lines_before: self.lines_before,
        }
    }

    /// How many records there were, and what there was to say.
    pub(crate) fn end_of_part(self) -> (u64, Vec<Said>) {
        (self.records, self.said.unwrap_or_default())
    }

    /// Takes what was found in the next stretch.
    pub(crate) fn join(&mut self, found: Found) {
        self.records += found.records;
        self.sink.join(found.taker);
        let here = self.place;
        for said in found.said {
            self.place = said.place;
            match said.level {
                Level::Problem => self.problem(said.cause),
                Level::Notice => self.notice(said.cause),
            }
        }
        self.place = here;
    }
}
