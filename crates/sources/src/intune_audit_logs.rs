//! Intune audit logs: what administrators changed on managed devices and their programs.
//!
//! In: one record as diagnostic settings send it. Out: `account_events` of whoever did it.

use jiff::tz::TimeZone;
use model::Json;
use model::tables::ACCOUNT_EVENTS;

use crate::formats::json_fields::{Fields, means_unknown};
use crate::formats::shown_times;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "intune_audit_logs",
    title: "Microsoft Intune audit logs",
    feeds: &["account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("intune_audit_logs.md"),
};

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    event.has("operationName") && event.has("properties.AuditEventId") && event.has("properties.ActivityDate")
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let told = event.object("properties");
    // The envelope's time is that of the copy, and often not there.
    let Some(text) = told.text("ActivityDate") else { return reading.problem("no `ActivityDate`") };
    let Some(at) = shown_times::time(&text, &TimeZone::UTC, reading) else { return };
    let Some(action) = event.text("operationName") else { return };
    let mut record = reading.record(&ACCOUNT_EVENTS);
    record.set("happened_at", at);
    record.set("account", event.first_text(&["properties.Actor.UPN", "identity"]).as_deref());
    record.set("action", &*action);
    let names = told.items("TargetDisplayNames").iter().filter_map(Json::as_str);
    let name = names.into_iter().find(|it| !means_unknown(it) && *it != "<null>").map(str::to_owned);
    let id = told.items("TargetObjectIds").first().and_then(Json::as_str).map(str::to_owned);
    record.set("target", name.or(id));
    record.set("target_kind", action.split_once(' ').map(|it| it.1));
    record.set("detail", told.text("Actor.ApplicationName").as_deref());
    record.set(
        "result",
        event
            .text("resultType")
            .map(|it| if it.eq_ignore_ascii_case("success") { "success" } else { "failure" }),
    );
    record.set("product", "intune");
    if let Some(id) = told.text("AuditEventId") {
        record.identified_by(&id);
    }
    reading.push(record);
}
