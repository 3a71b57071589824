//! Requests for pay in crypto currency, in tickets and mails of the worker's own.

use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{days_of, later};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    gathered.main().by("person").iter().filter_map(|(person, rows)| told(person, rows, gathered)).collect()
}

fn told(person: &str, rows: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let first = rows.first()?;
    let from = first.time("at")?;
    let known_at = first.time("known_at").unwrap_or(from);
    // What follows within days is the same request, written once more.
    let again =
        rows.iter().find(|it| it.time("at").is_some_and(|at| at > later(from, gathered.days("same_days"))));
    let last = again.unwrap_or(first);
    let to = last.time("at")?;
    let count = if again.is_some() { 2 } else { 1 };
    let sentence = format!("asked to be paid in crypto currency {}", days_of(count, from, to));
    let refs = rows.iter().flat_map(|it| it.refs("ref")).collect();
    Some(match again {
        None => Finding::about(person, "asked", known_at, sentence, refs)?.between(from, to),
        Some(again) => {
            let later_known = again.time("known_at").unwrap_or(to).max(known_at);
            Finding::about(person, "again", later_known, sentence, refs)?
                .between(from, to)
                .earlier(known_at, "asked")
        }
    })
}
