//! Entra audit logs: changes in the directory.
//!
//! In: one entry of the diagnostic export or of Graph's `auditLogs/directoryAudits`. Out: `account_events`.

use std::borrow::Cow;

use model::Json;
use model::tables::ACCOUNT_EVENTS;

use crate::formats::json_fields::Fields;
use crate::formats::raw_events::{hoisted, push_with_raw_of, service};
use crate::{Reading, Shape, Source, entra_signin};

pub static SOURCE: Source = Source {
    id: "entra_audit",
    title: "Entra audit logs",
    feeds: &["account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("entra_audit.md"),
};

fn sniff(value: &Json) -> bool {
    let envelope = Fields::new(value);
    let exported = envelope.has("category") && is_change(envelope.object("properties"));
    exported || is_change(envelope)
}

/// What an entry of the audit log has and a sign-in has not.
fn is_change(event: Fields<'_>) -> bool {
    event.has("initiatedBy") && (event.has("activityDateTime") || event.has("activityDisplayName"))
}

pub fn read(value: &Json, reading: &mut Reading<'_>) {
    let envelope = Fields::new(value);
    let inner = envelope.nested("properties");
    let event = if inner.is_object() { Fields::new(&inner) } else { envelope };
    let Some(at) = entra_signin::time(envelope, event, reading) else { return };
    let action = event.text("activityDisplayName").or_else(|| envelope.text("operationName"));
    let Some(action) = action else {
        reading.problem("no `activityDisplayName`");
        return;
    };
    let by = event.nested("initiatedBy");
    let by = Fields::new(&by);
    let mut record = reading.record(&ACCOUNT_EVENTS);
    record.set("happened_at", at);
    let who = by.first_text(&["user.userPrincipalName", "user.displayName", "app.displayName"]);
    record.set("account", who.or_else(|| envelope.text("identity")).as_deref());
    record.set("action", &*action);
    let targets = event.nested("targetResources");
    let target = match &*targets {
        Json::Array(items) => items.first(),
        other => Some(other),
    };
    if let Some(target) = target.map(Fields::new) {
        record.set("target", target.first_text(&["userPrincipalName", "displayName", "id"]).as_deref());
        record.set("target_kind", target.text("type").as_deref());
        record.set_free_text("detail", &changed(target));
    }
    let result = event.text("result").or_else(|| envelope.text("resultSignature"));
    record.set("result", result.map(|it| it.to_lowercase()));
    let ip = by.address(&["user.ipAddress"]).or_else(|| envelope.address(&["callerIpAddress"]));
    record.set("ip", ip);
    record.set("user_agent", additional(event, "User-Agent").as_deref());
    record.set("product", "entra");
    if let Some(id) = event.text("id") {
        record.identified_by(&id);
    }
    push_with_raw_of(reading, record, service("azure", "auditlogs"), || hoisted(value, &inner));
}

/// `name: old -> new` of each changed property.
fn changed(target: Fields<'_>) -> String {
    let mut res = Vec::new();
    for property in target.items("modifiedProperties") {
        let property = Fields::new(property);
        let Some(name) = property.text("displayName") else { continue };
        let old = property.text("oldValue").unwrap_or_default();
        let new = property.text("newValue").unwrap_or_default();
        res.push(format!("{name}: {old} -> {new}"));
    }
    res.join("; ")
}

fn additional<'a>(event: Fields<'a>, key: &str) -> Option<Cow<'a, str>> {
    for pair in event.items("additionalDetails") {
        let pair = Fields::new(pair);
        if pair.text("key").as_deref() == Some(key) {
            return pair.text("value");
        }
    }
    None
}
