//! Masks: names, contacts, handles and record text.
//!
//! In: a dossier. Out: the same dossier, in which each such value is replaced by a mask that is the same
//! wherever the value stands (`Person 7`, `mail-3`), so that a reader can still see that two records agree.
//! Ids of people, of records and of rings stay, and so do digests of files, dates and numbers of bits.
//!
//! The numbering follows the order of the dossier: same dossier, same masks, in every file of one run.

use std::borrow::Cow;
use std::collections::HashMap;
use std::net::Ipv6Addr;

use aho_corasick::{AhoCorasick, MatchKind};
use model::dossier::Dossier;
use model::tables::{self, Kind};
use model::{Subject, value};
use regex::{Captures, Regex};

use crate::Options;

/// The dossier as these options let it be seen.
pub fn view<'a>(dossier: &'a Dossier, options: &Options) -> Cow<'a, Dossier> {
    if options.redact { Cow::Owned(masked(dossier)) } else { Cow::Borrowed(dossier) }
}

/// Columns that hold ids of the company's own lists and say nothing of a person to anybody else.
const ID_COLUMNS: [&str; 18] = [
    "worker_id",
    "applicant_id",
    "manager_id",
    "replaces_worker_id",
    "referee_worker_id",
    "subject_id",
    "household_id",
    "req_id",
    "reference_id",
    "check_id",
    "interview_id",
    "change_id",
    "shipment_id",
    "ticket_id",
    "incident_id",
    "alert_id",
    "person",
    "with_person",
];

fn masked(dossier: &Dossier) -> Dossier {
    let mut masks = Masks::default();
    masks.learn(dossier);
    let scrubber = Scrubber::new(&masks);
    let mut res = dossier.clone();
    let scrub = |text: &mut String, masks: &mut Masks| *text = scrubber.scrub(text, masks);

    for person in &mut res.people {
        for name in &mut person.names {
            *name = masks.of("name", name);
        }
        for email in &mut person.emails {
            *email = masks.of("email", email);
        }
        if let Some(would_clear) = &mut person.would_clear {
            scrub(&mut would_clear.fact, &mut masks);
        }
        for tie in &mut person.ties {
            if !is_id_kind(&tie.kind) {
                tie.value = masks.of(&tie.kind, &tie.value).into();
            }
            scrub(&mut tie.reason, &mut masks);
        }
    }
    for it in &mut res.evidence {
        if let Subject::Handle { kind, value } = &mut it.subject {
            *value = masks.of(kind, value).into();
        }
        scrub(&mut it.sentence, &mut masks);
        scrub(&mut it.counted_why, &mut masks);
        for reference in &mut it.records {
            for origin in std::iter::once(&mut reference.origin).chain(&mut reference.also) {
                origin.file = scrubber.scrub(&origin.file, &mut masks).into();
                if let Some(id) = &mut origin.message_id {
                    *id = masks.of("message", id).into();
                }
            }
        }
    }
    for it in &mut res.links {
        scrub(&mut it.sentence, &mut masks);
    }
    for ring in &mut res.rings {
        scrub(&mut ring.sentence, &mut masks);
        for shared in &mut ring.shared {
            shared.value = masks.of(&shared.kind, &shared.value);
        }
        for role in ring.roles.values_mut() {
            scrub(role, &mut masks);
        }
    }
    for it in &mut res.problems {
        it.file = scrubber.scrub(&it.file, &mut masks).into();
        it.cause = without_quoted(&scrubber.scrub(&it.cause, &mut masks));
    }
    for it in &mut res.inputs {
        it.file = scrubber.scrub(&it.file, &mut masks).into();
        if let Some(reason) = &mut it.reason {
            *reason = without_quoted(&scrubber.scrub(reason, &mut masks));
        }
    }
    for it in res.coverage.values_mut() {
        if let Some(message) = &mut it.message {
            *message = without_quoted(&scrubber.scrub(message, &mut masks));
        }
    }
    for excerpt in res.excerpts.values_mut() {
        for (column, cell) in &mut excerpt.cells {
            if !is_harmless(excerpt.table, column) {
                *cell = masks.of_known(cell).unwrap_or_else(|| masks.of("text", cell));
            }
        }
    }
    res
}

