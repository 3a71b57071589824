//! The camera stayed off in interviews: what the interviewers noted, and what the meeting product measured.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;

/// One round in which the camera was off for most of the time.
struct OffRound {
    at: Timestamp,
    known_at: Timestamp,
    reason: Option<String>,
    live_steps_done: bool,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let meetings: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("meetings").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("rounds").by("person") {
        let meetings = meetings.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let mut all = 0;
        let mut off = Vec::new();
        for row in rows.iter().filter(|it| !it.is("in_person")) {
            all += 1;
            off.extend(off_round(row, meetings, gathered.param("off_share")));
        }
        res.extend(finding(person, &off, all, gathered.count("rounds")));
    }
    res
}

fn finding(person: &str, off: &[OffRound], all: usize, rounds: usize) -> Option<Finding> {
    let (first, last) = (off.first()?, off.last()?);
    let seen_live = off.iter().all(|it| it.live_steps_done);
    if off.len() == 1 && seen_live {
        // Whoever did the live steps was on camera for them.
        return None;
    }
    let reasons: Vec<&str> = off.iter().filter_map(|it| it.reason.as_deref()).collect();
    let mut sentence = format!("camera off in {} of {all} interview rounds", off.len());
    if seen_live {
        sentence += ", with the live steps done each time";
    } else if !reasons.is_empty() {
        sentence += &format!("; reasons given: {}", reasons.join("; "));
    }
    let refs = off.iter().flat_map(|it| it.refs.iter().copied()).collect();
    let reached = off.get(rounds.saturating_sub(1)).filter(|_| rounds > 0 && !seen_live);
    let res = match reached {
        Some(reached) => {
            let res = Finding::about(person, "twice", reached.known_at, sentence, refs)?;
            if first.known_at < reached.known_at { res.earlier(first.known_at, "once") } else { res }
        }
        None => Finding::about(person, "once", first.known_at, sentence, refs)?,
    };
    Some(res.between(first.at, last.at))
}

/// The interviewer's word goes first; where it leaves room, the product's measure decides.
fn off_round(row: &Row<'_>, meetings: &[Row<'_>], off_share: f64) -> Option<OffRound> {
    let meeting = row.text("meeting");
    let joined: Vec<&Row<'_>> =
        meetings.iter().filter(|it| meeting.is_some() && it.text("meeting") == meeting).collect();
    let measured = measured_off(&joined, off_share);
    let off = match row.text("camera").map(|it| it.trim().to_lowercase()).as_deref() {
        Some("on") => false,
        Some("off") => true,
        Some("partial") => measured.unwrap_or(true),
        _ => measured.unwrap_or(false),
    };
    if !off {
        return None;
    }
    let mut refs = row.refs("ref");
    if measured == Some(true) {
        refs.extend(
            joined
                .iter()
                .filter(|it| share_on(it).is_some_and(|on| on <= 1.0 - off_share))
                .flat_map(|it| it.refs("ref")),
        );
    }
    let at = row.time("at")?;
    Some(OffRound {
        at,
        known_at: row.time("known_at").unwrap_or(at),
        reason: row.text("camera_reason").map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()),
        live_steps_done: row.is("liveness_done"),
        refs,
    })
}

/// Whether the camera was off for most of the time in all joins that say anything; none where none does.
fn measured_off(joined: &[&Row<'_>], off_share: f64) -> Option<bool> {
    let shares: Vec<f64> = joined.iter().filter_map(|it| share_on(it)).collect();
    (!shares.is_empty()).then(|| shares.iter().all(|on| *on <= 1.0 - off_share))
}

/// How much of the presence the camera was on: 0 to 1.
fn share_on(row: &Row<'_>) -> Option<f64> {
    match (row.number("video_seconds"), row.number("duration_seconds"), row.flag("video_on")) {
        (Some(video), Some(all), _) if all > 0.0 => Some((video / all).clamp(0.0, 1.0)),
        (Some(video), _, _) => Some(if video > 0.0 { 1.0 } else { 0.0 }),
        (None, _, Some(on)) => Some(if on { 1.0 } else { 0.0 }),
        (None, _, None) => None,
    }
}
