//! Learning a model from a table: chance levels, levels of records that belong together, rules for pairs.
//!
//! In: a table. Out: a model and the rules by which pairs are made. u comes from pairs drawn by chance and, for
//! equal values, from the counts of values; m from blocks, several rules one after the other, each leaving out what
//! it was made with. The draw depends on the records' keys, not on their order.

use std::collections::BTreeMap;

use super::blocking::{Costed, Index, PairBudget, Rule, affordable, pairs, pairs_of};
use super::comparisons::{DIFFER, LEVELS_MAX, Measure, level_in, levels, pattern};
use super::coverage::cover;
use super::em::{Fit, Shares, fit, homes_together, is_personal, prior_m, ratio, together};
use super::model::{Model, Shared};
use super::table::{Table, mixed};

/// Pairs drawn by chance, at most.
const CHANCE_PAIRS: u64 = 500_000;
/// Pairs of one training rule, at most.
const RULE_PAIRS: f64 = 150_000.0;
const TRAINING_RULES: usize = 8;
const HOME_RULES: usize = 3;
/// Pairs that share a home, for each pair that is one, at least.
const HOMES_MIN: f64 = 0.1;
/// Every slot is learned from so many rules.
const SEEN_BY: usize = 2;
/// Known pairs that each training rule gives to the choice of rules.
const KNOWN_EACH: usize = 4_000;

/// Everything that is learned before records are joined.
pub(super) struct Learned {
    pub(super) shared: Shared,
    pub(super) rules: Vec<Costed>,
}

/// The records in an order that their keys decide.
pub(super) fn order_by_key(table: &Table) -> Vec<u32> {
    let mut res: Vec<u32> = (0_u32..).zip(&table.keys).map(|(at, _)| at).collect();
    let key = |at: &u32| table.keys.get(*at as usize).map_or((0, 0), |key| (mixed(*key), *key));
    res.sort_unstable_by_key(key);
    res
}

pub(super) fn learn(table: &Table, hubs: &[Vec<u32>], budget: &PairBudget, threads: usize) -> Learned {
    let order = order_by_key(table);
    let measures: Vec<Measure> = table.plan.slots.iter().map(|it| it.measure).collect();
    let chance = chance_shares(table, &order, threads);
    let mut u = with_counts(table, &chance, &table.holders);
    let costed = affordable(table, &order, budget, threads);
    let start: Vec<Shares> = measures.iter().map(|it| prior_m(*it)).collect();
    let chosen = training_rules(table, &costed);
    let seen = patterns_of(table, &chosen, threads);
    let records = table.len() as f64;
    let all_pairs = (records * (records - 1.0) / 2.0).max(1.0);

    let mut m = start.clone();
    let mut prevalence = (1.0 / records.max(2.0)).min(0.1);
    let mut home_prevalence = 0.0;
    let mut home = start.clone();
    // Pairs drawn by chance hold some that belong together; in a small file enough to spoil u. Two rounds mend it.
    for _ in 0..3 {
        let mut fits: Vec<(Fit, Vec<usize>)> = Vec::new();
        let mut totals: Vec<f64> = Vec::new();
        let mut home_fits: Vec<(Fit, Vec<usize>)> = Vec::new();
        let mut home_totals: Vec<f64> = Vec::new();
        for (rule, found) in chosen.iter().zip(&seen) {
            let left_out = left_out(&measures, &rule.rule);
            let it = fit(&measures, &found.patterns, &u, &start, &left_out);
            totals.push(it.matches * found.scale / met_share(table, &rule.rule, &m));
            // A rule made with something personal meets nobody who only shares a home.
            if !left_out.iter().any(|slot| measures.get(*slot).is_none_or(|it| is_personal(*it))) {
                home_totals.push(it.homes * found.scale / met_share(table, &rule.rule, &home));
                home_fits.push((it.clone(), left_out.clone()));
            }
            fits.push((it, left_out));
        }
        m = together(&measures, &fits);
        home = homes_together(&measures, &u, &home_fits);
        totals.sort_by(f64::total_cmp);
        // The rules do not agree on how many belong together; the middle one is taken.
        let total =
            totals.get(totals.len() / 2).copied().unwrap_or(1.0).clamp(1.0, (0.2 * all_pairs).max(1.0));
        prevalence = total / all_pairs;
        home_totals.sort_by(f64::total_cmp);
        let homes = home_totals.get(home_totals.len() / 2).copied().unwrap_or(0.0);
        if measures.iter().any(|it| is_personal(*it)) {
            // Some share a home in every file, seen or not.
            home_prevalence = homes.max(HOMES_MIN * total).min(0.2 * all_pairs) / all_pairs;
        }
        u = without_matches(&chance, &m, prevalence, &measures);
        u = with_counts(table, &u, &table.holders);
    }
    let shared = Shared { m, u, home, prevalence, home_prevalence };
    let model = Model::new(table, &shared, &table.holders, hubs);
    let rules = if pairs_of(table.len()) <= budget.every_pair_max {
        vec![Costed { rule: Rule::every_pair(), pairs: all_pairs, excess: 0.0 }]
    } else {
        let known = known_pairs(table, &chosen, &model, threads);
        cover(table, &costed, &known, &model, budget)
    };
    Learned { shared, rules }
}

