//! Three or four employers on paper: one harmless trait of a profile.

use std::collections::{BTreeMap, BTreeSet};

use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;

/// Words that say what kind of company it is, not which.
const LEGAL_FORMS: &[&str] = &[
    "inc",
    "incorporated",
    "llc",
    "ltd",
    "limited",
    "gmbh",
    "ag",
    "corp",
    "corporation",
    "co",
    "company",
    "plc",
    "bv",
];

/// What one source says of one person's employers.
struct Listed<'a> {
    told: &'static str,
    known_at: Option<jiff::Timestamp>,
    /// By normal form, as written first.
    employers: BTreeMap<String, &'a str>,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let jobs: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("jobs").by("person").into_iter().collect();
    let resumes: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("resumes").by("person").into_iter().collect();
    let checks: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("checks").by("person").into_iter().collect();
    let people: BTreeSet<&str> = jobs.keys().chain(resumes.keys()).chain(checks.keys()).copied().collect();
    let mut res = Vec::new();
    for person in people {
        let none: &[Row<'_>] = &[];
        let jobs = jobs.get(person).map_or(none, Vec::as_slice);
        let resumes = resumes.get(person).map_or(none, Vec::as_slice);
        let checks = checks.get(person).map_or(none, Vec::as_slice);
        // The resume goes first; where it names nobody, what was checked was what the form named.
        let mut lists = of_resumes(resumes, jobs);
        if lists.is_empty() && !checks.is_empty() {
            lists.push(of_checks(checks));
        }
        let fitting = lists.iter().find(|it| {
            (gathered.count("employers_from")..=gathered.count("employers_to")).contains(&it.employers.len())
        });
        if let Some(listed) = fitting {
            let names: Vec<&str> = listed.employers.values().copied().collect();
            let sentence = format!("{} {} employers: {}", listed.told, names.len(), names.join(", "));
            let known_at = listed.known_at.unwrap_or(gathered.now);
            res.extend(Finding::about(person, "trait", known_at, sentence, listed.refs.clone()));
        }
    }
    res
}

/// One list for each resume, since two resumes of one person are two claims. Jobs that were read one by one
/// go before the resume's own list.
fn of_resumes<'a>(resumes: &[Row<'a>], jobs: &[Row<'a>]) -> Vec<Listed<'a>> {
    let mut by_document: BTreeMap<&str, Listed<'a>> = BTreeMap::new();
    let empty =
        || Listed { told: "resume lists", known_at: None, employers: BTreeMap::new(), refs: Vec::new() };
    for row in jobs {
        let (Some(document), Some(employer)) = (row.text("document"), row.text("employer")) else { continue };
        let listed = by_document.entry(document).or_insert_with(empty);
        listed.known_at = row.time("known_at");
        listed.employers.entry(company(employer)).or_insert(employer.trim());
        listed.refs.extend(row.refs("ref"));
    }
    for row in resumes {
        let Some(document) = row.text("document") else { continue };
        let from_jobs = by_document.contains_key(document);
        if !from_jobs && row.texts("employers").is_empty() {
            continue;
        }
        let listed = by_document.entry(document).or_insert_with(empty);
        // The resume itself is what a reader opens first.
        listed.refs.splice(0..0, row.refs("ref"));
        listed.known_at = listed.known_at.or(row.time("known_at"));
        if !from_jobs {
            for employer in row.texts("employers") {
                listed.employers.entry(company(employer)).or_insert(employer);
            }
        }
    }
    by_document.into_values().collect()
}

fn of_checks<'a>(checks: &[Row<'a>]) -> Listed<'a> {
    let mut res = Listed {
        told: "claims were checked with",
        known_at: None,
        employers: BTreeMap::new(),
        refs: Vec::new(),
    };
    for row in checks {
        let Some(employer) = row.text("employer") else { continue };
        res.employers.entry(company(employer)).or_insert(employer.trim());
        res.known_at = res.known_at.max(row.time("known_at"));
        res.refs.extend(row.refs("ref"));
    }
    res
}

/// One spelling for a company: normal form without its legal form.
fn company(name: &str) -> String {
    let normal = normalise(name);
    let mut words: Vec<&str> = normal.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|it| LEGAL_FORMS.contains(it)) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legal_form_does_not_make_another_company() {
        assert_eq!(company("Palegrove Software, Inc."), company("PALEGROVE software"));
        assert_ne!(company("Palegrove Software"), company("Palegrove Systems"));
    }
}
