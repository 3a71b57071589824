//! How sure is a share that was counted?
//!
//! In: hits and trials. Out: the interval within which the true share lies with 95 % confidence; `None` without a trial.
//! The score interval of Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22,
//! which stays sensible for few trials and for shares of nothing and of all (Brown, Cai and DasGupta 2001).
//! Trials that come in bunches say less than as many single ones: [`wilson_of_clusters`] then reckons with the effective
//! number of trials (Kish 1965; Franco, Little, Louis and Slud 2019 on Wilson's interval with it).

/// Standard deviations that hold 95 % of a normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Both ends, within 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Neither lies within the other's reach.
    pub fn is_apart_from(self, other: Interval) -> bool {
        self.high < other.low || other.high < self.low
    }
}

/// Wilson's score interval of `hits` in `trials`; more hits than trials count as all.
pub fn wilson(hits: u64, trials: u64) -> Option<Interval> {
    if trials == 0 {
        return None;
    }
    let share = hits.min(trials) as f64 / trials as f64;
    Some(score_interval(share, trials as f64))
}

/// The same for trials that come in bunches, each as (hits, trials): people of one company, say.
///
/// The spread between bunches is compared with what chance alone would give; where it is wider, the trials count as
/// fewer. With one bunch, with shares of nothing or of all, and where bunches differ less than chance would have it, it
/// is the plain interval of the sums. It is never narrower than that.
pub fn wilson_of_clusters(clusters: &[(u64, u64)]) -> Option<Interval> {
    let mut bunches = 0_u64;
    let (mut hits, mut trials) = (0_u64, 0_u64);
    for (some, of) in clusters.iter().filter(|(_, of)| *of > 0) {
        bunches += 1;
        hits += some.min(of);
        trials += of;
    }
    if trials == 0 {
        return None;
    }
    let share = hits as f64 / trials as f64;
    let chance = share * (1.0 - share) / trials as f64;
    if bunches < 2 || chance <= 0.0 {
        return Some(score_interval(share, trials as f64));
    }
    let mut squares = 0.0;
    for (some, of) in clusters.iter().filter(|(_, of)| *of > 0) {
        let off = (*some).min(*of) as f64 - share * *of as f64;
        squares += off * off;
    }
    // Variance of a ratio of sums over bunches, linearised (Cochran 1977, 6.4).
    let correction = bunches as f64 / (bunches as f64 - 1.0);
    let between = correction * squares / (trials as f64 * trials as f64);
    let effective = trials as f64 / (between / chance).max(1.0);
    Some(score_interval(share, effective))
}

fn score_interval(share: f64, trials: f64) -> Interval {
    let z2 = Z * Z;
    let middle = (share + z2 / (2.0 * trials)) / (1.0 + z2 / trials);
    let half =
        Z / (1.0 + z2 / trials) * (share * (1.0 - share) / trials + z2 / (4.0 * trials * trials)).sqrt();
    // Rounding must not push an end past the share itself, or past what a share can be.
    Interval { low: (middle - half).clamp(0.0, share), high: (middle + half).clamp(share, 1.0) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_the_published_interval() {
        // By hand, 8 of 10: middle (0.8 + 0.192073) / 1.384146 = 0.716740, half 1.416024 * sqrt(0.016 + 0.009604).
        let found = wilson(8, 10).unwrap();
        assert!((found.low - 0.490_162).abs() < 1e-5, "{found:?}");
        assert!((found.high - 0.943_318).abs() < 1e-5, "{found:?}");
        // Nothing in 100: the high end is z² / (n + z²).
        let found = wilson(0, 100).unwrap();
        assert_eq!(found.low, 0.0);
        assert!((found.high - 3.841_459 / 103.841_459).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn without_a_trial_nothing_is_said() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson_of_clusters(&[]), None);
        assert_eq!(wilson_of_clusters(&[(0, 0), (0, 0)]), None);
    }

    #[test]
    fn bunches_that_are_all_or_nothing_say_as_little_as_single_trials() {
        let bunches = wilson_of_clusters(&[(10, 10), (0, 10), (10, 10), (0, 10)]).unwrap();
        let plain = wilson(20, 40).unwrap();
        assert!(bunches.width() > 2.0 * plain.width(), "{bunches:?} {plain:?}");
    }

    #[test]
    fn bunches_that_are_alike_say_as_much_as_their_sum() {
        assert_eq!(wilson_of_clusters(&[(5, 10), (5, 10), (5, 10)]), wilson(15, 30));
    }

    fn counts() -> impl Strategy<Value = (u64, u64)> {
        (1_u64..100_000).prop_flat_map(|trials| (0..=trials, Just(trials)))
    }

    proptest! {
        #[test]
        fn it_holds_the_share_and_stays_within_bounds((hits, trials) in counts()) {
            let found = wilson(hits, trials).unwrap();
            let share = hits as f64 / trials as f64;
            prop_assert!(0.0 <= found.low && found.low <= share && share <= found.high && found.high <= 1.0);
            prop_assert!(found.width() > 0.0);
        }

        #[test]
        fn it_narrows_with_more_trials((hits, trials) in counts(), times in 2_u64..50) {
            prop_assert!(wilson(hits * times, trials * times).unwrap().width() < wilson(hits, trials).unwrap().width());
        }

        #[test]
        fn hits_and_misses_are_mirrored((hits, trials) in counts()) {
            let (one, other) = (wilson(hits, trials).unwrap(), wilson(trials - hits, trials).unwrap());
            prop_assert!((one.low - (1.0 - other.high)).abs() < 1e-9);
            prop_assert!((one.high - (1.0 - other.low)).abs() < 1e-9);
        }

        #[test]
        fn bunches_never_say_more_than_their_sum(clusters in prop::collection::vec(counts(), 1..20)) {
            let found = wilson_of_clusters(&clusters).unwrap();
            let (hits, trials) = clusters.iter().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
            let plain = wilson(hits, trials).unwrap();
            prop_assert!(found.width() >= plain.width() - 1e-12);
            let share = hits as f64 / trials as f64;
            prop_assert!(0.0 <= found.low && found.low <= share && share <= found.high && found.high <= 1.0);
        }
    }
}
