//! Amazon WorkSpaces access events, as EventBridge hands them on.
//!
//! In: one event, bare, or as the message of a CloudWatch log record. Out: `vdi_sessions`. The event names the
//! virtual desktop and not its user.

use std::borrow::Cow;

use model::Json;
use model::tables::VDI_SESSIONS;

use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "workspaces_access",
    title: "Amazon WorkSpaces access events",
    feeds: &["vdi_sessions"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("workspaces_access.md"),
};

/// The event itself, where a log keeps it as text.
fn event<'a>(value: &'a Json<'a>) -> Cow<'a, Json<'a>> {
    let outer = Fields::new(value);
    if outer.has("detail") || outer.has("detail-type") {
        return Cow::Borrowed(value);
    }
    let path = if outer.has("@message") { "@message" } else { "message" };
    outer.nested(path)
}

fn sniff(value: &Json) -> bool {
    let event = event(value);
    let event = Fields::new(&event);
    event.text("detail-type").is_some_and(|it| it.eq_ignore_ascii_case("WorkSpaces Access"))
        || (event.text("source").as_deref() == Some("aws.workspaces") && event.has("detail.clientIpAddress"))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = event(value);
    let event = Fields::new(&event);
    let detail = event.object("detail");
    if !detail.has("workspaceId") && !detail.has("clientIpAddress") {
        // Other events of the bus stand in the same log.
        if event.text("detail-type").is_none_or(|it| it.eq_ignore_ascii_case("WorkSpaces Access")) {
            reading.problem("no `detail` of a WorkSpaces access event");
        }
        return;
    }
    // The bus may deliver much later than the login was.
    let holder = if detail.has("loginTime") { detail } else { event };
    let Some(at) = holder.time(&["loginTime", "time"], reading) else { return };
    let mut record = reading.record(&VDI_SESSIONS);
    record.set("happened_at", at);
    record.set("account", detail.text("userName").as_deref());
    record.set("client_ip", detail.address(&["clientIpAddress"]));
    record.set("client_os", detail.text("clientPlatform").as_deref());
    record.set("client_type", detail.text("workspacesClientProductName").as_deref());
    record.set("session_host", detail.text("workspaceId").as_deref());
    record.set("state", "connected");
    let id = event.text("id");
    record.set("session_id", id.as_deref());
    record.set("product", "amazon workspaces");
    if let Some(id) = id {
        record.identified_by(&id);
    }
    reading.push(record);
}
