//! Files of different people that bear the identity of one document, or the name of one stranger as their author. Where and
//! when a file was made is not looked at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, naming_of, other_people};

/// Levels from the weakest on.
const LEVELS: [&str; 3] = ["author", "copy", "both"];

/// What two people's files have in common.
#[derive(Default)]
struct Common {
    author: Option<Timestamp>,
    copy: Option<Timestamp>,
    own: Vec<i64>,
    theirs: Vec<i64>,
}

impl Common {
    fn steps(&self) -> Vec<(Timestamp, usize)> {
        let mut res = Vec::new();
        res.extend(self.author.map(|it| (it, 0)));
        res.extend(self.copy.map(|it| (it, 1)));
        res.extend(self.author.zip(self.copy).map(|(left, right)| (left.max(right), 2)));
        res
    }
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mut found: BTreeMap<&str, BTreeMap<&str, Common>> = BTreeMap::new();
    for (_, rows) in gathered.main().by("value") {
        let people: BTreeSet<&str> = rows.iter().filter_map(|it| it.text("person")).collect();
        // What many have is a template, a writer of resumes or a program's default.
        if people.len() > gathered.count("holders_max")
            || known.agency_of_most(people.iter().copied()).is_some()
            || !tells(&rows, &known)
        {
            continue;
        }
        for one in &rows {
            for other in &rows {
                note(&mut found, &known, one, other);
            }
        }
    }
    found.into_iter().filter_map(|(person, common)| finding(person, &common)).collect()
}

/// An author tells something where it is a name, and that of none of those whose files name it.
fn tells(rows: &[Row<'_>], known: &Acquaintance<'_>) -> bool {
    rows.iter().all(|row| {
        let (Some(person), Some(shown)) = (row.text("person"), row.text("shown")) else { return false };
        if row.text("kind") != Some("author") {
            return shown.chars().filter(char::is_ascii_alphanumeric).count() >= 8
                && shown.chars().any(|it| it.is_ascii_alphanumeric() && it != '0');
        }
        let plain = normalise(shown);
        let words = plain.split(' ').filter(|it| it.chars().count() > 1);
        words.count() >= 2
            && !plain.chars().any(|it| it.is_ascii_digit())
            && known.names(person).iter().all(|it| naming_of(it, shown) == Naming::Different)
    })
}

fn note<'a>(
    found: &mut BTreeMap<&'a str, BTreeMap<&'a str, Common>>,
    known: &Acquaintance<'a>,
    one: &Row<'a>,
    other: &Row<'a>,
) {
    let (Some(person), Some(them)) = (one.text("person"), other.text("person")) else { return };
    let (Some(since), Some(theirs)) = (one.time("known_at"), other.time("known_at")) else { return };
    if person == them
        || known.naming(person, them) != Naming::Different
        || known.share_a_home(person, them)
        || known.shared_agency(person, them).is_some()
    {
        return;
    }
    let common = found.entry(person).or_default().entry(them).or_default();
    let slot = if one.text("kind") == Some("author") { &mut common.author } else { &mut common.copy };
    let since = since.max(theirs);
    *slot = Some(slot.map_or(since, |it| it.min(since)));
    common.own.extend(one.refs("ref"));
    common.theirs.extend(other.refs("ref"));
}

fn finding(person: &str, others: &BTreeMap<&str, Common>) -> Option<Finding> {
    let mut reached: BTreeMap<usize, Timestamp> = BTreeMap::new();
    for (at, level) in others.values().flat_map(Common::steps) {
        reached.entry(level).and_modify(|it| *it = at.min(*it)).or_insert(at);
    }
    let (level, known_at) = reached.last_key_value().map(|(level, at)| (*level, *at))?;
    let telling: Vec<(&&str, &Common)> =
        others.iter().filter(|(_, it)| it.steps().iter().any(|it| it.1 == level)).collect();
    let what = match level {
        0 => "names the same stranger as its author",
        1 => "is a copy of the same document",
        _ => "is a copy of the same document, and names the same stranger as its author,",
    };
    let naming = if telling.len() == 1 { "of another name" } else { "of other names" };
    let sentence = format!("the resume {what} as that of {} {naming}", other_people(telling.len()));
    let mut refs: Vec<i64> = telling.iter().flat_map(|it| it.1.own.iter().copied()).collect();
    refs.extend(telling.iter().flat_map(|it| it.1.theirs.iter().copied()));
    let res = Finding::about(person, LEVELS.get(level)?, known_at, sentence, refs)?
        .with(telling.iter().map(|it| *it.0));
    let lower = reached.iter().rev().skip(1);
    Some(res.grown(lower.filter_map(|(it, at)| Some((*at, *LEVELS.get(*it)?)))))
}
