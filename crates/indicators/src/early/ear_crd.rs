//! Chrome Remote Desktop: which Google account the machine listens to, and who connected.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Ticket, counted, day, days_of, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let needs_it: BTreeSet<&str> = gathered.rows("roles").iter().filter_map(|it| it.text("person")).collect();
    let mut people: BTreeMap<&str, Seen<'_>> = BTreeMap::new();
    for (person, rows) in gathered.rows("sessions").by("person") {
        people.entry(person).or_default().sessions =
            rows.into_iter().filter_map(|it| Session::of(it, person)).collect();
    }
    for (person, rows) in gathered.rows("present").by("person") {
        // A page of the service, opened in a browser, is not the program.
        let program = |it: &Row<'_>| {
            matches!(it.text("kind"), Some("process" | "service")) || it.text("by_program").is_some()
        };
        people.entry(person).or_default().present = rows.into_iter().filter(program).collect();
    }
    for (person, rows) in gathered.rows("installed").by("person") {
        people.entry(person).or_default().installed = rows;
    }
    for (person, rows) in gathered.rows("lookups").by("person") {
        if let Some(seen) = people.get_mut(person) {
            seen.lookups = rows;
        }
    }
    let mut res = Vec::new();
    for (person, seen) in people {
        if !needs_it.contains(person) {
            let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
            res.extend(about(person, &seen, tickets, gathered));
        }
    }
    res
}

#[derive(Default)]
struct Seen<'a> {
    sessions: Vec<Session<'a>>,
    present: Vec<Row<'a>>,
    installed: Vec<Row<'a>>,
    lookups: Vec<Row<'a>>,
}

/// Whose Google account it was, from the least telling on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Own,
    Colleague,
    Unknown,
    Private,
    Outside,
}

struct Session<'a> {
    /// The host began to listen, and nobody has connected yet.
    host: bool,
    account: Option<&'a str>,
    whose: Whose,
    at: Timestamp,
    known_at: Timestamp,
    record: i64,
    helpdesk: bool,
}

impl<'a> Session<'a> {
    fn of(row: Row<'a>, person: &str) -> Option<Session<'a>> {
        let account = row.text("google_account").filter(|it| it.contains('@'));
        let holder = row.text("account_person");
        let whose = match (account, row.is("of_company"), holder) {
            (None, _, _) => Whose::Unknown,
            (_, true, Some(holder)) if holder == person => Whose::Own,
            (_, true, _) => Whose::Colleague,
            (_, false, Some(holder)) if holder == person => Whose::Private,
            (_, false, _) => Whose::Outside,
        };
        Some(Session {
            host: row.text("kind") == Some("start"),
            account,
            whose,
            at: row.time("at")?,
            known_at: row.time("known_at").or(row.time("at"))?,
            record: row.int("ref")?,
            helpdesk: row.is("helpdesk"),
        })
    }
}

fn about(person: &str, seen: &Seen<'_>, tickets: &[Ticket<'_>], gathered: &Gathered) -> Vec<Finding> {
    let span = gathered.days("approval_days");
    // An approval speaks for an account from outside only where it names that account.
    let approves = |it: &Ticket<'_>, session: &Session<'_>| {
        it.speaks_of("tool_approval")
            && it.names("chrome remote desktop")
            && it.within(session.at, span)
            && (session.whose != Whose::Outside || session.account.is_some_and(|account| it.names(account)))
    };
    let (mut open, mut approved, mut approvals) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut helped = BTreeSet::new();
    for session in &seen.sessions {
        let assisted = session.helpdesk
            || (session.whose == Whose::Colleague
                && tickets.iter().any(|it| it.speaks_of("remote_support") && it.was_open(session.at)));
        if assisted {
            helped.insert(day(session.at));
            continue;
        }
        match tickets.iter().find(|it| approves(it, session)) {
            Some(ticket) => {
                approvals.insert(ticket.record, ticket.known_at);
                approved.push(session);
            }
            None => open.push(session),
        }
    }
    if let Some(finding) = sign(person, &open, seen) {
        return vec![finding];
    }
    if let Some(finding) = sign(person, &approved, seen) {
        let known_at = finding.known_at().max(approvals.values().copied().max().unwrap_or(Timestamp::MIN));
        let (from, to) = (finding.from, finding.to);
        let sentence = format!(
            "chrome remote desktop was asked for and not refused in {}",
            counted(approvals.len(), "ticket", "tickets")
        );
        let explained =
            Finding::about(person, "explained", known_at, sentence, approvals.keys().copied().collect());
        return std::iter::once(finding).chain(explained.map(|it| it.between(from, to))).collect();
    }
    let alone: Vec<&Row<'_>> = seen
        .present
        .iter()
        .chain(&seen.installed)
        .filter(|it| {
            it.time("at").is_some_and(|at| {
                let ticket = tickets.iter().any(|it| {
                    (it.speaks_of("remote_support") && it.was_open(at))
                        || (it.speaks_of("tool_approval")
                            && it.names("chrome remote desktop")
                            && it.within(at, span))
                });
                !helped.contains(&day(at)) && !ticket
            })
        })
        .collect();
    presence(person, &alone, seen).into_iter().collect()
}

