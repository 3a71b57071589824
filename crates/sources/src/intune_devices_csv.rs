//! Microsoft Intune: the list of all devices as the admin center, or the report `Devices`, exports it.
//!
//! In: one row. Out: `devices`.

use std::borrow::Cow;

use crate::intune_devices::{model, platform};
use crate::inventory::{Device, cell_time, known};
use crate::{CsvRow, Header, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "intune_devices_csv",
    title: "Microsoft Intune devices (CSV)",
    feeds: &["devices"],
    shape: Shape::Csv { sniff, read },
    proof: include_str!("intune.md"),
};

const SERIAL: &[&str] = &["Serial number", "SerialNumber"];
const CHECK_IN: &[&str] = &["Last check-in", "LastContact", "Last contact", "lastSyncDateTime"];
const ENROLLED: &[&str] = &["Enrollment date", "Enrolled date", "EnrolledDateTime", "CreatedDate"];
const ACCOUNT: &[&str] =
    &["Primary user UPN", "UPN", "User principal name", "Primary user email address", "UserEmail"];

/// `Device name` and a serial alone many inventories have: what only Intune calls so must be there too.
fn sniff(header: &Header) -> bool {
    let has_any = |names: &[&str]| names.iter().any(|it| header.has(it));
    const MARKS: &[&str] = &[
        "Primary user UPN",
        "Azure AD Device ID",
        "Microsoft Entra Device ID",
        "ReferenceId",
        "Managed by",
        "ManagementAgent",
        "managementAgents",
        "CompliantState",
        "complianceState",
        "Compliance",
        "JoinType",
        "EnrolledByUser",
    ];
    let marks = MARKS.iter().filter(|it| header.has(it)).count();
    header.has("Device name")
        && (has_any(SERIAL) || header.has("Device ID"))
        && has_any(CHECK_IN)
        && marks >= 1
}

fn read(row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    let cell = |names: &[&str]| names.iter().find_map(|it| row.get(it));
    let text = |names: &[&str]| cell(names).map(Cow::Borrowed);
    let device = Device {
        serial: known(cell(SERIAL)),
        name: known(row.get("Device name")),
        account: known(cell(ACCOUNT)),
        model: model(text(&["Manufacturer"]), text(&["Model"])),
        platform: platform(text(&["OS", "Operating system"]), text(&["OS version", "OSVersion"])),
        managed: Some(true),
        enrolled_at: cell_time(cell(ENROLLED), reading),
        last_check_in: cell_time(cell(CHECK_IN), reading),
        last_ip: None,
    };
    device.push(reading);
}
