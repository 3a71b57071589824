//! Two documents side by side: which passages stand in both.
//!
//! In: the passages (bullets, paragraphs, lines) of two documents. Out: pairs of passages that are equal or nearly
//! so, and runs of words that stand in both wherever the lines were broken. Positions refer to the input, so that a
//! page can show both next to each other.
//! Resemblance of passages by shingle containment (Broder 1997); rewording by the longest common subsequence of
//! words, found with rapidfuzz (indel distance).

use std::collections::{BTreeSet, HashMap};

use rapidfuzz::distance::indel;
use xxhash_rust::xxh3::xxh3_64;

use super::{SHINGLE_WORDS, containment, normalise, ordered_shingles, shingles, words};

/// From this containment of the shorter passage in the longer one, two passages count as nearly equal.
pub const NEAR_EQUAL_CONTAINMENT: f64 = 0.8;

/// From this share of words in the same order, two passages that share a shingle count as nearly equal.
/// It catches a copy in which only a number or one product was replaced, which breaks five shingles at once.
const NEAR_EQUAL_WORDS: f64 = 0.85;

/// A shingle that stands in more passages of one document than this says nothing about which of them is meant.
const PASSAGES_PER_SHINGLE_MAX: usize = 64;

/// One passage of the left document and its counterpart in the right one.
#[derive(Debug, Clone, PartialEq)]
pub struct PassageMatch {
    /// Position among the left passages.
    pub left: usize,
    /// Position among the right passages.
    pub right: usize,
    /// True when both are the same after [`normalise`].
    pub equal: bool,
    /// Share of the shingles of the shorter passage that stand in the longer one: 0 to 1.
    pub containment: f64,
    /// Words in the shorter passage; callers ask for a minimum, since short passages are equal by chance.
    pub words: usize,
}

/// Words that stand in both documents in the same order without a break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedRun {
    /// Position of the first word on the left.
    pub left: usize,
    /// Position of the first word on the right.
    pub right: usize,
    /// Length of the run in words.
    pub words: usize,
}

/// A key that is equal for passages that are equal after [`normalise`]; `None` for a passage without words.
pub fn passage_key(passage: &str) -> Option<u64> {
    let normalised = normalise(passage);
    if normalised.is_empty() { None } else { Some(xxh3_64(normalised.as_bytes())) }
}

/// Pairs the passages of two documents that are equal or nearly equal.
///
/// Each passage is used at most once; better pairs are taken first, ties by position. Sorted by the left position.
pub fn passage_match(left: &[&str], right: &[&str]) -> Vec<PassageMatch> {
    let left_passages: Vec<Passage> = left.iter().map(|text| Passage::of(text)).collect();
    let right_passages: Vec<Passage> = right.iter().map(|text| Passage::of(text)).collect();

    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, passage) in right_passages.iter().enumerate() {
        for shingle in &passage.shingles {
            holders.entry(*shingle).or_default().push(index);
        }
    }

    let mut found = Vec::new();
    for (left_index, left_passage) in left_passages.iter().enumerate() {
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for shingle in &left_passage.shingles {
            for right_index in holders.get(shingle).into_iter().flatten().take(PASSAGES_PER_SHINGLE_MAX) {
                seen.insert(*right_index);
            }
        }
        for right_index in seen {
            if let Some(right_passage) = right_passages.get(right_index)
                && let Some(found_match) = compare(left_index, left_passage, right_index, right_passage)
            {
                found.push(found_match);
            }
        }
    }

    found.sort_by(|one, other| {
        let by_quality = other.equal.cmp(&one.equal).then(other.containment.total_cmp(&one.containment));
        by_quality
            .then(other.words.cmp(&one.words))
            .then((one.left, one.right).cmp(&(other.left, other.right)))
    });
    let mut left_used = vec![false; left.len()];
    let mut right_used = vec![false; right.len()];
    let mut res = Vec::new();
    for candidate in found {
        let (Some(left_slot), Some(right_slot)) =
            (left_used.get_mut(candidate.left), right_used.get_mut(candidate.right))
        else {
            continue;
        };
        if !*left_slot && !*right_slot {
            *left_slot = true;
            *right_slot = true;
            res.push(candidate);
        }
    }
    res.sort_by_key(|found_match| found_match.left);
    res
}

/// Finds runs of at least `words_min` words (never less than a shingle) that stand in both lists of words.
///
/// Works across line breaks, which documents of different formats put at different places. Each word of the left
/// list is in at most one run; of several places on the right the earliest is taken. Sorted by the left position.
pub fn shared_runs(left: &[&str], right: &[&str], words_min: usize) -> Vec<SharedRun> {
    if left.len() < SHINGLE_WORDS || right.len() < SHINGLE_WORDS {
        return Vec::new();
    }
    let words_min = words_min.max(SHINGLE_WORDS);
    let mut first_places: HashMap<u64, usize> = HashMap::new();
    for (place, shingle) in ordered_shingles(right).into_iter().enumerate() {
        first_places.entry(shingle).or_insert(place);
    }
    let left_shingles = ordered_shingles(left);
    let mut res = Vec::new();
    let mut at = 0;
    while let Some(shingle) = left_shingles.get(at) {
        let Some(place) = first_places.get(shingle) else {
            at += 1;
            continue;
        };
        let ahead = left.iter().skip(at).zip(right.iter().skip(*place));
        let length = ahead.take_while(|(left_word, right_word)| left_word == right_word).count();
        if length >= words_min {
            res.push(SharedRun { left: at, right: *place, words: length });
        }
        at += length.max(1);
    }
    res
}

