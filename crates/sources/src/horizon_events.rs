//! VMware (Omnissa) Horizon events, as a Connection Server sends them by syslog.
//!
//! In: lines with the structured data `[View@6876 …]`. Out: `vdi_sessions` where someone logs in, connects to a
//! desktop or leaves it; `signins` where someone could not log in.

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use model::{Place, tables::SIGNINS, tables::VDI_SESSIONS};
use regex::Regex;

use crate::formats::addresses;
use crate::formats::expression::expression;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "horizon_events",
    title: "VMware Horizon events (syslog)",
    feeds: &["vdi_sessions", "signins"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("horizon_events.md"),
};

/// The last whole time before the structured data, the data, and the message behind it: relays put times of their
/// own before.
static EVENT: LazyLock<Regex> =
    LazyLock::new(|| expression(r"(\d{4}-\d{2}-\d{2}T\S+) \S+ View - \S+ \[View@6876 (.*)$"));
static PAIR: LazyLock<Regex> = LazyLock::new(|| expression(r#"(\w+)="((?:[^"\\]|\\.)*)""#));

fn sniff(lines: &[&str]) -> bool {
    let marked = lines.iter().filter(|it| it.contains("[View@6876 ")).count();
    marked > 0 && marked * 2 >= lines.len()
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    while let Some((number, line)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        if !line.contains("[View@6876 ") {
            continue;
        }
        let Some(parts) = EVENT.captures(&line) else {
            reading.problem("a Horizon event without a whole time before it");
            continue;
        };
        let pairs: Vec<(String, String)> =
            PAIR.captures_iter(&parts[2]).map(|it| (it[1].to_owned(), unescaped(&it[2]))).collect();
        event(&parts[1], &pairs, reading);
    }
}

/// RFC 5424 escapes quote, backslash and closing bracket; Horizon does so for some.
fn unescaped(text: &str) -> String {
    text.replace("\\\"", "\"").replace("\\]", "]").replace("\\\\", "\\")
}

fn event(time: &str, pairs: &[(String, String)], reading: &mut Reading<'_>) {
    let get = |names: &[&str]| -> Option<&str> {
        names.iter().find_map(|name| {
            let found = pairs.iter().find(|it| it.0 == *name)?;
            (!found.1.trim().is_empty()).then_some(found.1.trim())
        })
    };
    let Some(kind) = get(&["EventType"]) else {
        reading.problem("no `EventType`");
        return;
    };
    let failed = kind.starts_with("BROKER_USER_AUTHFAILED") || kind == "BROKER_USER_NOT_AUTHORIZED";
    let state = match kind {
        "BROKER_USERLOGGEDIN" => "started",
        "AGENT_CONNECTED" | "AGENT_RECONNECTED" => "connected",
        "AGENT_DISCONNECTED" | "AGENT_ENDED" | "BROKER_USERLOGGEDOUT" => "completed",
        _ if failed => "failed",
        // The broker's own affairs.
        _ => return,
    };
    let Some(at) = reading.time(time, &TimeZone::UTC) else { return };
    // Behind a gateway the client's own address is the forwarded one.
    let ip = get(&["ForwardedClientIpAddress"]).and_then(addresses::address);
    let ip = ip.or_else(|| get(&["ClientIpAddress"]).and_then(addresses::address));
    let account = get(&["UserName", "UserDisplayName"]);
    if failed {
        let mut record = reading.record(&SIGNINS);
        record.set("happened_at", at);
        record.set("account", account);
        record.set("result", "failure");
        record.set("event", kind);
        record.set("app", "horizon");
        record.set("ip", ip);
        record.set("product", "horizon");
        reading.push(record);
        return;
    }
    let mut record = reading.record(&VDI_SESSIONS);
    record.set("happened_at", at);
    record.set("account", account);
    record.set("client_ip", ip);
    record.set("session_host", get(&["MachineDnsName", "MachineName"]));
    record.set("state", state);
    record.set("session_id", get(&["BrokerSessionId"]));
    record.set("product", "horizon");
    reading.push(record);
}
