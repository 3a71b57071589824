//! Identity checks that did not take place, and nobody accepted a reason for it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Journey, Ticket, counted, day, later, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let travel = Journey::by_person(gathered.rows("travel"));
    let workers: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("workers").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        let travel = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        let checks: Vec<Check<'_>> = rows.iter().filter_map(Check::of).collect();
        let ended = workers.get(person).map(Vec::as_slice).unwrap_or_default();
        if let Some(finding) = quit(person, &checks, ended, gathered) {
            res.push(finding);
            continue;
        }
        let skipped = skipped(&checks, travel, gathered);
        let Some(finding) = avoided(person, &skipped, gathered) else { continue };
        let explained = explained(person, &finding, &checks, tickets, gathered);
        res.push(finding);
        res.extend(explained);
    }
    res
}

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Done,
    /// Turned down, or nobody came.
    Missed,
    Moved,
}

struct Check<'a> {
    record: i64,
    at: Timestamp,
    known_at: Timestamp,
    kind: &'a str,
    outcome: Outcome,
    excused: bool,
}

impl<'a> Check<'a> {
    /// An outcome of another word says nothing: a check that is still open was not avoided.
    fn of(row: &Row<'a>) -> Option<Check<'a>> {
        let said: String = row
            .text("outcome")?
            .chars()
            .filter(char::is_ascii_alphabetic)
            .flat_map(char::to_lowercase)
            .collect();
        let outcome = match said.as_str() {
            "done" | "passed" | "completed" => Outcome::Done,
            "declined" | "noshow" | "refused" | "missed" => Outcome::Missed,
            "rescheduled" | "postponed" | "moved" => Outcome::Moved,
            _ => return None,
        };
        let at = row.time("at")?;
        Some(Check {
            record: row.int("ref")?,
            at,
            known_at: row.time("known_at").unwrap_or(at),
            kind: row.text("kind").unwrap_or("check"),
            outcome,
            excused: row.text("accepted_reason").is_some_and(|it| !it.trim().is_empty()),
        })
    }
}

/// Checks that were missed without a reason. One that was moved counts beside one that was missed, where none was
/// done after it and the time for that is over.
fn skipped<'c, 'a>(checks: &'c [Check<'a>], travel: &[Journey], gathered: &Gathered) -> Vec<&'c Check<'a>> {
    let mut res = Vec::new();
    for check in checks {
        if check.excused || travel.iter().any(|it| it.covers(check.at)) {
            continue;
        }
        let deadline = later(check.at, gathered.days("done_days"));
        let done =
            checks.iter().any(|it| it.outcome == Outcome::Done && it.at >= check.at && it.at <= deadline);
        let missed_too =
            checks.iter().any(|it| it.outcome == Outcome::Missed && !it.excused && it.at < check.at);
        match check.outcome {
            Outcome::Missed => res.push(check),
            Outcome::Moved if !done && missed_too => res.push(check),
            _ => {}
        }
    }
    res
}

/// The fullest window.
fn avoided(person: &str, skipped: &[&Check<'_>], gathered: &Gathered) -> Option<Finding> {
    let least = gathered.count("skipped_min").max(1);
    let mut best: Vec<&Check<'_>> = Vec::new();
    for (place, first) in skipped.iter().enumerate() {
        let until = later(first.at, gathered.days("window_days"));
        let inside: Vec<&Check<'_>> =
            skipped.iter().skip(place).take_while(|it| it.at < until).copied().collect();
        if inside.len() > best.len() {
            best = inside;
        }
    }
    let (first, last) = (best.first()?, best.last()?);
    let reached = best.get(least - 1)?;
    let mut said: Vec<String> = Vec::new();
    for check in &best {
        let how = match check.outcome {
            Outcome::Missed => "not taken",
            _ => "moved and not made up",
        };
        said.push(format!("{} {how} on {}", check.kind.replace('_', " "), day(check.at)));
    }
    let sentence = format!(
        "{} avoided without an accepted reason: {}",
        counted(best.len(), "identity check", "identity checks"),
        said.join(", ")
    );
    let refs = best.iter().map(|it| it.record).collect();
    let often = best.get(gathered.count("often_min").max(least) - 1);
    let (level, known_at) = match often {
        Some(often) => ("often", often.known_at),
        None => ("twice", reached.known_at),
    };
    let finding = Finding::about(person, level, known_at, sentence, refs)?.between(first.at, last.at);
    Some(if reached.known_at < known_at { finding.earlier(reached.known_at, "twice") } else { finding })
}

/// What takes it back: a check that was done after the last that was missed, or a reason in a ticket.
fn explained(
    person: &str,
    finding: &Finding,
    checks: &[Check<'_>],
    tickets: &[Ticket<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    let until = later(finding.to, gathered.days("done_days"));
    let done = checks.iter().find(|it| it.outcome == Outcome::Done && it.at >= finding.to && it.at <= until);
    let (known_at, sentence, record) = if let Some(done) = done {
        (done.known_at, format!("{} done on {}", done.kind.replace('_', " "), day(done.at)), done.record)
    } else {
        let span = gathered.days("ticket_days");
        let ticket =
            tickets.iter().find(|it| it.within(finding.from, span) || it.within(finding.to, span))?;
        let sentence = format!("a ticket of {} gives a reason for being away", day(ticket.opened));
        (ticket.known_at, sentence, ticket.record)
    };
    let known_at = known_at.max(finding.steps().first()?.known_at);
    Some(
        Finding::about(person, "explained", known_at, sentence, vec![record])?
            .between(finding.from, finding.to),
    )
}

/// Words of a reason that is the worker's own.
const OWN_WILL: [&str; 6] = ["resign", "quit", "voluntar", "own request", "abandon", "no contact"];

/// Whoever was asked and left within days, of their own will, without the check.
fn quit(person: &str, checks: &[Check<'_>], ended: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    for row in ended {
        let (Some(end), Some(record)) = (row.time("end_date"), row.int("ref")) else { continue };
        let reason = row.text("end_reason").unwrap_or_default().to_lowercase();
        if !OWN_WILL.iter().any(|it| reason.contains(it)) {
            continue;
        }
        let asked = checks.iter().rev().find(|it| {
            it.outcome != Outcome::Done
                && !it.excused
                && it.at <= end
                && end <= later(it.at, gathered.days("quit_days"))
        });
        let Some(asked) = asked else { continue };
        if checks.iter().any(|it| it.outcome == Outcome::Done && it.at >= asked.at) {
            continue;
        }
        let sentence = format!(
            "left of their own will ({reason}) {}, after the {} asked for on {} did not take place",
            period(end, end),
            asked.kind.replace('_', " "),
            day(asked.at)
        );
        let refs = vec![asked.record, record];
        return Some(
            Finding::about(person, "quit", end.max(asked.known_at), sentence, refs)?.between(asked.at, end),
        );
    }
    None
}