/// What sessions say, by the account that says most.
fn sign(person: &str, sessions: &[&Session<'_>], seen: &Seen<'_>) -> Option<Finding> {
    let whose = sessions.iter().map(|it| it.whose).max()?;
    let telling: Vec<&&Session<'_>> = sessions.iter().filter(|it| it.whose == whose).collect();
    let connected: Vec<&&&Session<'_>> = telling.iter().filter(|it| !it.host).collect();
    let (first, last) = (telling.first()?, telling.last()?);
    let level = match (whose, connected.is_empty()) {
        (Whose::Own, _) => "own_account",
        (Whose::Outside, true) => "registered",
        (_, true) => "present",
        (Whose::Colleague, false) => "colleague",
        (Whose::Unknown, false) => "connected",
        (Whose::Private, false) => "private",
        (Whose::Outside, false) => "outside",
    };
    let accounts: BTreeSet<&str> = telling.iter().filter_map(|it| it.account).collect();
    let named = accounts.iter().take(2).copied().collect::<Vec<_>>().join(" and ");
    let as_whom = match whose {
        Whose::Unknown => "an account that the log does not name".to_owned(),
        Whose::Own => format!("{named}, the person's own account at the company"),
        Whose::Colleague => format!("{named}, another account of the company"),
        Whose::Private => format!("{named}, the person's private account"),
        Whose::Outside => format!("{named}, not of the company"),
    };
    let days: BTreeSet<String> = connected.iter().map(|it| day(it.at)).collect();
    let sentence = match (connected.first(), connected.last()) {
        (Some(first), Some(last)) => {
            format!(
                "chrome remote desktop clients connected {} as {as_whom}",
                days_of(days.len(), first.at, last.at)
            )
        }
        _ => format!("chrome remote desktop listens for {as_whom}, {}", period(first.at, last.at)),
    };
    let mut refs: Vec<i64> = connected.iter().take(12).map(|it| it.record).collect();
    refs.extend(telling.iter().filter(|it| it.host).take(4).map(|it| it.record));
    refs.extend(connected.iter().skip(12).map(|it| it.record));
    refs.extend(company(seen));
    let known = |sessions: &mut dyn Iterator<Item = Timestamp>| sessions.min();
    let reached = known(&mut connected.iter().map(|it| it.known_at)).unwrap_or(first.known_at);
    let finding = Finding::about(person, level, reached, sentence, refs)?.between(first.at, last.at);
    let registered = known(&mut telling.iter().filter(|it| it.host).map(|it| it.known_at));
    match registered {
        Some(at) if level == "outside" && at < reached => Some(finding.earlier(at, "registered")),
        _ => Some(finding),
    }
}

/// Records that stand beside the telling ones.
fn company(seen: &Seen<'_>) -> Vec<i64> {
    let mut res: Vec<i64> = seen.present.iter().take(8).filter_map(|it| it.int("ref")).collect();
    res.extend(seen.installed.iter().take(4).filter_map(|it| it.int("ref")));
    res.extend(seen.lookups.iter().take(4).filter_map(|it| it.int("ref")));
    res
}

fn presence(person: &str, rows: &[&Row<'_>], seen: &Seen<'_>) -> Option<Finding> {
    let times: Vec<Timestamp> = rows.iter().filter_map(|it| it.time("at")).collect();
    let (from, to) = (times.iter().min().copied()?, times.iter().max().copied()?);
    let ran =
        rows.iter().any(|it| matches!(it.text("kind"), Some("process" | "service" | "connection" | "dns")));
    let days: BTreeSet<String> = times.iter().copied().map(day).collect();
    let what = if ran { "chrome remote desktop ran" } else { "chrome remote desktop is installed, seen" };
    let sentence = format!("{what} {}, and no log tells who connected", days_of(days.len(), from, to));
    let known_at = rows.iter().filter_map(|it| it.time("known_at")).min()?;
    let mut refs: Vec<i64> = rows.iter().filter_map(|it| it.int("ref")).collect();
    refs.extend(seen.lookups.iter().take(4).filter_map(|it| it.int("ref")));
    Some(Finding::about(person, "present", known_at, sentence, refs)?.between(from, to))
}
