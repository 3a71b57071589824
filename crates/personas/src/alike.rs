//! Which two persons are probably one, though no handle is the same in both?
//!
//! In: what each application and each worker's record states (name, mailbox, telephone, home), and what ties people
//! already. Out: evidence about pairs, with what agrees and what the tie hangs on. Never a merge.
//!
//! Weights are learned from the company's own records without labels (Fellegi and Sunter 1969; see
//! `measures::linkage`), and a value that many hold weighs little. Three guards stand on top, so that nobody is tied
//! for what they are called: names count a few bits at most, however rare they are here; without the names at least
//! two things must agree, one of them a mailbox, a telephone or a street; and a town, a postcode and a street are one
//! thing. Who shares a very handle is left to `links`, which says how many hold it; who declared one home, or was sent
//! by one agency, is explained.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use measures::linkage::{Field, Kind, Population, Schema, Settings, Table};
use model::{Bits, PersonId};

use crate::links::{LinkInput, PairEvidence, listed};

/// The kind of this evidence.
pub const PROBABLY_ONE: &str = "probably_one";

/// Fewer people are too few to learn from.
pub const PEOPLE_MIN: usize = 30;

/// The most that names count, in bits: what is rare here may be common elsewhere.
const NAME_BITS_MAX: f32 = 3.0;

/// Log-odds from which it is said: ten to one.
const SAID_FROM: f32 = 3.32;

/// What a tie is worth, in hundredths of a bit: a third of its log-odds, since weights are learned from few, and never
/// so much that a ring could hang on it.
const WORTH_MIN: i32 = 100;
const WORTH_MAX: i32 = 300;

/// A field that agrees by less says nothing.
const AGREES_FROM: f32 = 1.0;

/// What one record states of a person. Empty means that it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stated {
    pub name: String,
    pub mailbox: String,
    pub phone: String,
    pub street: String,
    pub city: String,
    pub postcode: String,
}

/// The fields, in the order of [`Stated`], with what they are of.
const FIELDS: [(&str, Kind); 6] = [
    ("name", Kind::FullName),
    ("mailboxes", Kind::Mail),
    ("telephone numbers", Kind::Phone),
    ("streets", Kind::Street),
    ("towns", Kind::Place),
    ("postcodes", Kind::Postcode),
];

/// Handles by which `links` ties people itself.
const HANDLES: [&str; 4] = ["email", "phone", "profile", "address"];

/// Ties persons whose records agree too well for strangers. Sorted; the order of the records means nothing.
pub fn probably_one(stated: &[(PersonId, Stated)], input: LinkInput<'_>) -> Vec<PairEvidence> {
    let mut records: Vec<&(PersonId, Stated)> = stated.iter().collect();
    records.sort();
    records.dedup();
    let people: BTreeSet<&PersonId> = records.iter().map(|it| &it.0).collect();
    let fields = FIELDS.map(|(name, kind)| Field { name: name.to_owned(), kind }).to_vec();
    let Ok(mut table) = Table::new(&Schema { fields }) else { return Vec::new() };
    if people.len() < PEOPLE_MIN {
        return Vec::new();
    }
    for (key, (_, it)) in (0_u64..).zip(&records) {
        table.push(key, &[&it.name, &it.mailbox, &it.phone, &it.street, &it.city, &it.postcode]);
    }
    let population = Population::of(table, Settings::default());
    let mut groups: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    population.each_cluster(|key, cluster| groups.entry(cluster).or_default().push(key));
    let explained = Explained::of(&input);
    let person_of = |key: u64| records.get(key as usize).map(|it| &it.0);
    let mut best: BTreeMap<(&PersonId, &PersonId), Judged> = BTreeMap::new();
    for mut group in groups.into_values() {
        group.sort_unstable();
        for (idx, right) in group.iter().enumerate() {
            for left in group.iter().take(idx) {
                let (Some(one), Some(other)) = (person_of(*left), person_of(*right)) else { continue };
                let pair = if one < other { (one, other) } else { (other, one) };
                if one == other || explained.explains(pair.0, pair.1) {
                    continue;
                }
                let Some(judged) = judge(&population, *left, *right) else { continue };
                let better = best.get(&pair).is_none_or(|it| it.log_odds < judged.log_odds);
                if better {
                    best.insert(pair, judged);
                }
            }
        }
    }
    let evidence = |((a, b), judged): ((&PersonId, &PersonId), Judged)| PairEvidence {
        a: a.clone(),
        b: b.clone(),
        kind: PROBABLY_ONE.into(),
        bits: Bits::from_hundredths(((judged.log_odds * 30.0) as i32).clamp(WORTH_MIN, WORTH_MAX)),
        sentence: judged.sentence(),
    };
    best.into_iter().map(evidence).collect()
}

