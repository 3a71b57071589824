//! Who signed for a laptop: a name that is neither the worker's nor of the family, once or at several houses.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::addresses::Address;
use measures::names::{NameMatch, compare};
use model::{Finding, Row};

use crate::places::{same_place, stated, town};
use crate::shipping::parcels::is_a_desk;
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let families: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("related").by("person").into_iter().collect();
    let mut all: Vec<Signed<'_>> = Vec::new();
    for row in gathered.main().iter() {
        let family =
            row.text("person").and_then(|it| families.get(it)).map(Vec::as_slice).unwrap_or_default();
        all.extend(signed(row, family));
    }
    let people: BTreeSet<&str> = all.iter().map(|it| it.person).collect();
    people.iter().filter_map(|it| told(it, &all, &families, gathered)).collect()
}

/// A laptop for which a third person signed.
struct Signed<'a> {
    person: &'a str,
    at: Timestamp,
    known_at: Timestamp,
    shown: &'a str,
    key: String,
    place: Address,
    row: Row<'a>,
}

fn signed<'a>(row: Row<'a>, family: &[Row<'_>]) -> Option<Signed<'a>> {
    let shown = row.text("signed_by")?.trim();
    if row.text("address_type") == Some("office") || is_a_desk(shown) {
        return None;
    }
    let household = family.iter().flat_map(|it| it.texts("names"));
    if row.texts("names").into_iter().chain(household).any(|name| is_of_family(name, shown)) {
        return None;
    }
    Some(Signed {
        person: row.text("person")?,
        at: row.time("at")?,
        known_at: row.time("known_at")?,
        shown,
        key: shown.to_lowercase(),
        place: stated(&row)?,
        row,
    })
}

/// The worker, or somebody of the same name: a partner, a parent, a child. A name of one word says too little.
fn is_of_family(name: &str, signer: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|it: char| !it.is_alphabetic())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (own, others) = (words(name), words(signer));
    let shared = others.iter().any(|it| it.chars().count() > 1 && own.contains(it));
    shared || others.len() < 2 || !matches!(compare(name, signer), NameMatch::Different)
}

fn told(
    person: &str,
    all: &[Signed<'_>],
    families: &BTreeMap<&str, Vec<Row<'_>>>,
    gathered: &Gathered,
) -> Option<Finding> {
    let own = all.iter().rfind(|it| it.person == person)?;
    let household: Vec<&str> =
        families.get(person).into_iter().flatten().filter_map(|it| it.text("other")).collect();
    let near = |it: &&Signed<'_>| it.at.duration_since(own.at).abs() <= gathered.days("window_days");
    let others: Vec<&Signed<'_>> = all
        .iter()
        .filter(|it| it.key == own.key && it.person != person && !household.contains(&it.person))
        .filter(near)
        .collect();
    let people: BTreeSet<&str> = others.iter().map(|it| it.person).collect();
    // A name that signs for very many is the carrier's own or a shop's.
    if people.len() >= gathered.count("most_people") {
        return None;
    }
    let mut sentence = format!(
        "laptop delivered on {} in {} signed for by {}, a name that is not the worker's nor of the household",
        day(own.at),
        town(&own.place),
        own.shown
    );
    let refs = own.row.refs("ref");
    // The sign of laptops that gather at one house counts the signer already.
    if others.iter().any(|it| same_place(&it.place, &own.place)) {
        sentence += ", and for others' laptops at that house";
        let known_at = own.known_at;
        return Some(
            Finding::about(person, "at_one_house", known_at, sentence, refs)?.between(own.at, own.at),
        );
    }
    let Some(second) = others.iter().map(|it| it.known_at).min() else {
        return Some(Finding::about(person, "third", own.known_at, sentence, refs)?.between(own.at, own.at));
    };
    sentence += &format!(
        "; the same name signed for {} at other houses",
        crate::explanations::counted(people.len(), "other worker", "other workers")
    );
    let refs = refs.into_iter().chain(others.iter().flat_map(|it| it.row.refs("ref"))).collect();
    let from = others.iter().map(|it| it.at).min()?.min(own.at);
    let to = others.iter().map(|it| it.at).max()?.max(own.at);
    let known_at = own.known_at.max(second);
    let res = Finding::about(person, "repeat", known_at, sentence, refs)?.between(from, to).with(people);
    Some(if own.known_at < known_at { res.earlier(own.known_at, "third") } else { res })
}
