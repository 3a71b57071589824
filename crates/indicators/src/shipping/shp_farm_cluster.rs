//! Deliveries grouped by house: how many people who do not live together get a laptop there within a year.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::addresses::Address;
use measures::names::{NameMatch, compare};
use model::{Finding, Row};

use crate::places::{same_place, stated, town};
use crate::shipping::parcels::is_a_desk;
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let pairs = gathered.rows("related").iter();
    let related: BTreeSet<(&str, &str)> =
        pairs.filter_map(|it| Some((it.text("person")?, it.text("other")?))).collect();
    let mut res = Vec::new();
    for mut house in houses(gathered) {
        if is_office(&house) {
            continue;
        }
        house.sort_by(|a, b| (a.at, a.person).cmp(&(b.at, b.person)));
        res.extend(statements(&house, &related, gathered));
    }
    res
}

/// One laptop that arrived.
struct Delivery<'a> {
    person: &'a str,
    at: Timestamp,
    known_at: Timestamp,
    place: Address,
    /// Who signed, where it is somebody else than the worker.
    signer: Option<String>,
    on_site: bool,
    row: Row<'a>,
}

/// Deliveries of one house together. Behind different door numbers live different people, unless one third
/// person signs at both.
fn houses<'a>(gathered: &'a Gathered) -> Vec<Vec<Delivery<'a>>> {
    let mut by_house: BTreeMap<String, Vec<Delivery<'a>>> = BTreeMap::new();
    for row in gathered.main().iter() {
        if let Some(delivery) = delivery(row)
            && !delivery.place.number.is_empty()
        {
            by_house.entry(delivery.place.building_key()).or_default().push(delivery);
        }
    }
    let mut res = Vec::new();
    for deliveries in by_house.into_values() {
        let mut groups: Vec<Vec<Delivery<'a>>> = Vec::new();
        for delivery in deliveries {
            let mut joined = vec![delivery];
            let mut apart = Vec::new();
            for group in groups {
                if group.iter().any(|it| joined.iter().any(|own| together(own, it))) {
                    joined.extend(group);
                } else {
                    apart.push(group);
                }
            }
            apart.push(joined);
            groups = apart;
        }
        res.extend(groups);
    }
    res
}

fn delivery<'a>(row: Row<'a>) -> Option<Delivery<'a>> {
    // An office is where laptops belong.
    if row.text("address_type") == Some("office") {
        return None;
    }
    let names = row.texts("names");
    let signer = row.text("signed_by").filter(|it| !is_a_desk(it));
    let signer =
        signer.filter(|it| names.iter().all(|name| matches!(compare(name, it), NameMatch::Different)));
    Some(Delivery {
        person: row.text("person")?,
        at: row.time("at")?,
        known_at: row.time("known_at")?,
        place: stated(&row)?,
        signer: signer.map(|it| it.trim().to_lowercase()),
        on_site: row.flag("remote") == Some(false),
        row,
    })
}

fn together(one: &Delivery<'_>, other: &Delivery<'_>) -> bool {
    let signer = one.signer.is_some() && one.signer == other.signer;
    // In a shop that rents out mailboxes, strangers share the house and not the box.
    let shop =
        |it: &Delivery<'_>| matches!(it.row.text("address_type"), Some("mail_agency" | "forwarder" | "hold"));
    if shop(one) || shop(other) {
        return signer || (!one.place.unit.is_empty() && one.place.unit == other.place.unit);
    }
    signer || same_place(&one.place, &other.place)
}

