//! Zoom dashboard participants with quality of service: one document a meeting, one participant a line.

use jiff::Timestamp;

use crate::calendar::{plus_minutes, plus_seconds, utc};
use crate::hiring::Interview;
use crate::people::OwnComputer;
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::{Raw, record};

/// Someone in a meeting.
struct Participant<'a> {
    name: &'a str,
    email: &'a str,
    ip: &'a str,
    place: String,
    computer: &'a OwnComputer,
    latency: i64,
    video: bool,
    join: Timestamp,
    leave: Timestamp,
}

/// The meeting log of an interview. Returns the candidate's record.
pub(crate) fn interview(
    world: &mut World,
    who: usize,
    interviewer: Option<usize>,
    meeting_id: &str,
    interview: &Interview,
) -> RecordId {
    let leave = plus_minutes(interview.at, 45);
    if let Some(interviewer) = interviewer {
        staff(world, interviewer, meeting_id, plus_seconds(interview.at, -40), leave, true);
    }
    let person = world.people[who].clone();
    let ip = interview.ip.clone().unwrap_or_else(|| person.line.ip.clone());
    let participant = Participant {
        name: &person.name(),
        email: &person.personal_email,
        ip: &ip,
        place: format!(
            "{} ({} {} )",
            person.home.town.city, person.home.town.region, person.home.town.country
        ),
        computer: &person.computer,
        latency: person.habits.latency,
        video: interview.camera != "off",
        join: plus_seconds(interview.at, 5),
        leave,
    };
    write(world, meeting_id, &participant)
}

/// The person joins an interview under another name for some minutes and leaves again.
pub(crate) fn seen_as(
    world: &mut World,
    who: usize,
    meeting_id: &str,
    at: Timestamp,
    minutes: i64,
    name: &str,
    ip: &str,
) -> RecordId {
    let person = world.people[who].clone();
    let participant = Participant {
        name,
        email: "",
        ip,
        place: format!(
            "{} ({} {} )",
            person.home.town.city, person.home.town.region, person.home.town.country
        ),
        computer: &person.computer,
        latency: person.habits.latency,
        video: false,
        join: at,
        leave: plus_minutes(at, minutes),
    };
    write(world, meeting_id, &participant)
}

/// A meeting of people who work here: who was there, and whether the camera was on.
pub(crate) fn meeting(
    world: &mut World,
    attendees: &[usize],
    at: Timestamp,
    minutes: i64,
) -> Vec<(usize, RecordId, bool)> {
    let meeting_id = format!("9{}", world.dice.digits(10));
    let mut records = Vec::new();
    for who in attendees {
        let video = world.people[*who].habits.camera_share > world.dice.between(0, 99) as f64 / 100.0;
        let join = plus_seconds(at, world.dice.between(-60, 150));
        let record = staff(world, *who, &meeting_id, join, plus_minutes(at, minutes), video);
        records.push((*who, record, video));
    }
    records
}

fn staff(
    world: &mut World,
    who: usize,
    meeting_id: &str,
    join: Timestamp,
    leave: Timestamp,
    video: bool,
) -> RecordId {
    let person = world.people[who].clone();
    let day = crate::calendar::day_of(join, "UTC");
    let mut computer = person.computer.clone();
    if let Some(laptop) = &person.laptop
        && !person.habits.virtual_desktop
    {
        computer.name = laptop.hostname.clone();
        computer.camera = laptop.camera.to_owned();
    }
    let mut video = video;
    if let Some((since, camera)) = person.habits.other_camera
        && day >= since
    {
        computer.camera = camera.to_owned();
        video = true;
    }
    let participant = Participant {
        name: &person.name(),
        email: person.work_email(),
        ip: &person.line.ip,
        place: format!(
            "{} ({} {} )",
            person.home.town.city, person.home.town.region, person.home.town.country
        ),
        computer: &computer,
        latency: person.habits.latency,
        video,
        join,
        leave,
    };
    write(world, meeting_id, &participant)
}

fn write(world: &mut World, meeting_id: &str, participant: &Participant) -> RecordId {
    let dice = &mut world.dice;
    let latency = participant.latency + dice.between(0, 12);
    let (rate, frames, size) = if participant.video {
        (dice.between(500, 1100), dice.between(20, 28), "1280*720")
    } else {
        (0, 0, "0*0")
    };
    let quality = |kind: &str, bitrate: i64, frames: i64, size: &str| {
        Raw(
            record!({ "type": kind, "details": { "bitrate": format!("{bitrate} kbps"), "latency": format!("{latency} ms"), "jitter": format!("{} ms", latency / 9 + 2), "avg_loss": "0.3%", "resolution": size, "frame_rate": format!("{frames} fps") } }),
        )
    };
    let record = record!({
        "id": "", "user_id": dice.digits(8), "user_name": participant.name, "email": participant.email, "device": "Windows", "os": "Windows 11", "ip_address": participant.ip,
        "location": participant.place, "network_type": dice.pick(&["Wifi", "Wifi", "Wired"]), "microphone": "Microphone Array", "speaker": "Speakers", "camera": participant.computer.camera,
        "data_center": "United States (US Central)", "connection_type": "UDP", "join_time": utc(participant.join, "%Y-%m-%dT%H:%M:%SZ"), "leave_time": utc(participant.leave, "%Y-%m-%dT%H:%M:%SZ"),
        "leave_reason": "Left the meeting.", "share_desktop": false, "recording": false, "pc_name": participant.computer.name, "domain": "", "mac_addr": participant.computer.mac,
        "harddisk_id": participant.computer.disk, "version": "6.7.2 (1104)",
        "qos": [quality("audio_input", 46, 0, ""), quality("video_input", rate, frames, size), quality("video_output", 900, 25, "1280*720")],
    });
    let framing = Framing::List {
        open: "{\"page_count\":1,\"page_size\":300,\"next_page_token\":\"\",\"participants\":[",
        close: "]}",
    };
    world.shelf.trace(&format!("meetings/zoom/{meeting_id}.json"), framing, participant.join, record)
}
