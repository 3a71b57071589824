//! Many repositories cloned at once (or fetched for the first time, where nobody can tell), and company code pushed to somebody else's account.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use measures::robust::median;
use model::{Finding, Row};

use super::git_remotes::{Command, Place, command};
use crate::Gathered;
use crate::explanations::{Ticket, counted, day, hours, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let starts: BTreeMap<&str, Row<'_>> =
        gathered.rows("starts").iter().filter_map(|it| Some((it.text("person")?, it))).collect();
    let minutes: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("clones").by("person").into_iter().collect();
    let company = Company::of(gathered);
    let mut res = Vec::new();
    let people: BTreeSet<&str> = starts.keys().chain(minutes.keys()).copied().collect();
    for person in people {
        let rows = minutes.get(person).map(Vec::as_slice).unwrap_or_default();
        let finding = many_at_once(person, rows, gathered)
            .or_else(|| many_when_new(person, starts.get(person)?, gathered));
        let Some(finding) = finding else { continue };
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        let change =
            tickets.iter().find(|it| it.was_open(finding.from) || it.within(finding.from, hours(14 * 24)));
        let explained = change.and_then(|it| {
            it.explains(&finding, format!("a planned move was asked for in a ticket on {}", day(it.opened)))
        });
        res.push(finding);
        res.extend(explained);
    }
    for (person, rows) in gathered.rows("commands").by("person") {
        res.extend(pushes(person, &rows, &company));
    }
    res
}

fn number(row: &Row<'_>, column: &str) -> usize {
    row.int(column).and_then(|it| usize::try_from(it).ok()).unwrap_or(0)
}

