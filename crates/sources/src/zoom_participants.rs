//! Zoom participants: of the dashboard, of its quality report, and of the usage report.
//!
//! In: one participant, with the values of the page it stood on under `_envelope`. Out: `meetings`, one per stay in a meeting.

use std::borrow::Cow;

use model::Json;
use model::value::cut;
use model::{Record, tables::MEETINGS};

use crate::formats::json::ENVELOPE;
use crate::formats::json_fields::{self, Fields};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "zoom_participants",
    title: "Zoom meeting participants",
    feeds: &["meetings"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("zoom_participants.md"),
};

/// A page is taken apart before it is read; only one without participants is seen whole.
fn sniff(value: &Json) -> bool {
    let page = Fields::new(value);
    let is_empty = page.get("participants").and_then(Json::as_array).is_some_and(Vec::is_empty);
    is_participant(value) || (is_empty && page.has("page_size"))
}

fn is_participant(value: &Json) -> bool {
    let it = Fields::new(value);
    let marks = ["leave_time", "harddisk_id", "network_type", "qos", "user_qos", "leave_reason"];
    it.has("join_time") && (it.has("user_name") || it.has("name")) && marks.iter().any(|mark| it.has(mark))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let it = Fields::new(value);
    if it.get("participants").is_some_and(Json::is_array) {
        return;
    }
    // `id` and `uuid` are the meeting's on the page, and the participant's on the participant.
    let page = it.object(ENVELOPE).first_text(&["meeting_id", "meetingId", "id", "meeting_uuid", "uuid"]);
    let own = it.first_text(&["meeting_id", "meetingId", "meeting_uuid"]);
    let meeting = own.or(page).map(Cow::into_owned).or_else(|| meeting_in_path(reading));
    read_participant(value, meeting.as_deref(), reading);
}

/// Reads one participant into `meetings`.
pub fn read_participant(value: &Json, meeting: Option<&str>, reading: &mut Reading<'_>) {
    let it = Fields::new(value);
    let Some(joined_at) = it.time(&["join_time"], reading) else { return };
    let left_at = it.optional_time(&["leave_time"], reading);
    let mut record = reading.record(&MEETINGS);
    record.set("joined_at", joined_at);
    record.set("left_at", left_at);
    record.set("meeting_id", meeting);
    record.set("account", it.first_text(&["email", "user_email"]).as_deref());
    record.set("display_name", it.title("user_name").or_else(|| it.title("name")).as_deref());
    record.set("external", external(it));
    record.set("ip", it.address(&["ip_address", "public_ip"]));
    record.set("internal_ips", internal_ips(it));
    let location = it.text("location");
    record.set("location", location.as_deref());
    record.set("country", location.as_deref().and_then(country));
    record.set("device", it.first_text(&["device_name", "device"]).as_deref());
    record.set("os", it.text("os").as_deref());
    record.set("network", it.text("network_type").as_deref());
    for name in ["camera", "microphone", "speaker", "pc_name", "harddisk_id"] {
        record.set(name, it.text(name).as_deref());
    }
    record.set("mac_addr", it.text("mac_addr").map(|it| it.to_ascii_lowercase()));
    let stated = it.number("duration").filter(|it| *it >= 0.0);
    let spent = left_at.map(|it| it.duration_since(joined_at).as_secs_f64()).filter(|it| *it >= 0.0);
    record.set("duration_seconds", spent.or(stated));
    set_quality(&mut record, it);
    record.set("product", "zoom");
    reading.push(record);
}

fn external(it: Fields<'_>) -> Option<bool> {
    it.flag("internal_user").map(|it| !it).or_else(|| it.flag("is_external"))
}

fn internal_ips(it: Fields<'_>) -> Option<String> {
    it.list("internal_ip_addresses").or_else(|| it.list("internal_ip_address"))
}

