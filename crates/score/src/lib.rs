//! How much does it weigh, and why?
//!
//! In: findings of all indicators, what each of their levels is worth ([`Scale`]), exemptions, and the day of
//! the analysis. Out: evidence with its share of the score and the reason for that share, and one score for
//! each person. Pure: no clock, no file; the same findings in any order, once or twice, give the same answer.
//!
//! A level's worth is a likelihood ratio in bits (Good 1950, "Probability and the Weighing of Evidence"), and
//! bits of independent evidence add up. Evidence is seldom independent, so that these rules stand before the sum:
//!
//! 1. *One cause counts once* (`causes`). The strongest evidence of a cause counts in full; all the rest of that
//!    cause together adds a quarter of its sum, 1.00 bit at most. Counter-evidence takes off what its cause has
//!    counted, and no more.
//! 2. *Free-standing counter-evidence*, whose cause knows nothing that speaks against a person (an identity
//!    proved face to face), counts in full; all of it together takes off 4.00 bits at most.
//! 3. *Benign alone*: a level worth 0.30 bits or less. All such evidence of a person together counts 1.00 bit at
//!    most and makes no category, so that it never raises anybody, however much there is of it.
//! 4. *Combinations count their excess* (`combinations`): what they are worth beyond the causes of their parts. They make no
//!    category of their own, so a combination of traits that are benign alone reaches `watch` and stays there
//!    until other evidence of two categories is found.
//! 5. *Categories*: one counts where evidence that is not benign alone has 0.50 bits of it left.
//! 6. Trial and retired indicators are shown and weigh nothing. Exempt evidence counts 0; a combination loses the
//!    share of its parts that is exempt. A statement about a handle counts against nobody.
//!
//! A person's bits are the exact sum of what is shown as `counted`. When a person would have been raised is
//! found by weighing again at every moment at which something became known (`replay`), with the same function;
//! so is whose tier hangs on one weight (`sensitivity`). What a company's own decided cases say of the levels is
//! `calibrate`.

pub mod calibrate;
pub mod decided;

mod causes;
mod clear;
mod combinations;
mod count;
mod replay;
mod sensitivity;
mod weigh;
mod weighing;

#[cfg(test)]
mod properties;

use std::sync::Arc;

use jiff::Timestamp;
use model::dossier::WouldClear;
use model::{Bits, Category, Evidence, PersonId, Status, Tier};

pub use sensitivity::{Swing, sensitivity};
pub use weigh::weigh;
pub use weighing::{BENIGN_ALONE, Weighing};

/// What the levels of one indicator are worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    pub indicator: Arc<str>,
    /// `sha256:…` of the indicator's files.
    pub version: Arc<str>,
    pub status: Status,
    pub category: Category,
    pub cause: Arc<str>,
    pub levels: Vec<(String, Bits)>,
    /// For a combination: the indicators it rests on. Empty for all others.
    pub parts: Vec<String>,
    /// The single fact that would clear a person of it.
    pub clears: Option<String>,
}

/// An indicator that is not to be counted for a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemption {
    pub person: PersonId,
    pub indicator: String,
    /// It holds for evidence that was known up to then; without a time, for all.
    pub until: Option<Timestamp>,
}

/// Everything that was weighed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighed {
    /// Each with the records it rests on, the most telling first; `Evidence::records` is empty here, since where a
    /// record stands is not known in this room. Ordered by subject, then counted falling, then id.
    pub evidence: Vec<(Evidence, Vec<i64>)>,
    /// By bits falling, then person. Only people about whom there is evidence.
    pub scores: Vec<PersonScore>,
    /// Indicators without a scale, whose findings had to be left out, and `indicator/level` without a worth, which
    /// weigh nothing. Empty unless somebody made a mistake.
    pub unscaled: Vec<String>,
}

/// One person's score, and what can be said of it as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonScore {
    pub person: PersonId,
    /// The exact sum of what this person's evidence counts.
    pub bits: Bits,
    pub tier: Tier,
    /// In the order of the closed list.
    pub categories: Vec<Category>,
    /// When the first thing was known that speaks against the person and may count.
    pub first_evidence_at: Option<Timestamp>,
    /// For a raised person: the earliest moment at which what was known up to then would have raised them.
    pub raised_at: Option<Timestamp>,
    /// Indicators by counted bits falling, then id; only those that add something.
    pub reasons: Vec<Arc<str>>,
    /// For a raised person: the fact that would take most off.
    pub would_clear: Option<WouldClear>,
}

impl Scale {
    /// What a level is worth, where the scale names it.
    pub fn bits(&self, level: &str) -> Option<Bits> {
        self.levels.iter().find(|(name, _)| name == level).map(|(_, it)| *it)
    }

    /// Whether it rests on what other indicators found.
    pub fn is_combination(&self) -> bool {
        !self.parts.is_empty()
    }
}
