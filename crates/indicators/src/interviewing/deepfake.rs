//! Live steps in interviews that were asked for and not done, pictures that fell apart in them, and checks whose vendor
//! found that a made-up picture was fed in. No picture is looked at here: only what people and vendors wrote down.

use std::collections::BTreeMap;

use jiff::Timestamp;
use measures::text::normalise;
use model::finding::WITHDRAWN;
use model::{Finding, Row};

use crate::Gathered;

/// How an interviewer writes that the picture did not hold, in normal form.
const DID_NOT_HOLD: &[&str] = &[
    "flicker",
    "edge of the face",
    "edges of the face",
    "face edge",
    "outline of the face",
    "face blurred",
    "face warped",
    "face distorted",
    "face changed",
    "face slipped",
    "side profile not",
    "profile not held",
    "profile view failed",
    "lips out of sync",
    "lips did not match",
    "lip movement",
    "lips not in sync",
    "mouth did not match",
    "mouth out of sync",
    "face swap",
    "faceswap",
    "deepfake",
    "deep fake",
    "face filter",
    "looked generated",
    "looks generated",
    "hand went through",
    "hand disappeared",
    "hand passed through",
    "voice sounded synthetic",
    "voice sounded generated",
    "voice changer",
];

/// Words before them that turn them round.
const DENIALS: &[&str] = &["no", "not", "without", "never", "nothing"];

/// Words of a vendor that found a made-up picture.
const INJECTED: &[&str] = &[
    "inject",
    "deepfake",
    "deep fake",
    "face swap",
    "faceswap",
    "virtual camera",
    "presentation attack",
    "spoof",
    "replay",
    "generated image",
    "generated face",
    "generated video",
    "synthetic face",
    "synthetic image",
    "synthetic media",
    "pre recorded",
    "prerecorded",
    "screen recapture",
];

/// The topic of notes about an aid or an interpreter, by which live steps may have to be others.
const AIDS: &str = "accessibility_need";

struct Sign {
    level: &'static str,
    at: Timestamp,
    known_at: Timestamp,
    words: String,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut rounds: BTreeMap<&str, Vec<Row<'_>>> = gathered.main().by("person").into_iter().collect();
    let mut checks: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("checks").by("person").into_iter().collect();
    let exempt: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("exempt").by("person").into_iter().collect();
    let people: Vec<&str> = rounds.keys().chain(checks.keys()).copied().collect();
    let mut res = Vec::new();
    for person in people {
        // Whoever stands in both lists is taken from both at once.
        let (rounds, checks) = (rounds.remove(person), checks.remove(person));
        if rounds.is_some() || checks.is_some() {
            let (mut rounds, checks) = (rounds.unwrap_or_default(), checks.unwrap_or_default());
            if let Some(exempt) = exempt.get(person) {
                rounds.retain(|it| it.time("at").is_some_and(|at| !is_covered(exempt, at)));
            }
            res.extend(of_person(person, &rounds, &checks, gathered));
        }
    }
    res
}

