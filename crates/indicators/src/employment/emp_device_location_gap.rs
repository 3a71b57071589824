//! A managed laptop that is used for weeks, and on no day near a home that its worker declared.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use crate::Gathered;
use crate::areas::Area;
use crate::explanations::{Journey, Ticket, later, period};
use crate::whereabouts::{Stay, is_near, shown, stays};

const EXPLAINS: [&str; 2] = ["family_or_move_explanation", "travel_notice"];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let travel = Journey::by_person(gathered.rows("travel"));
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let homes: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("homes").by("person").into_iter().collect();
    let moves: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("moves").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("towns").by("person") {
        // Between two moves nobody knows the home's town: such people are left out.
        if moves.get(person).is_some_and(|it| it.len() > 1) {
            continue;
        }
        let Some(declared) = homes.get(person) else { continue };
        let areas: Vec<Area> = declared.iter().filter_map(|it| Area::read(it.text("area")?)).collect();
        if areas.len() < declared.len() {
            continue;
        }
        let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        let towns = stays(&rows);
        let Some(away) = away(&towns, &areas, journeys, gathered) else { continue };
        let Some(finding) = told(person, &away, declared) else { continue };
        let window = gathered.days("ticket_days");
        // Whoever has a parcel sent elsewhere says nothing of living there.
        let about = |it: &&Ticket<'_>| {
            let spoken = EXPLAINS.iter().any(|topic| it.speaks_of(topic));
            spoken && it.opened.duration_since(away.from).abs() <= window
        };
        if let Some(ticket) = tickets.get(person).into_iter().flatten().find(about) {
            res.extend(
                ticket.explains(&finding, "a ticket speaks of a move or a journey at that time".to_owned()),
            );
        }
        res.push(finding);
    }
    res
}

/// The time in which the laptop was used, and never near home.
struct Away<'s, 'a> {
    towns: Vec<&'s Stay<'a>>,
    days: i64,
    from: Timestamp,
    to: Timestamp,
    known_at: Timestamp,
}

fn away<'s, 'a>(
    towns: &'s [Stay<'a>],
    homes: &[Area],
    journeys: &[Journey],
    gathered: &Gathered,
) -> Option<Away<'s, 'a>> {
    let last_home = towns.iter().filter(|it| is_near(&it.area, homes)).map(|it| it.last).max();
    let far: Vec<&Stay<'_>> = towns
        .iter()
        .filter(|it| !is_near(&it.area, homes) && last_home.is_none_or(|last| it.at > last))
        .filter(|it| !journeys.iter().any(|journey| journey.covers(it.at) || journey.covers(it.last)))
        .collect();
    let (from, to) = (far.iter().map(|it| it.at).min()?, far.iter().map(|it| it.last).max()?);
    let days: i64 = far.iter().map(|it| it.days).sum();
    let span = to.duration_since(from);
    if span < gathered.days("days") || (days as f64) < gathered.param("seen_days") {
        return None;
    }
    // When enough days were there, as if they lay evenly.
    let share = (gathered.param("seen_days") / days as f64).clamp(0.0, 1.0);
    let enough = SignedDuration::from_secs((span.as_secs_f64() * share) as i64);
    let known_at = later(from, enough.max(gathered.days("days"))).min(to);
    Some(Away { towns: far, days, from, to, known_at })
}

fn told(person: &str, away: &Away<'_, '_>, homes: &[Row<'_>]) -> Option<Finding> {
    let home = homes.last()?.text("city").unwrap_or("elsewhere");
    let mut towns = away.towns.clone();
    towns.sort_by_key(|it| std::cmp::Reverse(it.days));
    let named: Vec<String> = towns.iter().take(3).map(|it| shown(it.city)).collect();
    let sentence = format!(
        "laptop used on {} days {}, on none of them within 150 km of the declared home in {home}: {}",
        away.days,
        period(away.from, away.to),
        named.join(", ")
    );
    let mut refs: Vec<i64> = towns.iter().flat_map(|it| it.refs.iter().copied().take(12)).take(24).collect();
    refs.extend(homes.iter().flat_map(|it| it.refs("ref")));
    Some(Finding::about(person, "away", away.known_at, sentence, refs)?.between(away.from, away.to))
}
