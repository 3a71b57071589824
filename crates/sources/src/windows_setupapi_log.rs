//! `setupapi.dev.log`: which devices Windows has installed, and when for the first time.
//!
//! In: sections with a title, a start and an end. Out: one record of kind `device` in `endpoint_events` for
//! each section about a device; sections about drivers and policies are passed over. The log names no
//! machine: the names on the file's path are all there is, and are not taken for one.

use jiff::tz::TimeZone;
use model::tables::ENDPOINT_EVENTS;
use model::value::cut;
use model::{Place, Timestamp};

use crate::hardware::{self, Said};
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "windows_setupapi_log",
    title: "Windows device installation log (setupapi.dev.log)",
    feeds: &["endpoint_events"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("windows_setupapi_log.md"),
};

fn sniff(lines: &[&str]) -> bool {
    let is_title = |it: &&&str| it.starts_with(">>>  [") || it.starts_with(">>> [");
    let has_start = lines.iter().any(|it| it.starts_with(">>>") && it.contains("Section start "));
    let is_headed = lines.iter().any(|it| it.trim() == "[Device Install Log]");
    (lines.iter().any(|it| is_title(&it)) && has_start) || is_headed
}

/// A section that is being read.
#[derive(Default)]
struct Section {
    line: u64,
    what: String,
    instance: String,
    at: Option<Timestamp>,
    name: Option<String>,
    manufacturer: Option<String>,
    class: Option<String>,
    status: Option<String>,
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let device = device(reading);
    match &device {
        Some(name) => {
            reading.notice(format!("the log names no machine; `{name}` on its path is taken for one"))
        }
        None => reading.notice("the log names no machine, nor does its path"),
    }
    let mut open: Option<Section> = None;
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        let text = text.trim_end();
        if let Some(rest) = text.strip_prefix(">>>") {
            let rest = rest.trim();
            if let Some(start) = rest.strip_prefix("Section start ") {
                let at = time(start, reading);
                if let Some(section) = &mut open {
                    section.at = at;
                }
                continue;
            }
            if let Some(section) = open.take() {
                section.close(device.as_deref(), Some("section cut off"), reading);
            }
            open = title(rest, number);
            continue;
        }
        if let Some(rest) = text.strip_prefix("<<<") {
            let status = rest.trim().strip_prefix("[Exit status: ").and_then(|it| it.strip_suffix(']'));
            if let Some(status) = status
                && let Some(mut section) = open.take()
            {
                section.status = Some(status.to_owned());
                section.close(device.as_deref(), None, reading);
            }
            continue;
        }
        if let Some(section) = &mut open {
            section.line(text);
        }
    }
    if let Some(section) = open.take() {
        section.close(device.as_deref(), Some("section cut off"), reading);
    }
}

/// A title that names a device: `[Device Install (Hardware initiated) - USB\VID_…]`, `[Delete Device - USB\…]`.
fn title(text: &str, line: u64) -> Option<Section> {
    let text = text.strip_prefix('[')?.strip_suffix(']')?;
    let (what, instance) = text.split_once(" - ")?;
    let is_about_device =
        what.starts_with("Device Install") || what.contains("Delete Device") || what == "Configure Device";
    let is_instance = instance.contains('\\') && !instance.contains(":\\") && !instance.contains(' ');
    // Drivers are installed under the name of their file, or of the class they are for.
    (is_about_device && (is_instance || instance.contains("USBSTOR"))).then(|| Section {
        line,
        what: what.to_owned(),
        instance: instance.to_owned(),
        ..Section::default()
    })
}

