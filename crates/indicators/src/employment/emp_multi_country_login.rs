//! A person's computers in two countries within half an hour or faster than a flight, or in three within a day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::Finding;

use crate::Gathered;
use crate::explanations::{Journey, day, days_of};
use crate::whereabouts::{Stay, hops, other_country, shown, stays};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let travel = Journey::by_person(gathered.rows("travel"));
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("stays").by("person") {
        let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        let mut stays = stays(&rows);
        stays.retain(|it| !journeys.iter().any(|journey| journey.covers(it.at)));
        res.extend(told(person, &meetings(&stays, gathered)));
    }
    res
}

/// Uses that do not go together, in the order of time: the first and the last of each.
fn meetings<'s, 'a>(stays: &'s [Stay<'a>], gathered: &Gathered) -> Vec<(&'s Stay<'a>, &'s Stay<'a>)> {
    let mut res: Vec<(&Stay<'_>, &Stay<'_>)> = Vec::new();
    for hop in hops(stays, &[], gathered.param("km"), gathered.param("kmh")) {
        if other_country(&hop.before.country, &hop.behind.country) {
            res.push((hop.before, hop.behind));
        }
    }
    let near = SignedDuration::from_secs((gathered.param("minutes") * 60.0) as i64);
    for (idx, one) in stays.iter().enumerate() {
        let mut countries = BTreeSet::from([one.country.as_str()]);
        for other in &stays[idx + 1..] {
            let apart = other.at.duration_since(one.last);
            if other.at.duration_since(one.at) > gathered.hours("day_hours") {
                break;
            }
            countries.insert(other.country.as_str());
            let far = one.area.least_km(&other.area) >= measures::places::NEAR_KM;
            let at_once = apart <= near && other_country(&one.country, &other.country);
            let many =
                countries.iter().filter(|it| !it.is_empty()).count() >= gathered.count("day_countries");
            if far && (at_once || many) {
                res.push((one, other));
                // The country in between belongs to the day.
                let between = stays[idx + 1..].iter().find(|it| many && it.at < other.at);
                res.extend(between.map(|it| (it, other)));
            }
        }
    }
    res.sort_by_key(|(_, behind)| behind.at);
    res
}

fn told(person: &str, meetings: &[(&Stay<'_>, &Stay<'_>)]) -> Option<Finding> {
    let mut days: BTreeMap<String, Timestamp> = BTreeMap::new();
    let mut cities: BTreeSet<&str> = BTreeSet::new();
    let mut refs: Vec<i64> = Vec::new();
    for (before, behind) in meetings {
        days.entry(day(behind.at)).or_insert(before.known_at.max(behind.known_at));
        cities.extend([before.city, behind.city]);
        if refs.len() < 40 {
            refs.extend(behind.refs.iter().chain(&before.refs));
        }
    }
    let (first, last) = (meetings.first()?, meetings.last()?);
    let named: Vec<String> = cities.iter().take(4).map(|it| shown(it)).collect();
    let sentence = format!(
        "computers in use in several countries at nearly the same time ({}), {}",
        named.join(", "),
        days_of(days.len(), first.0.at, last.1.at)
    );
    let known: Vec<Timestamp> = days.values().copied().collect();
    let once = *known.first()?;
    let level = if known.len() > 1 { "repeated" } else { "once" };
    let known_at = known.get(1).copied().unwrap_or(once);
    let res = Finding::about(person, level, known_at, sentence, refs)?.between(first.0.at, last.1.at);
    Some(if level == "repeated" { res.earlier(once, "once") } else { res })
}
