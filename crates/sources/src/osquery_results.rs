//! The results log of osquery: scheduled queries, differential or whole, one row or many in a line.
//!
//! In: one line: `columns` with `action`, `diffResults` with rows that were added and removed, or a
//! `snapshot` of all rows. Out: what [`crate::osquery`] makes of each row.

use std::borrow::Cow;

use jiff::Timestamp;
use model::Json;

use crate::formats::json_fields::Fields;
use crate::osquery::{self, Context};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "osquery_results",
    title: "osquery results",
    feeds: &["endpoint_events", "installed"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("osquery_results.md"),
};

/// Filebeat's module puts a result one level deeper.
fn result<'a>(value: &'a Json<'a>) -> Fields<'a> {
    let it = Fields::new(value);
    let deeper = it.object("osquery.result");
    if deeper.has("name") { deeper } else { it }
}

fn sniff(value: &Json) -> bool {
    let it = result(value);
    if !it.has("name") {
        return false;
    }
    let is_action = it.text("action").is_some_and(|it| ["added", "removed", "snapshot"].contains(&&*it));
    let has_rows = |name: &str| it.get(name).is_some_and(|it| it.is_array() || it.is_object());
    (has_rows("columns") && is_action) || has_rows("diffResults") || (has_rows("snapshot") && is_action)
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let envelope = Fields::new(value);
    let it = result(value);
    let Some(name) = it.text("name") else {
        reading.problem("no `name`");
        return;
    };
    let Some(at) = time(it, envelope, reading) else { return };
    let context = Context {
        at,
        query: &name,
        device: device(it),
        account: it.text("decorations.username").map(Cow::into_owned),
        platform: it.text("decorations.platform").map(Cow::into_owned),
    };
    if it.has("columns") {
        let removed = it.text("action").as_deref() == Some("removed");
        osquery::row(it.object("columns"), removed, &context, reading);
    }
    for (path, removed) in [("diffResults.added", false), ("diffResults.removed", true), ("snapshot", false)]
    {
        let Some(rows) = it.get(path) else { continue };
        // An empty list of rows was written as an empty text.
        for row in rows.as_array().map(Vec::as_slice).unwrap_or_default() {
            if row.is_object() {
                osquery::row(Fields::new(row), removed, &context, reading);
            } else {
                reading.problem(format!("a row of `{path}` is no object"));
            }
        }
    }
}

fn time(it: Fields<'_>, envelope: Fields<'_>, reading: &mut Reading<'_>) -> Option<Timestamp> {
    const OWN: &[&str] = &["unixTime", "unix_time", "calendarTime", "calendar_time"];
    if OWN.iter().any(|name| it.text(name).is_some()) {
        return it.time(OWN, reading);
    }
    envelope.time(&["unixTime", "@timestamp"], reading)
}

/// `hostIdentifier` is the host's name unless the agent was told to give a number in its place.
fn device(it: Fields<'_>) -> Option<String> {
    let own = it.first_text(&["hostIdentifier", "host_identifier", "hostname"]);
    let decorated =
        it.first_text(&["decorations.hostname", "decorations.computer_name", "decorations.local_hostname"]);
    let is_number = |text: &str| text.len() == 36 && text.matches('-').count() == 4;
    match (own, decorated) {
        (Some(own), Some(name)) if is_number(&own) => Some(name.into_owned()),
        (Some(own), _) => Some(own.into_owned()),
        (None, name) => name.map(Cow::into_owned),
    }
}
