//! How many bits speak for two records belonging together?
//!
//! In: m and u of every level, and how many hold each value. Out: the weight of a pair, its parts, and what of it
//! speaks against. Equal values weigh by how rare the value is (Newcombe 1959; Winkler 1989), and nothing where so
//! many unrelated ones hold it that it is a hub. The weight of a pair begins below zero, at the odds that two
//! records drawn by chance belong together.

use super::comparisons::{
    CROSSED, DIFFER, LEVELS_MAX, Levels, MISSING, Measure, levels, quick, settle, slow,
};
use super::em::{Shares, is_personal};
use super::schema::COMPARISONS_MAX;
use super::table::Table;

/// Rarer values than so many times rarer than the usual one weigh no more: mistyped values are rare as well.
const RARITY_MAX: f64 = 32.0;

/// Handles are given out among more people than a small file holds.
const HANDLES_MIN: f64 = 2_000.0;

/// Weights, ready to be added up.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) m: Vec<Shares>,
    pub(super) u: Vec<Shares>,
    pub(super) home: Vec<Shares>,
    /// By slot and level, beside strangers.
    bits: Vec<[f32; LEVELS_MAX]>,
    /// By slot and value, for equal values.
    value_bits: Vec<Vec<f32>>,
    /// For values that came later: as rare as any.
    new_value_bits: Vec<f32>,
    /// By slot: the most that unequal values can weigh.
    best_unequal: Vec<f32>,
    /// Log-odds of two records drawn by chance.
    pub(super) prior_bits: f32,
    /// By slot and level, beside two who share a home.
    home_bits: Vec<[f32; LEVELS_MAX]>,
    /// By slot: rare values count beside those who share a home as well.
    is_personal: Vec<bool>,
    /// Log-odds of being one to being two who share a home.
    pub(super) home_prior_bits: f32,
}

