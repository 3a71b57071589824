//! Laptops of people who have nothing to do with each other hang on one router.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, other_people};
use crate::explanations::period;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let offices: BTreeSet<&str> =
        gathered.rows("offices").iter().filter_map(|it| it.text("gateway")).collect();
    let mut best: BTreeMap<String, (usize, Finding)> = BTreeMap::new();
    for (gateway, rows) in gathered.main().by("gateway") {
        // Behind a router with so many people there is an office or a shared workplace.
        if offices.contains(gateway) || rows.len() >= gathered.count("hub_min") {
            continue;
        }
        for row in &rows {
            let Some(person) = row.text("person") else { continue };
            let others: Vec<&Row<'_>> = rows
                .iter()
                .filter(|it| {
                    it.text("person")
                        .is_some_and(|other| other != person && !known.share_a_home(person, other))
                })
                .collect();
            let strangers: Vec<&Row<'_>> = others
                .iter()
                .copied()
                .filter(|it| {
                    it.text("person").is_some_and(|other| known.naming(person, other) == Naming::Different)
                })
                .collect();
            if let Some(finding) = sign(person, row, &others, &strangers, gateway, gathered) {
                let count = strangers.len();
                match best.get(person) {
                    Some((most, _)) if *most >= count => {}
                    _ => {
                        best.insert(person.to_owned(), (count, finding));
                    }
                }
            }
        }
    }
    best.into_values().map(|(_, finding)| finding).collect()
}

fn sign(
    person: &str,
    own: &Row<'_>,
    others: &[&Row<'_>],
    strangers: &[&Row<'_>],
    gateway: &str,
    gathered: &Gathered,
) -> Option<Finding> {
    let (level, counted) = match strangers.len() {
        0 if others.is_empty() => return None,
        0 => ("alike", others),
        count if count + 1 >= gathered.count("several_min") => ("several", strangers),
        _ => ("two", strangers),
    };
    let rows: Vec<&Row<'_>> = std::iter::once(own).chain(counted.iter().copied()).collect();
    let known_at: Timestamp =
        rows.iter().filter_map(|it| it.time("known_at").or(it.time("last_at"))).max()?;
    let from = rows.iter().filter_map(|it| it.time("at")).min()?;
    let to = rows.iter().filter_map(|it| it.time("last_at")).max()?;
    let one_address =
        own.text("last_ip").is_some() && rows.iter().all(|it| it.text("last_ip") == own.text("last_ip"));
    let sentence = format!(
        "the laptop stands behind the router {gateway} with those of {}{}, last heard of {}",
        other_people(counted.len()),
        if one_address { ", at one public address" } else { "" },
        period(from, to)
    );
    let refs = rows.iter().filter_map(|it| it.int("ref")).collect();
    let people = counted.iter().filter_map(|it| it.text("person"));
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(from, to).with(people))
}
