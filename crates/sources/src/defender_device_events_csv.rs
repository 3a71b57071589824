//! Microsoft Defender's device tables as the portal's CSV export.
//!
//! In: one row of a hunting query. Out: what [`crate::defender`] makes of it. Times may be as the portal shows
//! them, without an offset; empty cells are unknown.

use jiff::tz::TimeZone;
use model::{Json, Members};

use crate::defender::{self, TIMES};
use crate::formats::shown_times;
use crate::{CsvRow, Header, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "defender_device_events_csv",
    title: "Microsoft Defender device events (CSV)",
    feeds: &["endpoint_events", "web_events"],
    shape: Shape::Csv { sniff, read },
    proof: include_str!("defender_device_events.md"),
};

fn sniff(header: &Header) -> bool {
    let has = |name: &str| column(header, name).is_some();
    (has("DeviceName") || has("DeviceId"))
        && TIMES.iter().any(|it| has(it))
        && !has("Application")
        && !has("ApplicationId")
        && defender::has_mark(has)
}

/// Log Analytics writes `TimeGenerated [UTC]`.
fn column(header: &Header, name: &str) -> Option<usize> {
    header.position(name).or_else(|| header.position(&format!("{name} [UTC]")))
}

fn read(row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    let cell = |name: &str| {
        let text = row.cells.get(column(row.header, name)?)?.trim();
        (!text.is_empty()).then_some(text)
    };
    let Some(text) = TIMES.iter().find_map(|it| cell(it)) else {
        reading.problem("no `Timestamp` time");
        return;
    };
    let Some(at) = shown_times::time(text, &TimeZone::UTC, reading) else { return };
    let mut members = Members::default();
    for (name, text) in row.header.names.iter().zip(row.cells) {
        if !text.trim().is_empty() {
            members.insert(name.as_str(), Json::from(*text));
        }
    }
    let table = cell("Type").or_else(|| cell("SourceTable")).filter(|it| it.starts_with("Device"));
    defender::read_row(&Json::Object(members), table, at, reading);
}
