//! Google Workspace `chrome` reports: remote desktop, peripherals, sign-ins to devices, browser events.
//!
//! In: one activity. Out: `remote_sessions` for Chrome Remote Desktop, `endpoint_events` for what a device
//! says of itself, `web_events` for what the browser says of an address, else `account_events`.

use model::Json;
use model::tables::{ENDPOINT_EVENTS, REMOTE_SESSIONS, WEB_EVENTS};
use model::value::join_list;
use model::{Record, Timestamp};

use crate::formats::addresses;
use crate::formats::json_fields;
use crate::hardware;
use crate::workspace_reports::{self, Event};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "workspace_chrome",
    title: "Google Workspace Chrome report",
    feeds: &["remote_sessions", "endpoint_events", "web_events", "account_events"],
    shape: Shape::Json { sniff, read: workspace_reports::read },
    proof: include_str!("workspace_chrome.md"),
};

fn sniff(value: &Json) -> bool {
    workspace_reports::application(value).as_deref() == Some("chrome")
}

pub fn record(event: &Event<'_>, reading: &mut Reading<'_>) -> Record {
    let name = event.name.to_ascii_uppercase();
    let ended = name.ends_with("ENDED") || name.ends_with("DISCONNECTED");
    if name.contains("_CRD_") && !ended {
        return remote_session(event, &name, reading);
    }
    let kind = if name.contains("_CRD_") {
        Some("remote_desktop")
    } else if name.contains("PERIPHERAL") || name.contains("USB") {
        Some("device")
    } else if name.starts_with("CHROME_OS_") || name.starts_with("CHROMEOS_") {
        (name.contains("LOGIN") || name.contains("LOGOUT") || name.contains("LOCK")).then_some("logon")
    } else {
        None
    };
    if let Some(kind) = kind {
        return endpoint_event(event, kind, reading);
    }
    if event.text("URL").is_some() {
        return web_event(event, &name, reading);
    }
    let mut record = workspace_reports::account_event(event, reading);
    record.set("happened_at", at(event));
    record
}

/// The event's own clock; the activity's time is when it was reported.
fn at(event: &Event<'_>) -> Timestamp {
    event.number("TIMESTAMP").and_then(json_fields::epoch).unwrap_or(event.at)
}

fn device_user<'a>(event: &Event<'a>) -> Option<std::borrow::Cow<'a, str>> {
    event.text("DEVICE_USER").or_else(|| event.text("PROFILE_USER_NAME")).or_else(|| event.actor())
}

/// A host that waits is a `start`; a client that connects is a `session`. `SESSION_ID` begins with the Google
/// account of the one who connects.
fn remote_session(event: &Event<'_>, name: &str, reading: &mut Reading<'_>) -> Record {
    let mut record = reading.record(&REMOTE_SESSIONS);
    record.set("happened_at", at(event));
    record.set("tool", "chrome remote desktop");
    let connected = name.contains("CLIENT_CONNECTED");
    record.set("kind", if connected { "session" } else { "start" });
    record.set("direction", connected.then_some("incoming"));
    record.set("device_name", event.text("DEVICE_NAME").as_deref());
    record.set("hints", join_list(reading.hints()));
    record.set("local_user", device_user(event).as_deref());
    let peer = event.text("SESSION_ID");
    let peer = peer.as_deref().map(|it| it.split_once('/').map_or(it, |(account, _)| account));
    record.set("peer_id", peer);
    let peer_ip = event.text("CLIENT_IP").and_then(|it| addresses::address(&it));
    record.set("peer_ip", peer_ip);
    record
}

fn endpoint_event(event: &Event<'_>, kind: &str, reading: &mut Reading<'_>) -> Record {
    let mut record = event.start(&ENDPOINT_EVENTS, reading);
    record.set("happened_at", at(event));
    let device = event.text("DEVICE_NAME").or_else(|| event.text("DEVICE_ID"));
    record.set("device_name", device.as_deref());
    record.set("account", device_user(event).as_deref());
    record.set("kind", kind);
    let target = if kind == "device" { peripheral(event) } else { None };
    record.set("target", target.unwrap_or_else(|| event.name.to_string()));
    record.set_free_text("detail", &format!("{}; {}", event.name, event.detail()));
    record
}

/// In the form of all sources, so that one list of hardware serves them.
fn peripheral(event: &Event<'_>) -> Option<String> {
    let vendor = hardware_id(event, "VENDOR_ID")?;
    let product = hardware_id(event, "PRODUCT_ID")?;
    hardware::usb(&vendor, &product)
}

/// Four hexadecimal digits of a number or of text that is hexadecimal already.
fn hardware_id(event: &Event<'_>, name: &str) -> Option<String> {
    let value = event.parameter(name)?;
    let number = match value {
        Json::String(text) if text.trim().to_ascii_lowercase().starts_with("0x") => {
            i64::from_str_radix(text.trim().get(2..)?, 16).ok()?
        }
        other => json_fields::int(other)?,
    };
    (0..=0xffff).contains(&number).then(|| format!("{number:04X}"))
}

fn web_event(event: &Event<'_>, name: &str, reading: &mut Reading<'_>) -> Record {
    let mut record = event.start(&WEB_EVENTS, reading);
    record.set("happened_at", at(event));
    record.set("account", device_user(event).as_deref());
    record.set("device_name", event.text("DEVICE_NAME").as_deref());
    record.set("device_owner", event.text("DEVICE_USER").as_deref());
    let url = event.text("URL");
    record.set("url", url.as_deref());
    record.set("host", url.as_deref().and_then(host));
    let trigger = event.text("TRIGGER_TYPE").unwrap_or_default().to_ascii_uppercase();
    let activity = match trigger.as_str() {
        it if it.contains("UPLOAD") => "upload".to_owned(),
        it if it.contains("DOWNLOAD") => "download".to_owned(),
        "" => name.to_ascii_lowercase(),
        other => other.to_ascii_lowercase(),
    };
    record.set("activity", activity);
    record.set("object", event.title("CONTENT_NAME").as_deref());
    record.set("file_size", event.int("CONTENT_SIZE"));
    let cloud_account = event.text("WEB_APP_SIGNED_IN_ACCOUNT").or_else(|| event.text("LOGIN_USER_NAME"));
    record.set("cloud_account", cloud_account.as_deref());
    let result = event.text("EVENT_RESULT").map(|it| it.to_ascii_uppercase());
    record.set("allowed", result.map(|it| !it.contains("BLOCK")));
    record.set("user_agent", event.text("USER_AGENT").as_deref());
    record
}

/// The host in a URL with or without a scheme, in lower case.
pub fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = if authority.starts_with('[') {
        authority.split_once(']').map_or(authority, |(host, _)| host).trim_start_matches('[')
    } else {
        authority.split(':').next()?
    };
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}
