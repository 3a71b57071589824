//! Whether what an applicant sends is sent at night by the clock of the place that the application names, and whether
//! the hours fit that clock at all.
//!
//! Only the hour is looked at, by the time zone that the person gave. Without one nothing can be said. Where there is
//! enough to tell, all hours are asked which clock they fit, by the hours of the others who write to the company
//! (`clock_fit`): hours that fit the named place clear what was sent at night, hours that do not weigh a little more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::finding::WITHDRAWN;
use model::{Finding, Row};

use crate::Gathered;
use crate::agreed_hours::{Agreed, agreements};
use crate::clock_fit::{Fit, fit, local, profiles};
use crate::explanations::{Journey, before};

/// A night message in the claimed zone, or one by day.
struct Sent {
    at: Timestamp,
    known_at: Timestamp,
    day: jiff::civil::Date,
    /// Minutes since midnight.
    minute: i32,
    is_night: bool,
    refs: Vec<i64>,
}

/// Messages of a finding that are shown.
const RECORDS_MAX: usize = 40;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut zones_of: BTreeMap<&str, Vec<TimeZone>> = BTreeMap::new();
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in gathered.rows("zones").iter() {
        let (Some(person), Some(name)) = (row.text("person"), row.text("time_zone")) else { continue };
        if let Ok(zone) = TimeZone::get(name.trim()) {
            zones_of.entry(person).or_default().push(zone);
            names.entry(person).or_default().push(name.trim());
        }
    }
    let agreed = agreements(gathered.rows("tickets"));
    let journeys = Journey::by_person(gathered.rows("travel"));
    let mut everybody: BTreeMap<&str, Vec<Sent>> = BTreeMap::new();
    for (person, rows) in gathered.main().by("person") {
        let Some(zones) = zones_of.get(person) else { continue };
        let away = journeys.get(person).map_or(&[] as &[Journey], Vec::as_slice);
        everybody.insert(person, messages(&rows, zones, away, gathered));
    }
    let mut res = Vec::new();
    for (person, sent) in &everybody {
        let (Some(zones), Some(names)) = (zones_of.get(person), names.get(person)) else { continue };
        if reached(sent, gathered.param("clock_share"), gathered).is_none() {
            continue;
        }
        // The others as they are, each by their own clock; the person explains nothing of themselves.
        let others: Vec<Vec<(i64, i32)>> = everybody
            .iter()
            .filter(|(other, _)| *other != person)
            .filter_map(|(other, sent)| Some(local(&times(sent), zones_of.get(other)?.first()?)))
            .filter(|it| !it.is_empty())
            .collect();
        let fit = fit(&times(sent), zones, &profiles(&others));
        res.extend(finding(person, sent, &names.join(" and "), fit, agreed.get(person), gathered));
    }
    res
}

fn times(sent: &[Sent]) -> Vec<Timestamp> {
    sent.iter().map(|it| it.at).collect()
}