/// The slots about which the pairs of a rule say nothing: those it is made with, and, since mailboxes are called like
/// their holders, names beside mailboxes and mailboxes beside names.
fn left_out(measures: &[Measure], rule: &Rule) -> Vec<usize> {
    let is_called = |it: &Measure| matches!(it, Measure::Given | Measure::Family | Measure::Mail);
    let mut res = rule.slots();
    if res.iter().any(|slot| measures.get(*slot).is_some_and(is_called)) {
        for (slot, measure) in measures.iter().enumerate() {
            let is_name_beside_name = *measure != Measure::Mail
                && !res.iter().any(|slot| measures.get(*slot) == Some(&Measure::Mail));
            if is_called(measure) && !is_name_beside_name && !res.contains(&slot) {
                res.push(slot);
            }
        }
    }
    res
}

/// The share of records that belong together that a rule meets, as far as the model knows.
fn met_share(table: &Table, rule: &Rule, m: &[Shares]) -> f64 {
    let records = table.len().max(1) as f64;
    let mut res = 1.0;
    for slot in rule.slots() {
        let top = table.plan.slots.get(slot).map_or(0, |it| usize::from(it.measure.top()));
        let missing = table.holders.get(slot).and_then(|it| it.first()).copied().unwrap_or(0);
        let stated = 1.0 - f64::from(missing) / records;
        res *= m.get(slot).and_then(|it| it.get(top)).copied().unwrap_or(0.7) * stated.max(0.05);
    }
    res.max(0.02)
}

/// Shares of the levels in pairs drawn by chance.
fn chance_shares(table: &Table, order: &[u32], threads: usize) -> Vec<Shares> {
    let records = order.len() as u64;
    let every = pairs_of(order.len()) <= CHANCE_PAIRS;
    let share = order.len().div_ceil(threads.max(1)).max(1);
    let per_record = (CHANCE_PAIRS / records.max(1)).max(1);
    let step = (records * per_record).div_ceil(CHANCE_PAIRS).max(1);
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    std::thread::scope(|scope| {
        let mut running = Vec::new();
        for (part, chunk) in order.chunks(share).enumerate() {
            running.push(scope.spawn(move || {
                let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
                let mut count = |one: u32, other: u32| {
                    *counts.entry(pattern(&levels(table, table.row(one), table.row(other)))).or_insert(0) +=
                        1;
                };
                for (at, one) in chunk.iter().enumerate() {
                    let at = (part * share + at) as u64;
                    if every {
                        for other in order.get(at as usize + 1..).unwrap_or(&[]) {
                            count(*one, *other);
                        }
                        continue;
                    }
                    for turn in 0..per_record {
                        let drawn = mixed(at * per_record + turn);
                        let other = order.get((drawn % records) as usize).copied().unwrap_or(0);
                        if (at + turn).is_multiple_of(step) && other != *one {
                            count(*one, other);
                        }
                    }
                }
                counts
            }));
        }
        for it in running {
            for (code, count) in it.join().unwrap_or_default() {
                *counts.entry(code).or_insert(0) += count;
            }
        }
    });
    let slots = table.plan.slots.len();
    let mut res = vec![[0.0; LEVELS_MAX]; slots];
    for (code, count) in &counts {
        for (slot, shares) in res.iter_mut().enumerate() {
            if let Some(cell) = shares.get_mut(level_in(*code, slot)) {
                *cell += *count as f64;
            }
        }
    }
    for (shares, slot) in res.iter_mut().zip(&table.plan.slots) {
        let top = usize::from(slot.measure.top());
        let seen: f64 = shares.iter().skip(usize::from(DIFFER)).sum();
        shares[0] = 0.0;
        for (level, share) in shares.iter_mut().enumerate().skip(usize::from(DIFFER)).take(top) {
            // A level nobody has drawn yet is rare, not impossible.
            let rare = if level == usize::from(DIFFER) { 1.0 } else { 0.2 };
            *share = (*share + rare) / (seen + 1.0 + 0.2 * (top as f64 - 1.0));
        }
    }
    res
}

