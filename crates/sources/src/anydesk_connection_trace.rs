//! AnyDesk's list of incoming sessions: `connection_trace.txt`, on the controlled machine.
//!
//! In: `Incoming  2026-02-03, 14:06  Passwd  <alias or id>  <id>`; local time, to the minute. Out:
//! `remote_sessions`, one record of kind `session` a line. Holds no addresses.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::Place;
use regex::Regex;

use crate::anydesk_trace::start;
use crate::formats::expression::expression;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "anydesk_connection_trace",
    title: "AnyDesk incoming sessions (connection_trace.txt)",
    feeds: &["remote_sessions"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("anydesk_connection_trace.md"),
};

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"^\s*(Incoming|Outgoing)\s+(\d{4}-\d{2}-\d{2}),\s+(\d{2}:\d{2})\s+(\S+)\s+(\S.*?)\s*$")
});

fn sniff(lines: &[&str]) -> bool {
    lines.first().is_some_and(|it| LINE.is_match(it))
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        if text.trim().is_empty() {
            continue;
        }
        let Some(parts) = LINE.captures(&text) else {
            reading.problem("not a line of `connection_trace.txt`");
            continue;
        };
        let Some(at) = local_time(&parts[2], &parts[3], reading) else { continue };
        let mut record = start(at, "session", reading);
        record.set("direction", if &parts[1] == "Incoming" { "in" } else { "out" });
        record.set(
            "how",
            match parts[4].to_ascii_lowercase().as_str() {
                "passwd" => "password",
                other => other,
            },
        );
        // Alias or id, then id: the last is the id, and an alias may hold blanks.
        let (alias, id) = parts[5].rsplit_once(char::is_whitespace).unwrap_or(("", &parts[5]));
        let (alias, id) = (alias.trim(), id.trim());
        if id.chars().all(|it| it.is_ascii_digit()) {
            record.set("peer_id", id);
            if alias != id {
                record.set("peer_name", alias);
            }
        } else {
            record.set("peer_name", parts[5].trim());
        }
        reading.push(record);
    }
}

/// The machine's local time. Without a zone in the policy it is read as UTC, and that is noticed once.
pub(crate) fn local_time(date: &str, time: &str, reading: &mut Reading<'_>) -> Option<Timestamp> {
    reading.time(&format!("{date}T{time}:00"), &TimeZone::UTC)
}
