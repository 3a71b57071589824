//! A home or delivery address that changes, or is asked to, between the application and the second week of work.

use jiff::{SignedDuration, Timestamp};
use measures::addresses::{Address, same_building};
use model::{Finding, Row};

use crate::places::{Places, other_region, stated, town};
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let places = Places::read(gathered);
    let mut res = Vec::new();
    for row in gathered.main().iter() {
        let (Some(person), Some(start)) = (row.text("person"), row.time("start_at")) else { continue };
        let begin = start.saturating_sub(gathered.days("before_start_days")).unwrap_or(start);
        let begin = row.time("applied_at").map_or(begin, |it| it.max(begin));
        let end = start.saturating_add(gathered.days("after_start_days")).unwrap_or(start);
        let changes = changes(person, &places);
        match first_odd(&changes, begin, end, gathered.days("second_within_days")) {
            Some(found) => res.extend(statements(person, start, &changes, found, &places, gathered)),
            None => res.extend(asked(person, begin, end, &places, gathered)),
        }
    }
    res
}

/// One change, with the places it leads from and to.
struct Change<'a> {
    row: Row<'a>,
    at: Timestamp,
    from: Option<Address>,
    to: Address,
}

/// Changes to another house than the one before; the same change in two fields is one.
fn changes<'a>(person: &str, places: &Places<'a>) -> Vec<Change<'a>> {
    let mut res: Vec<Change<'a>> = Vec::new();
    for row in places.moves(person) {
        let (Some(at), Some(line)) = (row.time("at"), row.text("new_value")) else { continue };
        let to = places.read_cell(person, line);
        let from = match row.text("old_value") {
            Some(line) => Some(places.read_cell(person, line)),
            None => places.home_at(person, at, SignedDuration::ZERO),
        };
        let again = res.last().is_some_and(|it| same_building(&it.to, &to));
        let unchanged = from.as_ref().is_some_and(|it| same_building(it, &to));
        if !again && !unchanged {
            res.push(Change { row: *row, at, from, to });
        }
    }
    res
}

/// The first change of the window to another region, or the first of two that follow each other quickly.
fn first_odd(
    changes: &[Change<'_>],
    begin: Timestamp,
    end: Timestamp,
    quickly: SignedDuration,
) -> Option<(usize, usize)> {
    for (idx, change) in changes.iter().enumerate() {
        if change.at < begin || change.at > end {
            continue;
        }
        if change.from.as_ref().and_then(|it| other_region(it, &change.to)) == Some(true) {
            return Some((idx, idx));
        }
        if changes.get(idx + 1).is_some_and(|it| it.at.duration_since(change.at) <= quickly) {
            return Some((idx, idx + 1));
        }
    }
    None
}

/// A ticket asks for another address, which no register shows, and a parcel goes to another region for it.
fn asked(
    person: &str,
    begin: Timestamp,
    end: Timestamp,
    places: &Places<'_>,
    gathered: &Gathered,
) -> Vec<Finding> {
    let window = gathered.days("ticket_days");
    for ticket in places.tickets(person) {
        let asks = ticket.texts("topics").iter().any(|it| ASKS.contains(it));
        let Some(at) = ticket.time("at").filter(|it| asks && *it >= begin && *it <= end) else { continue };
        let Some(home) = places.home_at(person, at, SignedDuration::ZERO) else { continue };
        for parcel in places.parcels(person) {
            let soon = parcel.time("at").is_some_and(|it| it >= at && it.duration_since(at) <= window);
            let Some(to) = stated(parcel).filter(|it| soon && other_region(&home, it) == Some(true)) else {
                continue;
            };
            let Some(known_at) = ticket.time("known_at").max(parcel.time("known_at")) else { continue };
            let sentence = format!(
                "asked in a ticket of {} for delivery in {} instead of {}",
                day(at),
                town(&to),
                town(&home)
            );
            let refs = ticket.refs("ref").into_iter().chain(parcel.refs("ref")).collect();
            let finding = Finding::about(person, "asked", known_at, sentence, refs);
            let explained = places.explained(person, &to, at, window).and_then(|it| {
                Finding::about(person, "explained", it.known_at.max(known_at), it.sentence, it.refs)
            });
            return finding.into_iter().chain(explained).map(|it| it.between(at, at)).collect();
        }
    }
    Vec::new()
}

/// Topics of tickets that ask for another address.
const ASKS: [&str; 2] = ["address_change_request", "delivery_redirect_request"];

fn statements(
    person: &str,
    start: Timestamp,
    changes: &[Change<'_>],
    (first, last): (usize, usize),
    places: &Places<'_>,
    gathered: &Gathered,
) -> Vec<Finding> {
    let mut res = Vec::new();
    let (Some(change), Some(decided)) = (changes.get(first), changes.get(last)) else { return res };
    let days = start.duration_since(change.at).as_hours() / 24;
    let when = if change.at <= start {
        format!("{days} days before the start")
    } else {
        format!("{} days after the start", -days)
    };
    let field = if change.row.text("field") == Some("ship_address") { "delivery" } else { "home" };
    let sentence = if first == last {
        let from = change.from.as_ref().map(|it| format!(" from {}", town(it))).unwrap_or_default();
        format!("{field} address changed{from} to {} on {}, {when}", town(&change.to), day(change.at))
    } else {
        format!("address changed on {} and again on {}, the first {when}", day(change.at), day(decided.at))
    };
    let mut refs = change.row.refs("ref");
    refs.extend(decided.row.refs("ref"));
    let asked = places.parcels(person).iter().filter(|it| {
        let event = matches!(it.text("event"), Some("change_requested" | "redirected"));
        event && stated(it).is_some_and(|it| same_building(&it, &decided.to))
    });
    refs.extend(asked.flat_map(|it| it.refs("ref")));
    let Some(known_at) = decided.row.time("known_at") else { return res };
    res.extend(
        Finding::about(person, "moved", known_at, sentence, refs).map(|it| it.between(change.at, decided.at)),
    );
    if let Some(explained) = places.explained(person, &decided.to, decided.at, gathered.days("ticket_days")) {
        let known_at = explained.known_at.max(known_at);
        let finding = Finding::about(person, "explained", known_at, explained.sentence, explained.refs);
        res.extend(finding.map(|it| it.between(change.at, decided.at)));
    }
    res
}
