//! Do two ways of sorting the same things go together?
//!
//! In: for each thing, its group in both ways. Out: Cramér's V (Cramér, "Mathematical Methods of Statistics", 1946):
//! 0 where one says nothing of the other, 1 where it says all.

use std::collections::BTreeMap;

/// Cramér's V without the correction for small numbers: 0 to 1. `None` where one way has a single group only.
pub fn cramers_v<L: Ord + Copy, R: Ord + Copy>(pairs: &[(L, R)]) -> Option<f64> {
    let (mut left, mut right, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (one, other) in pairs {
        *left.entry(*one).or_insert(0_u32) += 1;
        *right.entry(*other).or_insert(0_u32) += 1;
        *both.entry((*one, *other)).or_insert(0_u32) += 1;
    }
    let groups = left.len().min(right.len());
    if groups < 2 {
        return None;
    }
    let total = pairs.len() as f64;
    let mut chi_square = 0.0;
    for (one, n_left) in &left {
        for (other, n_right) in &right {
            let expected = f64::from(*n_left) * f64::from(*n_right) / total;
            let seen = f64::from(both.get(&(*one, *other)).copied().unwrap_or(0));
            chi_square += (seen - expected).powi(2) / expected;
        }
    }
    Some((chi_square / (total * (groups - 1) as f64)).sqrt().clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn equal_ways_go_together_and_crossed_ones_do_not() {
        assert_eq!(cramers_v(&[(0, 'a'), (0, 'a'), (1, 'b'), (1, 'b')]), Some(1.0));
        assert_eq!(cramers_v(&[(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')]), Some(0.0));
        assert_eq!(cramers_v(&[(0, 'a'), (1, 'a')]), None);
        assert_eq!(cramers_v::<u8, u8>(&[]), None);
    }

    proptest! {
        #[test]
        fn symmetric_bounded_and_unchanged_by_order(pairs in prop::collection::vec((0_u8..4, 0_u8..3), 0..30)) {
            let value = cramers_v(&pairs);
            prop_assert!(value.is_none_or(|it| (0.0..=1.0).contains(&it)));
            let turned: Vec<(u8, u8)> = pairs.iter().rev().map(|(one, other)| (*other, *one)).collect();
            let other = cramers_v(&turned);
            prop_assert_eq!(value.is_some(), other.is_some());
            prop_assert!((value.unwrap_or(0.0) - other.unwrap_or(0.0)).abs() < 1e-9);
        }
    }
}
