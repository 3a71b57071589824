//! A pay account that is changed between the offer and the second payday, and to what.

use std::collections::BTreeMap;

use model::{Finding, Row};

use crate::pay_routes::says_called_back;
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("tickets").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        for row in &rows {
            let Some((level, found)) = change(person, row, gathered) else { continue };
            res.push(found);
            let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
            res.extend(explained(person, row, &rows, level, tickets, gathered));
        }
    }
    res
}

fn change(person: &str, row: &Row<'_>, gathered: &Gathered) -> Option<(&'static str, Finding)> {
    let (at, start) = (row.time("at")?, row.time("start_at")?);
    let early = start.duration_since(at) <= gathered.days("before_start_days");
    let late = at.duration_since(start) > gathered.days("second_payday_days");
    // The first account that is ever named is no change.
    if !early || late || row.text("old_value").is_none() && row.text("field") == Some("bank_account") {
        return None;
    }
    let service = row
        .text("payment_service")
        .filter(|_| matches!(row.text("payment_kind"), Some("money_transfer" | "fintech_payout" | "crypto")));
    let platform = row.text("field") == Some("payment_platform");
    let level = if service.is_some() || platform { "service" } else { "account" };
    let to = match (service, row.text("institution")) {
        (Some(service), _) => format!(" to {service}"),
        (None, Some(institution)) => format!(" to {institution}"),
        (None, None) => String::new(),
    };
    let days = at.duration_since(start).as_hours() / 24;
    let when = if days < 0 {
        format!("{} days before the start", -days)
    } else {
        format!("{days} days after the start")
    };
    let sentence = format!("pay moved{to} on {}, {when} and before the second payday", day(at));
    let known_at = row.time("known_at").unwrap_or(at);
    Some((level, Finding::about(person, level, known_at, sentence, row.refs("ref"))?.between(at, at)))
}

/// Payroll called back, or the account before it was put back.
fn explained(
    person: &str,
    row: &Row<'_>,
    rows: &[Row<'_>],
    level: &str,
    tickets: &[Row<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    let at = row.time("at")?;
    let ticket = tickets.iter().find(|it| {
        let near =
            it.time("at").is_some_and(|it| it.duration_since(at).abs() <= gathered.days("ticket_days"));
        near && it.text("resolution").is_some_and(says_called_back)
    });
    let back = rows.iter().find(|it| {
        it.time("at").is_some_and(|it| it > at)
            && it.text("new_value").is_some()
            && it.text("new_value") == row.text("old_value")
    });
    let (what, refs, known_at) = if row.text("channel").is_some_and(says_called_back) {
        ("the change was confirmed by a call-back", row.refs("ref"), row.time("known_at")?)
    } else if let Some(ticket) = ticket {
        ("the change was confirmed by a call-back", ticket.refs("ref"), ticket.time("known_at")?)
    } else {
        let back = back?;
        ("the account held before was put back", back.refs("ref"), back.time("known_at")?)
    };
    let level = if level == "service" { "explained" } else { "explained_account" };
    let until = known_at.max(at);
    Some(Finding::about(person, level, until, what.to_owned(), refs)?.between(at, until))
}
