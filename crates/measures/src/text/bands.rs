//! Which of many documents are worth comparing in full.
//!
//! In: signatures. Out: the pairs that agree in at least one band of a few values, or the documents that do so with one
//! that is asked about.
//! Banding as in Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3.
//!
//! On paper: with 32 bands of 4 rows a pair of resemblance s is found with probability 1 - (1 - s^4)^32: 0.23 at
//! s = 0.3, 0.95 at s = 0.55, 0.9998 at s = 0.7. A band is one list of numbers, sorted by the key of the band;
//! 100,000 documents are 26 MiB beside their signatures.

use super::minhash::{PERMUTATIONS, Signature, is_empty};

/// How many bands the signatures are cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Banding {
    /// 8 bands of 16 rows: near copies only, half of them found at a resemblance of 0.86.
    NearCopies,
    /// 32 bands of 4 rows: half of the pairs found at a resemblance of 0.38.
    Wide,
}

impl Banding {
    fn bands(self) -> usize {
        match self {
            Banding::NearCopies => 8,
            Banding::Wide => 32,
        }
    }

    fn rows(self) -> usize {
        PERMUTATIONS / self.bands()
    }
}

/// Bands of the finest banding.
const BANDS_MAX: usize = 32;

/// Pairs worth a full comparison, and the buckets that were too full to give all of theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Positions in the input, the smaller first; sorted, without repeats.
    pub pairs: Vec<(u32, u32)>,
    /// Buckets in which the cap was reached. What they hold is incomplete, and the reader must be told.
    pub full_buckets: Vec<FullBucket>,
}

/// A bucket with more members than the cap allows to be paired in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullBucket {
    /// Which of the bands.
    pub band: usize,
    /// Position of the first member in the input.
    pub first: u32,
    /// How many members there are.
    pub members: usize,
}

/// Signatures by their bands, ready to be asked.
#[derive(Debug, Clone)]
pub struct BandIndex {
    banding: Banding,
    /// The first bits of a key choose a drawer.
    shift: u32,
    bands: Vec<Band>,
}

#[derive(Debug, Clone)]
struct Band {
    /// Where each drawer begins among the entries, and the end of the last.
    starts: Vec<u32>,
    /// The last 32 bits of the key above the position of the document, sorted within a drawer.
    entries: Vec<u64>,
}

impl BandIndex {
    /// Takes up to 2^32 - 1 signatures; what comes after them is left out. Empty documents are never found.
    pub fn of(signatures: &[Signature], banding: Banding) -> BandIndex {
        let count = u32::try_from(signatures.len()).unwrap_or(u32::MAX);
        let drawer_bits = (u32::BITS - count.leading_zeros()).clamp(1, 24);
        let shift = u64::BITS - drawer_bits;
        let rows = banding.rows();
        let mut res = BandIndex { banding, shift, bands: Vec::with_capacity(banding.bands()) };
        let mut keys: Vec<u64> = Vec::with_capacity(signatures.len());
        for band in 0..banding.bands() {
            let mut starts = vec![0_u32; (1_usize << drawer_bits) + 1];
            keys.clear();
            let mut kept = 0_u32;
            for signature in signatures.iter().take(count as usize) {
                let key = band_key(signature, band, rows);
                keys.push(key);
                if !is_empty(signature)
                    && let Some(size) = starts.get_mut((key >> shift) as usize + 1)
                {
                    *size += 1;
                    kept += 1;
                }
            }
            let mut sum = 0;
            for start in &mut starts {
                sum += *start;
                *start = sum;
            }
            let mut next = starts.clone();
            let mut entries = vec![0_u64; kept as usize];
            for (document, (key, signature)) in keys.iter().zip(signatures).enumerate() {
                if let Some(place) = next.get_mut((key >> shift) as usize)
                    && !is_empty(signature)
                    && let Some(entry) = entries.get_mut(*place as usize)
                {
                    *entry = (key & 0xffff_ffff) << 32 | document as u64;
                    *place += 1;
                }
            }
            for drawer in starts.windows(2) {
                if let [from, to] = drawer
                    && to - from > 1
                    && let Some(drawer) = entries.get_mut(*from as usize..*to as usize)
                {
                    drawer.sort_unstable();
                }
            }
            res.bands.push(Band { starts, entries });
        }
        res
    }

