//! Google Workspace `meet` reports: who was in which call, for how long, and with the camera on.
//!
//! In: one activity. Out: `meetings` for `call_ended`, `account_events` for other events of Meet.

use jiff::SignedDuration;
use model::Json;
use model::tables::MEETINGS;
use model::{Record, Timestamp};

use crate::formats::{addresses, json_fields};
use crate::workspace_reports::{self, Event};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "workspace_meet",
    title: "Google Workspace Meet report",
    feeds: &["meetings", "account_events"],
    shape: Shape::Json { sniff, read: workspace_reports::read },
    proof: include_str!("workspace_meet.md"),
};

fn sniff(value: &Json) -> bool {
    workspace_reports::application(value).as_deref() == Some("meet")
}

/// The record's time is the end of the call.
pub fn record(event: &Event<'_>, reading: &mut Reading<'_>) -> Record {
    let mut record = event.start(&MEETINGS, reading);
    let duration = event.number("duration_seconds").filter(|it| *it >= 0.0);
    record.set("joined_at", joined_at(event, duration));
    record.set("left_at", event.at);
    let meeting = event.text("meeting_code").or_else(|| event.text("conference_id"));
    record.set("meeting_id", meeting.as_deref());
    record.set("account", account(event).as_deref());
    record.set("display_name", event.title("display_name").as_deref());
    record.set("external", event.flag("is_external"));
    let ip = event.text("ip_address").and_then(|it| addresses::address(&it));
    record.set("ip", ip.or_else(|| event.activity.address(&["ipAddress"])));
    record.set("location", event.text("location_region").as_deref());
    record.set("country", event.text("location_country").as_deref());
    let device = event.text("device_type");
    record.set("device", device.as_deref());
    record.set("network", event.text("network_transport_protocol").as_deref());
    record.set("duration_seconds", duration);

    // Zero values are left out. A telephone has no camera to be off.
    let by_phone = device.is_some_and(|it| it.starts_with("pstn"));
    let video =
        event.number("video_send_seconds").or_else(|| (duration.is_some() && !by_phone).then_some(0.0));
    let audio = event.number("audio_send_seconds").or_else(|| duration.map(|_| 0.0));
    record.set("video_seconds", video);
    record.set("video_on", video.map(|it| it > 0.0));
    record.set("audio_seconds", audio);
    record.set("video_latency_ms", event.number("network_rtt_msec_mean"));
    record
}

fn joined_at(event: &Event<'_>, duration: Option<f64>) -> Timestamp {
    if let Some(start) = event.number("start_timestamp_seconds").and_then(json_fields::epoch) {
        return start;
    }
    // A call of more than a month is a broken number, not a call.
    let duration = duration.filter(|it| *it < 31.0 * 86_400.0).unwrap_or(0.0);
    event.at.checked_sub(SignedDuration::from_secs(duration as i64)).unwrap_or(event.at)
}

/// The one who was in the call: `identifier`. The actor may be somebody else, so it stands in only where no
/// identifier is given at all.
fn account(event: &Event<'_>) -> Option<String> {
    if let Some(identifier) = event.text("identifier") {
        let is_address =
            event.text("identifier_type").as_deref() == Some("email_address") || identifier.contains('@');
        return is_address.then(|| identifier.into_owned());
    }
    if event.flag("is_external") == Some(true) {
        return None;
    }
    event.activity.text("actor.email").map(|it| it.into_owned())
}
