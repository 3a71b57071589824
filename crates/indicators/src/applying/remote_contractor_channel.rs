//! Whether somebody comes to a remote post in software by a contract or an agency: context that weighs nothing.

use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;
use crate::posts::of_it;

/// Words of a title or a type that say that the post is no employment.
const CONTRACTED: &[&str] =
    &["contract", "contractor", "freelance", "freelancer", "consultant", "agency", "contingent", "vendor"];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let fitting: Vec<&Row<'_>> = rows.iter().filter(|it| is_such_a_post(it)).collect();
        res.extend(finding(person, &fitting));
    }
    res
}

fn finding(person: &str, rows: &[&Row<'_>]) -> Option<Finding> {
    let first = rows.first()?;
    let known_at = first.time("known_at").or(first.time("at"))?;
    let agency = rows.iter().find_map(|it| it.text("agency")).map(str::trim).filter(|it| !it.is_empty());
    let through = agency.map_or("as a contractor".to_owned(), |it| format!("through {it}"));
    let title = rows.iter().filter_map(|it| it.text("title")).map(str::trim).find(|it| !it.is_empty());
    let post = title.map_or("a remote post in software".to_owned(), |it| format!("a remote post as {it}"));
    let refs = rows.iter().flat_map(|it| it.refs("ref")).collect();
    Finding::about(person, "context", known_at, format!("{through} to {post}"), refs)
}

/// The record itself says all of it: remote, in IT, and not as an employee.
fn is_such_a_post(row: &Row<'_>) -> bool {
    let text = |column: &str| row.text(column).unwrap_or_default();
    let contracted = !text("agency").trim().is_empty()
        || ["title", "worker_type", "channel"].iter().any(|it| says_contracted(text(it)));
    row.is("remote") && contracted && of_it(&format!("{} {}", text("title"), text("department")))
}

fn says_contracted(text: &str) -> bool {
    let words = normalise(text);
    words.split(' ').any(|it| CONTRACTED.contains(&it))
}
