//! Zoom's report of what administrators changed.
//!
//! In: one operation of `report/operationlogs`, or a page of them. Out: `account_events`.

use std::sync::LazyLock;

use model::Json;
use model::tables::ACCOUNT_EVENTS;
use regex::Regex;

use crate::formats::expression::expression;
use crate::formats::json_fields::Fields;
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "zoom_operations",
    title: "Zoom operation log",
    feeds: &["account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("zoom_operations.md"),
};

static MAILBOX: LazyLock<Regex> = LazyLock::new(|| expression(r"[^\s,;:<>]+@[\w-]+(?:\.[\w-]+)+"));

fn is_operation(value: &Json) -> bool {
    let it = Fields::new(value);
    ["operation_detail", "category_type", "action"].iter().all(|name| it.has(name))
}

fn sniff(value: &Json) -> bool {
    Fields::new(value).items("operation_logs").iter().any(is_operation) || is_operation(value)
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let page = Fields::new(value);
    if page.has("operation_logs") {
        for operation in page.items("operation_logs") {
            read_operation(operation, reading);
        }
    } else {
        read_operation(value, reading);
    }
}

fn read_operation(value: &Json, reading: &mut Reading<'_>) {
    let it = Fields::new(value);
    let Some(at) = it.time(&["time", "p_event_time"], reading) else { return };
    let Some(action) = it.text("action") else {
        reading.problem("no `action`");
        return;
    };
    let mut record = reading.record(&ACCOUNT_EVENTS);
    record.set("happened_at", at);
    record.set("account", it.text("operator").as_deref());
    record.set("action", &*action);
    record.set("target_kind", it.text("category_type").as_deref());
    if let Some(detail) = it.text("operation_detail") {
        record.set("target", MAILBOX.find(&detail).map(|it| it.as_str()));
        record.set_free_text("detail", &detail);
    }
    record.set("result", "success");
    record.set("product", "zoom");
    push_with_raw(reading, record, service("zoom", "operation"), value);
}
