//! How many bits speak for two records belonging together?
//!
//! In: m and u of every level, and how many hold each value. Out: the weight of a pair, its parts, and what of it
//! speaks against. Equal values weigh by how rare the value is (Newcombe 1959; Winkler 1989), and nothing where so
//! many unrelated ones hold it that it is a hub. The weight of a pair begins below zero, at the odds that two
//! records drawn by chance belong together.

use super::comparisons::{DIFFER, LEVELS_MAX, Levels, MISSING, cross, levels, quick, slow};
use super::em::Shares;
use super::schema::COMPARISONS_MAX;
use super::table::Table;

/// Rarer values than so many times rarer than the usual one weigh no more: mistyped values are rare as well.
const RARITY_MAX: f64 = 32.0;

/// Weights, ready to be added up.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) m: Vec<Shares>,
    pub(super) u: Vec<Shares>,
    /// By slot and level.
    bits: Vec<[f32; LEVELS_MAX]>,
    /// By slot and value, for equal values.
    value_bits: Vec<Vec<f32>>,
    /// For values that came later: as rare as any.
    new_value_bits: Vec<f32>,
    /// By slot: the most that unequal values can weigh.
    best_unequal: Vec<f32>,
    /// Log-odds of two records drawn by chance.
    pub(super) prior_bits: f32,
}

/// What a pair weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weight {
    /// Log-odds of belonging together, in bits.
    pub(super) total: f32,
    /// The part of it that speaks against: zero or less.
    pub(super) against: f32,
}

impl Model {
    /// `holders` by slot and value; `hubs` by slot, sorted values that weigh nothing.
    pub(super) fn new(
        table: &Table,
        m: Vec<Shares>,
        u: Vec<Shares>,
        holders: &[Vec<u32>],
        hubs: &[Vec<u32>],
        prevalence: f64,
    ) -> Model {
        let mut res = Model { m, u, ..Model::default() };
        let held = prevalence.clamp(1e-15, 0.5);
        res.prior_bits = (held / (1.0 - held)).log2() as f32;
        for (slot, it) in table.plan.slots.iter().enumerate() {
            let top = usize::from(it.measure.top());
            let (Some(m), Some(u)) = (res.m.get(slot), res.u.get(slot)) else {
                continue;
            };
            let mut bits = [0.0_f32; LEVELS_MAX];
            for ((bits, m), u) in bits.iter_mut().zip(m).zip(u).skip(usize::from(DIFFER)).take(top) {
                *bits = (m.max(1e-7) / u.max(1e-7)).log2() as f32;
            }
            let counts = holders.get(slot).map_or(&[] as &[u32], |it| it.get(1..).unwrap_or(&[]));
            let all: f64 = counts.iter().map(|count| f64::from(*count)).sum();
            let usual = u.get(top).copied().unwrap_or(1.0).max(1e-9);
            let m_top = m.get(top).copied().unwrap_or(0.5);
            let worth = |count: f64| {
                let share = (count.max(1.0) / all.max(2.0)).clamp(usual / RARITY_MAX, 1.0);
                (m_top / share).log2().max(0.0) as f32
            };
            let mut values: Vec<f32> = Vec::with_capacity(counts.len() + 1);
            values.push(0.0);
            values.extend(counts.iter().map(|count| worth(f64::from(*count))));
            for hub in hubs.get(slot).into_iter().flatten() {
                if let Some(cell) = values.get_mut(*hub as usize) {
                    *cell = 0.0;
                }
            }
            res.new_value_bits.push(worth(1.0));
            res.value_bits.push(values);
            res.best_unequal.push(bits.iter().take(top).copied().fold(0.0, f32::max));
            res.bits.push(bits);
        }
        res
    }

    fn equal_bits(&self, slot: usize, value: u32) -> f32 {
        let known = self.value_bits.get(slot).and_then(|it| it.get(value as usize));
        known.or_else(|| self.new_value_bits.get(slot)).copied().unwrap_or(0.0)
    }

    /// The weight of one level; `value` where both hold it.
    pub(super) fn level_bits(&self, slot: usize, level: u8, equal: Option<u32>) -> f32 {
        match equal {
            Some(value) => self.equal_bits(slot, value),
            None => self.bits.get(slot).and_then(|it| it.get(usize::from(level))).copied().unwrap_or(0.0),
        }
    }

    /// The weight of a pair, where it reaches `least`. Stops as soon as it cannot.
    pub(super) fn reaches(&self, table: &Table, one: &[u32], other: &[u32], least: f32) -> Option<f32> {
        let mut sum = self.prior_bits;
        let mut open: u32 = 0;
        let mut hope = 0.0;
        for (slot, ((left, right), best)) in one.iter().zip(other).zip(&self.best_unequal).enumerate() {
            if *left == 0 || *right == 0 {
                continue;
            }
            if left == right {
                sum += self.equal_bits(slot, *left);
            } else {
                open |= 1 << slot;
                hope += best;
            }
        }
        if sum + hope < least {
            return None;
        }
        let names_open = table.plan.has_names && open & 3 != 0;
        let first = if names_open { 2 } else { 0 };
        for slot in first..one.len().min(COMPARISONS_MAX) {
            if open & 1 << slot == 0 {
                continue;
            }
            let (Some(left), Some(right)) = (one.get(slot), other.get(slot)) else {
                continue;
            };
            let level = slow(table, slot, *left, *right);
            sum += self.level_bits(slot, level, None);
            hope -= self.best_unequal.get(slot).copied().unwrap_or(0.0);
            if sum + hope < least {
                return None;
            }
        }
        if names_open {
            let mut names = [MISSING; COMPARISONS_MAX];
            for slot in 0..2 {
                let (Some(left), Some(right), Some(it)) =
                    (one.get(slot), other.get(slot), table.plan.slots.get(slot))
                else {
                    continue;
                };
                if let Some(level) = names.get_mut(slot) {
                    *level =
                        quick(it.measure, *left, *right).unwrap_or_else(|| slow(table, slot, *left, *right));
                }
            }
            cross(table, one, other, &mut names);
            for (slot, level) in names.iter().enumerate().take(2) {
                if open & 1 << slot != 0 || *level == 4 {
                    sum += self.level_bits(slot, *level, None);
                }
            }
        }
        (sum >= least).then_some(sum)
    }

    /// Each slot's level and bits.
    pub(super) fn parts(&self, table: &Table, one: u32, other: u32) -> Vec<(u8, f32)> {
        let (one, other) = (table.row(one), table.row(other));
        let found: Levels = levels(table, one, other);
        let mut res = Vec::with_capacity(one.len());
        for (slot, ((left, right), level)) in one.iter().zip(other).zip(found).enumerate() {
            let equal = (left == right && *left != 0).then_some(*left);
            res.push((level, self.level_bits(slot, level, equal)));
        }
        res
    }

    pub(super) fn weigh(&self, table: &Table, one: u32, other: u32) -> Weight {
        let (one, other) = (table.row(one), table.row(other));
        let found: Levels = levels(table, one, other);
        let mut res = Weight { total: self.prior_bits, against: 0.0 };
        for (slot, ((left, right), level)) in one.iter().zip(other).zip(found).enumerate() {
            let equal = (left == right && *left != 0).then_some(*left);
            let bits = self.level_bits(slot, level, equal);
            res.total += bits;
            res.against += bits.min(0.0);
        }
        res
    }
}
