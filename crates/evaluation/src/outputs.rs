//! What a scan wrote, as far as it is counted here.
//!
//! In: the bytes of `people.csv`, `evidence.ndjson`, `rings.json` and `coverage.json`. Out: [`Outputs`], with a line for
//! everything that could not be read. Only a `people.csv` without its columns is an error, since nothing could be said.

use std::collections::{BTreeMap, BTreeSet};

use model::json::Json;
use model::limits::{LINE_BYTES_MAX, PROBLEMS_PER_FILE_MAX, RING_MEMBERS_MAX};
use model::{Bits, Tier, Timestamp};

use crate::Unreadable;
use crate::truth::{text_of, texts};

/// The files as they are; one that is empty was not there.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScanFiles<'a> {
    pub people_csv: &'a [u8],
    pub evidence_ndjson: &'a [u8],
    pub rings_json: &'a [u8],
    pub coverage_json: &'a [u8],
}

#[derive(Clone, Debug, Default)]
pub struct Outputs {
    pub people: Vec<Row>,
    /// Person ids of whom an indicator said something that does not speak for them.
    pub fired: BTreeMap<String, BTreeSet<String>>,
    pub rings: Vec<Vec<String>>,
    /// Outcome of each indicator: found, nothing, could_not_look, broke.
    pub coverage: BTreeMap<String, String>,
    /// What could not be read.
    pub problems: Vec<String>,
}

/// One row of `people.csv`.
#[derive(Clone, Debug)]
pub struct Row {
    pub rank: u64,
    pub person: String,
    /// Every id as a person id: `worker:…`, `applicant:…`.
    pub ids: BTreeSet<String>,
    pub tier: Tier,
    pub bits: Bits,
    pub first_evidence_at: Option<Timestamp>,
    pub raised_at: Option<Timestamp>,
    /// Indicator ids, strongest first.
    pub reasons: Vec<String>,
}

impl Outputs {
    pub fn parse(files: &ScanFiles<'_>) -> Result<Outputs, Unreadable> {
        let mut res = Outputs::default();
        res.people(files.people_csv)?;
        res.evidence(files.evidence_ndjson);
        res.rings(files.rings_json);
        res.coverage(files.coverage_json);
        Ok(res)
    }

