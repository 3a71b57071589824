//! RustDesk's logs: of the controlled machine, of the controlling one, and of an own rendezvous server.
//!
//! In: lines `[2026-02-03 13:04:08.350802 +00:00] DEBUG [src/server/connection.rs:983] <message>`. Out:
//! `remote_sessions`: sessions that came in or went out, and, from the server's log, which id registered from
//! which address.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::{Place, Record};
use regex::Regex;

use crate::formats::addresses;
use crate::formats::expression::expression;
use crate::remote_session::Tool;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "rustdesk_log",
    title: "RustDesk log (client, service, hbbs)",
    feeds: &["remote_sessions"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("rustdesk_log.md"),
};

static RUSTDESK: Tool = Tool {
    name: "rustdesk",
    own_names: &["rustdesk_rcurrent", "rustdesk", "log", "logs", "server", "service", "hbbs", "hbbr"],
};

/// Sessions that are open at once; more are lost ends.
const OPEN_MAX: usize = 1_000;

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^(?:\d{4}-\d{2}-\d{2}T\S+\s+)?\[(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?(?: [+-]\d{2}:?\d{2})?)\] (?:TRACE|DEBUG|INFO|WARN|ERROR) \[([^\]]*?)(?::\d+)?\] (.*)$",
    )
});
/// Files of RustDesk's source that no other program has; others log in the same form.
static OWN_FILE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?:^|[/\\])(?:rendezvous_mediator|rendezvous_server|relay_server|core_main|hbb_common|lan|ui_session_interface|ui_cm_interface|io_loop|server[/\\]connection|flutter|video_service|input_service)(?:\.rs|[/\\]|$)",
    )
});
static OPENED: LazyLock<Regex> = LazyLock::new(|| expression(r"^#(\d+) Connection opened from (\S+?)\.?$"));
static CLOSED: LazyLock<Regex> = LazyLock::new(|| expression(r"^#(\d+) Connection closed: (.*)$"));
static SESSION: LazyLock<Regex> = LazyLock::new(|| expression(r"^Session (\S+) start\b"));
static PUNCHED: LazyLock<Regex> = LazyLock::new(|| expression(r"^Hole Punched (\S+) = (\S+)$"));
static PEER_INFO: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r#"handle_peer_info\s*:\s*PeerInfo \{ username: "((?:[^"\\]|\\.)*)", hostname: "((?:[^"\\]|\\.)*)", platform: "((?:[^"\\]|\\.)*)""#,
    )
});
static LEFT: LazyLock<Regex> = LazyLock::new(|| expression(r"^Exit io_loop of id=(\S+)$"));
static REGISTERED: LazyLock<Regex> = LazyLock::new(|| expression(r"^update_pk (\S+) (\S+) "));
static STARTED: LazyLock<Regex> = LazyLock::new(|| expression(r"^start rendezvous mediator of (\S+)$"));

fn sniff(lines: &[&str]) -> bool {
    lines.iter().any(|it| LINE.captures(it).is_some_and(|parts| OWN_FILE.is_match(&parts[2])))
}

#[derive(Default)]
struct Open {
    /// By the number of the connection.
    incoming: BTreeMap<String, Record>,
    /// By the id that was dialled.
    outgoing: BTreeMap<String, Record>,
    /// The id that was dialled last: what the other side says of itself belongs to it.
    dialled: String,
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let mut open = Open::default();
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        // Lines that are not of this shape continue a message.
        let Some(parts) = LINE.captures(&text) else { continue };
        open.line(&parts[1], parts[3].trim_end(), reading);
    }
    for (_, record) in open.incoming.into_iter().chain(open.outgoing) {
        reading.push(record);
    }
}

/// Older versions write no offset.
fn at(time: &str, reading: &mut Reading<'_>) -> Option<Timestamp> {
    reading.time(time, &TimeZone::UTC)
}

impl Open {
    fn line(&mut self, time: &str, message: &str, reading: &mut Reading<'_>) {
        if let Some(parts) = OPENED.captures(message) {
            let Some(at) = at(time, reading) else { return };
            let mut record = RUSTDESK.record(at, "session", reading);
            record.set("direction", "in");
            record.set("peer_ip", addresses::parse(&parts[2]).map(|it| it.0));
            // Numbers begin anew when the program does.
            hold(&mut self.incoming, &parts[1], record, reading);
        } else if let Some(parts) = CLOSED.captures(message) {
            if let Some(mut record) = self.incoming.remove(&parts[1]) {
                record.set("ended_at", at(time, reading));
                reading.push(record);
            }
        } else if let Some(parts) = SESSION.captures(message) {
            let Some(at) = at(time, reading) else { return };
            let mut record = RUSTDESK.record(at, "session", reading);
            record.set("direction", "out");
            // An address may be dialled instead of an id.
            match addresses::parse(&parts[1]) {
                Some((ip, _)) => record.set("peer_ip", ip),
                None => record.set("peer_id", &parts[1]),
            };
            self.dialled = parts[1].to_owned();
            hold(&mut self.outgoing, &parts[1], record, reading);
        } else if let Some(parts) = PUNCHED.captures(message) {
            if let Some(record) = self.outgoing.get_mut(&parts[1]) {
                record.set("peer_ip", addresses::parse(&parts[2]).map(|it| it.0));
            }
        } else if let Some(parts) = PEER_INFO.captures(message) {
            if let Some(record) = self.outgoing.get_mut(&self.dialled) {
                record.set("peer_name", Some(&parts[2]).filter(|it| !it.is_empty()));
                record.set("peer_os", Some(&parts[3]).filter(|it| !it.is_empty()));
            }
        } else if let Some(parts) = LEFT.captures(message) {
            if let Some(mut record) = self.outgoing.remove(&parts[1]) {
                record.set("ended_at", at(time, reading));
                reading.push(record);
            }
        } else if let Some(parts) = REGISTERED.captures(message) {
            if let Some((ip, _)) = addresses::parse(&parts[2])
                && let Some(at) = at(time, reading)
            {
                let mut record = RUSTDESK.record(at, "own_address", reading);
                record.set("own_id", &parts[1]);
                record.set("own_ip", ip);
                // The log is the server's, not the machine's: no name on its path is the device.
                record.set("hints", None::<String>);
                reading.push(record);
            }
        } else if STARTED.is_match(message)
            && let Some(at) = at(time, reading)
        {
            let record = RUSTDESK.record(at, "start", reading);
            reading.push(record);
        }
    }
}

/// Keeps a session until it ends. One that had the same key has lost its end.
fn hold(open: &mut BTreeMap<String, Record>, key: &str, record: Record, reading: &mut Reading<'_>) {
    if let Some(earlier) = open.insert(key.to_owned(), record) {
        reading.push(earlier);
    }
    if open.len() > OPEN_MAX
        && let Some((_, oldest)) = open.pop_first()
    {
        reading.push(oldest);
    }
}
