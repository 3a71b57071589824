//! Remote access tools on company computers that nobody approved.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Ticket, counted, day, later, squeezed};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let mut people: BTreeMap<&str, (Option<Timestamp>, bool)> = BTreeMap::new();
    for row in gathered.rows("people").iter() {
        if let Some(person) = row.text("person") {
            people.insert(person, (row.time("start_at"), row.is("needs_it")));
        }
    }
    let parcels: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("parcels").by("person").into_iter().collect();
    let mut seen: BTreeMap<&str, Vec<Trace<'_>>> = BTreeMap::new();
    for (query, session) in [("endpoint", false), ("sessions", true)] {
        for row in gathered.rows(query).iter() {
            if let (Some(person), Some(trace)) = (row.text("person"), Trace::of(row, session)) {
                seen.entry(person).or_default().push(trace);
            }
        }
    }
    let mut res = Vec::new();
    for (person, mut traces) in seen {
        let (start, needs_it) = people.get(person).copied().unwrap_or_default();
        if needs_it {
            continue;
        }
        traces.sort_by_key(|it| (it.at, it.record));
        let subject = About {
            person,
            start,
            parcels: parcels.get(person).map(Vec::as_slice).unwrap_or_default(),
            tickets: tickets.get(person).map(Vec::as_slice).unwrap_or_default(),
        };
        res.extend(findings(&subject, traces, gathered));
    }
    res
}

/// One sign of one tool: a process on one day, a service, a session.
struct Trace<'a> {
    tool: &'a str,
    key: String,
    /// A name was looked up, by another program.
    lookup: bool,
    tunnel: bool,
    at: Timestamp,
    known_at: Timestamp,
    record: i64,
    peer: Option<&'a str>,
    helpdesk: bool,
}

impl<'a> Trace<'a> {
    fn of(row: Row<'a>, session: bool) -> Option<Trace<'a>> {
        let tool = row.text("tool")?;
        let kind = row.text("kind")?;
        Some(Trace {
            tool,
            key: squeezed(tool),
            lookup: !session && (kind == "dns" || kind == "connection" && row.text("by_program").is_none()),
            tunnel: !session && row.text("tool_kind") == Some("tunnel"),
            at: row.time("at")?,
            known_at: row.time("known_at").or(row.time("at"))?,
            record: row.int("ref")?,
            peer: if session { row.text("peer_id") } else { None },
            helpdesk: session && row.is("helpdesk"),
        })
    }
}

struct About<'a> {
    person: &'a str,
    start: Option<Timestamp>,
    parcels: &'a [Row<'a>],
    tickets: &'a [Ticket<'a>],
}

fn findings(about: &About<'_>, traces: Vec<Trace<'_>>, gathered: &Gathered) -> Vec<Finding> {
    // A session with the help desk speaks for the tool's other traces of that day.
    let mut helped: BTreeSet<(String, String)> = BTreeSet::new();
    for trace in traces.iter().filter(|it| it.helpdesk) {
        helped.insert((trace.key.clone(), day(trace.at)));
    }
    let mut open = Vec::new();
    let mut approved = Vec::new();
    let mut approvals = BTreeMap::new();
    for trace in traces {
        let assisted = about.tickets.iter().any(|it| assists(it, &trace));
        if assisted || helped.contains(&(trace.key.clone(), day(trace.at))) {
            continue;
        }
        let span = gathered.days("approval_days");
        match about.tickets.iter().find(|it| {
            it.speaks_of("tool_approval")
                && it.names(trace.tool)
                && it.within(trace.at, span)
                && it.allows_peer(trace.peer)
        }) {
            Some(ticket) => {
                approvals.insert(ticket.record, ticket.known_at);
                approved.push(trace);
            }
            None => open.push(trace),
        }
    }
    let mut res = Vec::new();
    if let Some(finding) = sign(about, &open, gathered) {
        res.push(finding);
    } else if let Some(finding) = sign(about, &approved, gathered) {
        let known_at = finding.known_at().max(approvals.values().copied().max().unwrap_or(Timestamp::MIN));
        let (from, to) = (finding.from, finding.to);
        res.push(finding);
        let sentence = format!(
            "the tool was asked for and not refused in {}",
            counted(approvals.len(), "ticket", "tickets")
        );
        let records = approvals.keys().copied().collect();
        res.extend(
            Finding::about(about.person, "explained", known_at, sentence, records)
                .map(|it| it.between(from, to)),
        );
    }
    res
}

/// Help over a remote session, while somebody was working on the ticket.
fn assists(ticket: &Ticket<'_>, trace: &Trace<'_>) -> bool {
    ticket.speaks_of("remote_support") && ticket.was_open(trace.at) && ticket.allows_peer(trace.peer)
}

fn sign(about: &About<'_>, traces: &[Trace<'_>], gathered: &Gathered) -> Option<Finding> {
    // A name that was looked up is a visit to a web page, unless the tool itself was there too.
    let mut tools: BTreeMap<&str, Vec<&Trace<'_>>> = BTreeMap::new();
    for trace in traces {
        tools.entry(trace.key.as_str()).or_default().push(trace);
    }
    tools.retain(|_, it| it.iter().any(|trace| !trace.lookup));
    let mut kept: Vec<&Trace<'_>> = tools.values().flatten().copied().collect();
    kept.sort_by_key(|it| (it.lookup, it.at, it.record));
    let first = kept.iter().copied().filter(|it| !it.lookup).min_by_key(|it| (it.at, it.record))?;
    let last = kept.iter().copied().max_by_key(|it| (it.at, it.record))?;
    let real: Vec<&Trace<'_>> = kept.iter().copied().filter(|it| !it.tunnel && !it.lookup).collect();
    let early =
        |it: &Trace<'_>| about.start.is_some_and(|start| it.at <= later(start, gathered.days("early_days")));
    let first_early = real.iter().copied().filter(|it| early(it)).min_by_key(|it| it.at);
    let rerouted = about.parcels.iter().find(|it| it.time("at").is_some_and(|at| at <= first.at));
    let level = match (first_early, rerouted, real.is_empty()) {
        (_, _, true) => "tunnel",
        (Some(_), Some(_), false) => "rerouted",
        (Some(_), None, false) | (None, Some(_), false) => "early",
        (None, None, false) => "seen",
    };
    let mut named = Vec::new();
    for traces in tools.values() {
        let days: BTreeSet<String> = traces.iter().map(|it| day(it.at)).collect();
        let name = traces.first().map_or("", |it| it.tool).replace('_', " ");
        named.push(format!("{name} on {}", counted(days.len(), "day", "days")));
    }
    let mut sentence =
        format!("remote access without approval: {}, first on {}", named.join(", "), day(first.at));
    if let (Some(start), Some(first)) = (about.start, first_early) {
        let employed = first.at.duration_since(start).as_hours().max(0) / 24 + 1;
        sentence.push_str(&format!(", day {employed} of the employment"));
    }
    let mut refs: Vec<i64> = kept.iter().map(|it| it.record).collect();
    if let Some(parcel) = rerouted.filter(|_| level != "tunnel") {
        sentence.push_str(", on a laptop whose parcel was redirected");
        refs.extend(parcel.refs("ref"));
    }
    let reached = first_early.unwrap_or(first);
    Some(
        Finding::about(about.person, level, reached.known_at.max(first.known_at), sentence, refs)?
            .between(first.at, last.at),
    )
}
