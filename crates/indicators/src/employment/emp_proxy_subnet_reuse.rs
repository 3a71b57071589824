//! Sign-ins from networks of closed incidents, while what was learned there still holds.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::case_artefacts::{CaseArtefact, artefacts};
use crate::explanations::{counted, days_of, later};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let artefacts = artefacts(gathered);
    let mut related: BTreeSet<(&str, &str)> = BTreeSet::new();
    for row in gathered.rows("related").iter() {
        related.extend(row.text("person").zip(row.text("other")));
    }
    let logins = gathered.rows("logins").by("person");
    let mut people_in: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (person, rows) in &logins {
        for row in rows {
            if let Some(artefact) = artefact_of(row, &artefacts) {
                people_in.entry(artefact.value).or_default().insert(person);
            }
        }
    }
    let lines: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("all_logins").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in &logins {
        let mut by_network: BTreeMap<&str, Vec<(&Row<'_>, &CaseArtefact<'_>)>> = BTreeMap::new();
        for row in rows {
            let Some(artefact) = artefact_of(row, &artefacts) else { continue };
            if row.time("at").is_some_and(|at| artefact.holds(at)) {
                by_network.entry(artefact.value).or_default().push((row, artefact));
            }
        }
        for (network, rows) in by_network {
            let others = people_in.get(network).map_or(0, |it| {
                it.iter().filter(|it| *it != person && !related.contains(&(*person, **it))).count()
            });
            let lines = lines.get(person).map(Vec::as_slice).unwrap_or_default();
            res.extend(about(person, &rows, others, lines, gathered));
        }
    }
    res
}

fn artefact_of<'m, 'a>(
    row: &Row<'a>,
    artefacts: &'m BTreeMap<i64, CaseArtefact<'a>>,
) -> Option<&'m CaseArtefact<'a>> {
    artefacts.get(&row.int("artefact")?)
}

/// A range of a few addresses is one hand's more likely than a provider's.
fn is_narrow(network: &str, addresses_max: f64) -> bool {
    let Some((ip, bits)) = network.trim().split_once('/') else {
        return network.trim().parse::<IpAddr>().is_ok();
    };
    let (Ok(ip), Ok(bits)) = (ip.parse::<IpAddr>(), bits.parse::<i32>()) else { return false };
    // A customer of version 6 is given a /64 at least, as one address is given of version 4.
    let whole = if ip.is_ipv4() { 32 } else { 64 };
    f64::from(whole - bits).exp2() <= addresses_max
}

fn about(
    person: &str,
    rows: &[(&Row<'_>, &CaseArtefact<'_>)],
    others: usize,
    lines: &[Row<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    let (first, last) = (rows.first()?.0, rows.last()?.0);
    // Of several incidents that left the same network, the company's own and latest is named.
    let artefact = rows.iter().map(|it| it.1).max_by_key(|it| (!it.published, it.closed, it.record))?;
    let days: BTreeSet<Timestamp> = rows.iter().filter_map(|it| it.0.time("on_day")).collect();
    let mut seen = BTreeSet::new();
    let mut logins = 0;
    for (row, _) in rows {
        if seen.insert((row.time("on_day"), row.text("ip"))) {
            logins += row.int("n").and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
        }
    }
    let (from, to) = (first.time("at")?, last.time("last_at")?);
    let known =
        |row: &Row<'_>, artefact: &CaseArtefact<'_>| row.time("known_at").map(|it| it.max(artefact.closed));
    let addresses: BTreeSet<&str> = rows.iter().filter_map(|it| it.0.text("ip")).collect();
    let many = days.len() >= gathered.count("days_min");
    let mut sentence = format!(
        "{} from {}, which {} left behind, {}",
        counted(logins, "sign-in", "sign-ins"),
        artefact.value,
        artefact.told_by(),
        days_of(days.len(), from, to)
    );
    let level = if others > gathered.count("others_max") {
        sentence += &format!("; {} sign in from there too", counted(others, "other person", "other people"));
        "shared"
    } else if artefact.published {
        "published"
    } else if days.len() >= gathered.count("steady_days")
        && addresses.len() <= gathered.count("steady_addresses")
        && is_the_usual_line(artefact, lines, gathered)
    {
        sentence += "; it is the line this person has used from the start";
        "steady"
    } else if !many {
        "once"
    } else if is_narrow(artefact.value, gathered.param("narrow_addresses")) {
        "narrow"
    } else {
        "several"
    };
    // The level of several days is known with the day that made it so.
    let reached = if matches!(level, "several" | "narrow") {
        let decided = days.iter().nth(gathered.count("days_min").max(1) - 1)?;
        rows.iter().find(|it| it.0.time("on_day") == Some(*decided))
    } else {
        rows.first()
    };
    let known_at = reached.and_then(|it| known(it.0, it.1))?;
    let mut refs: Vec<i64> = rows.iter().flat_map(|it| it.0.refs("refs")).take(200).collect();
    refs.insert(refs.len().min(1), artefact.record);
    let finding = Finding::about(person, level, known_at, sentence, refs)?.between(from, to);
    let start = known(first, rows.first()?.1)?;
    Some(if start < known_at { finding.earlier(start, "once") } else { finding })
}

/// Most of the person's sign-ins from outside come from there, and did so from the first days on.
fn is_the_usual_line(artefact: &CaseArtefact<'_>, lines: &[Row<'_>], gathered: &Gathered) -> bool {
    let count = |it: &Row<'_>| it.int("n").unwrap_or(0);
    let on_line = |it: &&Row<'_>| it.int("artefact") == Some(artefact.record);
    // An address in two stored networks is counted for each, so the whole is what is in none and what is in this one.
    let elsewhere: i64 = lines.iter().filter(|it| it.int("artefact").is_none()).map(count).sum();
    let here: i64 = lines.iter().filter(on_line).map(count).sum();
    let start = lines.iter().filter_map(|it| it.time("at")).min();
    let begun = lines.iter().filter(on_line).filter_map(|it| it.time("at")).min();
    match (start, begun) {
        (Some(start), Some(begun)) => here > elsewhere && begun <= later(start, gathered.days("start_days")),
        _ => false,
    }
}
