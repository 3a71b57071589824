//! What was planted, and where. In: people, indicators and record numbers while the company is being made.
//! Out: `Truth`, in which every record has become a file and a line.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::press::Place;
use crate::shelf::RecordId;

/// The answers to a generated company.
#[derive(Clone, Debug)]
pub struct Truth {
    /// People with a story; everyone else is honest and ordinary.
    pub people: Vec<KnownPerson>,
    /// What stands in the records about them.
    pub planted: Vec<Planted>,
    /// People who belong together.
    pub rings: Vec<Ring>,
}

/// A person with a story.
#[derive(Clone, Debug)]
pub struct KnownPerson {
    /// Key of the person in the scenario, such as `C02A`; it never stands in the files.
    pub key: String,
    /// `worker:<id>`, or `applicant:<id>` for one who was never hired.
    pub person: String,
    /// Ids in the `workers` table.
    pub worker_ids: Vec<String>,
    /// Ids in the `applicants` table.
    pub applicant_ids: Vec<String>,
    /// Full name.
    pub name: String,
    /// True for a guilty person, false for an honest look-alike.
    pub guilty: bool,
    /// Id of the scenario, such as `c02`.
    pub scenario: String,
    /// Ring the person belongs to.
    pub ring: Option<String>,
    /// Raised before this moment, the scenario's harm would have been prevented.
    pub prevent_by: Option<Timestamp>,
    /// The harm that would have been prevented.
    pub prevents: &'static str,
    /// Tier that the person should reach, or `none or watch`.
    pub expect: &'static str,
    /// Combination rules of the published case.
    pub rules: &'static [&'static str],
    /// What happens, in a few sentences.
    pub story: &'static str,
}

/// One sign that stands in the records.
#[derive(Clone, Debug)]
pub struct Planted {
    /// Id of the sign in the catalogue.
    pub indicator: String,
    /// Person it is about.
    pub person: String,
    /// Key of that person.
    pub key: String,
    /// True when it is about a guilty person.
    pub guilty: bool,
    /// Where it stands: file and, for text, first line (1-based).
    pub records: Vec<(String, Option<usize>)>,
}

/// People who belong together.
#[derive(Clone, Debug)]
pub struct Ring {
    /// Name of the ring.
    pub id: String,
    /// Its people, as `worker:…` and `applicant:…`.
    pub members: Vec<String>,
    /// Their keys.
    pub keys: Vec<String>,
    /// What they share.
    pub shares: &'static [&'static str],
}

/// A known person while the company is being made.
pub(crate) struct Casting {
    pub(crate) who: usize,
    pub(crate) key: &'static str,
    pub(crate) guilty: bool,
    pub(crate) scenario: &'static str,
    pub(crate) ring: Option<&'static str>,
    pub(crate) prevent_by: Option<Timestamp>,
    pub(crate) prevents: &'static str,
    pub(crate) expect: &'static str,
    pub(crate) rules: &'static [&'static str],
    pub(crate) story: &'static str,
}

