//! Microsoft Intune: managed devices of Graph, with the programs found on them, and the `Devices` diagnostic log.
//!
//! In: one device. Out: `devices`; where the programs were asked for too, `installed`.

use std::borrow::Cow;

use model::Json;

use crate::formats::json_fields::Fields;
use crate::inventory::{Device, Program, time};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "intune_devices",
    title: "Microsoft Intune managed devices",
    feeds: &["devices", "installed"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("intune.md"),
};

/// Words of Graph's managed device that no other inventory has.
const MARKS: &[&str] = &[
    "lastSyncDateTime",
    "enrolledDateTime",
    "managedDeviceOwnerType",
    "managementAgent",
    "deviceEnrollmentType",
    "complianceState",
];

fn sniff(value: &Json) -> bool {
    let it = Fields::new(value);
    let is_graph = it.has("deviceName") && MARKS.iter().filter(|mark| it.has(mark)).count() >= 2;
    is_graph || is_diagnostic(it)
}

fn is_diagnostic(it: Fields<'_>) -> bool {
    let properties = it.object("properties");
    it.text("category").as_deref() == Some("Devices")
        && properties.has("DeviceName")
        && (properties.has("SerialNumber") || properties.has("LastContact"))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let it = Fields::new(value);
    if is_diagnostic(it) {
        return diagnostic(it.object("properties"), reading);
    }
    let device = Device {
        serial: it.text("serialNumber").map(Cow::into_owned),
        name: it.first_text(&["deviceName", "managedDeviceName"]).map(Cow::into_owned),
        account: it.first_text(&["userPrincipalName", "emailAddress"]).map(Cow::into_owned),
        model: model(it.text("manufacturer"), it.text("model")),
        platform: platform(it.text("operatingSystem"), it.text("osVersion")),
        managed: it.text("managementState").map(|it| it.eq_ignore_ascii_case("managed")).or(Some(true)),
        enrolled_at: time(it, &["enrolledDateTime"], reading),
        last_check_in: time(it, &["lastSyncDateTime"], reading),
        last_ip: None,
    };
    for found in it.items("detectedApps") {
        let app = Fields::new(found);
        let Some(name) = app.title("displayName") else { continue };
        let program = Program {
            seen_at: device.last_check_in,
            device_name: device.name.clone(),
            serial: device.serial.clone(),
            account: device.account.clone(),
            name: name.into_owned(),
            identifier: None,
            version: app.text("version").map(Cow::into_owned),
            vendor: app.text("publisher").map(Cow::into_owned),
            path: None,
        };
        program.push("intune", reading);
    }
    device.push(reading);
}

/// The diagnostic log that Intune writes once a day for each device.
fn diagnostic(it: Fields<'_>, reading: &mut Reading<'_>) {
    let owned = |name: &str| it.text(name).map(Cow::into_owned);
    let device = Device {
        serial: owned("SerialNumber"),
        name: owned("DeviceName"),
        account: it.first_text(&["UPN", "UserEmail"]).map(Cow::into_owned),
        model: model(it.text("Manufacturer"), it.text("Model")),
        platform: platform(it.text("OS"), it.text("OSVersion")),
        managed: Some(true),
        enrolled_at: time(it, &["CreatedDate"], reading),
        last_check_in: time(it, &["LastContact"], reading),
        last_ip: None,
    };
    device.push(reading);
}

/// `Dell Inc. Latitude 5560`; some makers stand in the model already.
pub fn model(maker: Option<Cow<'_, str>>, model: Option<Cow<'_, str>>) -> Option<String> {
    match (maker, model) {
        (Some(maker), Some(model)) if !model.to_lowercase().starts_with(&maker.to_lowercase()) => {
            Some(format!("{maker} {model}"))
        }
        (_, Some(model)) => Some(model.into_owned()),
        (maker, None) => maker.map(Cow::into_owned),
    }
}

pub fn platform(system: Option<Cow<'_, str>>, version: Option<Cow<'_, str>>) -> Option<String> {
    match (system, version) {
        (Some(system), Some(version)) => Some(format!("{system} {version}")),
        (system, version) => system.or(version).map(Cow::into_owned),
    }
}
