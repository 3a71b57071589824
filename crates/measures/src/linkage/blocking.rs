//! Which pairs are worth comparing at all?
//!
//! In: a table. Out: rules, each a few things that two records must have in common, with the pairs that each would
//! make by count; and streams of those pairs. `coverage` chooses among the rules. Pairs come one after the other and
//! are never held together.

use super::comparisons::Measure;
use super::reading::WHOLE;
use super::table::{Table, mixed};

/// A thing that two records can have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Atom {
    Value(usize),
    Form(usize, usize),
    /// Both names, in either order.
    Names,
}

/// What two records must have in common. Without any atom: nothing, and every pair is made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    pub(super) atoms: Vec<Atom>,
}

/// What may be spent on pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairBudget {
    /// Up to so many pairs in all, every pair is compared.
    pub every_pair_max: u64,
    /// So many pairs are always allowed, and a quarter of them to one rule, however few the records.
    pub pairs_min: f64,
    /// No rule makes more pairs for each record.
    pub rule_pairs_for_each: f64,
    /// All rules together do not make more pairs for each record.
    pub pairs_for_each: f64,
    /// A block with more records is not followed by this rule.
    pub block_max: usize,
    pub rules_max: usize,
}

impl Atom {
    fn slot(self) -> usize {
        match self {
            Atom::Value(slot) | Atom::Form(slot, _) => slot,
            Atom::Names => 0,
        }
    }

    /// The slots of which the agreement follows.
    pub(super) fn slots(self) -> Vec<usize> {
        match self {
            Atom::Names => vec![0, 1],
            other => vec![other.slot()],
        }
    }

    fn key(self, table: &Table, row: &[u32]) -> u64 {
        // Keys are made of what the values say, not of their numbers, so that the order of arrival is not in them.
        let form = |slot: usize, which: usize| match row.get(slot).copied().unwrap_or(0) {
            0 => 0,
            held => u64::from(table.form(slot, held, which)),
        };
        match self {
            Atom::Value(slot) => form(slot, WHOLE),
            Atom::Form(slot, which) => form(slot, which),
            Atom::Names => match (form(0, WHOLE), form(1, WHOLE)) {
                (0, _) | (_, 0) => 0,
                (given, family) => given.min(family) << 32 | given.max(family),
            },
        }
    }

    fn name(self, table: &Table) -> String {
        let slot = |at: usize| table.plan.slots.get(at).map_or("", |it| it.name.as_str());
        let measure = |at: usize| table.plan.slots.get(at).map(|it| it.measure);
        match self {
            Atom::Value(at) => slot(at).to_owned(),
            Atom::Names => "both names".to_owned(),
            Atom::Form(at, which) => {
                let part = match (measure(at), which) {
                    (Some(Measure::Given | Measure::Family | Measure::Place), 0) => "sound",
                    (Some(Measure::Date), 0) => "month",
                    (Some(Measure::Date), 1) => "day of the year",
                    (Some(Measure::Date), _) => "year",
                    (Some(Measure::Mail), 0) => "part before the @",
                    (Some(Measure::Phone), 0) => "last digits",
                    (Some(Measure::Postcode), _) => "district",
                    (Some(Measure::Street), 0) => "street",
                    (Some(Measure::Street), _) => "number and first word",
                    (Some(Measure::Identifier), 1) => "second half",
                    (Some(Measure::Identifier), _) => "first half",
                    _ => "beginning",
                };
                format!("{part} of {}", slot(at))
            }
        }
    }
}

impl Rule {
    pub(super) fn every_pair() -> Rule {
        Rule { atoms: Vec::new() }
    }

    /// The block a row stands in; 0 where it stands in none.
    pub(super) fn key(&self, table: &Table, row: &[u32]) -> u32 {
        let mut res = 0x9e37_79b9_7f4a_7c15_u64;
        for atom in &self.atoms {
            let key = atom.key(table, row);
            if key == 0 {
                return 0;
            }
            res = mixed(res.rotate_left(23) ^ key.wrapping_mul(0xff51_afd7_ed55_8ccd));
        }
        ((res >> 16) as u32).max(1)
    }

