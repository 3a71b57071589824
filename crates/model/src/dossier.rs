//! Everything a run has to say, for whoever hands it on.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::{Bits, Category, Evidence, PersonId, Problem, Tier};

/// The result of one run.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    pub company: Option<String>,
    /// The day of the analysis.
    pub now: Timestamp,
    /// By bits falling, then person.
    pub people: Vec<PersonReport>,
    /// Ordered by subject, then counted falling, then id.
    pub evidence: Vec<Evidence>,
    pub links: Vec<Link>,
    pub rings: Vec<Ring>,
    /// By indicator id.
    pub coverage: BTreeMap<Arc<str>, Coverage>,
    pub problems: Vec<Problem>,
    pub inputs: Vec<InputReport>,
    /// By indicator id.
    pub indicators: BTreeMap<Arc<str>, IndicatorCard>,
    /// Text of records that evidence rests on, by record identity, for showing: column and value.
    pub excerpts: BTreeMap<i64, Excerpt>,
}

/// One person: everything that is added up, and everything that explains it.
#[derive(Clone, Debug)]
pub struct PersonReport {
    pub person: PersonId,
    pub tier: Tier,
    pub bits: Bits,
    pub categories: Vec<Category>,
    pub worker_ids: Vec<String>,
    pub applicant_ids: Vec<String>,
    pub names: Vec<String>,
    pub emails: Vec<String>,
    pub job_title: Option<String>,
    /// First and last day of work, where there are any, and when they first applied.
    pub applied_at: Option<Timestamp>,
    pub start: Option<Timestamp>,
    pub end: Option<Timestamp>,
    pub ring: Option<Arc<str>>,
    pub first_evidence_at: Option<Timestamp>,
    pub raised_at: Option<Timestamp>,
    /// Indicator ids by counted bits.
    pub reasons: Vec<Arc<str>>,
    /// The single fact that would clear a raised person.
    pub would_clear: Option<WouldClear>,
    /// How accounts, devices and records were tied to this person.
    pub ties: Vec<Tie>,
}

/// The fact that would take most off a score, and what would be left.
#[derive(Clone, Debug, PartialEq)]
pub struct WouldClear {
    pub fact: String,
    pub bits_left: Bits,
    pub tier_left: Tier,
}

/// One account, device or record that belongs to a person, since when, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// account, device, applicant, worker, resume, github, …
    pub kind: Arc<str>,
    pub value: Arc<str>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub reason: String,
}

#[derive(Clone, Debug)]
pub struct Link {
    pub a: PersonId,
    pub b: PersonId,
    pub kinds: Vec<Arc<str>>,
    pub bits: Bits,
    pub sentence: String,
}

#[derive(Clone, Debug)]
pub struct Ring {
    pub id: Arc<str>,
    pub members: Vec<PersonId>,
    pub shared: Vec<Shared>,
    pub roles: BTreeMap<PersonId, String>,
    pub sentence: String,
}

#[derive(Clone, Debug)]
pub struct Shared {
    pub kind: Arc<str>,
    pub value: String,
    pub members: Vec<PersonId>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    pub outcome: Outcome,
    pub count: usize,
    /// Kinds of input, as in `inputs.json`, any of which would have let us look.
    pub missing: Vec<String>,
    pub message: Option<String>,
}

/// Silence has three names. They are never shown as one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Found,
    Broke,
    CouldNotLook,
    Nothing,
}

impl Outcome {
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Found => "found",
            Outcome::Broke => "broke",
            Outcome::CouldNotLook => "could_not_look",
            Outcome::Nothing => "nothing",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct InputReport {
    pub file: Arc<str>,
    pub sha256: Arc<str>,
    pub kind: Option<&'static str>,
    pub records: u64,
    pub problems: u64,
    /// Why it was not recognised.
    pub reason: Option<String>,
}

/// What a reader needs to know of an indicator.
#[derive(Clone, Debug)]
pub struct IndicatorCard {
    pub id: Arc<str>,
    pub title: String,
    /// The phase of employment: applying, interviewing, …
    pub phase: &'static str,
    pub category: Category,
    pub innocent: Vec<String>,
    pub check: Vec<String>,
    pub blind_spots: String,
    pub source: String,
    /// What would clear it, as one fact; shown for raised people.
    pub clears: Option<String>,
}

/// A record as it can be shown: the table, and the cells that say something.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    pub table: &'static str,
    pub at: Option<Timestamp>,
    pub cells: Vec<(&'static str, String)>,
}

impl Dossier {
    /// The person of an id as people write it: `worker:W0104`, `applicant:A7`, or a bare worker's or applicant's id.
    pub fn person_named(&self, who: &str) -> Option<&PersonReport> {
        let by_worker = |id: &str| self.people.iter().find(|it| it.worker_ids.iter().any(|it| it == id));
        let by_applicant =
            |id: &str| self.people.iter().find(|it| it.applicant_ids.iter().any(|it| it == id));
        self.people
            .iter()
            .find(|it| it.person.as_str() == who)
            .or_else(|| by_worker(who))
            .or_else(|| by_applicant(who))
            .or_else(|| by_worker(who.strip_prefix("worker:")?))
            .or_else(|| by_applicant(who.strip_prefix("applicant:")?))
    }
}