/// Ids are kept; so are the kinds of a tie that hold one.
fn is_id_kind(kind: &str) -> bool {
    matches!(kind, "worker" | "applicant")
}

/// Ids, times, and yes or no.
fn is_harmless(table: &str, column: &str) -> bool {
    if ID_COLUMNS.contains(&column) {
        return true;
    }
    let column = tables::table(table).and_then(|it| it.column(column).and_then(|at| it.columns.get(at)));
    column.is_some_and(|it| matches!(it.kind, Kind::Flag | Kind::Time))
}

/// What stands between backticks in a cause is text of the record.
fn without_quoted(cause: &str) -> String {
    let mut res = String::with_capacity(cause.len());
    for (idx, part) in cause.split('`').enumerate() {
        res.push_str(if idx % 2 == 0 { part } else { "`…`" });
    }
    res
}

/// What may be a long address, or a time of day.
const LONG_ADDRESS: &str = r"[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*";

/// The mask of each value, by kind of value.
#[derive(Default)]
struct Masks {
    /// By the value in lower case. One value has one mask, whatever it was called where.
    by_value: HashMap<String, String>,
    numbers: HashMap<String, usize>,
    /// Values as they were first met, with their key in `by_value`.
    known: Vec<(String, String)>,
}

impl Masks {
    /// Meets every value that must not be shown, so that it is found in sentences too.
    fn learn(&mut self, dossier: &Dossier) {
        for person in &dossier.people {
            for name in &person.names {
                self.of("name", name);
            }
            for email in &person.emails {
                self.of("email", email);
            }
            for tie in person.ties.iter().filter(|it| !is_id_kind(&it.kind)) {
                self.of(&tie.kind, &tie.value);
            }
        }
        for it in &dossier.evidence {
            if let Subject::Handle { kind, value } = &it.subject {
                self.of(kind, value);
            }
        }
        for shared in dossier.rings.iter().flat_map(|it| &it.shared) {
            self.of(&shared.kind, &shared.value);
        }
        for excerpt in dossier.excerpts.values() {
            for (column, cell) in &excerpt.cells {
                if let Some(kind) = kind_of_column(column) {
                    for entry in value::split_list(cell) {
                        self.of(kind, entry);
                    }
                }
            }
        }
    }

    fn of_known(&self, value: &str) -> Option<String> {
        self.by_value.get(&value.trim().to_lowercase()).cloned()
    }

    fn of(&mut self, kind: &str, value: &str) -> String {
        let key = value.trim().to_lowercase();
        if key.is_empty() {
            return String::new();
        }
        if let Some(mask) = self.by_value.get(&key) {
            return mask.clone();
        }
        let label = match kind {
            _ if key.contains('@') => "mail",
            "name" => "Person",
            "email" => "mail",
            kind => kind,
        };
        let number = self.numbers.entry(label.to_owned()).or_default();
        *number += 1;
        let separator = if label == "Person" { ' ' } else { '-' };
        let mask = format!("{label}{separator}{number}");
        if label != "text" {
            self.known.push((value.trim().to_owned(), key.clone()));
        }
        self.by_value.insert(key, mask.clone());
        mask
    }
}

/// Columns whose cells are names or contacts: their values are looked for in sentences too.
fn kind_of_column(column: &str) -> Option<&'static str> {
    let ends = |end: &str| column.ends_with(end);
    if matches!(column, "signed_by" | "interviewer" | "speaker" | "full_name")
        || ends("legal_name")
        || ends("preferred_name")
        || ends("referee_name")
        || ends("account_holder")
        || column == "name_on_document"
    {
        Some("name")
    } else if ends("email") || ends("emails") {
        Some("email")
    } else if ends("phone") || ends("phones") {
        Some("phone")
    } else if column == "address_line" {
        Some("address")
    } else if column == "github_login" {
        Some("github")
    } else {
        None
    }
}

/// Finds values that are known, and what looks like a contact, in running text.
struct Scrubber {
    /// None where nothing is known, or the searcher could not be built.
    known: Option<AhoCorasick>,
    /// The value that each pattern of the searcher stands for.
    values: Vec<String>,
    email: Option<Regex>,
    address: Option<Regex>,
    long_address: Option<Regex>,
    hardware: Option<Regex>,
    phone: Option<Regex>,
}

