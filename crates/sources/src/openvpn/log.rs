//! OpenVPN's server log.
//!
//! In: lines of the log file, of syslog with whole times, or of Access Server's `openvpnas.log`, which quotes them. Out:
//! `signins` where a peer connects, fails or leaves, `account_events` for the inner address. What a peer says of itself
//! stands in lines of its own before it is let in, so it is kept by the peer's address and port until then.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::tz::TimeZone;
use model::{Place, Timestamp};
use regex::Regex;

use super::{address, known, learn, signin};
use crate::formats::expression::expression;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "openvpn_log",
    title: "OpenVPN server log",
    feeds: &["signins", "account_events"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("log.md"),
};

/// Peers that have begun to connect and are neither in nor away; scanners knock and never come back.
const PEERS_MAX: usize = 10_000;

/// Access Server quotes what its OpenVPN says, with a time of its own that has an offset.
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| expression(r#"^(\S+) \[[^\]]*\] \[OVPN[^\]]*\] (?:OUT|ERR): ['"](.*?)['"]?\s*$"#));
static ISO: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})(?: us=(\d+))? (.*)$"));
static ASCTIME: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"^([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})(?: us=(\d+))? (.*)$")
});
/// syslog with whole times: time, host, perhaps a facility, the program.
static SYSLOG: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"^(\d{4}-\d{2}-\d{2}T\S+) \S+ (?:\S+\.\S+ )?([\w./@-]+)(?:\[\d+\])?:\s+(.*)$")
});
/// syslog as it was: no year.
static OLD_SYSLOG: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^(?:<\d+>)?[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} (?:\S+ )?([\w./@-]+)(?:\[\d+\])?:\s+(.*)$",
    )
});
/// What only OpenVPN says.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"\[AF_INET6?\]|peer info: IV_|VERIFY OK: depth=|MULTI(?:_sva)?: |PUSH: Received control|SENT CONTROL \[|Control Channel: TLS|OpenVPN \d\.\d.* built on|client-instance|Data Channel|TLS: soft reset",
    )
});
/// A line about one peer: its name where it has one, its address and port, the message.
static PEER: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^(?:([^/\s\[\]]+)/)?([0-9a-fA-F.:]+:\d{1,5}) (.*)$"));
static INITIATED: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^\[(.*?)\] Peer Connection Initiated with "));
static REFUSED: LazyLock<Regex> = LazyLock::new(|| expression(r"^SENT CONTROL \[([^\]]*)\]"));
static USER: LazyLock<Regex> =
    LazyLock::new(|| expression(r"Username/Password authentication \w+ for username '([^']*)'"));
static INFO: LazyLock<Regex> = LazyLock::new(|| expression(r"^peer info: (\w+)=(.*)$"));
static COMMON_NAME: LazyLock<Regex> = LazyLock::new(|| expression(r"\bCN=([^,/]+)"));
static VERIFY_ERROR: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^VERIFY ERROR: depth=0, error=([^:]+)(?:: (.*))?$"));
static LEARN: LazyLock<Regex> = LazyLock::new(|| expression(r"^MULTI: Learn: (\S+) -> "));
static LEFT: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^SIG\w+\[\w+,([^\]]*)\] received, (client-instance \w+)"));

/// One line in its parts.
struct Line<'a> {
    /// As written, with an offset or without; nothing where syslog leaves out the year.
    time: Option<String>,
    message: &'a str,
    /// Access Server says so by its quoting.
    quoted: bool,
}

fn line(text: &str) -> Option<Line<'_>> {
    if let Some(parts) = QUOTED.captures(text) {
        let inner = parts.get(2)?.as_str();
        let message = [&ISO, &ASCTIME]
            .iter()
            .find_map(|it| it.captures(inner)?.get(3).map(|it| it.as_str()))
            .unwrap_or(inner);
        return Some(Line { time: Some(parts[1].to_owned()), message, quoted: true });
    }
    for form in [&ISO, &ASCTIME] {
        if let Some(parts) = form.captures(text) {
            let mut time = parts[1].to_owned();
            if let Some(micros) = parts.get(2).and_then(|it| it.as_str().parse::<u32>().ok())
                && form.as_str() == ISO.as_str()
            {
                time.push_str(&format!(".{micros:06}"));
            }
            return Some(Line { time: Some(time), message: parts.get(3)?.as_str(), quoted: false });
        }
    }
    if let Some(parts) = SYSLOG.captures(text) {
        return Some(Line {
            time: Some(parts[1].to_owned()),
            message: parts.get(3)?.as_str(),
            quoted: false,
        });
    }
    let parts = OLD_SYSLOG.captures(text)?;
    Some(Line { time: None, message: parts.get(2)?.as_str(), quoted: false })
}

fn sniff(lines: &[&str]) -> bool {
    let mut shaped = 0;
    let mut marked = 0;
    for text in lines {
        if let Some(line) = line(text) {
            shaped += 1;
            marked += usize::from(line.quoted || MARK.is_match(line.message));
        }
    }
    // In a log of several programs OpenVPN must be the one that speaks most.
    marked > 0 && shaped * 2 >= lines.len() && marked * 4 >= shaped
}

/// What is known of a peer before it is let in.
#[derive(Default)]
struct Peer {
    user: Option<String>,
    common_name: Option<String>,
    platform: Option<String>,
    platform_version: Option<String>,
    hardware: Option<String>,
    program: Option<String>,
    version: Option<String>,
    failed: bool,
}

