//! Passages of one resume that stand in the resumes of other people, word for word or lightly reworded.
//!
//! Words are compared in runs, across line breaks, since documents break lines at different places; passages also in
//! any order of words , since a copy is touched up. What anybody may write is left out
//! before anything is compared (`resume_texts`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::text::{CloneSettings, ClonedPassage, clones};
use measures::text::{SHINGLE_WORDS, jaccard, shared_runs, shingles};
use model::Finding;

use super::resume_texts::{Text, leave_out_common, read};
use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, other_people};

/// Text of one person that also stands in the resumes of others.
#[derive(Default)]
struct Copied<'a> {
    /// For each own word, by place: in whose resume its passage stands too.
    holders: BTreeMap<usize, BTreeSet<&'a str>>,
    /// The same for the words themselves: of a reworded passage some are the own.
    words: BTreeMap<usize, BTreeSet<&'a str>>,
    /// By other person: when both resumes were known, and whether the pair is enough alone.
    others: BTreeMap<&'a str, (Timestamp, bool)>,
    /// Those of them who have a passage only in other words.
    reworded: BTreeSet<&'a str>,
    other_refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mailboxes: BTreeSet<(&str, &str)> = gathered
        .rows("mailboxes")
        .iter()
        .filter_map(|it| Some((it.text("person")?, it.text("other")?)))
        .collect();
    let settings = CloneSettings {
        common_share: gathered.param("common_share"),
        common_floor: gathered.count("common_floor"),
        common_max: gathered.count("holders_max"),
        words_min: gathered.param("passage_words"),
        passages_min: 1,
        ..CloneSettings::default()
    };
    let (mut texts, quotable) = read(gathered, &settings);
    let counts = leave_out_common(&mut texts, &quotable, &settings);
    // A run of so many words has this many shingles; fewer in common cannot hold one.
    let shared_min = gathered.count("passage_words").saturating_sub(SHINGLE_WORDS - 1).max(1);
    let mut pairs: BTreeMap<(usize, usize), Vec<ClonedPassage>> = BTreeMap::new();
    for (pair, _) in counts.into_iter().filter(|(_, count)| *count >= shared_min) {
        pairs.insert(pair, Vec::new());
    }
    let documents: Vec<Vec<&str>> =
        texts.iter().map(|it| it.passages.iter().map(|it| it.text).collect()).collect();
    for pair in clones(&documents, &quotable, &settings) {
        pairs.insert((pair.left, pair.right), pair.passages);
    }
    let mut found: BTreeMap<&str, Copied<'_>> = BTreeMap::new();
    for ((left, right), passages) in pairs {
        let (Some(left), Some(right)) = (texts.get(left), texts.get(right)) else { continue };
        if known.naming(left.person, right.person) == Naming::MaybeOne
            || mailboxes.contains(&(left.person, right.person))
            || known.shared_agency(left.person, right.person).is_some()
        {
            continue;
        }
        let turned: Vec<ClonedPassage> = passages
            .iter()
            .map(|it| ClonedPassage { left: it.right, right: it.left, ..it.clone() })
            .collect();
        note(&mut found, left, right, &passages, gathered);
        note(&mut found, right, left, &turned, gathered);
    }
    let by_person: BTreeMap<&str, &Text<'_>> = texts.iter().map(|it| (it.person, it)).collect();
    let mut res = Vec::new();
    for (person, copied) in found {
        if let Some(text) = by_person.get(person) {
            res.extend(finding(text, &copied, &known, gathered.count("passage_words")));
        }
    }
    res
}

