//! Other calls or voices were heard behind the candidate in interviews. No voice is measured: only what
//! interviewers noted, and stretches that the transcript itself calls those of an unknown speaker.

use std::collections::{BTreeMap, BTreeSet};

use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;

/// How interviewers write that other calls were heard.
const OTHER_CALLS: &[&str] = &[
    "other call",
    "other calls",
    "another call",
    "several calls",
    "many calls",
    "other people on calls",
    "others on calls",
    "call centre",
    "call center",
    "callcenter",
    "other interviews",
    "another interview",
];

/// What a transcript calls somebody it does not know.
const UNKNOWN_SPEAKERS: &[&str] =
    &["unknown speaker", "unknown", "unidentified speaker", "unknown participant"];

/// The topic of notes about an interpreter or other aids: such a voice has a known reason.
const AIDS: &str = "accessibility_need";

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let voices: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("voices").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let voices = voices.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        res.extend(finding(person, &rows, voices, gathered.count("rounds")));
    }
    res
}

fn finding(person: &str, rows: &[Row<'_>], voices: &[Row<'_>], rounds: usize) -> Option<Finding> {
    let heard: Vec<&Row<'_>> = rows
        .iter()
        .filter(|it| !it.texts("topics").contains(&AIDS))
        .filter(|it| it.is("other_voices") || (it.flag("other_voices").is_none() && notes_other_calls(it)))
        .collect();
    let (first, last) = (heard.first()?, heard.last()?);
    let noted = heard.iter().find(|it| notes_other_calls(it));
    let mut interviewers = BTreeSet::new();
    let mut reached = None;
    for (place, row) in heard.iter().enumerate() {
        // An interviewer who is not named may be anybody, also the same one.
        if let Some(name) = row.text("interviewer") {
            interviewers.insert(name.trim().to_lowercase());
        }
        if reached.is_none() && place + 1 >= rounds && interviewers.len() >= 2 {
            reached = Some(*row);
        }
    }
    let mut sentence = match heard.len() {
        1 => "other voices behind the candidate in 1 interview round".to_owned(),
        many => format!(
            "other voices behind the candidate in {many} interview rounds, noted by {} interviewers",
            interviewers.len()
        ),
    };
    if let Some(text) = noted.and_then(|it| it.text("notes")) {
        sentence += &format!("; noted: {}", text.trim());
    }
    let mut refs: Vec<i64> = heard.iter().flat_map(|it| it.refs("ref")).collect();
    for row in voices {
        let unknown =
            row.text("speaker").is_some_and(|it| UNKNOWN_SPEAKERS.contains(&normalise(it).as_str()));
        if unknown
            && heard
                .iter()
                .any(|it| it.text("meeting").is_some() && it.text("meeting") == row.text("meeting"))
        {
            refs.extend(row.refs("ref"));
        }
    }
    let known = |row: &Row<'_>| row.time("known_at").or(row.time("at"));
    let mut steps: Vec<(jiff::Timestamp, &str)> = vec![(known(first)?, "once")];
    if let Some(noted) = noted {
        steps.push((known(noted)?, "noted"));
    }
    if let Some(reached) = reached {
        steps.push((known(reached)?, "twice"));
    }
    // Of several levels at one moment only the highest is a step.
    let (known_at, level) = steps.pop()?;
    let mut res = Finding::about(person, level, known_at, sentence, refs)?;
    let mut next = known_at;
    for (at, level) in steps.into_iter().rev() {
        if at < next {
            res = res.earlier(at, level);
            next = at;
        }
    }
    Some(res.between(first.time("at")?, last.time("at")?))
}

fn notes_other_calls(row: &Row<'_>) -> bool {
    let Some(notes) = row.text("notes") else { return false };
    let notes = format!(" {} ", normalise(notes));
    let denied = ["no other call ", "no other calls ", "without other calls "]
        .iter()
        .any(|it| notes.contains(&format!(" {it}")));
    !denied && OTHER_CALLS.iter().any(|it| notes.contains(&format!(" {it} ")))
}
