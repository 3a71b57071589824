//! A camera that is reported broken again and again while the help desk or the computer's own records find it healthy.

use std::collections::BTreeMap;

use jiff::Timestamp;
use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{before, counted, later};

/// How the help desk writes that the camera works, in normal form.
const WORKS: &[&str] = &[
    "driver ok",
    "driver is ok",
    "driver fine",
    "driver is fine",
    "driver healthy",
    "driver loaded",
    "drivers ok",
    "picture fine",
    "picture is fine",
    "picture ok",
    "picture is ok",
    "picture works",
    "image fine",
    "image is fine",
    "image ok",
    "camera ok",
    "camera is ok",
    "camera fine",
    "camera is fine",
    "camera works",
    "camera healthy",
    "camera is healthy",
    "camera working",
    "camera is working",
    "webcam works",
    "webcam ok",
    "webcam fine",
    "webcam is fine",
    "no fault found",
    "no fault",
    "no problem found",
    "no issue found",
    "no defect",
    "nothing wrong",
    "could not reproduce",
    "cannot reproduce",
    "can not reproduce",
    "not reproducible",
    "device healthy",
    "hardware ok",
    "hardware fine",
    "test passed",
    "diagnostics passed",
    "diagnostic passed",
];

/// How it writes that something was wrong and was made good, or could not be.
const REPAIRED: &[&str] = &[
    "replaced",
    "repaired",
    "swapped",
    "exchanged",
    "fixed",
    "reinstalled",
    "re installed",
    "driver updated",
    "updated the driver",
    "new driver",
    "rolled back",
    "firmware",
    "privacy shutter",
    "shutter was",
    "loose cable",
    "defect confirmed",
    "fault confirmed",
    "confirmed broken",
    "is broken",
    "hardware fault",
    "warranty",
    "new laptop sent",
    "loaner",
    "blocked by policy",
    "permission",
];

struct Report<'a> {
    at: Timestamp,
    known_at: Timestamp,
    id: Option<&'a str>,
    resolution: Resolution,
    is_ticket: bool,
    refs: Vec<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resolution {
    Works,
    Repaired,
    Silent,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let states: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("states").by("person").into_iter().collect();
    let exempt: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("exempt").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("reports").by("person") {
        let states = states.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let exempt = exempt.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let covered =
            |at: Timestamp| exempt.iter().any(|it| it.time("until").is_none_or(|until| at <= until));
        let mut reports: Vec<Report<'_>> = rows.iter().filter_map(report).collect();
        reports.retain(|it| !covered(it.at));
        res.extend(finding(person, reports, states, gathered));
    }
    res
}

fn report<'a>(row: &Row<'a>) -> Option<Report<'a>> {
    let at = row.time("at")?;
    let resolution = resolved(row.text("resolution").unwrap_or_default());
    let answered = row.time("closed_at").filter(|_| resolution == Resolution::Works);
    Some(Report {
        at,
        known_at: answered.or(row.time("known_at")).unwrap_or(at),
        id: row.text("ticket_id"),
        resolution,
        is_ticket: row.text("told") == Some("ticket"),
        refs: row.refs("ref"),
    })
}

/// What the help desk found. A replacement that was offered and declined repaired nothing.
fn resolved(text: &str) -> Resolution {
    let mut res = Resolution::Silent;
    for part in text.split([';', ',', '.', '\n']) {
        let part = format!(" {} ", normalise(part));
        let turned_down = ["declin", "refus", "not replaced", "not repaired", "not fixed", "offered"]
            .iter()
            .any(|it| part.contains(it));
        if !turned_down && REPAIRED.iter().any(|it| part.contains(&format!(" {it} "))) {
            return Resolution::Repaired;
        }
        if WORKS.iter().any(|it| part.contains(&format!(" {it} "))) {
            res = Resolution::Works;
        }
    }
    res
}

