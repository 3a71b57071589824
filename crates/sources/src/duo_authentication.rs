//! Duo authentication log: who answered a second factor, at which computer, and on which phone.
//!
//! In: one event of the Admin API, version 1 or 2, or a copy of it. Out: `signins` for authentications, with a
//! second record where the phone stood somewhere else than the browser; `account_events` for enrolments.

use std::borrow::Cow;

use model::Json;
use model::Record;
use model::tables::{ACCOUNT_EVENTS, SIGNINS};
use model::value::join_list;

use crate::formats::addresses;
use crate::formats::json_fields::{self, Fields};
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "duo_authentication",
    title: "Duo authentication log",
    feeds: &["signins", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("duo_authentication.md"),
};

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    let is_object = |path: &str| event.get(path).is_some_and(Json::is_object);
    let answered = event.has("factor") || event.has("result");
    let second = event.has("event_type")
        && is_object("access_device")
        && (is_object("auth_device") || is_object("application"));
    let first = event.has("integration")
        && event.has("username")
        && event.has("factor")
        && ["new_enrollment", "access_device", "eventtype"].iter().any(|it| event.has(it));
    answered && (second || first)
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let Some(at) = event.time(&["isotimestamp", "timestamp", "p_event_time"], reading) else { return };
    let word = event.first_text(&["event_type", "eventtype"]).unwrap_or(Cow::Borrowed("authentication"));
    let mut record = if word.eq_ignore_ascii_case("enrollment") {
        enrolment(event, reading)
    } else {
        authentication(event, &word, reading)
    };
    record.set("happened_at", at);
    let phone = (record.table.name == SIGNINS.name).then(|| phone(event, &record, reading)).flatten();
    // No identity: a transaction may be told of more than once, and nobody promises that it is not.
    push_with_raw(reading, record, service("cisco", "duo"), value);
    if let Some(phone) = phone {
        reading.push(phone);
    }
}

fn authentication(event: Fields<'_>, word: &str, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&SIGNINS);
    record.set("account", account(event).as_deref());
    record.set("account_id", event.text("user.key").as_deref());
    let said = event.text("result").map(|it| it.to_ascii_lowercase());
    record.set("result", said.as_deref().map(result));
    record.set("reason", event.text("reason").as_deref());
    record.set("event", named(word, event.text("factor")));
    record.set("app", event.first_text(&["application.name", "integration"]).as_deref());
    record.set("ip", event.address(&["access_device.ip", "ip"]));
    let mut place = event.object("access_device.location");
    if !["city", "state", "country"].iter().any(|it| place.has(it)) {
        place = event.object("location");
    }
    set_place(&mut record, place);
    let device = event.object("access_device");
    record.set("device_id", device.text("epkey").as_deref());
    record.set("device_name", device.text("hostname").as_deref());
    let trust = event.first_text(&["trusted_endpoint_status", "access_device.trusted_endpoint_status"]);
    record.set("managed", trust.and_then(|it| is_trusted(&it)));
    record.set("os", joined(device.text("os"), device.text("os_version")));
    record.set("browser", device.text("browser").as_deref());
    record.set("risk", risk(event, said.as_deref()));
    record.set("behaviors", behaviors(event));
    record.set("product", "duo");
    record
}

/// The phone, where it answered from another address than the browser's. It is no sign-in by itself.
fn phone(event: Fields<'_>, browser: &Record, reading: &Reading<'_>) -> Option<Record> {
    let device = event.object("auth_device");
    let (ip, _) = addresses::parse(&device.text("ip")?)?;
    if browser.text("ip") == Some(&ip) || matches!(ip.as_str(), "0.0.0.0" | "::" | "127.0.0.1" | "::1") {
        return None;
    }
    let mut record = reading.record(&SIGNINS);
    for shared in ["happened_at", "account", "account_id", "app", "reason", "product"] {
        record.set(shared, browser.get(shared).clone());
    }
    record.set("result", "other");
    record.set("event", named("auth_device", event.text("factor")));
    record.set("ip", ip);
    set_place(&mut record, device.object("location"));
    record.set("device_name", device.title("name").as_deref());
    Some(record)
}

fn enrolment(event: Fields<'_>, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&ACCOUNT_EVENTS);
    record.set("account", account(event).as_deref());
    record.set("action", "enrollment");
    let device = event.title("auth_device.name").or_else(|| event.title("device"));
    record.set("target", device.as_deref());
    record.set("target_kind", device.is_some().then_some("device"));
    let mut detail: Vec<String> = Vec::new();
    for path in ["factor", "reason", "application.name", "integration"] {
        detail.extend(event.text(path).map(|it| format!("{path}={it}")));
    }
    record.set_free_text("detail", &detail.join("; "));
    record.set("result", event.text("result").map(|it| result(&it.to_ascii_lowercase())));
    record.set("ip", event.address(&["access_device.ip", "ip"]));
    record.set("device_id", event.text("access_device.epkey").as_deref());
    record.set("product", "duo");
    record
}

/// The sign-in name; where that is a bare name and the address is said beside it, the address, since other
/// products name people so.
fn account(event: Fields<'_>) -> Option<Cow<'_, str>> {
    let name = event.first_text(&["user.name", "username"]);
    let address = event.text("email").filter(|it| it.contains('@'));
    match name {
        Some(name) if name.contains('@') || address.is_none() => Some(name),
        _ => address,
    }
}

fn result(said: &str) -> &'static str {
    match said {
        "success" => "success",
        "denied" | "failure" | "fraud" | "error" => "failure",
        _ => "other",
    }
}

/// `authentication:duo_push`: the event and the way it was answered.
fn named(word: &str, factor: Option<Cow<'_, str>>) -> String {
    match factor {
        Some(factor) => format!("{word}:{factor}"),
        None => word.to_owned(),
    }
}

fn set_place(record: &mut Record, place: Fields<'_>) {
    record.set("city", place.text("city").as_deref());
    record.set("region", place.text("state").as_deref());
    record.set("country", place.text("country").as_deref());
}

fn is_trusted(status: &str) -> Option<bool> {
    match status.to_ascii_lowercase().as_str() {
        "trusted" => Some(true),
        "not trusted" => Some(false),
        _ => None,
    }
}

fn joined(name: Option<Cow<'_, str>>, version: Option<Cow<'_, str>>) -> Option<String> {
    let name = name?;
    Some(version.map_or_else(|| name.to_string(), |version| format!("{name} {version}")))
}

/// A push that its owner reported; else that Duo itself trusted the sign-in little.
fn risk(event: Fields<'_>, said: Option<&str>) -> Option<&'static str> {
    if said == Some("fraud") {
        return Some("reported as fraud");
    }
    let assessments = event.object("adaptive_trust_assessments");
    let is_low = |name: &str| {
        assessments.object(name).text("trust_level").is_some_and(|it| it.eq_ignore_ascii_case("low"))
    };
    ["more_secure_auth", "remember_me"].into_iter().any(is_low).then_some("low trust")
}

fn behaviors(event: Fields<'_>) -> Option<String> {
    let mut res: Vec<Cow<'_, str>> = Vec::new();
    for detector in event.items("adaptive_trust_assessments.more_secure_auth.detected_attack_detectors") {
        res.extend(json_fields::text(detector));
    }
    if event.flag("new_enrollment") == Some(true) {
        res.push(Cow::Borrowed("new_enrollment"));
    }
    (!res.is_empty()).then(|| join_list(res.iter().map(|it| &**it)))
}
