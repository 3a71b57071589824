//! Jamf Pro: a search of the inventory as CSV.
//!
//! In: one row, with the columns that the search was told to show. Out: `devices`.

use std::borrow::Cow;

use crate::formats::json_fields::flag_text;
use crate::intune_devices::{model, platform};
use crate::inventory::{Device, cell_time, known};
use crate::{CsvRow, Header, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "jamf_computers_csv",
    title: "Jamf Pro computers (CSV)",
    feeds: &["devices"],
    shape: Shape::Csv { sniff, read },
    proof: include_str!("jamf.md"),
};

fn sniff(header: &Header) -> bool {
    const MARKS: &[&str] = &[
        "Jamf Pro Computer ID",
        "Jamf Computer ID",
        "JSS Computer ID",
        "Jamf Binary Version",
        "Last Inventory Update",
        "Last Reported IP Address",
        "Last Enrollment",
        "Model Identifier",
    ];
    header.has("Computer Name") && header.has("Serial Number") && MARKS.iter().any(|it| header.has(it))
}

fn read(row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    let cell = |names: &[&str]| names.iter().find_map(|it| row.get(it));
    let text = |names: &[&str]| cell(names).map(Cow::Borrowed);
    let device = Device {
        serial: known(row.get("Serial Number")),
        name: known(row.get("Computer Name")),
        account: known(cell(&["Email Address", "Username"])),
        model: model(text(&["Make"]), text(&["Model", "Model Identifier"])),
        platform: platform(
            text(&["Operating System Name", "Operating System"]),
            text(&["Operating System Version"]),
        ),
        managed: row.get("Managed").and_then(|it| if it == "Managed" { Some(true) } else { flag_text(it) }),
        enrolled_at: cell_time(cell(&["Last Enrollment"]), reading),
        last_check_in: cell_time(cell(&["Last Check-in", "Last Inventory Update"]), reading),
        last_ip: known(row.get("IP Address")),
    };
    device.push(reading);
}