    fn people(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        let wrong = |cause: String| Unreadable::new("people.csv", cause);
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let headers = reader.headers().map_err(|it| wrong(it.to_string()))?.clone();
        let column = |name: &str| headers.iter().position(|it| it == name);
        let needed = |name: &str| column(name).ok_or_else(|| wrong(format!("has no column `{name}`")));
        let (person, tier, bits) = (needed("person")?, needed("tier")?, needed("bits")?);
        for (idx, row) in reader.records().enumerate() {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    self.problem(format!("people.csv: {error}"));
                    continue;
                }
            };
            let line = row.position().map_or(0, csv::Position::line);
            let cell = |place: usize| row.get(place).unwrap_or_default();
            let named = |name: &str| column(name).map(cell).unwrap_or_default();
            let Some(tier) = Tier::from_id(cell(tier)) else {
                self.problem(format!("people.csv:{line}: `{}` is no tier", cell(tier)));
                continue;
            };
            let Some(bits) = cell(bits).parse::<f64>().ok().filter(|it| it.is_finite()) else {
                self.problem(format!("people.csv:{line}: `{}` are no bits", cell(bits)));
                continue;
            };
            let mut ids = BTreeSet::from([bare(cell(person)).to_owned()]);
            for (name, kind) in [("worker_ids", "worker"), ("applicant_ids", "applicant")] {
                for id in bare(named(name)).split(';').filter(|it| !it.is_empty()) {
                    ids.insert(format!("{kind}:{id}"));
                }
            }
            self.people.push(Row {
                rank: named("rank").parse().unwrap_or(idx as u64 + 1),
                person: bare(cell(person)).to_owned(),
                ids,
                tier,
                bits: Bits::from_f64(bits),
                first_evidence_at: named("first_evidence_at").parse().ok(),
                raised_at: named("raised_at").parse().ok(),
                reasons: named("reasons").split(';').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
            });
        }
        Ok(())
    }

    fn evidence(&mut self, bytes: &[u8]) {
        for (idx, line) in bytes.split(|it| *it == b'\n').enumerate() {
            let line = line.trim_ascii();
            if line.is_empty() {
                continue;
            }
            let value = match std::str::from_utf8(line) {
                _ if line.len() > LINE_BYTES_MAX => Err("the line is too long".to_owned()),
                Ok(text) => Json::parse(text).map_err(|it| it.to_string()),
                Err(error) => Err(error.to_string()),
            };
            match value {
                // What speaks for a person is no sign against them.
                Ok(value) if value.get("bits").and_then(Json::as_f64).is_some_and(|it| it >= 0.0) => {
                    let said = self.fired.entry(text_of(&value, "indicator")).or_default();
                    said.extend(texts(&value, "subjects"));
                }
                Ok(_) => {}
                Err(cause) => self.problem(format!("evidence.ndjson:{}: {cause}", idx + 1)),
            }
        }
    }

    fn rings(&mut self, bytes: &[u8]) {
        let Some(text) = self.text("rings.json", bytes) else { return };
        match Json::parse(text) {
            Ok(value) => {
                for ring in value.as_array().into_iter().flatten() {
                    let members = texts(ring, "members");
                    if members.len() > RING_MEMBERS_MAX {
                        self.problem(format!("rings.json: a ring of {} is left out", members.len()));
                    } else {
                        self.rings.push(members);
                    }
                }
            }
            Err(error) => self.problem(format!("rings.json: {error}")),
        }
    }

    fn coverage(&mut self, bytes: &[u8]) {
        let Some(text) = self.text("coverage.json", bytes) else { return };
        match Json::parse(text) {
            Ok(value) => {
                let indicators = value.get("indicators").and_then(Json::as_object);
                for (id, it) in indicators.into_iter().flat_map(|it| it.iter()) {
                    self.coverage.insert(id.to_string(), text_of(it, "outcome"));
                }
            }
            Err(error) => self.problem(format!("coverage.json: {error}")),
        }
    }

    fn text<'a>(&mut self, name: &str, bytes: &'a [u8]) -> Option<&'a str> {
        if bytes.trim_ascii().is_empty() {
            self.problem(format!("{name}: is not there"));
            return None;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                self.problem(format!("{name}: {error}"));
                None
            }
        }
    }

    fn problem(&mut self, problem: String) {
        if self.problems.len() < PROBLEMS_PER_FILE_MAX {
            self.problems.push(problem);
        }
    }
}

/// Without the mark that keeps a spreadsheet from running a cell.
fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(people_csv: &str, evidence_ndjson: &str) -> Outputs {
        Outputs::parse(&ScanFiles {
            people_csv: people_csv.as_bytes(),
            evidence_ndjson: evidence_ndjson.as_bytes(),
            rings_json: b"[]",
            coverage_json: b"{}",
        })
        .unwrap()
    }

    #[test]
    fn broken_lines_are_told_and_the_rest_is_read() {
        let found = parse(
            "rank,person,tier,bits\n1,worker:1,verify,9.50\n2,worker:2,perhaps,1\n3,worker:3,none,many\n",
            "{\"indicator\":\"pay-x\",\"subjects\":[\"worker:1\"],\"bits\":2.00}\n{\"indi\nnull\n",
        );
        assert_eq!(found.people.len(), 1);
        assert_eq!(found.people[0].bits, Bits::from_hundredths(950));
        assert!(found.fired["pay-x"].contains("worker:1"));
        assert_eq!(found.problems.len(), 3, "{:?}", found.problems);
    }

    #[test]
    fn what_speaks_for_a_person_is_no_sign() {
        let found = parse(
            "rank,person,tier,bits\n",
            "{\"indicator\":\"pay-x\",\"subjects\":[\"worker:1\"],\"bits\":-2.00}\n",
        );
        assert!(found.fired.is_empty());
    }

    #[test]
    fn an_id_that_was_disarmed_is_the_same_id() {
        let found = parse("person,tier,bits,worker_ids\nworker:-7,none,0.00,'-7;8\n", "");
        assert_eq!(found.people[0].ids, BTreeSet::from(["worker:-7".to_owned(), "worker:8".to_owned()]));
    }

    #[test]
    fn people_without_their_columns_are_refused() {
        let error = Outputs::parse(&ScanFiles { people_csv: b"name\nx\n", ..ScanFiles::default() });
        assert!(error.unwrap_err().to_string().contains("person"));
    }
}
