//! Things of closed, confirmed cases that return on new records: telephone, pay account, home, device, referee.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::Finding;

use crate::Gathered;
use crate::case_artefacts::{CaseArtefact, artefacts};
use crate::places::{one_line, same_place, stated};

struct Sign<'a> {
    what: &'static str,
    artefact: &'a CaseArtefact<'a>,
    known_at: Timestamp,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let artefacts = artefacts(gathered);
    let mut signs: BTreeMap<&str, Vec<Sign<'_>>> = BTreeMap::new();
    for row in gathered.rows("handles").iter() {
        let Some(person) = row.text("person") else { continue };
        let Some(artefact) = row.int("artefact").and_then(|it| artefacts.get(&it)) else { continue };
        let Some(what) = row.text("kind").and_then(word) else { continue };
        let (Some(at), Some(known_at)) = (row.time("at"), row.time("known_at")) else { continue };
        if artefact.holds(at) {
            let known_at = known_at.max(artefact.closed);
            let refs = row.refs("ref");
            signs.entry(person).or_default().push(Sign { what, artefact, known_at, refs });
        }
    }
    note_homes(&mut signs, &artefacts, gathered);
    signs.into_iter().filter_map(|(person, signs)| finding(person, signs)).collect()
}

fn word(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "phone" => "telephone",
        "account_digest" => "pay account",
        "device" => "computer",
        "referee" => "referee",
        _ => return None,
    })
}

/// Homes are compared part by part, since a case writes them in one cell.
fn note_homes<'a>(
    signs: &mut BTreeMap<&'a str, Vec<Sign<'a>>>,
    artefacts: &'a BTreeMap<i64, CaseArtefact<'a>>,
    gathered: &'a Gathered,
) {
    let mut homes = Vec::new();
    for row in gathered.rows("artefacts").iter().filter(|it| it.text("kind") == Some("address")) {
        if let Some(artefact) = row.int("ref").and_then(|it| artefacts.get(&it)) {
            homes.push((artefact, artefact.value));
        }
    }
    for row in gathered.rows("homes").iter() {
        let Some(person) = row.text("person") else { continue };
        let (Some(at), Some(place)) = (row.time("at"), stated(&row)) else { continue };
        for (artefact, line) in homes.iter().filter(|it| it.0.holds(at)) {
            // A house without a number or a town may be anywhere.
            let known = one_line(line, &place.country);
            let has_town = !known.city.is_empty() || !known.postcode.is_empty();
            if has_town && !known.number.is_empty() && same_place(&known, &place) {
                let known_at = row.time("known_at").unwrap_or(at).max(artefact.closed);
                let refs = row.refs("ref");
                signs.entry(person).or_default().push(Sign {
                    what: "home address",
                    artefact,
                    known_at,
                    refs,
                });
            }
        }
    }
}

fn finding(person: &str, mut signs: Vec<Sign<'_>>) -> Option<Finding> {
    signs.sort_by_key(|it| (it.known_at, it.artefact.record));
    // What the company itself has confirmed speaks before what others have published.
    let own: Vec<&Sign<'_>> = signs.iter().filter(|it| !it.artefact.published).collect();
    let telling: Vec<&Sign<'_>> = if own.is_empty() { signs.iter().collect() } else { own };
    let mut steps: Vec<(Timestamp, &str)> = Vec::new();
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    for sign in &telling {
        if !kinds.insert(sign.what) {
            continue;
        }
        let level = match (sign.artefact.published, kinds.len()) {
            (true, _) => "published",
            (false, 1) if sign.what == "home address" => "address",
            (false, 1) => "one",
            (false, _) => "several",
        };
        if steps.last().is_none_or(|it| it.1 != level) {
            steps.push((sign.known_at, level));
        }
    }
    let (known_at, level) = steps.pop()?;
    let artefact = telling.iter().map(|it| it.artefact).max_by_key(|it| (it.closed, it.record))?;
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let sentence = format!("has the {} that {} left behind", kinds.join(" and the "), artefact.told_by());
    let mut refs: Vec<i64> = telling.iter().flat_map(|it| it.refs.iter().copied()).collect();
    refs.extend(telling.iter().map(|it| it.artefact.record));
    let mut res = Finding::about(person, level, known_at, sentence, refs)?;
    for (at, level) in steps.into_iter().rev() {
        if at < known_at {
            res = res.earlier(at, level);
        }
    }
    Some(res)
}
