//! Groups of applicants of different names, tied by contact data, an interview computer or one line, who apply in bulk.
//!
//! A group is whoever hangs together by ties that were known by then. One person who applies to many posts is no group.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, other_people};
use crate::explanations::{hours, later, period};

struct Tie<'a> {
    pair: (&'a str, &'a str),
    known_at: Timestamp,
    refs: [i64; 2],
}

struct Application<'a> {
    person: &'a str,
    at: Timestamp,
    known_at: Timestamp,
    record: i64,
}

/// Applications of one group that stand close together.
struct Burst<'a> {
    level: &'static str,
    known_at: Timestamp,
    people: BTreeSet<&'a str>,
    applications: Vec<(Timestamp, &'a str, i64)>,
}

/// Levels from the weakest on.
const LEVELS: [&str; 3] = ["line", "month", "day"];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let ties = ties(&known, gathered);
    let mut applications: BTreeMap<&str, Vec<Application<'_>>> = BTreeMap::new();
    for row in gathered.rows("applications").iter() {
        if let Some(it) = application(&row) {
            applications.entry(it.person).or_default().push(it);
        }
    }
    let mut bursts: BTreeMap<&str, Vec<Burst<'_>>> = BTreeMap::new();
    for group in groups(&ties, gathered.now) {
        let ties: Vec<&Tie<'_>> = ties.iter().filter(|it| group.contains(it.pair.0)).collect();
        for (level, span, count) in [
            ("day", hours(24), gathered.count("day_count")),
            ("month", gathered.days("month_days"), gathered.count("month_count")),
        ] {
            for person in &group {
                bursts.entry(person).or_default().extend(burst_of(
                    person,
                    &ties,
                    &applications,
                    level,
                    span,
                    count,
                    gathered,
                ));
            }
        }
    }
    for (_, rows) in gathered.rows("lines").by("ip") {
        for burst in on_line(&rows, &known, gathered) {
            if let Some((_, person, _)) = burst.applications.first() {
                bursts.entry(person).or_default().push(burst);
            }
        }
    }
    let refs = |person: &str| -> Vec<i64> {
        let own = ties.iter().filter(|it| it.pair.0 == person);
        own.flat_map(|it| it.refs).collect()
    };
    bursts.iter().filter_map(|(person, bursts)| finding(person, bursts, refs(person))).collect()
}

fn application<'a>(row: &Row<'a>) -> Option<Application<'a>> {
    let at = row.time("applied_at")?;
    let known_at = row.time("known_at").unwrap_or(at);
    Some(Application { person: row.text("person")?, at, known_at, record: row.int("ref")? })
}

/// Pairs that share something, both ways round.
fn ties<'a>(known: &Acquaintance<'a>, gathered: &'a Gathered) -> Vec<Tie<'a>> {
    let mut res = Vec::new();
    for (_, rows) in gathered.rows("ties").by("value") {
        let people: BTreeSet<&str> = rows.iter().filter_map(|it| it.text("person")).collect();
        if people.len() > gathered.count("holders_max") || known.agency_of_most(people).is_some() {
            continue;
        }
        for one in &rows {
            for other in &rows {
                let (Some(person), Some(them)) = (one.text("person"), other.text("person")) else { continue };
                let (Some(since), Some(theirs)) = (one.time("known_at"), other.time("known_at")) else {
                    continue;
                };
                let (Some(own_ref), Some(their_ref)) = (one.int("ref"), other.int("ref")) else { continue };
                if person != them && !is_explained(known, person, them) {
                    let known_at = since.max(theirs);
                    res.push(Tie { pair: (person, them), known_at, refs: [own_ref, their_ref] });
                }
            }
        }
    }
    res
}

fn is_explained(known: &Acquaintance<'_>, person: &str, other: &str) -> bool {
    known.naming(person, other) != Naming::Different
        || known.share_a_home(person, other)
        || known.shared_agency(person, other).is_some()
}

/// Whoever hangs together by ties known at `at`; each person stands in one group.
fn groups<'a>(ties: &[Tie<'a>], at: Timestamp) -> Vec<BTreeSet<&'a str>> {
    let mut neighbours: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for tie in ties.iter().filter(|it| it.known_at <= at) {
        neighbours.entry(tie.pair.0).or_default().insert(tie.pair.1);
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut res = Vec::new();
    for start in neighbours.keys() {
        if !seen.insert(start) {
            continue;
        }
        let mut group = BTreeSet::from([*start]);
        let mut open = vec![*start];
        while let Some(person) = open.pop() {
            for next in neighbours.get(person).into_iter().flatten() {
                if seen.insert(next) {
                    group.insert(next);
                    open.push(next);
                }
            }
        }
        res.push(group);
    }
    res
}

