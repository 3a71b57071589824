//! What could not be understood, and where. A problem is counted and shown; it never stops a run.

use std::sync::Arc;

use crate::Place;

/// One trouble with the data. The data is odd; neither the operator nor we are wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub file: Arc<str>,
    pub place: Place,
    pub level: Level,
    /// Lower case, no full stop: "time that does not exist: `2026-02-31`".
    pub cause: String,
}

/// `Problem`: something was not read. `Notice`: an assumption was made, once per file and table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Problem,
    Notice,
}

impl Level {
    pub fn id(self) -> &'static str {
        match self {
            Level::Problem => "problem",
            Level::Notice => "notice",
        }
    }
}
