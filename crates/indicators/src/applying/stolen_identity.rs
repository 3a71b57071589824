//! Papers that a checker found forged, altered or another person's; a check that failed without a reason; a complaint
//! of somebody whose name is used. Who the person is, is not looked at: only what the checks say.

use std::collections::BTreeMap;

use jiff::Timestamp;
use measures::text::normalise;
use model::finding::WITHDRAWN;
use model::{Finding, Row};

use super::identity_mismatch::{Nearness, is_live, nearest};
use crate::Gathered;

/// What a checker writes of papers that are not the holder's own, in normal form.
const NOT_THEIRS: &[(&str, &str)] = &[
    ("altered", "altered"),
    ("tamper", "altered"),
    ("manipulat", "altered"),
    ("forge", "forged"),
    ("counterfeit", "forged"),
    ("fabricated", "forged"),
    ("fake", "forged"),
    ("not genuine", "forged"),
    ("photo replaced", "altered"),
    ("photo substitut", "altered"),
    ("digitally edited", "altered"),
    ("edited image", "altered"),
    ("belongs to another", "another holder's"),
    ("belong to another", "another holder's"),
    ("issued to another", "another holder's"),
    ("issued to someone else", "another holder's"),
    ("of another person", "another holder's"),
    ("different person", "another holder's"),
    ("reported stolen", "reported stolen"),
    ("reported lost", "reported stolen"),
    ("stolen document", "reported stolen"),
    ("stolen identity", "reported stolen"),
    ("identity theft", "reported stolen"),
    ("deceased", "a deceased person's"),
    ("death master", "a deceased person's"),
    ("synthetic identity", "made up"),
    ("does not exist", "made up"),
];

/// Words before it that turn it round.
const DENIALS: &[&str] = &["no", "not", "without", "never", "nothing", "isn", "wasn"];

/// Reasons that speak of the picture or the line, and of nobody.
const QUALITY: &[&str] = &[
    "glare",
    "blur",
    "dark",
    "light",
    "unreadable",
    "not readable",
    "illegible",
    "cropped",
    "cut off",
    "quality",
    "resolution",
    "expired",
    "timeout",
    "timed out",
    "connection",
    "network",
    "technical",
    "not supported",
    "unsupported",
    "camera",
    "upload",
    "wrong side",
    "back side",
    "incomplete",
    "abandoned",
    "did not come",
    "cancel",
];

/// How somebody complains whose name another bears.
const COMPLAINTS: &[&str] = &[
    "my identity was used",
    "my identity has been used",
    "my identity is being used",
    "stole my identity",
    "stolen my identity",
    "my identity was stolen",
    "identity theft",
    "identity was stolen",
    "identity was misused",
    "used my identity",
    "using my identity",
    "working in my name",
    "works in my name",
    "wages in my name",
    "income in my name",
    "never worked for you",
    "never worked for your",
    "never worked there",
    "never worked at your",
];

/// One record that speaks against the papers.
struct Sign {
    level: &'static str,
    words: String,
    known_at: Timestamp,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in gathered.rows("names").iter() {
        if let Some(person) = row.text("person") {
            names.insert(person, row.texts("names"));
        }
    }
    let checks: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("checks").by("person").into_iter().collect();
    let passed: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("passed").by("person").into_iter().collect();
    let mut signs: BTreeMap<&str, Vec<Sign>> = BTreeMap::new();
    for (person, rows) in &checks {
        signs.entry(person).or_default().extend(rows.iter().filter_map(of_check));
    }
    for (person, rows) in gathered.rows("denied").by("person") {
        signs.entry(person).or_default().extend(rows.iter().filter_map(of_denial));
    }
    for row in gathered.rows("complaints").iter() {
        for person in complained_of(&row, &names) {
            signs.entry(person).or_default().extend(of_complaint(&row));
        }
    }
    let none: &[Row<'_>] = &[];
    let mut res = Vec::new();
    for (person, mut found) in signs {
        found.sort_by_key(|it| it.known_at);
        let own = names.get(person).map_or(&[] as &[&str], Vec::as_slice);
        let checks = checks.get(person).map_or(none, Vec::as_slice);
        let passed = passed.get(person).map_or(none, Vec::as_slice);
        res.extend(finding(person, &found, checks, passed, own));
    }
    res
}

fn of_check(row: &Row<'_>) -> Option<Sign> {
    let result = row.text("result")?.trim().to_lowercase();
    if result == "pass" {
        return None;
    }
    let known_at = row.time("known_at")?;
    let reason = normalise(row.text("reason").unwrap_or_default());
    let kind = row.text("kind").unwrap_or("identity").trim().to_lowercase();
    let found = not_theirs(row.text("reason").unwrap_or_default());
    if !found.is_empty() {
        let words = format!("{kind} check: papers {}", found.join(", "));
        return Some(Sign { level: "altered", words, known_at, refs: row.refs("ref") });
    }
    // Whoever takes a picture anew may pass; a name that differs is another indicator's.
    let of_quality = QUALITY.iter().any(|it| reason.contains(it)) || reason.contains("name");
    if result != "fail" || of_quality {
        return None;
    }
    let words = match reason.is_empty() {
        true => format!("{kind} check failed, no reason given"),
        false => format!("{kind} check failed: {reason}"),
    };
    Some(Sign { level: "failed", words, known_at, refs: row.refs("ref") })
}

/// What the reason says of the papers, each once, where nothing turns it round.
fn not_theirs(reason: &str) -> Vec<&'static str> {
    let mut res: Vec<&'static str> = Vec::new();
    for part in reason.split([';', ',', '.', '\n']) {
        let part = normalise(part);
        for (words, said) in NOT_THEIRS {
            let Some(place) = part.find(words) else { continue };
            let before = part.get(..place).unwrap_or_default();
            let denied =
                before.split(' ').rev().filter(|it| !it.is_empty()).take(4).any(|it| DENIALS.contains(&it));
            if !denied && !res.contains(said) {
                res.push(said);
            }
        }
    }
    res
}

