//! Who has which device, and since when: the register says who has it now, parcels say who had it before.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::PersonId;
use model::dossier::Tie;

use super::{Given, account_key, sign_in_name, tie};

/// One device, as all registers and inventories together have it.
#[derive(Default)]
struct Registered<'a> {
    /// Its serial, else its host name, as written first.
    shown: &'a str,
    names: BTreeSet<String>,
    /// Who has it, by the company's own register.
    workers: BTreeSet<&'a str>,
    /// Who has it, by the sign-in name that an inventory knows.
    accounts: BTreeSet<String>,
}

/// Ties of kind `device` under the host name (short and as written) and the serial. A device that several
/// registers name is one device: what the company's own says of its holder goes before what an inventory says.
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
    let registered = registered(given);
    let by_mail = workers_by_mail(given, by_worker);
    let mut res = Vec::new();
    for (key, device) in &registered {
        let mut holders: Vec<(Option<&str>, &'static str)> =
            device.workers.iter().map(|it| (Some(*it), "the device register")).collect();
        if holders.is_empty() {
            let found: BTreeSet<&str> =
                device.accounts.iter().filter_map(|it| by_mail.get(it).copied()).collect();
            holders.extend(found.into_iter().map(|it| (Some(it), "an inventory of devices")));
        }
        if holders.is_empty() {
            holders.push((None, "the device register"));
        }
        for (now, register) in holders {
            for (worker, from, to, why) in stretches(now, register, turns.get(key)) {
                let Some(person) = by_worker.get(worker) else { continue };
                for name in &device.names {
                    let reason = format!("{why} gives {} to {worker}", device.shown);
                    res.push((person.clone(), tie("device", name, from, to, reason)));
                }
            }
        }
    }
    for (serial, turns) in turns.iter().filter(|(serial, _)| !registered.contains_key(*serial)) {
        for (worker, from, to, why) in stretches(None, "the device register", Some(turns)) {
            let Some(person) = by_worker.get(worker) else { continue };
            res.push((
                person.clone(),
                tie("device", serial, from, to, format!("{why} gives {serial} to {worker}")),
            ));
        }
    }
    res
}

/// Devices by their serial in lower case; one without a serial by its host name.
fn registered<'a>(given: &Given<'a>) -> BTreeMap<String, Registered<'a>> {
    let mut res: BTreeMap<String, Registered<'a>> = BTreeMap::new();
    for row in given.devices.iter() {
        let Some(shown) = row.text("asset_serial").or_else(|| row.text("hostname")) else { continue };
        let device = res.entry(shown.to_lowercase()).or_default();
        // The order of the rows must not decide how it is written.
        if device.shown.is_empty() || shown < device.shown {
            device.shown = shown;
        }
        device.names.insert(shown.to_lowercase());
        if let Some(host) = row.text("hostname").map(str::to_lowercase) {
            if let Some((short, _)) = host.split_once('.') {
                device.names.insert(short.to_owned());
            }
            device.names.insert(host);
        }
        device.workers.extend(row.text("worker_id"));
        device.accounts.extend(row.text("account").map(account_key));
    }
    res
}

/// Work mailboxes and their sign-in names in lower case, and the worker each belongs to; not those of two people.
fn workers_by_mail<'a>(
    given: &Given<'a>,
    by_worker: &BTreeMap<String, PersonId>,
) -> BTreeMap<String, &'a str> {
    let mut found: BTreeMap<String, BTreeSet<&'a str>> = BTreeMap::new();
    for row in given.workers.iter() {
        if let (Some(mail), Some(worker)) = (row.text("work_email"), row.text("worker_id")) {
            for name in [Some(mail.to_lowercase()), sign_in_name(mail)].into_iter().flatten() {
                found.entry(name).or_default().insert(worker);
            }
        }
    }
    let mut res = BTreeMap::new();
    for (mail, workers) in found {
        let people: BTreeSet<Option<&PersonId>> = workers.iter().map(|it| by_worker.get(*it)).collect();
        if let (1, Some(first)) = (people.len(), workers.first()) {
            res.insert(mail, *first);
        }
    }
    res
}

type Stretch<'a> = (&'a str, Option<Timestamp>, Option<Timestamp>, &'static str);

fn stretches<'a>(
    now: Option<&'a str>,
    register: &'static str,
    turns: Option<&BTreeSet<(Timestamp, &'a str)>>,
) -> Vec<Stretch<'a>> {
    let mut changes: Vec<(Timestamp, &'a str)> = Vec::new();
    for (at, worker) in turns.into_iter().flatten() {
        if changes.last().is_none_or(|(_, last)| last != worker) {
            changes.push((*at, worker));
        }
    }
    let people: BTreeSet<&str> = changes.iter().map(|(_, it)| *it).chain(now).collect();
    if people.len() == 1 {
        let why = if now.is_some() { register } else { "a shipment" };
        return people.into_iter().map(|it| (it, None, None, why)).collect();
    }
    let mut res = Vec::new();
    for (idx, (at, worker)) in changes.iter().enumerate() {
        // Before the first known turn somebody else may have had it.
        let to = changes.get(idx + 1).map(|(next, _)| *next);
        res.push((*worker, Some(*at), to, "a shipment"));
    }
    match (now, changes.last()) {
        (Some(now), Some((_, last))) if now != *last => res.push((now, None, None, register)),
        _ => {}
    }
    res
}
