//! From a table to a population: learn, make pairs, keep the ties, group.
//!
//! In: a table and the settings. Out: a population. Two rounds: in the first, holders of a value are counted by
//! record; then by cluster, since a value that one person's many records hold is not a common value, and what is
//! near the border is weighed again.

use super::blocking::{Costed, Index, pairs};
use super::comparisons::Measure;
use super::model::Model;
use super::standing::{Hub, Population, RuleReport, Settings, Ties};
use super::table::Table;
use super::training::{learn, with_counts};

/// Ties of the first round are kept from so many bits below the border, since the second may lift them.
const MARGIN: f32 = 7.0;

pub(super) fn join(table: Table, settings: Settings) -> Population {
    let threads = settings.threads.max(1);
    let found = hubs(&table, settings.hub_holders_max);
    let hub_values: Vec<Vec<u32>> =
        found.iter().map(|it| it.iter().map(|(value, _)| *value).collect()).collect();
    let mut named = Vec::new();
    for (slot, values) in found.iter().enumerate() {
        for (value, holders) in values {
            named.push(Hub {
                field: table.plan.slots.get(slot).map_or_else(String::new, |it| it.name.clone()),
                value: table.text(slot, *value).to_owned(),
                holders: *holders,
            });
        }
    }
    named.sort();
    let learned = learn(&table, &hub_values, &settings.budget, threads);
    let indexes = indexed(&table, &learned.rules, settings.budget.block_max, threads);
    let rules = learned.rules.iter().zip(&indexes).map(|(it, index)| RuleReport {
        name: it.rule.name(&table),
        pairs: it.pairs,
        blocks_left_out: index.closed.len(),
    });
    let rules = rules.collect();
    let first_round = Model::new(&table, &learned.shared, &table.holders, &hub_values);
    let near = ties(&table, &indexes, &first_round, settings.tie_bits_min - MARGIN, threads);
    let sure: Vec<(u32, u32, f32)> =
        near.iter().filter(|it| it.2 >= settings.tie_bits_min).copied().collect();
    let mut res = Population::start(table, first_round, settings, rules, indexes, Ties::of(0, &[]), named);
    res.ties = Ties::of(res.table.len(), &sure);
    group_all(&mut res, threads);

    let holders = holders_by_cluster(&res);
    let mut shared = learned.shared;
    shared.u = with_counts(&res.table, &shared.u, &holders);
    shared.prevalence = prevalence(&res, shared.prevalence);
    res.model = Model::new(&res.table, &shared, &holders, &hub_values);
    let sure = weigh_again(&res, &near, threads);
    res.ties = Ties::of(res.table.len(), &sure);
    group_all(&mut res, threads);
    res
}

fn indexed(table: &Table, rules: &[Costed], block_max: usize, threads: usize) -> Vec<Index> {
    let share = rules.len().div_ceil(threads).max(1);
    let mut res = Vec::with_capacity(rules.len());
    std::thread::scope(|scope| {
        let index = |part: &[Costed]| {
            part.iter().map(|it| Index::of(table, &it.rule, block_max)).collect::<Vec<Index>>()
        };
        let running: Vec<_> = rules.chunks(share).map(|part| scope.spawn(move || index(part))).collect();
        for it in running {
            res.extend(it.join().unwrap_or_default());
        }
    });
    res
}

/// By slot: values that too many unrelated names hold, with how many; values rising.
fn hubs(table: &Table, holders_max: usize) -> Vec<Vec<(u32, usize)>> {
    let mut res = vec![Vec::new(); table.plan.slots.len()];
    for (slot, it) in table.plan.slots.iter().enumerate() {
        let counts = table.holders.get(slot).map_or(&[] as &[u32], Vec::as_slice);
        let many = |value: u32| {
            // A street without a number is a place, and nobody's own.
            let is_street_alone = it.measure == Measure::Street && table.text(slot, value).starts_with('|');
            let is_held = counts.get(value as usize).is_some_and(|count| *count as usize > holders_max);
            value != 0 && is_held && !is_street_alone
        };
        if !it.measure.is_handle() || !counts.iter().skip(1).any(|count| *count as usize > holders_max) {
            continue;
        }
        let mut held: Vec<(u32, u32)> = Vec::new();
        for (record, _) in (0_u32..).zip(&table.keys) {
            let value = table.value(record, slot);
            if many(value) {
                // Without names every record counts as a holder of its own.
                let name =
                    if table.plan.has_names { table.form(1, table.value(record, 1), 0) } else { record };
                held.push((value, name));
            }
        }
        held.sort_unstable();
        held.dedup();
        for block in held.chunk_by(|a, b| a.0 == b.0) {
            if let (Some((value, _)), true, Some(out)) =
                (block.first(), block.len() > holders_max, res.get_mut(slot))
            {
                out.push((*value, block.len()));
            }
        }
    }
    res
}