/// An exemption without an end holds for good.
fn is_covered(exempt: &[Row<'_>], at: Timestamp) -> bool {
    exempt.iter().any(|it| it.time("until").is_none_or(|until| at <= until))
}

fn of_person(person: &str, rounds: &[Row<'_>], checks: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let mut signs: Vec<Sign> = rounds.iter().filter_map(of_round).collect();
    let not_done: Vec<Timestamp> =
        signs.iter().filter(|it| it.level == "not_done").map(|it| it.known_at).collect();
    signs.extend(checks.iter().filter_map(of_check));
    signs.sort_by_key(|it| it.known_at);
    let (first, last) = (signs.first()?, signs.last()?);
    let mut levels: Vec<(Timestamp, &str)> = Vec::new();
    for level in ["not_done", "seen", "injected"] {
        let since = signs.iter().filter(|it| it.level == level).map(|it| it.known_at).min();
        levels.extend(since.map(|it| (it, level)));
        if level == "not_done"
            && let Some(twice) = gathered.count("rounds").checked_sub(1).and_then(|it| not_done.get(it))
        {
            levels.push((*twice, "twice"));
        }
    }
    let (known_at, level) = *levels.last()?;
    let strongest =
        signs.iter().find(|it| it.level == level || (level == "twice" && it.level == "not_done"))?;
    let mut words: Vec<&str> = vec![&strongest.words];
    for it in &signs {
        if !words.contains(&it.words.as_str()) {
            words.push(&it.words);
        }
    }
    let mut sentence = words.join("; ");
    if not_done.len() > 1 {
        sentence += &format!("; live steps not done in {} rounds", not_done.len());
    }
    let mut refs = strongest.refs.clone();
    refs.extend(signs.iter().flat_map(|it| it.refs.iter().copied()));
    let res = match cleared(rounds, checks, last.at, level) {
        Some((at, how, record)) => {
            sentence += &format!("; {how}");
            refs.extend(record);
            Finding::about(person, WITHDRAWN, at.max(known_at), sentence, refs)?.earlier(known_at, level)
        }
        None => Finding::about(person, level, known_at, sentence, refs)?,
    };
    Some(res.grown(levels.iter().rev().skip(1).copied()).between(first.at, last.at))
}

fn of_round(row: &Row<'_>) -> Option<Sign> {
    if row.is("in_person") || row.texts("topics").contains(&AIDS) {
        return None;
    }
    let at = row.time("at")?;
    let known_at = row.time("known_at").unwrap_or(at);
    let refs = row.refs("ref");
    let notes = row.text("notes").unwrap_or_default();
    if let Some(part) = did_not_hold(notes) {
        return Some(Sign { level: "seen", at, known_at, words: format!("interviewer noted: {part}"), refs });
    }
    let not_done = row.flag("liveness_asked") == Some(true) && row.flag("liveness_done") == Some(false);
    let words = match row.text("camera").map(|it| it.trim().to_lowercase()).as_deref() {
        Some("off") => "live steps asked for and not done, camera off",
        _ => "live steps asked for and not done",
    };
    not_done.then(|| Sign { level: "not_done", at, known_at, words: words.to_owned(), refs })
}

/// The part of a note that says so.
fn did_not_hold(notes: &str) -> Option<&str> {
    for part in notes.split([';', ',', '.', '\n']) {
        let plain = normalise(part);
        for words in DID_NOT_HOLD {
            let Some(place) = plain.find(words) else { continue };
            let before = plain.get(..place).unwrap_or_default();
            if !before.split(' ').any(|it| DENIALS.contains(&it)) {
                return Some(part.trim());
            }
        }
    }
    None
}

/// Only what a vendor found; a check that was broken off says nothing.
fn of_check(row: &Row<'_>) -> Option<Sign> {
    let result = row.text("result")?.trim().to_lowercase();
    if result == "pass" || result == "skipped" {
        return None;
    }
    let at = row.time("known_at")?;
    for part in row.text("reason").unwrap_or_default().split([';', ',', '.', '\n']) {
        let plain = normalise(part);
        let Some(place) = INJECTED.iter().filter_map(|it| plain.find(it)).min() else { continue };
        let before = plain.get(..place).unwrap_or_default();
        if before.split(' ').any(|it| DENIALS.contains(&it)) {
            continue;
        }
        let level = if result == "fail" { "injected" } else { "seen" };
        let kind = row.text("kind").unwrap_or("identity").trim().to_lowercase();
        let words = format!("{kind} check: {plain}");
        return Some(Sign { level, at, known_at: at, words, refs: row.refs("ref") });
    }
    None
}

/// What came after it and settles it: steps that were done, or somebody who saw the person. What a vendor confirmed is
/// not settled by another picture.
fn cleared(
    rounds: &[Row<'_>],
    checks: &[Row<'_>],
    last: Timestamp,
    level: &str,
) -> Option<(Timestamp, &'static str, Vec<i64>)> {
    for row in rounds.iter().filter(|it| it.time("at").is_some_and(|at| at > last)) {
        let done = row.is("liveness_done") && (level != "injected" || row.is("in_person"));
        if done && did_not_hold(row.text("notes").unwrap_or_default()).is_none() {
            let known_at = row.time("known_at").or(row.time("at"))?;
            return Some((known_at, "the live steps were done in a later round", row.refs("ref")));
        }
    }
    for row in checks.iter().filter(|it| it.time("known_at").is_some_and(|at| at > last)) {
        let kind = row.text("kind").unwrap_or_default().trim().to_lowercase();
        let pass = row.text("result").is_some_and(|it| it.trim().eq_ignore_ascii_case("pass"));
        let in_person = ["notary", "in_person", "in person", "on_site"].contains(&kind.as_str());
        if pass && (in_person || (kind == "live" && level != "injected")) {
            let how = if in_person { "a later check in person passed" } else { "a later live check passed" };
            return Some((row.time("known_at")?, how, row.refs("ref")));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_part_by_part() {
        assert_eq!(
            did_not_hold("good answers; edge of the face flickered"),
            Some("edge of the face flickered")
        );
        assert_eq!(did_not_hold("no flicker, lips in sync, side profile held"), None);
        assert_eq!(did_not_hold("picture froze, poor line"), None);
    }
}
