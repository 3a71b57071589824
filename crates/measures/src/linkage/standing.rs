//! A population of records, joined as far as they belong together, that goes on living.
//!
//! In: a table of records, once; then more records, or keys of records to be taken out. Out: clusters with ids that
//! stay, what changed, hubs, rules, and on request why records are together (`explain`).
//! What was learned at the start stays as it is. From there on a cluster is a function of the records that hang
//! together and of nothing else: adding and taking out again leads back, whatever happened between. The id of a
//! cluster is the key of its first record: first by arrival, then by key.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::blocking::{Index, PairBudget};
use super::grouping::{Joining, group, pieces};
use super::joining;
use super::model::Model;
use super::table::Table;

/// The one setting; nothing here is chosen for a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    pub budget: PairBudget,
    pub joining: Joining,
    /// A pair of so many bits is a tie; without a tie nothing is joined.
    pub tie_bits_min: f32,
    /// A mailbox, telephone, number or street that more unrelated names hold is a hub and weighs nothing.
    pub hub_holders_max: usize,
    /// How many threads may compute. The outcome is the same with any number.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            budget: PairBudget {
                every_pair_max: 600_000,
                pairs_min: 3e6,
                rule_pairs_for_each: 8.0,
                pairs_for_each: 25.0,
                block_max: 1_000,
                rules_max: 16,
            },
            joining: Joining { for_max: 12.0, against_max: 12.0, mean_min: 0.0, members_max: 200 },
            tie_bits_min: 0.0,
            hub_holders_max: 8,
            threads: 2,
        }
    }
}

/// The key of a cluster's first record.
pub type ClusterId = u64;

/// A value that so many unrelated names hold that it ties nobody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hub {
    pub field: String,
    /// In normal form.
    pub value: String,
    /// Different names that hold it.
    pub holders: usize,
}

/// A rule by which pairs are made.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleReport {
    pub name: String,
    /// As estimated before.
    pub pairs: f64,
    /// Blocks that were too large to be followed.
    pub blocks_left_out: usize,
}

/// What a step did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Records taken in or out.
    pub records: usize,
    /// Keys that were known already, or not known.
    pub refused: Vec<u64>,
    /// Clusters that are there now, and were not, or were with other members.
    pub now: Vec<ClusterId>,
    /// Clusters that are gone.
    pub gone: Vec<ClusterId>,
}

/// Records and the clusters they are in.
#[derive(Debug, Clone)]
pub struct Population {
    pub(super) table: Table,
    pub(super) model: Model,
    pub(super) settings: Settings,
    pub(super) rules: Vec<RuleReport>,
    pub(super) indexes: Vec<Index>,
    pub(super) ties: Ties,
    /// By record: the first record of its cluster.
    pub(super) first: Vec<u32>,
    /// Clusters of two records or more, by first record.
    pub(super) members: HashMap<u32, Vec<u32>>,
    /// By record: the step in which it came.
    pub(super) arrived: Vec<u32>,
    pub(super) steps: u32,
    pub(super) hubs: Vec<Hub>,
    /// By rule: blocks of records that came later.
    later: Vec<HashMap<u32, Vec<u32>>>,
}

/// Who is tied to whom. The ties of the start stand in one list; later ones beside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Ties {
    pub(super) starts: Vec<u32>,
    pub(super) ends: Vec<(u32, f32)>,
    later: HashMap<u32, Vec<(u32, f32)>>,
}

impl Ties {
    pub(super) fn of(records: usize, ties: &[(u32, u32, f32)]) -> Ties {
        let mut starts = vec![0_u32; records + 1];
        for (one, other, _) in ties {
            for it in [one, other] {
                if let Some(count) = starts.get_mut(*it as usize + 1) {
                    *count += 1;
                }
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut ends = vec![(0, 0.0); ties.len() * 2];
        for (one, other, bits) in ties {
            for (from, to) in [(one, other), (other, one)] {
                if let Some(place) = next.get_mut(*from as usize) {
                    if let Some(end) = ends.get_mut(*place as usize) {
                        *end = (*to, *bits);
                    }
                    *place += 1;
                }
            }
        }
        Ties { starts, ends, later: HashMap::new() }
    }

    pub(super) fn at(&self, record: u32) -> impl Iterator<Item = &(u32, f32)> {
        let at = record as usize;
        let range = match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(from), Some(to)) => *from as usize..*to as usize,
            _ => 0..0,
        };
        let first = self.ends.get(range).unwrap_or(&[]);
        first.iter().chain(self.later.get(&record).into_iter().flatten())
    }

    fn add(&mut self, one: u32, other: u32, bits: f32) {
        self.later.entry(one).or_default().push((other, bits));
        self.later.entry(other).or_default().push((one, bits));
    }
}

const GONE: u32 = u32::MAX;

