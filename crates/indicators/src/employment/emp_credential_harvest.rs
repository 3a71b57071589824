//! A browser's store of passwords in other hands, a vault written out, or many secrets read for the first time at once.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Ticket, day, later, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let log_from = gathered.rows("log").iter().next().and_then(|it| it.time("at"));
    let mut people: BTreeMap<&str, Vec<Trace>> = BTreeMap::new();
    for row in gathered.rows("hits").iter() {
        if let (Some(person), Some(trace)) = (row.text("person"), matched(&row)) {
            people.entry(person).or_default().push(trace);
        }
    }
    for row in gathered.rows("stores").iter() {
        if let (Some(person), Some(trace)) = (row.text("person"), touched(&row)) {
            people.entry(person).or_default().push(trace);
        }
    }
    for (person, rows) in gathered.rows("secrets").by("person") {
        people.entry(person).or_default().extend(secrets(&rows, log_from, gathered));
    }
    let mut res = Vec::new();
    for (person, mut traces) in people {
        traces.sort_by_key(|it| (it.at, it.kind));
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        let span = gathered.days("approval_days");
        let change = |it: &Trace| tickets.iter().find(|ticket| ticket.within(it.at, span));
        let (planned, open): (Vec<&Trace>, Vec<&Trace>) = traces.iter().partition(|it| change(it).is_some());
        if let Some(finding) = sign(person, &open) {
            res.push(finding);
        } else if let Some(finding) = sign(person, &planned) {
            let ticket = planned.iter().find_map(|it| change(it));
            let explained = ticket.and_then(|it| {
                it.explains(
                    &finding,
                    format!("a planned move was asked for in a ticket on {}", day(it.opened)),
                )
            });
            res.push(finding);
            res.extend(explained);
        }
    }
    res
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Rule,
    Export,
    Secrets,
    Store,
}

struct Trace {
    kind: Kind,
    what: String,
    at: Timestamp,
    known_at: Timestamp,
    records: Vec<i64>,
}

fn matched(row: &Row<'_>) -> Option<Trace> {
    let title = row.text("title")?;
    let kind = match title {
        "Password Vault Exported From The Command Line" => Kind::Export,
        "Browser Credential Store Copied" | "Credentials Dumped From The System" => Kind::Store,
        _ => Kind::Rule,
    };
    let mut records: Vec<i64> = row.int("ref").into_iter().collect();
    records.extend(row.int("hit"));
    let at = row.time("at")?;
    let on = row.text("device_name").map(|it| format!(" on {it}")).unwrap_or_default();
    let what = format!("rule `{title}` matched{on}");
    Some(Trace { kind, what, at, known_at: row.time("known_at").unwrap_or(at), records })
}

fn touched(row: &Row<'_>) -> Option<Trace> {
    let at = row.time("at")?;
    let last = |it: &str| it.rsplit(['\\', '/']).next().unwrap_or_default().to_owned();
    let what = format!("{} touched the browser's `{}`", last(row.text("image")?), last(row.text("target")?));
    let records = row.int("ref").into_iter().collect();
    Some(Trace { kind: Kind::Store, what, at, known_at: row.time("known_at").unwrap_or(at), records })
}

/// The fullest hour of secrets that this person had never read before.
fn secrets(rows: &[Row<'_>], log_from: Option<Timestamp>, gathered: &Gathered) -> Option<Trace> {
    let length = SignedDuration::from_secs((gathered.param("window_minutes") * 60.0) as i64);
    let least = gathered.count("secrets_min").max(1);
    let mut best: Option<&[Row<'_>]> = None;
    let mut end = 0;
    for (place, row) in rows.iter().enumerate() {
        let Some(from) = row.time("at") else { continue };
        end = end.max(place);
        while end < rows.len() && rows[end].time("at").is_some_and(|at| at.duration_since(from) < length) {
            end += 1;
        }
        if end - place >= least && best.is_none_or(|it| end - place > it.len()) {
            best = Some(&rows[place..end]);
        }
    }
    let inside = best?;
    let (from, to) = (inside.first()?.time("at")?, inside.last()?.time("at")?);
    // `secret/team/name`, `arn:…:secret:team/name`: whose it is stands before the last name.
    let whose: BTreeSet<&str> = inside
        .iter()
        .filter_map(|it| it.text("secret"))
        .map(|it| it.rsplit(':').next().unwrap_or(it))
        .map(|it| it.trim_start_matches("secretid=").split('/').next().unwrap_or(it))
        .collect();
    // Where the log is young every secret is a first one: then it must be secrets of several owners.
    let known = log_from.is_some_and(|it| from >= later(it, gathered.days("log_days")));
    if !known && whose.len() < gathered.count("prefixes_min") {
        return None;
    }
    let what = format!(
        "{} secrets of {} read for the first time within {:.0} minutes",
        inside.len(),
        if whose.len() == 1 { "1 owner".to_owned() } else { format!("{} owners", whose.len()) },
        gathered.param("window_minutes")
    );
    let known_at = inside.get(least - 1).and_then(|it| it.time("known_at")).unwrap_or(to);
    let records = inside.iter().filter_map(|it| it.int("ref")).collect();
    Some(Trace { kind: Kind::Secrets, what, at: from, known_at, records })
}

fn sign(person: &str, traces: &[&Trace]) -> Option<Finding> {
    let (first, last) = (traces.first()?, traces.last()?);
    let strongest = traces.iter().max_by_key(|it| (it.kind, std::cmp::Reverse(it.at)))?;
    let name = |kind: Kind| match kind {
        Kind::Rule => "rule",
        Kind::Export => "export",
        Kind::Secrets => "secrets",
        Kind::Store => "store",
    };
    let secrets = traces.iter().find(|it| it.kind == Kind::Secrets);
    let store = traces.iter().find(|it| it.kind == Kind::Store);
    let (level, known_at) = match (secrets, store) {
        (Some(one), Some(other)) => ("both", one.known_at.max(other.known_at)),
        _ => (name(strongest.kind), strongest.known_at),
    };
    let mut said: Vec<&str> = Vec::new();
    for kind in [Kind::Store, Kind::Secrets, Kind::Export, Kind::Rule] {
        for trace in traces.iter().filter(|it| it.kind == kind) {
            if !said.contains(&trace.what.as_str()) && said.len() < 3 {
                said.push(&trace.what);
            }
        }
    }
    let sentence = format!("{}, {}", said.join(", "), period(first.at, last.at));
    let mut told: Vec<&&Trace> = traces.iter().collect();
    told.sort_by_key(|it| (std::cmp::Reverse(it.kind), it.at));
    let refs = told.iter().flat_map(|it| it.records.iter().copied()).collect();
    let finding = Finding::about(person, level, known_at, sentence, refs)?.between(first.at, last.at);
    let before = traces.iter().min_by_key(|it| it.known_at)?;
    Some(if before.known_at < known_at && name(before.kind) != level {
        finding.earlier(before.known_at, name(before.kind))
    } else {
        finding
    })
}