impl Scrubber {
    fn new(masks: &Masks) -> Scrubber {
        let mut patterns = Vec::new();
        let mut values = Vec::new();
        for (value, key) in &masks.known {
            // A value of one or two characters would be found in every sentence.
            if key.chars().count() < 3 {
                continue;
            }
            // The searcher is blind to the case of ASCII letters only, hence both.
            for spelling in spellings(value).into_iter().chain(spellings(key)) {
                patterns.push(spelling);
                values.push(key.clone());
            }
        }
        let known = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(&patterns)
            .ok();
        Scrubber {
            known,
            values,
            email: Regex::new(r"[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+").ok(),
            address: Regex::new(r"\b(?:\d{1,3}\.){3}\d{1,3}\b").ok(),
            long_address: Regex::new(LONG_ADDRESS).ok(),
            hardware: Regex::new(r"\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b").ok(),
            phone: Regex::new(r"\+\d[\d ().\-]{6,}\d").ok(),
        }
    }

    fn scrub(&self, text: &str, masks: &mut Masks) -> String {
        let mut res = self.without_known(text, masks);
        let looks_like = [
            ("email", &self.email),
            ("phone", &self.phone),
            ("mac", &self.hardware),
            ("ip", &self.address),
            ("ip", &self.long_address),
        ];
        for (kind, pattern) in looks_like {
            let Some(pattern) = pattern else { continue };
            let mask = |it: &Captures<'_>| {
                let found = it.get(0).map_or("", |it| it.as_str());
                // A time of day has colons too.
                let is_time = pattern.as_str() == LONG_ADDRESS && found.parse::<Ipv6Addr>().is_err();
                if is_time { found.to_owned() } else { masks.of(kind, found) }
            };
            res = pattern.replace_all(&res, mask).into_owned();
        }
        res
    }

    fn without_known(&self, text: &str, masks: &Masks) -> String {
        let Some(known) = &self.known else { return text.to_owned() };
        let mut res = String::with_capacity(text.len());
        let mut from = 0;
        for found in known.find_iter(text) {
            if !stands_alone(text, found.start(), found.end()) {
                continue;
            }
            let value = &self.values[found.pattern().as_usize()];
            let Some(mask) = masks.by_value.get(value) else { continue };
            res.push_str(&text[from..found.start()]);
            res.push_str(mask);
            from = found.end();
        }
        res.push_str(&text[from..]);
        res
    }
}

/// As it stands in prose, and as it may stand in the name of a file.
fn spellings(value: &str) -> Vec<String> {
    let words: Vec<&str> = value.split_whitespace().collect();
    let mut res = vec![value.to_owned()];
    if (2..=4).contains(&words.len()) {
        let backwards: Vec<&str> = words.iter().rev().copied().collect();
        for order in [&words, &backwards] {
            for separator in [" ", "_", "-", ".", "", ", "] {
                let spelling = order.join(separator);
                if !res.contains(&spelling) {
                    res.push(spelling);
                }
            }
        }
    }
    res
}

/// Neither the letter before nor the one after belongs to it.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_has_one_mask_wherever_it_stands() {
        let mut masks = Masks::default();
        assert_eq!(masks.of("name", "Ada Quill"), "Person 1");
        assert_eq!(masks.of("email", "ada@quill.example"), "mail-1");
        assert_eq!(masks.of("account", "ADA@quill.example"), "mail-1");
        let scrubber = Scrubber::new(&masks);
        let mut scrub = |text| scrubber.scrub(text, &mut masks);
        assert_eq!(
            scrub("ada quill wrote from ada@quill.example to bo@x.example and called +1 555 0100 22"),
            "Person 1 wrote from mail-1 to mail-2 and called phone-1"
        );
        assert_eq!(scrub("resumes/quill_ada.pdf"), "resumes/Person 1.pdf");
        assert_eq!(scrub("login from 203.0.113.9, then 2001:db8::7"), "login from ip-1, then ip-2");
        assert_eq!(scrub("Quadaquillon at 09:30:12"), "Quadaquillon at 09:30:12");
    }

    #[test]
    fn what_a_cause_quotes_is_left_out() {
        assert_eq!(without_quoted("time that does not exist: `2026-02-31`"), "time that does not exist: `…`");
    }
}
