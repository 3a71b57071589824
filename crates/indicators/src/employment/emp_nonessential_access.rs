//! Systems, repositories and sites that next to nobody of the job family uses, or that a role is said not to need.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::robust::percentile;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Ticket, before, counted, day, later, period, squeezed};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let family = Family::of(gathered);
    let mut found: BTreeMap<&str, Vec<Thing<'_>>> = BTreeMap::new();
    let grants: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("grants").by("person").into_iter().collect();
    let uses: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("uses").by("person").into_iter().collect();
    let people: BTreeSet<&str> = grants.keys().chain(uses.keys()).copied().collect();
    for person in people {
        let grants = grants.get(person).map(Vec::as_slice).unwrap_or_default();
        let uses = uses.get(person).map(Vec::as_slice).unwrap_or_default();
        let things = things(person, grants, uses, &family, gathered);
        if !things.is_empty() {
            found.insert(person, fullest_window(things, gathered));
        }
    }
    // Whoever stands no higher than nearly everybody shows how the company works, not how a person does.
    let everybody = family.everybody.max(found.len());
    let mut counts: Vec<f64> = found.values().map(|it| it.len() as f64).collect();
    counts.resize(everybody, 0.0);
    let usual = percentile(&counts, 95.0).filter(|_| everybody > gathered.count("peers_min")).unwrap_or(0.0);
    let mut res = Vec::new();
    for (person, things) in &found {
        let stated = things.iter().filter(|it| it.stated).count();
        let least = gathered.count("things_min").max(1);
        // What a role is said not to need is no matter of statistics.
        if things.len() < least || (stated < least && things.len() as f64 <= usual) {
            continue;
        }
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        let Some(finding) = about(person, things, least) else { continue };
        let explained = explained(&finding, things, tickets, gathered);
        res.push(finding);
        res.extend(explained);
    }
    res
}

/// What is usual in a department, and since when anybody looked.
struct Family<'a> {
    members: BTreeMap<&'a str, usize>,
    everybody: usize,
    starts: BTreeMap<&'a str, Timestamp>,
    history: BTreeMap<&'a str, Timestamp>,
    /// Department and system: how many of it were given the right.
    granted: BTreeMap<(&'a str, String), usize>,
    /// System: how many in all were given the right.
    granted_in_all: BTreeMap<String, usize>,
}

impl<'a> Family<'a> {
    fn of(gathered: &'a Gathered) -> Family<'a> {
        let mut res = Family {
            members: BTreeMap::new(),
            everybody: 0,
            starts: BTreeMap::new(),
            history: BTreeMap::new(),
            granted: BTreeMap::new(),
            granted_in_all: BTreeMap::new(),
        };
        for row in gathered.rows("members").iter() {
            let people = row.int("people").and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
            res.everybody += people;
            res.members.extend(row.text("department").map(|it| (it, people)));
        }
        for row in gathered.rows("began").iter() {
            res.starts.extend(row.text("person").zip(row.time("start_at")));
        }
        for row in gathered.rows("history").iter() {
            res.history.extend(row.text("kind").zip(row.time("at")));
        }
        let mut seen = BTreeSet::new();
        for row in gathered.rows("grants").iter() {
            let (Some(person), Some(system)) = (row.text("person"), row.text("system").map(squeezed)) else {
                continue;
            };
            if seen.insert((person, system.clone())) {
                *res.granted_in_all.entry(system.clone()).or_default() += 1;
                if let Some(department) = row.text("department") {
                    *res.granted.entry((department, system)).or_default() += 1;
                }
            }
        }
        res
    }

    /// Next to nobody else of the department has it, and others of the company do.
    fn is_foreign(
        &self,
        department: Option<&str>,
        of_family: usize,
        of_all: usize,
        gathered: &Gathered,
    ) -> bool {
        let Some(members) = department.and_then(|it| self.members.get(it)) else { return false };
        let peers = members.saturating_sub(1);
        peers >= gathered.count("peers_min")
            && (of_family.saturating_sub(1) as f64) < gathered.param("share_of_peers") * peers as f64
            && of_all.saturating_sub(of_family) >= gathered.count("others_min")
    }

    /// Whether a first use is a first use: whoever was there before the records begin may have used it for years.
    fn is_first(&self, person: &str, kind: &str, at: Timestamp, gathered: &Gathered) -> bool {
        let Some(begin) = self.history.get(kind) else { return false };
        let settled = later(*begin, gathered.days("history_days"));
        at >= settled || self.starts.get(person).is_some_and(|it| *it >= *begin)
    }
}

/// One thing that the job does not need.
struct Thing<'a> {
    name: &'a str,
    at: Timestamp,
    known_at: Timestamp,
    stated: bool,
    used: bool,
    refs: Vec<i64>,
    said: String,
}

