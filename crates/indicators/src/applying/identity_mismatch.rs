//! Conflicts between what documents, accounts and calls say about one person. Only whether they contradict each
//! other is looked at, never where a name comes from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::names::{NameMatch, Reason, compare};
use measures::text::normalise;
use model::finding::WITHDRAWN;
use model::{Finding, Row};

use crate::Gathered;

/// Particulars of which a checker may write that they do not agree.
const PARTICULARS: &[(&str, &[&str])] = &[
    ("telephone", &["phone", "telephone", "mobile"]),
    ("address", &["address", "postcode", "residence"]),
    ("date of birth", &["birth", "dob"]),
    (
        "document number",
        &["number belongs", "document number", "id number", "licence number", "license number", "ssn"],
    ),
    ("document image", &["altered", "tampered", "manipulated", "forged", "counterfeit", "edited"]),
    ("face", &["face", "selfie", "photo does not", "portrait"]),
    ("work history", &["employment", "employer", "work history"]),
];

/// How a checker says that it does not agree.
const DISAGREES: &[&str] = &[
    "differ",
    "differs",
    "different",
    "mismatch",
    "mismatched",
    "do not agree",
    "does not agree",
    "do not match",
    "does not match",
    "not match",
    "not agree",
    "belongs to another",
    "another person",
    "altered",
    "tampered",
    "manipulated",
    "forged",
    "counterfeit",
    "edited",
    "inconsistent",
    "contradicts",
];

/// Holders with such a word are companies.
const COMPANY_WORDS: &[&str] = &[
    "llc",
    "inc",
    "ltd",
    "limited",
    "gmbh",
    "corp",
    "co",
    "company",
    "consulting",
    "services",
    "trust",
    "bank",
    "lda",
    "bv",
    "sl",
];

/// Kinds of check that see the person.
const LIVE_KINDS: &[&str] = &["live", "notary", "in_person", "in person", "on_site"];

/// Whether a row's `kind` is a check that sees the person.
pub(super) fn is_live(row: &Row<'_>) -> bool {
    LIVE_KINDS.contains(&row.text("kind").unwrap_or_default().trim().to_lowercase().as_str())
}

struct Conflict {
    what: String,
    known_at: Timestamp,
    refs: Vec<i64>,
}

/// The names that belong to one person, and those of the home.
struct Known<'a> {
    own: Vec<&'a str>,
    home: Vec<&'a str>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut people: BTreeMap<&str, Known<'_>> = BTreeMap::new();
    for row in gathered.rows("names").iter() {
        if let Some(person) = row.text("person") {
            people.insert(person, Known { own: row.texts("names"), home: Vec::new() });
        }
    }
    for row in gathered.rows("former").iter() {
        if let Some(known) = row.text("person").and_then(|it| people.get_mut(it)) {
            known.own.extend(["old_value", "new_value"].iter().filter_map(|it| row.text(it)));
        }
    }
    for row in gathered.rows("related").iter() {
        if let Some(known) = row.text("person").and_then(|it| people.get_mut(it)) {
            known.home.extend(row.texts("names"));
        }
    }
    let mut conflicts: BTreeMap<&str, Vec<Conflict>> = BTreeMap::new();
    let checks = gathered.rows("checks").by("person");
    for (person, rows) in &checks {
        if let Some(known) = people.get(person) {
            of_checks(rows, known, conflicts.entry(person).or_default());
        }
    }
    for (query, what, home_too) in [
        ("holders", "holder of the pay account", true),
        ("displays", "name in calls", false),
        ("senders", "name in mails", false),
        ("resumes", "name on the resume", false),
        ("signers", "name under the signed contract", false),
    ] {
        for (person, rows) in gathered.rows(query).by("person") {
            if let Some(known) = people.get(person) {
                conflicts.entry(person).or_default().extend(of_names(&rows, known, what, home_too));
            }
        }
    }
    let renamed: BTreeSet<&str> = gathered.rows("former").iter().filter_map(|it| it.text("person")).collect();
    for (person, rows) in gathered.rows("records").by("person") {
        // A change of name that was told is no contradiction.
        if !renamed.contains(person) {
            conflicts.entry(person).or_default().extend(of_records(&rows));
        }
    }
    let checks: BTreeMap<&str, Vec<Row<'_>>> = checks.into_iter().collect();
    let mut res = Vec::new();
    for (person, found) in conflicts {
        let (Some(known), checks) =
            (people.get(person), checks.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice))
        else {
            continue;
        };
        res.extend(finding(person, found, checks, known, gathered));
    }
    res
}

