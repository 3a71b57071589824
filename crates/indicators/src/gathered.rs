//! What a judge is handed: the rows its queries gave, its thresholds, and the day of the analysis.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use model::Rows;

/// Everything a judge may look at.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    rows: BTreeMap<String, Rows>,
    params: BTreeMap<String, f64>,
    pub now: Timestamp,
}

impl Gathered {
    pub fn new(rows: BTreeMap<String, Rows>, params: BTreeMap<String, f64>, now: Timestamp) -> Gathered {
        Gathered { rows, params, now }
    }

    /// The answer to the query of that name. A name without a query is our mistake.
    pub fn rows(&self, query: &str) -> &Rows {
        match self.rows.get(query) {
            Some(rows) => rows,
            None => panic!("no query is named `{query}`"),
        }
    }

    /// The only query's answer.
    pub fn main(&self) -> &Rows {
        self.rows("main")
    }

    /// A threshold: the header's, or the policy's in its place.
    pub fn param(&self, name: &str) -> f64 {
        match self.params.get(name) {
            Some(value) => *value,
            None => panic!("the header names no parameter `{name}`"),
        }
    }

    /// A threshold that counts things.
    pub fn count(&self, name: &str) -> usize {
        self.param(name).max(0.0) as usize
    }

    /// A threshold in days.
    pub fn days(&self, name: &str) -> SignedDuration {
        SignedDuration::from_secs((self.param(name) * 86_400.0) as i64)
    }

    /// A threshold in hours.
    pub fn hours(&self, name: &str) -> SignedDuration {
        SignedDuration::from_secs((self.param(name) * 3_600.0) as i64)
    }
}
