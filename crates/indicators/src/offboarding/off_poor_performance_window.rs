//! A dismissal for poor performance opens a window in which conduct means more. It says nothing of the person.

use std::collections::BTreeMap;

use model::{Finding, Row};

use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let reviews: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("reviews").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let reviews = reviews.get(person).map(Vec::as_slice).unwrap_or_default();
        for row in rows.iter().filter(|it| it.text("end_reason").is_some_and(for_performance)) {
            res.extend(window(person, row, reviews, gathered));
        }
    }
    res
}

fn window(person: &str, row: &Row<'_>, reviews: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let end = row.time("end_date")?;
    if end > gathered.now {
        return None;
    }
    let until = end.saturating_add(gathered.days("watch_days")).unwrap_or(end);
    let before = |it: &&Row<'_>| {
        it.time("at").is_some_and(|at| at <= end && end.duration_since(at) <= gathered.days("review_days"))
    };
    let mut refs = row.refs("ref");
    refs.extend(reviews.iter().rev().filter(before).take(2).flat_map(|it| it.refs("ref")));
    let sentence = format!("left on {} for poor performance; watch until {}", day(end), day(until));
    Some(Finding::about(person, "watch", end, sentence, refs)?.between(end, until))
}

/// Reasons are written freely: `performance`, `terminated - underperforming`, `failed probation`.
fn for_performance(reason: &str) -> bool {
    let reason = reason.to_lowercase();
    let named = reason.contains("perform") || (reason.contains("probation") && !reason.contains("passed"));
    let otherwise = ["good performance", "not performance", "strong perform", "unrelated to perform"];
    named && !otherwise.iter().any(|it| reason.contains(it))
}

#[cfg(test)]
mod tests {
    use super::for_performance;

    #[test]
    fn reasons_are_read_in_the_words_of_personnel_offices() {
        for reason in ["performance", "Poor performance", "terminated - underperforming", "failed probation"]
        {
            assert!(for_performance(reason), "{reason}");
        }
        for reason in ["resigned", "end of contract", "redundancy", "layoff, not performance related"] {
            assert!(!for_performance(reason), "{reason}");
        }
    }
}
