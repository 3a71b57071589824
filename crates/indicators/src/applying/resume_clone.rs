//! Passages of one resume that stand in the resumes of other people.
//!
//! Words are compared in runs, across line breaks, since documents break lines at different places. Text that
//! many resumes have (templates, set phrases, advertisements) is left out before anything is compared.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use measures::text::{SHINGLE_WORDS, jaccard, normalise, shared_runs, shingles, words};
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, other_people};

/// One person's resume text, word by word.
struct Text<'a> {
    person: &'a str,
    words: Vec<String>,
    /// For each word, the record of the passage it stands in.
    refs: Vec<i64>,
    shingles: Vec<u64>,
    known_at: Timestamp,
}

/// Text of one person that also stands in the resumes of others.
#[derive(Default)]
struct Copied<'a> {
    /// For each own word, by place: who else has it.
    holders: BTreeMap<usize, BTreeSet<&'a str>>,
    /// By other person: when both resumes were known, and whether the pair is enough alone.
    others: BTreeMap<&'a str, (Timestamp, bool)>,
    other_refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mailboxes: BTreeSet<(&str, &str)> = gathered
        .rows("mailboxes")
        .iter()
        .filter_map(|it| Some((it.text("person")?, it.text("other")?)))
        .collect();
    let mut texts: Vec<Text<'_>> = gathered
        .main()
        .by("person")
        .into_iter()
        .filter_map(|(person, rows)| text_of(person, &rows))
        .collect();
    let counts = leave_out_common(&mut texts, gathered);
    let mut found: BTreeMap<&str, Copied<'_>> = BTreeMap::new();
    // A run of so many words has this many shingles; fewer in common cannot hold one.
    let shared_min = gathered.count("passage_words").saturating_sub(SHINGLE_WORDS - 1).max(1);
    for ((left, right), _) in counts.into_iter().filter(|(_, count)| *count >= shared_min) {
        let (Some(left), Some(right)) = (texts.get(left), texts.get(right)) else { continue };
        if known.naming(left.person, right.person) == Naming::MaybeOne
            || mailboxes.contains(&(left.person, right.person))
            || known.shared_agency(left.person, right.person).is_some()
        {
            continue;
        }
        note(&mut found, left, right, gathered);
        note(&mut found, right, left, gathered);
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

fn text_of<'a>(person: &'a str, rows: &[Row<'a>]) -> Option<Text<'a>> {
    let known_at = rows.iter().filter_map(|it| it.time("known_at")).min()?;
    let mut res = Text { person, words: Vec::new(), refs: Vec::new(), shingles: Vec::new(), known_at };
    for row in rows {
        let normal = normalise(row.text("text").unwrap_or_default());
        let Some(record) = row.refs("ref").first().copied() else { continue };
        for word in words(&normal) {
            res.words.push(word.to_owned());
            res.refs.push(record);
        }
    }
    let plain: Vec<&str> = res.words.iter().map(String::as_str).collect();
    res.shingles = shingles(&plain);
    Some(res)
}

/// Drops shingles that many people have, and counts, for each pair of people, those that both still have.
fn leave_out_common(texts: &mut [Text<'_>], gathered: &Gathered) -> BTreeMap<(usize, usize), usize> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, text) in texts.iter().enumerate() {
        for shingle in &text.shingles {
            holders.entry(*shingle).or_default().push(place);
        }
    }
    let share = gathered.param("common_share") * texts.len() as f64;
    let most = share.max(gathered.param("common_floor")).min(gathered.param("holders_max"));
    let mut res: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for people in holders.values().filter(|it| it.len() > 1 && it.len() as f64 <= most) {
        for (idx, right) in people.iter().enumerate() {
            for left in people.iter().take(idx) {
                *res.entry((*left, *right)).or_insert(0) += 1;
            }
        }
    }
    for text in texts.iter_mut() {
        text.shingles.retain(|it| holders.get(it).is_some_and(|it| it.len() as f64 <= most));
    }
    res
}

/// What of the own text stands in the other one.
fn note<'a>(
    found: &mut BTreeMap<&'a str, Copied<'a>>,
    own: &Text<'a>,
    other: &Text<'a>,
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
    if shared.is_empty() {
        return;
    }
    // Two short texts are soon alike.
    let enough = gathered.count("pair_words");
    let alone = shared.len() >= enough
        || (own.shingles.len().min(other.shingles.len()) >= enough
            && jaccard(&own.shingles, &other.shingles) >= gathered.param("jaccard"));
    let copied = found.entry(own.person).or_default();
    for place in &shared {
        copied.holders.entry(*place).or_default().insert(other.person);
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
        .holders
        .iter()
        .filter(|(_, holders)| holders.iter().any(|it| counted.contains(it)))
        .map(|(place, _)| *place)
        .collect();
    let own_refs: Vec<i64> = places.iter().filter_map(|it| text.refs.get(*it).copied()).collect();
    let passages = own_refs.iter().collect::<BTreeSet<_>>().len();
    let shown = if passages == 1 { "1 passage".to_owned() } else { format!("{passages} passages") };
    let sentence = format!(
        "{shown} of the resume, {} words in all, also in {} of {}",
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
