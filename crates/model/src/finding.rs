//! What an indicator says: about whom, how much of it, from when to when, and on which records.

use std::sync::Arc;

use jiff::Timestamp;

use crate::{PersonId, Subject};

/// One statement by one indicator about one subject, before it has a weight.
///
/// A finding may grow: three pay changes are known after two. Each growth is a step with the time at
/// which it was known, so that "when could we have known" can be replayed without asking again.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub subject: Subject,
    /// The other people it is about, for a statement about a pair or a group.
    pub with: Vec<PersonId>,
    /// In order of time; never empty. The last one's level is the finding's.
    steps: Vec<Step>,
    pub from: Timestamp,
    pub to: Timestamp,
    /// A fact with its numbers, lower case, no full stop. Never an accusation.
    pub sentence: String,
    /// The records it rests on, the most telling first; never empty.
    refs: Vec<i64>,
}

/// From `known_at` on, the finding had this level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub known_at: Timestamp,
    /// One of the levels in the indicator's header, or `none` where it was withdrawn.
    pub level: Arc<str>,
}

/// The level of a finding that a later record has withdrawn.
pub const WITHDRAWN: &str = "none";

impl Finding {
    /// No finding without records: none is given back where `refs` is empty.
    pub fn new(
        subject: Subject,
        level: &str,
        known_at: Timestamp,
        sentence: String,
        refs: Vec<i64>,
    ) -> Option<Finding> {
        if refs.is_empty() {
            return None;
        }
        let mut seen = std::collections::HashSet::new();
        let refs = refs.into_iter().filter(|it| seen.insert(*it)).collect();
        let steps = vec![Step { known_at, level: level.into() }];
        Some(Finding { subject, with: Vec::new(), steps, from: known_at, to: known_at, sentence, refs })
    }

    /// About one person, by the id in a `person` column.
    pub fn about(
        person: &str,
        level: &str,
        known_at: Timestamp,
        sentence: String,
        refs: Vec<i64>,
    ) -> Option<Finding> {
        Finding::new(Subject::Person(PersonId::from_column(person)), level, known_at, sentence, refs)
    }

    pub fn between(mut self, from: Timestamp, to: Timestamp) -> Finding {
        self.from = from.min(to);
        self.to = to.max(from);
        self
    }

    pub fn with<'a>(mut self, people: impl IntoIterator<Item = &'a str>) -> Finding {
        self.with = people.into_iter().map(PersonId::from_column).collect();
        self.with.sort();
        self.with.dedup();
        self
    }

    /// An earlier, usually lower, level: it was this much from `known_at` on.
    pub fn earlier(mut self, known_at: Timestamp, level: &str) -> Finding {
        self.steps.push(Step { known_at, level: level.into() });
        self.steps.sort_by_key(|it| it.known_at);
        self
    }

    /// Lower levels and when each was reached, from the highest down. One that was reached no sooner than a higher one
    /// never held by itself and is left out.
    pub fn grown<'l>(mut self, lower: impl IntoIterator<Item = (Timestamp, &'l str)>) -> Finding {
        let mut next = self.steps[0].known_at;
        for (known_at, level) in lower {
            if known_at < next {
                self = self.earlier(known_at, level);
                next = known_at;
            }
        }
        self
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The level as of the last step.
    pub fn level(&self) -> &str {
        &self.steps[self.steps.len() - 1].level
    }

    /// When its present level was first known.
    pub fn known_at(&self) -> Timestamp {
        self.steps[self.steps.len() - 1].known_at
    }

    pub fn refs(&self) -> &[i64] {
        &self.refs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_was_reached_no_sooner_than_a_higher_one_never_held() {
        let at =
            |day: i8| jiff::civil::date(2026, 3, day).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        let finding = Finding::about("worker:W1", "high", at(9), "said".to_owned(), vec![1]).unwrap();
        let grown = finding.grown([(at(9), "middle"), (at(3), "low"), (at(5), "lowest")]);
        let steps: Vec<(Timestamp, &str)> =
            grown.steps().iter().map(|it| (it.known_at, &*it.level)).collect();
        assert_eq!(steps, [(at(3), "low"), (at(9), "high")]);
        assert_eq!(grown.level(), "high");
    }
}
