//! Meetings in person that the candidate declined or called off, as interviewers noted them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use measures::text::normalise;
use model::finding::WITHDRAWN;
use model::{Finding, Row};

use crate::Gathered;

/// Words of a note or a platform that speak of a meeting in person, in normal form.
const IN_PERSON: &[&str] = &[
    "in person",
    "on site",
    "onsite",
    "visit",
    "office",
    "face to face",
    "meet us",
    "travel to",
    "flight",
    "hotel booked",
];

/// How it is noted that the candidate did not come.
const NOT_MET: &[&str] = &[
    "declined",
    "declines",
    "refused",
    "refuses",
    "cancelled",
    "canceled",
    "called off",
    "did not come",
    "did not show",
    "did not appear",
    "didn t come",
    "didn t show",
    "no show",
    "not willing",
    "would not come",
    "will not come",
    "cannot come",
    "can not come",
    "could not come",
    "unable to come",
    "unable to travel",
    "cannot travel",
    "put off",
    "postponed",
    "backed out",
    "asked to skip",
    "insisted on video",
    "insists on video",
    "visit moved",
    "moved again",
];

/// The company's own doing, which says nothing of the candidate.
const BY_THE_COMPANY: &[&str] = &[
    "we cancelled",
    "we canceled",
    "we postponed",
    "we moved",
    "we put off",
    "cancelled by us",
    "canceled by us",
    "interviewer ill",
    "interviewer was ill",
    "interviewer sick",
    "interviewer was sick",
    "our side",
    "office closed",
    "budget",
    "travel freeze",
    "manager cancelled",
    "manager canceled",
    "declined by us",
    "flight was cancelled",
    "flight cancelled",
    "flight canceled",
    "airline",
    "strike",
    "storm",
    "snow",
    "role closed",
    "role cancelled",
];

/// The topic of notes about a disability or an illness: nobody has to travel with it.
const AIDS: &str = "accessibility_need";

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let checks: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("checks").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let checks = checks.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        res.extend(finding(person, &rows, checks, gathered.count("times")));
    }
    res
}

fn finding(person: &str, rows: &[Row<'_>], checks: &[Row<'_>], times: usize) -> Option<Finding> {
    let missed: Vec<&Row<'_>> = rows.iter().filter(|it| was_missed(it)).collect();
    let (first, last) = (missed.first()?, missed.last()?);
    let known = |row: &Row<'_>| row.time("known_at").or(row.time("at"));
    let reached = times.checked_sub(1).and_then(|it| missed.get(it));
    let (level, known_at) = match reached {
        Some(row) => ("twice", known(row)?),
        None => ("once", known(first)?),
    };
    let notes: Vec<&str> = missed.iter().filter_map(|it| it.text("notes")).map(str::trim).collect();
    let mut sentence = match missed.len() {
        1 => "1 meeting in person did not take place".to_owned(),
        many => format!("{many} meetings in person did not take place"),
    };
    sentence += &format!("; noted: {}", notes.join("; "));
    let mut refs: Vec<i64> = missed.iter().flat_map(|it| it.refs("ref")).collect();
    let met = rows
        .iter()
        .filter(|it| it.is("in_person") && !was_missed(it))
        .find_map(|it| Some((it.time("at")?, known(it)?, it.refs("ref"), "a meeting in person took place")));
    let checked = checks.iter().filter(|it| is_check_in_person(it)).find_map(|it| {
        let at = it.time("known_at")?;
        Some((at, at, it.refs("ref"), "a check in person passed"))
    });
    let settled = [met, checked].into_iter().flatten().min_by_key(|it: &(Timestamp, _, _, _)| it.0);
    let mut res = match settled {
        // Whoever was met before has nothing to avoid by it.
        Some((at, ..)) if at < first.time("at")? => return None,
        Some((_, at, record, how)) => {
            sentence += &format!("; {how}");
            refs.extend(record);
            let withdrawn = Finding::about(person, WITHDRAWN, at.max(known_at), sentence, refs)?;
            if at > known_at { withdrawn.earlier(known_at, level) } else { withdrawn }
        }
        None => Finding::about(person, level, known_at, sentence, refs)?,
    };
    let once = known(first)?;
    if level == "twice" && once < known_at {
        res = res.earlier(once, "once");
    }
    Some(res.between(first.time("at")?, last.time("at")?))
}

fn was_missed(row: &Row<'_>) -> bool {
    let notes = normalise(row.text("notes").unwrap_or_default());
    let padded = format!(" {notes} ");
    let says = |words: &[&str]| words.iter().any(|it| padded.contains(&format!(" {it}")));
    let about_a_visit = row.is("in_person")
        || row.text("platform").is_some_and(|it| {
            let platform = normalise(it);
            ["in person", "on site", "onsite", "office"].contains(&platform.as_str())
        })
        || says(IN_PERSON);
    // An office in the notes of a video call may be that of anybody: there the visit must be named.
    let denied = says(&[
        "not declined",
        "not cancelled",
        "never declined",
        "declined to use",
        "declined the background",
    ]);
    about_a_visit
        && says(NOT_MET)
        && !denied
        && !says(BY_THE_COMPANY)
        && !row.is("liveness_done")
        && !row.texts("topics").contains(&AIDS)
        && (row.is("in_person") || !notes.contains("background"))
}

fn is_check_in_person(row: &Row<'_>) -> bool {
    let kind = row.text("kind").unwrap_or_default().trim().to_lowercase();
    row.text("result").is_some_and(|it| it.trim().eq_ignore_ascii_case("pass"))
        && ["notary", "in_person", "in person", "on_site"].contains(&kind.as_str())
}
