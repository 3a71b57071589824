//! Somebody joins an interview under a name that has nothing in common with the applicant's, and minutes later the same
//! computer or line is there under the applicant's.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use measures::names::{NameMatch, Reason, compare};
use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::day;

/// Words of names that a device or a product gives, and no person.
const NO_NAMES: &[&str] = &[
    "iphone",
    "ipad",
    "android",
    "galaxy",
    "pixel",
    "macbook",
    "imac",
    "laptop",
    "desktop",
    "computer",
    "phone",
    "mobile",
    "tablet",
    "zoom",
    "teams",
    "user",
    "guest",
    "room",
    "meeting",
    "admin",
    "host",
    "recorder",
    "notetaker",
    "bot",
    "ai",
    "assistant",
    "home",
    "office",
    "family",
    "pc",
    "device",
    "participant",
    "interviewer",
    "candidate",
    "recruiter",
    "team",
    "conference",
    "unknown",
    "caller",
    "support",
    "hr",
    "school",
    "university",
    "college",
];

struct Change<'a> {
    level: &'static str,
    shown: &'a str,
    at: Timestamp,
    known_at: Timestamp,
    other: Option<&'a str>,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let names: BTreeMap<&str, Vec<&str>> = names_of(gathered, "names");
    let applicants: BTreeMap<&str, Vec<&str>> = names_of(gathered, "applicants");
    let mut interviewers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in gathered.rows("interviewers").iter() {
        if let (Some(person), Some(name)) = (row.text("person"), row.text("interviewer")) {
            interviewers.entry(person).or_default().push(name);
        }
    }
    let related: BTreeSet<(&str, &str)> =
        gathered.rows("related").iter().filter_map(|it| it.text("person").zip(it.text("other"))).collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let Some(own) = names.get(person) else { continue };
        let known = Known {
            own,
            interviewers: interviewers.get(person).map(Vec::as_slice).unwrap_or_default(),
            home: names
                .iter()
                .filter(|(other, _)| related.contains(&(person, **other)))
                .flat_map(|it| it.1)
                .copied()
                .collect(),
        };
        let changes: Vec<Change<'_>> =
            rows.iter().filter_map(|row| change(person, row, &rows, &known, &applicants, gathered)).collect();
        res.extend(finding(person, &changes));
    }
    res
}

struct Known<'k> {
    own: &'k [&'k str],
    interviewers: &'k [&'k str],
    home: Vec<&'k str>,
}

fn names_of<'a>(gathered: &'a Gathered, query: &str) -> BTreeMap<&'a str, Vec<&'a str>> {
    gathered.rows(query).iter().filter_map(|it| Some((it.text("person")?, it.texts("names")))).collect()
}

/// Whether this row is under a strange name and another row of the same meeting, from the same seat, is not.
fn change<'a>(
    person: &str,
    row: &Row<'a>,
    rows: &[Row<'a>],
    known: &Known<'_>,
    applicants: &BTreeMap<&'a str, Vec<&'a str>>,
    gathered: &Gathered,
) -> Option<Change<'a>> {
    let shown = row.text("display_name")?;
    // An account that the company knows is whoever it is.
    if row.text("whose") != Some(person) || !is_full_name(shown) || is_near(shown, known) {
        return None;
    }
    let (at, left) = (row.time("at")?, row.time("left_at"));
    let slack = SignedDuration::from_secs((gathered.param("minutes") * 60.0) as i64);
    let later = rows.iter().find(|it| {
        it.text("meeting") == row.text("meeting")
            && it.text("whose") == Some(person)
            && it
                .text("display_name")
                .is_some_and(|name| matches!(nearest(name, known.own), Nearness::Same | Nearness::One))
            && is_same_seat(row, it)
            && it.time("at").is_some_and(|then| {
                let joined = then.duration_since(at);
                let after_leaving = left.map_or(joined, |it| then.duration_since(it).abs());
                then >= at && joined.min(after_leaving) <= slack
            })
    })?;
    let other = applicants
        .iter()
        .find(|(other, names)| **other != person && nearest(shown, names) == Nearness::Same)
        .map(|it| *it.0);
    let mut refs = row.refs("ref");
    refs.extend(later.refs("ref"));
    let known_at = row.time("known_at")?.max(later.time("known_at")?);
    Some(Change {
        level: if other.is_some() { "other" } else { "changed" },
        shown,
        at,
        known_at,
        other,
        refs,
    })
}

