//! Splashtop's team log as it is pushed to a SIEM: sessions, files, and what members do in the console.
//!
//! In: one event with `client_…` (who connects) and `destination_…` (what is reached). Out: `remote_sessions` for
//! the beginnings of sessions, else `account_events`.

use jiff::tz::TimeZone;
use model::Json;
use model::tables::ACCOUNT_EVENTS;
use model::{Record, Timestamp};

use crate::formats::json_fields::Fields;
use crate::splashtop_splog::SPLASHTOP;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "splashtop_siem",
    title: "Splashtop team log (SIEM logging)",
    feeds: &["remote_sessions", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("splashtop_siem.md"),
};

fn sniff(value: &Json) -> bool {
    let event = event(value);
    let is_ours = event.text("service_name").is_some_and(|it| it.to_ascii_lowercase().contains("splashtop"));
    (is_ours || event.has("module") && event.has("code"))
        && ["client_user_device", "destination_user_device", "client_email"].iter().any(|it| event.has(it))
}

/// Splunk's collector puts the event one deeper.
fn event<'a>(value: &'a Json<'a>) -> Fields<'a> {
    match value.get("event") {
        Some(inner @ Json::Object(_)) => Fields::new(inner),
        _ => Fields::new(value),
    }
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = event(value);
    let Some(at) = time(event, Fields::new(value), reading) else { return };
    let action = event.text("action").unwrap_or_default();
    let message = event.text("message").unwrap_or_default();
    let text = message.to_ascii_uppercase();
    let is_session = event.text("category").is_some_and(|it| it.eq_ignore_ascii_case("session"))
        || action.to_ascii_lowercase().ends_with("session")
        || action.to_ascii_lowercase().ends_with("sessions");
    // The end of a session says nothing that its beginning did not.
    if is_session && (text.contains(" END") || text.contains(" STOP")) {
        return;
    }
    let mut record = if is_session && event.has("destination_user_device") {
        session(at, event, reading)
    } else {
        account_event(at, &action, &message, event, reading)
    };
    // A session's number stands at its beginning and at its end.
    if let Some(id) = event.text("id") {
        record.identified_by(&format!("splashtop|{id}|{text}"));
    }
    reading.push(record);
}

fn session(at: Timestamp, event: Fields<'_>, reading: &mut Reading<'_>) -> Record {
    let mut res = SPLASHTOP.record(at, "session", reading);
    // The log is the team's: no name on its path is the device.
    res.set("hints", None::<String>);
    res.set("direction", "in");
    res.set("device_name", event.text("destination_user_device").as_deref());
    res.set("own_ip", event.address(&["destination_ip"]));
    res.set("peer_id", event.text("client_email").as_deref());
    res.set("peer_name", event.text("client_user_device").as_deref());
    res.set("peer_ip", event.address(&["client_ip"]));
    res.set("peer_os", event.text("client_user_platform").as_deref());
    res
}

fn account_event(
    at: Timestamp,
    action: &str,
    message: &str,
    event: Fields<'_>,
    reading: &mut Reading<'_>,
) -> Record {
    let mut res = reading.record(&ACCOUNT_EVENTS);
    res.set("happened_at", at);
    res.set("account", event.text("client_email").as_deref());
    res.set("action", if action.is_empty() { message } else { action });
    res.set("target", event.text("destination_user_device").as_deref());
    res.set_free_text("detail", message);
    res.set("ip", event.address(&["client_ip"]));
    res.set("product", "splashtop");
    res
}

/// A time of its own, else the one the original line begins with: `2026-02-03 02:15:45 UTC Share Session START.`
/// What a collector put around it knows when it came.
fn time(event: Fields<'_>, around: Fields<'_>, reading: &mut Reading<'_>) -> Option<Timestamp> {
    for name in ["timestamp", "@timestamp", "created", "time"] {
        if event.has(name) {
            return event.time(&[name], reading);
        }
    }
    if !event.has("original") && around.has("time") {
        return around.time(&["time"], reading);
    }
    let original = event.text("original").unwrap_or_default();
    let words: Vec<&str> = original.split_whitespace().take(3).collect();
    match words[..] {
        [date, clock, zone] if zone == "UTC" || zone.starts_with(['+', '-']) => {
            reading.time(&format!("{date} {clock} {zone}"), &TimeZone::UTC)
        }
        [date, clock, ..] => reading.time(&format!("{date} {clock}"), &TimeZone::UTC),
        _ => {
            reading.problem("no time, and none at the beginning of `original`");
            None
        }
    }
}
