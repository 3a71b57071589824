//! One thing that was read: it happened (an event) or it was stated about a person (a record of HR).

use std::sync::Arc;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::tables::{Kind, Table};
use crate::value::{Value, cut};
use crate::{Json, Origin, limits};

/// The identity of a record: two records with the same `Ref` are the same fact read twice.
///
/// It is the first eight bytes of a SHA-256 over table and identity (the product's event id where the
/// vendor promises that it is unique, else the canonical record). Among ten million records the chance
/// that any two share one by accident is about 3 in a million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(pub i64);

/// One record of one table. Never edited after reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub table: &'static Table,
    /// One value for each column of the table, in its order.
    pub values: Vec<Value>,
    pub origin: Origin,
    /// What makes it itself, where the vendor promises it: an event id. Else the whole record does.
    pub identity: Option<String>,
}

impl Record {
    pub fn new(table: &'static Table, origin: Origin) -> Record {
        Record { table, values: vec![Value::Null; table.columns.len()], origin, identity: None }
    }

    /// Sets one column. A name that the table does not have is our mistake, not the data's.
    pub fn set(&mut self, column: &str, value: impl Into<Value>) -> &mut Record {
        let Some(idx) = self.table.column(column) else {
            panic!("table {} has no column {column}", self.table.name);
        };
        let value = value.into();
        debug_assert!(fits(self.table.columns[idx].kind, &value), "{}.{column}: {value:?}", self.table.name);
        self.values[idx] = value;
        self
    }

    /// The same, for building in one expression.
    pub fn with(mut self, column: &str, value: impl Into<Value>) -> Record {
        self.set(column, value);
        self
    }

    /// Keeps free text within its own, smaller limit.
    pub fn set_free_text(&mut self, column: &str, text: &str) -> &mut Record {
        self.set(column, cut(text.trim(), limits::FREE_TEXT_BYTES_MAX))
    }

    /// Names what makes this record itself: the product's event id.
    pub fn identified_by(&mut self, id: &str) -> &mut Record {
        if !id.is_empty() {
            self.identity = Some(id.to_owned());
        }
        self
    }

    pub fn get(&self, column: &str) -> &Value {
        static NULL: Value = Value::Null;
        self.table.column(column).map_or(&NULL, |it| &self.values[it])
    }

    pub fn text(&self, column: &str) -> Option<&str> {
        self.get(column).as_text()
    }

    /// When it happened.
    pub fn at(&self) -> Option<Timestamp> {
        self.table.at.and_then(|it| self.get(it).as_time())
    }

    /// When it was known: the record's own time of knowing, else when it happened.
    pub fn known_at(&self) -> Option<Timestamp> {
        self.table.known_at.and_then(|it| self.get(it).as_time()).or_else(|| self.at())
    }

    pub fn record_ref(&self) -> Ref {
        let mut hasher = Sha256::new();
        hasher.update(self.table.name.as_bytes());
        match &self.identity {
            Some(id) => {
                hasher.update([1]);
                hasher.update(id.as_bytes());
            }
            None => {
                hasher.update([2]);
                for value in &self.values {
                    hash_value(&mut hasher, value);
                }
            }
        }
        let digest = hasher.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        Ref(i64::from_be_bytes(first))
    }
}

fn fits(kind: Kind, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(_) => matches!(kind, Kind::Text | Kind::List),
        Value::Int(_) => kind == Kind::Int,
        Value::Number(_) => kind == Kind::Number,
        Value::Flag(_) => kind == Kind::Flag,
        Value::Time(_) => kind == Kind::Time,
        Value::Ints(_) | Value::Texts(_) => false,
    }
}

fn hash_value(hasher: &mut Sha256, value: &Value) {
    match value {
        Value::Null => hash_bytes(hasher, 0, &[]),
        Value::Text(it) => hash_bytes(hasher, 1, it.as_bytes()),
        Value::Int(it) => hash_bytes(hasher, 2, &it.to_be_bytes()),
        Value::Number(it) => hash_bytes(hasher, 3, &it.to_bits().to_be_bytes()),
        Value::Flag(it) => hash_bytes(hasher, 4, &[u8::from(*it)]),
        Value::Time(it) => hash_bytes(hasher, 5, &it.as_nanosecond().to_be_bytes()),
        Value::Ints(_) | Value::Texts(_) => unreachable!("records hold no lists of this kind"),
    }
}

fn hash_bytes(hasher: &mut Sha256, tag: u8, bytes: &[u8]) {
    hasher.update([tag]);
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}

/// One event with the fields as the product wrote them, for Sigma rules. Only hits are kept.
#[derive(Clone, Debug)]
pub struct RawEvent<'a> {
    pub log_source: LogSource,
    /// A flat or nested object; `a.b` in a rule finds `{"a":{"b":…}}` and `{"a.b":…}` alike.
    pub fields: &'a Json<'a>,
    pub at: Option<Timestamp>,
    pub device_name: Option<Arc<str>>,
    pub account: Option<Arc<str>>,
    pub origin: &'a Origin,
    /// The record that was made of the same event, if one was.
    pub of: Option<Ref>,
}

/// Sigma's `logsource`: which events a rule speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LogSource {
    pub product: Option<&'static str>,
    pub category: Option<&'static str>,
    pub service: Option<&'static str>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, tables};

    fn origin() -> Origin {
        Origin { file: "a.csv".into(), sha256: "00".into(), place: Place::Line(1), message_id: None }
    }

    #[test]
    fn the_same_fact_in_two_files_is_one_record() {
        let one =
            Record::new(&tables::HOUSEHOLDS, origin()).with("worker_id", "W1").with("household_id", "H");
        let mut two = one.clone();
        two.origin.file = "b.csv".into();
        assert_eq!(one.record_ref(), two.record_ref());
    }

    #[test]
    fn moving_text_across_columns_is_another_record() {
        let one =
            Record::new(&tables::HOUSEHOLDS, origin()).with("worker_id", "W1").with("household_id", "H");
        let two = Record::new(&tables::HOUSEHOLDS, origin()).with("worker_id", "W1H");
        assert_ne!(one.record_ref(), two.record_ref());
    }
}
