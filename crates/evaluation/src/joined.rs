//! Who of the truth is who of the scan?
//!
//! In: one truth and one scan's outputs. Out: every person once, with what is true of them and what was said.
//! Ids that stand together anywhere, in the truth or in a row, belong to one person; whoever shares an id is the same.
//! Each person of the truth counts by themselves, even where the scan took two for one.

use std::collections::{BTreeMap, BTreeSet};

use model::{Bits, Tier, Timestamp};

use crate::outputs::{Outputs, Row};
use crate::truth::{Planted, Standing, Truth};

/// One company, put together.
pub(crate) struct Joined<'a> {
    pub truth: &'a Truth,
    pub outputs: &'a Outputs,
    pub people: Vec<Person<'a>>,
    /// Keys of people of the truth whom the scan takes for one, or who share an id in the truth already.
    pub merged: Vec<Vec<&'a str>>,
    groups: Groups,
}

pub(crate) struct Person<'a> {
    pub standing: Standing,
    /// Empty for somebody of whom the truth does not speak.
    pub key: &'a str,
    pub person: &'a str,
    pub scenario: &'a str,
    pub expect: &'a str,
    pub prevent_by: Option<Timestamp>,
    /// Stands in `people.csv`; who does not has no tier and no bits.
    pub is_present: bool,
    pub tier: Tier,
    pub bits: Bits,
    pub rank: Option<u64>,
    pub first_evidence_at: Option<Timestamp>,
    pub raised_at: Option<Timestamp>,
    pub reasons: Vec<&'a str>,
    pub group: usize,
}

impl<'a> Joined<'a> {
    pub fn new(truth: &'a Truth, outputs: &'a Outputs) -> Joined<'a> {
        let mut groups = Groups::default();
        for it in &truth.people {
            groups.join(&it.ids);
        }
        for it in &outputs.people {
            groups.join(&it.ids);
        }
        let mut rows: BTreeMap<usize, Vec<&Row>> = BTreeMap::new();
        for it in &outputs.people {
            if let Some(group) = it.ids.first().and_then(|id| groups.of(id)) {
                rows.entry(group).or_default().push(it);
            }
        }
        let mut people = Vec::new();
        let mut told: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for it in &truth.people {
            let Some(group) = it.ids.first().and_then(|id| groups.of(id)) else { continue };
            told.entry(group).or_default().push(&it.key);
            let mut person = of_rows(group, rows.get(&group).map_or(&[], Vec::as_slice));
            person.standing = it.standing;
            person.key = &it.key;
            person.person = &it.person;
            person.scenario = &it.scenario;
            person.expect = &it.expect;
            person.prevent_by = it.prevent_by;
            people.push(person);
        }
        for (group, rows) in &rows {
            if !told.contains_key(group) {
                let mut person = of_rows(*group, rows);
                if truth.everyone_else_is_honest {
                    person.standing = Standing::Honest;
                }
                people.push(person);
            }
        }
        let merged = told.into_values().filter(|it| it.len() > 1).collect();
        Joined { truth, outputs, people, merged, groups }
    }

    /// The people of that group of ids.
    pub fn group_of(&self, id: &str) -> Option<usize> {
        self.groups.of(id)
    }

    /// Groups of whom an indicator said something that does not speak for them.
    pub fn fired(&self, indicator: &str) -> BTreeSet<usize> {
        let subjects = self.outputs.fired.get(indicator);
        subjects.into_iter().flatten().filter_map(|it| self.groups.of(it)).collect()
    }

    /// Planted signs that are counted: not debatable, and about somebody.
    pub fn planted(&self) -> impl Iterator<Item = (&'a Planted, usize)> + '_ {
        let counted = self.truth.planted.iter().filter(|it| !it.debatable);
        counted.filter_map(|it| Some((it, self.groups.of(&it.person)?)))
    }

    pub fn n_of(&self, wanted: impl Fn(&Person<'_>) -> bool) -> u64 {
        self.people.iter().filter(|it| wanted(it)).count() as u64
    }
}

/// The strongest row speaks, and the earliest times; usually there is one.
fn of_rows<'a>(group: usize, rows: &[&'a Row]) -> Person<'a> {
    let strongest = rows.iter().max_by_key(|it| (it.tier, it.bits, std::cmp::Reverse(it.rank)));
    Person {
        standing: Standing::Untold,
        key: "",
        person: strongest.map_or("", |it| it.person.as_str()),
        scenario: "",
        expect: "",
        prevent_by: None,
        is_present: strongest.is_some(),
        tier: strongest.map_or(Tier::None, |it| it.tier),
        bits: strongest.map_or(Bits::ZERO, |it| it.bits),
        rank: rows.iter().map(|it| it.rank).min(),
        first_evidence_at: rows.iter().filter_map(|it| it.first_evidence_at).min(),
        raised_at: rows.iter().filter(|it| it.tier.raised()).filter_map(|it| it.raised_at).min(),
        reasons: strongest.map_or(Vec::new(), |it| it.reasons.iter().map(String::as_str).collect()),
        group,
    }
}

/// Ids that belong to one person, by union and find.
#[derive(Default)]
pub(crate) struct Groups {
    place: BTreeMap<String, usize>,
    parent: Vec<usize>,
}

impl Groups {
    pub fn join(&mut self, ids: &BTreeSet<String>) {
        let mut first = None;
        for id in ids {
            let place = match self.place.get(id) {
                Some(place) => *place,
                None => {
                    self.parent.push(self.parent.len());
                    self.place.insert(id.clone(), self.parent.len() - 1);
                    self.parent.len() - 1
                }
            };
            let root = self.root(place);
            let first = *first.get_or_insert(root);
            if let Some(parent) = self.parent.get_mut(root) {
                *parent = first;
            }
        }
    }

    pub fn of(&self, id: &str) -> Option<usize> {
        self.place.get(id).map(|it| self.root(*it))
    }

    fn root(&self, mut place: usize) -> usize {
        while let Some(parent) = self.parent.get(place) {
            if *parent == place {
                break;
            }
            place = *parent;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(all: &[&str]) -> BTreeSet<String> {
        all.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn who_shares_an_id_with_a_third_is_the_same_person() {
        let mut groups = Groups::default();
        groups.join(&ids(&["a", "b"]));
        groups.join(&ids(&["c", "d"]));
        groups.join(&ids(&["e"]));
        assert_ne!(groups.of("a"), groups.of("d"));
        groups.join(&ids(&["b", "c"]));
        assert_eq!(groups.of("a"), groups.of("d"));
        assert_ne!(groups.of("a"), groups.of("e"));
        assert_eq!(groups.of("f"), None);
    }
}