    pub(super) fn slots(&self) -> Vec<usize> {
        let mut res: Vec<usize> = self.atoms.iter().flat_map(|it| it.slots()).collect();
        res.sort_unstable();
        res.dedup();
        res
    }

    pub(super) fn name(&self, table: &Table) -> String {
        if self.atoms.is_empty() {
            return "every pair".to_owned();
        }
        self.atoms.iter().map(|it| it.name(table)).collect::<Vec<_>>().join(" + ")
    }
}

/// A rule and the pairs it would make.
#[derive(Debug, Clone)]
pub(super) struct Costed {
    pub(super) rule: Rule,
    pub(super) pairs: f64,
    /// Pairs beyond those that chance would make, if what the rule asks were independent.
    pub(super) excess: f64,
}

/// Records looked at to count pairs; more are estimated from so many.
const SAMPLE_MAX: usize = 50_000;

/// All rules of one or two things that do not cost too much, each with its cost; cheapest first.
pub(super) fn affordable(table: &Table, order: &[u32], budget: &PairBudget, threads: usize) -> Vec<Costed> {
    let sample = order.get(..order.len().min(SAMPLE_MAX)).unwrap_or(order);
    let records = table.len() as f64;
    let scale = (records / sample.len().max(1) as f64).powi(2);
    let dear = (records * budget.rule_pairs_for_each).max(budget.pairs_min / 4.0);
    let mut atoms = Vec::new();
    if table.plan.has_names {
        atoms.push(Atom::Names);
    }
    for (slot, it) in table.plan.slots.iter().enumerate() {
        atoms.push(Atom::Value(slot));
        let forms = match it.measure {
            Measure::Given
            | Measure::Family
            | Measure::Place
            | Measure::Mail
            | Measure::Phone
            | Measure::Street
            | Measure::Identifier => 2,
            Measure::Date => 3,
            Measure::Postcode | Measure::Text => 1,
            Measure::Number => 0,
        };
        atoms.extend((0..forms).map(|which| Atom::Form(slot, which)));
    }
    let singles =
        counted(table, sample, atoms.iter().map(|atom| Rule { atoms: vec![*atom] }).collect(), threads);
    let all_pairs = pairs_of(sample.len()).max(1) as f64;
    let (mut pairs, mut chances) = (Vec::new(), Vec::new());
    for (at, one) in singles.iter().enumerate() {
        for other in singles.iter().skip(at + 1) {
            // A thing that is nearly one record's own needs no second.
            let fine = |it: &Costed| it.pairs * scale < 2.0 * records;
            let slots = |it: &Costed| it.rule.slots();
            if fine(one) || fine(other) || slots(one).iter().any(|slot| slots(other).contains(slot)) {
                continue;
            }
            chances.push(one.pairs * other.pairs / all_pairs);
            pairs.push(Rule { atoms: [one.rule.atoms.as_slice(), other.rule.atoms.as_slice()].concat() });
        }
    }
    let mut res = singles;
    for it in &mut res {
        // Of what one thing makes nothing is known but that it is little.
        it.excess = if it.pairs * scale < 2.0 * records { it.pairs * 0.7 } else { 0.0 };
    }
    let doubles = counted(table, sample, pairs, threads);
    res.extend(
        doubles.into_iter().zip(chances).map(|(it, chance)| Costed { excess: it.pairs - chance, ..it }),
    );
    for it in &mut res {
        it.pairs *= scale;
        it.excess *= scale;
    }
    res.retain(|it| it.pairs > 0.0 && it.pairs <= dear);
    res.sort_by(|one, other| one.pairs.total_cmp(&other.pairs).then_with(|| one.rule.cmp(&other.rule)));
    res
}

/// The pairs that each rule makes among the records of a sample.
fn counted(table: &Table, sample: &[u32], rules: Vec<Rule>, threads: usize) -> Vec<Costed> {
    let share = rules.len().div_ceil(threads.max(1)).max(1);
    let mut res = Vec::with_capacity(rules.len());
    std::thread::scope(|scope| {
        let mut running = Vec::new();
        for part in rules.chunks(share) {
            running.push(scope.spawn(move || {
                let mut keys: Vec<u32> = Vec::with_capacity(sample.len());
                let mut found = Vec::with_capacity(part.len());
                for rule in part {
                    keys.clear();
                    keys.extend(
                        sample.iter().map(|at| rule.key(table, table.row(*at))).filter(|key| *key != 0),
                    );
                    keys.sort_unstable();
                    let pairs = keys.chunk_by(|a, b| a == b).map(|block| pairs_of(block.len()) as f64).sum();
                    found.push(Costed { rule: rule.clone(), pairs, excess: 0.0 });
                }
                found
            }));
        }
        for it in running {
            res.extend(it.join().unwrap_or_default());
        }
    });
    res
}