    /// The documents that agree with this one in at least one band: sorted, without repeats.
    pub fn query(&self, signature: &Signature) -> Vec<u32> {
        let mut res: Vec<u32> = Vec::new();
        if is_empty(signature) {
            return res;
        }
        // First where to look in each band, then what is there: the memory answers many questions at once.
        let mut drawers: [(u64, &[u64]); BANDS_MAX] = [(0, &[]); BANDS_MAX];
        for (number, (place, band)) in drawers.iter_mut().zip(&self.bands).enumerate() {
            let key = band_key(signature, number, self.banding.rows());
            *place = (key & 0xffff_ffff, band.drawer((key >> self.shift) as usize));
        }
        for (fingerprint, drawer) in drawers {
            for entry in drawer {
                let document = *entry as u32;
                // The same few meet in band after band; a short look back saves most of the sorting.
                if entry >> 32 == fingerprint && !res.iter().take(16).any(|it| *it == document) {
                    res.push(document);
                }
            }
        }
        res.sort_unstable();
        res.dedup();
        res
    }

    /// The pairs of documents that agree in at least one band.
    ///
    /// A bucket of up to `bucket_members_max` members gives all its pairs. A fuller one pairs each member with those
    /// next to it, half the cap to each side, which keeps the work linear and the members connected; it is listed in
    /// [`Candidates::full_buckets`].
    pub fn pairs(&self, bucket_members_max: usize) -> Candidates {
        let window = (bucket_members_max / 2).max(1);
        let mut res = Candidates::default();
        for (number, band) in self.bands.iter().enumerate() {
            let before = res.pairs.len();
            for drawer in band.starts.windows(2) {
                let [from, to] = drawer else { continue };
                if to - from < 2 {
                    continue;
                }
                let entries = band.entries.get(*from as usize..*to as usize).unwrap_or_default();
                for bucket in entries.chunk_by(|left, right| left >> 32 == right >> 32) {
                    let too_full = bucket.len() > bucket_members_max.max(2);
                    if too_full && let Some(first) = bucket.first() {
                        let (first, members) = (*first as u32, bucket.len());
                        res.full_buckets.push(FullBucket { band: number, first, members });
                    }
                    let reach = if too_full { window } else { bucket.len() };
                    for (position, left) in bucket.iter().enumerate() {
                        for right in bucket.iter().skip(position + 1).take(reach) {
                            res.pairs.push((*left as u32, *right as u32));
                        }
                    }
                }
            }
            // Equal documents meet in every band; removing repeats when they double keeps memory at two copies.
            if number > 0 && res.pairs.len() > 2 * before.max(1 << 16) {
                res.pairs.sort_unstable();
                res.pairs.dedup();
            }
        }
        res.pairs.sort_unstable();
        res.pairs.dedup();
        res.full_buckets.sort_unstable_by_key(|it| (it.band, it.first));
        res
    }
}

impl Band {
    fn drawer(&self, number: usize) -> &[u64] {
        let (Some(from), Some(to)) = (self.starts.get(number), self.starts.get(number + 1)) else {
            return &[];
        };
        self.entries.get(*from as usize..*to as usize).unwrap_or_default()
    }
}

/// Finds the pairs of signatures that agree in at least one band of four rows; see [`BandIndex::pairs`].
pub fn candidate_pairs(signatures: &[Signature], bucket_members_max: usize) -> Candidates {
    BandIndex::of(signatures, Banding::Wide).pairs(bucket_members_max)
}