struct Passage {
    normalised: String,
    word_hashes: Vec<u64>,
    shingles: Vec<u64>,
}

impl Passage {
    fn of(text: &str) -> Passage {
        let normalised = normalise(text);
        let words = words(&normalised);
        let word_hashes = words.iter().map(|word| xxh3_64(word.as_bytes())).collect();
        let shingles = shingles(&words);
        Passage { normalised, word_hashes, shingles }
    }
}

fn compare(left_index: usize, left: &Passage, right_index: usize, right: &Passage) -> Option<PassageMatch> {
    let (shorter, longer) =
        if left.shingles.len() <= right.shingles.len() { (left, right) } else { (right, left) };
    let contained = containment(&shorter.shingles, &longer.shingles);
    let equal = left.normalised == right.normalised;
    let alike = || {
        indel::normalized_similarity(left.word_hashes.iter(), right.word_hashes.iter()) >= NEAR_EQUAL_WORDS
    };
    if !equal && contained < NEAR_EQUAL_CONTAINMENT && !alike() {
        return None;
    }
    Some(PassageMatch {
        left: left_index,
        right: right_index,
        equal,
        containment: contained,
        words: left.word_hashes.len().min(right.word_hashes.len()),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COPIED: &str =
        "Rebuilt the tide gauge pipeline so that late readings no longer stop the nightly run of forecasts";

    #[test]
    fn an_equal_passage_is_found_whatever_its_place_and_punctuation() {
        let copied_again = format!("\u{2022} {}.", COPIED.to_uppercase());
        let left = ["Summary of the last years", COPIED, "Fluent in three query languages"];
        let right = [copied_again.as_str(), "Kept bees on the roof of the office"];
        let found = passage_match(&left, &right);
        assert_eq!(found, vec![PassageMatch { left: 1, right: 0, equal: true, containment: 1.0, words: 17 }]);
    }

    #[test]
    fn a_passage_with_one_number_replaced_is_nearly_equal() {
        let left = ["cut the cost of nightly builds by 40 percent within two quarters of the year"];
        let right = ["cut the cost of nightly builds by 35 percent within two quarters of the year"];
        let found = passage_match(&left, &right);
        assert_eq!(found.len(), 1);
        assert!(!found[0].equal);
    }

    #[test]
    fn passages_on_the_same_subject_are_not_a_match() {
        let left = ["designed and ran the payment service of a shop with two million customers"];
        let right = ["wrote the payment service of a bank and later designed its audit trail"];
        assert!(passage_match(&left, &right).is_empty());
    }

    #[test]
    fn runs_are_found_across_line_breaks() {
        let text = normalise(&format!("Experience 2019 {COPIED} and more"));
        let other = normalise(&format!("Other things first. {COPIED}"));
        let (left, right) = (words(&text), words(&other));
        assert_eq!(shared_runs(&left, &right, 12), vec![SharedRun { left: 2, right: 3, words: 17 }]);
        assert!(shared_runs(&left, &right, 18).is_empty());
    }

    #[test]
    fn the_key_ignores_case_and_punctuation_only() {
        assert_eq!(passage_key("Led, the team."), passage_key("led the TEAM"));
        assert_ne!(passage_key("led the team"), passage_key("led a team"));
        assert_eq!(passage_key(" - "), None);
    }

    fn passages() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[abc]{1}( [abc]){3,9}", 0..6)
    }

    proptest! {
        #[test]
        fn matches_are_one_to_one_and_bounded(left in passages(), right in passages()) {
            let left: Vec<&str> = left.iter().map(String::as_str).collect();
            let right: Vec<&str> = right.iter().map(String::as_str).collect();
            let found = passage_match(&left, &right);
            let mut left_seen: Vec<usize> = found.iter().map(|one| one.left).collect();
            let mut right_seen: Vec<usize> = found.iter().map(|one| one.right).collect();
            left_seen.dedup();
            right_seen.sort_unstable();
            right_seen.dedup();
            prop_assert_eq!(left_seen.len(), found.len());
            prop_assert_eq!(right_seen.len(), found.len());
            for one in &found {
                prop_assert!((0.0..=1.0).contains(&one.containment));
                prop_assert!(one.left < left.len() && one.right < right.len());
            }
        }

        #[test]
        fn every_passage_matches_itself(texts in passages()) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let found = passage_match(&texts, &texts);
            prop_assert_eq!(found.len(), texts.len());
            prop_assert!(found.iter().all(|one| one.equal));
        }

        #[test]
        fn runs_hold_the_same_words_on_both_sides(left in "[ab]( [ab]){0,30}", right in "[ab]( [ab]){0,30}") {
            let (left, right) = (words(&left), words(&right));
            for run in shared_runs(&left, &right, 5) {
                prop_assert!(run.words >= 5);
                prop_assert_eq!(&left[run.left..run.left + run.words], &right[run.right..run.right + run.words]);
            }
        }
    }
}
