//! Keeps what readers find: records, facts about their texts and sketches of their style, hits of Sigma rules, data sets.
//!
//! In: what a source tells of one file, here or, stretch by stretch, on other threads. Out: rows on their way
//! into the folder; problems stay in hand.

use std::any::Any;
use std::cell::Cell;
use std::sync::Arc;

use model::{LogSource, Problem, RawEvent, Record, Value, limits, tables};
use rules::RuleSet;
use sources::{Sink, Stretch};
use store::{Gathered, StoreError, Writing};

use crate::stages::survey::hex_digest;
use crate::stages::{text_facts, text_styles};

/// Takes what readers find and keeps it.
pub(crate) struct Keeping<'a, 'f> {
    writing: &'a mut Writing<'f>,
    here: Gathering,
    pub(crate) problems: Vec<Problem>,
    /// The disk's trouble, not the data's: ends the run once the file is through.
    pub(crate) failed: Option<StoreError>,
}

impl<'a, 'f> Keeping<'a, 'f> {
    pub(crate) fn new(writing: &'a mut Writing<'f>, rules: &Arc<RuleSet>) -> Keeping<'a, 'f> {
        Keeping { writing, here: Gathering::new(rules, ""), problems: Vec::new(), failed: None }
    }

    /// The problems, once the file is through.
    pub(crate) fn finish(mut self) -> Result<Vec<Problem>, StoreError> {
        self.hand_over();
        self.failed.map_or(Ok(self.problems), Err)
    }

    fn hand_over(&mut self) {
        let gathered = std::mem::take(&mut self.here.gathered);
        self.take(gathered);
    }

    fn take(&mut self, gathered: Gathered) {
        if self.failed.is_none() && !gathered.is_empty() {
            self.failed = self.writing.take(gathered).err();
        }
    }

    fn hand_over_many(&mut self) {
        if self.here.gathered.len() >= limits::BATCH_RECORDS {
            self.hand_over();
        }
    }
}

impl Sink for Keeping<'_, '_> {
    fn begin(&mut self, kind: &'static str) {
        self.here.kind = kind;
    }

    fn record(&mut self, record: Record) {
        self.here.record(record);
        self.hand_over_many();
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn wants(&self, log_source: &LogSource) -> bool {
        self.here.wants(log_source)
    }

    fn raw(&mut self, event: &RawEvent<'_>) {
        self.here.raw(event);
        self.hand_over_many();
    }

    fn dataset(&mut self, kind: &'static str, file: &str, bytes: &[u8]) {
        let digest = hex_digest(bytes);
        if self.failed.is_none() {
            self.failed = self.writing.dataset(kind, file, &digest, bytes).err();
        }
    }

    fn stretch(&self) -> Option<Box<dyn Stretch>> {
        Some(Box::new(Gathering::new(&self.here.rules, self.here.kind)))
    }

    fn join(&mut self, stretch: Box<dyn Stretch>) {
        let stretch: Box<dyn Any> = stretch;
        if let Ok(stretch) = stretch.downcast::<Gathering>() {
            self.hand_over();
            self.take(stretch.gathered);
        }
    }
}

/// Makes rows of what readers find. Needs nothing of the folder, so it can be on any thread.
struct Gathering {
    rules: Arc<RuleSet>,
    kind: &'static str,
    gathered: Gathered,
    /// The log source that was asked about last, and the answer: one file mostly has one.
    asked: Cell<Option<(LogSource, bool)>>,
}

impl Gathering {
    fn new(rules: &Arc<RuleSet>, kind: &'static str) -> Gathering {
        Gathering { rules: rules.clone(), kind, gathered: Gathered::default(), asked: Cell::new(None) }
    }

    fn keep(&mut self, record: &Record) {
        self.gathered.push(self.kind, record, record.record_ref());
    }
}

impl Stretch for Gathering {}

impl Sink for Gathering {
    fn begin(&mut self, kind: &'static str) {
        self.kind = kind;
    }

    fn record(&mut self, mut record: Record) {
        // The identity is that of the record as read, the body of a mail included.
        let identity = record.record_ref();
        let abouts = [text_facts::about(&record, identity.0), text_styles::about(&record, identity.0)];
        let abouts = abouts.into_iter().flatten();
        if record.table.name == "mails" {
            text_facts::forget_private_text(&mut record);
            record.identified_by(&format!("{:016x}", identity.0));
            let of = record.record_ref().0;
            for mut about in abouts {
                about.set("of", of);
                about.identified_by(&of.to_string());
                self.keep(&about);
            }
            self.keep(&record);
            return;
        }
        abouts.for_each(|it| self.keep(&it));
        self.gathered.push(self.kind, &record, identity);
    }

    /// A stretch's problems are told by the reading it belongs to.
    fn problem(&mut self, _problem: Problem) {}

    fn wants(&self, log_source: &LogSource) -> bool {
        if let Some((_, answer)) = self.asked.get().filter(|it| it.0 == *log_source) {
            return answer;
        }
        let answer = self.rules.asked(log_source) > 0;
        self.asked.set(Some((*log_source, answer)));
        answer
    }

    fn raw(&mut self, event: &RawEvent<'_>) {
        let rules = self.rules.clone();
        for hit in rules::match_event(&rules, event) {
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

    /// Data sets are held whole: none is read in stretches.
    fn dataset(&mut self, _kind: &'static str, _file: &str, _bytes: &[u8]) {}
}
