//! The computer, or the line at the same hour, with which one person joins a meeting is another person's.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, other_people};

/// Levels from the weakest on; what is shared is said in these words.
const KINDS: &[(&str, &str)] = &[
    ("line", "joined an interview over the same line within the hour"),
    ("alike", "joined meetings from the same computer"),
    ("name", "joined meetings from a computer of the same name"),
    ("hardware", "joined meetings from the same computer"),
];

/// What one person shares with others.
#[derive(Default)]
struct Sharing<'a> {
    /// When each level was first known, and with whom, by its place in `KINDS`.
    known: BTreeMap<usize, (Timestamp, BTreeSet<&'a str>)>,
    own_refs: BTreeMap<usize, Vec<i64>>,
    other_refs: BTreeMap<usize, Vec<i64>>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mut found: BTreeMap<&str, Sharing<'_>> = BTreeMap::new();
    for (_, rows) in gathered.main().by("value") {
        let mut holders: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
        for row in rows {
            if let Some(person) = row.text("person") {
                holders.entry(person).or_default().push(row);
            }
        }
        // Many people on one computer: a room's, or an id that its maker gave to a whole series.
        if holders.len() > gathered.count("holders_max")
            || known.agency_of_most(holders.keys().copied()).is_some()
        {
            continue;
        }
        for (person, own) in &holders {
            for (other, theirs) in &holders {
                if person != other {
                    note_computer(&mut found, &known, (person, own), (other, theirs));
                }
            }
        }
    }
    for (_, rows) in gathered.rows("lines").by("ip") {
        let holders = rows.first().and_then(|it| it.int("holders")).unwrap_or(0);
        if usize::try_from(holders).is_ok_and(|it| it > gathered.count("line_holders_max")) {
            continue;
        }
        note_line(&mut found, &known, &rows, gathered);
    }
    found.into_iter().filter_map(|(person, sharing)| finding(person, sharing)).collect()
}

fn note_computer<'a>(
    found: &mut BTreeMap<&'a str, Sharing<'a>>,
    known: &Acquaintance<'a>,
    (person, own): (&'a str, &[Row<'a>]),
    (other, theirs): (&'a str, &[Row<'a>]),
) {
    if is_explained(known, person, other) {
        return;
    }
    let hardware = own.iter().any(|it| it.text("kind") == Some("hardware"));
    let level = match (hardware, known.naming(person, other)) {
        (_, Naming::MaybeOne) => return,
        (true, Naming::Different) => 3,
        (true, Naming::Alike) => 1,
        (false, Naming::Different) => 2,
        // A family name and a computer's name in common say next to nothing.
        (false, Naming::Alike) => return,
    };
    let first = |rows: &[Row<'_>]| rows.iter().filter_map(|it| it.time("known_at").or(it.time("at"))).min();
    let (Some(own_since), Some(their_since)) = (first(own), first(theirs)) else { return };
    add(found, person, other, level, own_since.max(their_since), refs_of(own), refs_of(theirs));
}

/// Pairs of different people who joined over one line within the hour. Rows come in order of time.
fn note_line<'a>(
    found: &mut BTreeMap<&'a str, Sharing<'a>>,
    known: &Acquaintance<'a>,
    rows: &[Row<'a>],
    gathered: &Gathered,
) {
    for (place, later) in rows.iter().enumerate() {
        for earlier in rows.iter().take(place).rev() {
            let (Some(at), Some(before)) = (later.time("at"), earlier.time("at")) else { continue };
            if at.duration_since(before) > gathered.hours("hours") {
                break;
            }
            let (Some(person), Some(other)) = (later.text("person"), earlier.text("person")) else {
                continue;
            };
            if person == other
                || is_explained(known, person, other)
                || known.naming(person, other) != Naming::Different
            {
                continue;
            }
            let since = later.time("known_at").unwrap_or(at);
            add(found, person, other, 0, since, later.refs("ref"), earlier.refs("ref"));
            add(found, other, person, 0, since, earlier.refs("ref"), later.refs("ref"));
        }
    }
}

fn is_explained(known: &Acquaintance<'_>, person: &str, other: &str) -> bool {
    known.share_a_home(person, other) || known.shared_agency(person, other).is_some()
}

fn refs_of(rows: &[Row<'_>]) -> Vec<i64> {
    rows.iter().take(RECORDS_MAX).flat_map(|it| it.refs("ref")).collect()
}

/// Enough records of one side to look at; a worker may join from one computer for years.
const RECORDS_MAX: usize = 10;

fn add<'a>(
    found: &mut BTreeMap<&'a str, Sharing<'a>>,
    person: &'a str,
    other: &'a str,
    level: usize,
    since: Timestamp,
    own: Vec<i64>,
    theirs: Vec<i64>,
) {
    let sharing = found.entry(person).or_default();
    let (known_at, others) = sharing.known.entry(level).or_insert((since, BTreeSet::new()));
    *known_at = since.min(*known_at);
    others.insert(other);
    sharing.own_refs.entry(level).or_default().extend(own);
    sharing.other_refs.entry(level).or_default().extend(theirs);
}

fn finding(person: &str, sharing: Sharing<'_>) -> Option<Finding> {
    let (place, (known_at, others)) = sharing.known.last_key_value()?;
    let (level, words) = KINDS.get(*place)?;
    let mut sentence = format!("{words} as {}", other_people(others.len()));
    sentence += match (*level, others.len()) {
        ("alike", 1) => " who shares a part of the name",
        ("alike", _) => " who share a part of the name",
        (_, 1) => " of another name",
        (_, _) => " of other names",
    };
    let strongest_first =
        |refs: &BTreeMap<usize, Vec<i64>>| refs.values().rev().flatten().copied().collect::<Vec<i64>>();
    let mut refs = strongest_first(&sharing.own_refs);
    refs.extend(strongest_first(&sharing.other_refs));
    let everyone: BTreeSet<&str> =
        sharing.known.values().flat_map(|(_, others)| others.iter().copied()).collect();
    let res = Finding::about(person, level, *known_at, sentence, refs)?.with(everyone);
    let lower = sharing.known.iter().rev().skip(1);
    Some(res.grown(lower.filter_map(|(kind, (at, _))| Some((*at, KINDS.get(*kind)?.0)))))
}
