//! A long run of meetings without the camera, where the others in those very meetings had theirs on.

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Ticket, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let Some(finding) = run(person, &rows, gathered) else { continue };
        let ticket = tickets.get(person).into_iter().flatten().find(|it| it.opened <= finding.to);
        let explained = ticket.and_then(|it| {
            it.explains(&finding, format!("a ticket of {} speaks of an aid the person needs", day(it.opened)))
        });
        res.push(finding);
        res.extend(explained);
    }
    res
}

struct Meeting {
    camera: bool,
    others: f64,
    others_on: f64,
    at: Timestamp,
    known_at: Timestamp,
    record: i64,
}

/// Meetings that are looked at; a run that long begins anywhere among them.
const MEETINGS_MAX: usize = 1_000;

fn run(person: &str, rows: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let meetings: Vec<Meeting> = rows.iter().filter_map(meeting).take(MEETINGS_MAX).collect();
    let least = gathered.count("meetings_min").max(1);
    let share = gathered.param("own_share");
    // The longest stretch with hardly a camera: the first meeting without one begins it, the last one ends it.
    let mut best: Option<&[Meeting]> = None;
    for (place, first) in meetings.iter().enumerate() {
        if first.camera || meetings.len() - place <= best.map_or(least - 1, <[Meeting]>::len) {
            continue;
        }
        let mut on = 0;
        for (count, meeting) in meetings[place..].iter().enumerate() {
            on += usize::from(meeting.camera);
            let length = count + 1;
            let fits = (on as f64) < share * length as f64 || on == 0;
            if fits && !meeting.camera && length >= least && best.is_none_or(|it| length > it.len()) {
                best = Some(&meetings[place..=place + count]);
            }
        }
    }
    let run = best?;
    let others: f64 = run.iter().map(|it| it.others).sum();
    let norm = run.iter().map(|it| it.others_on).sum::<f64>() / others;
    if others <= 0.0 || norm <= gathered.param("norm_share") {
        return None;
    }
    let (first, last) = (run.first()?, run.last()?);
    let on = run.iter().filter(|it| it.camera).count();
    let sentence = format!(
        "camera on in {on} of {} meetings between {} and {}, where {:.0} % of the others in them had theirs on",
        run.len(),
        day(first.at),
        day(last.at),
        norm * 100.0
    );
    let known_at = run.get(least - 1)?.known_at;
    let refs = run.iter().filter(|it| !it.camera).map(|it| it.record).collect();
    Some(Finding::about(person, "off", known_at, sentence, refs)?.between(first.at, last.at))
}

fn meeting(row: &Row<'_>) -> Option<Meeting> {
    let at = row.time("at")?;
    Some(Meeting {
        camera: row.int("camera")? > 0,
        others: row.number("others")?,
        others_on: row.number("others_on")?,
        at,
        known_at: row.time("known_at").unwrap_or(at),
        record: row.int("ref")?,
    })
}
