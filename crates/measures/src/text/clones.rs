//! Which documents hold passages of one another, also where they were moved about or lightly reworded?
//!
//! In: documents as lists of passages, and texts that anybody may quote (advertisements of the post, what a company
//! says about itself). Out: pairs of documents with the passages that stand in both, and how much of them is rare.
//!
//! Three words in a row are the unit (a shingle; Broder 1997): one replaced word in six leaves more than half of
//! them. What stands in many documents or in a text that anybody may quote counts nothing, neither do whole passages
//! that are nearly the same in many documents. Passages that share rare shingles are compared word by word (Dice's
//! coefficient, 1945, of the words in any order), so that nothing rests on a sketch.
//!
//! What cannot be told: a template that no more people filled in than share a passage in earnest, and that nobody
//! handed over, looks like copying.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use petgraph::unionfind::UnionFind;

use super::{joined, normalise, word_hashes};

/// Words in one shingle.
const WORDS: usize = 3;

/// Shorter passages are equal by chance.
const PASSAGE_WORDS_MIN: usize = 7;

/// What counts as rare, as alike and as enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CloneSettings {
    /// A shingle in more documents than this share of all, and than `common_floor`, is common.
    pub common_share: f64,
    pub common_floor: usize,
    /// Common in any case from more documents than this, which also bounds the work.
    pub common_max: usize,
    /// A passage that is alike in more documents than this is a template, a quotation or a set phrase.
    pub holders_max: usize,
    /// Share of words in common from which two passages are alike: 0 to 1.
    pub alike: f64,
    /// Share of words in common from which two passages are one text in two forms, when its holders are counted.
    pub same: f64,
    /// Rare shingles that two passages must have in common before they are compared.
    pub shingles_min: usize,
    /// Words that must stand in both documents, in passages that are alike, those in common phrases left out.
    pub words_min: f64,
    /// Passages that must be alike, unless one alone has twice the words.
    pub passages_min: usize,
}

impl Default for CloneSettings {
    fn default() -> CloneSettings {
        CloneSettings {
            common_share: 0.01,
            common_floor: 8,
            common_max: 100,
            holders_max: 8,
            alike: 0.6,
            same: 0.7,
            shingles_min: 2,
            words_min: 20.0,
            passages_min: 2,
        }
    }
}

/// Two documents that hold the same passages.
#[derive(Debug, Clone, PartialEq)]
pub struct ClonePair {
    /// Positions among the documents, the smaller first.
    pub left: usize,
    pub right: usize,
    /// Each passage is in at most one pair; by the position on the left.
    pub passages: Vec<ClonedPassage>,
    /// Words that stand in both, over all those passages, those in common phrases left out.
    pub words: f64,
}

/// One passage and its counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct ClonedPassage {
    /// Positions among the passages of the left and of the right document.
    pub left: usize,
    pub right: usize,
    /// Share of words in common: 0 to 1.
    pub alike: f64,
    /// Words in common, those in common phrases left out, less where others have the passage without the rest.
    pub words: f64,
}

struct Passage {
    document: u32,
    /// Its position in the document.
    number: usize,
    words: Vec<u64>,
    /// The same, sorted.
    bag: Vec<u64>,
    /// Sorted, without repeats.
    shingles: Vec<u64>,
}

