//! One Windows event in one shape, whoever rendered it.
//!
//! In: JSON in the shape of `evtx_dump` (`Event.System`, `Event.EventData` or `Event.UserData`, attributes
//! inside or beside), or in Winlogbeat's (`winlog.…`, nested or with dotted keys). Out: an [`Event`].

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::{Json, Members};

use crate::formats::times;

/// One event. Missing parts are unknown; some real events have no provider, some no id.
#[derive(Clone, Debug, Default)]
pub struct Event<'a> {
    pub provider: Option<Cow<'a, str>>,
    pub event_id: Option<i64>,
    pub channel: Option<Cow<'a, str>>,
    pub computer: Option<Cow<'a, str>>,
    pub record_id: Option<u64>,
    /// When the log wrote it, as rendered.
    pub written_at: Option<Cow<'a, str>>,
    /// `Level Task Opcode Keywords Version UserID` as rendered.
    pub system: Members<'a>,
    /// The named data, names without blanks: `ImagePath`, `Param1`.
    pub data: Members<'a>,
    /// The data without names, in order.
    pub items: Vec<Json<'a>>,
}

impl<'a> Event<'a> {
    /// From `{"Event": {"System": …, "EventData": …}}`, or the same without the outer `Event`.
    pub fn from_rendered(value: &'a Json<'a>) -> Option<Event<'a>> {
        let event = value.get("Event").unwrap_or(value);
        let system = event.get("System")?.as_object()?;
        let mut res = Event {
            provider: attribute(system, "Provider", "Name").and_then(plain_text),
            event_id: system.get("EventID").and_then(|it| number(content(it))),
            channel: system.get("Channel").map(content).and_then(plain_text),
            computer: system.get("Computer").map(content).and_then(plain_text),
            record_id: system.get("EventRecordID").and_then(|it| number(content(it))).and_then(unsigned),
            written_at: attribute(system, "TimeCreated", "SystemTime").and_then(time_text),
            ..Event::default()
        };
        for name in ["Level", "Task", "Opcode", "Keywords", "Version"] {
            if let Some(found) = system.get(name).map(content).filter(|it| !it.is_null()) {
                res.system.insert(name, found.clone());
            }
        }
        if let Some(found) = attribute(system, "Security", "UserID") {
            res.system.insert("UserID", found.clone());
        }
        if let Some(data) = event.get("EventData") {
            res.take_data(data);
        }
        // Providers put what they like under `UserData`: one element, and the data in it.
        if let Some(Json::Object(parts)) = event.get("UserData") {
            for (name, part) in parts {
                match part {
                    Json::Object(_) => res.take_data(part),
                    _ if name.starts_with('#') => {}
                    _ => res.put(name, part),
                }
            }
        }
        Some(res)
    }

    /// From what Winlogbeat ships: `winlog.event_id`, `winlog.event_data.Image`, nested or dotted.
    pub fn from_winlogbeat(value: &'a Json<'a>) -> Option<Event<'a>> {
        let value = value.get("_source").unwrap_or(value);
        let part = |path: &str| at_path(value, path).map(content);
        let event_id = part("winlog.event_id").or_else(|| part("event.code")).and_then(number);
        let provider = part("winlog.provider_name").or_else(|| part("event.provider"));
        let computer = part("winlog.computer_name").or_else(|| part("host.name"));
        let mut res = Event {
            provider: provider.and_then(plain_text),
            event_id,
            channel: part("winlog.channel").and_then(plain_text),
            computer: computer.and_then(plain_text),
            record_id: part("winlog.record_id").and_then(number).and_then(unsigned),
            written_at: part("@timestamp").and_then(time_text),
            ..Event::default()
        };
        for (name, path) in [
            ("Task", "winlog.task"),
            ("Opcode", "winlog.opcode"),
            ("Keywords", "winlog.keywords"),
            ("Version", "winlog.version"),
            ("UserID", "winlog.user.identifier"),
        ] {
            if let Some(found) = part(path) {
                res.system.insert(name, found.clone());
            }
        }
        for under in ["winlog.event_data", "winlog.user_data"] {
            if let Some(data) = at_path(value, under) {
                res.take_data(data);
            }
            // Dotted keys: each datum is a key of its own.
            for (key, datum) in value.as_object().into_iter().flatten() {
                if let Some(name) = key.strip_prefix(under).and_then(|it| it.strip_prefix('.')) {
                    res.put(name, datum);
                }
            }
        }
        // Winlogbeat names the unnamed: `param1`, `param2`, …
        if res.items.is_empty() {
            let mut idx = 1;
            while let Some(found) = res.data.get(&format!("param{idx}")) {
                res.items.push(found.clone());
                idx += 1;
            }
        }
        Some(res)
    }

    pub fn is_id(&self, ids: &[i64]) -> bool {
        self.event_id.is_some_and(|it| ids.contains(&it))
    }

    pub fn provider_is(&self, name: &str) -> bool {
        self.provider.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(name))
    }

    /// Some renderings leave out the channel, some the provider: either of them will do.
    pub fn is_from(&self, provider: &str, channel: &str) -> bool {
        self.provider_is(provider)
            || self.channel.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(channel))
    }

    pub fn is_sysmon(&self) -> bool {
        self.is_from("Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational")
    }

    /// The datum of that name as text; words that mean unknown are unknown.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.datum(name).and_then(plain_text)
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.datum(name).and_then(number)
    }

    /// Copies kept elsewhere may have their names in lower case.
    fn datum(&self, name: &str) -> Option<&Json<'a>> {
        self.data.get(name).or_else(|| {
            self.data.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        })
    }

    /// The unnamed datum at that place, counted from 0.
    pub fn item(&self, idx: usize) -> Option<Cow<'_, str>> {
        self.items.get(idx).and_then(plain_text)
    }

    /// When it happened. Sysmon's own `UtcTime` comes first: a log that was drained late says in
    /// `TimeCreated` when it was drained, which can be months after. An error is text that is no time.
    pub fn happened_at(&self) -> Result<Option<Timestamp>, String> {
        if self.is_sysmon()
            && let Some(text) = self.text("UtcTime")
            && let Ok(Some(found)) = times::parse(&text, &TimeZone::UTC)
        {
            return Ok(Some(found));
        }
        match &self.written_at {
            Some(text) => times::parse(text, &TimeZone::UTC),
            None => Ok(None),
        }
    }

    pub(super) fn take_data(&mut self, data: &'a Json<'a>) {
        match data {
            Json::Object(parts) => {
                for (name, part) in parts {
                    match name {
                        "Data" => self.take_items(part),
                        _ if name.starts_with('#') || name.ends_with("_attributes") || name == "xmlns" => {}
                        _ => self.put(name, part),
                    }
                }
            }
            Json::Array(_) | Json::String(_) | Json::Number(_) | Json::Bool(_) => self.take_items(data),
            Json::Null => {}
        }
    }

    /// `Data` elements: one or many, with a name inside or without.
    fn take_items(&mut self, part: &'a Json<'a>) {
        match part {
            Json::Array(parts) => {
                for part in parts {
                    self.take_items(part);
                }
            }
            Json::Object(fields) => {
                let name = fields.get("#attributes").and_then(|it| it.get("Name")).or(fields.get("@Name"));
                match (name.and_then(Json::as_str), fields.get("#text")) {
                    (Some(name), text) => self.put(name, text.unwrap_or(&Json::Null)),
                    (None, Some(text)) => self.take_items(text),
                    (None, None) => self.take_data(part),
                }
            }
            _ => self.items.push(part.clone()),
        }
    }

    /// Blanks in names (`Process Name` of Defender) are no part of them for Sigma rules.
    pub(super) fn put(&mut self, name: &'a str, value: &'a Json<'a>) {
        self.put_datum(Cow::Borrowed(name), || content(value).clone());
    }

    /// The same for a datum that was made.
    pub(super) fn put_datum(&mut self, name: Cow<'a, str>, value: impl FnOnce() -> Json<'a>) {
        let is_plain = !name.contains(char::is_whitespace);
        let name = if is_plain { name } else { name.chars().filter(|it| !it.is_whitespace()).collect() };
        self.data.insert_new(name, value);
    }
}