/// The first stretch of `span` in which the person's group, as far as its ties were known, applied `count` times, and
/// the person too.
fn burst_of<'a>(
    person: &str,
    ties: &[&Tie<'a>],
    applications: &BTreeMap<&'a str, Vec<Application<'a>>>,
    level: &'static str,
    span: SignedDuration,
    count: usize,
    gathered: &Gathered,
) -> Option<Burst<'a>> {
    let mut moments: BTreeSet<Timestamp> = ties.iter().map(|it| it.known_at).collect();
    let everyone: BTreeSet<&str> = ties.iter().map(|it| it.pair.0).collect();
    let all = everyone.iter().filter_map(|it| applications.get(it)).flatten();
    moments.extend(all.map(|it| it.known_at));
    for moment in moments {
        let Some(group) = reach(person, ties, moment) else { continue };
        let mut known: Vec<&Application<'_>> = group
            .iter()
            .filter_map(|it| applications.get(it))
            .flatten()
            .filter(|it| it.known_at <= moment)
            .collect();
        known.sort_by_key(|it| (it.at, it.record));
        for own in known.iter().filter(|it| it.person == person) {
            let Some(inside) = densest(&known, own.at, span) else { continue };
            let people: BTreeSet<&str> = inside.iter().map(|it| it.person).collect();
            if inside.len() >= count.max(1) && people.len() >= gathered.count("people_min") {
                let applications = inside.iter().map(|it| (it.at, it.person, it.record)).collect();
                return Some(Burst { level, known_at: moment, people, applications });
            }
        }
    }
    None
}

/// Whom ties known at `moment` lead to.
fn reach<'a>(person: &str, ties: &[&Tie<'a>], moment: Timestamp) -> Option<BTreeSet<&'a str>> {
    let known: Vec<&&Tie<'a>> = ties.iter().filter(|it| it.known_at <= moment).collect();
    let start = known.iter().find(|it| it.pair.0 == person)?.pair.0;
    let mut group = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        for tie in known.iter().filter(|it| it.pair.0 == at) {
            if group.insert(tie.pair.1) {
                open.push(tie.pair.1);
            }
        }
    }
    Some(group)
}

/// The stretch of `span` around `own` that holds the most applications. They come in order of time.
fn densest<'r, 'a>(
    all: &[&'r Application<'a>],
    own: Timestamp,
    span: SignedDuration,
) -> Option<Vec<&'r Application<'a>>> {
    let mut res: Option<Vec<&Application<'_>>> = None;
    for first in all.iter().filter(|it| it.at <= own && later(it.at, span) >= own) {
        let inside: Vec<&Application<'_>> =
            all.iter().filter(|it| it.at >= first.at && it.at <= later(first.at, span)).copied().collect();
        if res.as_ref().is_none_or(|best| inside.len() > best.len()) {
            res = Some(inside);
        }
    }
    res
}

/// Applications of many names over one line within a day; one burst for each person, the own application first.
fn on_line<'a>(rows: &[Row<'a>], known: &Acquaintance<'a>, gathered: &Gathered) -> Vec<Burst<'a>> {
    let everyone: BTreeSet<&str> = rows.iter().filter_map(|it| it.text("person")).collect();
    if everyone.len() > gathered.count("line_holders_max")
        || known.agency_of_most(everyone.iter().copied()).is_some()
    {
        return Vec::new();
    }
    let all: Vec<Application<'_>> = rows.iter().filter_map(application).collect();
    let all: Vec<&Application<'_>> = all.iter().collect();
    let mut res = Vec::new();
    for person in everyone {
        for own in all.iter().filter(|it| it.person == person) {
            let inside = densest(&all, own.at, hours(24)).unwrap_or_default();
            let strangers: BTreeSet<&str> = inside
                .iter()
                .map(|it| it.person)
                .filter(|it| *it != person && !is_explained(known, person, it))
                .collect();
            if strangers.len() + 1 < gathered.count("line_people").max(2) {
                continue;
            }
            let kept = inside.iter().filter(|it| it.person == person || strangers.contains(it.person));
            let mut applications: Vec<_> = kept.map(|it| (it.at, it.person, it.record)).collect();
            applications.sort_by_key(|it| (it.1 != person, it.0, it.2));
            let known_at = inside.iter().map(|it| it.known_at).max().unwrap_or(own.known_at);
            let people = strangers.into_iter().chain([person]).collect();
            res.push(Burst { level: "line", known_at, people, applications });
            break;
        }
    }
    res
}

fn finding(person: &str, bursts: &[Burst<'_>], ties: Vec<i64>) -> Option<Finding> {
    let rank = |level: &str| LEVELS.iter().position(|it| *it == level);
    let best = bursts.iter().max_by_key(|it| (rank(it.level), it.applications.len()))?;
    let first = best.applications.iter().map(|it| it.0).min()?;
    let last = best.applications.iter().map(|it| it.0).max()?;
    let others = best.people.iter().filter(|it| **it != person).count();
    let tied = if best.level == "line" {
        "over the same line as"
    } else {
        "in a group tied by contact data or interview computer with"
    };
    let sentence = format!(
        "one of {} applications {} {tied} {} of other names",
        best.applications.len(),
        period(first, last),
        other_people(others)
    );
    let own = best.applications.iter().filter(|it| it.1 == person);
    let mut refs: Vec<i64> = own.map(|it| it.2).collect();
    if best.level != "line" {
        refs.extend(ties);
    }
    refs.extend(best.applications.iter().map(|it| it.2));
    let res = Finding::about(person, best.level, best.known_at, sentence, refs)?
        .between(first, last)
        .with(best.people.iter().copied().filter(|it| *it != person));
    let since = |level: &str| bursts.iter().filter(|it| it.level == level).map(|it| it.known_at).min();
    let lower = LEVELS.iter().rev().filter(|it| **it != best.level);
    Some(res.grown(lower.filter_map(|it| Some((since(it)?, *it)))))
}
