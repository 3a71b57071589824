//! One cause counts once, and counter-evidence clears its cause and no more.
//!
//! In: one person's items. Out: what each that is no combination counts; per cause, what its counter-evidence is
//! worth beyond it; per category, what is left of evidence that is not benign alone.

use std::collections::BTreeMap;

use model::Category;

use crate::count::{BENIGN_ALONE_MAX, Book, Count, Item, Why, first_come, shares};

/// The most that the rest of a cause adds to its strongest.
const REST_MAX: i64 = 100;
/// One part in so many of the rest is added.
const REST_SHARE: i64 = 4;
/// The most that all evidence that is benign alone counts for one person.
const BENIGN_SUM_MAX: i64 = 100;
/// The most that free-standing counter-evidence takes off.
const FREE_STANDING_MAX: i64 = 400;

/// What the combinations and the categories need to know of the causes.
#[derive(Default)]
pub(crate) struct ByCause<'a> {
    /// What counter-evidence is worth beyond what its cause counts.
    pub left_over: BTreeMap<&'a str, i64>,
    pub of_category: BTreeMap<Category, i64>,
}

/// What one cause leaves for the bound over all that is benign alone.
struct BenignNet {
    net: i64,
    items: Vec<usize>,
}

pub(crate) fn count<'a>(items: &[Item<'a>], book: &Book<'_>, into: &mut Count) -> ByCause<'a> {
    let mut res = ByCause::default();
    let mut by_cause: BTreeMap<&'a str, Vec<usize>> = BTreeMap::new();
    for (idx, item) in items.iter().enumerate() {
        if item.counts() && !item.scale.is_combination() {
            by_cause.entry(&item.scale.cause).or_default().push(idx);
        }
    }
    let mut benign = Vec::new();
    let mut free_standing = Vec::new();
    for (cause, mut members) in by_cause {
        // Strongest first; equals in the given order.
        members.sort_by_key(|idx| (-items[*idx].bits.abs(), *idx));
        if book.free_standing.contains(cause) {
            free_standing.extend(members);
        } else {
            benign.push(one_cause(cause, &members, items, into, &mut res));
        }
    }
    bound_benign(&benign, into);
    free_standing.sort_by_key(|idx| (-items[*idx].bits.abs(), *idx));
    take_off(FREE_STANDING_MAX, &free_standing, items, &Why::FreeStanding, into);
    res
}

fn one_cause<'a>(
    cause: &'a str,
    members: &[usize],
    items: &[Item<'a>],
    into: &mut Count,
    res: &mut ByCause<'a>,
) -> BenignNet {
    let telling: Vec<usize> =
        members.iter().copied().filter(|it| items[*it].bits > BENIGN_ALONE_MAX).collect();
    let benign: Vec<usize> =
        members.iter().copied().filter(|it| (1..=BENIGN_ALONE_MAX).contains(&items[*it].bits)).collect();
    let against: Vec<usize> = members.iter().copied().filter(|it| items[*it].bits < 0).collect();
    let worth = |list: &[usize]| -> i64 { list.iter().map(|it| items[*it].bits.abs()).sum() };

    let telling_sum = count_group(&telling, items, 0, None, into);
    // Beside telling evidence, what is benign alone stands at the end of the rest.
    let rest_before = telling.first().map_or(0, |first| worth(&telling) - items[*first].bits);
    let benign_sum = count_group(&benign, items, rest_before, telling.first().copied(), into);

    let worth_against = worth(&against);
    let used = worth_against.min(telling_sum + benign_sum);
    take_off(used, &against, items, &Why::ClearsNoMore, into);
    res.left_over.insert(cause, worth_against - used);

    // What is benign alone is cleared first: clearing it changes least.
    let telling_net = telling_sum - (worth_against - benign_sum).clamp(0, telling_sum);
    for idx in &telling {
        let left = into.counted[*idx] * telling_net / telling_sum.max(1);
        *res.of_category.entry(items[*idx].scale.category).or_default() += left;
    }
    BenignNet { net: (benign_sum - worth_against).max(0), items: benign }
}

/// Counts evidence of one cause, the strongest first, and gives back its sum. Where something stronger of the cause
/// already counts in full (`strongest`, with a rest of `rest_before`), all of it is rest.
fn count_group(
    members: &[usize],
    items: &[Item<'_>],
    rest_before: i64,
    strongest: Option<usize>,
    into: &mut Count,
) -> i64 {
    let (mut sum, mut rest, mut strongest) = (0, members, strongest);
    if let (None, Some((first, others))) = (strongest, members.split_first()) {
        into.counted[*first] = items[*first].bits;
        (sum, rest, strongest) = (items[*first].bits, others, Some(*first));
    }
    let weights: Vec<i64> = rest.iter().map(|it| items[*it].bits).collect();
    let granted = |worth: i64| (worth / REST_SHARE).min(REST_MAX);
    let amount = granted(rest_before + weights.iter().sum::<i64>()) - granted(rest_before);
    for (idx, share) in rest.iter().zip(shares(amount, &weights)) {
        into.counted[*idx] = share;
        if let Some(strongest) = strongest {
            into.why[*idx] = Why::SameCause(strongest);
        }
    }
    sum + amount
}

/// Holds all that is benign alone, over all causes, to its bound.
fn bound_benign(causes: &[BenignNet], into: &mut Count) {
    let nets: Vec<i64> = causes.iter().map(|it| it.net).collect();
    let too_much = (nets.iter().sum::<i64>() - BENIGN_SUM_MAX).max(0);
    for (cause, cut) in causes.iter().zip(shares(too_much, &nets)) {
        let weights: Vec<i64> = cause.items.iter().map(|it| into.counted[*it]).collect();
        for (idx, cut) in cause.items.iter().zip(shares(cut, &weights)) {
            if cut > 0 {
                into.counted[*idx] -= cut;
                into.why[*idx] = Why::BenignAlone;
            }
        }
    }
}

/// Lets counter-evidence take off `amount`, the strongest first.
fn take_off(amount: i64, against: &[usize], items: &[Item<'_>], why: &Why, into: &mut Count) {
    let room: Vec<i64> = against.iter().map(|it| items[*it].bits.abs()).collect();
    for ((idx, taken), room) in against.iter().zip(first_come(amount, &room)).zip(&room) {
        into.counted[*idx] = -taken;
        if taken < *room {
            into.why[*idx] = why.clone();
        }
    }
}
