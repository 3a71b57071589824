//! A check that was asked for and did not take place, and an employment that ended within days of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{day, later};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let done: BTreeMap<&str, Timestamp> =
        gathered.rows("done").iter().filter_map(|it| Some((it.text("person")?, it.time("at")?))).collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let Some(last) = rows.last() else { continue };
        // Whoever did a check afterwards did not vanish; a reason that was accepted is one.
        let answered = last.time("at").zip(done.get(person)).is_some_and(|(at, done)| *done >= at);
        if !answered && last.text("accepted_reason").is_none() {
            res.extend(told(person, last, gathered));
        }
    }
    res
}

fn told(person: &str, check: &Row<'_>, gathered: &Gathered) -> Option<Finding> {
    let asked = check.time("at")?;
    // The last day is a day: it ends in the evening.
    let end = check.time("end_at")?;
    let gone = end >= asked.checked_sub(jiff::SignedDuration::from_hours(24)).ok()?
        && end <= later(asked, gathered.hours("hours"));
    if !gone {
        return None;
    }
    let reason = check.text("end_reason").unwrap_or_default().to_lowercase();
    let left = ["resign", "quit", "left", "own wish", "withdr"].iter().any(|it| reason.contains(it));
    let level = if left { "resigned" } else { "unanswered" };
    let kind = check.text("kind").unwrap_or("check").replace('_', " ");
    let sentence = format!(
        "{kind} asked for on {} did not take place ({}), employment ended on {}{}",
        day(asked),
        check.text("outcome").unwrap_or_default().replace('_', " "),
        day(end),
        if reason.is_empty() { String::new() } else { format!(": {reason}") }
    );
    let refs = check.refs("ref").into_iter().chain(check.refs("worker_ref")).collect();
    let known_at = check.time("known_at").unwrap_or(asked).max(end);
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(asked, end.max(asked)))
}