/// What of the own text stands in the other one; `passages` are own and other ones that are alike.
fn note<'a>(
    found: &mut BTreeMap<&'a str, Copied<'a>>,
    own: &Text<'a>,
    other: &Text<'a>,
    passages: &[ClonedPassage],
    gathered: &Gathered,
) {
    let own_words: Vec<&str> = own.words.iter().map(String::as_str).collect();
    let other_words: Vec<&str> = other.words.iter().map(String::as_str).collect();
    let mut shared = BTreeSet::new();
    let mut other_refs = Vec::new();
    for run in shared_runs(&own_words, &other_words, gathered.count("passage_words")) {
        let Some(run_words) = own_words.get(run.left..run.left + run.words) else { continue };
        let of_run = shingles(run_words);
        let rare = of_run.iter().filter(|it| own.shingles.binary_search(it).is_ok()).count();
        // A run of set phrases is nobody's.
        if rare * 2 < of_run.len() {
            continue;
        }
        shared.extend(run.left..run.left + run.words);
        other_refs.extend(other.refs.iter().skip(run.right).take(run.words).copied());
    }
    let n_exact = shared.len();
    let mut places = shared.clone();
    let mut reworded = BTreeSet::new();
    let mut reworded_refs = Vec::new();
    let (mut n_reworded, mut rare_words) = (0, 0.0);
    for passage in passages {
        let (Some(here), Some(there)) = (own.passages.get(passage.left), other.passages.get(passage.right))
        else {
            continue;
        };
        let here = here.from..here.from + here.n_words;
        if here.clone().any(|it| places.contains(&it) || reworded.contains(&it)) {
            continue;
        }
        n_reworded += 1;
        rare_words += passage.words;
        let there = there.from..there.from + there.n_words;
        let mut left: Vec<&str> = other_words.get(there.clone()).unwrap_or_default().to_vec();
        for place in here.clone() {
            let same = own_words.get(place).and_then(|word| left.iter().position(|it| it == word));
            if let Some(same) = same {
                left.swap_remove(same);
                shared.insert(place);
            }
        }
        reworded.extend(here);
        reworded_refs.extend(there.filter_map(|it| other.refs.get(it).copied()));
    }
    // Two short texts are soon alike, and a single passage in other words is not enough unless it is long.
    let enough = gathered.count("pair_words");
    let needed = if n_reworded == 1 && n_exact == 0 { enough.saturating_mul(4) / 3 } else { enough };
    let alone = n_exact >= enough
        || (n_reworded > 0 && n_exact as f64 + rare_words >= needed as f64)
        || (own.shingles.len().min(other.shingles.len()) >= enough
            && jaccard(&own.shingles, &other.shingles) >= gathered.param("jaccard"));
    // One sentence in other words is chance, however many have it: it counts in a group only where the pair counts.
    if alone {
        places.extend(reworded);
        other_refs.extend(reworded_refs);
    } else {
        shared.retain(|it| places.contains(it));
        n_reworded = 0;
    }
    if shared.is_empty() {
        return;
    }
    let copied = found.entry(own.person).or_default();
    for place in &places {
        copied.holders.entry(*place).or_default().insert(other.person);
    }
    for place in &shared {
        copied.words.entry(*place).or_default().insert(other.person);
    }
    if n_reworded > 0 {
        copied.reworded.insert(other.person);
    }
    copied.others.insert(other.person, (own.known_at.max(other.known_at), alone));
    copied.other_refs.extend(other_refs);
}

fn finding(
    text: &Text<'_>,
    copied: &Copied<'_>,
    known: &Acquaintance<'_>,
    passage_words: usize,
) -> Option<Finding> {
    let group = group_of(copied, known, passage_words);
    let counted: BTreeSet<&str> = copied
        .others
        .iter()
        .filter(|(other, (_, alone))| *alone || group.as_ref().is_some_and(|it| it.contains(*other)))
        .map(|(other, _)| *other)
        .collect();
    let pair_known = copied.others.values().filter(|(_, alone)| *alone).map(|(at, _)| *at).min();
    // The group is known when the second of the others is.
    let mut group_times: Vec<Timestamp> =
        group.iter().flatten().filter_map(|it| copied.others.get(it)).map(|(at, _)| *at).collect();
    group_times.sort();
    let group_known = group_times.get(1).copied();
    let (level, known_at) = match (group_known, pair_known) {
        (Some(at), _) => ("group", at),
        (None, Some(at)) => ("pair", at),
        (None, None) => return None,
    };
    let places: Vec<usize> = copied
        .words
        .iter()
        .filter(|(_, holders)| holders.iter().any(|it| counted.contains(it)))
        .map(|(place, _)| *place)
        .collect();
    let own_refs: Vec<i64> = places.iter().filter_map(|it| text.refs.get(*it).copied()).collect();
    let passages = own_refs.iter().collect::<BTreeSet<_>>().len();
    let shown = if passages == 1 { "1 passage".to_owned() } else { format!("{passages} passages") };
    let reworded =
        if copied.reworded.iter().any(|it| counted.contains(it)) { ", in part reworded," } else { "" };
    let sentence = format!(
        "{shown} of the resume, {} words in all, also{reworded} in {} of {}",
        places.len(),
        if counted.len() == 1 { "the resume" } else { "the resumes" },
        other_people(counted.len())
    );
    let refs = own_refs.into_iter().chain(copied.other_refs.iter().copied()).collect();
    let mut res = Finding::about(text.person, level, known_at, sentence, refs)?.with(counted);
    if let (Some(pair), "group") = (pair_known, level)
        && pair < known_at
    {
        res = res.earlier(pair, "pair");
    }
    Some(res)
}

/// Those who hold one and the same passage, where they are at least two people of different names.
fn group_of<'a>(
    copied: &Copied<'a>,
    known: &Acquaintance<'_>,
    passage_words: usize,
) -> Option<BTreeSet<&'a str>> {
    let mut res: BTreeSet<&'a str> = BTreeSet::new();
    let mut stretch: Vec<&BTreeSet<&'a str>> = Vec::new();
    let mut last = None;
    for (place, holders) in &copied.holders {
        if last.is_some_and(|it: usize| it + 1 != *place) {
            stretch.clear();
        }
        last = Some(*place);
        stretch.push(holders);
        let from = stretch.len().saturating_sub(passage_words.max(1));
        if stretch.len() < passage_words.max(1) {
            continue;
        }
        let mut common: BTreeSet<&'a str> = (*holders).clone();
        for earlier in stretch.iter().skip(from) {
            common.retain(|it| earlier.contains(it));
        }
        let differ = common.iter().any(|one| {
            common.iter().any(|other| one != other && known.naming(one, other) != Naming::MaybeOne)
        });
        if differ {
            res.extend(common);
        }
    }
    (res.len() >= 2).then_some(res)
}
