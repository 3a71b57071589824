//! A combination counts what it is worth beyond its parts.
//!
//! In: one person's items, with the parts already counted. Out: what each combination counts. What its parts count
//! is what their causes count, whichever indicator of a cause saw it: otherwise a cause would count once by itself
//! and once more inside the combination. Combinations that rest on a common part share their excess: the strongest
//! goes first, and a later one sees what an earlier one added, so that the same parts are not paid for twice.
//!
//! Two things come off. Counter-evidence worth more than its own cause lowers the combinations that rest on that
//! cause by what is left of it; otherwise a combination would give back what the counter-evidence took. And a
//! combination loses the share of its parts that is exempt.
//!
//! With telling (not benign) evidence and combinations that hang together in a chain, as the catalogue's do, more
//! evidence never lowers a sum. A star of four or more combinations could lower it by a part of their excess, and a
//! trait that is benign alone by as much as that trait is worth, because its bound is shared.

use std::collections::{BTreeMap, BTreeSet};

use crate::count::{Book, Count, Item, Standing, Why};

/// What was taken off a combination before its excess was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    /// What the causes of its parts count.
    pub parts: i64,
    /// Items of other combinations on the same parts, which added something before.
    pub earlier: Vec<usize>,
    /// What counter-evidence took.
    pub against: i64,
    /// How many of the parts that were found are exempt, and how many were found.
    pub exempt: usize,
    pub found: usize,
}

pub(crate) fn count(items: &[Item<'_>], book: &Book<'_>, left_over: &BTreeMap<&str, i64>, into: &mut Count) {
    let mut ours: Vec<(i64, usize, Taken)> = Vec::new();
    for (idx, item) in items.iter().enumerate() {
        // A combination has no counter-evidence of its own: that belongs to its parts.
        if item.scale.is_combination() && item.standing == Standing::Counts && item.bits > 0 {
            let (worth, taken) = worth(item, items);
            ours.push((worth, idx, taken));
        } else if item.scale.is_combination() && item.counts() {
            into.why[idx] = Why::ClearsNoMore;
        }
    }
    ours.sort_by_key(|(worth, idx, _)| (-worth, *idx));
    let mut granted: Vec<(usize, i64)> = Vec::new();
    for (worth, idx, mut taken) in ours {
        let parts: BTreeSet<&str> = items[idx].scale.parts.iter().map(String::as_str).collect();
        let causes: BTreeSet<&str> =
            parts.iter().filter_map(|it| book.scales.get(it)).map(|it| &*it.cause).collect();
        for (other, counted) in items.iter().zip(&into.counted) {
            if !other.scale.is_combination() && *counted > 0 && causes.contains(&*other.scale.cause) {
                taken.parts += counted;
            }
        }
        let mut excess = worth - taken.parts;
        for (earlier, added) in &granted {
            if *added > 0 && items[*earlier].scale.parts.iter().any(|it| parts.contains(it.as_str())) {
                excess -= added;
                taken.earlier.push(*earlier);
            }
        }
        let excess = excess.max(0);
        granted.push((idx, excess));
        let against: i64 = causes.iter().filter_map(|it| left_over.get(it)).sum();
        taken.against = against.min(excess);
        into.counted[idx] = excess - taken.against;
        if into.counted[idx] != items[idx].bits {
            into.why[idx] = Why::Excess(taken);
        }
    }
}

/// Its own worth, without the share of the parts found that is exempt.
fn worth(combination: &Item<'_>, items: &[Item<'_>]) -> (i64, Taken) {
    let mut found: BTreeMap<&str, bool> = BTreeMap::new();
    for item in items {
        let is_part = combination.scale.parts.iter().any(|it| **it == *item.scale.indicator);
        if is_part && item.bits > 0 && !item.scale.is_combination() {
            let all_exempt = found.entry(&item.scale.indicator).or_insert(true);
            *all_exempt &= matches!(item.standing, Standing::Exempt(_));
        }
    }
    let exempt = found.values().filter(|it| **it).count();
    let taken = Taken { exempt, found: found.len(), ..Taken::default() };
    if exempt == 0 {
        return (combination.bits, taken);
    }
    (combination.bits * (found.len() - exempt) as i64 / found.len() as i64, taken)
}
