//! A change of the pay account that came over a proxy, a VPN or a data centre, in the first weeks.

use std::collections::BTreeMap;

use model::{Finding, Row};

use crate::explanations::Journey;
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let changes: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("changes").by("person").into_iter().collect();
    let tickets: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("tickets").by("person").into_iter().collect();
    let travel = Journey::by_person(gathered.rows("travel"));
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        for row in rows {
            let Some(found) = change(person, &row, gathered) else { continue };
            res.push(found);
            let changes = changes.get(person).map(Vec::as_slice).unwrap_or_default();
            let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
            let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
            res.extend(explained(person, &row, changes, tickets, journeys, gathered));
        }
    }
    res
}

fn change(person: &str, row: &Row<'_>, gathered: &Gathered) -> Option<Finding> {
    // The company's own way out is no proxy.
    if row.is("egress") {
        return None;
    }
    let (at, start) = (row.time("at")?, row.time("start_at")?);
    let age = at.duration_since(start);
    if age > gathered.days("young_days") {
        return None;
    }
    let label = |names: &[&'static str]| names.iter().copied().find(|it| row.is(it));
    let (level, what) = match (label(&["residential_proxy", "astrill", "tor"]), label(&["vpn", "hosting"])) {
        (Some(it), _) => ("proxy", it),
        (None, Some(it)) => ("tunnel", it),
        // A relay that a browser or a telephone switches on by itself hides from advertisers.
        (None, None) => return None,
    };
    let what = match what {
        "residential_proxy" => "a residential proxy",
        "astrill" => "an Astrill exit",
        "tor" => "a Tor exit",
        "vpn" => "a VPN exit",
        _ => "a data centre",
    };
    let days = age.as_hours() / 24;
    let sentence = format!("pay account changed on {} from {what}, {days} days after the start", day(at));
    let known_at = row.time("known_at").unwrap_or(at);
    Some(Finding::about(person, level, known_at, sentence, row.refs("ref"))?.between(at, at))
}

/// Somebody else did it, or the worker said before why the address is another. A tunnel that is explained weighs less: what
/// speaks for a person never takes more than its cause has counted.
fn explained(
    person: &str,
    row: &Row<'_>,
    changes: &[Row<'_>],
    tickets: &[Row<'_>],
    journeys: &[Journey],
    gathered: &Gathered,
) -> Option<Finding> {
    let at = row.time("at")?;
    let back = changes.iter().find(|it| {
        it.time("at").is_some_and(|it| it > at)
            && it.text("new_value").is_some()
            && it.text("new_value") == row.text("old_value")
    });
    let ticket = tickets.iter().find(|it| {
        it.time("at").is_some_and(|it| it.duration_since(at).abs() <= gathered.days("ticket_days"))
    });
    let journey = journeys.iter().find(|it| it.covers(at));
    let (what, refs, known_at) = if let Some(back) = back {
        (
            "the account held before was put back: somebody else may have made the change",
            back.refs("ref"),
            back.time("known_at")?,
        )
    } else if let Some(ticket) = ticket {
        let what = if ticket.texts("topics").contains(&"takeover_report") {
            "the worker reported that somebody else made the change"
        } else {
            "the worker had told that a VPN is in use"
        };
        (what, ticket.refs("ref"), ticket.time("known_at")?)
    } else {
        ("on an approved journey at the time", vec![journey?.record], at)
    };
    let until = known_at.max(at);
    Some(Finding::about(person, "explained", until, what.to_owned(), refs)?.between(at, until))
}
