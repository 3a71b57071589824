//! A laptop that was cancelled or came back, and a wish to work without one, within weeks of each other.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{Finding, Row};

use crate::shipping::parcels::{Parcel, parcels};
use crate::{Gathered, day};

const WISHES: [&str; 3] = ["own_device_request", "company_device_declined", "virtual_desktop_request"];
const BY_IT: &str = "stock_shortage_or_it_initiated";

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let asked: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("asked").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let asked = asked.get(person).map(Vec::as_slice).unwrap_or_default();
        let parcels = parcels(&rows);
        for parcel in &parcels {
            res.extend(statements(person, parcel, &parcels, asked, gathered));
        }
    }
    res
}

fn statements(
    person: &str,
    parcel: &Parcel<'_>,
    parcels: &[Parcel<'_>],
    asked: &[Row<'_>],
    gathered: &Gathered,
) -> Vec<Finding> {
    let mut res = Vec::new();
    let Some((turned, at)) = parcel.first_of(&["cancelled", "returned"]) else { return res };
    let near = |row: &&Row<'_>| {
        row.time("at").is_some_and(|it| {
            it.duration_since(at) <= gathered.days("after_days")
                && at.duration_since(it) <= gathered.days("before_days")
        })
    };
    let wishes: Vec<&Row<'_>> = asked.iter().filter(near).filter(|it| has_any(it, &WISHES)).collect();
    let Some(first) = wishes.first() else { return res };
    let Some(when) = first.time("at") else { return res };
    let Some(known_at) = first.time("known_at").max(turned.time("known_at")) else { return res };
    let last = wishes.last().and_then(|it| it.time("at")).unwrap_or(when);
    let verb = if turned.text("event") == Some("returned") { "sent back" } else { "cancelled" };
    let by = turned.text("requested_by").map(|it| format!(" by {it}")).unwrap_or_default();
    let sentence = format!("laptop {verb}{by} on {}, {} asked for on {}", day(at), wish(first), day(when));
    let refs = turned.refs("ref").into_iter().chain(wishes.iter().flat_map(|it| it.refs("ref"))).collect();
    let (from, to) = (at.min(when), at.max(last));
    res.extend(Finding::about(person, "asked", known_at, sentence, refs).map(|it| it.between(from, to)));
    if let Some((known, sentence, refs)) = explained(at, asked, &wishes, parcels, gathered) {
        let finding = Finding::about(person, "explained", known.max(known_at), sentence, refs);
        res.extend(finding.map(|it| it.between(from, to)));
    }
    res
}

/// IT proposed it or had none, or the worker took a laptop soon after all the same.
fn explained(
    at: Timestamp,
    asked: &[Row<'_>],
    wishes: &[&Row<'_>],
    parcels: &[Parcel<'_>],
    gathered: &Gathered,
) -> Option<(Timestamp, String, Vec<i64>)> {
    let wished = wishes.last().and_then(|it| it.time("at")).unwrap_or(at);
    let near = |it: &&Row<'_>| {
        it.time("at").is_some_and(|it| it.duration_since(at).abs() <= gathered.days("after_days"))
    };
    if let Some(ticket) = asked.iter().filter(near).find(|it| has_any(it, &[BY_IT])) {
        let id = ticket.text("ticket_id").unwrap_or("a mail");
        let sentence =
            format!("{id} says that the shortage, the damage or the proposal was not the worker's");
        return Some((ticket.time("known_at")?, sentence, ticket.refs("ref")));
    }
    for other in parcels {
        let Some((delivered, when)) = other.last_of(&["delivered"]) else { continue };
        let soon = when > at.max(wished) && when.duration_since(at) <= gathered.days("second_laptop_days");
        if soon {
            let sentence = format!("a second laptop was delivered on {}", day(when));
            return Some((delivered.time("known_at")?, sentence, delivered.refs("ref")));
        }
    }
    None
}

fn has_any(row: &Row<'_>, topics: &[&str]) -> bool {
    row.texts("topics").iter().any(|it| topics.contains(it))
}

fn wish(row: &Row<'_>) -> &'static str {
    if has_any(row, &["own_device_request"]) {
        "work on an own device"
    } else if has_any(row, &["virtual_desktop_request"]) {
        "a virtual desktop"
    } else {
        "work without the laptop"
    }
}