fn of_checks(rows: &[Row<'_>], known: &Known<'_>, res: &mut Vec<Conflict>) {
    for row in rows {
        let Some(known_at) = row.time("known_at") else { continue };
        let passed = row.text("result").is_some_and(|it| it.trim().eq_ignore_ascii_case("pass"));
        let name_differs = row.text("name_on_document").is_some_and(|name| match nearest(name, &known.own) {
            Nearness::One | Nearness::Unknown => false,
            // A checker who passed it has seen why the names differ.
            Nearness::Part => !passed,
            Nearness::None => true,
        });
        if name_differs {
            res.push(Conflict { what: "name on the document".to_owned(), known_at, refs: row.refs("ref") });
        }
        if passed {
            continue;
        }
        for what in disagreeing(row.text("reason").unwrap_or_default()) {
            res.push(Conflict { what, known_at, refs: row.refs("ref") });
        }
    }
}

/// Particulars that a checker's reason names beside a word for disagreement. One part of the reason is one
/// conflict: a telephone and an address that do not agree with each other are not two.
fn disagreeing(reason: &str) -> BTreeSet<String> {
    let mut res = BTreeSet::new();
    for part in reason.split([';', ',', '.', '\n']) {
        let part = format!(" {} ", normalise(part));
        if !DISAGREES.iter().any(|it| part.contains(&format!(" {it} "))) {
            continue;
        }
        let named: Vec<&str> = PARTICULARS
            .iter()
            .filter(|(_, words)| words.iter().any(|it| part.contains(&format!(" {it}"))))
            .map(|(what, _)| *what)
            .collect();
        if !named.is_empty() {
            res.insert(named.join(" and "));
        }
    }
    res
}

/// Names of one kind, none of which is the person's. Where one of them is, the others are old accounts, a
/// family's computer or a joint account.
fn of_names(rows: &[Row<'_>], known: &Known<'_>, what: &str, home_too: bool) -> Option<Conflict> {
    let mut res: Option<Conflict> = None;
    for row in rows {
        let (Some(shown), Some(known_at)) = (row.text("shown"), row.time("known_at")) else { continue };
        if !is_full_name(shown) {
            continue;
        }
        let nearness = nearest(shown, &known.own);
        let of_the_home = home_too && nearest(shown, &known.home) == Nearness::One;
        if nearness != Nearness::None || of_the_home || shares_a_word(shown, &known.own) {
            // One wrong holder is enough for an account; a name in calls must never be right.
            if home_too {
                continue;
            }
            return None;
        }
        match &mut res {
            Some(conflict) => conflict.refs.extend(row.refs("ref")),
            None => res = Some(Conflict { what: what.to_owned(), known_at, refs: row.refs("ref") }),
        }
    }
    res
}

/// A worker record whose name has nothing in common with that of the application it came from.
fn of_records(rows: &[Row<'_>]) -> Option<Conflict> {
    let (applied, hired): (Vec<&Row<'_>>, Vec<&Row<'_>>) =
        rows.iter().partition(|it| it.int("later") == Some(0));
    let names: Vec<&str> = applied.iter().filter_map(|it| it.text("shown")).collect();
    let row = hired.into_iter().find(|it| {
        it.text("shown")
            .is_some_and(|name| nearest(name, &names) == Nearness::None && !shares_a_word(name, &names))
    })?;
    let mut refs = row.refs("ref");
    refs.extend(applied.iter().flat_map(|it| it.refs("ref")));
    Some(Conflict { what: "name on the worker record".to_owned(), known_at: row.time("known_at")?, refs })
}

fn finding(
    person: &str,
    mut found: Vec<Conflict>,
    checks: &[Row<'_>],
    known: &Known<'_>,
    gathered: &Gathered,
) -> Option<Finding> {
    found.sort_by_key(|it| it.known_at);
    // One kind of conflict counts once, however many records show it.
    let mut kinds: Vec<(&str, Timestamp)> = Vec::new();
    for conflict in &found {
        if !kinds.iter().any(|(what, _)| *what == conflict.what) {
            kinds.push((&conflict.what, conflict.known_at));
        }
    }
    let reached = |count: usize| count.checked_sub(1).and_then(|it| kinds.get(it)).map(|(_, at)| *at);
    let two = reached(gathered.count("conflicts"))?;
    let three = reached(gathered.count("conflicts_strong"));
    let (level, known_at) = three.map_or(("two", two), |at| ("three", at));
    let names: Vec<&str> = kinds.iter().map(|(what, _)| *what).collect();
    let mut sentence = format!("{} conflicts: {}", names.len(), names.join(", "));
    let mut refs: Vec<i64> = found.iter().flat_map(|it| it.refs.iter().copied()).collect();
    let last = found.iter().map(|it| it.known_at).max()?;
    let cleared = checks.iter().find(|it| {
        it.time("known_at").is_some_and(|at| at > last)
            && it.text("result").is_some_and(|it| it.trim().eq_ignore_ascii_case("pass"))
            && is_live(it)
            && it.text("name_on_document").is_none_or(|name| nearest(name, &known.own) != Nearness::None)
    });
    let mut res = match cleared {
        Some(check) => {
            sentence += &format!("; a later {} check passed", check.text("kind").unwrap_or_default());
            refs.extend(check.refs("ref"));
            Finding::about(person, WITHDRAWN, check.time("known_at")?, sentence, refs)?
                .earlier(known_at, level)
        }
        None => Finding::about(person, level, known_at, sentence, refs)?,
    };
    if level == "three" && two < known_at {
        res = res.earlier(two, "two");
    }
    let first = found.first()?.known_at;
    Some(res.between(first, last))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nearness {
    /// Two spellings of one name.
    One,
    /// A given or a family name in common.
    Part,
    None,
    /// Nothing can be said.
    Unknown,
}

/// How near a name is to the nearest of some.
pub(super) fn nearest(name: &str, names: &[&str]) -> Nearness {
    let mut res = if names.is_empty() { Nearness::Unknown } else { Nearness::None };
    for own in names {
        match compare(name, own) {
            NameMatch::Same => return Nearness::One,
            NameMatch::Compatible(Reason::SharedGiven | Reason::SharedFamily) => res = Nearness::Part,
            NameMatch::Compatible(_) => return Nearness::One,
            NameMatch::NotComparable => res = if res == Nearness::Part { res } else { Nearness::Unknown },
            NameMatch::Different => {}
        }
    }
    res
}

/// `Robin Example (Guest)` and a joint account's `Kim & Robin Example` hold a word of the name.
fn shares_a_word(shown: &str, names: &[&str]) -> bool {
    let shown = normalise(shown);
    let words: BTreeSet<&str> = shown.split(' ').filter(|it| it.chars().count() > 2).collect();
    names.iter().any(|it| normalise(it).split(' ').any(|it| words.contains(it)))
}

/// Two words of letters at least, and no company.
fn is_full_name(shown: &str) -> bool {
    let normal = normalise(shown);
    let words: Vec<&str> = normal.split(' ').filter(|it| !it.is_empty()).collect();
    (2..=5).contains(&words.len())
        && words.iter().all(|it| it.chars().all(char::is_alphabetic))
        && !words.iter().any(|it| COMPANY_WORDS.contains(it))
        && !shown.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_read_part_by_part() {
        let found = disagreeing("name differs in family name; phone country and address do not agree");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["telephone and address"]);
        assert!(disagreeing("glare on document image").is_empty());
        assert!(disagreeing("live step abandoned").is_empty());
    }
}
