//! Whether somebody's sign-ins and pushes over weeks keep the hours of the place they claim, or those of a clock far
//! from it.
//!
//! Two stretches are looked at, the first weeks and the last, since an account may change hands in between. Hours are
//! asked which clock they fit by how people in general, and the others here, spread over the day (`clock_fit`); every
//! zone is asked the same way. What comes out is a distance, never a place.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::finding::WITHDRAWN;
use model::{Finding, Row};

use crate::Gathered;
use crate::agreed_hours::{Agreed, agreements};
use crate::clock_fit::{Fit, fit, local, profiles};
use crate::explanations::{Journey, period};

/// Zones that somebody claimed, and the records that say so.
#[derive(Default)]
struct Claimed<'a> {
    zones: Vec<TimeZone>,
    names: Vec<&'a str>,
    refs: Vec<i64>,
}

/// Half-hours with an action, of one person, over some weeks.
struct Stretch {
    times: Vec<Timestamp>,
    refs: Vec<i64>,
    known_at: Timestamp,
}

/// Records of a finding that are shown.
const RECORDS_MAX: usize = 24;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let claimed = claimed(gathered);
    let journeys = Journey::by_person(gathered.rows("travel"));
    let agreed = agreements(gathered.rows("tickets"));
    let mut everybody: BTreeMap<&str, Vec<Stretch>> = BTreeMap::new();
    for (person, rows) in gathered.main().by("person") {
        let away = journeys.get(person).map_or(&[] as &[Journey], Vec::as_slice);
        everybody.insert(person, rows.iter().filter_map(|it| stretch(it, away)).collect());
    }
    let crowd: Vec<(&str, Vec<(i64, i32)>)> = everybody
        .iter()
        .filter_map(|(person, stretches)| {
            let zone = claimed.get(person)?.zones.first()?;
            Some((*person, local(&stretches.first()?.times, zone)))
        })
        .collect();
    let shipped = profiles(&[]);
    let mut res = Vec::new();
    for (person, stretches) in &everybody {
        let Some(claimed) = claimed.get(person) else { continue };
        for stretch in stretches.iter().filter(|it| is_long(it, gathered)) {
            // The others are only looked at for the few whose hours are not those of people in general.
            if apart(fit(&stretch.times, &claimed.zones, &shipped), gathered).is_none() {
                continue;
            }
            let others = crowd.iter().filter(|(other, _)| other != person).map(|(_, times)| times.clone());
            let others: Vec<_> = others.take(gathered.count("crowd_max")).collect();
            let found = fit(&stretch.times, &claimed.zones, &profiles(&others));
            if let Some(distance) = apart(found, gathered) {
                res.extend(finding(person, stretch, claimed, distance, agreed.get(person)));
                break;
            }
        }
    }
    res
}

fn claimed(gathered: &Gathered) -> BTreeMap<&str, Claimed<'_>> {
    let mut res: BTreeMap<&str, Claimed<'_>> = BTreeMap::new();
    for row in gathered.rows("zones").iter() {
        let (Some(person), Some(name)) = (row.text("person"), row.text("time_zone")) else { continue };
        if let Ok(zone) = TimeZone::get(name.trim()) {
            let claimed = res.entry(person).or_default();
            claimed.zones.push(zone);
            claimed.names.push(name.trim());
            claimed.refs.extend(row.refs("ref"));
        }
    }
    res
}

/// What was done on a journey was done by a clock that nobody named.
fn stretch(row: &Row<'_>, away: &[Journey]) -> Option<Stretch> {
    let both = row.refs("seconds").into_iter().zip(row.refs("refs"));
    let (times, refs) = both
        .filter_map(|(second, record)| Some((Timestamp::from_second(second).ok()?, record)))
        .filter(|(at, _)| !away.iter().any(|it| it.covers(*at)))
        .unzip();
    Some(Stretch { times, refs, known_at: row.time("known_at")? })
}

fn is_long(stretch: &Stretch, gathered: &Gathered) -> bool {
    let (Some(first), Some(last)) = (stretch.times.first(), stretch.times.last()) else { return false };
    let days: BTreeSet<i64> = stretch.times.iter().map(|it| it.as_second().div_euclid(86_400)).collect();
    last.duration_since(*first) >= gathered.days("stretch_days")
        && days.len() >= gathered.count("active_days")
}

/// How many hours off the clock lies, and how sure that is, where both are enough.
fn apart(found: Option<Fit>, gathered: &Gathered) -> Option<(i32, f64)> {
    let Some(Fit::Elsewhere { hours, certainty }) = found else { return None };
    let is_far = f64::from(hours) >= gathered.param("hours_apart");
    (is_far && certainty >= gathered.param("certainty")).then_some((hours, certainty))
}

fn finding(
    person: &str,
    stretch: &Stretch,
    claimed: &Claimed<'_>,
    (hours, certainty): (i32, f64),
    agreed: Option<&Agreed<'_>>,
) -> Option<Finding> {
    let (from, to) = (*stretch.times.first()?, *stretch.times.last()?);
    let mut sentence = format!(
        "actions in {} half-hours {} fit a clock about {hours} hours away from {} (within two hours at {:.0} %)",
        stretch.times.len(),
        period(from, to),
        claimed.names.join(" and "),
        certainty * 100.0
    );
    let step = stretch.refs.len().div_ceil(RECORDS_MAX).max(1);
    let mut refs: Vec<i64> = stretch.refs.iter().step_by(step).copied().collect();
    refs.extend(&claimed.refs);
    let known_at = stretch.known_at.max(to);
    let res = match agreed {
        Some(agreed) => {
            sentence += &format!("; ticket {} says that such hours were agreed", agreed.id);
            refs.extend(&agreed.refs);
            let res = Finding::about(person, WITHDRAWN, agreed.known_at.max(known_at), sentence, refs)?;
            if known_at < agreed.known_at { res.earlier(known_at, "apart") } else { res }
        }
        None => Finding::about(person, "apart", known_at, sentence, refs)?,
    };
    Some(res.between(from, to))
}
