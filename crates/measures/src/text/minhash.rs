//! Sketches: which of many documents are worth comparing in full.
//!
//! In: sets of shingles. Out: sketches of fixed size, an estimate of the Jaccard resemblance of two of them, and
//! the pairs that fall into the same bucket of at least one band.
//! Broder, "On the resemblance and containment of documents" (1997); linear permutations as in Broder, Charikar,
//! Frieze and Mitzenmacher, "Min-wise independent permutations" (2000); banding as in Leskovec, Rajaraman and
//! Ullman, "Mining of Massive Datasets", chapter 3.
//!
//! On paper: a sketch is 1 KiB; 100,000 documents are 100 MiB and 3.2 million band keys, sorted band by band.
//! With 32 bands of 4 rows a pair of resemblance s is found with probability 1 - (1 - s^4)^32:
//! 0.23 at s = 0.3, 0.95 at s = 0.55, 0.9998 at s = 0.7.

use xxhash_rust::xxh3::xxh3_64;

/// Permutations in a sketch. The standard error of the estimate is at most 1 / (2 * sqrt(128)), about 0.044.
pub const PERMUTATIONS: usize = 128;

const BANDS: usize = 32;
const ROWS: usize = PERMUTATIONS / BANDS;

/// The smallest hash of a document under each of [`PERMUTATIONS`] permutations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinHash {
    smallest: Box<[u64; PERMUTATIONS]>,
    empty: bool,
}

impl MinHash {
    /// Sketches a set of hashed shingles. Order and repeats change nothing.
    pub fn of(shingles: &[u64]) -> MinHash {
        let mut smallest = Box::new([u64::MAX; PERMUTATIONS]);
        for shingle in shingles {
            for (slot, (factor, shift)) in smallest.iter_mut().zip(COEFFICIENTS.iter()) {
                let hash = shingle.wrapping_mul(*factor).wrapping_add(*shift);
                *slot = (*slot).min(hash);
            }
        }
        MinHash { smallest, empty: shingles.is_empty() }
    }

    /// The estimated Jaccard resemblance: 0 to 1. An empty document resembles nothing.
    pub fn resemblance(&self, other: &MinHash) -> f64 {
        if self.empty || other.empty {
            return 0.0;
        }
        let mut equal = 0_usize;
        for (left, right) in self.smallest.iter().zip(other.smallest.iter()) {
            equal += usize::from(left == right);
        }
        equal as f64 / PERMUTATIONS as f64
    }

    fn band_key(&self, band: usize) -> u64 {
        let mut bytes = [0_u8; ROWS * 8];
        for (chunk, value) in bytes.chunks_exact_mut(8).zip(self.smallest.iter().skip(band * ROWS)) {
            chunk.copy_from_slice(&value.to_le_bytes());
        }
        xxh3_64(&bytes)
    }
}

/// Pairs worth a full comparison, and the buckets that were too full to give all of theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Positions in the input, the smaller first; sorted, without repeats.
    pub pairs: Vec<(usize, usize)>,
    /// Buckets in which the cap was reached. What they hold is incomplete, and the reader must be told.
    pub full_buckets: Vec<FullBucket>,
}

/// A bucket with more members than the cap allows to be paired in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullBucket {
    /// Which of the 32 bands.
    pub band: usize,
    /// Position of the first member in the input.
    pub first: usize,
    /// How many members there are.
    pub members: usize,
}

/// Finds the pairs of sketches that agree in at least one band of four rows.
///
/// A bucket of up to `bucket_members_max` members gives all its pairs. A fuller one pairs each member with those
/// next to it, half the cap to each side, which keeps the work linear and the members connected; it is listed in
/// [`Candidates::full_buckets`].
pub fn candidate_pairs(sketches: &[MinHash], bucket_members_max: usize) -> Candidates {
    let window = (bucket_members_max / 2).max(1);
    let mut res = Candidates::default();
    let mut keyed: Vec<(u64, usize)> = Vec::with_capacity(sketches.len());
    for band in 0..BANDS {
        keyed.clear();
        for (index, sketch) in sketches.iter().enumerate() {
            if !sketch.empty {
                keyed.push((sketch.band_key(band), index));
            }
        }
        keyed.sort_unstable();
        for bucket in keyed.chunk_by(|left, right| left.0 == right.0) {
            let too_full = bucket.len() > bucket_members_max.max(2);
            if too_full && let Some((_, first)) = bucket.first() {
                res.full_buckets.push(FullBucket { band, first: *first, members: bucket.len() });
            }
            let reach = if too_full { window } else { bucket.len() };
            for (position, (_, left)) in bucket.iter().enumerate() {
                for (_, right) in bucket.iter().skip(position + 1).take(reach) {
                    res.pairs.push((*left, *right));
                }
            }
        }
        // Equal documents meet in every band; removing repeats now keeps memory at one copy.
        res.pairs.sort_unstable();
        res.pairs.dedup();
    }
    res
}

