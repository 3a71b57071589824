//! What does it weigh that two records agree, or do not?
//!
//! In: probabilities. Out: bits (base-2 logarithms of likelihood ratios), which add up.
//! Fellegi and Sunter, "A theory for record linkage" (1969). m is the probability that a field agrees when two
//! records belong together, u that it agrees when they do not. u from value frequencies: Winkler (1989).

//!
//! The functions of this file weigh one field. Whole files of records are joined below it: a [`Schema`] says what the
//! fields are, a [`Table`] holds the records, a [`Population`] learns the weights from them without labels, joins
//! them, and goes on taking records in and out.

mod blocking;
mod comparisons;
mod coverage;
mod em;
mod explain;
mod grouping;
mod joining;
mod model;
mod reading;
mod schema;
mod standing;
mod strings;
mod table;
mod training;

pub use blocking::PairBudget;
pub use explain::{Explanation, FieldVoice, Joint};
pub use grouping::Joining;
pub use schema::{COMPARISONS_MAX, Field, Kind, Schema, SchemaError};
pub use standing::{Changes, ClusterId, Hub, Population, RuleReport, Settings};
pub use table::Table;

/// Probabilities are held this far from 0 and 1, so that no single field can decide alone.
const PROBABILITY_MIN: f64 = 1e-6;

/// Bits for agreement: log2(m / u). Positive when agreement speaks for a link.
pub fn agreement_bits(m: f64, u: f64) -> f64 {
    (held(m) / held(u)).log2()
}

/// Bits for disagreement: log2((1 - m) / (1 - u)). Negative when disagreement speaks against a link.
pub fn disagreement_bits(m: f64, u: f64) -> f64 {
    ((1.0 - held(m)) / (1.0 - held(u))).log2()
}

/// Bits for a field that agrees in part: the line between disagreement (`agreement` 0) and agreement (1).
pub fn partial_agreement_bits(m: f64, u: f64, agreement: f64) -> f64 {
    let share = if agreement.is_finite() { agreement.clamp(0.0, 1.0) } else { 0.0 };
    disagreement_bits(m, u) * (1.0 - share) + agreement_bits(m, u) * share
}

/// The sum of the bits of fields that are independent given the truth. Fields that share a cause must be joined
/// into one before, else the cause counts twice. Unchanged by order, to the last bit of the number.
pub fn sum(bits: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = bits.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    sorted.iter().sum()
}

/// The probability that two records drawn by chance agree: the sum of the squared shares of the values.
/// `None` without any count.
pub fn chance_agreement(counts: &[u64]) -> Option<f64> {
    let all: f64 = counts.iter().map(|count| *count as f64).sum();
    if all == 0.0 {
        return None;
    }
    Some(counts.iter().map(|count| (*count as f64 / all).powi(2)).sum())
}

/// The probability that belongs to so many bits of log-odds: 0 to 1.
pub fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

/// The bits of log-odds that belong to a probability: the inverse of [`probability`], with the ends held off.
pub fn log_odds_bits(probability: f64) -> f64 {
    let held = held(probability);
    (held / (1.0 - held)).log2()
}

fn held(probability: f64) -> f64 {
    // Not a number counts as knowing nothing.
    if probability.is_nan() { 0.5 } else { probability.clamp(PROBABILITY_MIN, 1.0 - PROBABILITY_MIN) }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod field_tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_usual_example_of_a_birth_month() {
        // Agrees in 95 of 100 true pairs, and by chance in one of twelve.
        assert!((agreement_bits(0.95, 1.0 / 12.0) - 3.511).abs() < 0.001);
        assert!((disagreement_bits(0.95, 1.0 / 12.0) + 4.196).abs() < 0.001);
        assert_eq!(chance_agreement(&[1; 12]).map(|value| (value * 12.0).round()), Some(1.0));
        assert_eq!(chance_agreement(&[]), None);
    }

    proptest! {
        #[test]
        fn bits_are_finite_and_have_the_right_sign(m in 0.0..=1.0_f64, u in 0.0..=1.0_f64) {
            let (agree, disagree) = (agreement_bits(m, u), disagreement_bits(m, u));
            prop_assert!(agree.is_finite() && disagree.is_finite());
            prop_assert!((agree >= 0.0) == (disagree <= 0.0) || (m - u).abs() < 1e-9);
            prop_assert!((agree + agreement_bits(u, m)).abs() < 1e-9);
            let half = partial_agreement_bits(m, u, 0.5);
            prop_assert!(agree.min(disagree) <= half && half <= agree.max(disagree));
        }

        #[test]
        fn sums_are_unchanged_by_order(bits in prop::collection::vec(-20.0..20.0_f64, 0..20)) {
            let turned: Vec<f64> = bits.iter().rev().copied().collect();
            prop_assert_eq!(sum(&bits), sum(&turned));
        }

        #[test]
        fn probability_and_log_odds_undo_each_other(value in 0.001..0.999_f64) {
            prop_assert!((probability(log_odds_bits(value)) - value).abs() < 1e-9);
            prop_assert!((0.0..=1.0).contains(&probability(value * 4000.0 - 2000.0)));
        }
    }
}