pub(super) fn pairs_of(records: usize) -> u64 {
    let records = records as u64;
    records * records.saturating_sub(1) / 2
}

/// One rule's blocks: key and record in one number, sorted.
#[derive(Debug, Clone)]
pub(super) struct Index {
    pub(super) rule: Rule,
    entries: Vec<u64>,
    /// By record; 0 where it stands in no block, or in one that is too large.
    pub(super) keys: Vec<u32>,
    /// Blocks that were too large, with their sizes.
    pub(super) closed: Vec<(u32, usize)>,
}

impl Index {
    pub(super) fn of(table: &Table, rule: &Rule, block_max: usize) -> Index {
        let mut keys = Vec::with_capacity(table.len());
        let mut entries = Vec::with_capacity(table.len());
        for (record, _) in (0_u32..).zip(&table.keys) {
            let key = rule.key(table, table.row(record));
            keys.push(key);
            if key != 0 {
                entries.push(u64::from(key) << 32 | u64::from(record));
            }
        }
        entries.sort_unstable();
        let mut closed = Vec::new();
        for block in entries.chunk_by(|a, b| a >> 32 == b >> 32) {
            if block.len() > block_max && !rule.atoms.is_empty() {
                closed.extend(block.first().map(|first| ((first >> 32) as u32, block.len())));
                for entry in block {
                    if let Some(key) = keys.get_mut(*entry as u32 as usize) {
                        *key = 0;
                    }
                }
            }
        }
        if !closed.is_empty() {
            entries.retain(|entry| closed.binary_search_by_key(&((entry >> 32) as u32), |it| it.0).is_err());
        }
        Index { rule: rule.clone(), entries, keys, closed }
    }

    /// The records of one block.
    pub(super) fn block(&self, key: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.entries.partition_point(|entry| (entry >> 32) < u64::from(key));
        let block = self.entries.get(from..).unwrap_or(&[]);
        block.iter().take_while(move |entry| *entry >> 32 == u64::from(key)).map(|entry| *entry as u32)
    }

    pub(super) fn is_closed(&self, key: u32) -> bool {
        self.closed.binary_search_by_key(&key, |it| it.0).is_ok()
    }

    /// Stretches of blocks of about equal work.
    pub(super) fn stretches(&self, count: usize) -> Vec<&[u64]> {
        let blocks = || self.entries.chunk_by(|a, b| a >> 32 == b >> 32);
        let all: u64 = blocks().map(|block| pairs_of(block.len())).sum();
        let share = (all / count.max(1) as u64).max(1);
        let (mut res, mut from, mut at, mut work) = (Vec::new(), 0, 0, 0);
        for block in blocks() {
            at += block.len();
            work += pairs_of(block.len());
            if work >= share {
                res.extend(self.entries.get(from..at));
                (from, work) = (at, 0);
            }
        }
        res.extend(self.entries.get(from..).filter(|rest| !rest.is_empty()));
        res
    }
}

/// Calls `see` with every pair of a stretch that no earlier rule makes.
pub(super) fn pairs(stretch: &[u64], earlier: &[Index], mut see: impl FnMut(u32, u32)) {
    for block in stretch.chunk_by(|a, b| a >> 32 == b >> 32) {
        for (at, one) in block.iter().enumerate() {
            let one = *one as u32;
            for other in block.get(at + 1..).unwrap_or(&[]) {
                let other = *other as u32;
                let made = earlier.iter().any(|index| {
                    let key = index.keys.get(one as usize);
                    key.is_some_and(|key| *key != 0) && key == index.keys.get(other as usize)
                });
                if !made {
                    see(one, other);
                }
            }
        }
    }
}