fn finding(
    person: &str,
    mut reports: Vec<Report<'_>>,
    states: &[Row<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    // A fault that was found explains what was reported before it, and for a while after it.
    let repairs: Vec<Timestamp> =
        reports.iter().filter(|it| it.resolution == Resolution::Repaired).map(|it| it.at).collect();
    let span = gathered.days("repair_days");
    reports.retain(|it| !repairs.iter().any(|at| before(*at, span) <= it.at && it.at <= later(*at, span)));
    let (from, to) = densest(&reports, gathered.count("reports"), gathered)?;
    let told = reports.get(from..=to)?;
    let tickets = told.iter().filter(|it| it.is_ticket).count();
    let (first, last) = (told.first()?, told.last()?);
    let window = gathered.days("state_days");
    let healthy: Vec<&Row<'_>> = states
        .iter()
        .filter(|it| is_healthy(it.text("detail").unwrap_or_default()))
        .filter(|it| {
            it.time("at").is_some_and(|at| at >= before(first.at, window) && at <= later(last.at, window))
        })
        .collect();
    let sick = states.iter().any(|it| {
        let near =
            it.time("at").is_some_and(|at| at >= before(first.at, window) && at <= later(last.at, window));
        near && !is_healthy(it.text("detail").unwrap_or_default())
    });
    let works: Vec<&Report<'_>> = told.iter().filter(|it| it.resolution == Resolution::Works).collect();
    // An inventory that names a fault is believed more than a help desk.
    if sick {
        return None;
    }
    let enough = gathered.count("reports").checked_sub(1).and_then(|it| told.get(it))?;
    let mut sentence = format!(
        "camera reported broken {} times between {} and {}",
        told.len(),
        crate::day(first.at),
        crate::day(last.at)
    );
    let mut refs: Vec<i64> = told.iter().flat_map(|it| it.refs.iter().copied()).collect();
    let (level, known_at) = if works.is_empty() && healthy.is_empty() {
        // Nobody looked: only reports of which the help desk knows nothing say anything.
        if tickets > 0 {
            return None;
        }
        sentence += ", and no ticket was opened";
        ("unseen", enough.known_at)
    } else {
        if let Some(report) = works.first() {
            let id = report.id.unwrap_or("a ticket");
            sentence += &format!(
                "; the help desk found it working in {} (first {id})",
                counted(works.len(), "ticket", "tickets")
            );
        }
        if !healthy.is_empty() {
            sentence += &format!(
                "; the computer's own records say that it works, {}",
                counted(healthy.len(), "time", "times")
            );
            refs.extend(healthy.iter().flat_map(|it| it.refs("ref")));
        }
        let seen =
            works.iter().map(|it| it.known_at).chain(healthy.iter().filter_map(|it| it.time("at"))).min()?;
        ("healthy", seen.max(enough.known_at))
    };
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(first.at, last.at))
}

/// The first and the last report of the stretch that holds `count` reports within the window.
fn densest(reports: &[Report<'_>], count: usize, gathered: &Gathered) -> Option<(usize, usize)> {
    let steps = count.checked_sub(1).filter(|it| *it > 0)?;
    let dense: Vec<usize> = (0..reports.len().saturating_sub(steps))
        .filter(|idx| match (reports.get(*idx), reports.get(idx + steps)) {
            (Some(one), Some(other)) => other.at.duration_since(one.at) <= gathered.days("window_days"),
            _ => false,
        })
        .collect();
    Some((*dense.first()?, dense.last()? + steps))
}

/// Windows and inventories say `OK`, a code, or nothing where there is no problem.
fn is_healthy(detail: &str) -> bool {
    let detail = detail.to_lowercase();
    let said = |key: &str| {
        detail.split("; ").find_map(|it| it.strip_prefix(key)).map(str::trim).unwrap_or_default().to_owned()
    };
    let status = said("status ");
    let event = said("event ");
    let good = ["", "ok", "started", "working", "healthy", "enabled", "active", "running"];
    good.contains(&status.as_str())
        && !["removed", "did not start", "deleted", "forbidden", "needs further"]
            .iter()
            .any(|it| event.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_desks_answer_is_read_part_by_part() {
        assert_eq!(
            resolved("device health shows camera driver OK, remote test picture fine"),
            Resolution::Works
        );
        assert_eq!(resolved("driver OK; replacement offered, declined"), Resolution::Works);
        assert_eq!(resolved("driver OK; camera module replaced under warranty"), Resolution::Repaired);
        assert_eq!(resolved("see other ticket"), Resolution::Silent);
    }

    #[test]
    fn a_device_with_a_problem_is_not_healthy() {
        assert!(is_healthy("Integrated Webcam; class Camera; status OK"));
        assert!(is_healthy("Integrated Webcam; class Camera"));
        assert!(!is_healthy("Integrated Webcam; class Camera; status Error"));
        assert!(!is_healthy("Integrated Webcam; class Camera; event removed"));
    }
}