impl Population {
    /// Learns from the records and joins them.
    pub fn of(table: Table, settings: Settings) -> Population {
        joining::join(table, settings)
    }

    pub(super) fn start(
        table: Table,
        model: Model,
        settings: Settings,
        rules: Vec<RuleReport>,
        indexes: Vec<Index>,
        ties: Ties,
        hubs: Vec<Hub>,
    ) -> Population {
        let records = table.len() as u32;
        Population {
            arrived: vec![0; table.len()],
            first: (0..records).collect(),
            members: HashMap::new(),
            later: vec![HashMap::new(); indexes.len()],
            table,
            model,
            settings,
            rules,
            indexes,
            ties,
            steps: 0,
            hubs,
        }
    }

    /// Takes records in: a key and the values of the schema's fields for each.
    pub fn add(&mut self, records: &[(u64, Vec<&str>)]) -> Changes {
        self.steps += 1;
        let mut res = Changes::default();
        let mut came = Vec::new();
        for (key, values) in records {
            let place = self.table.len() as u32;
            if !self.table.push(*key, values) {
                res.refused.push(*key);
                continue;
            }
            came.push(place);
            self.first.push(place);
            self.arrived.push(self.steps);
        }
        res.records = came.len();
        for record in &came {
            self.tie(*record);
        }
        self.settle(&came, &[], &mut res);
        res
    }

    /// Takes records out; what hung together by them alone comes apart.
    pub fn remove(&mut self, keys: &[u64]) -> Changes {
        self.steps += 1;
        let mut res = Changes::default();
        let mut gone = Vec::new();
        for key in keys {
            match self.table.forget(*key) {
                Some(record) => gone.push(record),
                None => res.refused.push(*key),
            }
        }
        res.records = gone.len();
        let mut touched = BTreeSet::new();
        let mut before = Vec::new();
        for record in &gone {
            let first = self.first.get(*record as usize).copied().unwrap_or(GONE);
            before.push((first, self.cluster_of_first(first)));
        }
        for record in &gone {
            if let Some(cell) = self.first.get_mut(*record as usize) {
                *cell = GONE;
            }
        }
        for record in &gone {
            touched.extend(self.ties.at(*record).map(|(other, _)| *other).filter(|it| self.is_alive(*it)));
        }
        let touched: Vec<u32> = touched.into_iter().collect();
        self.settle(&touched, &before, &mut res);
        res
    }

    /// The cluster of a record.
    pub fn cluster_of(&self, key: u64) -> Option<ClusterId> {
        let record = self.table.place_of(key)?;
        let first = self.first.get(record as usize)?;
        self.key(*first)
    }

    /// The keys of a cluster's records; rising.
    pub fn members(&self, id: ClusterId) -> Vec<u64> {
        let Some(record) = self.table.place_of(id) else {
            return Vec::new();
        };
        if self.first.get(record as usize) != Some(&record) {
            return Vec::new();
        }
        let mut res: Vec<u64> = self.cluster_of_first(record).iter().filter_map(|it| self.key(*it)).collect();
        res.sort_unstable();
        res
    }

    /// Every record's key and cluster, by key.
    pub fn clusters(&self) -> BTreeMap<u64, ClusterId> {
        let mut res = BTreeMap::new();
        for (key, first) in self.table.keys.iter().zip(&self.first) {
            if let (true, Some(id)) = (*first != GONE, self.key(*first)) {
                res.insert(*key, id);
            }
        }
        res
    }

    /// Calls `see` with every record's key and cluster, in the order of arrival.
    pub fn each_cluster(&self, mut see: impl FnMut(u64, ClusterId)) {
        for (key, first) in self.table.keys.iter().zip(&self.first) {
            if let (true, Some(id)) = (*first != GONE, self.key(*first)) {
                see(*key, id);
            }
        }
    }

    pub fn hubs(&self) -> &[Hub] {
        &self.hubs
    }

    pub fn rules(&self) -> &[RuleReport] {
        &self.rules
    }

    pub(super) fn key(&self, record: u32) -> Option<u64> {
        self.table.keys.get(record as usize).copied()
    }

    pub(super) fn is_alive(&self, record: u32) -> bool {
        self.first.get(record as usize).is_some_and(|first| *first != GONE)
    }

    pub(super) fn cluster_of_first(&self, first: u32) -> Vec<u32> {
        self.members.get(&first).cloned().unwrap_or_else(|| vec![first])
    }

