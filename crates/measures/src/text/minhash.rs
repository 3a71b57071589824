//! Signatures: a few hundred bytes that tell how far two documents agree.
//!
//! In: sets of hashed words or shingles. Out: signatures of fixed size, and an estimate of the Jaccard resemblance of
//! two of them. Which of many are worth comparing in full is found in `bands`.
//! Broder, "On the resemblance and containment of documents" (1997); one hash for all permutations as in Dahlgaard,
//! Knudsen and Thorup, "Fast similarity sketching" (2017), which densifies one-permutation hashing (Li, Owen and
//! Zhang 2012; Shrivastava 2017) without losing independence where a document has fewer words than permutations.
//!
//! Each hash falls into one of 128 slots, where the smallest value stays. Slots that nothing fell into are filled in
//! a second round with other bits of the same hash, and so on; values of a later round are larger than all of an
//! earlier one, so that what a slot holds does not depend on where the rounds stopped. Two documents agree in a slot
//! with a probability of exactly their resemblance, but for equal values of different words (one in a million).

/// Permutations in a signature. The standard error of the estimate is at most 1 / (2 * sqrt(128)), about 0.044.
pub const PERMUTATIONS: usize = 128;

/// Bits of a hash that choose the slot, and those that are the value in it.
const SLOT_BITS: u32 = 7;
const VALUE_BITS: u32 = 32 - SLOT_BITS;
const VALUE_MASK: u32 = (1 << VALUE_BITS) - 1;

/// Rounds before each slot that is still empty asks all words; a document of one word fills some fifty until then.
const ROUNDS: u32 = 64;

const EMPTY: u32 = u32::MAX;

/// One value for each of [`PERMUTATIONS`] permutations: 512 bytes.
pub type Signature = [u32; PERMUTATIONS];

/// The signature of a set of hashes, which must be spread evenly over 64 bits. Order and repeats change nothing.
pub fn signature(hashes: &[u64]) -> Signature {
    let mut slots = [EMPTY; PERMUTATIONS];
    if hashes.is_empty() {
        return slots;
    }
    for hash in hashes {
        let bits = (hash >> 32) as u32;
        if let Some(slot) = slots.get_mut((bits >> VALUE_BITS) as usize) {
            *slot = (*slot).min(bits & VALUE_MASK);
        }
    }
    for round in 1..ROUNDS {
        if slots.iter().all(|it| *it != EMPTY) {
            return slots;
        }
        // A hash has bits for three rounds, whose slots do not overlap; after those it is mixed anew.
        match round {
            1 => refill(&mut slots, hashes, round, |it| it as u32),
            2 => refill(&mut slots, hashes, round, |it| (it >> 16) as u32),
            _ => refill(&mut slots, hashes, round, |it| (mixed(it, round) >> 32) as u32),
        }
    }
    for (place, slot) in (ROUNDS..).zip(slots.iter_mut()).filter(|(_, slot)| **slot == EMPTY) {
        for hash in hashes {
            let value = (mixed(*hash, place) >> 32) as u32 & VALUE_MASK;
            *slot = (*slot).min(value | ROUNDS << VALUE_BITS);
        }
    }
    slots
}

/// The estimated Jaccard resemblance of two documents: 0 to 1. An empty document resembles nothing.
pub fn resemblance(left: &Signature, right: &Signature) -> f64 {
    if is_empty(left) || is_empty(right) {
        return 0.0;
    }
    let mut equal = 0_u32;
    for (one, other) in left.iter().zip(right) {
        equal += u32::from(one == other);
    }
    f64::from(equal) / PERMUTATIONS as f64
}

/// Whether this is the signature of a document without words.
pub fn is_empty(signature: &Signature) -> bool {
    // All slots are filled as soon as there is one word.
    signature.first() == Some(&EMPTY)
}

/// One more round, for the slots that were empty before it.
#[inline]
fn refill(slots: &mut Signature, hashes: &[u64], round: u32, bits_of: impl Fn(u64) -> u32) {
    let tag = round << VALUE_BITS;
    for hash in hashes {
        let bits = bits_of(*hash);
        // In a text of some length nearly all slots are full by now, which the processor foresees.
        if let Some(slot) = slots.get_mut((bits >> VALUE_BITS) as usize)
            && *slot >= tag
        {
            *slot = (*slot).min(bits & VALUE_MASK | tag);
        }
    }
}

