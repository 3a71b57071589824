//! How much of one text stands in another.
//!
//! In: texts of any origin. Out: normal forms, words, hashed word shingles, and how far two sets of shingles agree.
//! Shingles and resemblance follow Broder, "On the resemblance and containment of documents" (1997).
//! Signatures for many documents are in `minhash` and `bands`, the side-by-side view of two is in `passages`,
//! and passages that many documents may have of one another are found in `clones`.

mod bands;
mod clones;
mod minhash;
mod passages;

pub use bands::{BandIndex, Banding, Candidates, FullBucket, candidate_pairs};
pub use clones::{ClonePair, CloneSettings, ClonedPassage, clones, quoted_passages};
pub use minhash::{PERMUTATIONS, Signature, is_empty, resemblance, signature};
pub use passages::{
    NEAR_EQUAL_CONTAINMENT, PassageMatch, SharedRun, passage_key, passage_match, shared_runs,
};

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use xxhash_rust::xxh3::xxh3_64;

/// Words in one shingle. Five is short enough to survive edits around it and long enough to be rare by chance.
pub const SHINGLE_WORDS: usize = 5;

/// One spelling for texts that a reader would call the same: Unicode NFKC, lower case with `ß` as `ss`,
/// everything that is neither letter nor digit as one space, no space at the ends.
pub fn normalise(text: &str) -> String {
    // Most text is plain, and composing characters is what takes the time.
    if text.is_ascii() {
        return spaced(text.chars().map(|character| character.to_ascii_lowercase()), text.len());
    }
    spaced(text.nfkc().flat_map(char::to_lowercase).nfkc(), text.len())
}

/// The words of a text that went through [`normalise`].
pub fn words(normalised: &str) -> Vec<&str> {
    normalised.split_whitespace().collect()
}

/// The set of hashed five-word shingles, sorted and without repeats.
///
/// A text with fewer than five words is one shingle of all its words, so that short texts can still be equal.
/// No words, no shingles.
pub fn shingles(words: &[&str]) -> Vec<u64> {
    let mut res = ordered_shingles(words);
    res.sort_unstable();
    res.dedup();
    res
}

/// [`normalise`], [`words`] and [`shingles`] in one step.
pub fn shingles_of(text: &str) -> Vec<u64> {
    shingles(&words(&normalise(text)))
}

/// The share of all shingles of two texts that stand in both: 0 to 1. Two empty sets share nothing.
pub fn jaccard(left: &[u64], right: &[u64]) -> f64 {
    let (left, right) = (as_set(left), as_set(right));
    let shared = shared_count(&left, &right);
    let all = left.len() + right.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// The share of the shingles of `part` that stand in `whole`: 0 to 1. Not symmetric. An empty part is in nothing.
pub fn containment(part: &[u64], whole: &[u64]) -> f64 {
    let (part, whole) = (as_set(part), as_set(whole));
    if part.is_empty() { 0.0 } else { shared_count(&part, &whole) as f64 / part.len() as f64 }
}

/// In how many of the documents each shingle stands.
///
/// Text that stands in many documents (templates, advertisements, set phrases) tells nothing about any two of them.
#[derive(Debug, Clone, Default)]
pub struct DocumentFrequency {
    documents: u32,
    counts: HashMap<u64, u32>,
}

/// Counts in how many documents each shingle stands; a repeat inside one document counts once.
pub fn document_frequency<'a>(documents: impl IntoIterator<Item = &'a [u64]>) -> DocumentFrequency {
    let mut res = DocumentFrequency::default();
    for document in documents {
        res.documents += 1;
        for shingle in as_set(document).iter() {
            *res.counts.entry(*shingle).or_insert(0) += 1;
        }
    }
    res
}

impl DocumentFrequency {
    /// How many documents were counted.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// In how many documents this shingle stands.
    pub fn count(&self, shingle: u64) -> u32 {
        self.counts.get(&shingle).copied().unwrap_or(0)
    }

    /// The shingles that stand in at most `share_max` of the documents, or in at most `documents_min` of them.
    ///
    /// The second bound matters for small collections, where one in a hundred is less than one document.
    pub fn without_common(&self, shingles: &[u64], share_max: f64, documents_min: u32) -> Vec<u64> {
        let allowed = (share_max * f64::from(self.documents)).max(f64::from(documents_min));
        shingles.iter().copied().filter(|shingle| f64::from(self.count(*shingle)) <= allowed).collect()
    }
}

/// Letters and digits as they come, with one space for all that lies between.
fn spaced(characters: impl Iterator<Item = char>, bytes: usize) -> String {
    let mut res = String::with_capacity(bytes);
    let mut space_due = false;
    for character in characters {
        let continues_letter = is_combining_mark(character) && !res.is_empty() && !space_due;
        if !character.is_alphanumeric() && !continues_letter {
            space_due = true;
            continue;
        }
        if space_due && !res.is_empty() {
            res.push(' ');
        }
        space_due = false;
        match character {
            'ß' => res.push_str("ss"),
            // The two shapes of sigma are one letter; lower-casing alone keeps them apart.
            'ς' => res.push('σ'),
            other => res.push(other),
        }
    }
    res
}

