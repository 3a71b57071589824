//! Sign-ins through residential proxies: a pool that changes, or a line at home that was enrolled unknowingly.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Journey, counted, later, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let lines: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("all_logins").by("person").into_iter().collect();
    let travel = Journey::by_person(gathered.rows("travel"));
    let mut res = Vec::new();
    let mut told = BTreeSet::new();
    for (person, rows) in gathered.rows("logins").by("person") {
        let lines = lines.get(person).map(Vec::as_slice).unwrap_or_default();
        if let Some(finding) = proxied(person, &rows, lines, gathered) {
            told.insert(person);
            res.push(finding);
        }
    }
    for (person, rows) in gathered.rows("providers").by("person") {
        let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        if !told.contains(person) {
            res.extend(providers(person, &rows, journeys, gathered));
        }
    }
    res
}

fn count(row: &Row<'_>) -> usize {
    row.int("n").and_then(|it| usize::try_from(it).ok()).unwrap_or(0)
}

fn proxied(person: &str, rows: &[Row<'_>], lines: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let reached = window(rows, gathered)?;
    let (first, last) = (rows.first()?, rows.last()?);
    let (from, to) = (first.time("at")?, last.time("last_at")?);
    let addresses: BTreeSet<&str> = rows.iter().filter_map(|it| it.text("ip")).collect();
    let subnets: BTreeSet<&str> = rows.iter().filter_map(|it| it.text("subnet")).collect();
    // Products spell regions differently: one address is in one of them.
    let mut places: BTreeMap<&str, &str> = BTreeMap::new();
    for row in rows {
        if let (Some(ip), Some(region)) = (row.text("ip"), row.text("region")) {
            places.entry(ip).or_insert(region);
        }
    }
    let regions: BTreeSet<&str> = places.into_values().collect();
    let logins: usize = rows.iter().map(count).sum();
    let mut sentence = format!(
        "{} through residential proxies {}, from {}",
        counted(logins, "login", "logins"),
        period(from, to),
        counted(addresses.len(), "address", "addresses")
    );
    if regions.len() > 1 && subnets.len() > 1 {
        sentence.push_str(&format!(" in {} regions", regions.len()));
    }
    let source = rows.iter().find_map(|it| it.text("list_source").map(|list| (list, it.text("list_as_of"))));
    if let Some((list, date)) = source {
        sentence.push_str(&format!(
            " (list {list}, {})",
            date.map_or("undated".to_owned(), |it| format!("of {it}"))
        ));
    }
    let steady = addresses.len() <= gathered.count("steady_addresses")
        && subnets.len() <= 1
        && is_the_usual_line(&subnets, lines, gathered);
    let changing = addresses.len() > gathered.count("steady_addresses") || subnets.len() > 1;
    let level = match (steady, changing) {
        (true, _) => "steady",
        (false, true) => "changing",
        (false, false) => "proxy",
    };
    if steady {
        sentence.push_str("; it is the line this person has used from the start");
    }
    let refs = rows.iter().flat_map(|it| it.refs("refs")).collect();
    Some(Finding::about(person, level, reached, sentence, refs)?.between(from, to))
}

/// When the first stretch of days held enough logins.
fn window(rows: &[Row<'_>], gathered: &Gathered) -> Option<Timestamp> {
    for (place, last) in rows.iter().enumerate() {
        let Some(to) = last.time("on_day") else { continue };
        let inside = rows.iter().take(place + 1).filter(|it| {
            it.time("on_day").is_some_and(|from| to.duration_since(from) < gathered.days("window_days"))
        });
        if inside.map(count).sum::<usize>() >= gathered.count("logins_min").max(1) {
            return last.time("known_at").or(last.time("at"));
        }
    }
    None
}

/// The proxied line carries most of the person's logins from outside, and did so from the first days on.
fn is_the_usual_line(subnets: &BTreeSet<&str>, lines: &[Row<'_>], gathered: &Gathered) -> bool {
    let on_line = |it: &&Row<'_>| it.text("subnet").is_some_and(|it| subnets.contains(it));
    let total: usize = lines.iter().map(count).sum();
    let here: usize = lines.iter().filter(on_line).map(count).sum();
    let start = lines.iter().filter_map(|it| it.time("at")).min();
    let begun = lines.iter().filter(on_line).filter_map(|it| it.time("at")).min();
    match (start, begun) {
        (Some(start), Some(begun)) => here * 2 > total && begun <= later(start, gathered.days("start_days")),
        _ => false,
    }
}

/// More consumer providers, each in a region of its own, than anybody moves through in a week at home.
fn providers(person: &str, rows: &[Row<'_>], journeys: &[Journey], gathered: &Gathered) -> Option<Finding> {
    let rows: Vec<&Row<'_>> = rows
        .iter()
        .filter(|it| it.time("at").is_some_and(|at| !journeys.iter().any(|it| it.covers(at))))
        .collect();
    for (place, last) in rows.iter().enumerate() {
        let Some(to) = last.time("on_day") else { continue };
        let inside: Vec<&&Row<'_>> = rows
            .iter()
            .take(place + 1)
            .filter(|it| {
                it.time("on_day")
                    .is_some_and(|from| to.duration_since(from) < gathered.days("providers_days"))
            })
            .collect();
        let names: BTreeSet<&str> = inside.iter().filter_map(|it| it.text("org")).collect();
        let regions: BTreeSet<&str> = inside.iter().filter_map(|it| it.text("region")).collect();
        if names.len().min(regions.len()) <= gathered.count("providers_max") {
            continue;
        }
        let (from, until) = (inside.first()?.time("at")?, last.time("at")?);
        let sentence = format!(
            "logins from {} providers in {} regions {}",
            names.len(),
            regions.len(),
            period(from, until)
        );
        let refs = inside.iter().flat_map(|it| it.refs("ref")).collect();
        return Some(
            Finding::about(person, "providers", last.time("known_at")?, sentence, refs)?.between(from, until),
        );
    }
    None
}
