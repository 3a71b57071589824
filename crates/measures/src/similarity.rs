//! How alike are two short strings?
//!
//! In: two strings, compared character by character as they are; callers fold case and accents first.
//! Out: numbers from 0 to 1, and whether one may be a slip of the finger for the other.
//! Jaro (1989) and Winkler (1990) for names, Levenshtein (1966) for anything; the work is done by rapidfuzz.

use rapidfuzz::distance::{jaro_winkler as jaro_winkler_distance, levenshtein, osa};

/// Jaro-Winkler similarity with the usual prefix weight of 0.1: 0 to 1. Two empty strings are alike.
pub fn jaro_winkler(left: &str, right: &str) -> f64 {
    if left == right {
        return 1.0;
    }
    jaro_winkler_distance::similarity(left.chars(), right.chars()).clamp(0.0, 1.0)
}

/// One minus the Levenshtein distance over the length of the longer string: 0 to 1. Two empty strings are alike.
pub fn normalised_levenshtein(left: &str, right: &str) -> f64 {
    if left == right {
        return 1.0;
    }
    levenshtein::normalized_similarity(left.chars(), right.chars()).clamp(0.0, 1.0)
}

/// Whether one string may be a mistyped form of the other.
///
/// Counted are inserted, lost and replaced characters and two neighbours exchanged (optimal string alignment; the
/// four kinds of slip are Damerau's of 1964). One slip is allowed from five characters on, two from nine on; shorter
/// strings are too often other words. Equal strings are no typo.
pub fn is_typo(left: &str, right: &str) -> bool {
    let length = left.chars().count().min(right.chars().count());
    let slips_max = match length {
        0..=4 => return false,
        5..=8 => 1,
        _ => 2,
    };
    (1..=slips_max).contains(&osa::distance(left.chars(), right.chars()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_examples_come_out_as_published() {
        // Winkler's own examples, as given in "String comparator metrics" (1990), to three digits.
        for (left, right, expected) in
            [("martha", "marhta", 0.961), ("dwayne", "duane", 0.840), ("dixon", "dicksonx", 0.813)]
        {
            assert!((jaro_winkler(left, right) - expected).abs() < 0.001, "{left} {right}");
        }
        assert!((normalised_levenshtein("kitten", "sitting") - (1.0 - 3.0 / 7.0)).abs() < 1e-9);
    }

    #[test]
    fn exchanged_letters_are_a_typo_and_short_words_are_not() {
        assert!(is_typo("carmichael", "carmichale"));
        assert!(is_typo("keller", "kellr"));
        assert!(!is_typo("anna", "anne"));
        assert!(!is_typo("keller", "keller"));
        assert!(!is_typo("keller", "muller"));
    }

    proptest! {
        #[test]
        fn symmetric_and_bounded(left in "\\PC{0,12}", right in "\\PC{0,12}") {
            for measure in [jaro_winkler, normalised_levenshtein] {
                let value = measure(&left, &right);
                prop_assert!((0.0..=1.0).contains(&value));
                prop_assert!((value - measure(&right, &left)).abs() < 1e-12);
                prop_assert_eq!(measure(&left, &left), 1.0);
            }
            prop_assert_eq!(is_typo(&left, &right), is_typo(&right, &left));
        }
    }
}
