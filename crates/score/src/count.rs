//! What one person's evidence counts at one moment.
//!
//! In: items with their worth, in a fixed order. Out: what each counts and why, the sum, the categories, the tier.
//! Everything else in this room (the score, the replay, what would clear) asks this one function.
//! Arithmetic is in whole hundredths of a bit, wide enough for any number of findings.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Bits, Category, Tier};

use crate::{Scale, causes, combinations};

/// A level worth this or less says nothing by itself.
pub(crate) const BENIGN_ALONE_MAX: i64 = 30;
/// A category counts from here.
const CATEGORY_MIN: i64 = 50;

/// What is known of the scales as a whole.
pub(crate) struct Book<'a> {
    pub scales: BTreeMap<&'a str, &'a Scale>,
    /// Causes of which no level speaks against anybody.
    pub free_standing: BTreeSet<&'a str>,
}

impl<'a> Book<'a> {
    /// Of several scales for one indicator the first holds.
    pub fn of(scales: &'a [Scale]) -> Book<'a> {
        let mut by_name: BTreeMap<&str, &Scale> = BTreeMap::new();
        for scale in scales {
            by_name.entry(&scale.indicator).or_insert(scale);
        }
        let plain = || by_name.values().filter(|it| !it.is_combination());
        let speaks_against = |scale: &Scale| scale.levels.iter().any(|(_, bits)| *bits > Bits::ZERO);
        let mut free_standing: BTreeSet<&str> = plain().map(|it| &*it.cause).collect();
        for scale in plain().filter(|it| speaks_against(it)) {
            free_standing.remove(&*scale.cause);
        }
        Book { scales: by_name, free_standing }
    }
}

/// Whether a piece of evidence may count at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Counts,
    /// Until when, if there is an end.
    Exempt(Option<Timestamp>),
    /// The indicator is on trial or retired.
    Weightless,
}

/// One piece of evidence about a person, at one moment.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    pub scale: &'a Scale,
    /// Its own worth then, in hundredths.
    pub bits: i64,
    pub standing: Standing,
}

impl Item<'_> {
    pub fn counts(&self) -> bool {
        self.standing == Standing::Counts && self.bits != 0
    }
}

/// Why something counts other than its own worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    InFull,
    Exempt(Option<Timestamp>),
    Weightless,
    /// The strongest of the same cause.
    SameCause(usize),
    BenignAlone,
    /// Counter-evidence takes no more than its cause has counted.
    ClearsNoMore,
    FreeStanding,
    Excess(combinations::Taken),
}

/// The count of one person at one moment.
pub(crate) struct Count {
    /// For each item, in the order given.
    pub counted: Vec<i64>,
    pub why: Vec<Why>,
    pub bits: i64,
    pub categories: Vec<Category>,
    pub tier: Tier,
}

/// Counts. `items` must stand in an order that does not depend on the order of the input: it decides ties.
pub(crate) fn count(items: &[Item<'_>], book: &Book<'_>) -> Count {
    let mut res = Count {
        counted: vec![0; items.len()],
        why: vec![Why::InFull; items.len()],
        bits: 0,
        categories: Vec::new(),
        tier: Tier::None,
    };
    for (item, why) in items.iter().zip(&mut res.why) {
        match item.standing {
            Standing::Counts => {}
            Standing::Exempt(until) => *why = Why::Exempt(until),
            Standing::Weightless => *why = Why::Weightless,
        }
    }
    let by_cause = causes::count(items, book, &mut res);
    combinations::count(items, book, &by_cause.left_over, &mut res);
    res.bits = res.counted.iter().sum();
    res.categories = Category::ALL
        .into_iter()
        .filter(|it| by_cause.of_category.get(it).is_some_and(|it| *it >= CATEGORY_MIN))
        .collect();
    res.tier = Tier::of(bits(res.bits), res.categories.len());
    res
}

/// Hundredths as bits; beyond what bits can hold, their end.
pub(crate) fn bits(hundredths: i64) -> Bits {
    Bits::from_hundredths(hundredths.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
}

/// Parts `amount` by `weights` so that the shares add up to it exactly; no share is larger than its weight where
/// `amount` is at most the sum of the weights.
pub(crate) fn shares(amount: i64, weights: &[i64]) -> Vec<i64> {
    let all: i128 = weights.iter().map(|it| i128::from(*it)).sum();
    let mut res = Vec::with_capacity(weights.len());
    let (mut before, mut given) = (0_i128, 0_i64);
    for weight in weights {
        before += i128::from(*weight);
        let up_to_here = if all == 0 { 0 } else { (i128::from(amount) * before / all) as i64 };
        res.push(up_to_here - given);
        given = up_to_here;
    }
    res
}

/// Gives `amount` to the first as far as each can take it, then to the next.
pub(crate) fn first_come(amount: i64, room: &[i64]) -> Vec<i64> {
    let mut left = amount;
    let mut res = Vec::with_capacity(room.len());
    for room in room {
        let taken = left.min(*room);
        left -= taken;
        res.push(taken);
    }
    res
}
