//! Everything that is weighed, kept together so that it can be weighed again under other scales.
//!
//! In: findings, scales, exemptions, the day of the analysis. Out: whatever [`weigh`](crate::weigh()) says of them,
//! as they are or with other levels. Weights change no finding, so that weighing again is exact: it is the answer
//! that a scan under those weights would have given.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use model::{Bits, Finding, PersonId};

use crate::{Exemption, Scale, Weighed, weigh};

/// What one call of [`weigh`](crate::weigh()) is asked.
#[derive(Clone, Debug)]
pub struct Weighing {
    /// With the indicator of each.
    pub findings: Vec<(Arc<str>, Finding)>,
    /// As the company has set them.
    pub scales: Vec<Scale>,
    /// As they are shipped; calibration is bounded from here, so that doing it twice does not go twice as far.
    pub shipped: Vec<Scale>,
    pub exemptions: Vec<Exemption>,
    pub now: Timestamp,
}

impl Weighing {
    pub fn weigh(&self) -> Weighed {
        weigh(&self.findings, &self.scales, &self.exemptions, self.now)
    }

    /// The same under other scales.
    pub fn weigh_with(&self, scales: &[Scale]) -> Weighed {
        weigh(&self.findings, scales, &self.exemptions, self.now)
    }

    /// Only what is known of these people: others' findings change nothing about them.
    pub fn about(&self, people: &BTreeSet<PersonId>) -> Weighing {
        let is_about =
            |it: &&(Arc<str>, Finding)| it.1.subject.person().is_some_and(|it| people.contains(it));
        Weighing {
            findings: self.findings.iter().filter(is_about).cloned().collect(),
            scales: self.scales.clone(),
            shipped: self.shipped.clone(),
            exemptions: self.exemptions.clone(),
            now: self.now,
        }
    }
}

/// A worth this or less says nothing by itself; see rule 3 in the crate's own words.
pub const BENIGN_ALONE: Bits = Bits::from_hundredths(crate::count::BENIGN_ALONE_MAX as i32);
