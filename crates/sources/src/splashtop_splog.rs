//! Splashtop Streamer's own log: `SPLog.txt`, and `FTCLog.txt` beside it.
//!
//! In: lines `<1>Feb03 15:15:38.194 SM_03280[Network] <message>`, local time without a year. Out:
//! `remote_sessions`: who connected from where, and the files that were asked for.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::Json;
use model::Place;
use regex::Regex;

use crate::formats::expression::expression;
use crate::formats::yearless::Years;
use crate::formats::{addresses, json_fields};
use crate::remote_session::Tool;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "splashtop_splog",
    title: "Splashtop Streamer log (SPLog.txt)",
    feeds: &["remote_sessions"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("splashtop_splog.md"),
};

pub static SPLASHTOP: Tool = Tool {
    name: "splashtop",
    own_names: &["splog", "ftclog", "agent_log", "log", "server", "splashtop", "splashtop remote"],
};

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"^<\d>([A-Z][a-z]{2})(\d{2}) (\d{2}:\d{2}:\d{2}\.\d{3}) (\S+?\[[^\]]*\].*)$")
});
static CONNECTED: LazyLock<Regex> = LazyLock::new(|| expression(r"client connected from (\S+)"));
static TRANSFER: LazyLock<Regex> =
    LazyLock::new(|| expression(r"\bOn(Upload|Download)(?:FileCP|File)?Request\b.*?=>\s*(\{.*)$"));

fn sniff(lines: &[&str]) -> bool {
    let matching = lines.iter().filter(|it| LINE.is_match(it)).count();
    matching > 0 && matching * 2 >= lines.len()
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let mut years = Years::of(&reading.hints());
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        // Lines that are not of this shape continue a message.
        let Some(parts) = LINE.captures(&text) else { continue };
        let message = &parts[4];
        // The year is carried on by every line, whatever it says.
        let date = parts[2].parse().ok().and_then(|day| years.date(&parts[1], day));
        if let Some(found) = CONNECTED.captures(message) {
            let Some(at) = time(date, &parts[3], reading) else { continue };
            let mut record = SPLASHTOP.record(at, "session", reading);
            record.set("direction", "in");
            record.set("peer_ip", addresses::parse(&found[1]).map(|it| it.0));
            reading.push(record);
        } else if let Some(found) = TRANSFER.captures(message) {
            let Some(at) = time(date, &parts[3], reading) else { continue };
            let Ok(request) = Json::parse(found[2].trim()) else {
                reading.problem("the request for a file is not JSON");
                continue;
            };
            let mut record = SPLASHTOP.record(at, "file_transfer", reading);
            record.set("direction", found[1].to_ascii_lowercase());
            record.set("item", request.get("fileName").and_then(json_fields::text).as_deref());
            record.set("size_bytes", request.get("fileSize").and_then(json_fields::int));
            reading.push(record);
        }
    }
}

fn time(date: Option<String>, clock: &str, reading: &mut Reading<'_>) -> Option<Timestamp> {
    match date {
        Some(date) => reading.time(&format!("{date}T{clock}"), &TimeZone::UTC),
        None => {
            if reading.first_time("no year") {
                reading.problem(
                    "times without a year, and none in the file's name or folder: lines are left out; \
                     put the day of export into the name (`SPLog-2026-02-15.txt`)",
                );
            }
            None
        }
    }
}
