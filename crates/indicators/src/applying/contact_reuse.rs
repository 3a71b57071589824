//! One telephone, mailbox or profile on the records of people with different names, or given as that of a
//! referee whom it does not belong to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, naming_of, other_people};

/// What one person shares with others.
#[derive(Default)]
struct Sharing<'a> {
    kinds: BTreeSet<&'a str>,
    others: BTreeSet<&'a str>,
    as_referee: bool,
    own_refs: Vec<i64>,
    other_refs: Vec<i64>,
    /// When it was first known that a part of the name is the same.
    alike: Option<Timestamp>,
    /// Since when which others of another name are known.
    different: BTreeMap<&'a str, Timestamp>,
}

impl<'a> Sharing<'a> {
    fn different_since(&mut self, other: &'a str, since: Timestamp) {
        let known = self.different.entry(other).or_insert(since);
        *known = since.min(*known);
    }

    /// When the first was known who has another name, and when a second one who is not the first again.
    fn different_known(&self, known: &Acquaintance<'_>) -> (Option<Timestamp>, Option<Timestamp>) {
        let mut others: Vec<(Timestamp, &str)> =
            self.different.iter().map(|(&other, &at)| (at, other)).collect();
        others.sort_unstable();
        let Some(&(first, one)) = others.first() else { return (None, None) };
        let second = others.iter().find(|(_, other)| known.naming(one, other) == Naming::Different);
        (Some(first), second.map(|&(at, _)| at))
    }
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mut found: BTreeMap<&str, Sharing<'_>> = BTreeMap::new();
    for (_, rows) in gathered.main().by("handle") {
        let mut holders: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
        for row in rows {
            if let Some(person) = row.text("person") {
                holders.entry(person).or_default().push(row);
            }
        }
        // An office line and an agency's own number are told by how many have them, and through whom.
        if holders.len() > gathered.count("holders_max")
            || known.agency_of_most(holders.keys().copied()).is_some()
        {
            continue;
        }
        for (person, own) in &holders {
            for (other, theirs) in &holders {
                if person != other {
                    note(&mut found, &known, (person, own), (other, theirs));
                }
            }
        }
    }
    for (person, rows) in gathered.rows("referees").by("person") {
        for row in rows {
            note_referee(&mut found, &known, person, &row);
        }
    }
    found.into_iter().filter_map(|(person, sharing)| finding(person, sharing, &known)).collect()
}

fn note<'a>(
    found: &mut BTreeMap<&'a str, Sharing<'a>>,
    known: &Acquaintance<'a>,
    (person, own): (&'a str, &[Row<'a>]),
    (other, theirs): (&'a str, &[Row<'a>]),
) {
    if known.share_a_home(person, other) || known.shared_agency(person, other).is_some() {
        return;
    }
    let naming = known.naming(person, other);
    let first = |rows: &[Row<'_>]| rows.iter().filter_map(|it| it.time("known_at").or(it.time("at"))).min();
    let (Some(own_since), Some(their_since)) = (first(own), first(theirs)) else { return };
    let since = own_since.max(their_since);
    if naming == Naming::MaybeOne {
        return;
    }
    let sharing = found.entry(person).or_default();
    if naming == Naming::Different {
        sharing.different_since(other, since);
    } else {
        sharing.alike = Some(sharing.alike.map_or(since, |it| it.min(since)));
    }
    sharing.kinds.extend(own.iter().filter_map(|it| it.text("kind")));
    sharing.others.insert(other);
    sharing.own_refs.extend(own.iter().flat_map(|it| it.refs("ref")));
    sharing.other_refs.extend(theirs.iter().flat_map(|it| it.refs("ref")));
}

/// A referee's telephone or mailbox that is the applicant's own, or that of somebody with another name.
fn note_referee<'a>(
    found: &mut BTreeMap<&'a str, Sharing<'a>>,
    known: &Acquaintance<'a>,
    person: &'a str,
    row: &Row<'a>,
) {
    let (Some(holder), Some(name), Some(at)) =
        (row.text("holder"), row.text("referee_name"), row.time("known_at"))
    else {
        return;
    };
    // The referee's own record is what one expects to find.
    let is_the_referee = known.names(holder).iter().any(|it| naming_of(it, name) != Naming::Different);
    if is_the_referee || known.names(holder).is_empty() {
        return;
    }
    if holder != person
        && (known.share_a_home(person, holder) || known.shared_agency(person, holder).is_some())
    {
        return;
    }
    let since = at.max(row.time("holder_known_at").unwrap_or(at));
    let mut add = |about: &'a str, other: &'a str, own: Vec<i64>, theirs: Vec<i64>| {
        let sharing = found.entry(about).or_default();
        sharing.different_since(other, since);
        sharing.kinds.extend(row.text("kind"));
        sharing.as_referee = true;
        if about != other {
            sharing.others.insert(other);
        }
        sharing.own_refs.extend(own);
        sharing.other_refs.extend(theirs);
    };
    add(person, holder, row.refs("ref"), row.refs("holder_ref"));
    if holder != person {
        add(holder, person, row.refs("holder_ref"), row.refs("ref"));
    }
}

fn finding(person: &str, sharing: Sharing<'_>, known: &Acquaintance<'_>) -> Option<Finding> {
    let (different, several) = sharing.different_known(known);
    let words: Vec<&str> = sharing.kinds.iter().map(|it| word(it)).collect();
    let shared = words.join(" and ");
    let sentence = if sharing.others.is_empty() {
        format!("gave the own {shared} as that of a referee of another name")
    } else {
        let who = other_people(sharing.others.len());
        let naming = match (different.is_some(), sharing.others.len()) {
            (true, 1) => "of another name",
            (true, _) => "of other names",
            (false, _) => "who share a part of the name",
        };
        let naming = if sharing.others.len() == 1 {
            naming.replace("who share", "who shares")
        } else {
            naming.to_owned()
        };
        let place = if sharing.as_referee { ", in part as that of a referee" } else { "" };
        format!("same {shared} as {who} {naming}{place}")
    };
    let levels = [(several, "several"), (different, "different"), (sharing.alike, "alike")];
    let mut reached = levels.into_iter().filter_map(|(at, level)| Some((at?, level)));
    let (known_at, level) = reached.next()?;
    let refs = sharing.own_refs.into_iter().chain(sharing.other_refs).collect();
    let res = Finding::about(person, level, known_at, sentence, refs)?.with(sharing.others);
    Some(res.grown(reached))
}

fn word(kind: &str) -> &str {
    match kind {
        "phone" => "telephone",
        "email" => "mailbox",
        other => other,
    }
}
