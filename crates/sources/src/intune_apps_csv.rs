//! Microsoft Intune: the discovered apps of all devices, as the report `AppInvRawData` exports them.
//!
//! In: one row, a program on a device. Out: `installed`. The report does not say when a program was seen.

use crate::inventory::{Program, known};
use crate::{CsvRow, Header, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "intune_apps_csv",
    title: "Microsoft Intune discovered apps (CSV)",
    feeds: &["installed"],
    shape: Shape::Csv { sniff, read },
    proof: include_str!("intune.md"),
};

fn sniff(header: &Header) -> bool {
    let names_device = header.has("DeviceName") || header.has("DeviceId");
    names_device && header.has_all(&["ApplicationName", "ApplicationVersion"])
}

fn read(row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    let Some(name) = row.get("ApplicationName") else {
        reading.problem("no `ApplicationName`");
        return;
    };
    let program = Program {
        seen_at: None,
        device_name: known(row.get("DeviceName")),
        serial: known(row.get("SerialNumber")),
        account: known(row.get("EmailAddress").or_else(|| row.get("UserName"))),
        name: name.to_owned(),
        identifier: None,
        version: known(row.get("ApplicationVersion")),
        vendor: known(row.get("ApplicationPublisher")),
        path: None,
    };
    program.push("intune", reading);
}
