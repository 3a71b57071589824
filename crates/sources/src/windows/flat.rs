//! One Windows event whose data lie flat beside its system part, as NXLog and Fluent Bit write them.
//!
//! In: `{"EventTime", "Hostname", "SourceName", "Channel", "EventID", "RecordNumber", "TargetUserName", …}`.
//! Out: an [`Event`]. NXLog's `EventTime` has no offset unless it was told to write one.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use model::Json;

use super::Event;
use super::event::{number, plain_text, unsigned};
use crate::Reading;
use crate::formats::json_fields::Fields;

/// What the shippers add of their own, and the system part: no data of the event.
const NO_DATA: &[&str] = &[
    "ActivityID",
    "Category",
    "Channel",
    "Computer",
    "EventData",
    "EventID",
    "EventReceivedTime",
    "EventRecordID",
    "EventTime",
    "ExecutionProcessID",
    "ExecutionThreadID",
    "ExtraEventData",
    "HostIP",
    "Hostname",
    "Level",
    "Message",
    "MessageSourceAddress",
    "MessageTitle",
    "OpcodeValue",
    "ProviderGuid",
    "ProviderName",
    "Qualifiers",
    "RecordNumber",
    "RelatedActivityID",
    "SeverityValue",
    "SourceModuleName",
    "SourceModuleType",
    "SourceName",
    "StringInserts",
    "ThreadID",
    "TimeCreated",
    "TimeWritten",
    "_envelope",
];
const SYSTEM: &[&str] = &["Keywords", "Level", "Opcode", "Severity", "Task", "UserID", "Version"];

/// Whether this is such an event: its number, its log or source, and a time, side by side.
pub fn is_flat(record: &Json<'_>) -> bool {
    let it = Fields::new(record);
    let has_source = it.has("SourceName") || it.has("ProviderName");
    let has_place = it.has("Channel") || it.has("SourceModuleType");
    let has_time = it.has("EventTime") || it.has("TimeCreated") || it.has("EventReceivedTime");
    it.has("EventID") && has_source && has_place && has_time && !it.has("System") && !it.has("winlog")
}

/// A time without an offset is in the policy's zone for this file, else UTC, with a notice; one that cannot be
/// read is a problem, and the event has none.
pub fn event<'a>(record: &'a Json<'a>, reading: &mut Reading<'_>) -> Event<'a> {
    let it = Fields::new(record);
    let found = |names: &[&str]| names.iter().find_map(|name| it.get(name));
    let mut res = Event {
        provider: found(&["SourceName", "ProviderName"]).and_then(plain_text),
        event_id: it.get("EventID").and_then(number),
        channel: it.get("Channel").and_then(plain_text),
        computer: found(&["Hostname", "Computer"]).and_then(plain_text),
        record_id: found(&["RecordNumber", "EventRecordID"]).and_then(number).and_then(unsigned),
        ..Event::default()
    };
    for name in SYSTEM {
        if let Some(found) = it.get(name) {
            res.system.insert(*name, found.clone());
        }
    }
    for (name, value) in it.members() {
        let is_shipper_s = NO_DATA.iter().chain(SYSTEM).any(|it| it.eq_ignore_ascii_case(name));
        if is_shipper_s || is_severity(name, value) {
            continue;
        }
        match value {
            // Left as it was nested: `EventXML`, `UserData`.
            Json::Object(_) => res.take_data(value),
            _ => res.put(name.rsplit('.').next().unwrap_or(name), value),
        }
    }
    for nested in ["EventData", "ExtraEventData"] {
        if let Some(data) = it.get(nested) {
            res.take_data(data);
        }
    }
    if let Some(inserts) = it.get("StringInserts") {
        res.take_data(inserts);
    }
    res.written_at = time(it, reading).map(Cow::Owned);
    res
}

/// NXLog's `EventType` says how severe an event is; Sysmon has a datum of the same name.
fn is_severity(name: &str, value: &Json<'_>) -> bool {
    const WORDS: &[&str] =
        &["INFO", "VERBOSE", "WARNING", "ERROR", "CRITICAL", "DEBUG", "AUDIT_SUCCESS", "AUDIT_FAILURE"];
    name.eq_ignore_ascii_case("EventType") && value.as_str().is_some_and(|it| WORDS.contains(&it))
}

fn time(it: Fields<'_>, reading: &mut Reading<'_>) -> Option<String> {
    for name in ["EventTime", "TimeCreated", "EventReceivedTime"] {
        let Some(value) = it.get(name) else { continue };
        if let Some(count) = value.as_f64() {
            match crate::formats::times::epoch(count) {
                Ok(found) => return Some(found.to_string()),
                Err(cause) => reading.problem(cause),
            }
            return None;
        }
        let found = value.as_str().and_then(|it| reading.time(it, &TimeZone::UTC));
        return found.map(|it| it.to_string());
    }
    None
}
