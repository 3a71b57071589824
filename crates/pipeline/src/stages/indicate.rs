//! Asks every indicator. Two passes: over records, then, for combinations, over what the first pass found.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use indicators::{Gathered, Header, Indicator};
use jiff::Timestamp;
use model::dossier::{Coverage, Outcome};
use model::finding::WITHDRAWN;
use model::{Finding, Kind, Value};
use sources::SOURCES;
use store::{Engine, StoreError};

/// Thresholds that the policy sets: by indicator, then parameter.
pub type Thresholds = BTreeMap<String, BTreeMap<String, f64>>;

/// One indicator that took part.
pub struct Asked {
    pub indicator: &'static Indicator,
    pub header: Header,
    pub findings: Vec<Finding>,
    pub coverage: Coverage,
}

/// The table that combinations rest on.
const EVIDENCE: &str = "evidence";

/// Asks all of them. An indicator that breaks does not break the run.
pub fn indicate(
    engine: &Engine,
    indicators: &[&'static Indicator],
    thresholds: &Thresholds,
    now: Timestamp,
    mut tell: impl FnMut(usize, &str),
) -> Result<Vec<Asked>, StoreError> {
    let mut res: Vec<Asked> = Vec::new();
    let mut combinations = Vec::new();
    for indicator in indicators {
        let header =
            indicator.header().map_err(|it| StoreError::Query(format!("{}: {it}", indicator.path)))?;
        if header.needs.iter().flatten().any(|it| it == EVIDENCE) {
            combinations.push((*indicator, header));
            continue;
        }
        tell(res.len(), &header.id);
        res.push(ask(engine, indicator, header, thresholds, now));
    }
    register_evidence(engine, &rows_of(&res))?;
    for (indicator, header) in combinations {
        tell(res.len(), &header.id);
        res.push(ask(engine, indicator, header, thresholds, now));
    }
    res.sort_by(|a, b| a.header.id.cmp(&b.header.id));
    Ok(res)
}

/// Asks one indicator.
pub fn ask(
    engine: &Engine,
    indicator: &'static Indicator,
    header: Header,
    thresholds: &Thresholds,
    now: Timestamp,
) -> Asked {
    let missing = missing(engine, &header);
    if !missing.is_empty() {
        let coverage = Coverage { outcome: Outcome::CouldNotLook, count: 0, missing, message: None };
        return Asked { indicator, header, findings: Vec::new(), coverage };
    }
    match judged(engine, indicator, &header, thresholds, now) {
        Ok(mut findings) => {
            findings.sort_by(|a, b| {
                (&a.subject, a.from, a.to, &a.with, a.refs()).cmp(&(
                    &b.subject,
                    b.from,
                    b.to,
                    &b.with,
                    b.refs(),
                ))
            });
            let outcome = if findings.is_empty() { Outcome::Nothing } else { Outcome::Found };
            let coverage = Coverage { outcome, count: findings.len(), missing: Vec::new(), message: None };
            Asked { indicator, header, findings, coverage }
        }
        Err(message) => {
            let coverage =
                Coverage { outcome: Outcome::Broke, count: 0, missing: Vec::new(), message: Some(message) };
            Asked { indicator, header, findings: Vec::new(), coverage }
        }
    }
}

fn judged(
    engine: &Engine,
    indicator: &Indicator,
    header: &Header,
    thresholds: &Thresholds,
    now: Timestamp,
) -> Result<Vec<Finding>, String> {
    let mut rows = BTreeMap::new();
    for query in &header.queries {
        let answer = engine.query(&query.sql).map_err(|it| format!("query {}: {it}", query.name))?;
        rows.insert(query.name.clone(), answer);
    }
    let mut params: BTreeMap<String, f64> = header.params.iter().cloned().collect();
    for (name, value) in thresholds.get(&header.id).into_iter().flatten() {
        match params.get_mut(name) {
            Some(param) => *param = *value,
            None => return Err(format!("the policy sets `{name}`, which this indicator does not have")),
        }
    }
    let gathered = Gathered::new(rows, params, now);
    let findings = catch_unwind(AssertUnwindSafe(|| (indicator.judge)(&gathered))).map_err(|it| {
        let text = it
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| it.downcast_ref::<&str>().map(|it| (*it).to_owned()));
        text.unwrap_or_else(|| "panicked".to_owned())
    })?;
    for finding in &findings {
        for step in finding.steps() {
            if &*step.level != WITHDRAWN && header.bits(&step.level).is_none() {
                return Err(format!("level `{}` is not in the header", step.level));
            }
        }
    }
    Ok(findings)
}

/// Kinds of input any of which would have let the indicator look; empty where it can.
fn missing(engine: &Engine, header: &Header) -> Vec<String> {
    let mut res: Vec<String> = Vec::new();
    for any in &header.needs {
        let there = any.iter().any(|it| it == EVIDENCE || engine.has_records(it).unwrap_or(false));
        if !there {
            let feeds = |source: &&&sources::Source| any.iter().any(|it| source.feeds.contains(&it.as_str()));
            res.extend(SOURCES.iter().filter(feeds).map(|it| it.id.to_owned()));
        }
    }
    res.sort();
    res.dedup();
    res
}

/// One step of one finding about a person, as combinations see it.
pub struct EvidenceRow {
    pub person: String,
    pub indicator: String,
    pub level: Arc<str>,
    pub bits: f64,
    pub known_at: Timestamp,
    pub from: Timestamp,
    pub to: Timestamp,
    pub refs: Vec<i64>,
}

fn rows_of(asked: &[Asked]) -> Vec<EvidenceRow> {
    let mut res = Vec::new();
    for it in asked {
        for finding in &it.findings {
            let Some(person) = finding.subject.person() else { continue };
            for step in finding.steps() {
                res.push(EvidenceRow {
                    person: person.as_str().to_owned(),
                    indicator: it.header.id.clone(),
                    level: step.level.clone(),
                    bits: it.header.bits(&step.level).unwrap_or_default().as_f64(),
                    known_at: step.known_at,
                    from: finding.from,
                    to: finding.to,
                    refs: finding.refs().to_vec(),
                });
            }
        }
    }
    res
}

/// `evidence`: one row for each step; `refs` is a list of record identities.
pub fn register_evidence(engine: &Engine, rows: &[EvidenceRow]) -> Result<(), StoreError> {
    let columns = [
        ("person", Kind::Text),
        ("indicator", Kind::Text),
        ("level", Kind::Text),
        ("bits", Kind::Number),
        ("known_at", Kind::Time),
        ("from_at", Kind::Time),
        ("to_at", Kind::Time),
        ("refs", Kind::List),
    ];
    let cells: Vec<Vec<Value>> = rows
        .iter()
        .map(|it| {
            let refs: Vec<String> = it.refs.iter().map(i64::to_string).collect();
            vec![
                Value::from(it.person.as_str()),
                Value::from(it.indicator.as_str()),
                Value::Text(it.level.clone()),
                Value::Number(it.bits),
                Value::Time(it.known_at),
                Value::Time(it.from),
                Value::Time(it.to),
                Value::Text(refs.join(";").into()),
            ]
        })
        .collect();
    engine.table(EVIDENCE, &columns, &cells)
}
