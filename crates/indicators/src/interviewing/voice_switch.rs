//! Rounds in which the interviewer noted that more than one voice answered, or that somebody told the candidate what to
//! say. Interpreters are no such voice.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{Finding, Row};

use super::note_parts::{part_with, part_with_both, with_aids};
use crate::Gathered;

/// Said of the voice that answers.
const SWITCHES: &[&str] = &[
    "voice changed",
    "voice switched",
    "voices changed",
    "voices switched",
    "changed voice",
    "different voice",
    "two voices",
    "several voices",
    "three voices",
    "two speakers",
    "more than one voice",
    "more than one person answer",
    "more than one person spoke",
    "voice was not the same",
    "voice is not the same",
    "not the same voice",
    "voice of somebody else",
    "voice of someone else",
];

/// Somebody who is not the candidate…
const OTHERS: &[&str] = &[
    "second voice",
    "other voice",
    "another voice",
    "second person",
    "another person",
    "other person",
    "somebody else",
    "someone else",
    "second man",
    "second woman",
    "third person",
    "a friend",
    "a helper",
];

/// …and what only the candidate should do, or nobody.
const ANSWERS: &[&str] = &[
    "answer",
    "spoke for",
    "speak for",
    "speaking for",
    "took over",
    "take over",
    "coach",
    "prompt",
    "whisper",
    "told them what",
    "dictat",
    "fed ",
    "feeding",
    "replied",
    "reply",
    "explained the",
];

struct Heard<'a> {
    at: Timestamp,
    known_at: Timestamp,
    interviewer: Option<&'a str>,
    note: &'a str,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let heard: Vec<Heard<'_>> = rows.iter().filter_map(heard).collect();
        res.extend(finding(person, &heard, gathered));
    }
    res
}

fn heard<'a>(row: &Row<'a>) -> Option<Heard<'a>> {
    let notes = row.text("notes")?;
    if with_aids(row) || row.is("in_person") {
        return None;
    }
    let note = part_with(notes, SWITCHES).or_else(|| part_with_both(notes, OTHERS, ANSWERS))?;
    Some(Heard {
        at: row.time("at")?,
        known_at: row.time("known_at")?,
        interviewer: row.text("interviewer"),
        note,
        refs: row.refs("ref"),
    })
}

fn finding(person: &str, heard: &[Heard<'_>], gathered: &Gathered) -> Option<Finding> {
    let (first, last) = (heard.first()?, heard.last()?);
    let mut steps: Vec<(Timestamp, &str)> = vec![(first.known_at, "once")];
    let mut interviewers: BTreeSet<&str> = BTreeSet::new();
    for (place, it) in heard.iter().enumerate() {
        interviewers.extend(it.interviewer);
        let level = match interviewers.len() {
            _ if place + 1 < gathered.count("rounds") => continue,
            0 | 1 => "rounds",
            _ => "interviewers",
        };
        if steps.iter().all(|step| step.1 != level) {
            steps.push((it.known_at, level));
        }
    }
    let (known_at, level) = steps.pop()?;
    let mut sentence = format!("interviewer noted: {}", first.note);
    if heard.len() > 1 {
        sentence += &format!("; the like in {} rounds", heard.len());
        if interviewers.len() > 1 {
            sentence += &format!(", by {} interviewers", interviewers.len());
        }
    }
    let refs = heard.iter().flat_map(|it| it.refs.iter().copied()).collect();
    let mut res = Finding::about(person, level, known_at, sentence, refs)?.between(first.at, last.at);
    for (at, level) in steps.into_iter().rev() {
        res = res.earlier(at, level);
    }
    Some(res)
}
