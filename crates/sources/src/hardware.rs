//! Names of hardware, in one form whoever wrote them down.
//!
//! In: an identity as Windows writes it (`USB\VID_1D6B&PID_0104\CAFEBABE`, `HID\VID_…&MI_00\7&…`, a device
//! path with `#`), or the two numbers of a USB device. Out: what stands in `target` of a record of kind
//! `device` (`USB\VID_1D6B&PID_0104`), the serial where the device has one, and the text for `detail`.
//!
//! A product that plugs itself in with several functions (keyboard, mouse, drive) has one target for all of
//! them; which function a record is about, the class in `detail` says.

use model::Record;

use crate::formats::json_fields::means_unknown;

/// What a piece of hardware is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    pub target: String,
    /// Only a serial of the device itself: what Windows makes up in its place says where it was plugged in.
    pub serial: Option<String>,
}

/// What a record says of a device besides its identity.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub name: Option<String>,
    pub manufacturer: Option<String>,
    pub class: Option<String>,
    pub serial: Option<String>,
    /// Whether it works, in the product's word.
    pub status: Option<String>,
    /// What happened to it, in the product's word.
    pub event: Option<String>,
}

/// Writes a device into a record of `endpoint_events`: its kind, `target` and `detail`.
pub fn set(record: &mut Record, identity: Option<Identity>, said: Said) {
    let identity = identity.unwrap_or_default();
    record.set("kind", "device");
    record.set("target", identity.target);
    let mut detail: Vec<String> = said.name.filter(|it| !means_unknown(it)).into_iter().collect();
    let serial = said.serial.filter(|it| !means_unknown(it)).or(identity.serial);
    let parts = [
        ("manufacturer", said.manufacturer),
        ("class", said.class),
        ("serial", serial),
        ("status", said.status),
        ("event", said.event),
    ];
    for (what, text) in parts {
        if let Some(text) = text.filter(|it| !means_unknown(it)) {
            detail.push(format!("{what} {}", text.trim()));
        }
    }
    record.set_free_text("detail", &detail.join("; "));
}

/// A USB device by its two numbers: `1d6b` and `0104`, `0x1d6b`, `1D6B`.
pub fn usb(vendor: &str, product: &str) -> Option<String> {
    Some(format!("USB\\VID_{}&PID_{}", four_digits(vendor)?, four_digits(product)?))
}

/// An identity as Windows writes it; nothing for an empty one.
pub fn identity(text: &str) -> Option<Identity> {
    let text = plain(text);
    if means_unknown(&text) {
        return None;
    }
    if let (Some(vendor), Some(product)) = (after(&text, "VID_"), after(&text, "PID_"))
        && let Some(target) = usb(vendor, product)
    {
        return Some(Identity { target, serial: usb_serial(&text) });
    }
    let parts: Vec<&str> = text.split('\\').collect();
    // A drive may stand inside another name: `SWD\WPDBUSENUM\_??_USBSTOR\Disk&Ven_…\serial&0\{…}`.
    let drive = parts.iter().position(|it| it.to_ascii_uppercase().ends_with("USBSTOR"));
    if let Some(at) = drive
        && let Some(model) = parts.get(at + 1)
    {
        let serial = parts.get(at + 2).and_then(|it| own_serial(it.rsplit_once('&').map_or(*it, |it| it.0)));
        return Some(Identity { target: format!("USBSTOR\\{}", model.to_ascii_uppercase()), serial });
    }
    let bus = parts.first().map(|it| it.to_ascii_uppercase()).unwrap_or_default();
    match (bus.as_str(), parts.get(1)) {
        // The monitor's own name: three letters of the maker and four digits.
        ("DISPLAY" | "MONITOR", Some(model)) => {
            Some(Identity { target: format!("DISPLAY\\{}", model.to_ascii_uppercase()), serial: None })
        }
        ("PCI", Some(model)) => {
            let (vendor, device) = (after(model, "VEN_"), after(model, "DEV_"));
            let target = match (vendor.and_then(four_digits), device.and_then(four_digits)) {
                (Some(vendor), Some(device)) => format!("PCI\\VEN_{vendor}&DEV_{device}"),
                _ => text.clone(),
            };
            Some(Identity { target, serial: None })
        }
        _ => Some(Identity { target: text, serial: None }),
    }
}

