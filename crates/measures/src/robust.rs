//! What is usual in a set of numbers, undisturbed by a few wild ones?
//!
//! In: numbers in any order; those that are not finite are left out. Out: medians, percentiles, spreads, and how far
//! one value lies from the rest. `None` where there are too few numbers to say anything.
//! Percentiles by linear interpolation (type 7 of Hyndman and Fan 1996, the default of R and NumPy); the median
//! absolute deviation and its factor as in Hampel (1974) and Iglewicz and Hoaglin (1993).

/// Makes the median absolute deviation of normal data equal to their standard deviation.
pub const NORMAL_CONSISTENCY: f64 = 1.4826;

/// The middle value, or the mean of the two middle ones.
pub fn median(values: &[f64]) -> Option<f64> {
    percentile(values, 50.0)
}

/// The value below which `percent` of the values lie; `percent` is held within 0 to 100.
pub fn percentile(values: &[f64], percent: f64) -> Option<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    if !percent.is_finite() {
        return None;
    }
    let place = percent.clamp(0.0, 100.0) / 100.0 * last as f64;
    let below = sorted.get(place.floor() as usize)?;
    let above = sorted.get(place.ceil() as usize)?;
    // Written so that the result never leaves the interval between its neighbours.
    let share = place - place.floor();
    Some((below * (1.0 - share) + above * share).clamp(*below, *above))
}

/// The median distance from the median, unscaled; multiply by [`NORMAL_CONSISTENCY`] to compare it with a
/// standard deviation.
pub fn median_absolute_deviation(values: &[f64]) -> Option<f64> {
    let middle = median(values)?;
    let distances: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
    median(&distances)
}

/// How many robust standard deviations a value lies above (or, negative, below) the median of the others.
///
/// `None` when there is nothing to compare with, or when more than half of the others are equal: the spread is zero
/// then and no number would be honest.
pub fn robust_z(value: f64, others: &[f64]) -> Option<f64> {
    let spread = median_absolute_deviation(others)? * NORMAL_CONSISTENCY;
    if spread == 0.0 || !value.is_finite() { None } else { Some((value - median(others)?) / spread) }
}

/// The 95th percentile of the peers of one member: all values but the one at `own`.
///
/// The member is left out because a single large value among few would raise its own bar. `None` with fewer than
/// `peers_min` finite values left.
pub fn percentile_95_of_peers(values: &[f64], own: usize, peers_min: usize) -> Option<f64> {
    let mut peers = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        if index != own && value.is_finite() {
            peers.push(*value);
        }
    }
    if peers.len() < peers_min.max(1) { None } else { percentile(&peers, 95.0) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn textbook_values() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(percentile(&[1.0, 2.0, 3.0, 4.0, 5.0], 25.0), Some(2.0));
        assert_eq!(percentile(&[10.0, 20.0], 95.0), Some(19.5));
        assert_eq!(median_absolute_deviation(&[1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0]), Some(1.0));
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[f64::NAN]), None);
    }

    #[test]
    fn one_wild_value_does_not_raise_its_own_bar() {
        let values = [10.0, 11.0, 12.0, 13.0, 5000.0];
        assert!(percentile_95_of_peers(&values, 4, 3).is_some_and(|bar| bar < 14.0));
        assert_eq!(percentile_95_of_peers(&values, 4, 5), None);
    }

    #[test]
    fn no_spread_gives_no_answer() {
        assert_eq!(robust_z(7.0, &[1.0, 1.0, 1.0, 1.0, 2.0]), None);
        assert!(robust_z(7.0, &[1.0, 2.0, 3.0, 4.0, 5.0]).is_some_and(|z| z > 2.0));
    }

    fn numbers() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(-1e6..1e6_f64, 1..40)
    }

    proptest! {
        #[test]
        fn percentiles_are_bounded_rising_and_unchanged_by_order(values in numbers(), low in 0.0..100.0_f64, high in 0.0..100.0_f64) {
            let (low, high) = (low.min(high), low.max(high));
            let (at_low, at_high) = (percentile(&values, low).unwrap(), percentile(&values, high).unwrap());
            prop_assert!(at_low <= at_high);
            let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
            let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(smallest <= at_low && at_high <= largest);
            let turned: Vec<f64> = values.iter().rev().copied().collect();
            prop_assert_eq!(percentile(&turned, low), Some(at_low));
        }

        #[test]
        fn moving_all_values_moves_the_median_and_keeps_the_spread(values in numbers(), shift in -1e3..1e3_f64) {
            let moved: Vec<f64> = values.iter().map(|value| value + shift).collect();
            prop_assert!((median(&moved).unwrap() - median(&values).unwrap() - shift).abs() < 1e-6);
            let spread = median_absolute_deviation(&values).unwrap();
            prop_assert!((median_absolute_deviation(&moved).unwrap() - spread).abs() < 1e-6);
            prop_assert!(spread >= 0.0);
        }
    }
}
