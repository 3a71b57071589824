//! One row that a query of osquery gave back.
//!
//! In: its columns and what the result says around them. Out: `endpoint_events`, `installed`, and processes
//! under the names of Sigma's rules. Queries have the names their authors chose, so the table is told by the
//! columns first, and by the query's name only where several tables share them.

mod software;

use std::borrow::Cow;

use jiff::Timestamp;
use model::tables::ENDPOINT_EVENTS;
use model::{Json, Members};
use model::{LogSource, Record};

use crate::Reading;
use crate::formats::json_fields::{self, Fields};
use crate::formats::raw_events::push_with_raw;
use crate::hardware::{self, Said};

/// What stands around the rows of a result.
pub struct Context<'a> {
    pub at: Timestamp,
    pub query: &'a str,
    pub device: Option<String>,
    pub account: Option<String>,
    pub platform: Option<String>,
}

/// Reads one row. Of rows that are gone, only devices are kept: all else was told when it came.
pub fn row(columns: Fields<'_>, removed: bool, context: &Context<'_>, reading: &mut Reading<'_>) {
    if columns.members().next().is_none() {
        reading.problem(format!("no columns in a row of `{}`", context.query));
        return;
    }
    let is_device = is_device(columns);
    if removed && !is_device {
        return;
    }
    if let Some(record) = software::installed(columns, context, reading) {
        reading.push(record);
        return;
    }
    let mut record = start(context, reading);
    let named_account = columns.first_text(&["username", "user"]).map(Cow::into_owned);
    record.set("account", named_account.or_else(|| context.account.clone()));
    if is_device {
        device(columns, removed, &mut record);
    } else if is_process(columns) {
        process(columns, &mut record);
        if let Some(fields) = sigma_fields(columns, &record) {
            let product = product(columns, context);
            let log_source =
                LogSource { product: Some(product), category: Some("process_creation"), service: None };
            push_with_raw(reading, record, log_source, &fields);
            return;
        }
    } else if is_connection(columns) {
        connection(columns, &mut record);
    } else if is_logon(columns, context.query) {
        logon(columns, &mut record);
    } else {
        other(columns, context, &mut record);
    }
    reading.push(record);
}

fn start(context: &Context<'_>, reading: &Reading<'_>) -> Record {
    let mut res = reading.record(&ENDPOINT_EVENTS);
    res.set("happened_at", context.at);
    res.set("device_name", context.device.clone());
    res.set("kind", "other");
    res.set("provider", context.query);
    res.set("product", "osquery");
    res
}

/// `usb_devices`, `hardware_events`, `pci_devices`; `drivers` of Windows.
fn is_device(columns: Fields<'_>) -> bool {
    (columns.has("vendor_id") && columns.has("model_id"))
        || (columns.has("device_name") && (columns.has("class") || columns.has("driver_key")))
}

fn device(columns: Fields<'_>, removed: bool, record: &mut Record) {
    let own = |names: &[&str]| columns.first_text(names).map(Cow::into_owned);
    let is_card = columns.has("pci_slot") || columns.has("pci_class") || columns.has("pci_class_id");
    let identity = match (columns.text("vendor_id"), columns.text("model_id")) {
        (Some(vendor), Some(model)) if is_card => {
            let plain = |it: &str| it.trim_start_matches("0x").to_owned();
            hardware::identity(&format!("PCI\\VEN_{}&DEV_{}", plain(&vendor), plain(&model)))
        }
        (Some(vendor), Some(model)) => {
            hardware::usb(&vendor, &model).map(|target| hardware::Identity { target, serial: None })
        }
        _ => own(&["device_id", "hardware_id"]).and_then(|it| hardware::identity(&it)),
    };
    let change = own(&["action"]).filter(|it| it != "add");
    let said = Said {
        name: own(&["model", "device_name", "description"]),
        manufacturer: own(&["vendor", "manufacturer"]),
        class: own(&["class", "pci_class", "type"]),
        serial: own(&["serial"]),
        status: own(&["status"]),
        event: removed.then(|| "removed".to_owned()).or(change),
    };
    hardware::set(record, identity, said);
}

/// `processes`, `process_events`, `bpf_process_events`, `es_process_events`, `process_etw_events`.
fn is_process(columns: Fields<'_>) -> bool {
    let speaks_of_program = ["cmdline", "path", "name"].iter().any(|it| columns.get(it).is_some());
    let is_socket = ["local_port", "remote_address", "port", "address"].iter().any(|it| columns.has(it));
    let is_own = columns.has("config_hash") || columns.has("build_platform");
    columns.has("pid") && speaks_of_program && !is_socket && !is_own
}

fn process(columns: Fields<'_>, record: &mut Record) {
    record.set("kind", "process");
    // An event says itself when it happened.
    if let Some(at) = columns.number("time").filter(|_| columns.has("pid")).and_then(json_fields::epoch) {
        record.set("happened_at", at);
    }
    record.set("image", image(columns));
    record.set("command_line", columns.title("cmdline").as_deref());
    record.set("parent_image", columns.first_text(&["parent_path", "parent_cmdline"]).as_deref());
    record.set("company", columns.first_text(&["team_id", "signing_id"]).as_deref());
    if record.text("account").is_none() {
        record.set("detail", columns.text("uid").map(|it| format!("uid {it}")));
    }
}