/// Finds the pairs of documents that share more rare text than chance, templates and quotations explain.
///
/// Sorted by position; the order of the documents changes nothing but the positions.
pub fn clones(documents: &[Vec<&str>], quotable: &[&str], settings: &CloneSettings) -> Vec<ClonePair> {
    let mut passages = Vec::new();
    for (document, texts) in (0_u32..).zip(documents) {
        for (number, text) in texts.iter().enumerate() {
            let words = hashes_of(text);
            if words.len() >= PASSAGE_WORDS_MIN {
                passages.push(Passage::of(document, number, words));
            }
        }
    }
    let quoted = Quoted::of(quotable);
    passages.retain(|it| !quoted.holds(it, settings.alike, settings.shingles_min));
    let most = (settings.common_share * documents.len() as f64)
        .max(settings.common_floor as f64)
        .min(settings.common_max as f64) as usize;

    let mut holders = holders(&passages);
    let mut common_shingles = BTreeSet::new();
    holders.retain(|shingle, places| {
        let is_common = places.len() > most && n_documents(places, &passages) > most;
        if is_common {
            common_shingles.insert(*shingle);
        }
        // Who alone has it is like nobody in it.
        !is_common && places.len() > 1
    });
    let is_rare =
        |shingle: u64| !quoted.holders.contains_key(&shingle) && !common_shingles.contains(&shingle);
    let mut alike = Vec::new();
    let mut links = Vec::new();
    let mut rare_shares: HashMap<u32, f64> = HashMap::new();
    for (left, right) in sharing(&passages, &holders, settings.shingles_min) {
        let (Some(one), Some(other)) = (passages.get(left as usize), passages.get(right as usize)) else {
            continue;
        };
        let (n_words, share) = in_common(&one.bag, &other.bag);
        if share >= settings.alike {
            let left_rare = *rare_shares.entry(left).or_insert_with(|| one.rare_share(is_rare));
            let right_rare = *rare_shares.entry(right).or_insert_with(|| other.rare_share(is_rare));
            if share >= settings.same {
                links.push((left, right));
            }
            alike.push((left, right, share, n_words as f64 * left_rare.min(right_rare)));
        }
    }
    // A passage that many have in a form of their own is a template that each of them filled in.
    let common = common_passages(&passages, &links, settings.holders_max);
    let is_common = |it: u32| common.contains(&it);
    let also = also_in(&passages, &alike);
    let mut places: HashMap<(u32, usize), u32> = HashMap::new();
    for (place, passage) in (0_u32..).zip(&passages) {
        places.insert((passage.document, passage.number), place);
    }
    let mut by_pair: BTreeMap<(u32, u32), Vec<(u64, ClonedPassage)>> = BTreeMap::new();
    for (left, right, share, words) in alike {
        if is_common(left) || is_common(right) {
            continue;
        }
        if let (Some(one), Some(other)) = (passages.get(left as usize), passages.get(right as usize)) {
            let passage = ClonedPassage { left: one.number, right: other.number, alike: share, words };
            let key = joined(&one.words).wrapping_add(joined(&other.words));
            by_pair.entry((one.document, other.document)).or_default().push((key, passage));
        }
    }
    let mut res = Vec::new();
    for ((left, right), found) in by_pair {
        let mut passages = one_to_one(found);
        weigh_by_company((left, right), &mut passages, &places, &also);
        let words: f64 = passages.iter().map(|it| it.words).sum();
        let enough = if passages.len() >= settings.passages_min { 1.0 } else { 2.0 };
        if words >= settings.words_min * enough {
            res.push(ClonePair { left: left as usize, right: right as usize, passages, words });
        }
    }
    res
}

/// By passage: the other documents in which it stands too, itself or something alike; sorted.
fn also_in(passages: &[Passage], alike: &[(u32, u32, f64, f64)]) -> Vec<Vec<u32>> {
    let mut res: Vec<Vec<u32>> = vec![Vec::new(); passages.len()];
    for (left, right, _, _) in alike {
        for (one, other) in [(*left, *right), (*right, *left)] {
            if let (Some(of), Some(passage)) = (res.get_mut(one as usize), passages.get(other as usize)) {
                of.push(passage.document);
            }
        }
    }
    for of in &mut res {
        of.sort_unstable();
        of.dedup();
    }
    res
}

/// What copyists have, they have together; what an employer or a template gave, each of them has with others.
///
/// The words of a passage count as far as those who have it also have another passage of the pair: by the square of
/// their share, which told the two best apart in the bench.
fn weigh_by_company(
    (left, right): (u32, u32),
    found: &mut [ClonedPassage],
    places: &HashMap<(u32, usize), u32>,
    also: &[Vec<u32>],
) {
    // A single passage has no other to be held against.
    if found.len() < 2 {
        return;
    }
    let mut companies: Vec<BTreeSet<u32>> = Vec::new();
    for passage in found.iter() {
        let mut company = BTreeSet::from([left, right]);
        for key in [(left, passage.left), (right, passage.right)] {
            company.extend(places.get(&key).and_then(|it| also.get(*it as usize)).into_iter().flatten());
        }
        companies.push(company);
    }
    for (place, (passage, own)) in found.iter_mut().zip(&companies).enumerate() {
        // The pair itself has both.
        let mut most = 2;
        for (other_place, other) in companies.iter().enumerate() {
            if other_place != place {
                most = most.max(own.intersection(other).count());
            }
        }
        passage.words *= (most as f64 / own.len() as f64).powi(2);
    }
}

