//! Other calls or voices were heard behind the candidate in interviews: noted by interviewers, told by a transcript that
//! names an unknown speaker, or heard in the sound as babble and as softer speech. Whose voice it is, nobody asks.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;

/// How interviewers write that other calls were heard.
const OTHER_CALLS: &[&str] = &[
    "other call",
    "other calls",
    "another call",
    "several calls",
    "many calls",
    "other people on calls",
    "others on calls",
    "call centre",
    "call center",
    "callcenter",
    "other interviews",
    "another interview",
];

/// What a transcript calls somebody it does not know.
const UNKNOWN_SPEAKERS: &[&str] =
    &["unknown speaker", "unknown", "unidentified speaker", "unknown participant"];

/// The topic of notes about an interpreter or other aids: such a voice has a known reason.
const AIDS: &str = "accessibility_need";

/// One round in which something was heard.
struct Heard<'a> {
    at: Timestamp,
    known_at: Timestamp,
    meeting: Option<&'a str>,
    /// Who heard it, in the order in which it is told; the sound is a witness of its own.
    witnesses: Vec<String>,
    by_sound: bool,
    note: Option<&'a str>,
    refs: Vec<i64>,
}

/// Recordings of one person that sound so, by meeting, with their records; and how many recordings there are.
#[derive(Default)]
struct Sound<'a> {
    telling: BTreeMap<&'a str, (Option<Timestamp>, Vec<i64>)>,
    meetings: BTreeSet<&'a str>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let voices: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("voices").by("person").into_iter().collect();
    let rounds: BTreeMap<&str, Vec<Row<'_>>> = gathered.main().by("person").into_iter().collect();
    let sounds = sounds(gathered);
    let people: BTreeSet<&str> = rounds.keys().chain(sounds.keys()).copied().collect();
    let mut res = Vec::new();
    for person in people {
        let rows = rounds.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let voices = voices.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        // Where the recordings of others sound so too, it is the company's own room.
        let sound = sounds.get(person).filter(|_| !is_usual(person, &sounds, gathered));
        let heard = heard(rows, sound);
        res.extend(finding(person, &heard, voices, gathered.count("rounds")));
    }
    res
}

/// Recordings in which a side has babble for much of its time, or softer speech again and again.
fn sounds(gathered: &Gathered) -> BTreeMap<&str, Sound<'_>> {
    let mut res: BTreeMap<&str, Sound<'_>> = BTreeMap::new();
    for (person, rows) in gathered.rows("sound").by("person") {
        let sound = res.entry(person).or_default();
        let mut sides: BTreeMap<&str, usize> = BTreeMap::new();
        for meeting in rows.iter().filter_map(|it| it.text("meeting")) {
            *sides.entry(meeting).or_insert(0) += 1;
        }
        for row in &rows {
            let Some(meeting) = row.text("meeting") else { continue };
            sound.meetings.insert(meeting);
            let babble = row.number("babble_share").is_some_and(|it| it >= gathered.param("babble_share"));
            // On one channel for both sides the softer voice may be the other side itself.
            let parted = sides.get(meeting).is_some_and(|it| *it > 1);
            let softer = row.number("second_voice_seconds").unwrap_or(0.0) >= gathered.param("voice_seconds")
                && row.number("second_voice_stretches").unwrap_or(0.0) >= gathered.param("voice_stretches");
            if babble || (softer && parted) {
                let entry = sound.telling.entry(meeting).or_insert((row.time("known_at"), Vec::new()));
                entry.1.extend(row.refs("ref"));
            }
        }
    }
    res
}

fn is_usual(person: &str, sounds: &BTreeMap<&str, Sound<'_>>, gathered: &Gathered) -> bool {
    let mut telling = 0_usize;
    let mut all = 0_usize;
    for (_, sound) in sounds.iter().filter(|(other, _)| **other != person) {
        telling += usize::from(!sound.telling.is_empty());
        all += 1;
    }
    all >= gathered.count("others_min") && telling as f64 > gathered.param("others_share") * all as f64
}

