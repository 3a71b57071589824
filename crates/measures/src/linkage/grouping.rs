//! Which records are one, once every pair has a weight?
//!
//! In: records that hang together by any tie, and a weight for every pair of them. Out: groups.
//! Groups are joined by their mean, the best two first (average linkage, Sokal and Michener 1958), and only while
//! the mean over *all* pairs between them speaks for it; that is the greedy way to the best correlation clustering
//! (Bansal, Blum and Chawla 2004). One tie that is wrong is outvoted by all pairs that contradict it, so that it
//! cannot join two families as it does in connected components. Then every record may move to where more speaks for
//! it. The outcome depends on the weights and keys alone.

use super::model::Weight;

/// How pairs vote when two groups are to be joined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joining {
    /// No pair speaks for joining with more bits.
    pub for_max: f32,
    /// No pair speaks against joining with more bits.
    pub against_max: f32,
    /// The mean vote must be above so many bits.
    pub mean_min: f32,
    /// Records that hang together are looked at pair by pair up to so many; more are cut at the weakest ties first.
    pub members_max: usize,
}

impl Joining {
    /// A pair that is likely votes with its weight. One that is not votes with what contradicts it: records that
    /// say little about each other say little against each other.
    pub(super) fn vote(&self, weight: Weight) -> f32 {
        if weight.total >= 0.0 {
            weight.total.min(self.for_max)
        } else {
            weight.against.max(weight.total).max(-self.against_max)
        }
    }
}

/// One joining of two groups, in the order in which they were made.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) left: Vec<usize>,
    pub(super) right: Vec<usize>,
    /// Bits.
    pub(super) mean: f32,
}

/// Groups of `0..keys.len()`. `vote` is asked once for each pair; `seen` gets every joining.
pub(super) fn group(
    keys: &[u64],
    joining: &Joining,
    mut vote: impl FnMut(usize, usize) -> f32,
    mut seen: impl FnMut(Step),
) -> Vec<Vec<usize>> {
    // In the order of the keys, so that the order of arrival has no say in what is rounded or equal.
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_unstable_by_key(|at| keys.get(*at));
    let count = order.len();
    let mut sums = vec![0.0_f64; count * count];
    for (at, one) in order.iter().enumerate() {
        for (place, other) in order.iter().enumerate().skip(at + 1) {
            let bits = f64::from(vote(*one, *other));
            for cell in [at * count + place, place * count + at] {
                if let Some(sum) = sums.get_mut(cell) {
                    *sum = bits;
                }
            }
        }
    }
    let votes = sums.clone();
    let mut of: Vec<usize> = (0..count).collect();
    let mut members: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for (left, one) in members.iter().enumerate().filter(|it| !it.1.is_empty()) {
            for (right, other) in members.iter().enumerate().skip(left + 1).filter(|it| !it.1.is_empty()) {
                let sum = sums.get(left * count + right).copied().unwrap_or(f64::MIN);
                let mean = sum / (one.len() * other.len()) as f64;
                if mean > f64::from(joining.mean_min) && best.is_none_or(|(most, _, _)| mean > most) {
                    best = Some((mean, left, right));
                }
            }
        }
        let Some((mean, left, right)) = best else {
            break;
        };
        let moved = members.get_mut(right).map(std::mem::take).unwrap_or_default();
        let named = |side: &[usize]| side.iter().filter_map(|at| order.get(*at).copied()).collect();
        if let Some(kept) = members.get_mut(left) {
            seen(Step { left: named(kept), right: named(&moved), mean: mean as f32 });
            kept.extend(moved);
        }
        for other in 0..count {
            let added = sums.get(right * count + other).copied().unwrap_or(0.0);
            for cell in [left * count + other, other * count + left] {
                if let Some(sum) = sums.get_mut(cell) {
                    *sum += added;
                }
            }
        }
    }
    for (place, group) in members.iter().enumerate() {
        for at in group {
            if let Some(cell) = of.get_mut(*at) {
                *cell = place;
            }
        }
    }
    if count > 2 && joining.mean_min >= 0.0 {
        better_places(&votes, &mut of);
    }
    let mut res: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, place) in order.iter().zip(&of) {
        if let Some(group) = res.get_mut(*place) {
            group.push(*at);
        }
    }
    res.retain(|it| !it.is_empty());
    for it in &mut res {
        it.sort_unstable();
    }
    res.sort_unstable();
    res
}

