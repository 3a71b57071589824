//! A wish, around the first day, to use a machine of one's own in place of the company's.

use jiff::Timestamp;
use model::{Finding, Row};

use crate::{Gathered, day};

const WISHES: [&str; 2] = ["own_device_request", "company_device_declined"];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let wishes: Vec<&Row<'_>> =
            rows.iter().filter(|it| has_any(it, &WISHES) && in_onboarding(it, gathered)).collect();
        res.extend(statements(person, &wishes, &rows, gathered));
    }
    res
}

/// Between the application and the second week of work; a later wish is about a later machine.
fn in_onboarding(row: &Row<'_>, gathered: &Gathered) -> bool {
    let Some(at) = row.time("at") else { return false };
    match (row.time("start_at"), row.time("applied_at")) {
        (Some(start), _) if at >= start => at.duration_since(start) <= gathered.days("after_start_days"),
        (Some(start), _) => start.duration_since(at) <= gathered.days("before_start_days"),
        (None, Some(applied)) => at >= applied,
        (None, None) => false,
    }
}

fn statements(person: &str, wishes: &[&Row<'_>], rows: &[Row<'_>], gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    let (Some(first), Some(last)) = (wishes.first(), wishes.last()) else { return res };
    let (Some(from), Some(to), Some(known_at)) = (first.time("at"), last.time("at"), first.time("known_at"))
    else {
        return res;
    };
    let what = if wishes.iter().any(|it| has_any(it, &["own_device_request"])) {
        "asked to work on an own device"
    } else {
        "did not want the company's laptop"
    };
    let again = match wishes.len() {
        1 => String::new(),
        count => format!(", {count} times until {}", day(to)),
    };
    let sentence = format!(
        "{what} on {}{}{again}",
        day(from),
        first.time("start_at").map(|it| around(from, it)).unwrap_or_default()
    );
    let refs = wishes.iter().flat_map(|it| it.refs("ref")).collect();
    res.extend(Finding::about(person, "asked", known_at, sentence, refs).map(|it| it.between(from, to)));
    let near = |it: &&Row<'_>| {
        it.time("at").is_some_and(|it| it.duration_since(from).abs() <= gathered.days("explained_days"))
    };
    let explaining = rows
        .iter()
        .filter(near)
        .find(|it| needs_aids(it) || has_any(it, &["stock_shortage_or_it_initiated"]));
    if let Some(row) = explaining {
        let id = row.text("ticket_id").unwrap_or("a mail");
        // What the need is concerns nobody here.
        let sentence = if needs_aids(row) {
            format!("{id} states a need for aids at work")
        } else {
            format!("{id} says that the shortage, the damage or the proposal was not the worker's")
        };
        let known_at = row.time("known_at").unwrap_or(known_at).max(known_at);
        let finding = Finding::about(person, "explained", known_at, sentence, row.refs("ref"));
        res.extend(finding.map(|it| it.between(from, to)));
    }
    res
}

fn around(at: Timestamp, start: Timestamp) -> String {
    let days = at.duration_since(start).as_hours().div_euclid(24);
    if days < 0 {
        format!(", {} days before the start", -days)
    } else {
        format!(", {days} days after the start")
    }
}

/// The worker's words, or the company's answer.
fn needs_aids(row: &Row<'_>) -> bool {
    let answered = row.text("resolution").is_some_and(|it| {
        let text = it.to_lowercase();
        text.contains("accessib") || text.contains("accommodation")
    });
    answered || has_any(row, &["accessibility_need"])
}

fn has_any(row: &Row<'_>, topics: &[&str]) -> bool {
    row.texts("topics").iter().any(|it| topics.contains(it))
}
