//! AnyDesk sessions that no ticket and no help desk accounts for, and the program where it has no business.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use super::anydesk_sessions::{Session, sessions};
use crate::Gathered;
use crate::explanations::{Ticket, counted, day, days_of, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let needs_it: BTreeSet<&str> = gathered.rows("roles").iter().filter_map(|it| it.text("person")).collect();
    let mut people: BTreeMap<&str, (Vec<Row<'_>>, Vec<Row<'_>>)> = BTreeMap::new();
    for (person, rows) in gathered.rows("sessions").by("person") {
        people.entry(person).or_default().0 = rows;
    }
    for (person, rows) in gathered.rows("present").by("person") {
        people.entry(person).or_default().1 = rows;
    }
    let mut res = Vec::new();
    for (person, (incoming, present)) in people {
        if !needs_it.contains(person) {
            let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
            res.extend(about(person, &sessions(&incoming), &present, tickets, gathered));
        }
    }
    res
}

fn about(
    person: &str,
    incoming: &[Session<'_>],
    present: &[Row<'_>],
    tickets: &[Ticket<'_>],
    gathered: &Gathered,
) -> Vec<Finding> {
    let (mut open, mut approved, mut helped) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut approvals: BTreeMap<i64, Timestamp> = BTreeMap::new();
    for session in incoming {
        let assisted = tickets.iter().any(|it| {
            it.speaks_of("remote_support")
                && it.was_open(session.at)
                && it.allows_peer(session.peer_id)
                && !session.unattended()
        });
        if session.helpdesk || assisted {
            helped.insert(day(session.at));
            continue;
        }
        match approval(tickets, session.at, session.peer_id, gathered) {
            Some(ticket) => {
                approvals.insert(ticket.record, ticket.known_at);
                approved.push(session);
            }
            None => open.push(session),
        }
    }
    if let Some(finding) = incoming_sign(person, &open, present, gathered) {
        return vec![finding];
    }
    if let Some(finding) = incoming_sign(person, &approved, present, gathered) {
        let known_at = finding.known_at().max(approvals.values().copied().max().unwrap_or(Timestamp::MIN));
        let (from, to) = (finding.from, finding.to);
        let sentence = format!(
            "{} with AnyDesk had been asked for and not refused in a ticket",
            counted(approved.len(), "session", "sessions")
        );
        let explained =
            Finding::about(person, "explained", known_at, sentence, approvals.keys().copied().collect());
        return std::iter::once(finding).chain(explained.map(|it| it.between(from, to))).collect();
    }
    let alone: Vec<&Row<'_>> = present
        .iter()
        .filter(|it| {
            it.time("at").is_some_and(|at| {
                let ticket = tickets.iter().any(|it| it.speaks_of("remote_support") && it.was_open(at));
                !helped.contains(&day(at)) && !ticket && approval(tickets, at, None, gathered).is_none()
            })
        })
        .collect();
    presence(person, &alone).into_iter().collect()
}

fn approval<'t, 'a>(
    tickets: &'t [Ticket<'a>],
    at: Timestamp,
    peer: Option<&str>,
    gathered: &Gathered,
) -> Option<&'t Ticket<'a>> {
    tickets.iter().find(|it| {
        it.speaks_of("tool_approval")
            && it.names("anydesk")
            && it.within(at, gathered.days("approval_days"))
            && it.allows_peer(peer)
    })
}

fn incoming_sign(
    person: &str,
    open: &[&Session<'_>],
    present: &[Row<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    let (first, last) = (open.first()?, open.last()?);
    let unattended: Vec<&&Session<'_>> = open.iter().filter(|it| it.unattended()).collect();
    let mut days: BTreeMap<String, Timestamp> = BTreeMap::new();
    for session in &unattended {
        days.entry(day(session.at)).or_insert(session.known_at);
    }
    let daily = days.values().nth(gathered.count("daily_days").saturating_sub(1)).copied();
    let mut sentence = format!(
        "{} came in {}",
        counted(open.len(), "AnyDesk session", "AnyDesk sessions"),
        period(first.at, last.at)
    );
    if !unattended.is_empty() {
        sentence.push_str(&format!(
            ", {} opened by password or token with nobody asked",
            if unattended.len() == open.len() && open.len() > 1 {
                "all".to_owned()
            } else {
                unattended.len().to_string()
            }
        ));
    }
    let peers: BTreeSet<&str> = open.iter().filter_map(|it| it.peer_id).collect();
    if !peers.is_empty() {
        sentence.push_str(&format!(", from {}", counted(peers.len(), "AnyDesk number", "AnyDesk numbers")));
    }
    let mut told: Vec<&&Session<'_>> = open.iter().collect();
    told.sort_by_key(|it| (!it.unattended(), it.at));
    let mut refs: Vec<i64> = present.iter().take(8).flat_map(|it| it.refs("ref")).collect();
    let sessions = told.iter().flat_map(|it| it.records.iter().copied());
    refs = sessions.chain(refs.drain(..)).collect();
    let first_unattended = unattended.iter().map(|it| it.known_at).min();
    let (level, known_at) = match (daily, first_unattended) {
        (Some(at), _) => ("daily", at),
        (None, Some(at)) => ("unattended", at),
        (None, None) => ("attended", first.known_at),
    };
    let mut finding = Finding::about(person, level, known_at, sentence, refs)?.between(first.at, last.at);
    if let (Some(at), "daily") = (first_unattended, level)
        && at < known_at
    {
        finding = finding.earlier(at, "unattended");
    }
    if first.known_at < first_unattended.unwrap_or(first.known_at) {
        finding = finding.earlier(first.known_at, "attended");
    }
    Some(finding)
}

fn presence(person: &str, rows: &[&Row<'_>]) -> Option<Finding> {
    let (first, last) = (rows.first()?, rows.last()?);
    let (from, to) = (first.time("at")?, last.time("at")?);
    let days: BTreeSet<String> = rows.iter().filter_map(|it| it.time("at")).map(day).collect();
    let sentence = format!("AnyDesk ran {}, and no log tells of its sessions", days_of(days.len(), from, to));
    let refs = rows.iter().flat_map(|it| it.refs("ref")).collect();
    Some(Finding::about(person, "present", first.time("known_at")?, sentence, refs)?.between(from, to))
}
