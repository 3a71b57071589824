//! Several changes of the pay account within a short window.

use std::collections::HashSet;

use model::{Finding, Row};

use crate::Gathered;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let changes = different_accounts(&rows);
        res.extend(finding(person, &changes, gathered));
    }
    res
}

/// Changes to another account than the one before; a change written down twice is one change.
fn different_accounts<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut res: Vec<Row<'a>> = Vec::new();
    let mut seen = HashSet::new();
    for row in rows {
        if seen.insert((row.time("at"), row.text("new_value"))) {
            res.push(*row);
        }
    }
    res
}

fn finding(person: &str, changes: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let short = window(changes, gathered.days("short_window_days"), gathered.count("changes_in_short"));
    let long = window(changes, gathered.days("long_window_days"), gathered.count("changes_in_long"));
    let (level, reached) = match (long, short) {
        (Some(end), _) => ("often", end),
        (None, Some(end)) => ("twice", end),
        (None, None) => return None,
    };
    let span = if level == "often" { "long_window_days" } else { "short_window_days" };
    let (first, last) = (changes.get(reached.0)?, changes.get(reached.1)?);
    let (from, to) = (first.time("at")?, last.time("at")?);
    let inside: Vec<&Row<'_>> =
        changes.iter().filter(|it| it.time("at").is_some_and(|at| at >= from && at.duration_since(from) <= gathered.days(span))).collect();
    let until = inside.last().and_then(|it| it.time("at")).unwrap_or(to);
    let days = until.duration_since(from).as_hours() / 24;
    let refs = inside.iter().flat_map(|it| it.refs("ref")).collect();
    let sentence = format!("pay account changed {} times in {days} days", inside.len());
    let mut finding = Finding::about(person, level, last.time("known_at")?, sentence, refs)?.between(from, until);
    if let (Some((_, second)), "often") = (short, level) {
        let known_at = changes.get(second)?.time("known_at")?;
        if known_at < finding.known_at() {
            finding = finding.earlier(known_at, "twice");
        }
    }
    Some(finding)
}

/// The first stretch of changes that is short and full enough: the places of its first and last change.
fn window(changes: &[Row<'_>], length: jiff::SignedDuration, count: usize) -> Option<(usize, usize)> {
    if count == 0 {
        return None;
    }
    for last in count - 1..changes.len() {
        let first = last + 1 - count;
        let (Some(from), Some(to)) = (changes[first].time("at"), changes[last].time("at")) else { continue };
        if to.duration_since(from) <= length {
            return Some((first, last));
        }
    }
    None
}