/// Without the prefix of a device path, with single backslashes between the parts.
fn plain(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for letter in text.chars() {
        let letter = if letter == '#' { '\\' } else { letter };
        if letter != '\\' || !res.ends_with('\\') {
            res.push(letter);
        }
    }
    res.trim_start_matches(['\\', '?', '.', ' ']).trim_end_matches(['\\', ' ']).to_owned()
}

/// The four digits behind a mark, whatever its case.
fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let start = text.to_ascii_uppercase().find(mark)? + mark.len();
    text.get(start..start + 4)
}

/// Up to four hexadecimal digits as four, in capitals.
fn four_digits(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let is_hex = (1..=4).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_hexdigit());
    is_hex.then(|| format!("{digits:0>4}").to_ascii_uppercase())
}

/// The part behind `VID_…&PID_…`.
fn usb_serial(text: &str) -> Option<String> {
    let mut parts = text.split('\\').skip_while(|it| !it.to_ascii_uppercase().contains("PID_"));
    let numbers = parts.next()?;
    if numbers.to_ascii_uppercase().contains("&MI_") {
        return None;
    }
    own_serial(parts.next()?)
}

/// Windows makes up an identity with `&` for a device without a serial.
fn own_serial(text: &str) -> Option<String> {
    let is_own = !text.is_empty() && !text.contains('&') && !text.starts_with('{');
    is_own.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> (String, Option<String>) {
        identity(text).map(|it| (it.target, it.serial)).unwrap_or_default()
    }

    #[test]
    fn one_usb_device_has_one_name_whoever_wrote_it_down() {
        let target = "USB\\VID_1D6B&PID_0104";
        for text in [
            "USB\\VID_1D6B&PID_0104\\CAFEBABE",
            "usb\\vid_1d6b&pid_0104\\CAFEBABE",
            "USB\\\\VID_1D6B&PID_0104\\\\CAFEBABE",
            "\\\\?\\USB#VID_1D6B&PID_0104#CAFEBABE#{a5dcbf10-6530-11d2-901f-00c04fb951ed}",
        ] {
            assert_eq!(found(text), (target.to_owned(), Some("CAFEBABE".to_owned())), "{text}");
        }
        assert_eq!(found("USB\\VID_1D6B&PID_0104&MI_00\\7&2c6e41a&0&0000"), (target.to_owned(), None));
        assert_eq!(found("HID\\VID_1D6B&PID_0104&MI_01\\8&1a&0&0000"), (target.to_owned(), None));
        assert_eq!(usb("1d6b", "0x104").as_deref(), Some(target));
        assert_eq!(usb("1d6b", "none"), None);
    }

    #[test]
    fn drives_monitors_and_cards_keep_what_tells_their_model() {
        let drive = "SWD\\WPDBUSENUM\\_??_USBSTOR#Disk&Ven_PiKVM&Prod_Flash_Drive&Rev_1.00#CAFEBABE&0#{53f5}";
        let target = "USBSTOR\\DISK&VEN_PIKVM&PROD_FLASH_DRIVE&REV_1.00".to_owned();
        assert_eq!(found(drive), (target, Some("CAFEBABE".to_owned())));
        assert_eq!(found("DISPLAY\\lnx7773\\5&1a&0&UID256").0, "DISPLAY\\LNX7773");
        assert_eq!(found("MONITOR\\LNX7773").0, "DISPLAY\\LNX7773");
        assert_eq!(found("pci\\ven_10ee&dev_ebeb&subsys_1\\4&2").0, "PCI\\VEN_10EE&DEV_EBEB");
        assert_eq!(found("SWD\\PRINTENUM\\{A1}").0, "SWD\\PRINTENUM\\{A1}");
        assert_eq!(found(" - "), (String::new(), None));
    }

    proptest! {
        #[test]
        fn a_normal_form_stays_as_it_is(text in "[A-Z&_\\\\#0-9{}é ]{0,40}") {
            if let Some(once) = identity(&text) {
                let twice = identity(&once.target).map(|it| it.target);
                prop_assert_eq!(twice.unwrap_or_default(), once.target);
            }
        }
    }
}
