//! A private browser profile that is signed in to in the first weeks, under an address that holds another name.

use std::collections::BTreeSet;

use measures::names::mail_pattern;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{counted, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = gathered.rows("known").iter();
    let known: BTreeSet<(&str, &str)> =
        known.filter_map(|it| Some((it.text("person")?, it.text("email")?))).collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let on_file =
            |it: &Row<'_>| it.text("account").is_some_and(|account| known.contains(&(person, account)));
        let early: Vec<&Row<'_>> =
            rows.iter().filter(|it| is_early(it, gathered) && is_of_another(it) && !on_file(it)).collect();
        res.extend(told(person, &early));
    }
    res
}

fn is_early(row: &Row<'_>, gathered: &Gathered) -> bool {
    let spent = row.time("at").zip(row.time("start_at")).map(|(at, start)| at.duration_since(start));
    spent.is_some_and(|it| it <= gathered.days("first_days"))
}

/// No part of the worker's names stands in it.
fn is_of_another(row: &Row<'_>) -> bool {
    let Some(account) = row.text("account") else { return false };
    let local = account.split('@').next().unwrap_or_default();
    row.texts("names").iter().all(|name| mail_pattern(local, name).is_none())
}

fn told(person: &str, rows: &[&Row<'_>]) -> Option<Finding> {
    let (first, last) = (rows.first()?, rows.last()?);
    let (from, to) = (first.time("at")?, last.time("at")?);
    let sentence = format!(
        "browser profile of {}, which holds no part of the worker's name, signed in {} {}",
        first.text("account")?,
        counted(rows.len(), "time", "times"),
        period(from, to)
    );
    let refs = rows.iter().take(12).flat_map(|it| it.refs("ref")).collect();
    Some(
        Finding::about(person, "other_name", first.time("known_at").unwrap_or(from), sentence, refs)?
            .between(from, to),
    )
}
