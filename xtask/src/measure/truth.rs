//! What was planted in a sample: `truth.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

pub struct Truth {
    pub company: String,
    pub now: String,
    pub people: Vec<KnownPerson>,
    pub planted: Vec<Planted>,
    pub broken: Vec<Broken>,
}

/// One person of whom the truth says something; everyone else is honest.
pub struct KnownPerson {
    pub key: String,
    pub person: String,
    /// Every id of theirs as a person id: `worker:…`, `applicant:…`.
    pub ids: BTreeSet<String>,
    /// guilty, lookalike or honest.
    pub truth: String,
    pub expect: String,
    pub prevent_by: Option<String>,
}

pub struct Planted {
    pub indicator: String,
    pub person: String,
    pub key: String,
    pub guilty: bool,
    pub debatable: bool,
}

/// A place that is broken on purpose, and what must be said about it: problem, notice, none, unrecognised.
pub struct Broken {
    pub file: String,
    pub line: Option<u64>,
    pub what: String,
    pub expect: String,
}

impl Truth {
    pub fn read(path: &Path) -> Result<Truth> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let value: Value = serde_json::from_str(&text).with_context(|| format!("`{}`", path.display()))?;
        Ok(Truth::parse(&value))
    }

    pub fn parse(value: &Value) -> Truth {
        let mut broken = Vec::new();
        for it in list(value, "broken") {
            let place = |line: Option<u64>, expect: &str| Broken {
                file: text(it, "file"),
                line,
                what: text(it, "what"),
                expect: expect.to_owned(),
            };
            match it["expect_lines"].as_object() {
                Some(lines) => {
                    for (line, expect) in lines {
                        broken.push(place(line.parse().ok(), expect.as_str().unwrap_or_default()));
                    }
                }
                None => broken.push(place(it["line"].as_u64(), &text(it, "expect"))),
            }
        }
        Truth {
            company: text(value, "company"),
            now: text(value, "now"),
            people: list(value, "people").iter().map(known_person).collect(),
            planted: list(value, "planted").iter().map(planted).collect(),
            broken,
        }
    }

    /// The main id of the person who holds that id.
    pub fn by_id(&self) -> BTreeMap<&str, &KnownPerson> {
        self.people.iter().flat_map(|it| it.ids.iter().map(move |id| (id.as_str(), it))).collect()
    }
}

fn known_person(value: &Value) -> KnownPerson {
    let mut ids: BTreeSet<String> = [text(value, "person")].into();
    for (field, kind) in [("worker_ids", "worker"), ("applicant_ids", "applicant")] {
        ids.extend(list(value, field).iter().filter_map(Value::as_str).map(|it| format!("{kind}:{it}")));
    }
    KnownPerson {
        key: text(value, "key"),
        person: text(value, "person"),
        ids,
        truth: text(value, "truth"),
        expect: text(value, "expect"),
        prevent_by: value["prevent_by"].as_str().map(str::to_owned),
    }
}

fn planted(value: &Value) -> Planted {
    Planted {
        indicator: text(value, "indicator"),
        person: text(value, "person"),
        key: text(value, "key"),
        guilty: value["kind"] == "guilty",
        debatable: value["debatable"].as_bool().unwrap_or(false),
    }
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}