/// What an element says beside its attributes.
fn content<'v, 'a>(value: &'v Json<'a>) -> &'v Json<'a> {
    match value {
        Json::Object(fields) => fields.get("#text").or_else(|| fields.get("Json")).unwrap_or(value),
        Json::Array(parts) if parts.len() == 1 => &parts[0],
        _ => value,
    }
}

/// An attribute: inside (`#attributes`), beside (`Provider_attributes`), or as a plain key.
fn attribute<'v, 'a>(system: &'v Members<'a>, element: &str, name: &str) -> Option<&'v Json<'a>> {
    let inside = system.get(element);
    let beside = || system.get(&format!("{element}_attributes"));
    inside
        .and_then(|it| it.get("#attributes"))
        .and_then(|it| it.get(name))
        .or_else(|| beside().and_then(|it| it.get(name)))
        .or_else(|| inside.and_then(|it| it.get(name)))
        .filter(|it| !it.is_null())
}

/// `a.b.c` in nested objects, in one dotted key, or in anything between.
fn at_path<'v, 'a>(value: &'v Json<'a>, path: &str) -> Option<&'v Json<'a>> {
    let object = value.as_object()?;
    if let Some(found) = object.get(path) {
        return Some(found);
    }
    for (idx, _) in path.match_indices('.') {
        if let Some(found) = object.get(&path[..idx]).and_then(|it| at_path(it, &path[idx + 1..])) {
            return Some(found);
        }
    }
    None
}

