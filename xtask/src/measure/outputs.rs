//! What a scan wrote: the machine-readable files of its output folder, as far as they are measured.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::table;

#[derive(Default)]
pub struct Outputs {
    pub inputs: Vec<Input>,
    pub problems: Vec<Said>,
    pub people: Vec<Person>,
    pub evidence: Vec<Evidence>,
    /// By indicator: outcome, and what is missing or the message.
    pub coverage: BTreeMap<String, (String, String)>,
}

pub struct Input {
    pub file: String,
    pub kind: Option<String>,
    pub records: u64,
    pub problems: u64,
    pub reason: String,
}

/// One line of `problems.ndjson`.
pub struct Said {
    pub file: String,
    pub place: Option<u64>,
    pub is_problem: bool,
    pub cause: String,
}

pub struct Person {
    pub person: String,
    pub ids: BTreeSet<String>,
    pub tier: String,
    pub bits: String,
    pub raised_at: String,
    pub reasons: String,
}

impl Person {
    pub fn is_raised(&self) -> bool {
        matches!(self.tier.as_str(), "verify" | "urgent")
    }
}

pub struct Evidence {
    pub indicator: String,
    pub subjects: Vec<String>,
    pub level: String,
    pub bits: f64,
    pub counted: f64,
    pub exempt: bool,
}

impl Outputs {
    pub fn read(dir: &Path) -> Result<Outputs> {
        let mut res = Outputs::default();
        let inputs: Value = json(&read(dir, "inputs.json")?, "inputs.json")?;
        for it in inputs.as_array().into_iter().flatten() {
            res.inputs.push(Input {
                file: text(it, "file"),
                kind: it["kind"].as_str().map(str::to_owned),
                records: it["records"].as_u64().unwrap_or(0),
                problems: it["problems"].as_u64().unwrap_or(0),
                reason: text(it, "reason"),
            });
        }
        for line in read(dir, "problems.ndjson")?.lines() {
            let it = json(line, "problems.ndjson")?;
            res.problems.push(Said {
                file: text(&it, "file"),
                place: it["line"].as_u64().or(it["record"].as_u64()),
                is_problem: it["level"] == "problem",
                cause: text(&it, "cause"),
            });
        }
        for line in read(dir, "evidence.ndjson")?.lines() {
            let it = json(line, "evidence.ndjson")?;
            res.evidence.push(Evidence {
                indicator: text(&it, "indicator"),
                subjects: it["subjects"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
                level: text(&it, "level"),
                bits: it["bits"].as_f64().unwrap_or(0.0),
                counted: it["counted"].as_f64().unwrap_or(0.0),
                exempt: it["exempt"].as_bool().unwrap_or(false),
            });
        }
        let coverage = json(&read(dir, "coverage.json")?, "coverage.json")?;
        for (id, it) in coverage["indicators"].as_object().into_iter().flatten() {
            let missing: Vec<&str> =
                it["missing"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let detail = it["message"].as_str().map_or_else(|| missing.join(" "), str::to_owned);
            res.coverage.insert(id.clone(), (text(it, "outcome"), detail));
        }
        res.people = people(&read(dir, "people.csv")?)?;
        Ok(res)
    }
}

fn people(csv: &str) -> Result<Vec<Person>> {
    let rows = table::csv(csv);
    let (heading, rows) = rows.split_first().context("`people.csv` is empty")?;
    let place = |name: &str| {
        heading
            .iter()
            .position(|it| it == name)
            .with_context(|| format!("`people.csv` has no column `{name}`"))
    };
    let (person, tier, bits) = (place("person")?, place("tier")?, place("bits")?);
    let (workers, applicants) = (place("worker_ids")?, place("applicant_ids")?);
    let (raised_at, reasons) = (place("raised_at")?, place("reasons")?);
    let mut res = Vec::new();
    for row in rows {
        let cell = |place: usize| row.get(place).cloned().unwrap_or_default();
        let mut ids: BTreeSet<String> = [cell(person)].into();
        for (place, kind) in [(workers, "worker"), (applicants, "applicant")] {
            ids.extend(cell(place).split(';').filter(|it| !it.is_empty()).map(|it| format!("{kind}:{it}")));
        }
        res.push(Person {
            person: cell(person),
            ids,
            tier: cell(tier),
            bits: cell(bits),
            raised_at: cell(raised_at),
            reasons: cell(reasons),
        });
    }
    Ok(res)
}

fn read(dir: &Path, name: &str) -> Result<String> {
    fs::read_to_string(dir.join(name)).with_context(|| format!("cannot read `{name}` of the scan"))
}

fn json(text: &str, name: &str) -> Result<Value> {
    serde_json::from_str(text).with_context(|| format!("`{name}` is not well-formed"))
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}
