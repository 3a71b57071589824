//! Windows events as Winlogbeat (or Elastic Agent) ships them: `winlog.event_id`, `winlog.event_data`,
//! nested or with dotted keys.
//!
//! In: one event a record. Out: `endpoint_events`, and the raw event for Sigma rules.

use model::Json;

use crate::windows::{self, Event};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "winlogbeat_events",
    title: "Windows events from Winlogbeat",
    feeds: &["endpoint_events", "remote_sessions"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("winlogbeat_events.md"),
};

fn sniff(record: &Json) -> bool {
    let record = record.get("_source").unwrap_or(record);
    record.get("winlog").is_some_and(Json::is_object)
        || record.get("winlog.event_id").is_some()
        || record.get("winlog.channel").is_some()
}

fn read(record: &Json, reading: &mut Reading<'_>) {
    match Event::from_winlogbeat(record) {
        Some(event) if event.event_id.is_some() || event.provider.is_some() => windows::read(&event, reading),
        _ => reading.problem("no `winlog.event_id` and no `winlog.provider_name`"),
    }
}
