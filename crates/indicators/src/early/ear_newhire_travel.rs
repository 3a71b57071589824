//! A new worker's computers in two towns, sooner one after the other than anybody flies.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Journey, day, days_of};
use crate::whereabouts::{Hop, hops, shown, stays};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let travel = Journey::by_person(gathered.rows("travel"));
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("stays").by("person") {
        let Some(start) = rows.first().and_then(|it| it.time("start_at")) else { continue };
        let early = |it: &Row<'_>| {
            it.time("at").is_some_and(|at| at.duration_since(start) <= gathered.days("first_days"))
        };
        let rows: Vec<Row<'_>> = rows.into_iter().filter(early).collect();
        let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        let stays = stays(&rows);
        let found = hops(&stays, journeys, gathered.param("km"), gathered.param("kmh"));
        res.extend(told(person, start, &found));
    }
    res
}

fn told(person: &str, start: Timestamp, hops: &[Hop<'_, '_>]) -> Option<Finding> {
    let mut days: BTreeMap<String, Timestamp> = BTreeMap::new();
    for hop in hops {
        days.entry(day(hop.behind.at)).or_insert(hop.before.known_at.max(hop.behind.known_at));
    }
    let widest = hops.iter().max_by(|a, b| a.km.total_cmp(&b.km))?;
    let (from, to) = (hops.first()?.before.at, hops.last()?.behind.at);
    let sentence = format!(
        "computers of an account that began on {} in {} and {}, at least {:.0} km apart, within {:.1} hours; such \
         journeys {}",
        day(start),
        shown(widest.before.city),
        shown(widest.behind.city),
        widest.km,
        widest.hours,
        days_of(days.len(), from, to)
    );
    let refs = hops.iter().take(20).flat_map(|it| [&it.behind.refs, &it.before.refs]).flatten().copied();
    let known: Vec<Timestamp> = days.values().copied().collect();
    let first = *known.first()?;
    let level = if known.len() > 1 { "repeated" } else { "once" };
    let known_at = known.get(1).copied().unwrap_or(first);
    let res = Finding::about(person, level, known_at, sentence, refs.collect())?.between(from, to);
    Some(if level == "repeated" { res.earlier(first, "once") } else { res })
}
