//! Two remote access tools of different makers on one computer, within minutes or within a week.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Ticket, later, period, squeezed};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let needs_it: BTreeSet<&str> = gathered.rows("roles").iter().filter_map(|it| it.text("person")).collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        if needs_it.contains(person) {
            continue;
        }
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        let mut devices: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
        for row in rows {
            let accounted = row.time("at").is_some_and(|at| {
                tickets.iter().any(|it| {
                    it.was_open(at)
                        || row.text("tool").is_some_and(|tool| {
                            it.names(tool) && it.within(at, SignedDuration::from_hours(45 * 24))
                        })
                })
            });
            if let (Some(device), false) = (row.text("device"), accounted) {
                devices.entry(device).or_default().push(row);
            }
        }
        let found = devices.iter().filter_map(|(device, rows)| on_one(person, device, rows, gathered));
        res.extend(found.max_by_key(|it| (rank(it.level()), std::cmp::Reverse(it.known_at()))));
    }
    res
}

fn rank(level: &str) -> usize {
    ["week", "minutes", "new_hire"].iter().position(|it| *it == level).unwrap_or(0)
}

/// The first two makers that stand near enough to each other, and what else was there then.
fn on_one(person: &str, device: &str, rows: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let window = gathered.days("window_days");
    let minutes = SignedDuration::from_secs((gathered.param("window_minutes") * 60.0) as i64);
    let mut best: Option<(&str, SignedDuration, Timestamp, Timestamp, Vec<&Row<'_>>)> = None;
    for (place, one) in rows.iter().enumerate() {
        let (Some(from), Some(maker)) = (one.time("at"), one.text("tool").map(squeezed)) else { continue };
        for other in &rows[place + 1..] {
            let Some(at) = other.time("at") else { continue };
            let apart = at.duration_since(from);
            if apart > window {
                break;
            }
            let others = other.text("tool").map(squeezed);
            if others.as_ref() == Some(&maker) || others.is_none() {
                continue;
            }
            let new =
                one.time("start_at").is_some_and(|start| from <= later(start, gathered.days("early_days")));
            let level = if new {
                "new_hire"
            } else if apart <= minutes {
                "minutes"
            } else {
                "week"
            };
            if best.as_ref().is_none_or(|it| rank(it.0) < rank(level)) {
                let known = one.time("known_at").unwrap_or(from).max(other.time("known_at").unwrap_or(at));
                best = Some((level, apart, at, known, vec![one, other]));
            }
            break;
        }
    }
    let (level, _, to, known_at, pair) = best?;
    let from = pair.first()?.time("at")?;
    let inside: Vec<&Row<'_>> = rows
        .iter()
        .filter(|it| it.time("at").is_some_and(|at| at >= from && at <= later(from, window)))
        .collect();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for row in &inside {
        if let Some(tool) = row.text("tool") {
            names.entry(squeezed(tool)).or_insert_with(|| tool.replace('_', " "));
        }
    }
    let names: Vec<String> = names.into_values().collect();
    let sentence = format!("{} on {device}, {}", names.join(", "), period(from, to));
    let refs = pair.iter().copied().chain(inside).filter_map(|it| it.int("ref")).collect();
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(from, to))
}