/// What is learned of pairs: m, u, home, and how many of all pairs are one, or two who share a home.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    pub(super) m: Vec<Shares>,
    pub(super) u: Vec<Shares>,
    pub(super) home: Vec<Shares>,
    pub(super) prevalence: f64,
    pub(super) home_prevalence: f64,
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
    pub(super) fn new(table: &Table, learned: &Shared, holders: &[Vec<u32>], hubs: &[Vec<u32>]) -> Model {
        let Shared { m, u, home, prevalence, home_prevalence } = learned.clone();
        let mut res = Model { m, u, home, ..Model::default() };
        let held = prevalence.clamp(1e-15, 0.5);
        res.prior_bits = (held / (1.0 - held)).log2() as f32;
        res.home_prior_bits = (held / home_prevalence.clamp(1e-15, 0.5)).log2() as f32;
        for (slot, it) in table.plan.slots.iter().enumerate() {
            let top = usize::from(it.measure.top());
            let (Some(m), Some(u), Some(home)) = (res.m.get(slot), res.u.get(slot), res.home.get(slot))
            else {
                continue;
            };
            let log_ratios = |beside: &Shares| {
                let mut bits = [0.0_f32; LEVELS_MAX];
                for ((bits, m), share) in
                    bits.iter_mut().zip(m).zip(beside).skip(usize::from(DIFFER)).take(top)
                {
                    *bits = (m.max(1e-7) / share.max(1e-7)).log2() as f32;
                }
                bits
            };
            let bits = log_ratios(u);
            res.is_personal.push(is_personal(it.measure));
            let mut beside_home = if is_personal(it.measure) { bits } else { log_ratios(home) };
            // Sharing a home puts nobody's given name in the place of the family name.
            if let (Measure::Family, Some(cell), Some(crossed)) =
                (it.measure, beside_home.get_mut(usize::from(CROSSED)), bits.get(usize::from(CROSSED)))
            {
                *cell = *crossed;
            }
            res.home_bits.push(beside_home);
            let counts = holders.get(slot).map_or(&[] as &[u32], |it| it.get(1..).unwrap_or(&[]));
            let all: f64 = counts.iter().map(|count| f64::from(*count)).sum();
            let floor = if it.measure.is_handle() { HANDLES_MIN } else { 2.0 };
            let usual = u.get(top).copied().unwrap_or(1.0).max(1e-9);
            let m_top = m.get(top).copied().unwrap_or(0.5);
            let worth = |count: f64| {
                let share =
                    (count.max(1.0) / all.max(floor)).clamp((usual / RARITY_MAX).min(1.0 / floor), 1.0);
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

    fn home_level_bits(&self, slot: usize, level: u8, equal: Option<u32>) -> f32 {
        match equal {
            Some(value) if self.is_personal.get(slot) == Some(&true) => self.equal_bits(slot, value),
            _ => self.home_bits.get(slot).and_then(|it| it.get(usize::from(level))).copied().unwrap_or(0.0),
        }
    }

    /// The weight of a pair, where it reaches `least`. Stops as soon as it cannot.
    pub(super) fn reaches(&self, table: &Table, one: &[u32], other: &[u32], least: f32) -> Option<f32> {
        let mut sum = self.prior_bits;
        let mut hope = 0.0;
        for (slot, ((left, right), best)) in one.iter().zip(other).zip(&self.best_unequal).enumerate() {
            if *left == 0 || *right == 0 {
                continue;
            }
            if left == right {
                sum += self.equal_bits(slot, *left);
            } else {
                hope += best;
            }
        }
        if sum + hope < least {
            return None;
        }
        let mut found = [MISSING; COMPARISONS_MAX];
        let start = if table.plan.has_names { 2 } else { 0 };
        // What is no name first: names are the dearest, and may change places.
        for slot in (start..one.len()).chain(0..start) {
            let (Some(left), Some(right), Some(it), Some(level)) =
                (one.get(slot), other.get(slot), table.plan.slots.get(slot), found.get_mut(slot))
            else {
                continue;
            };
            if let Some(known) = quick(it.measure, *left, *right) {
                *level = known;
                continue;
            }
            *level = slow(table, slot, *left, *right);
            hope -= self.best_unequal.get(slot).copied().unwrap_or(0.0);
            sum += self.level_bits(slot, *level, None);
            if slot >= start && sum + hope < least {
                return None;
            }
        }
        settle(table, one, other, &mut found);
        let total = self.weigh_levels(one, other, &found).total;
        (total >= least).then_some(total)
    }

    /// Each slot's level and bits, beside strangers or beside two who share a home, whichever is likelier; and whether
    /// it was the home.
    pub(super) fn parts(&self, table: &Table, one: u32, other: u32) -> (Vec<(u8, f32)>, bool) {
        let (one, other) = (table.row(one), table.row(other));
        let found: Levels = levels(table, one, other);
        let (far, near) = self.sums(one, other, &found);
        let is_home = near.total < far.total;
        let mut res = Vec::with_capacity(one.len());
        for (slot, ((left, right), level)) in one.iter().zip(other).zip(found).enumerate() {
            let equal = (left == right && *left != 0).then_some(*left);
            let bits = if is_home {
                self.home_level_bits(slot, level, equal)
            } else {
                self.level_bits(slot, level, equal)
            };
            res.push((level, bits));
        }
        (res, is_home)
    }

    pub(super) fn weigh(&self, table: &Table, one: u32, other: u32) -> Weight {
        let (one, other) = (table.row(one), table.row(other));
        self.weigh_levels(one, other, &levels(table, one, other))
    }

    /// Strangers and those who share a home both explain a pair; the better explanation counts.
    fn weigh_levels(&self, one: &[u32], other: &[u32], found: &Levels) -> Weight {
        let (far, near) = self.sums(one, other, found);
        if near.total < far.total { near } else { far }
    }

    fn sums(&self, one: &[u32], other: &[u32], found: &Levels) -> (Weight, Weight) {
        let mut far = Weight { total: self.prior_bits, against: 0.0 };
        let mut near = Weight { total: self.home_prior_bits, against: 0.0 };
        for (slot, ((left, right), level)) in one.iter().zip(other).zip(found).enumerate() {
            let equal = (left == right && *left != 0).then_some(*left);
            let bits = self.level_bits(slot, *level, equal);
            far.total += bits;
            far.against += bits.min(0.0);
            let bits = self.home_level_bits(slot, *level, equal);
            near.total += bits;
            near.against += bits.min(0.0);
        }
        (far, near)
    }
}