fn messages(rows: &[Row<'_>], zones: &[TimeZone], away: &[Journey], gathered: &Gathered) -> Vec<Sent> {
    // Whoever wrote of a journey is away for a while, on a clock that nobody knows.
    let told: Vec<Timestamp> =
        rows.iter().filter(|it| it.is("travels")).filter_map(|it| it.time("at")).collect();
    let mut res = Vec::new();
    for row in rows {
        let Some(at) = row.time("at") else { continue };
        let is_away = away.iter().any(|it| it.covers(at))
            || told.iter().any(|it| at >= *it && before(at, gathered.days("travel_days")) <= *it);
        let Some(local) = zones.first().map(|it| at.to_zoned(it.clone())).filter(|_| !is_away) else {
            continue;
        };
        let is_night = zones.iter().all(|it| {
            let hour = f64::from(at.to_zoned(it.clone()).hour());
            hour >= gathered.param("night_from") && hour < gathered.param("night_to")
        });
        res.push(Sent {
            at,
            known_at: row.time("known_at").unwrap_or(at),
            day: local.date(),
            minute: i32::from(local.hour()) * 60 + i32::from(local.minute()),
            is_night,
            refs: row.refs("ref"),
        });
    }
    res
}

/// When the thresholds were first reached, with this share sent at night, if they still are at the end.
fn reached(sent: &[Sent], share: f64, gathered: &Gathered) -> Option<Timestamp> {
    let mut days: BTreeSet<jiff::civil::Date> = BTreeSet::new();
    let (mut night, mut first, mut holds) = (0_usize, None, false);
    for (place, it) in sent.iter().enumerate() {
        if it.is_night {
            night += 1;
            days.insert(it.day);
        }
        let all = place + 1;
        holds = all >= gathered.count("messages")
            && days.len() >= gathered.count("days")
            && night as f64 >= share * all as f64;
        if holds && first.is_none() {
            first = Some(it.known_at);
        }
    }
    first.filter(|_| holds)
}

/// A program that sends what was written before does it at the same minute each time.
fn is_scheduled(sent: &[Sent], share: f64) -> bool {
    let mut minutes: BTreeMap<i32, usize> = BTreeMap::new();
    let mut all = 0_usize;
    for it in sent.iter().filter(|it| it.is_night) {
        *minutes.entry(it.minute).or_insert(0) += 1;
        all += 1;
    }
    minutes.values().max().is_some_and(|most| *most as f64 >= share * all as f64)
}

fn finding(
    person: &str,
    sent: &[Sent],
    zone: &str,
    fit: Option<Fit>,
    agreed: Option<&Agreed<'_>>,
    gathered: &Gathered,
) -> Option<Finding> {
    let by_night = reached(sent, gathered.param("share"), gathered);
    let (level, known_at) = match (fit, by_night) {
        // Whoever writes at night and lives by the named clock is a night owl of that place.
        (Some(Fit::Fits), _) => return None,
        (Some(Fit::Elsewhere { certainty, .. }), _) if certainty >= gathered.param("certainty") => {
            // What the hours fit was found over all of them.
            ("clock", sent.iter().map(|it| it.known_at).max()?)
        }
        (_, Some(at)) => ("mostly", at),
        (_, None) => return None,
    };
    if is_scheduled(sent, gathered.param("one_minute_share")) {
        return None;
    }
    let night: Vec<&Sent> = sent.iter().filter(|it| it.is_night).collect();
    let days: BTreeSet<_> = night.iter().map(|it| it.day).collect();
    let (from, to) = (gathered.param("night_from"), gathered.param("night_to"));
    let mut sentence = format!(
        "{} of {} messages before the first day of work were sent between {from:02}:00 and {to:02}:00 in {zone}, on {} days",
        night.len(),
        sent.len(),
        days.len()
    );
    if let (Some(Fit::Elsewhere { hours, certainty }), "clock") = (fit, level) {
        sentence += &format!(
            "; all their hours together fit a clock about {hours} hours away from it (within two hours at {:.0} %)",
            certainty * 100.0
        );
    }
    let mut refs: Vec<i64> = night.iter().take(RECORDS_MAX).flat_map(|it| it.refs.iter().copied()).collect();
    let res = match agreed {
        Some(agreed) => {
            sentence += &format!("; ticket {} says that such hours were agreed", agreed.id);
            refs.extend(agreed.refs.iter().copied());
            let res = Finding::about(person, WITHDRAWN, agreed.known_at.max(known_at), sentence, refs)?;
            if known_at < agreed.known_at { res.earlier(known_at, level) } else { res }
        }
        None => Finding::about(person, level, known_at, sentence, refs)?,
    };
    let res = match by_night {
        Some(at) if level == "clock" && at < res.steps().first().map_or(at, |it| it.known_at) => {
            res.earlier(at, "mostly")
        }
        _ => res,
    };
    Some(res.between(night.first()?.at, night.last()?.at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(minute: i32, day: i8) -> Sent {
        let at = Timestamp::UNIX_EPOCH;
        let day = jiff::civil::date(2026, 3, day);
        Sent { at, known_at: at, day, minute, is_night: true, refs: vec![] }
    }

    #[test]
    fn one_minute_of_the_day_is_a_program_and_no_person() {
        let program: Vec<Sent> = (1..12).map(|day| sent(120, day)).collect();
        let person: Vec<Sent> = (1..12).map(|day| sent(60 + i32::from(day) * 7, day)).collect();
        assert!(is_scheduled(&program, 0.6) && !is_scheduled(&person, 0.6));
    }
}