/// The whole path of a program; some fleets ask for its folder only.
fn image(columns: Fields<'_>) -> Option<String> {
    let name = columns.title("name");
    match (columns.title("path"), name) {
        (Some(path), Some(name)) if path.ends_with(['/', '\\']) => Some(format!("{path}{name}")),
        (Some(path), _) => Some(path.into_owned()),
        (None, name) => name.map(Cow::into_owned),
    }
}

fn sigma_fields<'a>(columns: Fields<'a>, record: &Record) -> Option<Json<'a>> {
    let image = record.text("image")?;
    let mut res: Members<'a> = columns.members().map(|(name, it)| (name.into(), it.clone())).collect();
    res.insert("Image", Json::from(image.to_owned()));
    for (name, column) in [
        ("CommandLine", "command_line"),
        ("ParentImage", "parent_image"),
        ("User", "account"),
        ("Computer", "device_name"),
    ] {
        if let Some(text) = record.text(column) {
            res.insert(name, Json::from(text.to_owned()));
        }
    }
    Some(Json::Object(res))
}

fn product(columns: Fields<'_>, context: &Context<'_>) -> &'static str {
    match context.platform.as_deref() {
        Some("windows") => return "windows",
        Some("darwin") => return "macos",
        Some(_) => return "linux",
        None => {}
    }
    let path = columns.title("path").or_else(|| columns.title("cmdline")).unwrap_or_default();
    if path.contains('\\') { "windows" } else { crate::defender::of_paths(std::iter::once(&*path)) }
}

/// `process_open_sockets`, `socket_events`, `listening_ports`, `bpf_socket_events`.
fn is_connection(columns: Fields<'_>) -> bool {
    columns.has("remote_address") || columns.has("local_port") || (columns.has("port") && columns.has("pid"))
}

fn connection(columns: Fields<'_>, record: &mut Record) {
    record.set("kind", "connection");
    if let Some(at) = columns.number("time").and_then(json_fields::epoch) {
        record.set("happened_at", at);
    }
    record.set("image", image(columns));
    record.set("command_line", columns.title("cmdline").as_deref());
    let remote = columns.address(&["remote_address"]).filter(|it| !is_any(it));
    let remote_port = columns.int("remote_port").filter(|it| *it > 0);
    let action = columns.text("action");
    let is_listening = remote.is_none() || remote_port.is_none();
    // `bind` and `accept` wait for others.
    let initiated = !is_listening && !matches!(action.as_deref(), Some("accept" | "bind"));
    record.set("initiated", initiated);
    let own_port = columns.int("local_port").or_else(|| columns.int("port")).filter(|it| *it > 0);
    record.set("port", if initiated { remote_port } else { own_port });
    record.set("ip", remote);
    let protocol = match columns.text("protocol").as_deref() {
        Some("6") => Some("tcp".to_owned()),
        Some("17") => Some("udp".to_owned()),
        other => other.map(str::to_owned),
    };
    let mut detail: Vec<String> = protocol.into_iter().collect();
    if is_listening {
        detail.push("listening".to_owned());
        detail.extend(columns.first_text(&["address", "local_address"]).map(|it| format!("on {it}")));
    }
    record.set("detail", detail.join("; "));
}

fn is_any(address: &str) -> bool {
    matches!(address, "0.0.0.0" | "::")
}

/// `logged_in_users`, `last`, `user_events`.
fn is_logon(columns: Fields<'_>, query: &str) -> bool {
    let has_user = columns.has("user") || columns.has("username");
    let has_place = columns.has("tty") || columns.has("host") || columns.has("type_name");
    has_user && has_place && !columns.has("command") && !query.contains("history")
}

fn logon(columns: Fields<'_>, record: &mut Record) {
    record.set("kind", "logon");
    if let Some(at) = columns.number("time").filter(|it| *it > 0.0).and_then(json_fields::epoch) {
        record.set("happened_at", at);
    }
    let host = columns.text("host");
    record.set("ip", columns.address(&["host"]));
    if record.text("ip").is_none() {
        record.set("target", host.as_deref());
    }
    let parts = [columns.first_text(&["type_name", "type"]), columns.text("tty")];
    let parts: Vec<&str> = parts.iter().flatten().map(|it| &**it).collect();
    record.set("detail", parts.join("; "));
}

/// What is left keeps the name of its query and all its columns.
fn other(columns: Fields<'_>, context: &Context<'_>, record: &mut Record) {
    if let Some(command) = columns.title("command") {
        record.set("kind", "script");
        record.set("command_line", &*command);
    }
    let query = context.query.rsplit('/').next().unwrap_or(context.query);
    let named = columns.first_text(&["interface", "path", "name"]);
    record.set("target", named.as_deref().unwrap_or(query));
    let mut detail: Vec<String> = Vec::new();
    for (name, value) in columns.members() {
        if let Some(value) = json_fields::text(value) {
            detail.push(format!("{name}={value}"));
        }
    }
    record.set_free_text("detail", &detail.join("; "));
}