/// The same hardware, else the same line and computer name.
fn is_same_seat(one: &Row<'_>, other: &Row<'_>) -> bool {
    let equal =
        |column: &str| one.text(column).is_some_and(|it| !it.is_empty() && other.text(column) == Some(it));
    if equal("harddisk_id") || equal("mac_addr") {
        return true;
    }
    let differs = |column: &str| matches!((one.text(column), other.text(column)), (Some(left), Some(right)) if left != right);
    equal("ip") && !differs("harddisk_id") && !differs("pc_name")
}

/// The applicant's own name, a relative's, or an interviewer's.
fn is_near(shown: &str, known: &Known<'_>) -> bool {
    if nearest(shown, known.own) != Nearness::None
        || matches!(nearest(shown, &known.home), Nearness::Same | Nearness::One)
    {
        return true;
    }
    let plain = normalise(shown);
    let words: BTreeSet<&str> = plain.split(' ').filter(|it| it.chars().count() > 1).collect();
    let own_words = known.own.iter().any(|it| normalise(it).split(' ').any(|it| words.contains(it)));
    let of_interviewer = known.interviewers.iter().any(|it| {
        let plain = normalise(it.split('@').next().unwrap_or(it));
        plain.split(' ').any(|it| words.contains(it))
    });
    own_words || of_interviewer
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nearness {
    /// The very name.
    Same,
    /// It may be another spelling of it.
    One,
    /// A given or a family name in common, or nothing can be said.
    Part,
    None,
}

fn nearest(name: &str, names: &[&str]) -> Nearness {
    let mut res = if names.is_empty() { Nearness::Part } else { Nearness::None };
    for own in names {
        match compare(name, own) {
            NameMatch::Same | NameMatch::Compatible(Reason::Order) => return Nearness::Same,
            NameMatch::Compatible(Reason::SharedGiven | Reason::SharedFamily) | NameMatch::NotComparable => {
                if res == Nearness::None {
                    res = Nearness::Part;
                }
            }
            NameMatch::Compatible(_) => res = Nearness::One,
            NameMatch::Different => {}
        }
    }
    res
}

/// Two words of letters at least, none of which is a device's or a product's.
fn is_full_name(shown: &str) -> bool {
    let plain = normalise(shown);
    let words: Vec<&str> = plain.split(' ').filter(|it| !it.is_empty()).collect();
    (2..=5).contains(&words.len())
        && words.iter().all(|it| it.chars().all(char::is_alphabetic))
        && words.iter().filter(|it| it.chars().count() > 1).count() >= 2
        && !words.iter().any(|it| NO_NAMES.contains(it))
        && !shown.contains('@')
}

fn finding(person: &str, changes: &[Change<'_>]) -> Option<Finding> {
    let first = |level: &str| changes.iter().filter(|it| it.level == level).min_by_key(|it| it.known_at);
    let best = first("other").or_else(|| first("changed"))?;
    let whose = if best.other.is_some() { ", which is another applicant's," } else { "" };
    let sentence = format!(
        "joined the interview of {} as {}{whose} and was there minutes later under the own name",
        day(best.at),
        best.shown
    );
    let mut refs = best.refs.clone();
    refs.extend(changes.iter().flat_map(|it| it.refs.iter().copied()));
    let res = Finding::about(person, best.level, best.known_at, sentence, refs)?.with(best.other);
    let earlier = first("changed").filter(|it| best.level == "other" && it.known_at < best.known_at);
    let from = changes.iter().map(|it| it.at).min()?;
    let to = changes.iter().map(|it| it.at).max()?;
    let res = res.between(from, to);
    Some(match earlier {
        Some(sign) => res.earlier(sign.known_at, "changed"),
        None => res,
    })
}