impl Peer {
    /// The name that was typed in, else the one on the certificate.
    fn account(&self) -> Option<&str> {
        self.user.as_deref().or(self.common_name.as_deref()).and_then(known)
    }
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let mut peers: HashMap<String, Peer> = HashMap::new();
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        // Lines of another shape continue a message, or are another program's.
        let Some(line) = line(&text) else { continue };
        let Some(parts) = PEER.captures(line.message) else { continue };
        let (name, place) = (parts.get(1).map(|it| it.as_str()), parts[2].to_owned());
        let message = parts.get(3).map_or("", |it| it.as_str());
        if !peers.contains_key(&place) && peers.len() >= PEERS_MAX {
            peers.clear();
        }
        let peer = peers.entry(place.clone()).or_default();
        if let Some(name) = name.filter(|_| peer.common_name.is_none()) {
            peer.common_name = Some(plain_name(name, line.quoted).to_owned());
        }
        if is_said_before(message, line.quoted, peer) || !happens(message) {
            continue;
        }
        let Some(time) = &line.time else {
            if reading.first_time("no year") {
                reading.problem("times without a year; have syslog write whole times (RFC 3339)");
            }
            continue;
        };
        let Some(at) = reading.time(time, &TimeZone::UTC) else { continue };
        if happened(at, &place, message, line.quoted, peer, reading) {
            peers.remove(&place);
        }
    }
}

/// Autologin profiles of Access Server carry the mark in their name.
fn plain_name(name: &str, quoted: bool) -> &str {
    if quoted { name.strip_suffix("_AUTOLOGIN").unwrap_or(name) } else { name }
}

/// Lines that say something of a peer, but are no event themselves.
fn is_said_before(message: &str, quoted: bool, peer: &mut Peer) -> bool {
    if let Some(user) = USER.captures(message) {
        peer.user = known(&user[1]).map(str::to_owned);
    } else if let Some(info) = INFO.captures(message) {
        let value = Some(info[2].trim().to_owned());
        match &info[1] {
            "IV_PLAT" => peer.platform = value,
            "IV_PLAT_VER" => peer.platform_version = value,
            "IV_HWADDR" => peer.hardware = value,
            "IV_GUI_VER" => peer.program = value,
            "IV_VER" => peer.version = value,
            _ => {}
        }
    } else if message.starts_with("VERIFY OK: depth=0") {
        if let Some(name) = COMMON_NAME.captures(message) {
            peer.common_name = Some(plain_name(name[1].trim(), quoted).to_owned());
        }
    } else {
        return false;
    }
    true
}

fn happens(message: &str) -> bool {
    INITIATED.is_match(message)
        || LEARN.is_match(message)
        || LEFT.is_match(message)
        || VERIFY_ERROR.is_match(message)
        || is_refused(message)
}

fn is_refused(message: &str) -> bool {
    message.starts_with("TLS Auth Error: ")
        || (message.starts_with("SENT CONTROL [") && message.contains("AUTH_FAILED"))
}

/// Hands on what happened to a peer; true where it is gone.
fn happened(
    at: Timestamp,
    place: &str,
    message: &str,
    quoted: bool,
    peer: &mut Peer,
    reading: &mut Reading<'_>,
) -> bool {
    let ip = address(place);
    if let Some(inner) = LEARN.captures(message) {
        // Networks behind a peer are no address of its own.
        if !inner[1].contains('/') {
            learn(at, peer.account(), &inner[1], ip, reading);
        }
        return false;
    }
    let left = LEFT.captures(message);
    let (result, event, reason) = if let Some(name) = INITIATED.captures(message) {
        peer.common_name = Some(plain_name(&name[1], quoted).to_owned());
        peer.failed = false;
        ("success", "Peer Connection Initiated", None)
    } else if let Some(error) = VERIFY_ERROR.captures(message) {
        if let Some(name) = COMMON_NAME.captures(message) {
            peer.common_name = Some(name[1].trim().to_owned());
        }
        peer.failed = true;
        ("failure", "VERIFY ERROR", Some(error[1].to_owned()))
    } else if let Some(left) = &left {
        // A peer that never came in leaves nothing behind.
        if peer.account().is_none() {
            return true;
        }
        ("other", left.get(2).map_or("", |it| it.as_str()), Some(left[1].to_owned()))
    } else {
        if let Some(name) = REFUSED.captures(message)
            && peer.common_name.is_none()
        {
            peer.common_name = known(&name[1]).map(str::to_owned);
        }
        // Both lines are written for one attempt.
        if std::mem::replace(&mut peer.failed, true) {
            return false;
        }
        let reason = message.strip_prefix("TLS Auth Error: ").unwrap_or("AUTH_FAILED");
        ("failure", "AUTH_FAILED", Some(reason.to_owned()))
    };
    let mut record = signin(at, result, event, reading);
    record.set("account", peer.account());
    record.set("reason", reason);
    record.set("ip", ip);
    record.set("session_id", place);
    let system: Vec<&str> =
        [&peer.platform, &peer.platform_version].into_iter().flatten().map(String::as_str).collect();
    record.set("os", Some(system.join(" ")).filter(|it| !it.is_empty()));
    record.set("device_id", peer.hardware.as_ref().map(|it| it.to_ascii_lowercase()));
    let program: Vec<&str> =
        [&peer.program, &peer.version].into_iter().flatten().map(String::as_str).collect();
    record.set("user_agent", Some(program.join(" ")).filter(|it| !it.is_empty()));
    reading.push(record);
    left.is_some()
}
