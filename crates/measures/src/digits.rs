//! Was a number put right, or replaced by another?
//!
//! In: two values as text (account numbers, telephone numbers, postcodes), with any separators. Out: whether they
//! differ as a slip of the finger would make them differ.
//! Single-digit errors and transpositions make up nearly nine in ten slips when numbers are copied by hand:
//! Verhoeff, "Error detecting decimal codes" (1969).
//! Of no use on digests, which differ everywhere when the value differs anywhere.

/// The slip that leads from one number to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// One digit or letter is another one.
    Replaced,
    /// Two neighbours are exchanged.
    Transposed,
    /// One digit or letter is missing or too much.
    LeftOut,
}

/// The slip that explains the difference, if one does. Separators and case do not count; equal values have no slip.
///
/// Values shorter than four digits or letters are never explained: any two of them are close.
pub fn slip(left: &str, right: &str) -> Option<Slip> {
    let (left, right) = (essential(left), essential(right));
    if left.len().min(right.len()) < 4 || left == right {
        return None;
    }
    if left.len() == right.len() {
        let places: Vec<usize> =
            (0..left.len()).filter(|place| left.get(*place) != right.get(*place)).collect();
        return match places.as_slice() {
            [_] => Some(Slip::Replaced),
            [first, second] if first + 1 == *second => {
                let crossed =
                    left.get(*first) == right.get(*second) && left.get(*second) == right.get(*first);
                crossed.then_some(Slip::Transposed)
            }
            _ => None,
        };
    }
    let (shorter, longer) = if left.len() < right.len() { (left, right) } else { (right, left) };
    if longer.len() - shorter.len() != 1 {
        return None;
    }
    let same_start = shorter.iter().zip(&longer).take_while(|(one, other)| one == other).count();
    let rest_agrees = shorter.iter().skip(same_start).eq(longer.iter().skip(same_start + 1));
    rest_agrees.then_some(Slip::LeftOut)
}

/// Whether exactly one digit or letter differs in values of equal length.
pub fn one_digit_apart(left: &str, right: &str) -> bool {
    slip(left, right) == Some(Slip::Replaced)
}

/// Whether exchanging two neighbours makes one value of the other.
pub fn transposed(left: &str, right: &str) -> bool {
    slip(left, right) == Some(Slip::Transposed)
}

fn essential(value: &str) -> Vec<char> {
    value.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_of_the_finger_are_told_apart() {
        for (left, right, expected) in [
            ("4400 1122 33", "4400-1122-34", Some(Slip::Replaced)),
            ("4400112233", "4400121233", Some(Slip::Transposed)),
            ("4400112233", "440011223", Some(Slip::LeftOut)),
            ("4400112233", "4400112233", None),
            ("4400112233", "4400 1122 33", None),
            ("4400112233", "4411112233", None),
            ("4400112233", "9182736455", None),
            ("123", "124", None),
        ] {
            assert_eq!(slip(left, right), expected, "{left} {right}");
        }
    }

    proptest! {
        #[test]
        fn symmetric(left in "[0-3 ]{3,9}", right in "[0-3 ]{3,9}") {
            prop_assert_eq!(slip(&left, &right), slip(&right, &left));
        }

        #[test]
        fn exchanging_unlike_neighbours_is_always_seen(value in "[0-4]{2,6}57[0-4]{2,6}", turned in any::<bool>()) {
            let other = value.replace("57", "75");
            let found = if turned { transposed(&other, &value) } else { transposed(&value, &other) };
            prop_assert!(found);
        }

        #[test]
        fn leaving_out_one_digit_is_always_seen(value in "[0-9]{5,12}", place in any::<prop::sample::Index>()) {
            let mut other = value.clone();
            other.remove(place.index(value.len()));
            prop_assert_eq!(slip(&value, &other), Some(Slip::LeftOut));
        }
    }
}
