//! Work without a pause, sessions at once, and computers in two distant places that are in use on the same days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use super::clients::{browser, system};
use crate::Gathered;
use crate::areas::Area;
use crate::explanations::{Journey, day, days_of, hours};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let travel = Journey::by_person(gathered.rows("travel"));
    let mut people: BTreeMap<&str, Vec<Sign>> = BTreeMap::new();
    for (person, rows) in gathered.rows("stretches").by("person") {
        people.entry(person).or_default().extend(stretches(&rows, gathered));
    }
    for (person, rows) in gathered.rows("concurrent").by("person") {
        people.entry(person).or_default().extend(concurrent(&rows, gathered));
    }
    for (person, rows) in gathered.rows("places").by("person") {
        let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        let rows: Vec<Row<'_>> = rows
            .into_iter()
            .filter(|it| it.time("at").is_some_and(|at| !journeys.iter().any(|journey| journey.covers(at))))
            .collect();
        people.entry(person).or_default().extend(places(&rows, gathered));
    }
    people.iter().filter_map(|(person, signs)| told(person, signs)).collect()
}

/// One kind of sign of one person.
struct Sign {
    level: &'static str,
    said: String,
    from: Timestamp,
    to: Timestamp,
    known_at: Timestamp,
    refs: Vec<i64>,
}

/// Stretches of work in which nobody slept, on several days.
fn stretches(rows: &[Row<'_>], gathered: &Gathered) -> Option<Sign> {
    let mut days = 0;
    let mut longest = 0;
    let mut kept: Vec<&Row<'_>> = Vec::new();
    let mut known_at = None;
    for row in rows {
        let (Some(at), Some(last)) = (row.time("at"), row.time("last_at")) else { continue };
        let length = last.duration_since(at).as_hours();
        let active = row.int("active_hours").unwrap_or(0);
        // A few signs of life across a day are no work.
        let dense = active >= gathered.param("stretch_active_hours") as i64 && active * 2 >= length;
        if (length as f64) < gathered.param("stretch_hours") || !dense {
            continue;
        }
        days += 1 + usize::try_from((length - gathered.param("stretch_hours") as i64) / 24).unwrap_or(0);
        longest = longest.max(length);
        kept.push(row);
        if days >= gathered.count("stretch_days") && known_at.is_none() {
            known_at = row.time("known_at");
        }
    }
    let (first, last) = (kept.first()?, kept.last()?);
    Some(Sign {
        level: "hours",
        said: format!(
            "work without a pause of five hours over {} hours or more, {} times, {longest} hours the longest",
            gathered.count("stretch_hours"),
            kept.len()
        ),
        from: first.time("at")?,
        to: last.time("last_at")?,
        known_at: known_at?,
        refs: kept.iter().flat_map(|it| it.refs("refs").into_iter().take(12)).collect(),
    })
}

fn concurrent(rows: &[Row<'_>], gathered: &Gathered) -> Option<Sign> {
    let mut days: BTreeMap<String, Timestamp> = BTreeMap::new();
    for row in rows {
        if let (Some(at), Some(known_at)) = (row.time("at"), row.time("known_at")) {
            days.entry(day(at)).or_insert(known_at);
        }
    }
    let known_at = days.values().nth(gathered.count("concurrent_days").max(1) - 1).copied()?;
    let (from, to) = (rows.first()?.time("at")?, rows.last()?.time("at")?);
    let most = rows.iter().filter_map(|it| it.int("sessions")).max()?;
    Some(Sign {
        level: "concurrent",
        said: format!(
            "up to {most} sessions within one hour from several addresses and systems, {}",
            days_of(days.len(), from, to)
        ),
        from,
        to,
        known_at,
        refs: rows.iter().flat_map(|it| it.refs("refs").into_iter().take(6)).collect(),
    })
}

/// One computer in one town for a while.
struct Stay<'a> {
    area: Area,
    city: &'a str,
    client: (Option<&'static str>, Option<&'static str>),
    proxy: bool,
    at: Timestamp,
    last: Timestamp,
    known_at: Timestamp,
    record: i64,
}

fn stay<'a>(row: &Row<'a>) -> Option<Stay<'a>> {
    let at = row.time("at")?;
    Some(Stay {
        area: Area::read(row.text("area")?)?,
        city: row.text("city")?,
        client: (system(row.text("os"), None), browser(row.text("browser"), None)),
        proxy: row.int("proxy") == Some(1),
        at,
        last: row.time("last_at")?,
        known_at: row.time("known_at").unwrap_or(at),
        record: row.int("ref")?,
    })
}

