//! How much does it mean that two hold the same value?
//!
//! In: how many unrelated holders a value has, and how many there are in all. Out: bits.
//! The rarer a shared value, the less likely it is shared by chance: Newcombe, Kennedy, Axford and James, "Automatic
//! linkage of vital records" (1959); Winkler's value-specific weights (1989). A value with too many holders is a hub
//! (an office line, a shared gateway, a company flat): it links everybody and tells nothing.

use std::collections::{BTreeMap, BTreeSet};

/// The bounds within which a shared value may weigh.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RarityLimits {
    /// The most that one shared value may weigh, in bits.
    pub bits_max: f64,
    /// A value with more unrelated holders than this is a hub.
    pub holders_max: usize,
}

/// What sharing a value is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SharedWorth {
    /// Weight in bits: zero or more.
    Bits(f64),
    /// Too many unrelated holders to mean anything; the count is for the reader.
    Hub(usize),
}

/// Bits for sharing a value that `holders` of `population` unrelated units hold: log2(population / holders), held
/// within zero and `bits_max`.
///
/// `holders` counts both sharers, so the fewest is two; with fewer, nothing is shared and the worth is zero.
pub fn shared_worth(holders: usize, population: usize, limits: RarityLimits) -> SharedWorth {
    if holders > limits.holders_max {
        return SharedWorth::Hub(holders);
    }
    if holders < 2 || population <= holders {
        return SharedWorth::Bits(0.0);
    }
    let bits = (population as f64 / holders as f64).log2();
    SharedWorth::Bits(bits.min(limits.bits_max).max(0.0))
}

/// How many unrelated units hold each value.
///
/// Each entry is a value and the unit that holds it. Units that are known to belong together (one household, one
/// person with two records) must be given the same number, so that they count once. Repeats count once.
pub fn unrelated_holders<'a>(holdings: &[(&'a str, u64)]) -> BTreeMap<&'a str, usize> {
    let distinct: BTreeSet<(&str, u64)> = holdings.iter().copied().collect();
    let mut res = BTreeMap::new();
    for (value, _) in distinct {
        *res.entry(value).or_insert(0) += 1;
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: RarityLimits = RarityLimits { bits_max: 8.0, holders_max: 20 };

    #[test]
    fn a_rare_value_weighs_more_than_a_common_one() {
        assert_eq!(shared_worth(2, 128, LIMITS), SharedWorth::Bits(6.0));
        assert_eq!(shared_worth(16, 128, LIMITS), SharedWorth::Bits(3.0));
        assert_eq!(shared_worth(2, 1 << 20, LIMITS), SharedWorth::Bits(8.0));
        assert_eq!(shared_worth(21, 128, LIMITS), SharedWorth::Hub(21));
        assert_eq!(shared_worth(1, 128, LIMITS), SharedWorth::Bits(0.0));
        assert_eq!(shared_worth(5, 5, LIMITS), SharedWorth::Bits(0.0));
    }

    #[test]
    fn a_household_counts_once() {
        let holders =
            unrelated_holders(&[("12 elm st", 1), ("12 elm st", 1), ("12 elm st", 2), ("9 oak rd", 3)]);
        assert_eq!(holders.get("12 elm st"), Some(&2));
        assert_eq!(holders.get("9 oak rd"), Some(&1));
    }

    proptest! {
        #[test]
        fn worth_is_bounded_and_falls_with_holders(holders in 0_usize..20, population in 0_usize..100_000) {
            let (SharedWorth::Bits(fewer), SharedWorth::Bits(more)) =
                (shared_worth(holders.max(2), population, LIMITS), shared_worth(holders.max(2) + 1, population, LIMITS.with_holders(30)))
            else {
                return Err(TestCaseError::fail("no hub is expected below the bound"));
            };
            prop_assert!((0.0..=8.0).contains(&fewer));
            prop_assert!(more <= fewer);
        }

        #[test]
        fn holders_are_unchanged_by_order(holdings in prop::collection::vec(("[abc]", 0_u64..5), 0..30)) {
            let straight: Vec<(&str, u64)> = holdings.iter().map(|(value, unit)| (value.as_str(), *unit)).collect();
            let turned: Vec<(&str, u64)> = straight.iter().rev().copied().collect();
            prop_assert_eq!(unrelated_holders(&straight), unrelated_holders(&turned));
        }
    }

    impl RarityLimits {
        fn with_holders(self, holders_max: usize) -> RarityLimits {
            RarityLimits { holders_max, ..self }
        }
    }
}