#[inline]
fn band_key(signature: &Signature, band: usize, rows: usize) -> u64 {
    let mut res = 0x9e37_79b9_7f4a_7c15_u64;
    let values = signature.get(band * rows..(band + 1) * rows).unwrap_or_default();
    for four in values.chunks_exact(4) {
        if let [first, second, third, fourth] = four {
            let low = u64::from(*first) << 32 | u64::from(*second);
            let high = u64::from(*third) << 32 | u64::from(*fourth);
            res = super::folded(low ^ res, high ^ 0xe703_7ed1_a0b4_28db);
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use xxhash_rust::xxh3::xxh3_64;

    use super::super::{resemblance, signature};
    use super::*;

    fn document(range: std::ops::Range<u64>) -> Signature {
        let hashes: Vec<u64> = range.map(|value| xxh3_64(&value.to_le_bytes())).collect();
        signature(&hashes)
    }

    #[test]
    fn near_copies_are_found_among_strangers() {
        let mut signatures: Vec<Signature> =
            (0..200).map(|it| document(it * 1000..it * 1000 + 200)).collect();
        // A copy of document 7 in which one shingle in ten is another.
        signatures.push(document(7020..7220));
        for banding in [Banding::Wide, Banding::NearCopies] {
            // The wide net finds it for certain, the narrow one more often than not.
            let candidates = BandIndex::of(&signatures, banding).pairs(50);
            assert!(candidates.full_buckets.is_empty());
            assert!(candidates.pairs.iter().all(|it| *it == (7, 200)));
            assert!(banding == Banding::NearCopies || candidates.pairs.len() == 1);
        }
    }

    #[test]
    fn pairs_are_found_as_often_as_the_theory_says() {
        // 400 pairs that share half of what either has: one third of all, 0.33 found.
        let mut signatures = Vec::new();
        for pair in 0..400_u64 {
            let start = pair * 10_000;
            signatures.push(document(start..start + 300));
            signatures.push(document(start + 150..start + 450));
        }
        let found = candidate_pairs(&signatures, 50).pairs;
        assert!(found.iter().all(|(left, right)| left / 2 == right / 2));
        let expected = 1.0 - (1.0 - (1.0_f64 / 3.0).powi(4)).powi(32);
        let share = found.len() as f64 / 400.0;
        // Four standard errors.
        assert!((share - expected).abs() < 0.095, "{share} for {expected}");
    }

    #[test]
    fn a_full_bucket_is_reported_and_stays_connected() {
        let signatures = vec![document(0..50); 100];
        let candidates = candidate_pairs(&signatures, 10);
        assert_eq!(candidates.full_buckets.len(), 32);
        assert_eq!(candidates.full_buckets[0], FullBucket { band: 0, first: 0, members: 100 });
        assert!(candidates.pairs.len() < 100 * 6);
        for index in 0..99 {
            assert!(candidates.pairs.contains(&(index, index + 1)));
        }
    }

    #[test]
    fn empty_documents_are_never_candidates() {
        let signatures = vec![signature(&[]), signature(&[]), document(0..9)];
        assert_eq!(candidate_pairs(&signatures, 10), Candidates::default());
        let index = BandIndex::of(&signatures, Banding::Wide);
        assert!(index.query(&signatures[0]).is_empty());
        assert_eq!(index.query(&signatures[2]), vec![2]);
        assert!(BandIndex::of(&[], Banding::Wide).query(&signatures[2]).is_empty());
    }

    proptest! {
        #[test]
        fn questions_and_pairs_agree_and_equal_documents_meet(picks in prop::collection::vec((0_u64..12, 0_u64..3), 0..40)) {
            let signatures: Vec<Signature> =
                picks.iter().map(|(start, shift)| document(start * 500 + shift * 20..start * 500 + shift * 20 + 80)).collect();
            let index = BandIndex::of(&signatures, Banding::Wide);
            let pairs = index.pairs(100).pairs;
            let mut asked = Vec::new();
            for (left, signature) in (0_u32..).zip(&signatures) {
                asked.extend(index.query(signature).into_iter().filter(|it| *it > left).map(|right| (left, right)));
            }
            prop_assert_eq!(&asked, &pairs);
            for left in 0..signatures.len() {
                for right in left + 1..signatures.len() {
                    let equal = resemblance(&signatures[left], &signatures[right]) == 1.0;
                    prop_assert!(!equal || pairs.contains(&(left as u32, right as u32)));
                }
            }
        }
    }
}
