//! At least three of the five parts of a persona's kit: resume, address, pay, work history, and what an earlier case
//! left behind.

use std::collections::{BTreeMap, BTreeSet};

use model::{Finding, Row};

use super::parts::{Part, finding, standing};
use crate::Gathered;
use crate::explanations::{before, later};

/// One part of the kit: the indicators any of which shows it, and how it is said.
const GROUPS: [(&[&str], &str); 5] = [
    (&["app-shared-format", "app-resume-clone"], "resume like others"),
    (&["onb-address-change", "shp-reroute"], "delivery elsewhere"),
    (&["pay-multi-change", "onb-payment-platform-change"], "pay route changed"),
    (&["app-work-history-gap"], "work history not confirmed"),
    (&["emp-proxy-subnet-reuse"], "traces of an earlier case"),
];
const EARLIER_CASE: usize = 4;
/// A range that many share, or that is the line at home, is no trace of a case.
const NO_TRACE: [&str; 3] = ["shared", "published", "steady"];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let artefacts: BTreeMap<&str, Vec<Row<'_>>> =
        gathered.rows("artefacts").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let weak: BTreeSet<Vec<i64>> = rows
            .iter()
            .filter(|it| it.text("level").is_some_and(|it| NO_TRACE.contains(&it)))
            .map(|it| it.refs("refs"))
            .collect();
        let mut parts = standing(&rows);
        parts.retain(|it| it.indicator != "emp-proxy-subnet-reuse" || !weak.contains(&it.refs));
        parts.extend(artefacts.get(person).into_iter().flatten().filter_map(of_a_case));
        res.extend(kit(person, &parts, gathered.count("groups")));
    }
    res
}

/// A mailbox, a number, an address or a pay account that a closed incident left behind, while it holds.
fn of_a_case<'a>(row: &Row<'a>) -> Option<Part<'a>> {
    let (known_at, closed) = (row.time("known_at")?, row.time("closed_at")?);
    let at = row.time("at").unwrap_or(known_at);
    let year = jiff::SignedDuration::from_hours(24 * 365);
    let until = row.time("expires_at").unwrap_or_else(|| later(closed, year));
    if at >= until || at < before(closed, year) {
        return None;
    }
    Some(Part {
        indicator: "emp-proxy-subnet-reuse",
        known_at: known_at.max(closed),
        from: at,
        to: at,
        refs: row.refs("ref").into_iter().chain(row.refs("artefact")).collect(),
    })
}

fn kit(person: &str, parts: &[Part<'_>], enough: usize) -> Option<Finding> {
    let mut shown: Vec<(usize, &Part<'_>)> = Vec::new();
    for (group, (indicators, _)) in GROUPS.iter().enumerate() {
        let found = parts.iter().filter(|it| indicators.contains(&it.indicator)).min_by_key(|it| it.known_at);
        shown.extend(found.map(|it| (group, it)));
    }
    if enough == 0 || shown.len() < enough {
        return None;
    }
    let said: Vec<String> =
        shown.iter().map(|(group, it)| format!("{} on {}", GROUPS[*group].1, crate::day(it.from))).collect();
    let sentence = format!("{} of {} parts of a kit: {}", shown.len(), GROUPS.len(), said.join(", "));
    let mut times: Vec<_> = shown.iter().map(|(_, it)| it.known_at).collect();
    times.sort();
    // What ties it to an earlier case is what a human opens first.
    shown.sort_by_key(|(group, _)| *group != EARLIER_CASE);
    let parts: Vec<&Part<'_>> = shown.iter().map(|(_, it)| *it).collect();
    let level = |count: usize| match count {
        5.. => "five",
        4 => "four",
        _ => "three",
    };
    let mut res = finding(person, level(shown.len()), &parts, sentence)?;
    for count in enough..shown.len() {
        let (known_at, whole) = (*times.get(count - 1)?, level(count));
        if known_at < res.known_at() && whole != res.level() {
            res = res.earlier(known_at, whole);
        }
    }
    Some(res)
}