/// Which of these passages are one of the texts that anybody may quote, also with light changes; by position.
pub fn quoted_passages(passages: &[&str], quotable: &[&str], settings: &CloneSettings) -> Vec<bool> {
    let quoted = Quoted::of(quotable);
    let mut res = Vec::with_capacity(passages.len());
    for text in passages {
        let words = hashes_of(text);
        let is_long = words.len() >= PASSAGE_WORDS_MIN;
        let passage = Passage::of(0, 0, words);
        res.push(is_long && quoted.holds(&passage, settings.alike, settings.shingles_min));
    }
    res
}

/// Pairs of passages of different documents that share at least so many of these shingles.
///
/// Taken passage by passage, so that nothing grows with the number of pairs but the answer.
fn sharing(passages: &[Passage], holders: &HashMap<u64, Vec<u32>>, shingles_min: usize) -> Vec<(u32, u32)> {
    let mut res = Vec::new();
    let mut met: Vec<u32> = Vec::new();
    for (right, passage) in (0_u32..).zip(passages) {
        met.clear();
        for group in passage.shingles.iter().filter_map(|it| holders.get(it)) {
            met.extend(group.iter().take_while(|it| **it < right));
        }
        met.sort_unstable();
        for same in met.chunk_by(|one, other| one == other) {
            if let Some(left) = same.first()
                && same.len() >= shingles_min
                && passages.get(*left as usize).is_some_and(|it| it.document != passage.document)
            {
                res.push((*left, right));
            }
        }
    }
    res
}

/// The passages of groups that reach over more than so many documents; a link puts two passages into one group.
fn common_passages(passages: &[Passage], links: &[(u32, u32)], holders_max: usize) -> BTreeSet<u32> {
    let mut groups = UnionFind::<u32>::new(passages.len());
    for (left, right) in links {
        groups.union(*left, *right);
    }
    let mut members: HashMap<u32, Vec<u32>> = HashMap::new();
    let linked: BTreeSet<u32> = links.iter().flat_map(|it| [it.0, it.1]).collect();
    for place in linked {
        members.entry(groups.find(place)).or_default().push(place);
    }
    let mut res = BTreeSet::new();
    for group in members.into_values().filter(|it| n_documents(it, passages) > holders_max) {
        res.extend(group);
    }
    res
}

/// The passages that hold each shingle, document by document.
fn holders(passages: &[Passage]) -> HashMap<u64, Vec<u32>> {
    let mut res: HashMap<u64, Vec<u32>> = HashMap::new();
    for (place, passage) in (0_u32..).zip(passages) {
        for shingle in &passage.shingles {
            res.entry(*shingle).or_default().push(place);
        }
    }
    res
}

/// In how many documents these passages stand; those of one document are neighbours.
fn n_documents(places: &[u32], passages: &[Passage]) -> usize {
    let (mut res, mut last) = (0, None);
    for passage in places.iter().filter_map(|it| passages.get(*it as usize)) {
        if last != Some(passage.document) {
            res += 1;
            last = Some(passage.document);
        }
    }
    res
}

impl Passage {
    fn of(document: u32, number: usize, words: Vec<u64>) -> Passage {
        let mut bag = words.clone();
        bag.sort_unstable();
        Passage { document, number, shingles: shingles_of_words(&words), words, bag }
    }

    /// The share of words that stand in at least one rare shingle: 0 to 1.
    fn rare_share(&self, is_rare: impl Fn(u64) -> bool) -> f64 {
        let mut covered = vec![false; self.words.len()];
        for (place, window) in self.words.windows(WORDS).enumerate() {
            if is_rare(joined(window)) {
                covered.iter_mut().skip(place).take(WORDS).for_each(|it| *it = true);
            }
        }
        covered.iter().filter(|it| **it).count() as f64 / covered.len().max(1) as f64
    }
}

/// How many words two passages have in common, repeats counted, and as a share of both (Dice): 0 to 1.
fn in_common(left: &[u64], right: &[u64]) -> (usize, f64) {
    let count = super::shared_count(left, right);
    (count, 2.0 * count as f64 / (left.len() + right.len()).max(1) as f64)
}