/// Shingles in the order of the text, with repeats.
fn ordered_shingles(words: &[&str]) -> Vec<u64> {
    let hashes: Vec<u64> = words.iter().map(|word| word_hash(word)).collect();
    if hashes.is_empty() {
        return hashes;
    }
    // Each word is hashed once; a shingle is made of the hashes of its words.
    hashes.windows(SHINGLE_WORDS.min(hashes.len())).map(joined).collect()
}

fn joined(hashes: &[u64]) -> u64 {
    let mut res = hashes.len() as u64;
    for hash in hashes {
        res = folded(res ^ FIRST_SECRET, hash ^ SECOND_SECRET);
    }
    res
}

const FIRST_SECRET: u64 = 0xa076_1d64_78bd_642f;
const SECOND_SECRET: u64 = 0xe703_7ed1_a0b4_28db;
/// A hash of one word, spread evenly over 64 bits and the same on every machine and day.
///
/// Words of fewer than sixteen bytes, which nearly all are, take one multiplication (in the manner of wyhash, Wang Yi
/// 2019); longer ones go through xxh3.
pub fn word_hash(word: &str) -> u64 {
    let mut padded = [0_u8; 16];
    match padded.get_mut(..word.len()) {
        Some(front) if word.len() < 16 => {
            front.copy_from_slice(word.as_bytes());
            short_hash(u128::from_le_bytes(padded), word.len())
        }
        _ => xxh3_64(word.as_bytes()),
    }
}

/// [`word_hash`] of each word of a text that went through [`normalise`], in order, behind what `hashes` holds.
///
/// Borders are looked for eight bytes at a time, and words are taken out of the text without a branch on their
/// length, which nothing can foresee: that is three times as fast as splitting and hashing.
pub fn word_hashes(normalised: &str, hashes: &mut Vec<u64>) {
    let bytes = normalised.as_bytes();
    let mut from = 0;
    let mut end_word = |to: usize| {
        if to > from {
            let near = bytes.get(from..).and_then(|it| it.first_chunk()).copied();
            hashes.push(match (near, to - from) {
                (Some(sixteen), length @ ..16) => {
                    short_hash(u128::from_le_bytes(sixteen) & KEPT[length], length)
                }
                _ => word_hash(normalised.get(from..to).unwrap_or_default()),
            });
        }
        from = to + 1;
    };
    let (blocks, rest) = bytes.as_chunks::<64>();
    for (number, block) in blocks.iter().enumerate() {
        let mut spaces = 0;
        for (eighth, eight) in block.as_chunks::<8>().0.iter().enumerate() {
            spaces |= spaces_in(u64::from_le_bytes(*eight)) << (8 * eighth);
        }
        while spaces != 0 {
            end_word(number * 64 + spaces.trailing_zeros() as usize);
            spaces &= spaces - 1;
        }
    }
    for (place, byte) in rest.iter().enumerate() {
        if *byte == b' ' {
            end_word(blocks.len() * 64 + place);
        }
    }
    end_word(bytes.len());
}

/// The first so many of sixteen bytes.
static KEPT: [u128; 16] = kept();