/// Fixed odd factors and shifts, so that a sketch made today equals one made tomorrow.
static COEFFICIENTS: [(u64, u64); PERMUTATIONS] = coefficients();

const fn coefficients() -> [(u64, u64); PERMUTATIONS] {
    let mut res = [(0, 0); PERMUTATIONS];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut index = 0;
    while index < PERMUTATIONS {
        let (next, factor) = split_mix(state);
        let (next, shift) = split_mix(next);
        // An odd factor makes the map a permutation of all 64-bit numbers.
        res[index] = (factor | 1, shift);
        state = next;
        index += 1;
    }
    res
}

/// SplitMix64 (Steele, Lea and Flood 2014).
const fn split_mix(state: u64) -> (u64, u64) {
    let next = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = next;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (next, mixed ^ (mixed >> 31))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::jaccard;
    use super::*;

    /// Hashed numbers stand in for hashed shingles.
    fn document(range: std::ops::Range<u64>) -> Vec<u64> {
        let mut res: Vec<u64> = range.map(|value| xxh3_64(&value.to_le_bytes())).collect();
        res.sort_unstable();
        res
    }

    #[test]
    fn near_copies_are_found_among_strangers() {
        let mut sketches = Vec::new();
        for index in 0..200 {
            sketches.push(MinHash::of(&document(index * 1000..index * 1000 + 200)));
        }
        // A copy of document 7 in which one shingle in ten is another.
        sketches.push(MinHash::of(&document(7020..7220)));
        let candidates = candidate_pairs(&sketches, 50);
        assert_eq!(candidates.pairs, vec![(7, 200)]);
        assert!(candidates.full_buckets.is_empty());
    }

    #[test]
    fn a_full_bucket_is_reported_and_stays_connected() {
        let sketches = vec![MinHash::of(&document(0..50)); 100];
        let candidates = candidate_pairs(&sketches, 10);
        assert_eq!(candidates.full_buckets.len(), BANDS);
        assert_eq!(candidates.full_buckets[0], FullBucket { band: 0, first: 0, members: 100 });
        assert!(candidates.pairs.len() < 100 * 6);
        for index in 0..99 {
            assert!(candidates.pairs.contains(&(index, index + 1)));
        }
    }

    #[test]
    fn empty_documents_are_never_candidates() {
        let sketches = vec![MinHash::of(&[]), MinHash::of(&[])];
        assert_eq!(candidate_pairs(&sketches, 10), Candidates::default());
        assert_eq!(sketches[0].resemblance(&sketches[1]), 0.0);
    }

    #[test]
    fn the_estimate_is_right_on_average() {
        let mut error_sum = 0.0;
        for start in 0..100_u64 {
            let left = document(start * 10_000..start * 10_000 + 300);
            let right = document(start * 10_000 + start * 3..start * 10_000 + start * 3 + 300);
            error_sum += MinHash::of(&left).resemblance(&MinHash::of(&right)) - jaccard(&left, &right);
        }
        assert!((error_sum / 100.0).abs() < 0.02, "mean error {}", error_sum / 100.0);
    }

    proptest! {
        #[test]
        fn the_estimate_is_symmetric_bounded_and_near_the_truth(size in 1_u64..400, shift in 0_u64..500, base in 0_u64..1_000_000) {
            let left = document(base..base + size);
            let right = document(base + shift..base + shift + size);
            let (left_sketch, right_sketch) = (MinHash::of(&left), MinHash::of(&right));
            let estimate = left_sketch.resemblance(&right_sketch);
            prop_assert_eq!(estimate, right_sketch.resemblance(&left_sketch));
            prop_assert!((0.0..=1.0).contains(&estimate));
            // Six standard errors; a failure here is a broken permutation, not bad luck.
            prop_assert!((estimate - jaccard(&left, &right)).abs() < 0.27);
        }

        #[test]
        fn a_sketch_is_unchanged_by_order_and_repeats(values in prop::collection::vec(any::<u64>(), 0..60)) {
            let mut turned: Vec<u64> = values.iter().rev().copied().collect();
            turned.extend(&values);
            prop_assert_eq!(MinHash::of(&values), MinHash::of(&turned));
        }
    }
}
