//! AnyDesk sessions whose other side, or whose own way out, is an Astrill address.

use std::collections::{BTreeMap, BTreeSet};

use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Journey, Ticket, counted, day, days_of, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let travel = Journey::by_person(gathered.rows("travel"));
    let companions: BTreeMap<&str, Vec<Row<'_>>> =
        gathered.rows("companions").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("sessions").by("person") {
        let peers: Vec<Row<'_>> = rows.iter().filter(|it| it.is("peer_astrill")).copied().collect();
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        let travel = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        let (mut open, mut explained, mut reasons) = (Vec::new(), Vec::new(), BTreeMap::new());
        for row in &peers {
            let Some(at) = row.time("at") else { continue };
            let journey = travel.iter().find(|it| it.covers(at));
            let span = gathered.days("approval_days");
            let ticket = tickets.iter().find(|it| {
                (it.names("anydesk") || it.names("astrill"))
                    && it.within(at, span)
                    && it.allows_peer(row.text("peer_id"))
            });
            match (journey, ticket) {
                (Some(journey), Some(ticket)) => {
                    reasons.insert(journey.record, ());
                    reasons.insert(ticket.record, ());
                    explained.push(*row);
                }
                _ => open.push(*row),
            }
        }
        let companions = companions.get(person).map(Vec::as_slice).unwrap_or_default();
        if let Some(finding) = sign(person, &open, companions) {
            res.push(finding);
        } else if let Some(finding) = sign(person, &explained, companions) {
            let (known_at, from, to) = (finding.known_at(), finding.from, finding.to);
            res.push(finding);
            let sentence = format!(
                "{} lie in approved travel, and the use was declared in a ticket",
                counted(explained.len(), "AnyDesk login", "AnyDesk logins")
            );
            let explained =
                Finding::about(person, "explained", known_at, sentence, reasons.keys().copied().collect());
            res.extend(explained.map(|it| it.between(from, to)));
        } else if peers.is_empty() {
            res.extend(own_exit(person, &rows));
        }
    }
    res
}

fn sign(person: &str, rows: &[Row<'_>], companions: &[Row<'_>]) -> Option<Finding> {
    let (first, last) = (rows.first()?, rows.last()?);
    let (from, to) = (first.time("at")?, last.time("at")?);
    let days: BTreeSet<String> = rows.iter().filter_map(|it| it.time("at")).map(day).collect();
    let list = match (first.text("peer_list_source"), first.text("peer_list_as_of")) {
        (Some(list), Some(date)) => format!(" (list {list} of {date})"),
        (Some(list), None) => format!(" (list {list}, undated)"),
        _ => String::new(),
    };
    let sentence = format!(
        "{} from Astrill addresses {}{list}",
        counted(rows.len(), "AnyDesk login", "AnyDesk logins"),
        days_of(days.len(), from, to)
    );
    let mut refs: Vec<i64> = rows.iter().flat_map(|it| it.refs("ref")).collect();
    // The log that says how a session was opened names no address; it belongs to the login beside it.
    for companion in companions {
        let beside = companion.time("at").is_some_and(|at| {
            rows.iter().any(|it| {
                it.text("peer_id") == companion.text("peer_id")
                    && it.time("at").is_some_and(|login| at.duration_since(login).abs().as_secs() <= 120)
            })
        });
        if beside {
            refs.extend(companion.refs("ref"));
        }
    }
    Some(Finding::about(person, "peer", first.time("known_at")?, sentence, refs)?.between(from, to))
}

fn own_exit(person: &str, rows: &[Row<'_>]) -> Option<Finding> {
    let (first, last) = (rows.first()?, rows.last()?);
    let (from, to) = (first.time("at")?, last.time("at")?);
    let sentence = format!("AnyDesk on the machine went out through an Astrill address {}", period(from, to));
    let refs = rows.iter().flat_map(|it| it.refs("ref")).collect();
    Some(Finding::about(person, "own_exit", first.time("known_at")?, sentence, refs)?.between(from, to))
}