fn ties(table: &Table, indexes: &[Index], model: &Model, least: f32, threads: usize) -> Vec<(u32, u32, f32)> {
    let mut res: Vec<(u32, u32, f32)> = Vec::new();
    for (at, index) in indexes.iter().enumerate() {
        let earlier = indexes.get(..at).unwrap_or(&[]);
        std::thread::scope(|scope| {
            let mut running = Vec::new();
            for stretch in index.stretches(threads) {
                running.push(scope.spawn(move || {
                    let mut found = Vec::new();
                    pairs(stretch, earlier, |one, other| {
                        if let Some(bits) = model.reaches(table, table.row(one), table.row(other), least) {
                            found.push((one.min(other), one.max(other), bits));
                        }
                    });
                    found
                }));
            }
            for it in running {
                res.extend(it.join().unwrap_or_default());
            }
        });
    }
    res
}

fn weigh_again(population: &Population, near: &[(u32, u32, f32)], threads: usize) -> Vec<(u32, u32, f32)> {
    let share = near.len().div_ceil(threads).max(1);
    let table = &population.table;
    let mut res = Vec::new();
    std::thread::scope(|scope| {
        let mut running = Vec::new();
        for part in near.chunks(share) {
            running.push(scope.spawn(move || {
                let mut found = Vec::new();
                for (one, other, _) in part {
                    let least = population.settings.tie_bits_min;
                    let (left, right) = (table.row(*one), table.row(*other));
                    if let Some(bits) = population.model.reaches(table, left, right, least) {
                        found.push((*one, *other, bits));
                    }
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

/// Groups every component, several at once.
fn group_all(population: &mut Population, threads: usize) {
    let mut seen = vec![false; population.table.len()];
    let mut components: Vec<Vec<u32>> = Vec::new();
    for (record, _) in (0_u32..).zip(&population.table.keys) {
        if seen.get(record as usize).copied().unwrap_or(true) || population.ties.at(record).next().is_none() {
            continue;
        }
        let component = population.component(record);
        for it in &component {
            if let Some(cell) = seen.get_mut(*it as usize) {
                *cell = true;
            }
        }
        components.push(component);
    }
    let share = components.len().div_ceil(threads).max(1);
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let standing = &*population;
    std::thread::scope(|scope| {
        let mut running = Vec::new();
        for part in components.chunks(share) {
            running.push(scope.spawn(move || {
                let mut res = Vec::new();
                for component in part {
                    res.extend(standing.groups(component).into_iter().filter(|it| it.len() > 1));
                }
                res
            }));
        }
        for it in running {
            groups.extend(it.join().unwrap_or_default());
        }
    });
    population.members.clear();
    let records = population.table.len() as u32;
    population.first = (0..records).collect();
    for members in groups {
        let first = population.first_of(&members);
        population.take(first, &members);
    }
}

/// By slot and value: how many clusters hold it.
fn holders_by_cluster(population: &Population) -> Vec<Vec<u32>> {
    let mut res = population.table.holders.clone();
    for (slot, counts) in res.iter_mut().enumerate() {
        for members in population.members.values() {
            let mut values: Vec<u32> = members.iter().map(|it| population.table.value(*it, slot)).collect();
            values.sort_unstable();
            for repeat in values.chunk_by(|a, b| a == b) {
                let extra = repeat.len() as u32 - 1;
                if let Some(count) = repeat.first().and_then(|value| counts.get_mut(*value as usize)) {
                    *count = count.saturating_sub(extra);
                }
            }
        }
    }
    res
}

/// The share of all pairs that is in one cluster, held near what was estimated before.
fn prevalence(population: &Population, estimated: f64) -> f64 {
    let records = population.table.len() as f64;
    let all = (records * (records - 1.0) / 2.0).max(1.0);
    let together: f64 =
        population.members.values().map(|it| it.len() as f64 * (it.len() as f64 - 1.0) / 2.0).sum();
    ((together + 1.0) / all).clamp(estimated / 8.0, estimated * 8.0)
}
