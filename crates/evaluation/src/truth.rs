//! What is known to be true of a company: its `truth.json`.
//!
//! In: the bytes. Out: [`Truth`]: people with a story, the signs that were planted, who belongs together. What the file
//! does not say is left empty; only a file that is no JSON object is an error.

use std::collections::BTreeSet;

use model::Timestamp;
use model::json::Json;

use crate::Unreadable;

#[derive(Clone, Debug, Default)]
pub struct Truth {
    pub company: String,
    /// First and last moment of the records.
    pub window: Option<(Timestamp, Timestamp)>,
    pub people: Vec<KnownPerson>,
    pub planted: Vec<Planted>,
    /// Person ids that belong together.
    pub rings: Vec<Vec<String>>,
    /// Whether whoever is not named is honest. If not, nothing is counted of them.
    pub everyone_else_is_honest: bool,
}

/// Somebody of whom the truth says something.
#[derive(Clone, Debug)]
pub struct KnownPerson {
    /// Name of the person in the story; it stands in no input.
    pub key: String,
    pub person: String,
    /// Every id of theirs as a person id: `worker:…`, `applicant:…`.
    pub ids: BTreeSet<String>,
    pub standing: Standing,
    pub scenario: String,
    /// Tier that was expected, as the truth says it.
    pub expect: String,
    /// What they did, or why they look as if they had.
    pub story: String,
    /// The moment of loss.
    pub prevent_by: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Guilty,
    /// Honest, with records that look like a case.
    LookAlike,
    Honest,
    /// The truth says nothing, and does not say that such people are honest.
    Untold,
}

impl Standing {
    pub fn id(self) -> &'static str {
        match self {
            Standing::Guilty => "guilty",
            Standing::LookAlike => "lookalike",
            Standing::Honest => "honest",
            Standing::Untold => "untold",
        }
    }

    pub fn is_honest(self) -> bool {
        matches!(self, Standing::LookAlike | Standing::Honest)
    }
}

/// A sign that stands in the records of a person.
#[derive(Clone, Debug)]
pub struct Planted {
    pub indicator: String,
    pub person: String,
    pub guilty: bool,
    /// Nobody can be sure whether it should be seen; not counted.
    pub debatable: bool,
    /// Where it stands: `file:line`, or the file alone.
    pub records: Vec<String>,
}

impl Truth {
    pub fn parse(bytes: &[u8]) -> Result<Truth, Unreadable> {
        let wrong = |cause: String| Unreadable::new("truth.json", cause);
        let text = std::str::from_utf8(bytes).map_err(|it| wrong(it.to_string()))?;
        let value = Json::parse(text.trim_start_matches('\u{feff}')).map_err(|it| wrong(it.to_string()))?;
        if !value.get("people").is_some_and(Json::is_array) {
            return Err(wrong("has no list `people`; is it the truth of a company?".to_owned()));
        }
        let mut people = Vec::new();
        for it in list(&value, "people") {
            people.push(known_person(it));
        }
        let mut planted = Vec::new();
        for it in list(&value, "planted") {
            planted.push(Planted {
                indicator: text_of(it, "indicator"),
                person: text_of(it, "person"),
                guilty: it.get("kind").and_then(Json::as_str) == Some("guilty"),
                debatable: it.get("debatable").and_then(Json::as_bool).unwrap_or(false),
                records: list(it, "records").iter().map(record).collect(),
            });
        }
        let mut rings = Vec::new();
        for it in list(&value, "rings") {
            rings.push(texts(it, "members"));
        }
        let window = texts(&value, "window");
        let moment = |idx: usize| window.get(idx).and_then(|it| it.parse().ok());
        let everyone_else = text_of(&value, "everyone_else");
        Ok(Truth {
            company: text_of(&value, "company"),
            window: moment(0).zip(moment(1)),
            people,
            planted,
            rings,
            everyone_else_is_honest: everyone_else.to_lowercase().starts_with("honest"),
        })
    }
}

fn record(value: &Json) -> String {
    let file = text_of(value, "file");
    match value.get("line").or_else(|| value.get("record")).and_then(Json::as_i64) {
        Some(line) => format!("{file}:{line}"),
        None => file,
    }
}

fn known_person(value: &Json) -> KnownPerson {
    let person = text_of(value, "person");
    let mut ids = BTreeSet::new();
    if !person.is_empty() {
        ids.insert(person.clone());
    }
    for (field, kind) in [("worker_ids", "worker"), ("applicant_ids", "applicant")] {
        for id in texts(value, field) {
            ids.insert(format!("{kind}:{id}"));
        }
    }
    KnownPerson {
        key: text_of(value, "key"),
        person,
        ids,
        standing: match value.get("truth").and_then(Json::as_str) {
            Some("guilty") => Standing::Guilty,
            Some("lookalike") => Standing::LookAlike,
            Some("honest") => Standing::Honest,
            _ => Standing::Untold,
        },
        scenario: text_of(value, "scenario"),
        expect: text_of(value, "expect"),
        story: text_of(value, "story"),
        prevent_by: value.get("prevent_by").and_then(Json::as_str).and_then(|it| it.parse().ok()),
    }
}

pub(crate) fn text_of(value: &Json, field: &str) -> String {
    value.get(field).and_then(Json::as_str).unwrap_or_default().to_owned()
}

pub(crate) fn texts(value: &Json, field: &str) -> Vec<String> {
    list(value, field).iter().filter_map(Json::as_str).map(str::to_owned).collect()
}

pub(crate) fn list<'a, 'j>(value: &'a Json<'j>, field: &str) -> &'a [Json<'j>] {
    value.get(field).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_empty_and_nobody_is_called_honest_for_it() {
        let truth = Truth::parse(br#"{"people": [{"worker_ids": ["7"], "truth": "odd"}]}"#).unwrap();
        assert!(!truth.everyone_else_is_honest);
        assert_eq!(truth.window, None);
        assert_eq!(truth.people[0].standing, Standing::Untold);
        assert_eq!(truth.people[0].ids, BTreeSet::from(["worker:7".to_owned()]));
    }

    #[test]
    fn what_is_no_truth_is_refused() {
        assert!(Truth::parse(b"{").is_err());
        assert!(Truth::parse(b"[1, 2]").unwrap_err().to_string().contains("people"));
        assert!(Truth::parse(&[0xff, 0xfe]).is_err());
    }
}
