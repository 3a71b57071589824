//! What keeps a screen busy was seen on several days.

use std::collections::BTreeSet;

use model::Finding;

use crate::Gathered;
use crate::explanations::{day, days_of, later};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let mut days = BTreeSet::new();
        let mut reached = None;
        for row in &rows {
            let Some(at) = row.time("at") else { continue };
            days.insert(day(at));
            if days.len() >= gathered.count("days_min") && reached.is_none() {
                reached = Some((at, row.time("known_at").unwrap_or(at)));
            }
        }
        // Once is a presentation.
        let (Some((at, known_at)), Some(first), Some(last)) = (reached, rows.first(), rows.last()) else {
            continue;
        };
        let (Some(from), Some(to)) = (first.time("at"), last.time("at")) else { continue };
        let start = rows.iter().find_map(|it| it.time("start_at"));
        let early = start.is_some_and(|start| at <= later(start, gathered.days("early_days")));
        let names: BTreeSet<&str> = rows.iter().filter_map(|it| it.text("name")).collect();
        let names: Vec<&str> = names.into_iter().take(3).collect();
        let sentence = format!("{} {}", names.join(", "), days_of(days.len(), from, to));
        let refs = rows.iter().take(12).filter_map(|it| it.int("ref")).collect();
        let level = if early { "early" } else { "seen" };
        res.extend(Finding::about(person, level, known_at, sentence, refs).map(|it| it.between(from, to)));
    }
    res
}
