//! Call records of Microsoft Graph: sessions with their segments, media and streams.
//!
//! In: one call record, or one of its sessions where they were asked for by themselves. Out: `meetings`, one for each
//! person at either end of a session; the meeting's own service at the other end is nobody.

use std::borrow::Cow;

use jiff::SignedDuration;
use model::Json;
use model::value::{Value, join_list};
use model::{Record, tables::MEETINGS};

use crate::formats::json::ENVELOPE;
use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "teams_call_records",
    title: "Microsoft Teams call records",
    feeds: &["meetings"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("call_records.md"),
};

fn is_session(it: Fields<'_>) -> bool {
    it.has("caller")
        && it.has("callee")
        && (it.has("modalities") || it.has("segments"))
        && !it.has("sessions")
}

fn is_call(it: Fields<'_>) -> bool {
    let people = ["sessions", "organizer", "organizer_v2", "participants", "participants_v2"];
    it.has("modalities")
        && (it.has("startDateTime") || it.has("lastModifiedDateTime"))
        && people.iter().any(|name| it.has(name))
}

fn sniff(value: &Json) -> bool {
    let it = Fields::new(value);
    is_call(it) || is_session(it)
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let it = Fields::new(value);
    if is_session(it) {
        let page = it.object(ENVELOPE).text("@odata.context");
        let call = page.as_deref().and_then(|it| between(it, "callRecords('", "'"));
        read_session(it, call, reading);
        return;
    }
    let thread = it.text("joinWebUrl").and_then(|it| thread(&it));
    let meeting = thread.or_else(|| it.text("id").map(Cow::into_owned));
    let sessions = it.items("sessions");
    for session in sessions {
        read_session(Fields::new(session), meeting.as_deref(), reading);
    }
    if sessions.is_empty() {
        read_participants(it, meeting.as_deref(), reading);
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

/// The thread a meeting's link leads to (`19:meeting_…@thread.v2`): the same for all calls of a series.
fn thread(link: &str) -> Option<String> {
    let rest = link.split_once("/meetup-join/")?.1;
    let thread = rest.split(['/', '?']).next()?;
    let thread = thread.replace("%3a", ":").replace("%3A", ":").replace("%40", "@");
    (!thread.is_empty()).then_some(thread)
}

/// A record without its sessions names who took part and not when.
fn read_participants(call: Fields<'_>, meeting: Option<&str>, reading: &mut Reading<'_>) {
    let Some(joined_at) = call.time(&["startDateTime"], reading) else { return };
    let left_at = call.optional_time(&["endDateTime"], reading);
    let mut people = call.items("participants_v2");
    if people.is_empty() {
        people = call.items("participants");
    }
    if people.is_empty() {
        people = call.items("organizer_v2");
    }
    if people.is_empty() {
        people = call.items("organizer");
    }
    reading
        .notice("call records without sessions: everyone is taken to have been there from beginning to end");
    for person in people {
        let person = Fields::new(person);
        let holder = if person.has("identity") { person.object("identity") } else { person };
        let Some(identity) = identity_of(holder) else { continue };
        let mut record = reading.record(&MEETINGS);
        record.set("joined_at", joined_at);
        record.set("left_at", left_at);
        record.set("meeting_id", meeting);
        set_person(&mut record, identity);
        record.set("product", "microsoft teams");
        reading.push(record);
    }
}

fn read_session(session: Fields<'_>, meeting: Option<&str>, reading: &mut Reading<'_>) {
    let Some(joined_at) = session.time(&["startDateTime"], reading) else { return };
    let left_at = session.optional_time(&["endDateTime"], reading);
    // Whom a call did not reach was not there.
    if session.text("failureInfo.stage").as_deref() == Some("callSetup") {
        return;
    }
    for side in [Side::Caller, Side::Callee] {
        let Some(endpoint) = endpoint(session, side) else { continue };
        let Some(identity) = person(endpoint) else { continue };
        let mut record = reading.record(&MEETINGS);
        record.set("joined_at", joined_at);
        record.set("left_at", left_at);
        record.set("meeting_id", meeting);
        set_person(&mut record, identity);
        record.set("os", endpoint.text("userAgent.platform").as_deref());
        let program = endpoint.first_text(&["userAgent.headerValue", "userAgent.productFamily"]);
        record.set("device", program.as_deref());
        record.set("pc_name", endpoint.text("name").as_deref());
        let spent = left_at.map(|it| it.duration_since(joined_at).as_secs_f64()).filter(|it| *it >= 0.0);
        record.set("duration_seconds", spent);
        set_media(&mut record, session, side, spent);
        if is_phone(endpoint) {
            // Whoever dials in has no camera that could be off.
            record.set("video_on", Value::Null);
            record.set("video_seconds", Value::Null);
        }
        record.set("product", "microsoft teams");
        reading.push(record);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Caller,
    Callee,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Side::Caller => "caller",
            Side::Callee => "callee",
        }
    }

    fn sends(self) -> &'static str {
        match self {
            Side::Caller => "callerToCallee",
            Side::Callee => "calleeToCaller",
        }
    }
}

