//! One key of the code host, used under the worker's handle and, in between, under another.

use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{counted, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let telling = rows.iter().filter(|it| is_in_between(it, gathered));
        // A handle that nobody knows tells more than a colleague's.
        let best = telling.min_by_key(|it| (it.text("owner").is_some(), it.time("at")));
        res.extend(best.and_then(|it| told(person, it)));
    }
    res
}

/// Used while the usual handle was in use too, and less: a handle that was renamed has a before and a behind.
fn is_in_between(row: &Row<'_>, gathered: &Gathered) -> bool {
    let times = |name: &str| row.time(name);
    let (Some(at), Some(last)) = (times("at"), times("last_at")) else { return false };
    let (Some(first), Some(end)) = (times("first_at"), times("final_at")) else { return false };
    let (n, usual) = (row.int("n").unwrap_or(0), row.int("usual_n").unwrap_or(0));
    at > first && last < end && n < usual && (n as f64) < gathered.param("most_events")
}

fn told(person: &str, row: &Row<'_>) -> Option<Finding> {
    let (from, to) = (row.time("at")?, row.time("last_at")?);
    let owner = row.text("owner");
    let level = if owner.is_some() { "colleague" } else { "unknown" };
    let whose = if owner.is_some() { "another worker's" } else { "which no record names" };
    let sentence = format!(
        "{} on the code host under the handle {}, {whose}, with the key that {} uses, {}",
        counted(usize::try_from(row.int("n")?).ok()?, "event", "events"),
        row.text("handle")?,
        row.text("usual").unwrap_or("the worker"),
        period(from, to)
    );
    let refs = row.refs("refs").into_iter().take(20).collect();
    let res = Finding::about(person, level, row.time("known_at").unwrap_or(from), sentence, refs)?;
    Some(res.between(from, to).with(owner.filter(|it| *it != person)))
}
