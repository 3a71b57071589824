//! Netskope events: what people did in cloud services, and with which account there.
//!
//! In: one application, page or alert event. Out: `web_events`.

use model::Json;
use model::tables::WEB_EVENTS;

use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source, workspace_chrome};

pub static SOURCE: Source = Source {
    id: "netskope_events",
    title: "Netskope events",
    feeds: &["web_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("netskope_events.md"),
};

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    let marks = [
        "access_method",
        "traffic_type",
        "instance_id",
        "ccl",
        "appcategory",
        "organization_unit",
        "userkey",
    ];
    let kinds = ["app", "site", "url"];
    event.has("timestamp")
        && event.has("user")
        && kinds.iter().any(|it| event.has(it))
        && marks.iter().filter(|it| event.has(it)).count() >= 2
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let Some(at) = event.time(&["timestamp"], reading) else { return };
    let mut record = reading.record(&WEB_EVENTS);
    record.set("happened_at", at);
    record.set("account", event.first_text(&["user", "userkey", "ur_normalized"]).as_deref());
    record.set("device_name", event.first_text(&["hostname", "device_name"]).as_deref());
    let url = event.text("url");
    record.set("url", url.as_deref());
    let named = event.first_text(&["domain", "dst_host", "dsthost"]).map(|it| it.to_lowercase());
    record.set("host", named.or_else(|| workspace_chrome::host(url.as_deref()?)));
    record.set("method", event.first_text(&["http_method", "req_method", "method"]).as_deref());
    record.set("app", event.first_text(&["app", "site"]).as_deref());
    record.set("activity", event.text("activity").map(|it| it.to_lowercase()));
    record.set("object", event.title("object").as_deref());
    let cloud_account = event.first_text(&["from_user", "to_user"]);
    record.set("cloud_account", cloud_account.as_deref());
    record.set("instance", event.first_text(&["instance_id", "instance", "instance_name"]).as_deref());
    record.set("category", event.first_text(&["appcategory", "category"]).as_deref());
    record.set("bytes_out", event.int("client_bytes"));
    record.set("bytes_in", event.int("server_bytes"));
    record.set("file_size", event.int("file_size"));
    record.set("ip", event.address(&["userip", "srcip"]));
    record.set("public_ip", event.address(&["srcip"]));
    let action = event.text("action").map(|it| it.to_lowercase());
    record.set("allowed", action.map(|it| !matches!(it.as_str(), "block" | "blocked" | "quarantine")));
    record.set("user_agent", event.first_text(&["user_agent", "useragent"]).as_deref());
    record.set("product", "netskope");
    if let Some(id) = event.text("_id") {
        record.identified_by(&id);
    }
    reading.push(record);
}
