//! Devices that Windows logs when they are plugged in, by whatever channel is on.
//!
//! 6416 of the Security log needs an audit policy; the channels of plug and play, of partitions and of
//! user-mode drivers are on by themselves.

use std::borrow::Cow;

use model::Record;

use super::Event;
use crate::hardware::{self, Said};

const KERNEL_PNP: (&str, &str) =
    ("Microsoft-Windows-Kernel-PnP", "Microsoft-Windows-Kernel-PnP/Configuration");
const PARTITION: (&str, &str) = ("Microsoft-Windows-Partition", "Microsoft-Windows-Partition/Diagnostic");
const USER_MODE: (&str, &str) = (
    "Microsoft-Windows-DriverFrameworks-UserMode",
    "Microsoft-Windows-DriverFrameworks-UserMode/Operational",
);

/// 6416 of the Security log: a new external device was recognised. 6423 and 6424: it was forbidden, allowed.
pub fn security(event: &Event<'_>, res: &mut Record) {
    let said = Said {
        name: event.text("DeviceDescription").map(Cow::into_owned),
        class: event.text("ClassName").map(Cow::into_owned),
        event: match event.event_id {
            Some(6423) => Some("forbidden by policy".to_owned()),
            Some(6424) => Some("allowed by policy".to_owned()),
            _ => None,
        },
        ..Said::default()
    };
    set(event, &["DeviceId"], said, res);
}

/// The channels that are on by themselves.
pub fn plugged_in(event: &Event<'_>, res: &mut Record) -> bool {
    let from = |(provider, channel)| event.is_from(provider, channel);
    if from(KERNEL_PNP) && event.is_id(&[400, 410, 411, 420, 430, 440]) {
        let what = match event.event_id {
            Some(400) => "configured",
            Some(410) => "started",
            Some(411) => "did not start",
            Some(420) => "deleted",
            Some(430) => "needs further installation",
            _ => "migrated",
        };
        let said = Said { event: Some(what.to_owned()), ..Said::default() };
        set(event, &["DeviceInstanceId", "DeviceInstanceID"], said, res);
        return true;
    }
    if from(PARTITION) && event.event_id == Some(1006) {
        let said = Said {
            name: event.text("Model").map(Cow::into_owned),
            manufacturer: event.text("Manufacturer").map(Cow::into_owned),
            serial: event.text("SerialNumber").map(Cow::into_owned),
            class: Some("disk".to_owned()),
            // A disk that is taken out has no size any more.
            event: (event.number("Capacity") == Some(0)).then(|| "removed".to_owned()),
            ..Said::default()
        };
        set(event, &["ParentId", "UserInstanceId"], said, res);
        return true;
    }
    if from(USER_MODE) && event.is_id(&[2003, 2010, 2100, 2102]) {
        let what = match event.event_id {
            Some(2003 | 2010) => "driver loaded",
            _ => "power",
        };
        let said = Said { event: Some(what.to_owned()), ..Said::default() };
        set(event, &["InstanceId", "instance"], said, res);
        return true;
    }
    false
}

fn set(event: &Event<'_>, names: &[&str], said: Said, res: &mut Record) {
    let named = names.iter().find_map(|it| event.text(it));
    hardware::set(res, named.and_then(|it| hardware::identity(&it)), said);
}