const fn kept() -> [u128; 16] {
    let mut res = [0; 16];
    let mut length = 1;
    while length < 16 {
        res[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    res
}

/// One bit for each of eight bytes: whether it is a space.
#[inline]
fn spaces_in(eight: u64) -> u64 {
    const LOW_SEVEN: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let other = eight ^ 0x2020_2020_2020_2020;
    let is_space = !(((other & LOW_SEVEN) + LOW_SEVEN) | other | LOW_SEVEN);
    // The highest bits of the bytes come together in the highest byte of the product.
    (is_space >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[inline]
fn short_hash(padded: u128, length: usize) -> u64 {
    folded(padded as u64 ^ FIRST_SECRET, (padded >> 64) as u64 ^ SECOND_SECRET ^ length as u64)
}

/// The upper and the lower half of a product, put together.
#[inline]
fn folded(left: u64, right: u64) -> u64 {
    let product = u128::from(left) * u128::from(right);
    product as u64 ^ (product >> 64) as u64
}

/// Callers usually hand over sorted sets; anything else is brought into that form here.
fn as_set(values: &[u64]) -> std::borrow::Cow<'_, [u64]> {
    if values.windows(2).all(|pair| pair[0] < pair[1]) {
        return std::borrow::Cow::Borrowed(values);
    }
    let mut res = values.to_vec();
    res.sort_unstable();
    res.dedup();
    std::borrow::Cow::Owned(res)
}

fn shared_count(left: &[u64], right: &[u64]) -> usize {
    let mut left_values = left.iter().peekable();
    let mut right_values = right.iter().peekable();
    let mut res = 0;
    while let (Some(left_value), Some(right_value)) = (left_values.peek(), right_values.peek()) {
        match left_value.cmp(right_value) {
            std::cmp::Ordering::Less => {
                left_values.next();
            }
            std::cmp::Ordering::Greater => {
                right_values.next();
            }
            std::cmp::Ordering::Equal => {
                res += 1;
                left_values.next();
                right_values.next();
            }
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_a_reader_calls_the_same_are_the_same() {
        for (left, right) in [
            ("  Led\tthe  TEAM, of five! ", "led the team of five"),
            ("\u{fb01}ne-tuned", "fine tuned"),
            ("Straße", "STRASSE"),
            ("cafe\u{301}", "CAFÉ"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
            ("\u{2022} Built ETL \u{2014} daily", "Built ETL daily"),
        ] {
            assert_eq!(normalise(left), normalise(right));
        }
    }

    #[test]
    fn a_text_of_nine_words_has_five_shingles() {
        assert_eq!(shingles_of("one two three four five six seven eight nine").len(), 5);
        assert_eq!(shingles_of("one two").len(), 1);
        assert!(shingles_of(" ... ").is_empty());
    }

    #[test]
    fn words_of_any_length_have_one_hash_wherever_they_stand() {
        let words: Vec<String> =
            (0..60).map(|it| "abcdefghij".chars().cycle().skip(it % 7).take(it % 21 + 1).collect()).collect();
        let text = words.join(" ");
        let mut hashes = Vec::new();
        word_hashes(&text, &mut hashes);
        assert_eq!(hashes, words.iter().map(|it| word_hash(it)).collect::<Vec<_>>());
    }

    #[test]
    fn hashes_of_like_words_are_spread_evenly() {
        // Numbered words differ in few bits; 128 slots should get 78 of 10,000 each, with a spread of 9.
        let mut slots = [[0_i32; 128]; 2];
        for number in 0..10_000 {
            let hash = word_hash(&format!("word{number}"));
            slots[0][(hash >> 57) as usize] += 1;
            slots[1][(hash >> 25 & 127) as usize] += 1;
        }
        for count in slots.iter().flatten() {
            assert!((38..118).contains(count), "{count}");
        }
    }

    #[test]
    fn word_borders_count() {
        assert_ne!(shingles_of("ab c"), shingles_of("a bc"));
    }

    #[test]
    fn a_part_is_contained_in_the_whole_and_not_the_other_way() {
        let part = shingles_of("rebuilt the billing service in small safe steps");
        let whole = shingles_of(
            "in my last job i rebuilt the billing service in small safe steps and wrote the manual for it",
        );
        assert_eq!(containment(&part, &whole), 1.0);
        assert!(containment(&whole, &part) < 0.5);
    }

    #[test]
    fn common_shingles_are_dropped_and_rare_ones_kept() {
        let template = shingles_of("references available on request from the undersigned");
        let own = shingles_of("moved forty tables of tide gauges to a new store");
        let mut both = template.clone();
        both.extend(&own);
        let mut documents = vec![template.clone(); 10];
        documents.push(both.clone());
        let frequency = document_frequency(documents.iter().map(Vec::as_slice));
        assert_eq!(frequency.documents(), 11);
        assert_eq!(frequency.count(template[0]), 11);
        assert_eq!(frequency.without_common(&both, 0.01, 2), own);
        // With few documents a share alone would drop everything; the floor prevents it.
        assert_eq!(frequency.without_common(&own, 0.01, 0), Vec::<u64>::new());
    }

    fn small_set() -> impl Strategy<Value = Vec<u64>> {
        prop::collection::vec(0_u64..60, 0..40)
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once.clone());
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }

        #[test]
        fn hashing_a_text_is_hashing_its_words(text in "[ a-zé]{0,200}") {
            let normal = normalise(&text);
            let mut hashes = Vec::new();
            word_hashes(&normal, &mut hashes);
            prop_assert_eq!(hashes, words(&normal).into_iter().map(word_hash).collect::<Vec<_>>());
        }

        #[test]
        fn jaccard_is_symmetric_bounded_and_unchanged_by_order(left in small_set(), right in small_set()) {
            let value = jaccard(&left, &right);
            prop_assert!((0.0..=1.0).contains(&value));
            prop_assert_eq!(value, jaccard(&right, &left));
            let turned: Vec<u64> = left.iter().rev().copied().collect();
            prop_assert_eq!(value, jaccard(&turned, &right));
            prop_assert!(left.is_empty() || jaccard(&left, &left) == 1.0);
        }

        #[test]
        fn jaccard_never_exceeds_containment(left in small_set(), right in small_set()) {
            prop_assert!(jaccard(&left, &right) <= containment(&left, &right) + 1e-12);
            prop_assert!((0.0..=1.0).contains(&containment(&left, &right)));
        }
    }
}