pub(super) fn plain_text<'v>(value: &'v Json<'_>) -> Option<Cow<'v, str>> {
    let text = match content(value) {
        Json::String(it) => Cow::Borrowed(it.trim()),
        Json::Number(it) => Cow::Owned(it.to_string()),
        Json::Bool(it) => Cow::Borrowed(if *it { "true" } else { "false" }),
        _ => return None,
    };
    let unknown = matches!(&*text, "" | "-" | "null" | "(null)" | "None" | "N/A");
    (!unknown).then_some(text)
}

/// A number, or one in text: decimal, or hexadecimal after `0x`.
pub(super) fn number(value: &Json<'_>) -> Option<i64> {
    match content(value) {
        Json::Number(it) => it.as_i64().or_else(|| it.as_f64().map(|it| it as i64)),
        Json::String(it) => {
            let it = it.trim();
            match it.strip_prefix("0x").or_else(|| it.strip_prefix("0X")) {
                Some(digits) => i64::from_str_radix(digits, 16).ok(),
                None => it.parse().ok(),
            }
        }
        _ => None,
    }
}

pub(super) fn unsigned(number: i64) -> Option<u64> {
    u64::try_from(number).ok()
}

/// A time is text; a bare number is seconds since 1970.
fn time_text<'v>(value: &'v Json<'_>) -> Option<Cow<'v, str>> {
    match value {
        Json::Number(it) => {
            let seconds = it.as_f64()?;
            Timestamp::from_microsecond((seconds * 1e6) as i64).ok().map(|it| Cow::Owned(it.to_string()))
        }
        _ => plain_text(value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_event_id_is_read_as_number_text_and_object() {
        for id in [json!(7045), json!("7045"), json!({"#attributes": {"Qualifiers": 16384}, "#text": 7045})] {
            let rendered = Json::from(json!({"Event": {"System": {"EventID": id}}}));
            assert_eq!(Event::from_rendered(&rendered).and_then(|it| it.event_id), Some(7045));
        }
    }

    #[test]
    fn data_without_names_keep_their_order() {
        for data in [
            json!({"Data": ["a", "b"]}),
            json!({"Data": {"#text": ["a", "b"]}}),
            json!([{"Data": ["a", "b"]}]),
        ] {
            let rendered = Json::from(json!({"Event": {"System": {}, "EventData": data}}));
            let Some(event) = Event::from_rendered(&rendered) else { panic!("not read") };
            assert_eq!(event.items, [Json::from("a"), Json::from("b")], "{data}");
        }
    }

    #[test]
    fn terminal_services_keep_their_data_under_user_data() {
        let event = Json::from(
            json!({"Event": {"System": {}, "UserData": {"EventXML": {"#attributes": {"xmlns": "x"}, "Param1": "sam"}}}}),
        );
        let event = Event::from_rendered(&event);
        assert_eq!(event.as_ref().and_then(|it| it.text("Param1")).as_deref(), Some("sam"));
    }

    #[test]
    fn dotted_and_nested_winlogbeat_are_the_same_event() {
        let nested = Json::from(
            json!({"@timestamp": "2026-02-03T14:00:00Z", "winlog": {"event_id": "1", "channel": "C", "event_data": {"Image": "a.exe"}}}),
        );
        let dotted = Json::from(
            json!({"@timestamp": "2026-02-03T14:00:00Z", "winlog.event_id": 1, "winlog.channel": "C", "winlog.event_data.Image": "a.exe"}),
        );
        let read = |it| Event::from_winlogbeat(it).map(|it| format!("{it:?}"));
        assert_eq!(read(&nested), read(&dotted));
    }

    #[test]
    fn sysmon_says_itself_when_it_happened() {
        let event = Json::from(json!({"Event": {
            "System": {"Provider": {"#attributes": {"Name": "Microsoft-Windows-Sysmon"}}, "TimeCreated": {"#attributes": {"SystemTime": "2026-05-01T00:00:00Z"}}},
            "EventData": {"UtcTime": "2026-02-03 14:00:01.250"}}}));
        let at = Event::from_rendered(&event).and_then(|it| it.happened_at().ok().flatten());
        assert_eq!(at.map(|it| it.to_string()).as_deref(), Some("2026-02-03T14:00:01.25Z"));
    }
}
