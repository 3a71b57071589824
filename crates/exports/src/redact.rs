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
    /// The keys of `by_value` that are looked for in sentences, as they were met.
    known: Vec<String>,
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
            self.known.push(key.clone());
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
    /// By the first word: the words of each known value, the longest first, and its key in the masks.
    by_first_word: HashMap<String, Vec<(Vec<String>, String)>>,
    email: Option<Regex>,
    address: Option<Regex>,
    long_address: Option<Regex>,
    hardware: Option<Regex>,
    phone: Option<Regex>,
}

/// Longest text between two words of one value: `, ` and the like.
const GAP_BYTES_MAX: usize = 3;
/// Shorter values would be found in every sentence: of letters, and of digits alone.
const LETTERS_MIN: usize = 3;
const DIGITS_MIN: usize = 6;

impl Scrubber {
    fn new(masks: &Masks) -> Scrubber {
        let mut by_first_word: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for key in &masks.known {
            for words in spellings(key) {
                if let Some(first) = words.first() {
                    by_first_word.entry(first.clone()).or_default().push((words, key.clone()));
                }
            }
        }
        for values in by_first_word.values_mut() {
            values.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        Scrubber {
            by_first_word,
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
        let words = words(text);
        let mut res = String::with_capacity(text.len());
        let mut from = 0;
        let mut idx = 0;
        while let Some(word) = words.get(idx) {
            let values = self.by_first_word.get(&word.lower).map_or(&[][..], Vec::as_slice);
            let found = values.iter().find(|(value, _)| stands_at(text, &words[idx..], value));
            let (Some((value, key)), true) = (found, word.start >= from) else {
                idx += 1;
                continue;
            };
            let last = words.get(idx + value.len() - 1).unwrap_or(word);
            if let Some(mask) = masks.by_value.get(key) {
                // The plus of a telephone number belongs to it.
                res.push_str(text[from..word.start].trim_end_matches('+'));
                res.push_str(mask);
                from = last.end;
            }
            idx += value.len();
        }
        res.push_str(&text[from..]);
        res
    }
}

struct Word {
    start: usize,
    end: usize,
    lower: String,
}

/// Runs of letters and digits, in lower case.
fn words(text: &str) -> Vec<Word> {
    let mut res = Vec::new();
    let mut start = None;
    for (at, it) in text.char_indices().chain([(text.len(), ' ')]) {
        match (it.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                res.push(Word { start: from, end: at, lower: text[from..at].to_lowercase() });
                start = None;
            }
            _ => {}
        }
    }
    res
}

/// Whether these words begin with those of the value, with little between them.
fn stands_at(text: &str, words: &[Word], value: &[String]) -> bool {
    if words.len() < value.len() || words.iter().zip(value).any(|(word, value)| word.lower != *value) {
        return false;
    }
    let near = |pair: &[Word]| match pair {
        [one, next] => text[one.end..next.start].len() <= GAP_BYTES_MAX,
        _ => true,
    };
    words[..value.len()].windows(2).all(near)
}

/// The words of a value as it stands in prose, turned round (`quill_ada.pdf`), and written as one.
fn spellings(value: &str) -> Vec<Vec<String>> {
    let words: Vec<String> = words(value).into_iter().map(|it| it.lower).collect();
    let n_chars: usize = words.iter().map(|it| it.chars().count()).sum();
    let only_digits = words.iter().all(|it| it.chars().all(char::is_numeric));
    if n_chars < if only_digits { DIGITS_MIN } else { LETTERS_MIN } {
        return Vec::new();
    }
    let mut res = vec![words.clone()];
    if !only_digits && (2..=4).contains(&words.len()) {
        let backwards: Vec<String> = words.iter().rev().cloned().collect();
        res.extend([vec![words.concat()], vec![backwards.concat()], backwards]);
    }
    res
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
