//! Which single fact would take most off a raised person's score?
//!
//! In: the person's findings as they count. Out: the fact, and what would be left. Each cause is taken away in
//! turn, as though it were exempt: combinations lose the share of their parts that falls away with it.

use std::collections::BTreeMap;

use model::dossier::WouldClear;

use crate::count::{Book, Count, Standing, bits, count};
use crate::replay::Held;

/// The fact of the strongest evidence of that cause which, taken away, leaves the lowest tier, then the fewest bits.
pub(crate) fn would_clear(held: &[Held<'_>], counted: &Count, book: &Book<'_>) -> Option<WouldClear> {
    // For each cause, its strongest evidence; equals in the given order.
    let mut strongest: BTreeMap<&str, usize> = BTreeMap::new();
    for (idx, one) in held.iter().enumerate() {
        if one.scale.is_combination() || counted.counted[idx] <= 0 {
            continue;
        }
        let best = strongest.entry(&one.scale.cause).or_insert(idx);
        if counted.counted[idx] > counted.counted[*best] {
            *best = idx;
        }
    }
    let mut best: Option<WouldClear> = None;
    for (cause, idx) in strongest {
        let mut items: Vec<_> = held.iter().map(Held::item_at_end).collect();
        for item in items.iter_mut().filter(|it| !it.scale.is_combination() && *it.scale.cause == *cause) {
            item.standing = Standing::Exempt(None);
        }
        let left = count(&items, book);
        let bits_left = bits(left.bits);
        if best.as_ref().is_none_or(|it| (left.tier, bits_left) < (it.tier_left, it.bits_left)) {
            let scale = held[idx].scale;
            let fact = match &scale.clears {
                Some(fact) => fact.clone(),
                None => format!("an innocent explanation of {}, confirmed", scale.indicator),
            };
            best = Some(WouldClear { fact, bits_left, tier_left: left.tier });
        }
    }
    best
}