/// Better pairs first, each passage once. Ties are settled by the words themselves, so that the order of the documents
/// decides nothing.
fn one_to_one(mut found: Vec<(u64, ClonedPassage)>) -> Vec<ClonedPassage> {
    found.sort_by(|(one_key, one), (other_key, other)| {
        let by_worth = other.words.total_cmp(&one.words).then(other.alike.total_cmp(&one.alike));
        by_worth.then(one_key.cmp(other_key)).then((one.left, one.right).cmp(&(other.left, other.right)))
    });
    let (mut left_used, mut right_used) = (BTreeSet::new(), BTreeSet::new());
    let mut res = Vec::new();
    for (_, passage) in found {
        if !left_used.contains(&passage.left) && !right_used.contains(&passage.right) {
            left_used.insert(passage.left);
            right_used.insert(passage.right);
            res.push(passage);
        }
    }
    res.sort_by_key(|it| it.left);
    res
}

/// Texts that anybody may quote.
struct Quoted {
    passages: Vec<Passage>,
    /// Where each shingle stands among the passages.
    holders: HashMap<u64, Vec<u32>>,
}

impl Quoted {
    /// Lines and sentences of the texts are their passages.
    fn of(texts: &[&str]) -> Quoted {
        let pieces = texts.iter().flat_map(|it| it.split(['\n', '.', ';', '!', '?', '•']));
        let passages: Vec<Passage> = pieces.map(|it| Passage::of(0, 0, hashes_of(it))).collect();
        Quoted { holders: holders(&passages), passages }
    }

    /// Whether a passage is one of these texts with light changes.
    fn holds(&self, passage: &Passage, alike: f64, shingles_min: usize) -> bool {
        let mut near: Vec<u32> = Vec::new();
        for shingle in &passage.shingles {
            near.extend(self.holders.get(shingle).into_iter().flatten());
        }
        near.sort_unstable();
        let mut near = near.chunk_by(|one, other| one == other).filter(|it| it.len() >= shingles_min);
        near.any(|it| {
            let quoted = it.first().and_then(|it| self.passages.get(*it as usize));
            quoted.is_some_and(|it| in_common(&it.bag, &passage.bag).1 >= alike)
        })
    }
}

fn hashes_of(text: &str) -> Vec<u64> {
    let mut res = Vec::new();
    word_hashes(&normalise(text), &mut res);
    res
}