/// The end of a session; where only its segments say who it was, theirs.
fn endpoint(session: Fields<'_>, side: Side) -> Option<Fields<'_>> {
    let own = session.object(side.name());
    if person(own).is_some() {
        return Some(own);
    }
    let segments = session.items("segments").iter().map(|it| Fields::new(it).object(side.name()));
    segments.into_iter().find(|it| person(*it).is_some())
}

/// Who was at that end, if it was someone: bots and the meeting's service have no such identity.
fn person(endpoint: Fields<'_>) -> Option<Fields<'_>> {
    let associated = endpoint.object("associatedIdentity");
    if associated.has("id") || associated.has("userPrincipalName") {
        return Some(associated);
    }
    identity_of(endpoint.object("identity"))
}

fn identity_of(holder: Fields<'_>) -> Option<Fields<'_>> {
    let kinds = ["user", "guest", "phone", "acsUser", "skypeUser", "encrypted", "onPremises"];
    kinds.iter().map(|it| holder.object(it)).find(|it| it.has("id") || it.has("displayName"))
}

fn is_phone(endpoint: Fields<'_>) -> bool {
    endpoint.has("identity.phone.id")
}

fn set_person(record: &mut Record, identity: Fields<'_>) {
    record.set("account", identity.first_text(&["userPrincipalName", "id"]).as_deref());
    record.set("display_name", identity.title("displayName").as_deref());
}

/// What the media of a session say of one end of it.
#[derive(Default)]
struct Media<'a> {
    camera: Option<Cow<'a, str>>,
    microphone: Option<Cow<'a, str>>,
    speaker: Option<Cow<'a, str>>,
    public: Option<String>,
    private: Vec<String>,
    connection: Option<Cow<'a, str>>,
    hardware: Option<String>,
    /// Whether any stream of sent video says what it sent.
    told: bool,
    video_seconds: f64,
    sent_video: bool,
    audio_seconds: Option<f64>,
    round_trips: Vec<f64>,
}

fn set_media(record: &mut Record, session: Fields<'_>, side: Side, spent: Option<f64>) {
    let mut found = Media::default();
    for segment in session.items("segments") {
        for media in Fields::new(segment).items("media") {
            found.take(Fields::new(media), side, spent);
        }
    }
    record.set("camera", found.camera.as_deref());
    record.set("microphone", found.microphone.as_deref());
    record.set("speaker", found.speaker.as_deref());
    record.set("ip", found.public);
    if !found.private.is_empty() {
        record.set("internal_ips", join_list(found.private.iter().map(String::as_str)));
    }
    record.set("network", found.connection.as_deref());
    record.set("mac_addr", found.hardware);
    record.set("audio_seconds", found.audio_seconds);
    let modalities = session.items("modalities");
    let without_video = !modalities.is_empty()
        && !modalities.iter().any(|it| it.as_str().is_some_and(|it| it.eq_ignore_ascii_case("video")));
    if found.told {
        record.set("video_on", found.sent_video);
        record.set("video_seconds", found.video_seconds);
    } else if without_video {
        // Nobody sent or got video in the whole session.
        record.set("video_on", false);
        record.set("video_seconds", 0.0);
    }
    if !found.round_trips.is_empty() {
        let mean = found.round_trips.iter().sum::<f64>() / found.round_trips.len() as f64;
        record.set("video_latency_ms", (mean * 10.0).round() / 10.0);
    }
}

impl<'a> Media<'a> {
    fn take(&mut self, media: Fields<'a>, side: Side, spent: Option<f64>) {
        let label = media.text("label").unwrap_or_default().to_ascii_lowercase();
        let is_video = label.contains("video") && !label.contains("sharing") && !label.contains("vbss");
        let is_audio = label.contains("audio");
        let device = media.object(if side == Side::Caller { "callerDevice" } else { "calleeDevice" });
        if is_video {
            self.camera = self.camera.take().or_else(|| device.text("captureDeviceName"));
        } else if is_audio {
            self.microphone = self.microphone.take().or_else(|| device.text("captureDeviceName"));
            self.speaker = self.speaker.take().or_else(|| device.text("renderDeviceName"));
        }
        self.take_network(media.object(if side == Side::Caller { "callerNetwork" } else { "calleeNetwork" }));
        for stream in media.items("streams") {
            let stream = Fields::new(stream);
            if !stream.text("streamDirection").is_some_and(|it| it.eq_ignore_ascii_case(side.sends())) {
                continue;
            }
            if is_video {
                self.take_video(stream, spent);
            } else if is_audio
                && packets(stream).is_none_or(|it| it > 0.0)
                && let Some(seconds) = seconds(stream).or(spent)
            {
                *self.audio_seconds.get_or_insert(0.0) += seconds;
            }
        }
    }

    fn take_network(&mut self, network: Fields<'a>) {
        self.public = self.public.take().or_else(|| network.address(&["reflexiveIPAddress"]));
        if let Some(private) = network.address(&["ipAddress"])
            && !self.private.contains(&private)
        {
            self.private.push(private);
        }
        self.connection = self.connection.take().or_else(|| network.text("connectionType"));
        // Phones hide their card behind this address, which is everybody's.
        let hardware = network.text("macAddress").map(|it| it.replace('-', ":").to_ascii_lowercase());
        let hardware =
            hardware.filter(|it| it != "02:00:00:00:00:00" && it.chars().any(|it| !matches!(it, '0' | ':')));
        self.hardware = self.hardware.take().or(hardware);
    }

    /// Frames or packets say whether anything was sent; without either nothing is known.
    fn take_video(&mut self, stream: Fields<'a>, spent: Option<f64>) {
        let Some(sent) = stream.number("averageVideoFrameRate").or_else(|| packets(stream)) else { return };
        self.told = true;
        if sent > 0.0 {
            self.sent_video = true;
            self.video_seconds += seconds(stream).or(spent).unwrap_or(0.0);
        }
        let round_trip = stream.text("averageRoundTripTime").and_then(|it| it.parse::<SignedDuration>().ok());
        self.round_trips.extend(round_trip.map(|it| it.as_secs_f64() * 1000.0));
    }
}

fn packets(stream: Fields<'_>) -> Option<f64> {
    stream.number("packetUtilization")
}

/// How long a stream was open.
fn seconds(stream: Fields<'_>) -> Option<f64> {
    let at = |name: &str| stream.text(name)?.parse::<jiff::Timestamp>().ok();
    let seconds = at("endDateTime")?.duration_since(at("startDateTime")?).as_secs_f64();
    (seconds >= 0.0).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_its_thread() {
        let link = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_ABC%40thread.v2/0?context=%7b%7d";
        assert_eq!(thread(link).as_deref(), Some("19:meeting_ABC@thread.v2"));
        assert_eq!(thread("https://teams.live.com/meet/94"), None);
    }
}
