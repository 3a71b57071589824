//! What to check next about one person, in which order.
//!
//! In: the evidence that adds bits, and the checks on the pages of its indicators. Out: each check once, with the bits
//! that stand on what it speaks to. Those come first that settle most for what they take; of equals the least
//! intrusive. No weight is made here: the bits are those that count.

use std::cmp::Reverse;
use std::collections::HashMap;

use model::dossier::PersonReport;
use model::{Bits, Evidence};

use crate::reading::{Bearing, Reading, bearing};

/// Shown at once; the rest is folded.
pub const FIRST: usize = 5;

/// One thing to do, and the reasons that ask for it.
pub struct NextCheck<'a> {
    pub check: model::Check,
    /// What would clear the person, as each page says it.
    pub clears: Vec<String>,
    /// The heaviest first.
    pub because: Vec<&'a Evidence>,
    /// What stands on them now.
    pub worth: Bits,
}

pub fn of<'a>(reading: &Reading<'a>, person: &PersonReport) -> Vec<NextCheck<'a>> {
    let mut positions: HashMap<String, usize> = HashMap::new();
    let mut res: Vec<NextCheck<'a>> = Vec::new();
    for it in reading.evidence_of(&person.person) {
        if bearing(it) != Bearing::Adds {
            continue;
        }
        for point in reading.card(it).map_or(&[][..], |it| &it.check) {
            let check = model::Check::parse(point);
            if !check.is_something() {
                continue;
            }
            let position = *positions.entry(check.key()).or_insert(res.len());
            if position == res.len() {
                res.push(NextCheck { check, clears: Vec::new(), because: Vec::new(), worth: Bits::ZERO });
            }
            if let Some(next) = res.get_mut(position) {
                next.add(it, model::Check::parse(point));
            }
        }
    }
    // The sort is stable: what is equal in all of these stays in the order of the reasons.
    res.sort_by_key(|it| (Reverse(it.per_effort()), it.check.reach(), it.check.cost()));
    res
}

impl<'a> NextCheck<'a> {
    fn add(&mut self, it: &'a Evidence, said: model::Check) {
        if !self.because.iter().any(|one| one.id == it.id) {
            self.because.push(it);
            self.worth += it.counted;
        }
        for who in said.who {
            if !self.check.who.contains(&who) {
                self.check.who.push(who);
            }
        }
        self.check.effort = self.check.effort.max(said.effort);
        self.clears.extend(said.clears.filter(|it| !self.clears.contains(it)));
    }

    fn per_effort(&self) -> i64 {
        // In sixteenths, so that the dearest check still has whole numbers.
        i64::from(self.worth.hundredths()) * 16 / self.check.cost()
    }

    /// `HR or manager, minutes`; empty where no page says it.
    pub fn who_and_effort(&self) -> String {
        let who: Vec<&str> = self.check.who.iter().map(|it| it.id()).collect();
        let mut parts = vec![who.join(" or ")];
        parts.extend(self.check.effort.map(|it| it.id().to_owned()));
        parts.retain(|it| !it.is_empty());
        parts.join(", ")
    }

    /// Titles of the indicators that ask for it, each once.
    pub fn reasons(&self, reading: &Reading<'a>) -> Vec<&'a str> {
        let mut res: Vec<&str> = Vec::new();
        for it in &self.because {
            let title = reading.title_of(it);
            if !res.contains(&title) {
                res.push(title);
            }
        }
        res
    }
}