/// Chance shares with the level of equal values from the counts of the values.
pub(super) fn with_counts(table: &Table, chance: &[Shares], holders: &[Vec<u32>]) -> Vec<Shares> {
    let mut res = chance.to_vec();
    for ((shares, slot), counts) in res.iter_mut().zip(&table.plan.slots).zip(holders) {
        let counts = counts.get(1..).unwrap_or(&[]);
        let all: f64 = counts.iter().map(|count| f64::from(*count)).sum();
        if all < 2.0 {
            continue;
        }
        let pairs: f64 = counts.iter().map(|count| f64::from(*count) * (f64::from(*count) - 1.0)).sum();
        let equal = (pairs / (all * (all - 1.0))).clamp(0.5 / all, 0.999);
        let top = usize::from(slot.measure.top());
        let before = 1.0 - shares.get(top).copied().unwrap_or(0.0);
        for (level, share) in shares.iter_mut().enumerate() {
            *share = if level == top { equal } else { *share * (1.0 - equal) / before.max(1e-9) };
        }
    }
    res
}

/// Chance shares less what the pairs that belong together put into them.
fn without_matches(chance: &[Shares], m: &[Shares], prevalence: f64, measures: &[Measure]) -> Vec<Shares> {
    let mut res = chance.to_vec();
    for ((shares, m), measure) in res.iter_mut().zip(m).zip(measures) {
        let top = usize::from(measure.top());
        for (share, m) in shares.iter_mut().zip(m).skip(usize::from(DIFFER)).take(top) {
            // Not all of it: which pairs belong together is a guess.
            *share = (*share - prevalence * m).max(*share * 0.1).max(1e-7);
        }
        let all: f64 = shares.iter().sum();
        for share in shares.iter_mut() {
            *share /= all.max(1e-9);
        }
    }
    res
}

/// Rules that meet many records that belong together, as far as counting can tell: those that make the most pairs
/// beyond chance, where chance makes less than half of them. No slot is in more than two.
fn training_rules(table: &Table, costed: &[Costed]) -> Vec<Costed> {
    let least = (table.len() as f64 / 50.0).max(8.0);
    let mut costed: Vec<Costed> =
        costed.iter().filter(|it| it.pairs >= least && it.excess >= 0.5 * it.pairs).cloned().collect();
    costed.sort_by(|one, other| other.excess.total_cmp(&one.excess).then_with(|| one.rule.cmp(&other.rule)));
    let mut used = vec![0; table.plan.slots.len()];
    let mut res: Vec<Costed> = Vec::new();
    for it in &costed {
        let slots = it.rule.slots();
        if slots.iter().any(|slot| used.get(*slot).is_none_or(|times| *times >= 2)) {
            continue;
        }
        for slot in slots {
            if let Some(times) = used.get_mut(slot) {
                *times += 1;
            }
        }
        res.push(it.clone());
        if res.len() == TRAINING_RULES {
            break;
        }
    }
    // Every slot must be seen by rules that are not made with it.
    let measures: Vec<Measure> = table.plan.slots.iter().map(|it| it.measure).collect();
    for slot in 0..measures.len() {
        let sees = |it: &&Costed| !left_out(&measures, &it.rule).contains(&slot);
        let seen = res.iter().filter(sees).count();
        let more: Vec<Costed> = costed
            .iter()
            .filter(|it| !res.iter().any(|taken| taken.rule == it.rule))
            .filter(sees)
            .take(SEEN_BY.saturating_sub(seen))
            .cloned()
            .collect();
        res.extend(more);
    }
    // Those who share a home are met by rules that ask nothing personal.
    let personal = |it: &Costed| {
        let slots = it.rule.slots();
        slots.iter().any(|slot| table.plan.slots.get(*slot).is_none_or(|it| is_personal(it.measure)))
    };
    let shared = costed.iter().filter(|it| !personal(it));
    for it in shared.take(HOME_RULES) {
        if !res.iter().any(|taken| taken.rule == it.rule) {
            res.push(it.clone());
        }
    }
    res
}

