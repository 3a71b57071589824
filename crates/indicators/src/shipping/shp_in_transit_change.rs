//! Between the carrier's first scan and the delivery somebody asked that the parcel go elsewhere.

use jiff::Timestamp;
use measures::addresses::{Address, same_building};
use model::{Finding, Row};

use crate::places::{Places, stated, town};
use crate::shipping::parcels::{Parcel, parcels};
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let places = Places::read(gathered);
    let mut res = Vec::new();
    for person in places.people_with_parcels() {
        for parcel in parcels(places.parcels(person)) {
            res.extend(statements(person, &parcel, &places, gathered));
        }
    }
    res
}

/// What was asked while the parcel moved.
struct Asked<'a> {
    row: Row<'a>,
    at: Timestamp,
    place: Option<Address>,
    /// What the carrier calls the place.
    kind: Option<&'a str>,
}

fn statements(person: &str, parcel: &Parcel<'_>, places: &Places<'_>, gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    let Some((_, scanned)) = parcel.first_of(&["scanned"]) else { return res };
    let until = parcel.last_of(&["delivered", "cancelled", "returned"]).map_or(gathered.now, |(_, at)| at);
    let asked = asked(person, parcel, scanned, until, places);
    let Some(first) = asked.iter().find(|it| it.place.is_some()).or(asked.first()) else { return res };
    let begin = asked.iter().map(|it| it.at).min().unwrap_or(first.at);
    let Some(known_at) = asked.iter().filter_map(|it| it.row.time("known_at")).min() else { return res };
    let place = asked.iter().find_map(|it| it.place.as_ref());
    let on_file = place.is_none_or(|it| places.on_file(person, it, scanned));
    let mut sentence =
        format!("parcel first scanned on {}, another address asked for on {}", day(scanned), day(begin));
    if let Some(place) = place {
        sentence += &format!(": {}", town(place));
        let kind = asked.iter().find_map(|it| it.kind.filter(|it| *it != "home"));
        sentence += &kind.map(|it| format!(" ({})", it.replace('_', " "))).unwrap_or_default();
        sentence += if on_file { ", an address on file" } else { ", on file nowhere before" };
    }
    let refs = std::iter::once(first).chain(&asked).flat_map(|it| it.row.refs("ref")).collect();
    let (level, explained_level) =
        if on_file { ("changed", "explained") } else { ("unknown_place", "explained_unknown") };
    res.extend(
        Finding::about(person, level, known_at, sentence, refs).map(|it| it.between(begin, until.max(begin))),
    );
    if let Some(explained) =
        place.and_then(|it| places.explained(person, it, begin, gathered.days("ticket_days")))
    {
        let known_at = explained.known_at.max(known_at);
        let finding = Finding::about(person, explained_level, known_at, explained.sentence, explained.refs);
        res.extend(finding.map(|it| it.between(begin, until.max(begin))));
    }
    res
}

/// Events of the parcel, changes of record and tickets that ask for another address while it moves.
fn asked<'a>(
    person: &str,
    parcel: &Parcel<'a>,
    scanned: Timestamp,
    until: Timestamp,
    places: &Places<'a>,
) -> Vec<Asked<'a>> {
    let mut res = Vec::new();
    let moving = |at: Timestamp| at >= scanned && at <= until;
    let before = parcel.address_before(scanned).or_else(|| parcel.events.iter().find_map(stated));
    let elsewhere = |place: &Address| before.as_ref().is_none_or(|it| !same_building(it, place));
    for row in &parcel.events {
        let Some(at) = row.time("at").filter(|it| moving(*it)) else { continue };
        if matches!(row.text("event"), Some("change_requested" | "redirected")) {
            let place = stated(row);
            // A new slot at the same house is no other address.
            if place.as_ref().is_none_or(elsewhere) {
                res.push(Asked { row: *row, at, place, kind: row.text("address_type") });
            }
        }
    }
    for row in places.moves(person) {
        let (Some(at), Some(line)) = (row.time("at").filter(|it| moving(*it)), row.text("new_value")) else {
            continue;
        };
        let place = places.read_cell(person, line);
        if elsewhere(&place) {
            res.push(Asked { row: *row, at, place: Some(place), kind: None });
        }
    }
    for row in places.tickets(person) {
        let Some(at) = row.time("at").filter(|it| moving(*it)) else { continue };
        if row.texts("topics").contains(&"delivery_redirect_request") {
            res.push(Asked { row: *row, at, place: None, kind: None });
        }
    }
    res
}
