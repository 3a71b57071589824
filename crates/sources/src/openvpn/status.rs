//! OpenVPN's status file, in each of its three versions.
//!
//! In: a picture of who is connected now; several may stand in one file. Out: `signins`, one for each connection at the
//! time it began, so that it is the same record in every picture; `account_events` for its inner address.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use model::{Place, Timestamp};

use super::{address, known, learn, place, signin};
use crate::formats::times;
use crate::{Header, Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "openvpn_status",
    title: "OpenVPN status file",
    feeds: &["signins", "account_events"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("status.md"),
};

/// Connections of one picture whose inner address stands further down (version 1).
const CLIENTS_MAX: usize = 100_000;

fn sniff(lines: &[&str]) -> bool {
    let begins = |text: &str| lines.iter().any(|it| it.trim().starts_with(text));
    begins("OpenVPN CLIENT LIST") || begins("HEADER,CLIENT_LIST,") || begins("HEADER\tCLIENT_LIST\t")
}

/// Which part of a picture of version 1 a row stands in.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    Clients,
    Routes,
    Other,
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let mut section = Section::Other;
    let mut header = Header::default();
    // By name and address: since when.
    let mut since: HashMap<(String, String), Timestamp> = HashMap::new();
    while let Some((number, line)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        let line = line.trim();
        let separator = if line.contains('\t') { '\t' } else { ',' };
        let cells: Vec<&str> = line.split(separator).collect();
        match cells[..] {
            ["OpenVPN CLIENT LIST"] => {
                section = Section::Clients;
                header = Header::default();
                since.clear();
            }
            ["ROUTING TABLE"] => {
                section = Section::Routes;
                header = Header::default();
            }
            ["GLOBAL STATS"] | ["END"] => section = Section::Other,
            ["HEADER", "CLIENT_LIST", ..] => header = named(&cells[2..]),
            ["CLIENT_LIST", ..] => {
                client(&header, &cells[1..], reading);
            }
            ["Updated", ..] if section == Section::Clients => {}
            _ if section == Section::Other => {}
            _ if header.names.is_empty() => header = named(&cells),
            _ if section == Section::Clients => {
                if let Some((key, at)) = client(&header, &cells, reading)
                    && since.len() < CLIENTS_MAX
                {
                    since.insert(key, at);
                }
            }
            _ => route(&header, &cells, &since, reading),
        }
    }
}

fn named(cells: &[&str]) -> Header {
    Header::new(cells.iter().map(|it| (*it).to_owned()).collect())
}

fn cell<'a>(header: &Header, cells: &[&'a str], name: &str) -> Option<&'a str> {
    cells.get(header.position(name)?).copied().and_then(known)
}

/// One connection; its key and when it began, if it could be read.
fn client(
    header: &Header,
    cells: &[&str],
    reading: &mut Reading<'_>,
) -> Option<((String, String), Timestamp)> {
    if cells.len() != header.names.len() {
        reading.problem(format!("row with {} columns, the header has {}", cells.len(), header.names.len()));
        return None;
    }
    // A peer without a name has not been let in yet.
    let name = cell(header, cells, "Common Name")?;
    let account = cell(header, cells, "Username").unwrap_or(name);
    let counted = cell(header, cells, "Connected Since (time_t)").and_then(|it| it.parse::<f64>().ok());
    let at = match counted.and_then(|it| times::epoch_seconds(it).ok()) {
        Some(at) => at,
        None => match cell(header, cells, "Connected Since") {
            Some(text) => reading.time(text, &TimeZone::UTC)?,
            None => {
                reading.problem("no `Connected Since`");
                return None;
            }
        },
    };
    let place = place(cell(header, cells, "Real Address").unwrap_or_default());
    let mut record = signin(at, "success", "CLIENT_LIST", reading);
    record.set("account", account);
    record.set("ip", address(place));
    record.set("session_id", Some(place).filter(|it| !it.is_empty()));
    reading.push(record);
    for column in ["Virtual Address", "Virtual IPv6 Address"] {
        if let Some(inner) = cell(header, cells, column) {
            learn(at, Some(account), inner, address(place), reading);
        }
    }
    Some(((name.to_owned(), place.to_owned()), at))
}

/// The inner address of a connection in version 1, where it stands in a table of its own.
fn route(
    header: &Header,
    cells: &[&str],
    since: &HashMap<(String, String), Timestamp>,
    reading: &mut Reading<'_>,
) {
    let (Some(inner), Some(name), Some(place)) = (
        cell(header, cells, "Virtual Address"),
        cell(header, cells, "Common Name"),
        cell(header, cells, "Real Address").map(place),
    ) else {
        reading.problem("row of the routing table without its addresses");
        return;
    };
    // Networks behind a peer, and addresses that were only cached (`C`), are no address of its own.
    let is_own = !inner.contains('/') && !inner.ends_with('C');
    if let Some(at) = since.get(&(name.to_owned(), place.to_owned())).filter(|_| is_own) {
        learn(*at, Some(name), inner, address(place), reading);
    }
}