#[derive(Default)]
struct Seen {
    patterns: Vec<(u64, u64)>,
    /// All pairs of the rule for each pair that was looked at.
    scale: f64,
}

/// Every how many blocks of a rule one is looked at.
fn every(rule: &Costed) -> u64 {
    (rule.pairs / RULE_PAIRS).ceil().max(1.0) as u64
}

fn patterns_of(table: &Table, rules: &[Costed], threads: usize) -> Vec<Seen> {
    each_rule(rules, threads, |rule| {
        let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
        look(table, rule, |one, other| {
            *counts.entry(pattern(&levels(table, table.row(one), table.row(other)))).or_insert(0) += 1;
        });
        let seen: u64 = counts.values().sum();
        let scale = if every(rule) == 1 { 1.0 } else { rule.pairs / (seen.max(1) as f64) };
        Seen { patterns: counts.into_iter().collect(), scale }
    })
}

/// Pairs that surely belong together, each found by some training rule.
fn known_pairs(table: &Table, rules: &[Costed], model: &Model, threads: usize) -> Vec<(u32, u32)> {
    let measures: Vec<Measure> = table.plan.slots.iter().map(|it| it.measure).collect();
    let found = each_rule(rules, threads, |rule| {
        let slots = left_out(&measures, &rule.rule);
        let mut res: Vec<(u64, u32, u32)> = Vec::new();
        look(table, rule, |one, other| {
            let code = pattern(&levels(table, table.row(one), table.row(other)));
            let rest = ratio(code, &model.m, &model.u, &slots).log2();
            let key = |at: u32| table.keys.get(at as usize).copied().unwrap_or(0);
            if rest > 4.0 && model.reaches(table, table.row(one), table.row(other), 4.0).is_some() {
                res.push((mixed(key(one) ^ key(other)), one.min(other), one.max(other)));
            }
        });
        res.sort_unstable();
        res.truncate(KNOWN_EACH);
        res
    });
    let mut res: Vec<(u32, u32)> = found.into_iter().flatten().map(|(_, one, other)| (one, other)).collect();
    res.sort_unstable();
    res.dedup();
    res
}

fn look(table: &Table, rule: &Costed, mut see: impl FnMut(u32, u32)) {
    let index = Index::of(table, &rule.rule, 200);
    let step = every(rule);
    for stretch in index.stretches(1) {
        for block in stretch.chunk_by(|a, b| a >> 32 == b >> 32) {
            if block.first().is_some_and(|first| mixed(first >> 32).is_multiple_of(step)) {
                pairs(block, &[], &mut see);
            }
        }
    }
}

fn each_rule<T: Default + Send>(
    rules: &[Costed],
    threads: usize,
    work: impl Fn(&Costed) -> T + Sync,
) -> Vec<T> {
    let mut res: Vec<T> = rules.iter().map(|_| T::default()).collect();
    let share = rules.len().div_ceil(threads.max(1)).max(1);
    let work = &work;
    std::thread::scope(|scope| {
        for (part, out) in rules.chunks(share).zip(res.chunks_mut(share)) {
            scope.spawn(move || {
                for (rule, cell) in part.iter().zip(out) {
                    *cell = work(rule);
                }
            });
        }
    });
    res
}
