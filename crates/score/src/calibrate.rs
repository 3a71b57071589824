//! What are the levels worth at this company, as far as its own decided cases say?
//!
//! In: for each level the worth that is shipped, and in how many confirmed and cleared cases it was seen. Out: a
//! worth that lies between the shipped one and what was observed. Pure; who was decided how is the caller's.
//!
//! The observed worth of a level is log2 of the share of confirmed cases that show it over the share of cleared
//! cases that show it. A few cases say little about it, and so the shipped worth stands before them as
//! [`PRIOR_SIGHTINGS`] sightings that were parted as it says: `w = log2((a + k₁) / (c + k₀))`, where `a` and `c` are
//! the sightings in equally many confirmed and cleared cases, `k₁ + k₀` is the prior and `k₁ / k₀ = 2^shipped`.
//! That is a mediant: it lies between the two ratios, moves towards the observed one with every case, and is
//! never infinite. Pseudo-counts of this kind are Good's (1965, *The Estimation of Probabilities*).
//!
//! Then what is known of the levels as such is held up:
//!
//! - a level seen in fewer than [`LEVEL_SIGHTINGS_MIN`] cases is left as it is;
//! - within an indicator the order of the levels stays: pooled where the cases contradict it (pool adjacent
//!   violators: Ayer and others 1955);
//! - a level moves by 2.00 bits at most, and by half of its shipped worth at most, so that none changes its side;
//! - what is benign alone stays so, and what is not does not become so.

use model::Bits;

use crate::weighing::BENIGN_ALONE;

/// As many confirmed cases, and as many cleared ones, are wanted before anything is fitted.
pub const CASES_MIN: u32 = 10;
/// A level seen in fewer decided cases stays as it is.
pub const LEVEL_SIGHTINGS_MIN: u32 = 5;
/// The shipped worth counts as much as so many sightings.
pub const PRIOR_SIGHTINGS: f64 = 10.0;
/// The most that a level moves.
const MOVED_MAX: Bits = Bits::from_hundredths(200);

/// Decided cases: all of them, or those in which a level was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    pub confirmed: u32,
    pub cleared: u32,
}

/// There are not enough decided cases: what is there, and what is wanted of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew {
    pub found: Cases,
    pub wanted: u32,
}

impl std::fmt::Display for TooFew {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let TooFew { found: Cases { confirmed, cleared }, wanted } = self;
        write!(
            f,
            "{confirmed} confirmed and {cleared} cleared cases are too few: {wanted} of each are needed, so {} \
             confirmed and {} cleared more",
            wanted.saturating_sub(*confirmed),
            wanted.saturating_sub(*cleared)
        )
    }
}

impl std::error::Error for TooFew {}

/// The worth of one indicator's levels, in the order given: the shipped worth of each, and where it was seen.
pub fn calibrate(levels: &[(Bits, Cases)], all: Cases) -> Result<Vec<Bits>, TooFew> {
    if all.confirmed < CASES_MIN || all.cleared < CASES_MIN {
        return Err(TooFew { found: all, wanted: CASES_MIN });
    }
    let mut order: Vec<(f64, usize)> =
        levels.iter().enumerate().map(|(idx, (shipped, seen))| (fitted(*shipped, *seen, all), idx)).collect();
    // Levels of one shipped worth have no order among themselves.
    order.sort_by(|(a, i), (b, j)| levels[*i].0.cmp(&levels[*j].0).then(a.total_cmp(b)).then(i.cmp(j)));
    let weighted: Vec<(f64, f64)> =
        order.iter().map(|(bits, idx)| (*bits, PRIOR_SIGHTINGS + sightings(levels[*idx].1))).collect();
    let mut res: Vec<Bits> = levels.iter().map(|it| it.0).collect();
    for ((_, idx), bits) in order.iter().zip(rising(&weighted)) {
        res[*idx] = bounded(levels[*idx].0, Bits::from_f64(bits));
    }
    Ok(res)
}

/// What the cases alone say, in bits; none where the level was seen on one side only.
pub fn observed(seen: Cases, all: Cases) -> Option<f64> {
    let (a, c) = per_case(seen, all);
    (a > 0.0 && c > 0.0).then(|| (a / c).log2())
}

