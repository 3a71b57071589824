//! What former employers say does not agree with what the application or a resume says, or one resume not with
//! another, in several places. A place is one employer: one wrong date has many innocent reasons.
//!
//! Each telling is a version (`measures::employment_dates`): the application form, the employers that were asked, and
//! every resume of the person, also those of earlier years and the exports of a profile. A date counts only as far as
//! it cannot be explained by how roughly it was told.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use measures::employment_dates::{Job, Version, contradictions, employer_key};
use measures::similarity::is_typo;
use measures::spans::{DAYS_PER_MONTH, Span, day_number, month_span};
use model::{Finding, Row};

use crate::Gathered;

/// The longest month: a difference of exactly so many months is no more than that.
const DAYS_IN_MONTH: f64 = 31.0;

/// Who tells a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Teller {
    Employer,
    Form,
    Resume,
}

/// One telling, with the record of each job and when it was known.
struct Telling {
    teller: Teller,
    version: Version,
    refs: Vec<Vec<i64>>,
    known_at: Vec<Timestamp>,
}

/// One employer about whom the records disagree.
struct Place {
    employer: String,
    no_record: bool,
    /// The largest difference of a date, in months, and who tell it; none where only the result says so.
    months: Option<(f64, Teller, Teller)>,
    known_at: Timestamp,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let jobs: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("jobs").by("person").into_iter().collect();
    let checks: BTreeMap<&str, Vec<Row<'_>>> = gathered.main().by("person").into_iter().collect();
    let allowed = gathered.param("months") * DAYS_IN_MONTH / DAYS_PER_MONTH;
    let people: BTreeSet<&str> = jobs.keys().chain(checks.keys()).copied().collect();
    let mut res = Vec::new();
    for person in people {
        let checks = checks.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let jobs = jobs.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let mut tellings = asked(checks, gathered.now);
        tellings.extend(resumes(jobs, gathered.now));
        let mut places = said_by_result(checks, gathered.now);
        add_contradictions(&mut places, &tellings, allowed);
        places.sort_by(|a, b| (a.known_at, &a.employer).cmp(&(b.known_at, &b.employer)));
        let employers: BTreeSet<String> =
            checks.iter().filter_map(|it| it.text("employer")).map(employer_key).collect();
        res.extend(finding(person, &places, &employers, gathered.count("places")));
    }
    res
}

