//! Who has which device, and since when: the register says who has it now, parcels say who had it before.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::PersonId;
use model::dossier::Tie;

use super::{Given, tie};

/// Ties of kind `device` under the host name (short and as written) and the serial.
pub(super) fn custody(given: &Given<'_>, by_worker: &BTreeMap<String, PersonId>) -> Vec<(PersonId, Tie)> {
    // Serial, then when each worker's time with it begins. Two may begin at one time, as in a bulk booking: the
    // order of the rows must not decide between them.
    let mut turns: BTreeMap<String, BTreeSet<(Timestamp, &str)>> = BTreeMap::new();
    for row in given.shipments.iter() {
        let event = row.text("event").unwrap_or_default().to_lowercase();
        let (Some(serial), Some(worker), Some(at)) =
            (row.text("asset_serial"), row.text("worker_id"), row.time("event_time"))
        else {
            continue;
        };
        if event == "created" || event == "delivered" {
            turns.entry(serial.to_lowercase()).or_default().insert((at, worker));
        }
    }
    let mut res = Vec::new();
    let mut registered = BTreeSet::new();
    for row in given.devices.iter() {
        let Some(serial) = row.text("asset_serial") else { continue };
        registered.insert(serial.to_lowercase());
        let mut names = vec![serial.to_lowercase()];
        if let Some(host) = row.text("hostname").map(str::to_lowercase) {
            if let Some((short, _)) = host.split_once('.') {
                names.push(short.to_owned());
            }
            names.push(host);
        }
        let turns = turns.get(&serial.to_lowercase());
        for (worker, from, to, why) in stretches(row.text("worker_id"), turns) {
            let Some(person) = by_worker.get(worker) else { continue };
            for name in &names {
                let reason = format!("{why} gives {serial} to {worker}");
                res.push((person.clone(), tie("device", name, from, to, reason)));
            }
        }
    }
    for (serial, turns) in turns.iter().filter(|(serial, _)| !registered.contains(*serial)) {
        for (worker, from, to, why) in stretches(None, Some(turns)) {
            let Some(person) = by_worker.get(worker) else { continue };
            res.push((
                person.clone(),
                tie("device", serial, from, to, format!("{why} gives {serial} to {worker}")),
            ));
        }
    }
    res
}

type Stretch<'a> = (&'a str, Option<Timestamp>, Option<Timestamp>, &'static str);

fn stretches<'a>(now: Option<&'a str>, turns: Option<&BTreeSet<(Timestamp, &'a str)>>) -> Vec<Stretch<'a>> {
    let mut changes: Vec<(Timestamp, &'a str)> = Vec::new();
    for (at, worker) in turns.into_iter().flatten() {
        if changes.last().is_none_or(|(_, last)| last != worker) {
            changes.push((*at, worker));
        }
    }
    let people: BTreeSet<&str> = changes.iter().map(|(_, it)| *it).chain(now).collect();
    if people.len() == 1 {
        let why = if now.is_some() { "the device register" } else { "a shipment" };
        return people.into_iter().map(|it| (it, None, None, why)).collect();
    }
    let mut res = Vec::new();
    for (idx, (at, worker)) in changes.iter().enumerate() {
        // Before the first known turn somebody else may have had it.
        let to = changes.get(idx + 1).map(|(next, _)| *next);
        res.push((*worker, Some(*at), to, "a shipment"));
    }
    match (now, changes.last()) {
        (Some(now), Some((_, last))) if now != *last => res.push((now, None, None, "the device register")),
        _ => {}
    }
    res
}
