//! Microsoft Defender's device tables as JSON: of the streaming export, of the hunting API, of Log Analytics.
//!
//! In: one row, alone or in `properties` of its envelope. Out: what [`crate::defender`] makes of it.

use model::Json;

use crate::defender::{self, TIMES};
use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "defender_device_events",
    title: "Microsoft Defender device events",
    feeds: &["endpoint_events", "web_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("defender_device_events.md"),
};

fn sniff(value: &Json) -> bool {
    let envelope = Fields::new(value);
    if let Some(table) = table(envelope) {
        return table.to_ascii_lowercase().starts_with("device");
    }
    defender::is_device_row(envelope)
}

/// The table's name as the streaming export writes it.
fn table(envelope: Fields<'_>) -> Option<String> {
    let category = envelope.text("category").filter(|_| envelope.has("properties"))?;
    let (before, name) = category.split_once('-')?;
    before.eq_ignore_ascii_case("AdvancedHunting").then(|| name.to_owned())
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let envelope = Fields::new(value);
    let table = table(envelope);
    if let Some(name) = table.as_deref().filter(|it| !it.to_ascii_lowercase().starts_with("device")) {
        reading.notice(format!("rows of {name} among those of devices are left out"));
        return;
    }
    let inner = envelope.nested("properties");
    let is_wrapped = table.is_some() || inner.is_object();
    let row = if is_wrapped { &*inner } else { value };
    if !row.is_object() {
        reading.problem("`properties` is no object");
        return;
    }
    let Some(at) = Fields::new(row).time(TIMES, reading) else { return };
    // Log Analytics and `union withsource` name the table in a column.
    let named = Fields::new(row).first_text(&["Type", "SourceTable", "$table", "TableName"]);
    let named = named.filter(|it| it.starts_with("Device")).map(|it| it.into_owned());
    defender::read_row(row, table.or(named).as_deref(), at, reading);
}