fn heard<'a>(rows: &[Row<'a>], sound: Option<&Sound<'a>>) -> Vec<Heard<'a>> {
    let mut res: Vec<Heard<'a>> = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for row in rows {
        let Some(at) = row.time("at") else { continue };
        let meeting = row.text("meeting");
        told.extend(meeting);
        if row.texts("topics").contains(&AIDS) {
            continue;
        }
        let note = row.text("notes").filter(|it| notes_other_calls(it)).map(str::trim);
        let noted = row.is("other_voices") || (row.flag("other_voices").is_none() && note.is_some());
        let recording = meeting.and_then(|it| sound?.telling.get(it));
        if !noted && recording.is_none() {
            continue;
        }
        let mut witnesses = Vec::new();
        // An interviewer who is not named may be anybody, also the same one.
        if let (true, Some(name)) = (noted, row.text("interviewer")) {
            witnesses.push(name.trim().to_lowercase());
        }
        let mut refs = row.refs("ref");
        if let Some((_, records)) = recording {
            witnesses.push(String::new());
            refs.extend(records);
        }
        let known_at = row.time("known_at").unwrap_or(at);
        let note = note.filter(|_| noted);
        res.push(Heard { at, known_at, meeting, witnesses, by_sound: !noted, note, refs });
    }
    // Recordings of meetings that no interview record names.
    for (meeting, (known_at, records)) in sound.into_iter().flat_map(|it| &it.telling) {
        if let (false, Some(at)) = (told.contains(meeting), *known_at) {
            let (witnesses, refs) = (vec![String::new()], records.clone());
            res.push(Heard {
                at,
                known_at: at,
                meeting: Some(*meeting),
                witnesses,
                by_sound: true,
                note: None,
                refs,
            });
        }
    }
    res.sort_by_key(|it| it.at);
    res
}

fn finding(person: &str, heard: &[Heard<'_>], voices: &[Row<'_>], rounds: usize) -> Option<Finding> {
    let (first, last) = (heard.first()?, heard.last()?);
    let noted = heard.iter().find(|it| it.note.is_some());
    let mut witnesses: BTreeSet<&str> = BTreeSet::new();
    let (mut reached, mut sounded) = (None, None);
    for (place, it) in heard.iter().enumerate() {
        witnesses.extend(it.witnesses.iter().map(String::as_str));
        if reached.is_none() && place + 1 >= rounds && witnesses.len() >= 2 {
            reached = Some(it);
        }
        let so_far =
            heard.iter().take(place + 1).filter(|it| it.witnesses.iter().any(String::is_empty)).count();
        if sounded.is_none() && so_far >= rounds.max(1) {
            sounded = Some(it);
        }
    }
    let by_people = heard.iter().filter(|it| !it.by_sound).count();
    let interviewers = witnesses.iter().filter(|it| !it.is_empty()).count();
    let in_sound = heard.iter().filter(|it| it.witnesses.iter().any(String::is_empty)).count();
    let mut parts: Vec<String> = Vec::new();
    match by_people {
        0 => {}
        1 => parts.push("other voices behind the candidate in 1 interview round".to_owned()),
        many => parts.push(format!(
            "other voices behind the candidate in {many} interview rounds, noted by {interviewers} interviewers"
        )),
    }
    if let Some(note) = noted.and_then(|it| it.note) {
        parts.push(format!("noted: {note}"));
    }
    if in_sound > 0 {
        let rounds = if in_sound == 1 { "1 round".to_owned() } else { format!("{in_sound} rounds") };
        parts.push(format!("babble or softer voices in the sound of {rounds}"));
    }
    let mut refs: Vec<i64> = heard.iter().flat_map(|it| it.refs.iter().copied()).collect();
    for row in voices {
        let unknown =
            row.text("speaker").is_some_and(|it| UNKNOWN_SPEAKERS.contains(&normalise(it).as_str()));
        let in_round = heard.iter().any(|it| it.meeting.is_some() && it.meeting == row.text("meeting"));
        if unknown && in_round {
            refs.extend(row.refs("ref"));
        }
    }
    let mut steps: Vec<(Timestamp, &str)> = vec![(first.known_at, "once")];
    steps.extend(sounded.map(|it| (it.known_at, "sounds")));
    steps.extend(noted.map(|it| (it.known_at, "noted")));
    steps.extend(reached.map(|it| (it.known_at, "twice")));
    // Of several levels at one moment only the highest is a step.
    let (known_at, level) = steps.pop()?;
    let res = Finding::about(person, level, known_at, parts.join("; "), refs)?;
    Some(res.grown(steps.into_iter().rev()).between(first.at, last.at))
}

fn notes_other_calls(notes: &str) -> bool {
    let notes = format!(" {} ", normalise(notes));
    let denied = ["no other call ", "no other calls ", "without other calls "]
        .iter()
        .any(|it| notes.contains(&format!(" {it}")));
    !denied && OTHER_CALLS.iter().any(|it| notes.contains(&format!(" {it} ")))
}
