//! Passages of two resumes beside each other, with the words that stand in both marked.
//!
//! In: the records of one reason. Out: a table with a passage of the person on the left, and what another resume has
//! of it on the right. Whoever wrote a resume may have written it for this page: every word is escaped by itself.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use measures::text::normalise;
use model::dossier::{Excerpt, PersonReport};
use model::{Evidence, PersonId};

use super::escape::{short, text};
use super::people::more;
use super::reasons::linked;
use crate::reading::Reading;

/// The table whose records are passages.
const PASSAGES: &str = "resume_passages";

/// Most rows, and most records that are looked at.
const ROWS_MAX: usize = 8;
const RECORDS_MAX: usize = 60;
/// Most passages of the other resume that one passage is held against.
const PARTS_MAX: usize = 4;
/// Most words shown of one side of a row, and most characters of one word.
const WORDS_MAX: usize = 90;
const WORDS_KEPT: usize = 120;
const WORD_CHARS_MAX: usize = 40;

/// Share of the shorter one's words that two passages have in common, in order, to stand beside each other.
const ALIKE: f64 = 0.5;
const COMMON_MIN: usize = 4;

/// A passage as it was written, word by word.
struct Passage<'a> {
    words: Vec<&'a str>,
    /// The normal form of each word; empty for a bullet or a dash.
    keys: Vec<String>,
}

/// Writes nothing where the reason does not rest on passages of two resumes.
pub fn write(
    reading: &Reading<'_>,
    person: &PersonReport,
    evidence: &Evidence,
    out: &mut dyn Write,
) -> io::Result<()> {
    let documents = documents(reading, evidence);
    let owners = owners(reading);
    let owner = |document: &str| owners.get(document).copied();
    let own = |document: &str| owner(document).is_some_and(|it| *it == person.person);
    let mut rows: Vec<(&Passage<'_>, &str, Vec<&Passage<'_>>)> = Vec::new();
    for (document, passages) in documents.iter().filter(|(document, _)| own(document)) {
        for passage in passages {
            for (other, theirs) in documents.iter().filter(|(it, _)| *it != document && !own(it)) {
                let alike: Vec<&Passage<'_>> =
                    theirs.iter().filter(|it| are_alike(passage, it)).take(PARTS_MAX).collect();
                if !alike.is_empty() {
                    rows.push((passage, other, alike));
                }
            }
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<details class=\"beside\"><summary>The passages side by side</summary>\n\
         <div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">In this resume</th>\
         <th scope=\"col\">In the other</th><th scope=\"col\">Whose</th></tr></thead><tbody>"
    )?;
    for (passage, document, theirs) in rows.iter().take(ROWS_MAX) {
        let joined = Passage::joined(theirs);
        let (left, right) = in_both(&passage.keys, &joined.keys);
        writeln!(
            out,
            "<tr><td><bdi>{}</bdi></td><td><bdi>{}</bdi></td><td>{}</td></tr>",
            marked(passage, &left),
            marked(&joined, &right),
            owner(document).map_or_else(|| "nobody's".to_owned(), |it| linked(reading, it))
        )?;
    }
    writeln!(out, "</tbody></table></div>")?;
    more(rows.len(), ROWS_MAX, "evidence.ndjson", out)?;
    writeln!(out, "</details>")
}

/// The passages of each document, in the order of the records.
fn documents<'a>(reading: &Reading<'a>, evidence: &Evidence) -> BTreeMap<String, Vec<Passage<'a>>> {
    let mut res: BTreeMap<String, Vec<Passage<'a>>> = BTreeMap::new();
    for reference in evidence.records.iter().take(RECORDS_MAX) {
        let Some(excerpt) = reading.dossier.excerpts.get(&reference.record) else { continue };
        if excerpt.table != PASSAGES {
            continue;
        }
        if let (Some(document), Some(text)) = (document_of(excerpt), cell(excerpt, "text")) {
            res.entry(document).or_default().push(Passage::of(text));
        }
    }
    res
}

/// As ties name a document.
fn document_of(excerpt: &Excerpt) -> Option<String> {
    Some(format!("{}/{}", cell(excerpt, "document")?, cell(excerpt, "stem").unwrap_or_default()))
}

fn cell<'a>(excerpt: &'a Excerpt, column: &str) -> Option<&'a str> {
    excerpt.cells.iter().find(|(it, _)| *it == column).map(|(_, it)| it.as_str())
}

