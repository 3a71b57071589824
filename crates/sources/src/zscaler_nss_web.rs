//! Zscaler NSS web log: requests through the company's proxy.
//!
//! In: one line `{sourcetype:"zscalernss-web", event:{…}}`, or the inner object. Out: `web_events`.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use model::Json;
use model::Timestamp;
use model::tables::WEB_EVENTS;

use crate::formats::addresses;
use crate::formats::json_fields::{self, Fields};
use crate::{Reading, Shape, Source, workspace_chrome};

pub static SOURCE: Source = Source {
    id: "zscaler_nss_web",
    title: "Zscaler NSS web log",
    feeds: &["web_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("zscaler_nss_web.md"),
};

fn sniff(value: &Json) -> bool {
    let line = Fields::new(value);
    let wrapped =
        line.text("sourcetype").is_some_and(|it| it.starts_with("zscalernss-web")) && line.has("event");
    let bare = line.text("vendor").is_some_and(|it| it.eq_ignore_ascii_case("Zscaler"))
        && line.text("product").is_some_and(|it| it.eq_ignore_ascii_case("NSS"));
    wrapped || (bare && line.has("url"))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let line = Fields::new(value);
    let event = if line.get("event").is_some_and(Json::is_object) { line.object("event") } else { line };
    let Some(at) = time(event, reading) else { return };
    let mut record = reading.record(&WEB_EVENTS);
    record.set("happened_at", at);
    let text = |names: &[&str]| names.iter().find_map(|it| said(event, it));
    let bytes = |names: &[&str]| names.iter().find_map(|it| event.int(it));
    record.set("account", text(&["user", "login"]));
    record.set("device_name", text(&["devicehostname"]));
    record.set("device_owner", text(&["deviceowner"]));
    let url = text(&["url", "eurl"]);
    let host = text(&["hostname", "host", "ehost"]).map(|it| it.to_lowercase());
    record.set("host", host.or_else(|| workspace_chrome::host(url.as_deref()?)));
    record.set("url", url);
    record.set("method", text(&["requestmethod", "reqmethod"]));
    record.set("app", text(&["appname"]));
    record.set("activity", text(&["activity"]));
    record.set("object", text(&["filename", "upload_filename"]));
    record.set("category", text(&["urlcategory", "urlcat"]));
    record.set("bytes_out", bytes(&["requestsize", "reqsize"]));
    record.set("bytes_in", bytes(&["responsesize", "respsize"]));
    record.set("ip", text(&["ClientIP", "cip"]).and_then(|it| addresses::address(&it)));
    record.set("public_ip", text(&["clientpublicIP", "cpubip"]).and_then(|it| addresses::address(&it)));
    let action = text(&["action"]).map(|it| it.to_lowercase());
    record.set("allowed", action.map(|it| it.starts_with("allow")));
    record.set("user_agent", text(&["useragent", "ua"]));
    record.set("product", "zscaler");
    reading.push(record);
}

/// A cell without its blanks written as `%20`; `NA`, `None` and blanks are unknown.
fn said(event: Fields<'_>, name: &str) -> Option<String> {
    let text = event.text(name)?;
    let text = decoded(&text);
    let text = text.trim();
    (!json_fields::means_unknown(text) && text != "NA").then(|| text.to_owned())
}

/// Percent escapes of blanks only: others belong to the address they stand in.
fn decoded(text: &str) -> Cow<'_, str> {
    if text.contains("%20") { Cow::Owned(text.replace("%20", " ")) } else { Cow::Borrowed(text) }
}

/// `datetime` is the local time of whatever zone the feed was set up with, so reading it as UTC is noticed.
fn time(event: Fields<'_>, reading: &mut Reading<'_>) -> Option<Timestamp> {
    if let Some(count) = event.number("epochtime") {
        return json_fields::epoch(count);
    }
    let Some(text) = event.first_text(&["datetime", "time"]) else {
        reading.problem("no `datetime` time");
        return None;
    };
    reading.time(&text.replace("%20", " "), &TimeZone::UTC)
}
