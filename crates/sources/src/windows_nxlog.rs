//! Windows events as flat JSON: NXLog's `to_json()`, Fluent Bit's `winevtlog`.
//!
//! In: one event a record. Out: `endpoint_events`, and the raw event for Sigma rules.

use model::Json;

use crate::windows::{self, flat};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "windows_nxlog",
    title: "Windows events from NXLog",
    feeds: &["endpoint_events", "remote_sessions"],
    shape: Shape::Json { sniff: flat::is_flat, read },
    proof: include_str!("windows_nxlog.md"),
};

fn read(record: &Json<'_>, reading: &mut Reading<'_>) {
    let event = flat::event(record, reading);
    if event.event_id.is_none() && event.provider.is_none() {
        reading.problem("no `EventID` and no `SourceName`");
        return;
    }
    windows::read(&event, reading);
}
