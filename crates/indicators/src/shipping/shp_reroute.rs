//! A parcel that was delivered to another place than the home declared when it was ordered.

use jiff::Timestamp;
use measures::addresses::Address;
use model::{Finding, Row};

use crate::places::{Places, other_area, stated, town};
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

fn statements(person: &str, parcel: &Parcel<'_>, places: &Places<'_>, gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    let Some((delivered, at)) = parcel.last_of(&["delivered"]) else { return res };
    let Some((place, home)) = elsewhere(person, parcel, delivered, places, gathered) else { return res };
    let Some(known_at) = delivered.time("known_at") else { return res };
    let mut sentence =
        format!("laptop delivered on {} to {}, declared home {}", day(at), town(&place), town(&home));
    if let Some(signer) = delivered.text("signed_by") {
        sentence += &format!(", signed for by {signer}");
    }
    let mut refs = delivered.refs("ref");
    let others = parcel
        .events
        .iter()
        .filter(|it| matches!(it.text("event"), Some("created" | "change_requested" | "redirected")));
    refs.extend(others.flat_map(|it| it.refs("ref")));
    let near = gathered.days("fresh_days");
    let moves = places
        .moves(person)
        .iter()
        .filter(|it| it.time("at").is_some_and(|it| it.duration_since(parcel.begin).abs() <= near));
    refs.extend(moves.flat_map(|it| it.refs("ref")));
    res.extend(
        Finding::about(person, "elsewhere", known_at, sentence, refs).map(|it| it.between(parcel.begin, at)),
    );
    if let Some(explained) = places.explained(person, &place, parcel.begin, gathered.days("ticket_days")) {
        let known_at = explained.known_at.max(known_at);
        let finding = Finding::about(person, "explained", known_at, explained.sentence, explained.refs);
        res.extend(finding.map(|it| it.between(parcel.begin, at)));
    }
    res
}

/// Where it went and where it should have gone, if these are two delivery areas and no office.
fn elsewhere(
    person: &str,
    parcel: &Parcel<'_>,
    delivered: &Row<'_>,
    places: &Places<'_>,
    gathered: &Gathered,
) -> Option<(Address, Address)> {
    if delivered.text("address_type") == Some("office") {
        return None;
    }
    let place = stated(delivered).or_else(|| parcel.address_before(Timestamp::MAX))?;
    let home = places.home_at(person, parcel.begin, gathered.days("fresh_days"))?;
    (other_area(&home, &place)?).then_some((place, home))
}