fn owners<'a>(reading: &Reading<'a>) -> HashMap<&'a str, &'a PersonId> {
    let mut res = HashMap::new();
    for person in &reading.dossier.people {
        for tie in person.ties.iter().filter(|it| &*it.kind == "resume") {
            res.insert(&*tie.value, &person.person);
        }
    }
    res
}

impl<'a> Passage<'a> {
    fn of(text: &'a str) -> Passage<'a> {
        let words: Vec<&str> = text.split_whitespace().take(WORDS_KEPT).collect();
        let keys = words.iter().map(|it| normalise(it)).collect();
        Passage { words, keys }
    }

    /// A passage that the other resume breaks into several.
    fn joined(parts: &[&Passage<'a>]) -> Passage<'a> {
        let mut res = Passage { words: Vec::new(), keys: Vec::new() };
        for part in parts {
            res.words.extend(&part.words);
            res.keys.extend(part.keys.iter().cloned());
        }
        res
    }
}

fn are_alike(one: &Passage<'_>, other: &Passage<'_>) -> bool {
    let n_common = in_both(&one.keys, &other.keys).0.iter().filter(|it| **it).count();
    let shorter = one.keys.len().min(other.keys.len());
    n_common >= COMMON_MIN && n_common as f64 >= ALIKE * shorter as f64
}

/// Which words of each side belong to a longest row of words that stands in both, in this order.
fn in_both(left: &[String], right: &[String]) -> (Vec<bool>, Vec<bool>) {
    let width = right.len() + 1;
    let mut lengths = vec![0_u32; (left.len() + 1) * width];
    let at =
        |lengths: &[u32], row: usize, column: usize| lengths.get(row * width + column).copied().unwrap_or(0);
    let same = |row: usize, column: usize| {
        let (one, other) = (left.get(row), right.get(column));
        one.is_some_and(|it| !it.is_empty()) && one == other
    };
    for row in (0..left.len()).rev() {
        for column in (0..right.len()).rev() {
            let longest = if same(row, column) {
                at(&lengths, row + 1, column + 1) + 1
            } else {
                at(&lengths, row + 1, column).max(at(&lengths, row, column + 1))
            };
            if let Some(slot) = lengths.get_mut(row * width + column) {
                *slot = longest;
            }
        }
    }
    let (mut in_left, mut in_right) = (vec![false; left.len()], vec![false; right.len()]);
    let (mut row, mut column) = (0, 0);
    while row < left.len() && column < right.len() {
        if same(row, column) {
            if let (Some(one), Some(other)) = (in_left.get_mut(row), in_right.get_mut(column)) {
                (*one, *other) = (true, true);
            }
            (row, column) = (row + 1, column + 1);
        } else if at(&lengths, row + 1, column) >= at(&lengths, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    (in_left, in_right)
}

/// The words, those of both sides marked, runs of them as one.
fn marked(passage: &Passage<'_>, in_both: &[bool]) -> String {
    let mut res = String::new();
    let mut is_open = false;
    for (word, is_common) in passage.words.iter().zip(in_both).take(WORDS_MAX) {
        if is_open && !is_common {
            res.push_str("</mark>");
        }
        if !res.is_empty() {
            res.push(' ');
        }
        if !is_open && *is_common {
            res.push_str("<mark>");
        }
        is_open = *is_common;
        res.push_str(&short(word, WORD_CHARS_MAX).to_string());
    }
    if is_open {
        res.push_str("</mark>");
    }
    let n_more = passage.words.len().saturating_sub(WORDS_MAX);
    if n_more > 0 {
        res.push_str(&text(&format!(" … ({n_more} words more)")).to_string());
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_are_marked_in_runs_and_nothing_else() {
        let (one, other) = (
            Passage::of("Rebuilt the tide-gauge pipeline, <b>fast</b>, in May"),
            Passage::of("Rewrote the TIDE-GAUGE pipeline <b>fast</b> in June"),
        );
        let (left, _) = in_both(&one.keys, &other.keys);
        assert!(are_alike(&one, &other));
        assert_eq!(
            marked(&one, &left),
            "Rebuilt <mark>the tide-gauge pipeline, &lt;b&gt;fast&lt;/b&gt;, in</mark> May"
        );
    }

    #[test]
    fn what_is_too_long_is_cut_with_a_count_and_stays_closed() {
        let long = "word ".repeat(150);
        let passage = Passage::of(&long);
        let all = vec![true; passage.words.len()];
        let shown = marked(&passage, &all);
        assert!(shown.starts_with("<mark>") && shown.ends_with("</mark> … (30 words more)"), "{shown}");
    }
}
