//! Eight to ten years of experience on paper: one harmless trait of a profile.

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;

/// Days of a mean year; a claim is in whole years, so leap days do not matter.
const DAYS_IN_YEAR: f64 = 365.25;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        // A number that was stated goes before one that is reckoned from the first job.
        let stated = rows.iter().filter_map(|it| Some((it, it.number("years")?, true)));
        let reckoned = rows.iter().filter_map(|it| Some((it, reckoned_years(it)?, false)));
        let claims: Vec<(&Row<'_>, f64, bool)> = stated.chain(reckoned).collect();
        let any_stated = claims.iter().any(|(_, _, stated)| *stated);
        let fitting =
            claims.iter().find(|(_, years, stated)| *stated == any_stated && is_within(*years, gathered));
        if let Some((row, years, stated)) = fitting {
            res.extend(finding(person, row, *years, *stated, gathered.now));
        }
    }
    res
}

fn finding(person: &str, row: &Row<'_>, years: f64, stated: bool, now: Timestamp) -> Option<Finding> {
    let known_at = row.time("known_at").or(row.time("at")).unwrap_or(now);
    let years = years.floor() as i64;
    let sentence = if stated {
        format!("{} states {years} years of experience", row.text("told")?)
    } else {
        format!("the first job in the resume began {years} years before the application")
    };
    Finding::about(person, "trait", known_at, sentence, row.refs("ref"))
}

fn reckoned_years(row: &Row<'_>) -> Option<f64> {
    let (from, at) = (row.time("first_job_from")?, row.time("at")?);
    let days = at.duration_since(from).as_hours() as f64 / 24.0;
    (days > 0.0).then_some(days / DAYS_IN_YEAR)
}

/// Whole years are meant: ten and a half still says ten.
fn is_within(years: f64, gathered: &Gathered) -> bool {
    let years = years.floor();
    years >= gathered.param("years_from") && years <= gathered.param("years_to")
}
