//! Contracts that were signed from a VPN, a hosting company, Tor or a pool of lines; or over one ordinary line by people who
//! have nothing to do with each other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, other_people};
use crate::explanations::{day, period};
use crate::networks::{Anonymity, anonymity};

/// Levels from the weakest on.
const LEVELS: [&str; 3] = ["vpn", "line", "pool"];

struct Sign<'a> {
    level: &'static str,
    known_at: Timestamp,
    at: Timestamp,
    words: String,
    refs: Vec<i64>,
    with: BTreeSet<&'a str>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mut homes: BTreeSet<(&str, &str)> = BTreeSet::new();
    for row in gathered.rows("homes").iter() {
        homes.extend(row.text("person").zip(row.text("home")));
    }
    let mut signs: BTreeMap<&str, Vec<Sign<'_>>> = BTreeMap::new();
    for (person, rows) in gathered.main().by("person") {
        signs.entry(person).or_default().extend(hidden(&rows));
    }
    for (_, rows) in gathered.rows("lines").by("ip") {
        let people: BTreeSet<&str> = rows.iter().filter_map(|it| it.text("person")).collect();
        // A line of many is an office, a school or an operator's.
        if people.len() > gathered.count("holders_max")
            || known.agency_of_most(people.iter().copied()).is_some()
        {
            continue;
        }
        for person in people {
            if let Some(sign) = shared(person, &rows, &known, &homes, gathered) {
                signs.entry(person).or_default().push(sign);
            }
        }
    }
    signs.into_iter().filter_map(|(person, signs)| finding(person, &signs)).collect()
}

/// Signatures of one person from networks that hide where somebody is.
fn hidden<'a>(rows: &[Row<'_>]) -> Vec<Sign<'a>> {
    let mut res = Vec::new();
    for row in rows {
        let kind = anonymity(row.text("labels").unwrap_or_default());
        let (Some(kind), Some(at), Some(known_at)) = (kind, row.time("at"), row.time("known_at")) else {
            continue;
        };
        res.push(Sign {
            level: if Anonymity::is_uncommon(kind) { "pool" } else { "vpn" },
            known_at,
            at,
            words: format!("signed from {} on {}", kind.words(), day(at)),
            refs: row.refs("ref"),
            with: BTreeSet::new(),
        });
    }
    res
}

/// Other people of other names who signed over the same line within the days.
fn shared<'a>(
    person: &'a str,
    rows: &[Row<'a>],
    known: &Acquaintance<'a>,
    homes: &BTreeSet<(&str, &str)>,
    gathered: &Gathered,
) -> Option<Sign<'a>> {
    let own = rows.iter().find(|it| it.text("person") == Some(person))?;
    let at = own.time("at")?;
    let mut with = BTreeSet::new();
    let mut refs = own.refs("ref");
    let (mut from, mut to) = (at, at);
    let mut known_at: Option<Timestamp> = None;
    for row in rows {
        let (Some(other), Some(then)) = (row.text("person"), row.time("at")) else { continue };
        if other == person
            || then.duration_since(at).abs() > gathered.days("days")
            || known.naming(person, other) != Naming::Different
            || known.share_a_home(person, other)
            || homes.iter().any(|(whose, home)| *whose == other && homes.contains(&(person, *home)))
            || known.shared_agency(person, other).is_some()
        {
            continue;
        }
        let both = own.time("known_at")?.max(row.time("known_at")?);
        known_at = Some(known_at.map_or(both, |it| it.min(both)));
        with.insert(other);
        refs.extend(row.refs("ref"));
        (from, to) = (from.min(then), to.max(then));
    }
    let words = format!(
        "signed over the same line as {} of another name, {}",
        other_people(with.len()),
        period(from, to)
    );
    Some(Sign { level: "line", known_at: known_at?, at, words, refs, with })
}

fn finding(person: &str, signs: &[Sign<'_>]) -> Option<Finding> {
    let first = |level: &str| signs.iter().filter(|it| it.level == level).min_by_key(|it| it.known_at);
    let best = LEVELS.iter().rev().find_map(|it| first(it))?;
    let mut refs = best.refs.clone();
    refs.extend(signs.iter().flat_map(|it| it.refs.iter().copied()));
    let res = Finding::about(person, best.level, best.known_at, best.words.clone(), refs)?
        .between(signs.iter().map(|it| it.at).min()?, signs.iter().map(|it| it.at).max()?)
        .with(best.with.iter().copied());
    let lower = LEVELS.iter().rev().skip_while(|it| **it != best.level).skip(1);
    Some(res.grown(lower.filter_map(|it| Some((first(it)?.known_at, *it)))))
}
