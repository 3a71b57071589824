//! What an inventory of managed devices says: of one device, and of one program on it.
//!
//! In: what Intune, Jamf and their exports say, in their own words. Out: `devices` and `installed`.
//!
//! An inventory knows its people by the names they sign in with: those stand in `account`, never in
//! `worker_id`, which is the company's own number.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::tables::{DEVICES, INSTALLED};

use crate::Reading;
use crate::formats::json_fields::{Fields, means_unknown};
use crate::formats::{addresses, shown_times, times};

/// One device.
#[derive(Clone, Debug, Default)]
pub struct Device {
    pub serial: Option<String>,
    pub name: Option<String>,
    pub account: Option<String>,
    pub model: Option<String>,
    pub platform: Option<String>,
    pub managed: Option<bool>,
    pub enrolled_at: Option<Timestamp>,
    pub last_check_in: Option<Timestamp>,
    /// The address the service saw it at.
    pub last_ip: Option<String>,
}

/// One program on one device.
#[derive(Clone, Debug, Default)]
pub struct Program {
    pub seen_at: Option<Timestamp>,
    pub device_name: Option<String>,
    pub serial: Option<String>,
    pub account: Option<String>,
    pub name: String,
    pub identifier: Option<String>,
    pub version: Option<String>,
    pub vendor: Option<String>,
    pub path: Option<String>,
}

impl Device {
    /// Hands the device on. One without a name and a serial is a problem: nobody could tell which it is.
    pub fn push(self, reading: &mut Reading<'_>) {
        let serial = self.serial.as_deref().and_then(serial);
        let name = self.name.filter(|it| !means_unknown(it));
        if serial.is_none() && name.is_none() {
            reading.problem("a device without a name and without a serial");
            return;
        }
        let mut record = reading.record(&DEVICES);
        record.set("asset_serial", serial);
        record.set("hostname", name);
        record.set("account", self.account);
        record.set("model", self.model);
        record.set("platform", self.platform);
        record.set("managed", self.managed);
        record.set("enrolled_at", self.enrolled_at);
        record.set("last_check_in", self.last_check_in);
        record.set("last_ip", self.last_ip.and_then(|it| addresses::address(&it)));
        reading.push(record);
    }
}

impl Program {
    pub fn push(self, product: &str, reading: &mut Reading<'_>) {
        let mut record = reading.record(&INSTALLED);
        record.set("seen_at", self.seen_at);
        record.set("device_name", self.device_name);
        record.set("asset_serial", self.serial.as_deref().and_then(serial));
        record.set("account", self.account);
        record.set("kind", if self.name.ends_with(".app") { "app" } else { "program" });
        record.set("name", self.name.trim_end_matches(".app"));
        record.set("identifier", self.identifier);
        record.set("version", self.version);
        record.set("vendor", self.vendor);
        record.set("path", self.path);
        record.set("product", product);
        reading.push(record);
    }
}

/// What makers write where a machine has no serial.
pub fn serial(text: &str) -> Option<&str> {
    let text = text.trim();
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    const NONE: &[&str] = &[
        "defaultstring",
        "systemserialnumber",
        "tobefilledbyoem",
        "notapplicable",
        "notavailable",
        "notspecified",
        "invalid",
        "oem",
        "na",
    ];
    let says_nothing =
        plain.chars().all(|it| it == '0') || NONE.contains(&plain.as_str()) || means_unknown(text);
    (!says_nothing).then_some(text)
}

/// The first of several that holds a time. Inventories write words, zero, and the years 1 and 9999 where there
/// is none; text that is no time is a problem.
pub fn time(fields: Fields<'_>, names: &[&str], reading: &mut Reading<'_>) -> Option<Timestamp> {
    for name in names {
        let Some(text) = fields.text(name).filter(|it| it != "0" && !says_never(it)) else { continue };
        let found = match text.parse::<f64>() {
            Ok(count) => times::epoch(count).map(Some),
            Err(_) => times::parse(&text, reading.declared_zone().unwrap_or(&TimeZone::UTC)),
        };
        match found {
            Ok(Some(found)) => return Some(found),
            Ok(None) => {}
            Err(cause) => {
                reading.problem(format!("{cause} in `{name}`"));
                return None;
            }
        }
    }
    None
}

/// The same of a table for people, where times may be as a portal shows them.
pub fn cell_time(text: Option<&str>, reading: &mut Reading<'_>) -> Option<Timestamp> {
    shown_times::time(text.filter(|it| !says_never(it))?, &TimeZone::UTC, reading)
}

fn says_never(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("never")
}

/// Text, unless it says that it is unknown.
pub fn known(text: Option<&str>) -> Option<String> {
    text.filter(|it| !means_unknown(it)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makers_write_for_none_is_no_serial() {
        for text in [
            "0",
            "000000",
            "Default string",
            "To be filled by O.E.M.",
            "System Serial Number",
            " ",
            "None",
            "N/A",
        ] {
            assert_eq!(serial(text), None, "{text}");
        }
        assert_eq!(serial(" C02XK0AAJG5J "), Some("C02XK0AAJG5J"));
    }
}