/// The truth while the company is being made.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) cast: Vec<Casting>,
    pub(crate) planted: BTreeMap<(usize, &'static str), BTreeSet<RecordId>>,
    pub(crate) rings: Vec<(&'static str, &'static [&'static str])>,
}

impl Notes {
    pub(crate) fn plant(&mut self, who: usize, indicator: &'static str, record: RecordId) {
        self.planted.entry((who, indicator)).or_default().insert(record);
    }

    /// Takes over what was planted elsewhere.
    pub(crate) fn absorb(&mut self, other: &mut Notes) {
        for (key, records) in std::mem::take(&mut other.planted) {
            self.planted.entry(key).or_default().extend(records);
        }
    }

    /// The records that bear a sign.
    pub(crate) fn marked(&self) -> BTreeSet<RecordId> {
        self.planted.values().flatten().copied().collect()
    }

    /// Looks up people by their number and records by their place. Signs whose records all fell out of the
    /// window are not claimed.
    pub(crate) fn resolve(
        self,
        person: impl Fn(usize) -> (String, String, Vec<String>, Vec<String>),
        places: &BTreeMap<RecordId, Place>,
    ) -> Truth {
        let mut truth = Truth { people: Vec::new(), planted: Vec::new(), rings: Vec::new() };
        for casting in &self.cast {
            let (id, name, worker_ids, applicant_ids) = person(casting.who);
            truth.people.push(KnownPerson {
                key: casting.key.to_owned(),
                person: id,
                worker_ids,
                applicant_ids,
                name,
                guilty: casting.guilty,
                scenario: casting.scenario.to_owned(),
                ring: casting.ring.map(str::to_owned),
                prevent_by: casting.prevent_by,
                prevents: casting.prevents,
                expect: casting.expect,
                rules: casting.rules,
                story: casting.story,
            });
        }
        for ((who, indicator), records) in &self.planted {
            let Some(casting) = self.cast.iter().find(|casting| casting.who == *who) else { continue };
            let mut found: Vec<(String, Option<usize>)> = Vec::new();
            for record in records {
                if let Some(place) = places.get(record) {
                    found.push((place.file.clone(), place.line));
                }
            }
            found.sort();
            if !found.is_empty() {
                truth.planted.push(Planted {
                    indicator: (*indicator).to_owned(),
                    person: person(*who).0,
                    key: casting.key.to_owned(),
                    guilty: casting.guilty,
                    records: found,
                });
            }
        }
        truth.planted.sort_by(|a, b| (&a.indicator, &a.key).cmp(&(&b.indicator, &b.key)));
        for (id, shares) in &self.rings {
            let mut ring = Ring { id: (*id).to_owned(), members: Vec::new(), keys: Vec::new(), shares };
            for known in &truth.people {
                if known.ring.as_deref() == Some(id) {
                    ring.members.push(known.person.clone());
                    ring.keys.push(known.key.clone());
                }
            }
            if ring.members.len() > 1 {
                truth.rings.push(ring);
            }
        }
        truth
    }
}

impl Truth {
    /// The answers as JSON, in the shape of the samples' `truth.json`.
    pub fn json(&self, company: &str, start: Timestamp, now: Timestamp) -> String {
        let mut people = Vec::new();
        for known in &self.people {
            let mut entry = json!({
                "key": known.key, "person": known.person, "worker_ids": known.worker_ids, "applicant_ids": known.applicant_ids,
                "name": known.name, "truth": if known.guilty { "guilty" } else { "lookalike" }, "scenario": known.scenario.to_uppercase(),
            });
            set(&mut entry, "ring", known.ring.as_ref().map(|ring| json!(ring)));
            set(&mut entry, "prevent_by", known.prevent_by.map(|moment| json!(moment.to_string())));
            set(&mut entry, "prevents", known.prevent_by.map(|_| json!(known.prevents)));
            set(&mut entry, "expect", Some(json!(known.expect)));
            if known.guilty {
                set(&mut entry, "rules", Some(json!(known.rules)));
                set(&mut entry, "story", Some(json!(known.story)));
            } else {
                set(&mut entry, "why", Some(json!(known.story)));
            }
            people.push(entry);
        }
        let mut planted = Vec::new();
        for sign in &self.planted {
            let mut records = Vec::new();
            for (file, line) in &sign.records {
                records.push(match line {
                    Some(line) => json!({ "file": file, "line": line }),
                    None => json!({ "file": file }),
                });
            }
            planted.push(json!({
                "indicator": sign.indicator, "person": sign.person, "key": sign.key,
                "kind": if sign.guilty { "guilty" } else { "harmless" }, "places": records.len(), "records": records,
            }));
        }
        let mut rings = Vec::new();
        for ring in &self.rings {
            rings.push(
                json!({ "id": ring.id, "members": ring.members, "keys": ring.keys, "shares": ring.shares }),
            );
        }
        let whole = json!({
            "company": company,
            "window": [start.to_string(), now.to_string()],
            "now": now.to_string(),
            "note": "keys exist only in this file, never in the input",
            "people": people,
            "everyone_else": "honest",
            "rings": rings,
            "planted": planted,
        });
        let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
        text.push('\n');
        text
    }
}

fn set(entry: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(members), Some(value)) = (entry.as_object_mut(), value) {
        members.insert(name.to_owned(), value);
    }
}
