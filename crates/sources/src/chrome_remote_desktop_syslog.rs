//! Chrome Remote Desktop on Linux and macOS: what its host tells the system log.
//!
//! In: lines of syslog in any of its clocks (`2026-02-03T14:05:00+00:00`, `Feb  3 14:05:00`), those of the host
//! `Client connected: <account>/<suffix>` and the like. Out: `remote_sessions`. Other programs' lines are none.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::{Place, Record};
use regex::Regex;

use crate::formats::addresses;
use crate::formats::expression::expression;
use crate::formats::yearless::Years;
use crate::remote_session::{Tool, account_of_signalling_id};
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "chrome_remote_desktop_syslog",
    title: "Chrome Remote Desktop in the system log (Linux, macOS)",
    feeds: &["remote_sessions"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("chrome_remote_desktop_syslog.md"),
};

pub static CHROME_REMOTE_DESKTOP: Tool =
    Tool { name: "chrome remote desktop", own_names: &["syslog", "messages", "system", "journal"] };

/// Sessions that are open at once; more are lost ends.
const OPEN_MAX: usize = 1_000;

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    expression(concat!(
        r"^(?:<\d{1,3}>)?(?:(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:\s?[+-]\d{2}:?\d{2}|Z)?)",
        r"|([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?))\s+(?:(\S+)\s+)?",
        r"(chromoting|remoting_me2me_host|remoting-me2me-host|chrome-remote-desktop(?:-host)?|remoting_it2me_host|org\.chromium\.chromoting)",
        r"(?:\[\d+\])?(?:\s*<\w+>)?:\s+(.*)$"
    ))
});
static MESSAGE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(Client connected|Client disconnected|Access denied for client|Channel IP for client|Host started for user): (\S+)(.*)$",
    )
});
static FIELD: LazyLock<Regex> = LazyLock::new(|| expression(r"(\w+)='([^']*)'"));

fn sniff(lines: &[&str]) -> bool {
    lines.iter().any(|it| LINE.captures(it).is_some_and(|parts| MESSAGE.is_match(&parts[7])))
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let mut years = Years::of(&reading.hints());
    let mut open: BTreeMap<String, Record> = BTreeMap::new();
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        let Some(parts) = LINE.captures(&text) else { continue };
        let Some(message) = MESSAGE.captures(&parts[7]) else { continue };
        let part = |idx: usize| parts.get(idx).map(|it| it.as_str());
        let at = match part(1) {
            Some(time) => reading.time(time, &TimeZone::UTC),
            None => yearless(part(2), part(3), part(4), &mut years, reading),
        };
        let Some(at) = at else { continue };
        told(at, part(5), &message, &mut open, reading);
    }
    for (_, record) in open {
        reading.push(record);
    }
}

fn yearless(
    month: Option<&str>,
    day: Option<&str>,
    clock: Option<&str>,
    years: &mut Years,
    reading: &mut Reading<'_>,
) -> Option<Timestamp> {
    let day = day?.parse().ok()?;
    match years.date(month?, day) {
        Some(date) => reading.time(&format!("{date}T{}", clock?), &TimeZone::UTC),
        None => {
            if reading.first_time("no year") {
                reading.problem(
                    "times without a year, and none in the file's name or folder: lines are left out; \
                     put the day of export into the name (`syslog-2026-02-15`)",
                );
            }
            None
        }
    }
}

fn told(
    at: Timestamp,
    host: Option<&str>,
    message: &regex::Captures<'_>,
    open: &mut BTreeMap<String, Record>,
    reading: &mut Reading<'_>,
) {
    // The Windows texts end with a full stop, and some collectors copy them.
    let id = message[2].trim_end_matches('.');
    let account = account_of_signalling_id(id);
    let begin = |kind: &str, reading: &Reading<'_>| {
        let mut res = CHROME_REMOTE_DESKTOP.record(at, kind, reading);
        res.set("device_name", host);
        res
    };
    match &message[1] {
        "Host started for user" => {
            let mut record = begin("start", reading);
            record.set("own_id", account);
            reading.push(record);
        }
        "Access denied for client" => {
            let mut record = begin("request", reading);
            record.set("direction", "in");
            record.set("how", "rejected");
            record.set("peer_id", account);
            reading.push(record);
        }
        "Client connected" => {
            let mut record = begin("session", reading);
            record.set("direction", "in");
            record.set("peer_id", account);
            if let Some(earlier) = open.insert(id.to_owned(), record) {
                reading.push(earlier);
            }
            if open.len() > OPEN_MAX
                && let Some((_, oldest)) = open.pop_first()
            {
                reading.push(oldest);
            }
        }
        "Client disconnected" => {
            if let Some(mut record) = open.remove(id) {
                record.set("ended_at", at);
                reading.push(record);
            }
        }
        _ => {
            let mut found = (None, None);
            for field in FIELD.captures_iter(&message[3]) {
                let ip = addresses::parse(&field[2]).map(|it| it.0);
                match &field[1] {
                    "ip" => found.0 = ip,
                    "host_ip" => found.1 = ip,
                    _ => {}
                }
            }
            // `unknown` where the two speak through a relay. It comes again for every channel.
            match open.get_mut(id) {
                Some(record) => {
                    if record.text("peer_ip").is_none() {
                        record.set("peer_ip", found.0);
                    }
                    if record.text("own_ip").is_none() {
                        record.set("own_ip", found.1);
                    }
                }
                None if found.0.is_some() => {
                    let mut record = begin("login", reading);
                    record.set("direction", "in");
                    record.set("peer_id", account);
                    record.set("peer_ip", found.0);
                    record.set("own_ip", found.1);
                    reading.push(record);
                }
                None => {}
            }
        }
    }
}