/// The name nearest to the log that is neither its own nor the folder's where Windows keeps it.
fn device(reading: &Reading<'_>) -> Option<String> {
    const PLACES: &[&str] = &["inf", "windows", "setupapi", "logs", "log", "endpoint", "input"];
    for hint in reading.hints() {
        let lower = hint.to_ascii_lowercase();
        let (start, end) = match lower.find("setupapi") {
            Some(start) => {
                let rest = &lower[start + "setupapi".len()..];
                (start, start + "setupapi".len() + if rest.starts_with(".dev") { 4 } else { 0 })
            }
            None => (hint.len(), hint.len()),
        };
        let before = hint[..start].trim_matches(['-', '_', '.', ' ']);
        // Behind its own name a log that was put aside has a date.
        let after = hint[end..].trim_matches(['-', '_', '.', ' ']);
        let after = if after.starts_with(|it: char| it.is_ascii_digit()) { "" } else { after };
        let name = if before.is_empty() { after } else { before };
        if !name.is_empty() && !PLACES.contains(&name.to_ascii_lowercase().as_str()) {
            return Some(name.to_owned());
        }
    }
    None
}

/// The classes of devices that people plug in, by their well-known numbers.
fn class_name(text: &str) -> Option<&'static str> {
    const CLASSES: &[(&str, &str)] = &[
        ("36fc9e60-c465-11cf-8056-444553540000", "USB"),
        ("745a17a0-74d3-11d0-b6fe-00a0c90f57da", "HIDClass"),
        ("4d36e96b-e325-11ce-bfc1-08002be10318", "Keyboard"),
        ("4d36e96f-e325-11ce-bfc1-08002be10318", "Mouse"),
        ("4d36e96e-e325-11ce-bfc1-08002be10318", "Monitor"),
        ("4d36e967-e325-11ce-bfc1-08002be10318", "DiskDrive"),
        ("4d36e965-e325-11ce-bfc1-08002be10318", "CDROM"),
        ("4d36e972-e325-11ce-bfc1-08002be10318", "Net"),
        ("4d36e96c-e325-11ce-bfc1-08002be10318", "MEDIA"),
        ("ca3e7ab9-b4c3-4ae6-8251-579ef933890f", "Camera"),
        ("6bdd1fc6-810f-11d0-bec7-08002be2092f", "Image"),
        ("eec5ad98-8080-425f-922a-dabf3de3f69a", "WPD"),
    ];
    let text = text.to_ascii_lowercase();
    CLASSES.iter().find(|(number, _)| text.contains(number)).map(|it| it.1)
}

/// Local time without an offset: `2026/02/03 14:02:34.389`.
fn time(text: &str, reading: &mut Reading<'_>) -> Option<Timestamp> {
    reading.time(text.trim(), &TimeZone::UTC)
}

impl Section {
    /// `     dvi:           DevDesc      - USB Composite Device`. The driver that is chosen comes after the
    /// candidates, so what is said last stands.
    fn line(&mut self, text: &str) {
        let Some((_, rest)) = text.trim_start().split_once(':') else { return };
        let rest = rest.trim();
        if let Some(class) = rest.split_once("Class GUID").and_then(|it| class_name(it.1)) {
            self.class = Some(class.to_owned());
            return;
        }
        let Some((word, value)) = rest.split_once(" - ") else { return };
        let value = cut(value.trim(), 200).to_owned();
        match word.trim() {
            "DevDesc" | "Description" => self.name = Some(value),
            "Mfg" | "Manufacturer" => self.manufacturer = Some(value),
            _ => {}
        }
    }

    fn close(self, device: Option<&str>, trouble: Option<&str>, reading: &mut Reading<'_>) {
        reading.stand_at(Place::Line(self.line));
        if let Some(cause) = trouble {
            reading.problem(format!("{cause}; what was read of it is kept"));
        }
        // A time that is none has been told where it stands.
        let Some(at) = self.at else { return };
        let status = self.status.filter(|it| it != "SUCCESS").map(|it| format!(", {it}")).unwrap_or_default();
        let mut record = reading.record(&ENDPOINT_EVENTS);
        record.set("happened_at", at);
        record.set("device_name", device);
        let said = Said {
            name: self.name,
            manufacturer: self.manufacturer,
            class: self.class,
            event: Some(format!("{}{status}", self.what)),
            ..Said::default()
        };
        hardware::set(&mut record, hardware::identity(&self.instance), said);
        record.set("provider", "setupapi");
        record.set("product", "windows");
        reading.push(record);
    }
}
