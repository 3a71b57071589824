//! Sessions and connections of the Citrix Monitor service (OData).
//!
//! In: one `Session`, with its user, machine and connections expanded or not, or one `Connection` with its session
//! expanded or not. Out: `vdi_sessions`: `started` and `completed` of a session, `connected` of each connection.

use std::borrow::Cow;

use model::Json;

use super::step;
use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "citrix_monitor",
    title: "Citrix Monitor sessions and connections",
    feeds: &["vdi_sessions"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("monitor.md"),
};

fn is_connection(it: Fields<'_>) -> bool {
    it.has("SessionKey") && ["ClientAddress", "ClientName", "BrokeringDate"].iter().any(|name| it.has(name))
}

fn is_session(it: Fields<'_>) -> bool {
    it.has("SessionKey")
        && it.has("StartDate")
        && ["ConnectionState", "LifecycleState", "LogOnDuration", "MachineId"].iter().any(|name| it.has(name))
}

fn sniff(value: &Json) -> bool {
    let it = Fields::new(value);
    is_connection(it) || is_session(it)
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let it = Fields::new(value);
    if is_session(it) {
        read_session(it, reading);
    } else if it.has("SessionKey") {
        read_connection(it, it.object("Session"), reading);
    } else {
        reading.problem("no `SessionKey`");
    }
}

fn read_session(session: Fields<'_>, reading: &mut Reading<'_>) {
    for (state, name) in [("started", "StartDate"), ("completed", "EndDate")] {
        // A date that is not set is the first of all.
        if session.text(name).is_some_and(|it| it.starts_with("0001-01-01")) {
            continue;
        }
        let Some(at) = session.optional_time(&[name], reading) else { continue };
        let mut record = step(at, state, reading);
        set_session(&mut record, session);
        reading.push(record);
    }
    let mut connections = session.items("Connections");
    if connections.is_empty() {
        connections = session.items("CurrentConnection");
    }
    for connection in connections {
        read_connection(Fields::new(connection), session, reading);
    }
}

fn read_connection(connection: Fields<'_>, session: Fields<'_>, reading: &mut Reading<'_>) {
    let times = ["EstablishmentDate", "LogOnStartDate", "BrokeringDate", "CreatedDate"];
    let Some(at) = connection.time(&times, reading) else { return };
    let mut record = step(at, "connected", reading);
    set_session(&mut record, session);
    let key = session.text("SessionKey").or_else(|| connection.text("SessionKey"));
    record.set("session_id", key.as_deref());
    record.set("client_ip", connection.address(&["ClientAddress"]));
    record.set("client_os", connection.text("ClientPlatform").as_deref());
    let version = connection.text("ClientVersion").map(|it| format!("Citrix Workspace {it}"));
    record.set("client_type", version);
    record.set("client_name", connection.text("ClientName").as_deref());
    reading.push(record);
}

fn set_session(record: &mut model::Record, session: Fields<'_>) {
    let user = session.object("User");
    let account = user.first_text(&["Upn", "UserName"]).or_else(|| session.text("UserName"));
    record.set("account", account.as_deref());
    let machine = session.object("Machine");
    let host = machine.first_text(&["DnsName", "HostedMachineName", "Name"]);
    record.set("session_host", host.as_deref().map(plain_host));
    record.set("session_id", session.text("SessionKey").map(Cow::into_owned));
}

/// `DOMAIN\machine` without its domain.
fn plain_host(name: &str) -> &str {
    name.rsplit('\\').next().unwrap_or(name)
}
