//! When could we have known?
//!
//! In: one person's findings with the steps in which they grew. Out: what they were worth at any moment, and the
//! earliest moment at which that would have raised the person. Nothing is asked of the data again.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use model::finding::Step;
use model::{Bits, Finding, Status};

use crate::Scale;
use crate::count::{Book, Item, Standing, bits, count};

/// A finding with its scale, ready to be counted as of any moment.
pub(crate) struct Held<'a> {
    pub id: Arc<str>,
    pub finding: &'a Finding,
    pub scale: &'a Scale,
    /// The steps known by the day of the analysis, in order of time; never empty.
    pub steps: Vec<Step>,
    /// An exemption, and its end where it has one.
    pub exempt: Option<Option<Timestamp>>,
}

impl<'a> Held<'a> {
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }

    pub fn item_at_end(&self) -> Item<'a> {
        self.item(self.last())
    }

    pub fn own_at_end(&self) -> Bits {
        bits(self.item_at_end().bits)
    }

    /// When it first spoke against the person and might count.
    pub fn first_against(&self) -> Option<Timestamp> {
        let counts = |step: &&Step| {
            let item = self.item(Some(step));
            item.bits > 0 && item.counts()
        };
        self.steps.iter().find(counts).map(|it| it.known_at)
    }

    fn item(&self, step: Option<&Step>) -> Item<'a> {
        let own = step.and_then(|it| self.scale.bits(&it.level)).unwrap_or(Bits::ZERO);
        let standing = match (self.scale.status, self.exempt, step) {
            (Status::Trial | Status::Retired, _, _) => Standing::Weightless,
            (_, Some(None), _) => Standing::Exempt(None),
            // What became known after the exemption had ended is not exempt.
            (_, Some(Some(until)), Some(step)) if step.known_at <= until => Standing::Exempt(Some(until)),
            _ => Standing::Counts,
        };
        Item { scale: self.scale, bits: i64::from(own.hundredths()), standing }
    }
}

/// What each finding was worth at `moment`; nothing before its first step.
pub(crate) fn items_at<'a>(held: &[Held<'a>], moment: Timestamp) -> Vec<Item<'a>> {
    let mut res = Vec::with_capacity(held.len());
    for one in held {
        let known = one.steps.partition_point(|it| it.known_at <= moment);
        res.push(one.item(known.checked_sub(1).and_then(|it| one.steps.get(it))));
    }
    res
}

/// The earliest moment at which what was known up to then would have raised the person.
pub(crate) fn raised_at(held: &[Held<'_>], book: &Book<'_>) -> Option<Timestamp> {
    let moments: BTreeSet<Timestamp> =
        held.iter().flat_map(|it| it.steps.iter().map(|it| it.known_at)).collect();
    moments.into_iter().find(|it| count(&items_at(held, *it), book).tier.raised())
}
