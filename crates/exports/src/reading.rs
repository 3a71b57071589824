//! A dossier laid out for reading: who is who, which evidence is whose, in which order it is told.
//!
//! In: a dossier. Out: borrowed views, shared by the page, the terminal and the findings, so that all of
//! them tell the same story in the same order.

use std::cmp::Reverse;
use std::collections::HashMap;

use model::dossier::{Dossier, IndicatorCard, Link, PersonReport, Ring};
use model::{Bits, Evidence, PersonId, Tier};

/// The phases of an employment, in the order in which one goes through them: id, and as people say it.
pub const PHASES: [(&str, &str); 10] = [
    ("applying", "Applying"),
    ("interviewing", "Interviewing"),
    ("onboarding", "Onboarding"),
    ("shipping", "Device shipment"),
    ("early", "First 60 days"),
    ("employment", "Employment"),
    ("payroll", "Payroll"),
    ("offboarding", "Leaving"),
    ("extortion", "After leaving"),
    ("combinations", "Combinations"),
];

/// As people say it; a phase of a user's own rules is shown as it is.
pub fn phase_title(phase: &str) -> &str {
    PHASES.iter().find(|(id, _)| *id == phase).map_or(phase, |(_, title)| title)
}

/// Where a phase stands; unknown ones come last.
pub fn phase_position(phase: &str) -> usize {
    PHASES.iter().position(|(id, _)| *id == phase).unwrap_or(PHASES.len())
}

pub struct Reading<'a> {
    pub dossier: &'a Dossier,
    people: HashMap<&'a PersonId, &'a PersonReport>,
    /// How many raised, or how many watched people stand before this one.
    positions: HashMap<&'a PersonId, usize>,
    evidence: HashMap<&'a PersonId, Vec<&'a Evidence>>,
}

/// How a piece of evidence bears on a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearing {
    /// Adds bits.
    Adds,
    /// Takes bits off: it speaks for the person.
    SpeaksFor,
    /// Shown, and weighs nothing: benign alone, on trial, or one cause counted already.
    Nothing,
    /// Under an exemption that somebody granted.
    Exempt,
}

pub fn bearing(it: &Evidence) -> Bearing {
    if it.exempt {
        Bearing::Exempt
    } else if it.counted > Bits::ZERO {
        Bearing::Adds
    } else if it.counted < Bits::ZERO {
        Bearing::SpeaksFor
    } else {
        Bearing::Nothing
    }
}

impl<'a> Reading<'a> {
    pub fn new(dossier: &'a Dossier) -> Reading<'a> {
        let people = dossier.people.iter().map(|it| (&it.person, it)).collect();
        let mut evidence: HashMap<&PersonId, Vec<&Evidence>> = HashMap::new();
        for it in &dossier.evidence {
            if let Some(person) = it.subject.person() {
                evidence.entry(person).or_default().push(it);
            }
        }
        for entries in evidence.values_mut() {
            entries.sort_by(|a, b| {
                (bearing(a), Reverse(weight(a)), &a.id).cmp(&(bearing(b), Reverse(weight(b)), &b.id))
            });
        }
        let mut positions = HashMap::new();
        let (mut n_raised, mut n_watched) = (0, 0);
        for it in dossier.people.iter().filter(|it| it.tier >= Tier::Watch) {
            let n = if it.tier.raised() { &mut n_raised } else { &mut n_watched };
            positions.insert(&it.person, *n);
            *n += 1;
        }
        Reading { dossier, people, positions, evidence }
    }

    pub fn person(&self, person: &PersonId) -> Option<&'a PersonReport> {
        self.people.get(person).copied()
    }

    /// Where a raised person stands among the raised, and a watched one among the watched.
    pub fn position_of(&self, person: &PersonId) -> Option<usize> {
        self.positions.get(person).copied()
    }

    /// What adds bits, the most first; then what takes off; then what weighs nothing; then what is exempt.
    pub fn evidence_of(&self, person: &PersonId) -> &[&'a Evidence] {
        self.evidence.get(person).map_or(&[], Vec::as_slice)
    }

    pub fn card(&self, it: &Evidence) -> Option<&'a IndicatorCard> {
        self.dossier.indicators.get(&it.indicator)
    }

    /// Combinations are drawn apart: they count only what exceeds their parts.
    pub fn is_combination(&self, it: &Evidence) -> bool {
        self.card(it).is_some_and(|it| it.phase == "combinations")
    }

    pub fn title_of(&self, it: &'a Evidence) -> &'a str {
        self.card(it).map(|it| it.title.as_str()).filter(|it| !it.is_empty()).unwrap_or(&it.indicator)
    }

    /// The first name that is known, else the id.
    pub fn name_of(&self, person: &'a PersonId) -> &'a str {
        let name = self.person(person).and_then(|it| it.names.iter().find(|it| !it.is_empty()));
        name.map_or(person.as_str(), String::as_str)
    }

    pub fn links_of(&self, person: &PersonId) -> Vec<&'a Link> {
        self.dossier.links.iter().filter(|it| it.a == *person || it.b == *person).collect()
    }

    pub fn ring_of(&self, person: &PersonReport) -> Option<&'a Ring> {
        let id = person.ring.as_ref()?;
        self.dossier.rings.iter().find(|it| it.id == *id)
    }

    /// From nothing to the total: what adds, falling, then what takes off. Each step begins where the one
    /// before it ended, and the last one ends at the total.
    pub fn steps_to_total(&self, person: &PersonReport) -> Vec<Step<'a>> {
        let mut at = Bits::ZERO;
        let mut res = Vec::new();
        for it in self.evidence_of(&person.person) {
            if it.counted != Bits::ZERO {
                res.push(Step { evidence: it, from: at, to: at + it.counted });
                at += it.counted;
            }
        }
        res
    }
}

/// How far a piece of evidence reaches, whichever way it points.
fn weight(it: &Evidence) -> (u32, u32) {
    (it.counted.hundredths().unsigned_abs(), it.bits.hundredths().unsigned_abs())
}

/// One bar of the waterfall.
pub struct Step<'a> {
    pub evidence: &'a Evidence,
    pub from: Bits,
    pub to: Bits,
}
