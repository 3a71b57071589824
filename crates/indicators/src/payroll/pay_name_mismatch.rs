//! A pay account whose holder is not the worker.

use std::collections::BTreeMap;

use model::{Finding, Row};

use crate::pay_routes::{Holder, holder_of, says_called_back};
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let undone: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("undone").by("person").into_iter().collect();
    let household: BTreeMap<&str, Vec<Row<'_>>> =
        gathered.rows("household").by("person").into_iter().collect();
    let tickets: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("tickets").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let at_home = household.get(person).map(Vec::as_slice).unwrap_or_default();
        let mut holders: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
        for row in &rows {
            if let Some(holder) = row.text("account_holder") {
                holders.entry(holder.trim().to_lowercase()).or_default().push(*row);
            }
        }
        for rows in holders.values() {
            let Some((found, row)) = mismatch(person, rows, at_home) else { continue };
            res.push(found);
            let changes = undone.get(person).map(Vec::as_slice).unwrap_or_default();
            let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
            res.extend(explained(person, &row, changes, tickets, gathered));
        }
    }
    res
}

/// The holder of these records is another, and neither a firm nor somebody of the declared household.
fn mismatch<'a>(person: &str, rows: &[Row<'a>], at_home: &[Row<'_>]) -> Option<(Finding, Row<'a>)> {
    let first = rows.first()?;
    let holder = first.text("account_holder")?;
    let relation = holder_of(&first.texts("names"), holder);
    let partner = at_home.iter().any(|it| holder_of(&it.texts("names"), holder) == Holder::Own);
    if partner || !matches!(relation, Holder::Other | Holder::Alike) {
        return None;
    }
    let refused = rows.iter().find(|it| it.text("channel").is_some_and(says_refused));
    let level = match (relation, refused) {
        (_, Some(_)) => "confirmed",
        (Holder::Other, None) => "other",
        (_, None) => "alike",
    };
    let at = first.time("at")?;
    let mut sentence = format!("the pay account named on {} is held by {holder}", day(at));
    if level == "alike" {
        sentence += ", who has a part of the name in common";
    }
    if refused.is_some() {
        sentence += ", and the check of the name failed";
    }
    let refs = rows.iter().flat_map(|it| it.refs("ref")).collect();
    let known_at = rows.iter().filter_map(|it| it.time("known_at")).min().unwrap_or(at);
    let since = refused.and_then(|it| it.time("known_at")).unwrap_or(known_at);
    let mut found = Finding::about(person, level, since, sentence, refs)?.between(at, at);
    if since > known_at {
        found = found.earlier(known_at, if relation == Holder::Other { "other" } else { "alike" });
    }
    Some((found, *first))
}

/// The account was put back, or payroll called back and the worker knew of it.
fn explained(
    person: &str,
    row: &Row<'_>,
    changes: &[Row<'_>],
    tickets: &[Row<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    let at = row.time("at")?;
    let made = changes
        .iter()
        .find(|it| it.text("new_value").is_some() && it.text("new_value") == row.text("account"));
    let back = made.and_then(|made| {
        changes.iter().find(|it| {
            it.time("at") > made.time("at")
                && it.text("new_value").is_some()
                && it.text("new_value") == made.text("old_value")
        })
    });
    let ticket = tickets.iter().find(|it| {
        let near =
            it.time("at").is_some_and(|it| it.duration_since(at).abs() <= gathered.days("ticket_days"));
        near && it.text("resolution").is_some_and(says_called_back)
    });
    let own_call = row.text("channel").is_some_and(says_called_back);
    let (what, refs, known_at) = match (back, ticket, own_call) {
        (Some(back), _, _) => ("the account held before was put back", back.refs("ref"), back.time("at")?),
        (None, Some(ticket), _) => (
            "payroll called back and knows whose account it is",
            ticket.refs("ref"),
            ticket.time("known_at")?,
        ),
        (None, None, true) => ("payroll called back and knows whose account it is", row.refs("ref"), at),
        (None, None, false) => return None,
    };
    Some(
        Finding::about(person, "explained", known_at.max(at), what.to_owned(), refs)?
            .between(at, known_at.max(at)),
    )
}

/// `name check failed`, `returned by the bank`.
fn says_refused(channel: &str) -> bool {
    let text = channel.to_lowercase();
    let failed =
        ["fail", "mismatch", "does not match", "no match", "returned"].iter().any(|it| text.contains(it));
    failed && ["name", "holder", "account", "bank", "returned"].iter().any(|it| text.contains(it))
}
