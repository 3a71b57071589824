//! Microsoft Intune: the programs it detected, as Graph gives them.
//!
//! In: one program with the devices it is on. Out: `installed`, one record a device.

use std::borrow::Cow;

use model::Json;

use crate::formats::json_fields::Fields;
use crate::inventory::{Program, time};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "intune_apps",
    title: "Microsoft Intune detected apps",
    feeds: &["installed"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("intune.md"),
};

fn sniff(value: &Json) -> bool {
    let it = Fields::new(value);
    it.has("displayName") && it.has("deviceCount") && (it.has("sizeInByte") || it.has("publisher"))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let it = Fields::new(value);
    let Some(name) = it.title("displayName") else {
        reading.problem("no `displayName`");
        return;
    };
    let devices = it.items("managedDevices");
    if devices.is_empty() {
        reading.notice("detected apps without `managedDevices` say of no computer what is on it");
    }
    for device in devices {
        let device = Fields::new(device);
        let program = Program {
            seen_at: time(device, &["lastSyncDateTime"], reading),
            device_name: device.text("deviceName").map(Cow::into_owned),
            serial: device.text("serialNumber").map(Cow::into_owned),
            account: device.first_text(&["userPrincipalName", "emailAddress"]).map(Cow::into_owned),
            name: name.to_string(),
            identifier: None,
            version: it.text("version").map(Cow::into_owned),
            vendor: it.text("publisher").map(Cow::into_owned),
            path: None,
        };
        program.push("intune", reading);
    }
}