/// What speaks for two records being one person's.
struct Judged {
    log_odds: f32,
    /// Field and how it agrees, the most telling first.
    agree: Vec<(String, &'static str)>,
    /// Things of which each, found to be otherwise, would end it.
    hangs_on: Vec<&'static str>,
}

fn judge(population: &Population, one: u64, other: u64) -> Option<Judged> {
    let (total, voices) = population.compare(one, other)?;
    let mut names = 0.0;
    let mut things: BTreeMap<&'static str, Vec<f32>> = BTreeMap::new();
    let mut agree = Vec::new();
    for voice in &voices {
        match thing_of(&voice.field) {
            None => names += voice.bits,
            Some(thing) => things.entry(thing).or_default().push(voice.bits),
        }
        if voice.bits >= AGREES_FROM {
            agree.push((voice.field.clone(), voice.level));
        }
    }
    let mut log_odds = total - (names - NAME_BITS_MAX).max(0.0);
    let mut by_thing: BTreeMap<&'static str, f32> = BTreeMap::new();
    for (thing, bits) in things {
        // One home counts once: its strongest part, and what speaks against it.
        let best = bits.iter().copied().fold(0.0, f32::max);
        let more: f32 = bits.iter().filter(|it| **it > 0.0).sum();
        log_odds -= more - best;
        by_thing.insert(thing, best);
    }
    let telling: Vec<&'static str> =
        by_thing.iter().filter(|(_, bits)| **bits >= AGREES_FROM).map(|(thing, _)| *thing).collect();
    if telling.len() < 2 || log_odds < SAID_FROM {
        return None;
    }
    let hangs_on = telling
        .iter()
        .filter(|it| telling.len() == 2 || log_odds - by_thing.get(*it).copied().unwrap_or(0.0) < SAID_FROM);
    Some(Judged { log_odds, hangs_on: hangs_on.copied().collect(), agree })
}

/// What a field is of; names are of none.
fn thing_of(field: &str) -> Option<&'static str> {
    match field {
        "mailboxes" => Some("the mailboxes"),
        "telephone numbers" => Some("the telephone numbers"),
        "streets" | "towns" | "postcodes" => Some("the homes"),
        _ => None,
    }
}

impl Judged {
    fn sentence(&self) -> String {
        let odds = f64::from(self.log_odds).exp2().min(1_000.0);
        let agree: Vec<String> =
            self.agree.iter().map(|(field, level)| format!("{field} {}", spoken(level))).collect();
        let mut res = format!("probably one person, {odds:.0} to 1 by {}", listed(&agree));
        if !self.hangs_on.is_empty() {
            let hangs_on: Vec<String> = self.hangs_on.iter().map(|it| (*it).to_owned()).collect();
            res.push_str(&format!("; it would not be said without {}", hangs_on.join(", nor without ")));
        }
        res
    }
}

/// A level of a comparison, behind the name of its field.
fn spoken(level: &str) -> &str {
    match level {
        "a slip" => "with a slip",
        "a slip or a familiar form" => "with a slip or in a familiar form",
        "the last digits equal, or two slips" => "with equal last digits or two slips",
        "the same district" => "of one district",
        "a part alike" => "alike in part",
        other => other,
    }
}

/// What ties or explains a pair without this.
struct Explained<'a> {
    handles: BTreeMap<&'a PersonId, BTreeSet<(&'a str, &'a str)>>,
    households: BTreeSet<(&'a PersonId, &'a PersonId)>,
    agencies: BTreeMap<&'a PersonId, BTreeSet<&'a str>>,
}

impl<'a> Explained<'a> {
    fn of(input: &LinkInput<'a>) -> Explained<'a> {
        let mut handles: BTreeMap<&PersonId, BTreeSet<(&str, &str)>> = BTreeMap::new();
        for it in input.holdings.iter().filter(|it| &*it.role != "referee") {
            if HANDLES.contains(&&*it.kind) && !it.value.trim().is_empty() {
                handles.entry(&it.person).or_default().insert((&it.kind, &it.value));
            }
        }
        let households = input.households.iter().flat_map(|(one, other)| [(one, other), (other, one)]);
        let mut agencies: BTreeMap<&PersonId, BTreeSet<&str>> = BTreeMap::new();
        for (person, agency) in input.agencies {
            let agency: &Arc<str> = agency;
            agencies.entry(person).or_default().insert(agency);
        }
        Explained { handles, households: households.collect(), agencies }
    }

    fn explains(&self, one: &PersonId, other: &PersonId) -> bool {
        let meet = |left: Option<&BTreeSet<(&str, &str)>>, right: Option<&BTreeSet<(&str, &str)>>| {
            left.zip(right).is_some_and(|(left, right)| !left.is_disjoint(right))
        };
        let agencies = self.agencies.get(one).zip(self.agencies.get(other));
        self.households.contains(&(one, other))
            || agencies.is_some_and(|(left, right)| !left.is_disjoint(right))
            || meet(self.handles.get(one), self.handles.get(other))
    }
}

#[cfg(test)]
mod tests;