/// Most of those who get parcels there work on site: the house is the company's.
fn is_office(house: &[Delivery<'_>]) -> bool {
    let all: BTreeSet<&str> = house.iter().map(|it| it.person).collect();
    let on_site: BTreeSet<&str> = house.iter().filter(|it| it.on_site).map(|it| it.person).collect();
    on_site.len() * 2 > all.len()
}

/// The people who got a laptop there within the window that ends with this delivery, and what they are worth.
struct Standing<'h, 'a> {
    inside: Vec<&'h Delivery<'a>>,
    parties: usize,
    one_signer: Option<&'h str>,
}

fn standing<'h, 'a>(
    house: &'h [Delivery<'a>],
    last: usize,
    related: &BTreeSet<(&str, &str)>,
    gathered: &Gathered,
) -> Standing<'h, 'a> {
    let end = house[last].at;
    let inside: Vec<&Delivery<'a>> = house[..=last]
        .iter()
        .filter(|it| end.duration_since(it.at) <= gathered.days("window_days"))
        .collect();
    let people: BTreeSet<&str> = inside.iter().map(|it| it.person).collect();
    // Of a declared household only the first counts.
    let mut parties: Vec<&str> = Vec::new();
    for person in &people {
        if !parties.iter().any(|it| related.contains(&(*it, *person))) {
            parties.push(person);
        }
    }
    let mut signed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for it in &inside {
        if let Some(signer) = &it.signer {
            signed.entry(signer).or_default().insert(it.person);
        }
    }
    let one_signer =
        signed.into_iter().filter(|(_, people)| people.len() > 1).max_by_key(|(_, people)| people.len());
    Standing { inside, parties: parties.len(), one_signer: one_signer.map(|(it, _)| it) }
}

fn level(standing: &Standing<'_, '_>, strong_from: usize) -> Option<&'static str> {
    match (standing.parties, standing.one_signer.is_some()) {
        (0 | 1, _) => None,
        (parties, false) if parties >= strong_from => Some("several"),
        (parties, true) if parties >= strong_from => Some("several_one_signer"),
        (_, false) => Some("pair"),
        (_, true) => Some("pair_one_signer"),
    }
}

fn statements(house: &[Delivery<'_>], related: &BTreeSet<(&str, &str)>, gathered: &Gathered) -> Vec<Finding> {
    let strong_from = gathered.count("strong_from");
    let people: BTreeSet<&str> = house.iter().map(|it| it.person).collect();
    let mut res = Vec::new();
    for person in people {
        let mut steps: Vec<(Timestamp, &'static str)> = Vec::new();
        let mut best: Option<Standing<'_, '_>> = None;
        for last in 0..house.len() {
            let here = standing(house, last, related, gathered);
            let Some(level) =
                level(&here, strong_from).filter(|_| here.inside.iter().any(|it| it.person == person))
            else {
                continue;
            };
            let rank = |it: &Standing<'_, '_>| (it.parties, it.one_signer.is_some());
            if best.as_ref().is_none_or(|it| rank(it) < rank(&here)) {
                if steps.last().is_none_or(|(_, it)| *it != level) {
                    let known_at =
                        here.inside.iter().map(|it| it.known_at).max().unwrap_or(house[last].known_at);
                    steps.push((known_at, level));
                }
                best = Some(here);
            }
        }
        if let Some(best) = best {
            res.extend(finding(person, &best, &steps));
        }
    }
    res
}

fn finding(person: &str, best: &Standing<'_, '_>, steps: &[(Timestamp, &'static str)]) -> Option<Finding> {
    let (known_at, level) = steps.last()?;
    let (from, to) = (best.inside.first()?.at, best.inside.last()?.at);
    let own = best.inside.iter().find(|it| it.person == person)?;
    let others: BTreeSet<&str> = best.inside.iter().map(|it| it.person).filter(|it| *it != person).collect();
    let mut sentence = format!(
        "laptops of {} workers who share no declared home delivered to one house in {} between {} and {}",
        best.parties,
        town(&own.place),
        day(from),
        day(to)
    );
    if let Some(signer) = best.one_signer {
        let count = best.inside.iter().filter(|it| it.signer.as_deref() == Some(signer)).count();
        let shown = best
            .inside
            .iter()
            .find(|it| it.signer.as_deref() == Some(signer))
            .and_then(|it| it.row.text("signed_by"));
        sentence += &format!(", {count} of them signed for by {}", shown.unwrap_or(signer));
    }
    let refs =
        own.row.refs("ref").into_iter().chain(best.inside.iter().flat_map(|it| it.row.refs("ref"))).collect();
    let mut res = Finding::about(person, level, *known_at, sentence, refs)?.between(from, to).with(others);
    for (known_at, level) in &steps[..steps.len() - 1] {
        res = res.earlier(*known_at, level);
    }
    Some(res)
}