fn things<'a>(
    person: &str,
    grants: &[Row<'a>],
    uses: &[Row<'a>],
    family: &Family<'_>,
    gathered: &Gathered,
) -> Vec<Thing<'a>> {
    let mut res: BTreeMap<String, Thing<'a>> = BTreeMap::new();
    let mut needed: BTreeSet<String> = BTreeSet::new();
    for row in grants {
        let (Some(name), Some(record), Some(at)) = (row.text("system"), row.int("ref"), row.time("at"))
        else {
            continue;
        };
        let key = squeezed(name);
        let stated = row.flag("role_needs_it").map(|it| !it);
        let department = row.text("department");
        let of_family =
            department.and_then(|it| family.granted.get(&(it, key.clone()))).copied().unwrap_or(0);
        let of_all = family.granted_in_all.get(&key).copied().unwrap_or(0);
        match stated {
            Some(false) => {
                needed.insert(key);
                continue;
            }
            None if !family.is_foreign(department, of_family, of_all, gathered) => continue,
            _ => {}
        }
        let said = if stated == Some(true) {
            format!("{name} (the role does not need it)")
        } else {
            format!("{name} (given to {} of the department, {of_all} of all)", of_family.saturating_sub(1))
        };
        let known_at = row.time("known_at").unwrap_or(at);
        res.entry(key).or_insert(Thing {
            name,
            at,
            known_at,
            stated: stated == Some(true),
            used: false,
            refs: vec![record],
            said,
        });
    }
    for row in uses {
        let (Some(name), Some(kind), Some(at)) = (row.text("thing"), row.text("kind"), row.time("at")) else {
            continue;
        };
        let key = squeezed(name);
        let known_at = row.time("known_at").unwrap_or(at);
        if let Some(thing) = res.get_mut(&key) {
            thing.used = true;
            thing.known_at = thing.known_at.max(known_at);
            thing.refs.extend(row.refs("refs"));
            continue;
        }
        let number = |column: &str| row.int(column).and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
        let (of_family, of_all) = (number("family_users"), number("all_users"));
        if needed.contains(&key)
            || !family.is_foreign(row.text("department"), of_family, of_all, gathered)
            || !family.is_first(person, kind, at, gathered)
        {
            continue;
        }
        let said =
            format!("{name} (used by {} of the department, {of_all} of all)", of_family.saturating_sub(1));
        res.insert(
            key,
            Thing { name, at, known_at, stated: false, used: true, refs: row.refs("refs"), said },
        );
    }
    let mut res: Vec<Thing<'a>> = res.into_values().collect();
    res.sort_by(|a, b| (a.at, a.name).cmp(&(b.at, b.name)));
    res
}

fn fullest_window<'a>(things: Vec<Thing<'a>>, gathered: &Gathered) -> Vec<Thing<'a>> {
    let length = gathered.days("window_days");
    let mut best = (0, 0);
    for (place, first) in things.iter().enumerate() {
        let count = things.iter().skip(place).take_while(|it| it.at < later(first.at, length)).count();
        if count > best.1 {
            best = (place, count);
        }
    }
    things.into_iter().skip(best.0).take(best.1).collect()
}

fn about(person: &str, things: &[Thing<'_>], least: usize) -> Option<Finding> {
    let (first, last) = (things.first()?, things.last()?);
    let used = things.iter().filter(|it| it.used).count();
    let level = if used >= least { "used" } else { "granted" };
    let said: Vec<&str> = things.iter().take(6).map(|it| it.said.as_str()).collect();
    let more = if things.len() > said.len() {
        format!(" and {} more", things.len() - said.len())
    } else {
        String::new()
    };
    let sentence = format!(
        "{} that the job does not need, {} used, {}: {}{more}",
        counted(things.len(), "system", "systems"),
        used,
        period(first.at, last.at),
        said.join(", ")
    );
    let counted: Vec<&Thing<'_>> = things.iter().filter(|it| level == "granted" || it.used).collect();
    let mut known: Vec<Timestamp> = counted.iter().map(|it| it.known_at).collect();
    known.sort();
    let refs = things.iter().flat_map(|it| it.refs.iter().copied()).collect();
    Some(Finding::about(person, level, *known.get(least - 1)?, sentence, refs)?.between(first.at, last.at))
}

/// Words of a duty that needs another team's systems for a while. `on call` alone is no duty: who writes without
/// articles offers to explain on call.
const DUTIES: [&str; 16] = [
    "on-call",
    "oncall",
    "am on call",
    "is on call",
    "be on call",
    "on call for",
    "on call this",
    "on call next",
    "on call duty",
    "on call rota",
    "cover for",
    "covering",
    "rotation",
    "secondment",
    "incident",
    "cross-team",
];

/// A duty, or a planned change, for which the access was given. A request alone explains nothing.
fn explained(
    finding: &Finding,
    things: &[Thing<'_>],
    tickets: &[Ticket<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    let (from, to) = (
        before(finding.from, gathered.days("ticket_before_days")),
        later(finding.from, gathered.days("ticket_after_days")),
    );
    let names = |it: &Ticket<'_>| things.iter().any(|thing| thing.name.len() > 3 && it.names(thing.name));
    let ticket = tickets
        .iter()
        .filter(|it| it.opened >= from && it.opened <= to)
        .find(|it| it.says(&DUTIES) || (it.speaks_of("migration_or_change_ticket") && names(it)))?;
    ticket.explains(finding, format!("a duty beside the job was told in a ticket on {}", day(ticket.opened)))
}