/// The fullest stretch of minutes, where it is full enough.
fn many_at_once(person: &str, rows: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let rules = [
        ("clones", "clones_minutes", gathered.count("clones_min"), "clones"),
        (
            "private_repositories",
            "repositories_minutes",
            gathered.count("repositories_min"),
            "private repositories cloned",
        ),
    ];
    let mut best: Option<(usize, &str, &str, Vec<&Row<'_>>)> = None;
    for (column, minutes, least, what) in rules {
        let length = SignedDuration::from_secs((gathered.param(minutes) * 60.0) as i64);
        for (place, first) in rows.iter().enumerate() {
            let Some(from) = first.time("minute") else { continue };
            let inside: Vec<&Row<'_>> = rows
                .iter()
                .skip(place)
                .take_while(|it| it.time("minute").is_some_and(|at| at.duration_since(from) < length))
                .collect();
            let count: usize = inside.iter().map(|it| number(it, column)).sum();
            if count >= least.max(1) && best.as_ref().is_none_or(|it| count > it.0) {
                best = Some((count, minutes, what, inside));
            }
        }
    }
    let (count, minutes, what, inside) = best?;
    // A product that cannot tell a clone from a fetch: then it is the person's first fetch of each.
    let fetched = inside.iter().any(|it| it.int("fetched") == Some(1));
    let what = if fetched { "repositories fetched for the first time" } else { what };
    let (first, last) = (inside.first()?, inside.last()?);
    let (from, to) = (first.time("at")?, last.time("at")?);
    let of_day: usize = rows
        .iter()
        .filter(|it| it.time("at").is_some_and(|at| day(at) == day(from)))
        .map(|it| number(it, "repositories"))
        .sum();
    let sentence = format!(
        "{count} {what} within {} minutes on {}, {} on that day",
        gathered.param(minutes),
        day(from),
        counted(of_day, "repository", "repositories")
    );
    let refs = rows
        .iter()
        .filter(|it| it.time("at").is_some_and(|at| day(at) == day(from)))
        .flat_map(|it| it.refs("refs"))
        .collect();
    Some(Finding::about(person, "many", last.time("known_at")?, sentence, refs)?.between(from, to))
}

/// In the first fortnight far more repositories than the team takes in a fortnight.
fn many_when_new(person: &str, start: &Row<'_>, gathered: &Gathered) -> Option<Finding> {
    let department = start.text("department")?;
    let mut team = Vec::new();
    let mut members = BTreeSet::new();
    for row in gathered.rows("team").iter() {
        if let (Some(other), true) = (row.text("person"), row.text("department") == Some(department))
            && other != person
        {
            members.insert(other);
            team.push(number(&row, "repositories") as f64);
        }
    }
    let own = number(start, "repositories");
    let middle = median(&team).filter(|_| members.len() >= 3)?;
    if own < gathered.count("new_min") || own as f64 <= middle * gathered.param("times_team") {
        return None;
    }
    let (from, to) = (start.time("at")?, start.time("last_at")?);
    let sentence = format!(
        "{own} repositories cloned in the first 14 days, where the median of {} of the team is {middle:.1} in as many days",
        counted(members.len(), "other member", "other members"),
    );
    Some(
        Finding::about(person, "many", start.time("known_at")?, sentence, start.refs("refs"))?
            .between(from, to),
    )
}

/// What belongs to the company.
struct Company {
    owners: BTreeSet<String>,
    hosts: BTreeSet<String>,
    /// Names of its repositories, without the owner.
    repositories: BTreeSet<String>,
}

impl Company {
    fn of(gathered: &Gathered) -> Company {
        let list = |query: &str| -> BTreeSet<String> {
            gathered.rows(query).iter().filter_map(|it| it.text("name").map(str::to_lowercase)).collect()
        };
        let mut res =
            Company { owners: list("organisations"), hosts: list("hosts"), repositories: BTreeSet::new() };
        for row in gathered.rows("repositories").iter() {
            res.owners.extend(row.text("organisation").map(str::to_owned));
            let name = row.text("repository").and_then(|it| it.rsplit('/').next());
            res.repositories.extend(name.map(str::to_owned));
        }
        res
    }

    /// Nothing where the company never said what is its own.
    fn owns(&self, place: &Place) -> Option<bool> {
        if self.owners.is_empty() && self.hosts.is_empty() {
            return None;
        }
        let host = self.hosts.iter().any(|it| *it == place.host || place.host.ends_with(&format!(".{it}")));
        Some(host || self.owners.contains(&place.owner))
    }
}

struct Push {
    at: Timestamp,
    known_at: Timestamp,
    records: Vec<i64>,
    place: Place,
    company_code: bool,
}

fn pushes(person: &str, rows: &[Row<'_>], company: &Company) -> Option<Finding> {
    let found = pushed(rows, company);
    let ours: Vec<&Push> = found.iter().filter(|it| it.company_code).collect();
    let (level, told) =
        if ours.is_empty() { ("elsewhere", found.iter().collect()) } else { ("pushed", ours) };
    let (first, last) = (told.first()?, told.last()?);
    let owners: BTreeSet<String> =
        told.iter().map(|it| format!("{}/{}", it.place.host, it.place.owner)).collect();
    let names: BTreeSet<&str> = told.iter().map(|it| it.place.name.as_str()).collect();
    let whose = if level == "pushed" { "company repositories" } else { "repositories of other names" };
    let sentence = format!(
        "git push of {} ({}) to {}, {}",
        counted(names.len(), "repository", "repositories"),
        whose,
        owners.into_iter().take(3).collect::<Vec<_>>().join(" and "),
        period(first.at, last.at)
    );
    let refs = told.iter().flat_map(|it| it.records.iter().copied()).collect();
    Some(Finding::about(person, level, first.known_at, sentence, refs)?.between(first.at, last.at))
}

/// Pushes to places that are not the company's, in order of time.
fn pushed(rows: &[Row<'_>], company: &Company) -> Vec<Push> {
    let mut remotes: BTreeMap<(Option<&str>, String), (Place, i64, Timestamp)> = BTreeMap::new();
    let mut res = Vec::new();
    for row in rows {
        let (Some(at), Some(record)) = (row.time("at"), row.int("ref")) else { continue };
        let device = row.text("device_name");
        let (place, mut records) = match row.text("command_line").and_then(command) {
            Some(Command::Names { remote, place }) => {
                remotes.insert((device, remote), (place, record, at));
                continue;
            }
            Some(Command::PushesTo(place)) => (place, vec![record]),
            // A name stands for what it was last given on the same machine, within a day.
            Some(Command::Pushes(Some(remote))) => match remotes.get(&(device, remote)) {
                Some((place, named, since)) if at.duration_since(*since) <= hours(24) => {
                    (place.clone(), vec![*named, record])
                }
                _ => continue,
            },
            _ => continue,
        };
        if company.owns(&place) != Some(false) {
            continue;
        }
        records.dedup();
        let company_code = company.repositories.contains(&place.name);
        res.push(Push { at, known_at: row.time("known_at").unwrap_or(at), records, place, company_code });
    }
    res
}
