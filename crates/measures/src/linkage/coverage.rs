//! Which rules meet the records that belong together, at the least cost?
//!
//! In: rules with their costs, pairs that surely belong together, and a model. Out: the rules that are taken.
//! The sure pairs were found by some rules and all look alike in that; what no rule has found yet is not among them.
//! So as many pairs again are drawn from the model, level by level. Taken is the best gain for its cost, again and
//! again (greedy weighted cover, Chvatal 1979; for linkage Bilenko, Kamath and Mooney 2006).

use super::blocking::{Atom, Costed, PairBudget};
use super::comparisons::{CROSSED, DIFFER, LEVELS_MAX, MISSING, levels};
use super::model::Model;
use super::table::{Table, mixed};

/// Pairs drawn from the model.
const DRAWN: usize = 6_000;
/// Rules end where the next one would meet fewer than one new pair in so many.
const GAIN_MIN: f64 = 0.000_5;
/// What it is worth to meet a pair the first, and the second time: a pair that one rule meets says that others like it
/// are met by none. Whole numbers, so that no order of adding matters.
const FIRST: u64 = 10;
const SECOND: u64 = 3;

/// By form and level of a slot: how often the form agrees at that level, and how often it does not.
type FormCounts = [[(f64, f64); LEVELS_MAX]; 3];

pub(super) fn cover(
    table: &Table,
    costed: &[Costed],
    known: &[(u32, u32)],
    model: &Model,
    budget: &PairBudget,
) -> Vec<Costed> {
    let records = table.len() as f64;
    let drawn = drawn_pairs(table, model);
    let forms = form_counts(table, known);
    let meets: Vec<Vec<bool>> = costed
        .iter()
        .map(|it| {
            let met = |(one, other): &(u32, u32)| {
                let key = it.rule.key(table, table.row(*one));
                key != 0 && key == it.rule.key(table, table.row(*other))
            };
            let agrees = |(at, levels): (usize, &Vec<u8>)| {
                it.rule.atoms.iter().all(|atom| atom_agrees(table, &forms, *atom, at as u64, levels))
            };
            known.iter().map(met).chain(drawn.iter().enumerate().map(agrees)).collect()
        })
        .collect();
    let pairs = known.len() + drawn.len();
    let mut times = vec![0_u8; pairs];
    let mut spent = 0.0;
    let mut taken: Vec<usize> = Vec::new();
    while taken.len() < budget.rules_max {
        let mut best: Option<(f64, usize)> = None;
        for (at, (it, met)) in costed.iter().zip(&meets).enumerate() {
            let too_dear = spent + it.pairs > (records * budget.pairs_for_each).max(budget.pairs_min);
            if taken.contains(&at) || too_dear {
                continue;
            }
            let mut gain = 0;
            for (met, times) in met.iter().zip(&times) {
                gain += match (met, times) {
                    (true, 0) => FIRST,
                    (true, 1) => SECOND,
                    _ => 0,
                };
            }
            let gain = gain as f64 / FIRST as f64;
            // A rule costs its pairs, and looking at every record once.
            let worth = gain / (it.pairs + 0.5 * records);
            if gain >= (pairs as f64 * GAIN_MIN).max(0.9) && best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, at));
            }
        }
        let Some((_, at)) = best else {
            break;
        };
        taken.push(at);
        spent += costed.get(at).map_or(0.0, |it| it.pairs);
        for (times, met) in times.iter_mut().zip(meets.get(at).into_iter().flatten()) {
            *times = times.saturating_add(u8::from(*met));
        }
    }
    taken.iter().filter_map(|at| costed.get(*at).cloned()).collect()
}

/// Levels of pairs as the model thinks them, of those that it would tie.
fn drawn_pairs(table: &Table, model: &Model) -> Vec<Vec<u8>> {
    let records = table.len().max(1) as f64;
    let slots = &table.plan.slots;
    let mut res = Vec::with_capacity(DRAWN);
    for at in 0..(DRAWN as u64) * 4 {
        let mut found = Vec::with_capacity(slots.len());
        let mut bits = model.prior_bits;
        for (slot, _) in slots.iter().enumerate() {
            let chance = |what: u64| share_of(mixed(at << 16 | (slot as u64) << 4 | what));
            let missing = table.holders.get(slot).and_then(|it| it.first()).copied().unwrap_or(0);
            let missing = f64::from(missing) / records;
            if chance(0) < missing || chance(1) < missing {
                found.push(MISSING);
                continue;
            }
            let mut left = chance(2);
            let mut level = DIFFER;
            for (at, share) in (0_u8..).zip(model.m.get(slot).into_iter().flatten()).skip(1) {
                level = at;
                left -= share;
                if left < 0.0 {
                    break;
                }
            }
            let top = slots.get(slot).map_or(level, |it| it.measure.top());
            let level = level.min(top);
            bits += model.level_bits(slot, level, None);
            found.push(level);
        }
        if bits >= 0.0 {
            res.push(found);
        }
        if res.len() == DRAWN {
            break;
        }
    }
    res
}

fn form_counts(table: &Table, known: &[(u32, u32)]) -> Vec<FormCounts> {
    let mut res: Vec<FormCounts> = vec![[[(0.5, 0.5); LEVELS_MAX]; 3]; table.plan.slots.len()];
    for (one, other) in known {
        let found = levels(table, table.row(*one), table.row(*other));
        for (slot, counts) in res.iter_mut().enumerate() {
            let (left, right) = (table.value(*one, slot), table.value(*other, slot));
            let level = found.get(slot).copied().unwrap_or(MISSING);
            for (which, by_level) in counts.iter_mut().enumerate() {
                let (left, right) = (table.form(slot, left, which), table.form(slot, right, which));
                if let Some(cell) = by_level.get_mut(usize::from(level)) {
                    if left != 0 && left == right {
                        cell.0 += 1.0;
                    } else {
                        cell.1 += 1.0;
                    }
                }
            }
        }
    }
    res
}

/// Whether a drawn pair has an atom in common.
fn atom_agrees(table: &Table, forms: &[FormCounts], atom: Atom, pair: u64, levels: &[u8]) -> bool {
    let level = |slot: usize| levels.get(slot).copied().unwrap_or(MISSING);
    let is_top = |slot: usize| table.plan.slots.get(slot).is_some_and(|it| level(slot) == it.measure.top());
    match atom {
        Atom::Value(slot) => is_top(slot),
        Atom::Names => (is_top(0) && is_top(1)) || (level(0) == CROSSED && level(1) == CROSSED),
        Atom::Form(_, _) if levels.is_empty() => false,
        Atom::Form(slot, _) if level(slot) == MISSING => false,
        Atom::Form(slot, _) if is_top(slot) => true,
        Atom::Form(slot, which) => {
            let (yes, no) = forms
                .get(slot)
                .and_then(|it| it.get(which))
                .and_then(|it| it.get(usize::from(level(slot))))
                .copied()
                .unwrap_or((0.0, 1.0));
            let salt = 1 << 60 | (slot as u64) << 8 | which as u64;
            share_of(mixed(salt ^ mixed(pair))) < yes / (yes + no)
        }
    }
}

/// A number from 0 to 1.
fn share_of(hash: u64) -> f64 {
    (hash >> 11) as f64 / (1_u64 << 53) as f64
}