/// The code at the end of `City (Region CC )`.
fn country(location: &str) -> Option<&str> {
    let (_, inside) = location.trim().strip_suffix(')')?.rsplit_once('(')?;
    let last = inside.split_whitespace().next_back()?;
    (last.len() == 2 && last.bytes().all(|it| it.is_ascii_uppercase())).then_some(last)
}

/// Whether video was sent, and how late it was. Only what the samples say: camera off needs a sample of sent
/// video that is zero throughout, or that is a dash where other streams of the same person were measured.
fn set_quality(record: &mut Record, it: Fields<'_>) {
    let mut samples = 0;
    let mut sending = false;
    let mut dashes = 0;
    let mut latencies = Vec::new();
    for details in video_samples(it) {
        let rates = ["frame_rate", "bitrate"].iter().filter_map(|name| details.text(name));
        let rates: Vec<f64> = rates.filter_map(|it| json_fields::leading_number(&it)).collect();
        if !rates.is_empty() {
            samples += 1;
            sending |= rates.iter().any(|it| *it > 0.0);
        } else if details.title("bitrate").is_some_and(|it| it == "-") {
            dashes += 1;
        }
        latencies.extend(details.text("latency").and_then(|it| json_fields::leading_number(&it)));
    }
    if dashes > 0 && other_streams_measured(it) {
        samples += dashes;
    }
    if samples > 0 {
        record.set("video_on", sending);
        record.set("video_seconds", (!sending).then_some(0.0));
    }
    if !latencies.is_empty() {
        record.set("video_latency_ms", latencies.iter().sum::<f64>() / latencies.len() as f64);
    }
}

/// Whether sound, or what the person received, has figures: then a dash for sent video is none, not unknown.
fn other_streams_measured(it: Fields<'_>) -> bool {
    let has_rate =
        |it: &Fields<'_>| it.text("bitrate").and_then(|it| json_fields::leading_number(&it)).is_some();
    let of_types = it.items("qos").iter().any(|sample| {
        let sample = Fields::new(sample);
        sample.text("type").is_some_and(|it| it != "video_input") && has_rate(&sample.object("details"))
    });
    let of_times = it.items("user_qos").iter().any(|sample| {
        let sample = Fields::new(sample);
        ["audio_input", "audio_output", "video_output"].iter().any(|name| has_rate(&sample.object(name)))
    });
    of_types || of_times
}

/// What was sent, in both forms: `qos[{type, details}]` and `user_qos[{date_time, video_input}]`.
fn video_samples<'a>(it: Fields<'a>) -> Vec<Fields<'a>> {
    let mut res = Vec::new();
    for list in ["qos", "user_qos"] {
        for sample in it.items(list) {
            let sample = Fields::new(sample);
            if sample.text("type").as_deref() == Some("video_input") {
                res.push(if sample.has("details") { sample.object("details") } else { sample });
            } else if sample.has("video_input") {
                res.push(sample.object("video_input"));
            }
        }
    }
    res
}

/// The meeting a file belongs to: the digits its name, or a folder above it, begins with. A name that begins
/// with a date says nothing.
fn meeting_in_path(reading: &Reading<'_>) -> Option<String> {
    for name in reading.hints() {
        let end = name.find(|it: char| !it.is_ascii_digit()).unwrap_or(name.len());
        let (digits, rest) = name.split_at(end);
        let dashed_date = digits.len() == 4 && rest.starts_with(['-', '_']) && next_is_digit(rest);
        let plain_date = digits.len() == 8 && matches!(cut(digits, 2), "19" | "20");
        if digits.len() >= 4 && !dashed_date && !plain_date {
            return Some(digits.to_owned());
        }
    }
    None
}

fn next_is_digit(rest: &str) -> bool {
    rest.chars().nth(1).is_some_and(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_the_code_at_the_end() {
        assert_eq!(country("Dallas ( US )"), Some("US"));
        assert_eq!(country("Austin (Texas US )"), Some("US"));
        assert_eq!(country("Somewhere (Far away)"), None);
        assert_eq!(country("Dallas"), None);
    }
}
