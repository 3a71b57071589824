//! Colleagues who write that the one at work, or in a later round, is not the one they interviewed. Who is meant is read
//! from the worker id, the mail address or the full name in the text. No face is compared.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::text::normalise;
use model::finding::WITHDRAWN;
use model::{Finding, Row, Rows};

use crate::Gathered;
use crate::explanations::{counted, period};

/// How people write it, in normal form. `recognises` is `recognizes` too.
const NOT_THE_SAME: &[&str] = &[
    "not the one i hired",
    "not the one we hired",
    "not the one i interviewed",
    "not the one we interviewed",
    "not the one who was interviewed",
    "not the one from the interview",
    "not the person i",
    "not the person we",
    "not the person who",
    "not the person from",
    "not the same person",
    "isn t the same person",
    "isn t the person",
    "not the candidate",
    "not who i interviewed",
    "not who we interviewed",
    "not who we hired",
    "a different person",
    "another person than",
    "somebody else than",
    "someone else than",
    "somebody else came",
    "someone else came",
    "neither recogni",
    "none of us recogni",
    "nobody recogni",
    "no one recogni",
    "not recogni",
    "t recogni",
    "does not look like",
    "doesn t look like",
    "did not look like",
    "didn t look like",
];

/// What it must be about: a hire, not a machine.
const ABOUT: &[&str] = &[
    "interview",
    "hired",
    "hire",
    "candidate",
    "colleague",
    "new starter",
    "first day",
    "our meetings",
    "earlier round",
    "last round",
    "first round",
    "on camera",
    "on the call",
];

/// Words of somebody who speaks for more than one.
const SEVERAL: &[&str] = &[
    "two of us",
    "both of us",
    "we both",
    "three of us",
    "all of us",
    "none of us",
    "neither",
    "several of us",
];

/// How a resolution says that it was a mistake, or that somebody else looked and saw it too.
const MISTAKEN: &[&str] = &[
    "is the same person",
    "was the same person",
    "recognised after all",
    "recognized after all",
    "a mistake",
    "mix up",
    "mixed up",
    "identity confirmed",
    "likeness confirmed",
    "false alarm",
    "apolog",
];
const CONFIRMED: &[&str] = &[
    "no likeness",
    "not the same",
    "a different person",
    "another person",
    "does not match",
    "do not match",
    "no match",
    "second interviewer agrees",
];

struct Said {
    at: Timestamp,
    known_at: Timestamp,
    /// Who said it; several voices in one report count as two.
    witnesses: Vec<String>,
    record: i64,
}

struct Colleague<'a> {
    person: &'a str,
    marks: Vec<String>,
    since: Option<Timestamp>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let colleagues = colleagues(gathered.rows("people"));
    let mut said: BTreeMap<&str, Vec<Said>> = BTreeMap::new();
    for row in gathered.rows("tickets").iter() {
        let Some(text) = row.text("text").filter(|it| says_so(it)) else { continue };
        let Some(at) = row.time("at") else { continue };
        let plain = format!(" {} ", normalise(text));
        let raw = format!(" {} ", text.to_lowercase());
        let meant: Vec<&Colleague<'_>> = colleagues
            .iter()
            .filter(|it| row.text("reporter") != Some(it.person))
            .filter(|it| it.since.is_none_or(|since| at.duration_since(since) <= gathered.days("days")))
            .filter(|it| it.marks.iter().any(|mark| plain.contains(mark) || raw.contains(mark.trim())))
            .collect();
        let resolution = normalise(row.text("resolution").unwrap_or_default());
        if MISTAKEN.iter().any(|it| resolution.contains(it)) {
            continue;
        }
        // A text that names two people does not say which of them is meant.
        if let ([one], Some(mut report)) = (meant.as_slice(), report(&row, text)) {
            if report.witnesses.len() == 1 && CONFIRMED.iter().any(|it| resolution.contains(it)) {
                report.known_at = report.known_at.max(row.time("closed_at").unwrap_or(report.known_at));
                report.witnesses.push("whoever closed the ticket".to_owned());
            }
            said.entry(one.person).or_default().push(report);
        }
    }
    for row in gathered.rows("notes").iter() {
        if let (Some(person), Some(text)) = (row.text("person"), row.text("text").filter(|it| says_so(it))) {
            said.entry(person).or_default().extend(report(&row, text));
        }
    }
    let checks: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("checks").by("person").into_iter().collect();
    said.into_iter()
        .filter_map(|(person, said)| {
            finding(person, said, checks.get(person).map(Vec::as_slice).unwrap_or_default())
        })
        .collect()
}

