//! Identity checks that were denied twice within days, denied by two vendors, or broken off and not taken up again.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use model::finding::WITHDRAWN;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{counted, later, period};

/// How a vendor writes that the person stopped.
const BROKEN_OFF: &[&str] = &[
    "abandon",
    "broken off",
    "broke off",
    "not completed",
    "incomplete",
    "did not finish",
    "expired",
    "left the session",
    "cancelled by",
];

/// What the person cannot help: a failure of this kind is no denial.
const TECHNICAL: &[&str] = &[
    "timeout",
    "timed out",
    "glare",
    "blur",
    "too dark",
    "light",
    "outage",
    "vendor error",
    "technical",
    "network error",
    "unsupported",
    "expired document",
    "document expired",
];

struct Check<'a> {
    at: Timestamp,
    known_at: Timestamp,
    vendor: &'a str,
    kind: &'a str,
    result: &'a str,
    reason: String,
    record: i64,
}

impl Check<'_> {
    fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|it| self.reason.contains(it))
    }

    fn is_denied(&self) -> bool {
        self.result == "fail" && !self.says(TECHNICAL) && !self.says(BROKEN_OFF)
    }

    fn is_broken_off(&self) -> bool {
        self.result != "pass" && self.says(BROKEN_OFF)
    }
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let checks: Vec<Check<'_>> = rows.iter().filter_map(check).collect();
        res.extend(of_person(person, &checks, gathered));
    }
    res
}

fn check<'a>(row: &Row<'a>) -> Option<Check<'a>> {
    Some(Check {
        at: row.time("at")?,
        known_at: row.time("known_at")?,
        vendor: row.text("vendor").unwrap_or_default(),
        kind: row.text("kind").unwrap_or_default(),
        result: row.text("result")?.trim(),
        reason: row.text("reason").unwrap_or_default().to_lowercase(),
        record: row.int("ref")?,
    })
}

fn of_person(person: &str, checks: &[Check<'_>], gathered: &Gathered) -> Option<Finding> {
    let denied: Vec<&Check<'_>> = checks.iter().filter(|it| it.is_denied()).collect();
    let broken_off: Vec<&Check<'_>> = checks.iter().filter(|it| it.is_broken_off()).collect();
    let mut steps: Vec<(Timestamp, &str)> = Vec::new();
    // Whoever stops and comes back within the days has not broken it off.
    let pause = gathered.days("days");
    let given_up = broken_off.iter().find(|it| {
        let end = later(it.at, pause);
        end <= gathered.now && !checks.iter().any(|next| next.at > it.at && next.at <= end)
    });
    steps.extend(given_up.map(|it| (later(it.at, pause), "abandoned")));
    let count = gathered.count("denied_min").max(1);
    let twice = denied.windows(count).find(|it| within(it, pause));
    steps.extend(twice.and_then(|it| it.last()).map(|it| (it.known_at, "denied")));
    let second = denied.iter().enumerate().find(|(place, it)| {
        denied.iter().take(*place).any(|earlier| {
            !it.vendor.is_empty()
                && !earlier.vendor.is_empty()
                && earlier.vendor != it.vendor
                && it.at.duration_since(earlier.at) <= gathered.days("vendor_days")
        })
    });
    steps.extend(second.map(|(_, it)| (it.known_at, "vendors")));
    let (known_at, level) = steps.pop()?;
    let mut telling: Vec<&Check<'_>> = if level == "abandoned" { Vec::new() } else { denied };
    telling.extend(broken_off);
    telling.sort_by_key(|it| (it.at, it.record));
    let (first, last) = (telling.first()?, telling.last()?);
    let vendors: BTreeSet<&str> = telling.iter().map(|it| it.vendor).filter(|it| !it.is_empty()).collect();
    let mut sentence = match level {
        "abandoned" => "identity check broken off and not taken up again".to_owned(),
        _ => format!(
            "{} {}",
            counted(
                telling.len(),
                "identity check denied or broken off",
                "identity checks denied or broken off"
            ),
            period(first.at, last.at)
        ),
    };
    if level == "vendors" {
        sentence += &format!(", by {} vendors", vendors.len());
    }
    let mut refs: Vec<i64> = telling.iter().map(|it| it.record).collect();
    let in_person = ["live", "notary", "in_person", "in person", "on_site", "verification"];
    let passed = checks.iter().find(|it| {
        it.result == "pass" && it.at > last.at && (in_person.contains(&it.kind) || it.vendor == last.vendor)
    });
    let res = match passed {
        Some(check) => {
            sentence += &format!(
                "; a later {} check passed",
                if check.kind.is_empty() { "identity" } else { check.kind }
            );
            refs.push(check.record);
            Finding::about(person, WITHDRAWN, check.known_at.max(known_at), sentence, refs)?
                .earlier(known_at, level)
        }
        None => Finding::about(person, level, known_at, sentence, refs)?,
    };
    Some(res.grown(steps.into_iter().rev()).between(first.at, last.at))
}

fn within(checks: &[&Check<'_>], span: SignedDuration) -> bool {
    match (checks.first(), checks.last()) {
        (Some(first), Some(last)) => last.at.duration_since(first.at) <= span,
        _ => false,
    }
}