/// Distant computers at the same time, or by turns.
fn places(rows: &[Row<'_>], gathered: &Gathered) -> Vec<Sign> {
    let stays: Vec<Stay<'_>> = rows.iter().filter_map(stay).collect();
    let least = gathered.param("distance_km");
    let mut overlaps = Pairs::default();
    let mut turns = Pairs::default();
    for (place, one) in stays.iter().enumerate() {
        for other in &stays[place + 1..] {
            if other.at.duration_since(one.at) > hours(24) {
                break;
            }
            let km = one.area.least_km(&other.area);
            let two_computers =
                one.client != other.client && one.client.0.is_some() && other.client.0.is_some();
            if km < least || !two_computers {
                continue;
            }
            // Within the other's time, and not merely at its edge.
            if other.at < one.last {
                overlaps.add(one, other, km);
            } else if other.at.duration_since(one.last) <= hours(12) {
                turns.add(one, other, km);
            }
        }
    }
    let overlap = overlaps.sign("overlap", "at the same time", gathered.count("overlap_days"));
    let handover = turns.sign("handover", "by turns", gathered.count("handover_days"));
    overlap.into_iter().chain(handover).collect()
}

#[derive(Default)]
struct Pairs<'a> {
    days: BTreeMap<String, Timestamp>,
    cities: BTreeSet<&'a str>,
    refs: Vec<i64>,
    nearest_km: Option<f64>,
    times: Option<(Timestamp, Timestamp)>,
    proxy: bool,
}

impl<'a> Pairs<'a> {
    fn add(&mut self, one: &Stay<'a>, other: &Stay<'a>, km: f64) {
        self.days.entry(day(other.at)).or_insert(one.known_at.max(other.known_at));
        self.cities.extend([one.city, other.city]);
        for record in [other.record, one.record] {
            if !self.refs.contains(&record) && self.refs.len() < 60 {
                self.refs.push(record);
            }
        }
        self.nearest_km = Some(self.nearest_km.map_or(km, |it| it.min(km)));
        let (from, to) = self.times.unwrap_or((one.at, other.last));
        self.times = Some((from.min(one.at), to.max(other.last)));
        self.proxy |= one.proxy || other.proxy;
    }

    fn sign(self, level: &'static str, how: &str, least_days: usize) -> Option<Sign> {
        let known_at = self.days.values().nth(least_days.max(1) - 1).copied()?;
        let (from, to) = self.times?;
        let cities: Vec<&str> = self.cities.iter().take(4).copied().collect();
        let proxy = if self.proxy { ", partly through residential proxies" } else { "" };
        Some(Sign {
            level,
            said: format!(
                "different computers in {} (at least {:.0} km apart) in use {how} {}{proxy}",
                cities.join(", "),
                self.nearest_km?,
                days_of(self.days.len(), from, to)
            ),
            from,
            to,
            known_at,
            refs: self.refs,
        })
    }
}

/// The strongest sign; two kinds together are a level of their own.
fn told(person: &str, signs: &[Sign]) -> Option<Finding> {
    let rank =
        |it: &Sign| ["concurrent", "hours", "handover", "overlap"].iter().position(|name| *name == it.level);
    let strongest = signs.iter().max_by_key(|it| rank(it))?;
    let mut known: Vec<&Sign> = signs.iter().collect();
    known.sort_by_key(|it| it.known_at);
    let first = known.first()?;
    let second = known.get(1);
    let (level, known_at) = match second {
        Some(second) => ("several", second.known_at),
        None => (strongest.level, strongest.known_at),
    };
    let said: Vec<&str> = signs.iter().map(|it| it.said.as_str()).collect();
    let from = signs.iter().map(|it| it.from).min()?;
    let to = signs.iter().map(|it| it.to).max()?;
    let refs = signs.iter().flat_map(|it| it.refs.iter().copied()).collect();
    let sentence = said.join("; ");
    let finding = Finding::about(person, level, known_at, sentence, refs)?.between(from, to);
    Some(if level == "several" && first.known_at < known_at {
        finding.earlier(first.known_at, first.level)
    } else {
        finding
    })
}
