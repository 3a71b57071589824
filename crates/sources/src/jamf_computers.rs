//! Jamf Pro: computers of the inventory, of both of its APIs.
//!
//! In: one computer of `/v1/computers-inventory` (or a later version), or of the classic
//! `/JSSResource/computers`. Out: `devices`, and `installed` where the applications were asked for.

use std::borrow::Cow;

use model::Json;

use crate::formats::json_fields::Fields;
use crate::intune_devices::{model, platform};
use crate::inventory::{Device, Program, time};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "jamf_computers",
    title: "Jamf Pro computers",
    feeds: &["devices", "installed"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("jamf.md"),
};

/// The classic API wraps one computer in `computer`.
fn computer<'a>(value: &'a Json<'a>) -> Fields<'a> {
    let it = Fields::new(value);
    let inner = it.object("computer");
    if inner.has("general") { inner } else { it }
}

fn sniff(value: &Json) -> bool {
    let it = computer(value);
    let general = it.object("general");
    const MODERN: &[&str] =
        &["jamfBinaryVersion", "lastContactTime", "lastEnrolledDate", "managementId", "lastIpAddress"];
    const CLASSIC: &[&str] =
        &["jamf_version", "last_contact_time", "last_contact_time_utc", "report_date_utc"];
    let is_modern = it.has("udid") && MODERN.iter().any(|mark| general.has(mark));
    let is_classic = general.has("serial_number") && CLASSIC.iter().any(|mark| general.has(mark));
    // The classic list says little of each.
    let is_listed = it.has("udid") && it.has("serial_number") && it.has("report_date_utc");
    is_modern || is_classic || is_listed
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let it = computer(value);
    let general = it.object("general");
    let hardware = it.object("hardware");
    let system = it.object("operatingSystem");
    let owned = |fields: Fields<'_>, names: &[&str]| fields.first_text(names).map(Cow::into_owned);
    const NAMES: &[&str] = &["name"];
    const SERIALS: &[&str] = &["serialNumber", "serial_number"];
    // Mail first: the user name of Jamf is whatever the help desk typed.
    let people = [it.object("userAndLocation"), it.object("location"), it];
    let account = |names: &[&str]| people.iter().find_map(|person| owned(*person, names));
    let managed = ["remoteManagement.managed", "remote_management.managed"];
    const CONTACTS: &[&str] =
        &["lastContactTime", "last_contact_time_epoch", "last_contact_time_utc", "last_contact_time"];
    const ENROLMENTS: &[&str] = &["lastEnrolledDate", "last_enrolled_date_epoch", "last_enrolled_date_utc"];
    const REPORTS: &[&str] = &["reportDate", "report_date_epoch", "report_date_utc", "report_date"];
    let reported_at = time(general, REPORTS, reading).or_else(|| time(it, REPORTS, reading));
    let device = Device {
        serial: owned(hardware, SERIALS).or_else(|| owned(general, SERIALS)).or_else(|| owned(it, SERIALS)),
        name: owned(general, NAMES).or_else(|| owned(it, NAMES)),
        account: account(&["email", "email_address", "emailAddress"]).or_else(|| account(&["username"])),
        model: model(
            hardware.text("make"),
            hardware.first_text(&["model", "modelIdentifier", "model_identifier"]),
        )
        .or_else(|| owned(it, &["model"])),
        platform: platform(
            system.text("name").or_else(|| hardware.text("os_name")),
            system.text("version").or_else(|| hardware.text("os_version")),
        )
        .or_else(|| owned(general, &["platform"])),
        managed: managed.iter().find_map(|name| general.flag(name)).or_else(|| it.flag("managed")),
        enrolled_at: time(general, ENROLMENTS, reading),
        last_check_in: time(general, CONTACTS, reading).or(reported_at),
        last_ip: owned(general, &["lastIpAddress", "ip_address"]),
    };
    let applications = [it.items("applications"), it.items("software.applications")];
    for found in applications.into_iter().flatten() {
        let app = Fields::new(found);
        let Some(name) = app.title("name") else { continue };
        let program = Program {
            seen_at: reported_at.or(device.last_check_in),
            device_name: device.name.clone(),
            serial: device.serial.clone(),
            account: device.account.clone(),
            name: name.into_owned(),
            identifier: owned(app, &["bundleId", "bundle_id"]),
            version: owned(app, &["version", "shortVersion", "short_version"]),
            vendor: None,
            path: owned(app, &["path"]),
        };
        program.push("jamf", reading);
    }
    device.push(reading);
}