    /// Finds the ties of a record that came later.
    fn tie(&mut self, record: u32) {
        let mut others: BTreeSet<u32> = BTreeSet::new();
        for (index, later) in self.indexes.iter().zip(&mut self.later) {
            let key = index.rule.key(&self.table, self.table.row(record));
            if key == 0 || index.is_closed(key) {
                continue;
            }
            others.extend(index.block(key));
            let block = later.entry(key).or_default();
            others.extend(block.iter().take(self.settings.budget.block_max));
            block.push(record);
        }
        let row = self.table.row(record);
        let mut found = Vec::new();
        for other in others {
            if other == record || self.first.get(other as usize).is_none_or(|first| *first == GONE) {
                continue;
            }
            let least = self.settings.tie_bits_min;
            if let Some(bits) = self.model.reaches(&self.table, row, self.table.row(other), least) {
                found.push((other, bits));
            }
        }
        for (other, bits) in found {
            self.ties.add(record, other, bits);
        }
    }

    /// Everything that hangs together with a record by ties; rising.
    pub(super) fn component(&self, record: u32) -> Vec<u32> {
        let mut seen = BTreeSet::from([record]);
        let mut open = vec![record];
        while let Some(at) = open.pop() {
            for (other, _) in self.ties.at(at) {
                if self.is_alive(*other) && seen.insert(*other) {
                    open.push(*other);
                }
            }
        }
        seen.into_iter().collect()
    }

    /// Groups the components of the records anew.
    fn settle(&mut self, touched: &[u32], lost: &[(u32, Vec<u32>)], changes: &mut Changes) {
        let mut before: BTreeMap<u32, Vec<u32>> = lost.iter().cloned().collect();
        let mut after: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut done: BTreeSet<u32> = BTreeSet::new();
        for record in touched {
            if done.contains(record) {
                continue;
            }
            let component = self.component(*record);
            for it in &component {
                let first = self.first.get(*it as usize).copied().unwrap_or(*it);
                before.entry(first).or_insert_with(|| self.cluster_of_first(first));
            }
            after.extend(self.groups(&component).into_iter().map(|it| (self.first_of(&it), it)));
            done.extend(component);
        }
        for first in before.keys() {
            self.members.remove(first);
        }
        for (first, members) in &after {
            self.take(*first, members);
        }
        // What was left of a cluster that lost records and has no tie any more stands alone.
        for (first, members) in &before {
            for it in members {
                if self.is_alive(*it) && !done.contains(it) {
                    self.take(*it, &[*it]);
                    after.insert(*it, vec![*it]);
                }
            }
            if !after.contains_key(first) {
                changes.gone.extend(self.key(*first));
            }
        }
        for (first, members) in &after {
            if before.get(first) != Some(members) {
                changes.now.extend(self.key(*first));
            }
        }
        changes.now.sort_unstable();
        changes.gone.sort_unstable();
    }

    pub(super) fn take(&mut self, first: u32, members: &[u32]) {
        for it in members {
            if let Some(cell) = self.first.get_mut(*it as usize) {
                *cell = first;
            }
        }
        if members.len() > 1 {
            self.members.insert(first, members.to_vec());
        }
    }

    /// First by arrival, then by key.
    pub(super) fn first_of(&self, members: &[u32]) -> u32 {
        let rank = |it: &u32| (self.arrived.get(*it as usize).copied(), self.key(*it));
        members.iter().copied().min_by_key(rank).unwrap_or(0)
    }

    /// Groups of a component. Members rising.
    pub(super) fn groups(&self, component: &[u32]) -> Vec<Vec<u32>> {
        if component.len() == 1 {
            return vec![component.to_vec()];
        }
        let mut res = Vec::new();
        for piece in self.pieces(component) {
            let keys: Vec<u64> = piece.iter().filter_map(|it| self.key(*it)).collect();
            let record = |at: usize| piece.get(at).copied().unwrap_or(0);
            let vote = |one: usize, other: usize| {
                self.settings.joining.vote(self.model.weigh(&self.table, record(one), record(other)))
            };
            for members in group(&keys, &self.settings.joining, vote, |_| {}) {
                let mut members: Vec<u32> = members.into_iter().map(record).collect();
                members.sort_unstable();
                res.push(members);
            }
        }
        res
    }

    pub(super) fn pieces(&self, component: &[u32]) -> Vec<Vec<u32>> {
        if component.len() <= self.settings.joining.members_max {
            return vec![component.to_vec()];
        }
        let mut ties = Vec::new();
        for (at, one) in component.iter().enumerate() {
            for (other, bits) in self.ties.at(*one) {
                if let (true, Ok(place)) = (one < other, component.binary_search(other)) {
                    let keys = (self.key(*one), self.key(*other));
                    ties.push((*bits, keys.0.min(keys.1), keys.0.max(keys.1), at, place));
                }
            }
        }
        ties.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
        let ties: Vec<(usize, usize)> = ties.into_iter().map(|it| (it.3, it.4)).collect();
        let found = pieces(component.len(), &ties, self.settings.joining.members_max);
        let mut res = Vec::new();
        for piece in found {
            let mut piece: Vec<u32> = piece.into_iter().filter_map(|at| component.get(at).copied()).collect();
            piece.sort_unstable();
            res.push(piece);
        }
        res
    }
}