fn colleagues(rows: &Rows) -> Vec<Colleague<'_>> {
    let mut res: Vec<Colleague<'_>> = Vec::new();
    for row in rows.iter() {
        let Some(person) = row.text("person") else { continue };
        let mut marks = Vec::new();
        for id in [row.text("worker_id"), row.text("work_email")].into_iter().flatten() {
            let plain = normalise(id);
            // An id that is a plain small number stands in many texts.
            if plain.chars().filter(|it| it.is_alphanumeric()).count() >= 4 {
                marks.push(format!(" {plain} "));
            }
        }
        for name in row.texts("names") {
            let plain = normalise(name);
            if plain.contains(' ') {
                marks.push(format!(" {plain} "));
            }
        }
        res.push(Colleague { person, marks, since: row.time("start_at") });
    }
    res
}

fn says_so(text: &str) -> bool {
    let plain = format!(" {} ", normalise(text));
    let has = |words: &[&str]| words.iter().any(|it| plain.contains(&format!(" {it}")));
    has(NOT_THE_SAME) && has(ABOUT)
}

fn report(row: &Row<'_>, text: &str) -> Option<Said> {
    let at = row.time("at")?;
    let plain = format!(" {} ", normalise(text));
    let several = SEVERAL.iter().any(|it| plain.contains(&format!(" {it} ")));
    let reporter = row.text("reporter").unwrap_or("somebody").to_lowercase();
    let mut witnesses = vec![reporter.clone()];
    if several {
        witnesses.push(format!("{reporter} and others"));
    }
    Some(Said { at, known_at: row.time("known_at").unwrap_or(at), witnesses, record: row.int("ref")? })
}

fn finding(person: &str, mut said: Vec<Said>, checks: &[Row<'_>]) -> Option<Finding> {
    said.sort_by_key(|it| (it.known_at, it.record));
    let (first, last) = (said.first()?, said.last()?);
    let mut witnesses: BTreeSet<&str> = BTreeSet::new();
    let mut second = None;
    for it in &said {
        witnesses.extend(it.witnesses.iter().map(String::as_str));
        if witnesses.len() >= 2 && second.is_none() {
            second = Some(it.known_at);
        }
    }
    let (known_at, level) = second.map_or((first.known_at, "one"), |at| (at, "two"));
    let from = said.iter().map(|it| it.at).min()?;
    let mut sentence = format!(
        "{} that who is at work is not who was interviewed, {}",
        counted(said.len(), "report", "reports"),
        period(from, last.at)
    );
    if witnesses.len() >= 2 {
        sentence += ", by more than one colleague";
    }
    let mut refs: Vec<i64> = said.iter().map(|it| it.record).collect();
    let seen = checks.iter().find(|it| it.time("known_at").is_some_and(|at| at > last.at));
    let mut res = match seen {
        Some(check) => {
            sentence += &format!("; a later {} check passed", check.text("kind").unwrap_or("live"));
            refs.extend(check.refs("ref"));
            let at = check.time("known_at")?.max(known_at);
            Finding::about(person, WITHDRAWN, at, sentence, refs)?.earlier(known_at, level)
        }
        None => Finding::about(person, level, known_at, sentence, refs)?,
    };
    if level == "two" && first.known_at < known_at {
        res = res.earlier(first.known_at, "one");
    }
    Some(res.between(from, last.at))
}