fn of_denial(row: &Row<'_>) -> Option<Sign> {
    let words = "identity verification denied at sign-in".to_owned();
    Some(Sign { level: "failed", words, known_at: row.time("known_at")?, refs: row.refs("ref") })
}

fn of_complaint(row: &Row<'_>) -> Option<Sign> {
    let words = "somebody of that name complains that the identity is used by another".to_owned();
    Some(Sign { level: "victim", words, known_at: row.time("known_at")?, refs: row.refs("ref") })
}

/// The people whose full name stands in a complaint. One's own complaint speaks of oneself as a victim, not as the one
/// who does it.
fn complained_of<'a>(row: &Row<'_>, names: &BTreeMap<&'a str, Vec<&'a str>>) -> Vec<&'a str> {
    let text = normalise(&format!(
        "{} {}",
        row.text("subject").unwrap_or_default(),
        row.text("body").unwrap_or_default()
    ));
    if !COMPLAINTS.iter().any(|it| text.contains(it)) {
        return Vec::new();
    }
    let padded = format!(" {text} ");
    let mut res = Vec::new();
    for (person, own) in names {
        if row.text("person") == Some(*person) {
            continue;
        }
        let named = own
            .iter()
            .map(|it| normalise(it))
            .any(|it| it.split(' ').count() >= 2 && padded.contains(&format!(" {it} ")));
        if named {
            res.push(*person);
        }
    }
    // Two people of one name: nobody can tell which of them is meant.
    if res.len() == 1 { res } else { Vec::new() }
}

fn finding(
    person: &str,
    found: &[Sign],
    checks: &[Row<'_>],
    passed: &[Row<'_>],
    own: &[&str],
) -> Option<Finding> {
    let (first, last) = (found.first()?, found.last()?);
    let rank = |level: &str| ["failed", "altered", "victim"].iter().position(|it| *it == level);
    let strongest = found.iter().max_by_key(|it| (rank(it.level), std::cmp::Reverse(it.known_at)))?;
    let mut words: Vec<&str> = Vec::new();
    for it in found.iter().filter(|it| it.level == strongest.level).chain(found) {
        if !words.contains(&it.words.as_str()) {
            words.push(&it.words);
        }
    }
    let mut sentence = words.join("; ");
    let mut refs: Vec<i64> = strongest.refs.clone();
    refs.extend(found.iter().flat_map(|it| it.refs.iter().copied()));
    // A plain failure is made good by any later pass; altered papers only where somebody saw the person.
    let cleared = checks.iter().find(|it| {
        let later = it.time("known_at").is_some_and(|at| at > last.known_at);
        let pass = it.text("result").is_some_and(|it| it.trim().eq_ignore_ascii_case("pass"));
        let under_the_name =
            it.text("name_on_document").is_none_or(|name| nearest(name, own) != Nearness::None);
        later && pass && under_the_name && (strongest.level == "failed" || is_live(it))
    });
    let verified = passed
        .iter()
        .find(|it| strongest.level == "failed" && it.time("known_at").is_some_and(|at| at > last.known_at));
    let res = match cleared.or(verified) {
        Some(row) => {
            sentence += "; a later check passed";
            refs.extend(row.refs("ref"));
            Finding::about(person, WITHDRAWN, row.time("known_at")?, sentence, refs)?
                .earlier(strongest.known_at, strongest.level)
        }
        None => Finding::about(person, strongest.level, strongest.known_at, sentence, refs)?,
    };
    let lower = found.iter().rev().filter(|it| rank(it.level) < rank(strongest.level));
    let res = res.grown(lower.map(|it| (it.known_at, it.level)));
    Some(res.between(first.known_at, last.known_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_turns_the_words_round() {
        assert_eq!(
            not_theirs("no glare; document image altered, number belongs to another person"),
            ["altered", "another holder's"]
        );
        assert!(not_theirs("no sign of a forged document").is_empty());
        assert!(not_theirs("not altered glare only").is_empty());
    }
}
