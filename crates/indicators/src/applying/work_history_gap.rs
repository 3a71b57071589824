//! What former employers say does not agree with what the application or the resume says, in several places.
//! A place is one employer: one wrong date has many innocent reasons.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;

/// The longest month: a difference of exactly so many months is no more than that.
const DAYS_IN_MONTH: f64 = 31.0;

/// One employer about whom the records disagree.
struct Place {
    employer: String,
    no_record: bool,
    /// The largest difference of a date, in days; none where only the result says so.
    days: Option<f64>,
    known_at: Timestamp,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let jobs: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("jobs").by("person").into_iter().collect();
    let allowed = gathered.param("months") * DAYS_IN_MONTH;
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let jobs = jobs.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let mut places: BTreeMap<String, Place> = BTreeMap::new();
        for row in &rows {
            let Some(place) = place_of(row, jobs, allowed, gathered.now) else { continue };
            // Two answers of one employer are one place; the more telling one stands.
            let key = normalise(&place.employer);
            let better = places.get(&key).is_none_or(|it| it.days < place.days);
            if better {
                places.insert(key, place);
            }
        }
        let mut places: Vec<Place> = places.into_values().collect();
        places.sort_by_key(|it| it.known_at);
        res.extend(finding(person, &places, rows.len(), gathered.count("places")));
    }
    res
}

fn finding(person: &str, places: &[Place], asked: usize, enough: usize) -> Option<Finding> {
    let first_without = places.iter().find(|it| it.no_record);
    let reached = places.get(enough.saturating_sub(1)).filter(|_| enough > 0);
    let beyond = places.get(enough);
    let (level, known_at) = match (beyond, reached, first_without) {
        (Some(it), _, _) => ("more", it.known_at),
        (None, Some(it), _) => ("two", it.known_at),
        (None, None, Some(it)) => ("no_record", it.known_at),
        (None, None, None) => return None,
    };
    let mut said = Vec::new();
    for place in places {
        said.push(match (place.no_record, place.days) {
            (true, _) => format!("{} has no record", place.employer),
            (false, Some(days)) => {
                format!("{} differs by {} months", place.employer, (days / 30.4375).round())
            }
            (false, None) => format!("{} does not confirm it", place.employer),
        });
    }
    let sentence =
        format!("work history differs for {} of {asked} employers asked: {}", places.len(), said.join(", "));
    let refs = places.iter().flat_map(|it| it.refs.iter().copied()).collect();
    let mut res = Finding::about(person, level, known_at, sentence, refs)?;
    let mut next = known_at;
    for (place, level) in [(reached, "two"), (first_without, "no_record")] {
        if let Some(place) = place.filter(|it| it.known_at < next) {
            res = res.earlier(place.known_at, level);
            next = place.known_at;
        }
    }
    Some(res)
}

fn place_of(row: &Row<'_>, jobs: &[Row<'_>], allowed: f64, now: Timestamp) -> Option<Place> {
    let employer = row.text("employer")?.trim().to_owned();
    let result = row.text("result").map(|it| it.trim().to_lowercase()).unwrap_or_default();
    let known_at = row.time("known_at").unwrap_or(now);
    let mut refs = row.refs("ref");
    if result == "no_record" {
        return Some(Place { employer, no_record: true, days: None, known_at, refs });
    }
    // What counts as stated by the employer: its own dates, where it gave any.
    let verified = (row.time("verified_from"), row.time("verified_to"));
    let claimed = (row.time("claimed_from"), row.time("claimed_to"));
    let mut worst: Option<f64> = None;
    if result != "verified" {
        // A job that is said to go on, and ended, differs by the time since.
        let claimed_to = claimed.1.or(verified.1.map(|_| known_at));
        for (left, right) in [(claimed.0, verified.0), (claimed_to, verified.1)] {
            worst = larger(worst, distance(left, right));
        }
    }
    let key = normalise(&employer);
    for job in jobs.iter().filter(|it| it.text("employer").is_some_and(|it| normalise(it) == key)) {
        let against = if result == "verified" { claimed } else { verified };
        let stated = [(job.time("from_at"), against.0), (job.time("to_at"), against.1)];
        let days =
            stated.into_iter().filter_map(|(stated, other)| year_wide(stated?, other?)).reduce(f64::max);
        if days.is_some_and(|it| it > allowed) {
            refs.extend(job.refs("ref"));
        }
        worst = larger(worst, days);
    }
    let says_so = result == "mismatch" && verified == (None, None);
    if worst.is_some_and(|it| it > allowed) {
        Some(Place { employer, no_record: false, days: worst, known_at, refs })
    } else if says_so {
        Some(Place { employer, no_record: false, days: None, known_at, refs })
    } else {
        None
    }
}

fn larger(left: Option<f64>, right: Option<f64>) -> Option<f64> {
    left.into_iter().chain(right).reduce(f64::max)
}

fn distance(left: Option<Timestamp>, right: Option<Timestamp>) -> Option<f64> {
    Some(left?.duration_since(right?).abs().as_hours() as f64 / 24.0)
}

/// A resume that says only a year gives its first day, which may be any day of that year.
fn year_wide(stated: Timestamp, other: Timestamp) -> Option<f64> {
    let day = stated.to_zoned(TimeZone::UTC).date();
    let days = distance(Some(stated), Some(other))?;
    if day.day_of_year() != 1 {
        return Some(days);
    }
    if other < stated { Some(days) } else { Some((days - 365.0).max(0.0)) }
}
