//! Keeps what readers find: records, facts about their texts and sketches of their style, hits of Sigma rules, data sets.
//!
//! In: what a source tells of one file. Out: rows on their way into the folder; problems stay in hand.

use model::{Problem, RawEvent, Record, Value, tables};
use rules::RuleSet;
use sources::Sink;
use store::{StoreError, Writing};

use crate::stages::survey::hex_digest;
use crate::stages::{text_facts, text_styles};

/// Takes what readers find and keeps it.
pub(crate) struct Keeping<'a, 'f> {
    writing: &'a mut Writing<'f>,
    rules: &'a RuleSet,
    kind: &'static str,
    pub(crate) problems: Vec<Problem>,
    /// The disk's trouble, not the data's: ends the run once the file is through.
    pub(crate) failed: Option<StoreError>,
}

impl<'a, 'f> Keeping<'a, 'f> {
    pub(crate) fn new(writing: &'a mut Writing<'f>, rules: &'a RuleSet) -> Keeping<'a, 'f> {
        Keeping { writing, rules, kind: "", problems: Vec::new(), failed: None }
    }

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
        let style = text_styles::about(&record, record.record_ref().0);
        // The identity is that of the record as read, the body of a mail included.
        let identity = record.record_ref();
        text_facts::forget_private_text(&mut record);
        if record.table.name == "mails" {
            record.identified_by(&format!("{:016x}", identity.0));
        }
        for mut about in [facts, style].into_iter().flatten() {
            if record.table.name == "mails" {
                about.set("of", record.record_ref().0);
                about.identified_by(&record.record_ref().0.to_string());
            }
            self.keep(&about);
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