fn shingles_of_words(words: &[u64]) -> Vec<u64> {
    let mut res: Vec<u64> = words.windows(WORDS).map(joined).collect();
    res.sort_unstable();
    res.dedup();
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TIDES: &str = "Rebuilt the tide gauge pipeline so that late readings no longer stop the nightly forecast of the harbours";
    const TIDES_REWORDED: &str = "Rewrote the tide gauge pipeline so that late readings never stop the nightly forecast of all harbours";
    const BERTHS: &str = "Moved the berth planner to a new data store over one weekend without a single lost booking for forty lines";
    const OWN: &str =
        "Kept bees on the roof of the office and sold honey to the crews of passing ships in summer";

    fn pairs(documents: &[Vec<&str>], quotable: &[&str]) -> Vec<(usize, usize)> {
        let found = clones(documents, quotable, &CloneSettings::default());
        found.iter().map(|it| (it.left, it.right)).collect()
    }

    #[test]
    fn passages_moved_and_reworded_are_found() {
        let documents = [vec![TIDES, BERTHS], vec![OWN], vec![BERTHS, OWN, TIDES_REWORDED]];
        let found = clones(&documents, &[], &CloneSettings { common_floor: 2, ..CloneSettings::default() });
        // The bees stand in two documents too, but one passage alone is not enough.
        assert_eq!(found.iter().map(|it| (it.left, it.right)).collect::<Vec<_>>(), [(0, 2)]);
        let places: Vec<(usize, usize)> = found[0].passages.iter().map(|it| (it.left, it.right)).collect();
        assert_eq!(places, [(0, 2), (1, 0)]);
        assert!(found[0].passages[0].alike < 1.0 && found[0].passages[1].alike == 1.0);
    }

    #[test]
    fn what_the_advertisement_says_counts_nothing_also_reworded() {
        let documents = [vec![TIDES, BERTHS], vec![BERTHS, TIDES_REWORDED]];
        assert_eq!(pairs(&documents, &[]), [(0, 1)]);
        let advert = format!("We look for somebody. {TIDES}. {BERTHS}.");
        let settings = CloneSettings::default();
        assert_eq!(
            quoted_passages(&[OWN, TIDES_REWORDED, BERTHS], &[&advert], &settings),
            [false, true, true]
        );
        assert_eq!(pairs(&documents, &[&advert]), []);
    }

    #[test]
    fn a_template_that_many_filled_in_counts_nothing() {
        let filled: Vec<String> = (0..20)
            .map(|it| format!("Responsible for the design, development and care of {} services in a team of {it} people", ["web", "mobile", "data", "cloud"][it % 4]))
            .collect();
        let second: Vec<String> = (0..20)
            .map(|it| format!("Passionate about clean code, {} and learning something new on every day of the year {it}", ["tests", "tools", "types"][it % 3]))
            .collect();
        let documents: Vec<Vec<&str>> =
            (0..20).map(|it| vec![filled[it].as_str(), second[it].as_str()]).collect();
        assert_eq!(pairs(&documents, &[]), []);
        // Two of them alone would have been a pair.
        assert_eq!(pairs(&documents[..2], &[]), [(0, 1)]);
    }

    #[test]
    fn what_each_has_with_others_counts_less_than_what_they_have_together() {
        // The tides and the berths stand in five more documents each, never together: an employer's sentence and a
        // template's. Two people have both.
        let fillers: Vec<String> = (0..10)
            .map(|it| format!("Repaired boat number {it} for its {it} owners on the slipway of quay {it}"))
            .collect();
        let mut documents: Vec<Vec<&str>> = vec![vec![TIDES, BERTHS], vec![BERTHS, TIDES]];
        for (number, filler) in fillers.iter().enumerate() {
            documents.push(vec![filler, if number % 2 == 0 { TIDES } else { BERTHS }]);
        }
        assert_eq!(pairs(&documents, &[]), []);
        // Where all of them have both, it is one family.
        let family: Vec<Vec<&str>> =
            fillers.iter().take(4).map(|it| vec![it.as_str(), TIDES, BERTHS]).collect();
        assert_eq!(pairs(&family, &[]).len(), 6);
    }

    #[test]
    fn texts_on_one_subject_are_no_clones() {
        let documents = [
            vec![
                "designed and ran the payment service of a shop with two million customers in four countries",
                OWN,
            ],
            vec![
                "wrote the payment service of a bank and later designed its audit trail in four months",
                BERTHS,
            ],
        ];
        assert_eq!(pairs(&documents, &[]), []);
    }

    fn documents() -> impl Strategy<Value = Vec<Vec<String>>> {
        prop::collection::vec(prop::collection::vec("[abcd]{1,2}( [abcd]{1,2}){5,14}", 0..4), 0..6)
    }

    fn borrowed(documents: &[Vec<String>]) -> Vec<Vec<&str>> {
        documents.iter().map(|it| it.iter().map(String::as_str).collect()).collect()
    }

    proptest! {
        #[test]
        fn the_order_of_documents_changes_only_positions(texts in documents()) {
            let settings = CloneSettings { words_min: 6.0, passages_min: 1, ..CloneSettings::default() };
            let forward = clones(&borrowed(&texts), &[], &settings);
            let mut turned = borrowed(&texts);
            turned.reverse();
            let last = texts.len().saturating_sub(1);
            let mut backward: Vec<(usize, usize, f64)> =
                clones(&turned, &[], &settings).iter().map(|it| (last - it.right, last - it.left, it.words)).collect();
            backward.sort_by_key(|it| (it.0, it.1));
            let forward: Vec<(usize, usize, f64)> = forward.iter().map(|it| (it.left, it.right, it.words)).collect();
            prop_assert_eq!(forward, backward);
        }

        #[test]
        fn pairs_are_bounded_one_to_one_and_the_same_each_time(texts in documents()) {
            let settings = CloneSettings { words_min: 3.0, passages_min: 1, ..CloneSettings::default() };
            let found = clones(&borrowed(&texts), &[], &settings);
            prop_assert_eq!(&found, &clones(&borrowed(&texts), &[], &settings));
            for pair in &found {
                prop_assert!(pair.left < pair.right && pair.right < texts.len());
                let lefts: BTreeSet<usize> = pair.passages.iter().map(|it| it.left).collect();
                let rights: BTreeSet<usize> = pair.passages.iter().map(|it| it.right).collect();
                prop_assert!(lefts.len() == pair.passages.len() && rights.len() == pair.passages.len());
                prop_assert!(pair.passages.iter().all(|it| (0.0..=1.0).contains(&it.alike) && it.words >= 0.0));
            }
        }

        #[test]
        fn whatever_may_be_quoted_is_never_a_clone(texts in documents()) {
            let all = texts.concat().join(". ");
            let settings = CloneSettings { words_min: 1.0, passages_min: 1, ..CloneSettings::default() };
            prop_assert!(clones(&borrowed(&texts), &[&all], &settings).is_empty());
        }
    }
}
