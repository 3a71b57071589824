//! The attendance report that the organizer of a Teams meeting downloads.
//!
//! In: lines with tabs, in sections: a summary, the participants, and each of their stays. Out: `meetings`, one for
//! each stay; where the report has no section of stays, one for each participant from first to last.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use model::{Place, Timestamp, tables::MEETINGS};

use crate::formats::json_fields::means_unknown;
use crate::formats::shown_times;
use crate::{Header, Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "teams_attendance_csv",
    title: "Microsoft Teams attendance report (CSV)",
    feeds: &["meetings"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("attendance_csv.md"),
};

/// More than a town hall holds.
const PARTICIPANTS_MAX: usize = 50_000;

const JOINED: [&str; 4] = ["Join Time", "First Join", "First Join Time", "Joined At"];
const LEFT: [&str; 4] = ["Leave Time", "Last Leave", "Last Leave Time", "Left At"];
const NAMES: [&str; 2] = ["Name", "Full Name"];

fn is_header(header: &Header) -> bool {
    let any = |names: &[&str]| names.iter().any(|it| header.has(it));
    any(&NAMES) && any(&JOINED) && any(&LEFT)
}

fn header(line: &str) -> Header {
    Header::new(line.split('\t').map(|it| plain(it).to_owned()).collect())
}

fn plain(cell: &str) -> &str {
    cell.trim().trim_matches('"').trim()
}

fn sniff(lines: &[&str]) -> bool {
    let has_header = lines.iter().any(|it| is_header(&header(it)));
    let summary = [
        "Meeting title\t",
        "Attended participants\t",
        "Total Number of Participants\t",
        "Meeting duration\t",
    ];
    let begins = |line: &&str| {
        summary.iter().any(|it| line.to_ascii_lowercase().starts_with(&it.to_ascii_lowercase()))
    };
    has_header && lines.iter().any(begins)
}

/// A participant, until the stays are seen.
struct Participant {
    place: Place,
    name: String,
    account: Option<String>,
    joined: String,
    left: String,
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let mut section = Header::default();
    let mut meeting: Option<String> = None;
    let mut participants: Vec<Participant> = Vec::new();
    // Stays name the person, and often nothing else.
    let mut accounts: HashMap<String, Option<String>> = HashMap::new();
    let mut stays_told = false;
    while let Some((number, line)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        if line.trim().is_empty() {
            section = Header::default();
            continue;
        }
        let found = header(&line);
        if is_header(&found) {
            stays_told |= found.has("Join Time") && !participants.is_empty();
            section = found;
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(plain).collect();
        if section.names.is_empty() {
            if let [name, value, ..] = cells[..]
                && name.eq_ignore_ascii_case("Meeting Id")
                && !value.is_empty()
            {
                meeting = Some(value.to_owned());
            }
            continue;
        }
        let get = |names: &[&str]| -> Option<&str> {
            let found = names.iter().find_map(|it| section.position(it)).and_then(|it| cells.get(it))?;
            (!found.is_empty()).then_some(*found)
        };
        let (Some(name), Some(joined)) = (get(&NAMES), get(&JOINED)) else {
            if cells.len() > 1 {
                reading.problem("row without a name or a time of joining");
            }
            continue;
        };
        let account =
            get(&["Participant ID (UPN)", "Email"]).filter(|it| !means_unknown(it)).map(str::to_owned);
        let mut participant = Participant {
            place: Place::Line(number),
            name: name.to_owned(),
            account,
            joined: joined.to_owned(),
            left: get(&LEFT).unwrap_or_default().to_owned(),
        };
        if stays_told {
            if let Some(known) = accounts.get(name) {
                participant.account = known.clone().or(participant.account);
            }
            push(&participant, meeting.as_deref(), reading);
        } else if participants.len() < PARTICIPANTS_MAX {
            // Two people of one name cannot be told apart by it.
            accounts
                .entry(participant.name.clone())
                .and_modify(|it| {
                    if *it != participant.account {
                        *it = None;
                    }
                })
                .or_insert_with(|| participant.account.clone());
            participants.push(participant);
        } else if reading.first_time("too many") {
            reading.problem(format!("more than {PARTICIPANTS_MAX} participants"));
        }
    }
    if !stays_told {
        for participant in &participants {
            push(participant, meeting.as_deref(), reading);
        }
    }
}

fn push(participant: &Participant, meeting: Option<&str>, reading: &mut Reading<'_>) {
    reading.stand_at(participant.place);
    let mut time = |text: &str| -> Option<Timestamp> { shown_times::time(text, &TimeZone::UTC, reading) };
    let Some(joined_at) = time(&participant.joined) else { return };
    let left_at = time(&participant.left);
    let mut record = reading.record(&MEETINGS);
    record.set("joined_at", joined_at);
    record.set("left_at", left_at);
    record.set("meeting_id", meeting);
    record.set("account", participant.account.as_deref());
    record.set("display_name", participant.name.as_str());
    let spent = left_at.map(|it| it.duration_since(joined_at).as_secs_f64()).filter(|it| *it >= 0.0);
    record.set("duration_seconds", spent);
    record.set("product", "microsoft teams");
    reading.push(record);
}
