//! Devices as logs name them: Windows instance ids, `vid:pid` pairs and the texts beside them.
//!
//! In: what a log says of a device. Out: its USB id, serial and monitor id as far as told, and all of it as plain words.

use crate::words::plain_words;

/// A device as far as a log names it. Ids and serial in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// `1d6b:0104`.
    pub(crate) usb: Option<String>,
    pub(crate) serial: Option<String>,
    /// The maker and product of a monitor, `lnx7773`.
    pub(crate) monitor: Option<String>,
    /// All texts as plain words.
    pub(crate) words: String,
}

impl Named {
    /// Reads an instance id (`USB\VID_1D6B&PID_0104\CAFEBABE`, `USBSTOR\Disk&Ven_PiKVM&Prod_Flash_Drive\…`,
    /// `DISPLAY\LNX7773\…`), a pair (`1d6b:0104`, `VID_1D6B&PID_0104`) or plain text, and the description beside it.
    pub(crate) fn read(id: &str, description: &str) -> Named {
        let id = id.trim();
        let lower = id.to_ascii_lowercase();
        let mut parts = lower.split(['\\', '#']).filter(|part| !part.is_empty() && *part != "?");
        let bus = parts.next().unwrap_or("");
        let middle = parts.next().unwrap_or("");
        let last = parts.next().unwrap_or("");
        let mut named = Named {
            usb: usb_of(&lower),
            words: plain_words(&format!("{id} {description}")),
            ..Named::default()
        };
        if matches!(bus, "display" | "monitor") && !middle.is_empty() {
            named.monitor = Some(middle.to_string());
        } else if monitor_id(&lower) {
            named.monitor = Some(lower.clone());
        }
        // A serial of Windows' own making has an `&`; one with `&MI_` before it is that of a part of a device.
        if matches!(bus, "usb" | "usbstor" | "hid") && !last.is_empty() {
            let serial = last.split('&').next().unwrap_or("");
            let own = last.matches('&').count() > 1 || serial.len() < 4;
            named.serial = Some(serial.to_string()).filter(|_| !own);
        }
        named
    }
}

/// `vid:pid` in four hexadecimal digits each, from the forms that logs use.
pub(crate) fn usb_of(lower: &str) -> Option<String> {
    let after = |mark: &str| -> Option<String> {
        let rest = lower.split_once(mark)?.1;
        let digits: String = rest.chars().take_while(char::is_ascii_hexdigit).take(4).collect();
        (digits.len() == 4).then_some(digits)
    };
    if let (Some(vendor), Some(product)) = (after("vid_"), after("pid_")) {
        return Some(format!("{vendor}:{product}"));
    }
    let (vendor, product) = lower.trim().split_once(':')?;
    let number = |text: &str| -> Option<String> {
        let text = text.trim().trim_start_matches("0x");
        let fits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        fits.then(|| format!("{text:0>4}"))
    };
    Some(format!("{}:{}", number(vendor)?, number(product)?))
}

/// Three letters of a maker and four hexadecimal digits, as monitors have them.
fn monitor_id(lower: &str) -> bool {
    let bytes = lower.as_bytes();
    bytes.len() == 7
        && bytes.iter().take(3).all(u8::is_ascii_alphabetic)
        && bytes.iter().skip(3).all(u8::is_ascii_hexdigit)
}

/// The twelve hexadecimal digits of a hardware address in lower case, from `AA:BB:…`, `AA-BB-…`, `aabb.ccdd.eeff` or bare.
pub(crate) fn mac_digits(text: &str) -> Option<String> {
    let mut digits = String::new();
    for letter in text.trim().chars() {
        match letter {
            ':' | '-' | '.' => {}
            _ if letter.is_ascii_hexdigit() => digits.push(letter.to_ascii_lowercase()),
            _ => return None,
        }
    }
    (digits.len() == 12).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instance_ids_are_taken_apart() {
        let named = Named::read(r"USB\VID_1D6B&PID_0104\CAFEBABE", "USB Composite Device");
        assert_eq!(named.usb.as_deref(), Some("1d6b:0104"));
        assert_eq!(named.serial.as_deref(), Some("cafebabe"));
        let named = Named::read(r"USB\VID_046D&PID_C52B&MI_01\6&2f1b&0&0001", "");
        assert_eq!(named.usb.as_deref(), Some("046d:c52b"));
        assert_eq!(named.serial, None);
        let named = Named::read(r"\\?\DISPLAY#LNX7773#5&abc&0&UID4352", "Generic PnP Monitor");
        assert_eq!(named.monitor.as_deref(), Some("lnx7773"));
        let named = Named::read(r"USBSTOR\Disk&Ven_PiKVM&Prod_Flash_Drive&Rev_1.00\CAFEBABE&0", "");
        assert!(named.words.contains("ven pikvm prod flash drive"));
        assert_eq!(named.serial.as_deref(), Some("cafebabe"));
        assert_eq!(Named::read("TSB8801", "").monitor.as_deref(), Some("tsb8801"));
    }

    #[test]
    fn pairs_have_many_forms() {
        for (text, wanted) in [
            ("1d6b:0104", Some("1d6b:0104")),
            ("0x1d6b:0x104", Some("1d6b:0104")),
            ("usb\\vid_1d6b&pid_0104", Some("1d6b:0104")),
            ("vid_1d6b", None),
            ("12345:1", None),
            ("c:\\x", None),
            ("", None),
        ] {
            assert_eq!(usb_of(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn hardware_addresses_have_many_forms() {
        for text in ["48:DA:35:6E:01:02", "48-da-35-6e-01-02", "48da.356e.0102", "48DA356E0102"] {
            assert_eq!(mac_digits(text).as_deref(), Some("48da356e0102"), "{text}");
        }
        assert_eq!(mac_digits("48:da:35"), None);
        assert_eq!(mac_digits("not a mac"), None);
    }
}