/// What the form claims and what the employers say, each in one version.
fn asked(checks: &[Row<'_>], now: Timestamp) -> Vec<Telling> {
    let told_on = checks.iter().find_map(|it| it.time("applied_at").or(it.time("known_at"))).map(day_of);
    let mut form = Telling::of(Teller::Form, told_on);
    let mut employers = Telling::of(Teller::Employer, None);
    for row in checks {
        let Some(employer) = row.text("employer").map(str::trim) else { continue };
        let known_at = row.time("known_at").unwrap_or(now);
        let (claimed_from, claimed_to) = (row.time("claimed_from"), row.time("claimed_to"));
        // A start without an end is a job that goes on.
        let is_current = claimed_from.is_some() && claimed_to.is_none();
        let job = Job {
            employer: employer.to_owned(),
            from: claimed_from.and_then(exactly),
            to: claimed_to.and_then(exactly),
            is_current,
        };
        form.push(job, row.refs("ref"), known_at);
        // Who confirms what was claimed says the same, whatever else stands in the record.
        let (from, to) = match result_of(row).as_str() {
            "no_record" => (None, None),
            "verified" if claimed_from.is_some() || claimed_to.is_some() => (claimed_from, claimed_to),
            _ => (row.time("verified_from"), row.time("verified_to")),
        };
        let job = Job {
            employer: employer.to_owned(),
            from: from.and_then(exactly),
            to: to.and_then(exactly),
            is_current: false,
        };
        employers.push(job, row.refs("ref"), known_at);
    }
    vec![employers, form]
}

/// Each document is a version of its own.
fn resumes(jobs: &[Row<'_>], now: Timestamp) -> Vec<Telling> {
    let mut by_document: BTreeMap<(&str, &str), Telling> = BTreeMap::new();
    for row in jobs {
        let Some(employer) = row.text("employer").map(str::trim) else { continue };
        let key = (row.text("document").unwrap_or_default(), row.text("stem").unwrap_or_default());
        let told_on = row.time("told_at").map(day_of);
        let telling = by_document.entry(key).or_insert_with(|| Telling::of(Teller::Resume, told_on));
        let job = Job {
            employer: employer.to_owned(),
            from: row.time("from_at").and_then(roughly),
            to: row.time("to_at").and_then(roughly),
            is_current: row.is("current"),
        };
        telling.push(job, row.refs("ref"), row.time("known_at").unwrap_or(now).min(now));
    }
    by_document.into_values().collect()
}

/// Employers who know nothing of the person, or do not confirm and give no dates.
fn said_by_result(checks: &[Row<'_>], now: Timestamp) -> Vec<Place> {
    let mut res: Vec<Place> = Vec::new();
    for row in checks {
        let Some(employer) = row.text("employer").map(str::trim) else { continue };
        let result = result_of(row);
        let no_record = result == "no_record";
        let has_dates = row.time("verified_from").is_some() || row.time("verified_to").is_some();
        if no_record || (result == "mismatch" && !has_dates) {
            let known_at = row.time("known_at").unwrap_or(now);
            let place = Place {
                employer: employer.to_owned(),
                no_record,
                months: None,
                known_at,
                refs: row.refs("ref"),
            };
            match res.iter_mut().find(|it| is_same(&it.employer, employer)) {
                // Two answers of one employer are one place; the more telling one stands.
                Some(there) if !there.no_record && no_record => *there = place,
                Some(_) => {}
                None => res.push(place),
            }
        }
    }
    res
}

fn add_contradictions(places: &mut Vec<Place>, tellings: &[Telling], allowed: f64) {
    let versions: Vec<Version> = tellings.iter().map(|it| it.version.clone()).collect();
    for found in contradictions(&versions, allowed) {
        let (Some(left), Some(right)) = (tellings.get(found.left.0), tellings.get(found.right.0)) else {
            continue;
        };
        let Some(job) = left.version.jobs.get(found.left.1) else { continue };
        let at = |telling: &Telling, job: usize| telling.known_at.get(job).copied();
        let (Some(left_at), Some(right_at)) = (at(left, found.left.1), at(right, found.right.1)) else {
            continue;
        };
        let mut refs = left.refs.get(found.left.1).cloned().unwrap_or_default();
        refs.extend(right.refs.get(found.right.1).into_iter().flatten());
        let known_at = left_at.max(right_at);
        let months = Some((found.months, left.teller, right.teller));
        match places.iter_mut().find(|it| is_same(&it.employer, &job.employer)) {
            Some(place) => {
                if place.no_record {
                    continue;
                }
                place.refs.extend(refs);
                place.known_at = place.known_at.min(known_at);
                if place.months.is_none_or(|it| it.0 < found.months) {
                    place.months = months;
                }
            }
            None => places.push(Place {
                employer: job.employer.clone(),
                no_record: false,
                months,
                known_at,
                refs,
            }),
        }
    }
}

fn finding(person: &str, places: &[Place], asked: &BTreeSet<String>, enough: usize) -> Option<Finding> {
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
        said.push(match (place.no_record, place.months) {
            (true, _) => format!("{} has no record", place.employer),
            (false, Some((months, one, other))) => {
                let between = match (one, other) {
                    (Teller::Resume, Teller::Resume) => " between two resumes",
                    (Teller::Form, Teller::Resume) => " between application and resume",
                    _ => "",
                };
                format!("{} differs by {} months{between}", place.employer, months.round())
            }
            (false, None) => format!("{} does not confirm it", place.employer),
        });
    }
    let all_asked = places.iter().all(|it| asked.contains(&employer_key(&it.employer)));
    let of = match (all_asked, places.len()) {
        (true, _) => format!("of {} employers asked", asked.len()),
        (false, 1) => "employer".to_owned(),
        (false, _) => "employers".to_owned(),
    };
    let sentence = format!("work history differs for {} {of}: {}", places.len(), said.join(", "));
    let refs = places.iter().flat_map(|it| it.refs.iter().copied()).collect();
    let res = Finding::about(person, level, known_at, sentence, refs)?;
    let lower = [(reached, "two"), (first_without, "no_record")];
    Some(res.grown(lower.into_iter().filter_map(|(it, level)| Some((it?.known_at, level)))))
}

impl Telling {
    fn of(teller: Teller, told_on: Option<i64>) -> Telling {
        let version = Version { told_on, jobs: Vec::new() };
        Telling { teller, version, refs: Vec::new(), known_at: Vec::new() }
    }

    fn push(&mut self, job: Job, refs: Vec<i64>, known_at: Timestamp) {
        self.version.jobs.push(job);
        self.refs.push(refs);
        self.known_at.push(known_at);
    }
}

fn result_of(row: &Row<'_>) -> String {
    row.text("result").map(|it| it.trim().to_lowercase()).unwrap_or_default()
}

fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (employer_key(left), employer_key(right));
    left == right || is_typo(&left, &right)
}

fn day_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(86_400)
}

/// A form and an employer give a day.
fn exactly(at: Timestamp) -> Option<Span> {
    Span::new(day_of(at), day_of(at))
}

/// A resume gives the first day of a month, or of a year where it says no more: any day of it.
fn roughly(at: Timestamp) -> Option<Span> {
    let day = at.to_zoned(TimeZone::UTC).date();
    let (year, month) = (i32::from(day.year()), day.month().unsigned_abs());
    match (day.month(), day.day()) {
        (1, 1) => Span::new(day_number(year, 1, 1)?, day_number(year, 12, 31)?),
        (_, 1) => month_span(year, month),
        _ => exactly(at),
    }
}
