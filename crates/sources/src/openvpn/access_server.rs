//! The connection report of OpenVPN Access Server, as its web page and `logdba --csv` write it.
//!
//! In: one row, a session or an attempt. Out: `signins`, and `account_events` for the inner address.

use jiff::tz::{Offset, TimeZone};
use model::Timestamp;

use super::{address, known, learn, signin};
use crate::formats::times;
use crate::{CsvRow, Header, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "openvpn_as_log",
    title: "OpenVPN Access Server log report",
    feeds: &["signins", "account_events"],
    shape: Shape::Csv { sniff, read },
    proof: include_str!("access_server.md"),
};

fn sniff(header: &Header) -> bool {
    header.has_all(&["Node", "Username", "Start Time", "Service", "Real IP", "VPN IP"])
}

fn read(row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    let Some(text) = row.get("Start Time") else {
        reading.problem("no `Start Time`");
        return;
    };
    let Some(at) = time(text, reading) else { return };
    let account = row.get("Username").and_then(known);
    let failed = row.get("Auth").is_some_and(|it| matches!(it, "0" | "False" | "false"));
    let error = row.get("Error").filter(|it| !matches!(*it, "0" | "None"));
    let result = if failed || (row.get("Auth").is_none() && error.is_some()) { "failure" } else { "success" };
    let ip = row.get("Real IP").and_then(address);
    let mut record = signin(at, result, row.get("Service").unwrap_or("VPN"), reading);
    record.set("account", account);
    record.set("reason", error);
    record.set("ip", ip.as_deref());
    reading.push(record);
    if let Some(inner) = row.get("VPN IP").and_then(address) {
        learn(at, account, &inner, ip, reading);
    }
}

/// `2026.02.03 14:21:53 EST`: the dots and the zone's short name are the product's own. Short names that are not
/// standard say nothing, and the zone is assumed.
fn time(text: &str, reading: &mut Reading<'_>) -> Option<Timestamp> {
    let (clock, name) = match text.rsplit_once(' ') {
        Some((clock, name)) if name.bytes().all(|it| it.is_ascii_alphabetic()) => (clock, Some(name)),
        _ => (text, None),
    };
    let (date, rest) = clock.split_once(' ').unwrap_or((clock, ""));
    let clock = format!("{} {rest}", date.replace(['.', '/'], "-"));
    match name.and_then(offset) {
        // The report says its zone: nothing is assumed.
        Some(hours) => match times::parse(&clock, &TimeZone::fixed(Offset::constant(hours))) {
            Ok(found) => found,
            Err(cause) => {
                reading.problem(cause);
                None
            }
        },
        None => reading.time(&clock, &TimeZone::UTC),
    }
}

/// The zones of RFC 5322, and those of Central Europe.
fn offset(name: &str) -> Option<i8> {
    Some(match name {
        "UTC" | "GMT" | "UT" | "Z" => 0,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "CET" => 1,
        "CEST" => 2,
        _ => return None,
    })
}
