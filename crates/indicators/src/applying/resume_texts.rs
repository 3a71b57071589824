//! The resumes of all people, word by word, without what anybody may write.
//!
//! In: passages by person, and texts that may be quoted. Out: texts to be compared, and which pairs of people are
//! worth it. Left out are passages of an advertisement (also with light changes), passages that speak as one, and
//! runs of words that many resumes have (templates, set phrases).

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use measures::text::{CloneSettings, quoted_passages};
use measures::text::{normalise, shingles, shingles_of, words};
use model::{Row, Rows};

use crate::Gathered;

/// One person's resume text, word by word.
pub(super) struct Text<'a> {
    pub person: &'a str,
    pub passages: Vec<Passage<'a>>,
    pub words: Vec<String>,
    /// For each word, the record of the passage it stands in.
    pub refs: Vec<i64>,
    pub shingles: Vec<u64>,
    pub known_at: Timestamp,
}

/// A bullet, a sentence or a line, and where its words stand in the whole.
pub(super) struct Passage<'a> {
    pub text: &'a str,
    pub from: usize,
    pub n_words: usize,
}

/// What an advertisement says to its reader, and nobody of themselves.
const ADVERTISING: [&str; 18] = [
    " we are looking for ",
    " we re looking for ",
    " we are seeking ",
    " we offer ",
    " you will ",
    " you ll ",
    " you have ",
    " you are ",
    " your profile ",
    " your responsibilities ",
    " ideal candidate ",
    " successful candidate ",
    " candidates must ",
    " candidates should ",
    " nice to have ",
    " is a plus ",
    " equal opportunity employer ",
    " what we expect ",
];

/// Everybody's text, and the texts that anybody may quote.
pub(super) fn read<'a>(gathered: &'a Gathered, settings: &CloneSettings) -> (Vec<Text<'a>>, Vec<&'a str>) {
    let rows = gathered.main();
    let quotable = quotable(rows, gathered.rows("adverts"));
    let passages: Vec<&str> = rows.iter().map(|it| it.text("text").unwrap_or_default()).collect();
    let may_quote = quoted_passages(&passages, &quotable, settings);
    let mut by_person: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
    for (row, is_quoted) in rows.iter().zip(may_quote) {
        if let Some(person) = row.text("person").filter(|_| !is_quoted) {
            by_person.entry(person).or_default().push(row);
        }
    }
    let mut res = Vec::new();
    for (person, rows) in by_person {
        res.extend(text_of(person, &rows));
    }
    (res, quotable)
}

fn quotable<'a>(passages: &'a Rows, adverts: &'a Rows) -> Vec<&'a str> {
    let mut res: Vec<&str> = adverts.iter().filter_map(|it| it.text("text")).collect();
    let advertising = |text: &&str| {
        let normal = format!(" {} ", normalise(text));
        ADVERTISING.iter().any(|it| normal.contains(it))
    };
    res.extend(passages.iter().filter_map(|it| it.text("text")).filter(advertising));
    res.sort_unstable();
    res.dedup();
    res
}

fn text_of<'a>(person: &'a str, rows: &[Row<'a>]) -> Option<Text<'a>> {
    let known_at = rows.iter().filter_map(|it| it.time("known_at")).min()?;
    let mut res = Text {
        person,
        passages: Vec::new(),
        words: Vec::new(),
        refs: Vec::new(),
        shingles: Vec::new(),
        known_at,
    };
    for row in rows {
        let Some(record) = row.refs("ref").first().copied() else { continue };
        let text = row.text("text").unwrap_or_default();
        let normal = normalise(text);
        let from = res.words.len();
        res.words.extend(words(&normal).into_iter().map(str::to_owned));
        res.refs.resize(res.words.len(), record);
        res.passages.push(Passage { text, from, n_words: res.words.len() - from });
    }
    let plain: Vec<&str> = res.words.iter().map(String::as_str).collect();
    res.shingles = shingles(&plain);
    Some(res)
}

/// Drops shingles that many people have or that may be quoted, and counts, for each pair of people by position,
/// those that both still have.
pub(super) fn leave_out_common(
    texts: &mut [Text<'_>],
    quotable: &[&str],
    settings: &CloneSettings,
) -> BTreeMap<(usize, usize), usize> {
    let quoted: HashSet<u64> = quotable.iter().flat_map(|it| shingles_of(it)).collect();
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, text) in texts.iter().enumerate() {
        for shingle in text.shingles.iter().filter(|it| !quoted.contains(it)) {
            holders.entry(*shingle).or_default().push(place);
        }
    }
    let share = settings.common_share * texts.len() as f64;
    let most = share.max(settings.common_floor as f64).min(settings.common_max as f64);
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
