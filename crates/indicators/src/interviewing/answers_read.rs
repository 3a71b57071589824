//! Rounds in which the interviewer noted that answers looked read, or fell apart when the task was changed. No picture and
//! no sound is looked at: whoever uses an aid is left out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use super::note_parts::{part_with, with_aids};
use crate::Gathered;

/// How interviewers write that answers were read.
const READ: &[&str] = &[
    "read aloud",
    "reads aloud",
    "reading aloud",
    "sounded read",
    "sounds read",
    "seemed read",
    "seemed to read",
    "seems to read",
    "appeared to read",
    "as if read",
    "like reading",
    "reading from",
    "read from",
    "reads from",
    "reading off",
    "read off",
    "reading answers",
    "read answers",
    "read the answers",
    "reading the answers",
    "eyes went along",
    "eyes moved along",
    "eyes followed",
    "eyes moved as if",
    "eyes on another screen",
    "eyes went to another screen",
    "teleprompter",
    "answers from a screen",
    "answer came from a screen",
    "typed the question",
    "typing before each answer",
    "typed before each answer",
    "ai helper",
    "ai assistant",
    "chatgpt",
    "chat gpt",
    "scripted answers",
    "answers were scripted",
];

/// What went wrong with what had just gone well.
const FELL: &[&str] = &[
    "fell apart when",
    "falls apart when",
    "fell apart once",
    "could not vary",
    "could not change",
    "could not adapt",
    "unable to vary",
    "unable to adapt",
    "lost when",
    "stuck when",
    "broke down when",
    "no answer when",
    "slow to answer when",
    "could not explain the own code",
];

struct Noted<'a> {
    at: Timestamp,
    known_at: Timestamp,
    interviewer: Option<&'a str>,
    read: Option<&'a str>,
    fell: Option<&'a str>,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let exempt: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("exempt").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let exempt = exempt.get(person).map(Vec::as_slice).unwrap_or_default();
        let mut noted: Vec<Noted<'_>> = rows.iter().filter_map(noted).collect();
        noted.retain(|it| !exempt.iter().any(|row| row.time("until").is_none_or(|until| it.at <= until)));
        res.extend(finding(person, &noted, gathered));
    }
    res
}

fn noted<'a>(row: &Row<'a>) -> Option<Noted<'a>> {
    let notes = row.text("notes")?;
    if with_aids(row) {
        return None;
    }
    let (read, fell) = (part_with(notes, READ), part_with(notes, FELL));
    if read.is_none() && fell.is_none() {
        return None;
    }
    Some(Noted {
        at: row.time("at")?,
        known_at: row.time("known_at")?,
        interviewer: row.text("interviewer"),
        read,
        fell,
        refs: row.refs("ref"),
    })
}

fn finding(person: &str, noted: &[Noted<'_>], gathered: &Gathered) -> Option<Finding> {
    // Slowness in a changed task alone is a hard task.
    let first_read = noted.iter().filter(|it| it.read.is_some()).map(|it| it.known_at).min()?;
    let mut steps: Vec<(Timestamp, &str)> = vec![(first_read, "once")];
    let varied = noted.iter().filter(|it| it.fell.is_some()).map(|it| it.known_at.max(first_read)).min();
    let mut by: BTreeSet<&str> = BTreeSet::new();
    let mut enough = None;
    for it in noted.iter().filter(|it| it.read.is_some()) {
        by.extend(it.interviewer);
        if by.len() >= gathered.count("interviewers") && enough.is_none() {
            enough = Some(it.known_at);
        }
    }
    match (varied, enough) {
        (Some(varied), Some(enough)) => {
            steps.push(if varied <= enough { (varied, "varied") } else { (enough, "interviewers") });
            steps.push((varied.max(enough), "both"));
        }
        (Some(varied), None) => steps.push((varied, "varied")),
        (None, Some(enough)) => steps.push((enough, "interviewers")),
        (None, None) => {}
    }
    let (known_at, level) = steps.pop()?;
    let mut parts: Vec<&str> = Vec::new();
    for part in noted.iter().flat_map(|it| [it.read, it.fell]).flatten() {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let mut sentence = format!("interviewer noted: {}", parts.join("; "));
    if by.len() > 1 {
        sentence = format!("{} interviewers noted: {}", by.len(), parts.join("; "));
    }
    let refs = noted.iter().flat_map(|it| it.refs.iter().copied()).collect();
    let (first, last) = (noted.first()?, noted.last()?);
    let res = Finding::about(person, level, known_at, sentence, refs)?.between(first.at, last.at);
    Some(res.grown(steps.into_iter().rev()))
}
