//! How far apart are two short normal forms? The comparisons of linkage ask this many million times.
//!
//! In: two strings in normal form. Out: a similarity from 0 to 1, or whether they are so many slips apart.
//! Jaro (1989) with Winkler's prefix (1990), and optimal string alignment (Damerau 1964), both over bytes where
//! the text is ASCII and short, and over characters by the slower way elsewhere. Both are symmetric to the bit.

use rapidfuzz::distance::osa;

use crate::similarity;

/// The bits of one machine word mark which places are taken.
const FAST_MAX: usize = 64;

/// Jaro-Winkler similarity with a prefix weight of 0.1: 0 to 1.
pub(super) fn closeness(left: &str, right: &str) -> f64 {
    if left == right {
        return 1.0;
    }
    // A fixed order: the greedy matching of Jaro is not symmetric by itself.
    let (one, other) = if (left.len(), left) <= (right.len(), right) { (left, right) } else { (right, left) };
    if one.is_empty() {
        return 0.0;
    }
    if !one.is_ascii() || !other.is_ascii() || other.len() > FAST_MAX {
        return similarity::jaro_winkler(one, other);
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let window = (other.len() / 2).saturating_sub(1);
    let (mut one_taken, mut other_taken) = (0_u64, 0_u64);
    for (at, byte) in one.iter().enumerate() {
        let from = at.saturating_sub(window);
        for (place, candidate) in other.iter().enumerate().take(at + window + 1).skip(from) {
            if candidate == byte && other_taken & (1 << place) == 0 {
                one_taken |= 1 << at;
                other_taken |= 1 << place;
                break;
            }
        }
    }
    let matches = one_taken.count_ones();
    if matches == 0 {
        return 0.0;
    }
    let mut turned = 0_u32;
    let mut rest = other_taken;
    for (at, byte) in one.iter().enumerate() {
        if one_taken & (1 << at) != 0 {
            let place = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            turned += u32::from(other.get(place) != Some(byte));
        }
    }
    let matches = f64::from(matches);
    let jaro = (matches / one.len() as f64
        + matches / other.len() as f64
        + (matches - f64::from(turned / 2)) / matches)
        / 3.0;
    let prefix = one.iter().zip(other).take(4).take_while(|(a, b)| a == b).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

/// Whether one slip makes one of the other: a character lost, added, replaced, or two neighbours exchanged.
pub(super) fn one_slip(left: &str, right: &str) -> bool {
    let (one, other) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if !one.is_ascii() || !other.is_ascii() {
        return osa::distance(one.chars(), other.chars()) <= 1;
    }
    if other.len() - one.len() > 1 {
        return false;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let front = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    // What is left between the common front and the common end.
    if front + back + 1 >= other.len() {
        return true;
    }
    let exchanged = |at: usize| {
        one.get(at) == other.get(at + 1) && one.get(at + 1) == other.get(at) && one.get(at).is_some()
    };
    one.len() == other.len() && front + back + 2 == other.len() && exchanged(front)
}

/// Whether at most two slips make one of the other. Cells of the table of distances that are further than two from its
/// diagonal are beyond two slips and are not looked at (Ukkonen 1985).
pub(super) fn two_slips(left: &str, right: &str) -> bool {
    const BEYOND: u8 = 3;
    if !left.is_ascii() || !right.is_ascii() || left.len().max(right.len()) > FAST_MAX {
        return osa::distance(left.chars(), right.chars()) <= 2;
    }
    let (one, other) = (left.as_bytes(), right.as_bytes());
    if one.len().abs_diff(other.len()) > 2 {
        return false;
    }
    let cell = |row: &[u8; FAST_MAX + 1], at: usize| row.get(at).copied().unwrap_or(BEYOND);
    let mut before = [BEYOND; FAST_MAX + 1];
    let mut above = [BEYOND; FAST_MAX + 1];
    for (at, distance) in above.iter_mut().zip(0..BEYOND) {
        *at = distance;
    }
    for (row, byte) in (1_usize..).zip(one) {
        let mut now = [BEYOND; FAST_MAX + 1];
        let mut least = BEYOND;
        for column in row.saturating_sub(2)..=(row + 2).min(other.len()) {
            let mut best = cell(&above, column).saturating_add(1);
            if let Some(place) = column.checked_sub(1) {
                let is_same = other.get(place) == Some(byte);
                best = best.min(cell(&now, place).saturating_add(1));
                best = best.min(cell(&above, place).saturating_add(u8::from(!is_same)));
                if let (Some(second), Some(first)) = (row.checked_sub(2), column.checked_sub(2))
                    && other.get(first) == Some(byte)
                    && one.get(second) == other.get(place)
                {
                    best = best.min(cell(&before, first).saturating_add(1));
                }
            }
            if let Some(out) = now.get_mut(column) {
                *out = best.min(BEYOND);
            }
            least = least.min(best);
        }
        // Two rows beyond two stay beyond; an exchange reaches back one row more than the others.
        if least >= BEYOND && above.iter().all(|it| *it >= BEYOND) {
            return false;
        }
        (before, above) = (above, now);
    }
    cell(&above, other.len()) <= 2
}

/// A key for how a word sounds: the first letter and the classes of up to four consonants behind it (Soundex of
/// Russell, 1918, with one digit more). 0 for a text without a letter.
pub(super) fn sound(text: &str) -> u32 {
    let class = |byte: u8| match byte.to_ascii_lowercase() {
        b'b' | b'f' | b'p' | b'v' => 1,
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => 2,
        b'd' | b't' => 3,
        b'l' => 4,
        b'm' | b'n' => 5,
        b'r' => 6,
        b'h' | b'w' => 7,
        _ => 0,
    };
    let mut letters = text.bytes().filter(|byte| byte.is_ascii_alphabetic());
    let Some(first) = letters.next() else {
        return 0;
    };
    let mut res = u32::from(first.to_ascii_lowercase());
    let mut before = class(first);
    let mut digits = 0;
    for letter in letters {
        let now = class(letter);
        if now == 7 {
            continue;
        }
        if now != 0 && now != before {
            res = res * 8 + now;
            digits += 1;
            if digits == 4 {
                break;
            }
        }
        before = now;
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_examples_come_out_as_published() {
        for (left, right, expected) in
            [("martha", "marhta", 0.961), ("dwayne", "duane", 0.840), ("dixon", "dicksonx", 0.813)]
        {
            assert!((closeness(left, right) - expected).abs() < 0.001, "{left} {right}");
        }
        assert_eq!(sound("robert"), sound("rupert"));
        assert_ne!(sound("robert"), sound("rubin"));
    }

    #[test]
    fn each_kind_of_slip_is_one_slip_and_two_are_not() {
        for (left, right) in [("keller", "kellr"), ("keller", "kelxer"), ("keller", "kelelr"), ("a", "")] {
            assert!(one_slip(left, right), "{left} {right}");
        }
        for (left, right) in [("keller", "klelre"), ("keller", "kllr"), ("abcd", "badc"), ("ab", "cd")] {
            assert!(!one_slip(left, right), "{left} {right}");
        }
    }

    proptest! {
        #[test]
        fn symmetric_bounded_and_as_the_slow_way_says(left in "[a-d]{0,9}", right in "[a-d]{0,9}", odd in "\\PC{0,8}") {
            for (a, b) in [(&left, &right), (&left, &odd)] {
                let value = closeness(a, b);
                prop_assert!((0.0..=1.0).contains(&value));
                prop_assert_eq!(value.to_bits(), closeness(b, a).to_bits());
                prop_assert_eq!(closeness(a, a), 1.0);
                let slips = osa::distance(a.chars(), b.chars());
                prop_assert_eq!(one_slip(a, b), slips <= 1);
                prop_assert_eq!(one_slip(b, a), slips <= 1);
                prop_assert_eq!(two_slips(a, b), slips <= 2);
            }
        }
    }
}
