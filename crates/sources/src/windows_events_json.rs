//! Windows events as JSON in the shape of `evtx_dump`: `Event.System` and `Event.EventData`.
//!
//! In: one event a record. Out: `endpoint_events`, and the raw event for Sigma rules.

use model::Json;

use crate::windows::{self, Event};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "windows_events_json",
    title: "Windows events as JSON (evtx_dump)",
    feeds: &["endpoint_events", "remote_sessions"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("windows_events_json.md"),
};

fn sniff(record: &Json) -> bool {
    let Some(system) = record.get("Event").unwrap_or(record).get("System") else { return false };
    ["EventID", "Provider", "Provider_attributes", "TimeCreated", "TimeCreated_attributes"]
        .iter()
        .filter(|name| system.get(name).is_some())
        .count()
        >= 2
}

fn read(record: &Json, reading: &mut Reading<'_>) {
    match Event::from_rendered(record) {
        Some(event) => windows::read(&event, reading),
        None => reading.problem("no `Event.System`"),
    }
}
