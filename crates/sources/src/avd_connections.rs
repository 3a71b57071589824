//! Azure Virtual Desktop connections, as Log Analytics writes them (`WVDConnections`).
//!
//! In: one step of one connection. Out: `vdi_sessions`; the three steps share a session id.

use model::Json;
use model::tables::VDI_SESSIONS;

use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "avd_connections",
    title: "Azure Virtual Desktop connections",
    feeds: &["vdi_sessions"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("avd_connections.md"),
};

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    let named = event.first_text(&["Type", "category"]).is_some_and(|it| {
        it.eq_ignore_ascii_case("WVDConnections")
            || (it == "Connection" && event.has("properties.SessionHostName"))
    });
    let shaped = event.has("State")
        && event.has("CorrelationId")
        && event.has("UserName")
        && (event.has("ClientSideIPAddress") || event.has("SessionHostName"));
    named || shaped
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let envelope = Fields::new(value);
    let inner = envelope.nested("properties");
    let event = if inner.is_object() { Fields::new(&inner) } else { envelope };
    let times = ["TimeGenerated", "TimeGenerated [UTC]", "time"];
    let holder = if times.iter().any(|it| event.has(it)) { event } else { envelope };
    let Some(at) = holder.time(&times, reading) else { return };
    let Some(state) = event.text("State") else {
        reading.problem("no `State`");
        return;
    };
    let mut record = reading.record(&VDI_SESSIONS);
    record.set("happened_at", at);
    record.set("account", event.text("UserName").as_deref());
    record.set("client_ip", event.address(&["ClientSideIPAddress", "ClientIPAddress"]));
    record.set("client_os", event.text("ClientOS").as_deref());
    record.set("client_type", event.text("ClientType").as_deref());
    record.set("client_name", event.first_text(&["ClientName", "ClientDeviceName"]).as_deref());
    record.set("session_host", event.text("SessionHostName").as_deref());
    record.set("state", state.to_lowercase());
    let session = event.text("CorrelationId").or_else(|| envelope.text("correlationId"));
    record.set("session_id", session.as_deref());
    record.set("product", "azure virtual desktop");
    reading.push(record);
}