/// Another even spread of the same hash; the last steps of MurmurHash3 (Appleby 2011).
#[inline]
fn mixed(hash: u64, turn: u32) -> u64 {
    let mut res = hash ^ u64::from(turn).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    res = (res ^ (res >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    res = (res ^ (res >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    res ^ (res >> 33)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use xxhash_rust::xxh3::xxh3_64;

    use super::super::jaccard;
    use super::*;

    /// Hashed numbers stand in for hashed shingles.
    fn document(range: std::ops::Range<u64>) -> Vec<u64> {
        let mut res: Vec<u64> = range.map(|value| xxh3_64(&value.to_le_bytes())).collect();
        res.sort_unstable();
        res
    }

    #[test]
    fn an_empty_document_resembles_nothing() {
        let none = signature(&[]);
        assert!(is_empty(&none) && !is_empty(&signature(&[7])));
        assert_eq!(resemblance(&none, &none), 0.0);
    }

    #[test]
    fn every_slot_is_filled_however_short_the_document_is() {
        for n_words in [1, 2, 5, 40, 400, 4_000] {
            assert!(signature(&document(0..n_words)).iter().all(|it| *it != EMPTY), "{n_words}");
        }
    }

    /// Mean and root mean square of the error over 300 pairs of documents of `size` hashes, `shared` of them shared.
    fn errors(size: u64, shared: u64) -> (f64, f64) {
        let (mut sum, mut squares) = (0.0, 0.0);
        for pair in 0..300 {
            let start = pair * 100_000;
            let left = document(start..start + size);
            let right = document(start + size - shared..start + 2 * size - shared);
            let error = resemblance(&signature(&left), &signature(&right)) - jaccard(&left, &right);
            sum += error;
            squares += error * error;
        }
        (sum / 300.0, (squares / 300.0_f64).sqrt())
    }

    #[test]
    fn the_estimate_is_right_on_average_and_no_wider_than_that_of_independent_permutations() {
        for (size, shared) in [(3, 1), (10, 5), (40, 30), (130, 60), (400, 200), (400, 360), (3_000, 1_000)] {
            let truth = shared as f64 / (2 * size - shared) as f64;
            let independent = (truth * (1.0 - truth) / PERMUTATIONS as f64).sqrt();
            let (mean, spread) = errors(size, shared);
            // Three standard errors of a mean of 300, and a fifth more than the spread should be.
            assert!(mean.abs() < 3.0 * independent / 300.0_f64.sqrt(), "{size} {shared}: mean {mean}");
            assert!(spread < 1.2 * independent, "{size} {shared}: {spread} for {independent}");
        }
    }

    proptest! {
        #[test]
        fn the_estimate_is_symmetric_bounded_and_near_the_truth(size in 1_u64..400, shift in 0_u64..500, base in 0_u64..1_000_000) {
            let left = document(base..base + size);
            let right = document(base + shift..base + shift + size);
            let (left_signature, right_signature) = (signature(&left), signature(&right));
            let estimate = resemblance(&left_signature, &right_signature);
            prop_assert_eq!(estimate, resemblance(&right_signature, &left_signature));
            prop_assert!((0.0..=1.0).contains(&estimate));
            prop_assert_eq!(resemblance(&left_signature, &left_signature), 1.0);
            // Six standard errors; a failure here is a broken permutation, not bad luck.
            prop_assert!((estimate - jaccard(&left, &right)).abs() < 0.27);
        }

        #[test]
        fn a_signature_is_unchanged_by_order_and_repeats(values in prop::collection::vec(any::<u64>(), 0..60)) {
            let mut turned: Vec<u64> = values.iter().rev().copied().collect();
            turned.extend(&values);
            prop_assert_eq!(signature(&values), signature(&turned));
        }

        #[test]
        fn the_signature_of_two_documents_together_is_the_smaller_of_theirs(left in prop::collection::vec(any::<u64>(), 1..200), right in prop::collection::vec(any::<u64>(), 1..200)) {
            let together: Vec<u64> = left.iter().chain(&right).copied().collect();
            let (one, other) = (signature(&left), signature(&right));
            let mut smaller = one;
            for (slot, value) in smaller.iter_mut().zip(other) {
                *slot = (*slot).min(value);
            }
            prop_assert_eq!(signature(&together), smaller);
        }
    }
}
