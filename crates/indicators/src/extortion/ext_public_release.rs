//! An alert that data of the company stands in public, and who is tied to the account or the place it stands at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row, Rows, Subject};

use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let authors = by_alert(gathered.rows("authors"));
    let pushes = by_alert(gathered.rows("pushes"));
    let commands = by_alert(gathered.rows("commands"));
    let tickets: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("tickets").by("person").into_iter().collect();
    let ends: BTreeMap<&str, Timestamp> = gathered
        .rows("people")
        .iter()
        .filter_map(|it| Some((it.text("person")?, it.time("end_at")?)))
        .collect();
    let mut res = Vec::new();
    for row in gathered.main().iter() {
        let Some(alert) = row.int("ref") else { continue };
        let of = |rows: &BTreeMap<i64, Vec<Row<'_>>>| rows.get(&alert).map(|it| it.len()).unwrap_or_default();
        let mut people: BTreeSet<&str> = BTreeSet::new();
        for rows in [&authors, &pushes, &commands] {
            people.extend(rows.get(&alert).into_iter().flatten().filter_map(|it| it.text("person")));
        }
        // The account that published names its owner; else those who pushed there, where they are few.
        if of(&authors) == 0 && people.len() > 3 {
            people.clear();
        }
        if people.is_empty() {
            res.extend(nobody(&row));
        }
        for person in people {
            let own = |rows: &BTreeMap<i64, Vec<Row<'_>>>| -> Vec<i64> {
                let rows =
                    rows.get(&alert).into_iter().flatten().filter(|it| it.text("person") == Some(person));
                rows.flat_map(|it| it.refs("ref")).collect()
            };
            let is_author =
                authors.get(&alert).into_iter().flatten().any(|it| it.text("person") == Some(person));
            let moved = [own(&pushes), own(&commands)].concat();
            res.extend(about(person, &row, is_author, moved, ends.get(person).copied()));
            res.extend(explained(
                person,
                &row,
                tickets.get(person).map(Vec::as_slice).unwrap_or_default(),
                gathered,
            ));
        }
    }
    res
}

fn by_alert(rows: &Rows) -> BTreeMap<i64, Vec<Row<'_>>> {
    let mut res: BTreeMap<i64, Vec<Row<'_>>> = BTreeMap::new();
    for row in rows.iter() {
        if let Some(alert) = row.int("alert") {
            res.entry(alert).or_default().push(row);
        }
    }
    res
}

fn what(row: &Row<'_>) -> Option<String> {
    Some(format!("{} was seen on a {} on {}", row.text("matched")?, row.text("place")?, day(row.time("at")?)))
}

fn about(
    person: &str,
    row: &Row<'_>,
    is_author: bool,
    moved: Vec<i64>,
    end: Option<Timestamp>,
) -> Option<Finding> {
    let at = row.time("at")?;
    let mut sentence = what(row)?;
    if is_author {
        sentence += &format!(
            ", published by {}, an account of this person",
            row.text("first_commit_author").unwrap_or("an account")
        );
    } else if let Some(repo) = row.text("repo") {
        sentence += &format!(", in {repo}, to whose owner this person's account or computer had sent before");
    }
    if let Some(end) = end.filter(|it| *it <= at) {
        sentence += &format!(", {} days after the last day", at.duration_since(end).as_hours() / 24);
    }
    let refs = [row.refs("ref"), moved].concat();
    let known_at = row.time("known_at").unwrap_or(at);
    Some(Finding::about(person, "author", known_at, sentence, refs)?.between(at, at))
}

/// It leads to nobody: the place itself is what a human looks at. Chance finds of a name are not told.
fn nobody(row: &Row<'_>) -> Option<Finding> {
    let matched = row.text("matched")?.to_lowercase();
    if !["canary", "unique string", "honey"].iter().any(|it| matched.contains(it)) {
        return None;
    }
    let at = row.time("at")?;
    let value = row.text("url").or(row.text("repo")).or(row.text("alert_id"))?;
    let subject = Subject::Handle { kind: "url".into(), value: value.into() };
    let known_at = row.time("known_at").unwrap_or(at);
    let sentence = format!("{}, and nothing tells who put it there", what(row)?);
    Some(Finding::new(subject, "seen", known_at, sentence, row.refs("ref"))?.between(at, at))
}

/// The person told the company of the mistake within days.
fn explained(person: &str, row: &Row<'_>, tickets: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let at = row.time("at")?;
    let ticket = tickets.iter().find(|it| {
        let near =
            it.time("at").is_some_and(|it| it.duration_since(at).abs() <= gathered.days("ticket_days"));
        let text =
            format!("{} {}", it.text("subject").unwrap_or_default(), it.text("body").unwrap_or_default())
                .to_lowercase();
        let mistake = ["mistake", "wrong", "took it down", "taken down", "accident", "should not"]
            .iter()
            .any(|it| text.contains(it));
        near && mistake
    })?;
    let until = ticket.time("known_at")?.max(at);
    let sentence = "the worker had told that it was published by mistake".to_owned();
    Some(Finding::about(person, "explained", until, sentence, ticket.refs("ref"))?.between(at, until))
}
