//! Slack audit logs: sign-ins, files that were taken or given out, and changes to people, channels and apps.
//!
//! In: one entry of the Audit Logs API. Out: `signins` for sign-ins and anomalies, `file_events` for files,
//! canvases and lists, `account_events` for everything else.

use std::borrow::Cow;

use model::Json;
use model::Record;
use model::tables::{ACCOUNT_EVENTS, FILE_EVENTS, SIGNINS};
use model::value::join_list;

use crate::formats::described::described;
use crate::formats::json_fields::{self, Fields};
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "slack_audit_logs",
    title: "Slack audit logs",
    feeds: &["signins", "file_events", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("slack_audit_logs.md"),
};

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    let is_object = |path: &str| event.get(path).is_some_and(Json::is_object);
    let located = event.has("context.location.domain") || event.has("context.location.type");
    event.text("action").is_some()
        && is_object("actor")
        && is_object("context")
        && (located || (event.has("date_create") && is_object("entity")))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let Some(at) = event.time(&["date_create", "p_event_time"], reading) else { return };
    let Some(action) = event.text("action") else {
        reading.problem("no `action`");
        return;
    };
    let kind = event.text("entity.type");
    let entity = kind.as_deref().map_or(Fields::new(&Json::Null), |it| event.object("entity").object(it));
    let mut record = if is_signin(&action) {
        signin(&action, event, reading)
    } else if let Some(word) = file_action(&action, kind.as_deref(), entity) {
        file_event(&action, word, kind.as_deref(), event, entity, reading)
    } else {
        account_event(&action, kind.as_deref(), event, entity, reading)
    };
    record.set("happened_at", at);
    let account =
        event.first_text(&["actor.user.email", "actor.user.name", "actor.user.id", "actor.app.name"]);
    record.set("account", account.as_deref());
    // Who was invited did not sit where the invitation was written.
    if !event.has("details.inviter") {
        record.set("ip", event.address(&["context.ip_address"]));
        record.set("user_agent", event.text("context.ua").as_deref());
        record.set("session_id", event.text("context.session_id").as_deref());
    }
    record.set("product", "slack");
    if let Some(id) = event.text("id") {
        record.identified_by(&id);
    }
    push_with_raw(reading, record, service("slack", "audit"), value);
}

fn is_signin(action: &str) -> bool {
    action.starts_with("user_login") || action.starts_with("user_logout") || action == "anomaly"
}

fn signin(action: &str, event: Fields<'_>, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&SIGNINS);
    record.set("account_id", event.text("actor.user.id").as_deref());
    let result = match action {
        "user_login" => "success",
        "user_login_failed" => "failure",
        _ => "other",
    };
    record.set("result", result);
    record.set("reason", event.list("details.reason").or_else(|| event.list("details.type")));
    record.set("event", action);
    // The workspace, which Slack calls a location.
    record.set("app", event.first_text(&["context.location.name", "context.location.domain"]).as_deref());
    if action == "anomaly" {
        record.set("risk", "anomaly");
        record.set("behaviors", anomaly(event));
    } else if action == "user_logout_compromised" {
        record.set("risk", "compromised device");
    }
    record
}

/// What was odd, and what it was before.
fn anomaly(event: Fields<'_>) -> Option<String> {
    let mut res: Vec<String> = Vec::new();
    for reason in event.items("details.reason") {
        res.extend(json_fields::text(reason).map(Cow::into_owned));
    }
    for name in ["location", "previous_ip_address", "previous_ua"] {
        res.extend(event.object("details").text(name).map(|it| format!("{name}={it}")));
    }
    (!res.is_empty()).then(|| join_list(res.iter().map(String::as_str)))
}

/// Our word for what was done to a file, a canvas or a list.
fn file_action(action: &str, kind: Option<&str>, entity: Fields<'_>) -> Option<&'static str> {
    let on_file = ["file_", "canvas_", "list_"].iter().any(|it| action.starts_with(it))
        || matches!(kind, Some("file" | "canvas" | "list"));
    if action == "workflow_responses_csv_download" {
        return Some("download");
    }
    if opens_to_outside(action) {
        return Some("share");
    }
    if !on_file {
        return None;
    }
    let (_, deed) = action.split_once('_').unwrap_or(("", action));
    Some(match deed {
        // Slack has one word for both. What it shows by itself has only been looked at.
        "downloaded" if is_shown_inline(entity) => "view",
        "downloaded" => "download",
        "opened" => "view",
        "uploaded" => "upload",
        "created" => "create",
        "shared" | "public_link_created" | "linksharing_enabled" | "access_added" | "access_upgraded" => {
            "share"
        }
        "deleted" | "tombstoned" | "row_deleted" | "rows_deleted" => "delete",
        "edited" | "merged" | "restored" => "edit",
        _ if deed.ends_with("_updated") || deed.ends_with("_created") => "edit",
        _ => "other",
    })
}

/// Pictures, sound and films are fetched when the channel is scrolled past them.
fn is_shown_inline(file: Fields<'_>) -> bool {
    let kind = file.text("filetype").unwrap_or_default().to_ascii_lowercase();
    let families = ["image/", "video/", "audio/"];
    let kinds =
        ["png", "jpg", "jpeg", "gif", "webp", "heic", "bmp", "svg", "mp4", "mov", "webm", "mp3", "m4a"];
    families.iter().any(|it| kind.starts_with(it)) || kinds.contains(&kind.as_str())
}

fn file_event(
    action: &str,
    word: &'static str,
    kind: Option<&str>,
    event: Fields<'_>,
    entity: Fields<'_>,
    reading: &Reading<'_>,
) -> Record {
    let mut record = reading.record(&FILE_EVENTS);
    record.set("action", word);
    record.set("event", action);
    record.set("item", entity.title("name").or_else(|| entity.title("title")).as_deref());
    record.set("item_id", entity.text("id").as_deref());
    record.set("item_kind", entity.text("filetype").as_deref().or(kind));
    record
        .set("location", event.first_text(&["context.location.name", "context.location.domain"]).as_deref());
    let public = action == "file_public_link_created";
    record.set("visibility", public.then_some("anyone_with_link"));
    record.set("external", (public || opens_to_outside(action)).then_some(true));
    record
}

/// A channel or a conversation that is shared with another organisation.
fn opens_to_outside(action: &str) -> bool {
    matches!(
        action,
        "connect_dm_invite_generated"
            | "external_shared_channel_access_upgraded"
            | "external_shared_channel_connected"
            | "external_shared_channel_invite_created"
            | "external_shared_channel_reconnected"
    )
}

fn account_event(
    action: &str,
    kind: Option<&str>,
    event: Fields<'_>,
    entity: Fields<'_>,
    reading: &Reading<'_>,
) -> Record {
    let mut record = reading.record(&ACCOUNT_EVENTS);
    record.set("action", action);
    record.set("target", entity.first_text(&["email", "name", "domain", "id"]).as_deref());
    record.set("target_kind", kind);
    if let Some(details) = event.get("details") {
        record.set_free_text("detail", &described(details));
    }
    record
}