fn fitted(shipped: Bits, seen: Cases, all: Cases) -> f64 {
    if seen.confirmed.saturating_add(seen.cleared) < LEVEL_SIGHTINGS_MIN {
        return shipped.as_f64();
    }
    let (a, c) = per_case(seen, all);
    // In as many confirmed as cleared cases; of two unequal numbers the smaller one decides how much is known.
    let (confirmed, cleared) = (f64::from(all.confirmed), f64::from(all.cleared));
    let each = 2.0 * confirmed * cleared / (confirmed + cleared);
    let for_cleared = PRIOR_SIGHTINGS / (1.0 + shipped.as_f64().exp2());
    let for_confirmed = PRIOR_SIGHTINGS - for_cleared;
    ((a * each + for_confirmed) / (c * each + for_cleared)).log2()
}

fn per_case(seen: Cases, all: Cases) -> (f64, f64) {
    let share = |seen: u32, all: u32| f64::from(seen.min(all)) / f64::from(all.max(1));
    (share(seen.confirmed, all.confirmed), share(seen.cleared, all.cleared))
}

fn sightings(seen: Cases) -> f64 {
    f64::from(seen.confirmed) + f64::from(seen.cleared)
}

/// The nearest sequence that never falls, by weighted squares.
fn rising(values: &[(f64, f64)]) -> Vec<f64> {
    // Mean, weight, and how many values were pooled.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (value, weight) in values {
        let mut block = (*value, *weight, 1);
        while let Some((mean, before, n)) = blocks.pop_if(|it| it.0 > block.0) {
            let all = before + block.1;
            block = ((mean * before + block.0 * block.1) / all, all, n + block.2);
        }
        blocks.push(block);
    }
    let mut res = Vec::with_capacity(values.len());
    for (mean, _, n) in blocks {
        res.extend(std::iter::repeat_n(mean, n));
    }
    res
}