/// Moves one record after the other to the group that votes most for it, or to none, until none moves. A tie that is
/// strong and wrong is followed early above; this takes it back.
fn better_places(votes: &[f64], of: &mut [usize]) {
    const ROUNDS_MAX: usize = 20;
    let count = of.len();
    for _ in 0..ROUNDS_MAX {
        let mut has_moved = false;
        for at in 0..count {
            let mut sums = vec![0.0_f64; count];
            let mut sizes = vec![0_usize; count];
            for (other, place) in of.iter().enumerate().filter(|it| it.0 != at) {
                if let (Some(sum), Some(size)) = (sums.get_mut(*place), sizes.get_mut(*place)) {
                    *sum += votes.get(at * count + other).copied().unwrap_or(0.0);
                    *size += 1;
                }
            }
            let Some(now) = of.get(at).copied() else {
                continue;
            };
            let held = sums.get(now).copied().unwrap_or(0.0);
            let mut best = (held, now);
            // Alone, in a place that nobody is in.
            let alone = sizes.iter().position(|size| *size == 0).unwrap_or(now);
            if held < 0.0 && sizes.get(now).is_some_and(|size| *size > 0) {
                best = (0.0, alone);
            }
            for (place, sum) in sums.iter().enumerate() {
                if sizes.get(place).is_some_and(|size| *size > 0) && *sum > best.0 + 1e-6 {
                    best = (*sum, place);
                }
            }
            if best.1 != now && best.0 > held + 1e-6 {
                if let Some(cell) = of.get_mut(at) {
                    *cell = best.1;
                }
                has_moved = true;
            }
        }
        if !has_moved {
            return;
        }
    }
}

/// Pieces of a component that is too large to be looked at pair by pair: the strongest ties first, no piece larger
/// than allowed. `ties` are sorted by falling weight.
pub(super) fn pieces(count: usize, ties: &[(usize, usize)], members_max: usize) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..count).collect();
    let mut members: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
    for (one, other) in ties {
        let (Some(one), Some(other)) = (of.get(*one).copied(), of.get(*other).copied()) else {
            continue;
        };
        let size = |at: usize| members.get(at).map_or(0, Vec::len);
        if one == other || size(one) + size(other) > members_max {
            continue;
        }
        let (large, small) = if size(one) >= size(other) { (one, other) } else { (other, one) };
        let moved = members.get_mut(small).map(std::mem::take).unwrap_or_default();
        for it in &moved {
            if let Some(cell) = of.get_mut(*it) {
                *cell = large;
            }
        }
        if let Some(kept) = members.get_mut(large) {
            kept.extend(moved);
        }
    }
    members.retain(|it| !it.is_empty());
    members
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const JOINING: Joining = Joining { for_max: 8.0, against_max: 8.0, mean_min: 0.0, members_max: 100 };

    fn grouped(keys: &[u64], votes: &dyn Fn(u64, u64) -> f32) -> Vec<Vec<u64>> {
        let key = |at: usize| keys.get(at).copied().unwrap_or(0);
        let groups = group(keys, &JOINING, |a, b| votes(key(a), key(b)), |_| {});
        let mut res: Vec<Vec<u64>> = groups.iter().map(|it| it.iter().map(|at| key(*at)).collect()).collect();
        for it in &mut res {
            it.sort_unstable();
        }
        res.sort();
        res
    }

    #[test]
    fn a_bad_bridge_does_not_join_two_families() {
        // 1, 2, 3 are one, 11, 12, 13 another; 3 and 11 look alike, all other pairs across contradict.
        let votes = |a: u64, b: u64| match (a.min(b), a.max(b)) {
            (3, 11) => 8.0,
            (a, b) if (a < 10) == (b < 10) => 6.0,
            _ => -5.0,
        };
        assert_eq!(grouped(&[1, 2, 3, 11, 12, 13], &votes), [vec![1, 2, 3], vec![11, 12, 13]]);
    }

    #[test]
    fn a_large_component_is_cut_at_its_weak_ties() {
        assert_eq!(pieces(4, &[(0, 1), (2, 3), (1, 2)], 2).len(), 2);
        assert_eq!(pieces(4, &[(0, 1), (2, 3), (1, 2)], 4).len(), 1);
    }

    proptest! {
        #[test]
        fn groups_do_not_depend_on_the_order_and_part_everything(
            keys in prop::collection::btree_set(0_u64..1000, 1..12),
            seed in 0_u64..1000,
        ) {
            let votes = |a: u64, b: u64| {
                (super::super::table::mixed(a.min(b) * 1000 + a.max(b) + seed * 7) % 17) as f32 - 9.0
            };
            let straight: Vec<u64> = keys.iter().copied().collect();
            let turned: Vec<u64> = keys.iter().rev().copied().collect();
            let groups = grouped(&straight, &votes);
            prop_assert_eq!(&groups, &grouped(&turned, &votes));
            let mut all: Vec<u64> = groups.into_iter().flatten().collect();
            all.sort_unstable();
            prop_assert_eq!(all, straight);
        }
    }
}
