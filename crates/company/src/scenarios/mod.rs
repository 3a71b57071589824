//! The stories: one file for each published case (`c…`) and each honest look-alike (`b…`).
//!
//! A story adds people to the company, lets them do what the case tells, and says in the truth which record
//! shows what. To add one: write a file with `pub(super) const SCENARIO`, and name it twice below.
//!
//! Sources are named by their section in the case collection (`cases.md`), which names the seed articles.

mod steps;

mod c01_extortion;
mod c02_candidates;
mod c05_laptop_in_transit;
mod c07_pay_changes;

use crate::world::World;

/// A story that can be played in a company.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Short id such as `c01` or `b03`.
    pub id: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// Where the story was published, or that it is our own invention.
    pub source: &'static str,
    /// True for look-alikes, in which nobody has done anything wrong.
    pub honest: bool,
    pub(crate) play: fn(&mut World),
}

/// All stories, cases first.
pub fn scenarios() -> &'static [Scenario] {
    SCENARIOS
}

static SCENARIOS: &[Scenario] = &[
    c01_extortion::SCENARIO,
    c02_candidates::SCENARIO,
    c05_laptop_in_transit::SCENARIO,
    c07_pay_changes::SCENARIO,
];