/// Never further from the shipped worth than is allowed, and never out of its class.
fn bounded(shipped: Bits, fitted: Bits) -> Bits {
    let most = MOVED_MAX.min(Bits::from_hundredths(shipped.hundredths().abs() / 2));
    let res = fitted.clamp(shipped - most, shipped + most);
    match shipped {
        it if it > BENIGN_ALONE => res.max(BENIGN_ALONE + Bits::from_hundredths(1)),
        _ => res.min(BENIGN_ALONE),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cases(confirmed: u32, cleared: u32) -> Cases {
        Cases { confirmed, cleared }
    }

    fn bits(hundredths: i32) -> Bits {
        Bits::from_hundredths(hundredths)
    }

    fn one(shipped: i32, seen: Cases, all: Cases) -> Bits {
        calibrate(&[(bits(shipped), seen)], all).unwrap()[0]
    }

    #[test]
    fn too_few_cases_are_refused_with_how_many_are_missing() {
        let error = calibrate(&[(bits(400), cases(3, 3))], cases(4, 25)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "4 confirmed and 25 cleared cases are too few: 10 of each are needed, so 6 confirmed and 0 cleared more"
        );
    }

    #[test]
    fn a_sign_that_honest_people_show_as_often_loses_what_it_may() {
        assert_eq!(one(400, cases(200, 200), cases(200, 200)), bits(200));
        assert_eq!(one(600, cases(200, 200), cases(200, 200)), bits(400));
        assert_eq!(one(-400, cases(200, 200), cases(200, 200)), bits(-200));
    }

    #[test]
    fn what_was_seen_as_often_as_shipped_stays() {
        // 2 bits: four times as often.
        assert_eq!(one(200, cases(80, 20), cases(100, 100)), bits(200));
        assert_eq!(one(200, cases(8, 20), cases(10, 100)), bits(200));
    }

    #[test]
    fn a_handful_of_sightings_changes_nothing() {
        assert_eq!(one(400, cases(0, 4), cases(50, 50)), bits(400));
        assert!(one(400, cases(0, 5), cases(50, 50)) < bits(400));
    }

    #[test]
    fn levels_against_their_order_are_pooled() {
        let all = cases(100, 100);
        let fitted = calibrate(&[(bits(400), cases(30, 30)), (bits(300), cases(60, 1))], all).unwrap();
        assert_eq!(fitted[0], fitted[1], "{fitted:?}");
    }

    #[test]
    fn a_trait_stays_benign_and_a_sign_stays_one() {
        assert_eq!(one(30, cases(90, 0), cases(100, 100)), bits(30));
        assert_eq!(one(50, cases(0, 90), cases(100, 100)), bits(31));
        assert_eq!(one(0, cases(90, 0), cases(100, 100)), bits(0));
    }

    /// Levels with what was seen of each; the cases of one indicator's levels do not overlap.
    fn drawn() -> impl Strategy<Value = (Vec<(Bits, Cases)>, Cases)> {
        let level = (-700_i32..900, 0_u32..60, 0_u32..60);
        (prop::collection::vec(level, 1..6), 0_u32..200, 0_u32..200).prop_map(
            |(levels, more, cleared_more)| {
                let levels: Vec<(Bits, Cases)> =
                    levels.into_iter().map(|(worth, a, c)| (bits(worth), cases(a, c))).collect();
                let all = cases(
                    10 + more + levels.iter().map(|it| it.1.confirmed).sum::<u32>(),
                    10 + cleared_more + levels.iter().map(|it| it.1.cleared).sum::<u32>(),
                );
                (levels, all)
            },
        )
    }

    proptest! {
        #[test]
        fn the_order_of_levels_stays((levels, all) in drawn()) {
            let fitted = calibrate(&levels, all).unwrap();
            for (a, before) in levels.iter().zip(&fitted) {
                for (b, after) in levels.iter().zip(&fitted) {
                    prop_assert!(a.0 >= b.0 || before <= after, "{levels:?} {fitted:?}");
                }
            }
        }

        #[test]
        fn no_level_moves_further_than_it_may_or_changes_its_side((levels, all) in drawn()) {
            for ((shipped, _), fitted) in levels.iter().zip(calibrate(&levels, all).unwrap()) {
                let (was, is) = (shipped.hundredths(), fitted.hundredths());
                prop_assert!((is - was).abs() <= 200.min(was.abs() / 2));
                prop_assert_eq!(was.signum(), is.signum());
                prop_assert_eq!(was <= 30, is <= 30);
            }
        }

        #[test]
        fn no_data_is_no_change((levels, all) in drawn()) {
            let unseen: Vec<(Bits, Cases)> = levels.iter().map(|it| (it.0, Cases::default())).collect();
            let shipped: Vec<Bits> = levels.iter().map(|it| it.0).collect();
            prop_assert_eq!(calibrate(&unseen, all).unwrap(), shipped);
        }

        #[test]
        fn more_data_comes_closer_to_what_is_observed(
            shipped in -700_i32..900, a in 1_u32..40, c in 1_u32..40, all in (40_u32..90, 40_u32..90), times in 2_u32..50,
        ) {
            let all = cases(all.0, all.1);
            let seen = cases(a, c);
            let more = (cases(a * times, c * times), cases(all.confirmed * times, all.cleared * times));
            let goal = observed(seen, all).unwrap();
            let off = |seen, all| (fitted(bits(shipped), seen, all) - goal).abs();
            prop_assert!(off(more.0, more.1) <= off(seen, all) + 1e-9);
            let far = (cases(a * 100_000, c * 100_000), cases(all.confirmed * 100_000, all.cleared * 100_000));
            prop_assert!(off(far.0, far.1) < 0.05);
        }

        #[test]
        fn it_lies_between_what_is_shipped_and_what_is_observed(
            shipped in -700_i32..900, a in 1_u32..40, c in 1_u32..40, all in (40_u32..90, 40_u32..90),
        ) {
            let (seen, all) = (cases(a, c), cases(all.0, all.1));
            let (one, other) = (bits(shipped).as_f64(), observed(seen, all).unwrap());
            let fitted = fitted(bits(shipped), seen, all);
            prop_assert!((one.min(other) - 1e-9..=one.max(other) + 1e-9).contains(&fitted));
        }

        #[test]
        fn a_further_confirmed_sighting_never_lowers_and_a_cleared_one_never_raises(
            shipped in -700_i32..900, a in 5_u32..40, c in 5_u32..40, all in (50_u32..2_000, 50_u32..2_000),
        ) {
            let all = cases(all.0, all.1);
            let at = |a, c| one(shipped, cases(a, c), all);
            prop_assert!(at(a + 1, c) >= at(a, c));
            prop_assert!(at(a, c + 1) <= at(a, c));
        }
    }
}
