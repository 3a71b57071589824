//! Several changes of the pay account within a short window, and what the company itself did about them.

use std::collections::{BTreeMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use crate::Gathered;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    let tickets: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("tickets").by("person").into_iter().collect();
    for (person, rows) in gathered.main().by("person") {
        let changes = different_accounts(&rows);
        let Some(stretch) = stretch(&changes, gathered) else { continue };
        res.extend(finding(person, &stretch));
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        res.extend(explained(person, &stretch, tickets, gathered.days("ticket_days")));
    }
    res
}

/// Changes that stand close together, and from when on there were enough of them.
struct Stretch<'a> {
    changes: Vec<Row<'a>>,
    from: Timestamp,
    to: Timestamp,
    twice: Option<Timestamp>,
    often: Option<Timestamp>,
}

/// A change that is written down twice is one change.
fn different_accounts<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut seen = HashSet::new();
    rows.iter().filter(|it| seen.insert((it.time("at"), it.text("new_value")))).copied().collect()
}

fn stretch<'a>(changes: &[Row<'a>], gathered: &Gathered) -> Option<Stretch<'a>> {
    let short = first_window(changes, gathered.days("short_window_days"), gathered.count("changes_in_short"));
    let long = first_window(changes, gathered.days("long_window_days"), gathered.count("changes_in_long"));
    let (window, length) = match (long, short) {
        (Some(window), _) => (window, gathered.days("long_window_days")),
        (None, Some(window)) => (window, gathered.days("short_window_days")),
        (None, None) => return None,
    };
    let from = changes.get(window.0)?.time("at")?;
    let inside =
        |it: &&Row<'a>| it.time("at").is_some_and(|at| at >= from && at.duration_since(from) <= length);
    let inside: Vec<Row<'a>> = changes.iter().filter(inside).copied().collect();
    let known = |window: Option<(usize, usize)>| changes.get(window?.1)?.time("known_at");
    Some(Stretch {
        from,
        to: inside.last()?.time("at")?,
        changes: inside,
        twice: known(short),
        often: known(long),
    })
}

/// The first run of so many changes that lie close enough: the places of its first and last one.
fn first_window(changes: &[Row<'_>], length: SignedDuration, count: usize) -> Option<(usize, usize)> {
    let first_last = count.checked_sub(1)?;
    (first_last..changes.len()).map(|last| (last - first_last, last)).find(|(first, last)| {
        match (changes[*first].time("at"), changes[*last].time("at")) {
            (Some(from), Some(to)) => to.duration_since(from) <= length,
            _ => false,
        }
    })
}

fn finding(person: &str, stretch: &Stretch<'_>) -> Option<Finding> {
    let days = stretch.to.duration_since(stretch.from).as_hours() / 24;
    let unit = if days == 1 { "day" } else { "days" };
    let sentence = format!("pay account changed {} times in {days} {unit}", stretch.changes.len());
    let refs = stretch.changes.iter().flat_map(|it| it.refs("ref")).collect();
    let (level, known_at) = match (stretch.often, stretch.twice) {
        (Some(known_at), _) => ("often", known_at),
        (None, known_at) => ("twice", known_at?),
    };
    let finding = Finding::about(person, level, known_at, sentence, refs)?.between(stretch.from, stretch.to);
    match stretch.twice.filter(|it| level == "often" && *it < known_at) {
        Some(earlier) => Some(finding.earlier(earlier, "twice")),
        None => Some(finding),
    }
}

/// The last change was confirmed by the company, or the change was undone: what stands now is known.
fn explained(
    person: &str,
    stretch: &Stretch<'_>,
    tickets: &[Row<'_>],
    near: SignedDuration,
) -> Option<Finding> {
    let (first, last) = (stretch.changes.first()?, stretch.changes.last()?);
    let undone = last.text("new_value").is_some() && last.text("new_value") == first.text("old_value");
    let confirmed = last.text("channel").is_some_and(is_call_back);
    let ticket = tickets.iter().find(|it| {
        let at = it.time("at").is_some_and(|at| at >= stretch.from - near && at <= stretch.to + near);
        at && it.text("resolution").is_some_and(is_call_back)
    });
    let mut refs = last.refs("ref");
    refs.extend(ticket.into_iter().flat_map(|it| it.refs("ref")));
    let what = match (undone, confirmed || ticket.is_some()) {
        (true, _) => "the last change put the account back to the one held before the first",
        (false, true) => "the last change was confirmed by a call back",
        (false, false) => return None,
    };
    Some(
        Finding::about(person, "explained", last.time("known_at")?, what.to_owned(), refs)?
            .between(stretch.from, stretch.to),
    )
}

/// Staff write that they called back, or that the bank's check of the name passed.
fn is_call_back(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_lowercase)
        .collect();
    let failed =
        words.iter().any(|it| matches!(it.as_str(), "failed" | "not" | "no" | "declined" | "unreachable"));
    let follows = |one: &[&str], other: &str| {
        words.windows(2).any(|it| one.contains(&it[0].as_str()) && it[1] == other)
    };
    let called = words.iter().any(|it| it == "callback")
        || follows(&["call", "called", "calling", "phoned"], "back")
        || follows(&["name"], "check");
    called && !failed
}
