//! Runs the examples on an indicator's page, through the same door as a scan.
//!
//! ```text
//! ```records changes          CSV with a header: columns of the table; the n-th record of the example is [n]
//! ```records evidence         for combinations: person,indicator,level,known_at[,from_at,to_at]
//! ```policy                   a `bonafide.toml`, where the example needs one
//! ```now 2026-10-01           the day of the analysis; else the latest time in the records
//! ```evidence                 what must come out; `bless` writes it
//! ```
//!
//! An evidence line reads: subject, level, sentence in quotes, records in brackets, `known` time; then, where
//! there are any, `with` others and `earlier` levels.

use std::fmt::Write as _;
use std::sync::LazyLock;

use enrichment::Knowledge;
use indicators::Indicator;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::value::split_list;
use model::{Finding, Kind, Origin, Place, Record, Table, Value, tables};
use proofs::{Page, Section};
use store::Engine;

use crate::Policy;
use crate::questions::{Datasets, prepare_views};
use crate::stages::indicate::{self, EvidenceRow, ask};
use crate::stages::{text_facts, text_styles};
use crate::views;

/// Unpacked once for all examples.
static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::shipped);

/// What an example gives, as text; an error says what is wrong with the example.
pub fn answer(indicator: &'static Indicator, example: &Section) -> Result<String, String> {
    let header = indicator.header().map_err(|it| it.to_string())?;
    let given = given(example)?;
    let policy = match example.block("policy") {
        Some(block) => {
            let (policy, unknown) = Policy::parse(&block.text)?;
            if let Some(unknown) = unknown.first() {
                return Err(unknown.clone());
            }
            policy
        }
        None => Policy::default(),
    };
    let engine = Engine::of(&given.records).map_err(|it| it.to_string())?;
    let views = views::asked_by(header.queries.iter().map(|it| it.sql.as_str()));
    prepare_views(&engine, &policy, &KNOWLEDGE, Datasets::default(), views).map_err(|it| it.to_string())?;
    let latest = given
        .records
        .iter()
        .filter_map(|(_, it)| it.known_at())
        .chain(given.evidence.iter().map(|it| it.known_at))
        .max();
    let now = match example.block("now") {
        Some(block) => time(&block.argument)?,
        None => latest.unwrap_or(Timestamp::UNIX_EPOCH),
    };
    indicate::register_evidence(&engine, &given.evidence).map_err(|it| it.to_string())?;
    let asked = ask(&engine, indicator, header, &policy.thresholds, now);
    if let Some(message) = asked.coverage.message {
        return Ok(format!("broke: {message}\n"));
    }
    if !asked.coverage.missing.is_empty() {
        return Ok("could not look\n".to_owned());
    }
    Ok(asked.findings.iter().map(show).collect())
}

/// The whole page with every answer as it is now, and whether the page says the same.
pub fn check(indicator: &'static Indicator) -> Result<(String, bool), String> {
    let page = Page::parse(indicator.proof);
    let mut answers = Vec::new();
    for example in page.examples("records") {
        let Some(block) = example.block("evidence") else {
            return Err(format!("`{}` expects nothing: add an `evidence` block", example.heading));
        };
        let text = answer(indicator, example).map_err(|it| format!("`{}`: {it}", example.heading))?;
        answers.push((block, text));
    }
    let same = answers.iter().all(|(block, text)| block.text.trim_end() == text.trim_end());
    Ok((proofs::bless(indicator.proof, &answers), same))
}

fn show(finding: &Finding) -> String {
    let mut res = String::new();
    let refs: Vec<String> = finding.refs().iter().map(i64::to_string).collect();
    let _ = write!(
        res,
        "{} {} \"{}\" [{}] known {}",
        finding.subject,
        finding.level(),
        finding.sentence,
        refs.join(" "),
        finding.known_at()
    );
    for step in &finding.steps()[..finding.steps().len() - 1] {
        let _ = write!(res, ", earlier {} {}", step.level, step.known_at);
    }
    if !finding.with.is_empty() {
        let others: Vec<&str> = finding.with.iter().map(|it| it.as_str()).collect();
        let _ = write!(res, ", with {}", others.join(" "));
    }
    res.push('\n');
    res
}

#[derive(Default)]
struct Given {
    records: Vec<(i64, Record)>,
    evidence: Vec<EvidenceRow>,
}

fn given(example: &Section) -> Result<Given, String> {
    let mut res = Given::default();
    let mut number = 0;
    for block in example.blocks_named("records") {
        let mut lines = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(block.text.as_bytes());
        let names: Vec<String> =
            lines.headers().map_err(|it| it.to_string())?.iter().map(str::to_owned).collect();
        for line in lines.records() {
            let line = line.map_err(|it| it.to_string())?;
            number += 1;
            let cells: Vec<(&str, &str)> = names
                .iter()
                .map(String::as_str)
                .zip(line.iter())
                .filter(|(_, cell)| !cell.is_empty())
                .collect();
            if block.argument == "evidence" {
                res.evidence.push(evidence(number, &cells)?);
                continue;
            }
            let table =
                tables::table(&block.argument).ok_or(format!("no table is named `{}`", block.argument))?;
            let record = record(table, number, &cells)?;
            let about = [text_facts::about(&record, number), text_styles::about(&record, number)];
            res.records.extend(about.into_iter().flatten().map(|it| (-number, it)));
            res.records.push((number, record));
        }
    }
    Ok(res)
}

fn record(table: &'static Table, number: i64, cells: &[(&str, &str)]) -> Result<Record, String> {
    let place = Place::Line(number.unsigned_abs());
    let origin = Origin { file: "example".into(), sha256: "".into(), place, message_id: None };
    let mut record = Record::new(table, origin);
    for (name, cell) in cells {
        let column = table.column(name).ok_or(format!("table {} has no column `{name}`", table.name))?;
        let wrong = || format!("{}.{name}: cannot read `{cell}`", table.name);
        let value = match table.columns[column].kind {
            Kind::Text | Kind::List => Value::from(*cell),
            Kind::Int => Value::Int(cell.parse().map_err(|_| wrong())?),
            Kind::Number => Value::Number(cell.parse().map_err(|_| wrong())?),
            Kind::Flag => Value::Flag(match *cell {
                "yes" => true,
                "no" => false,
                _ => return Err(wrong()),
            }),
            Kind::Time => Value::Time(time(cell)?),
        };
        record.set(name, value);
    }
    Ok(record)
}

fn evidence(number: i64, cells: &[(&str, &str)]) -> Result<EvidenceRow, String> {
    let get = |name: &str| cells.iter().find(|(it, _)| *it == name).map(|(_, cell)| *cell);
    let need = |name: &str| get(name).ok_or(format!("evidence has no `{name}`"));
    let known_at = time(need("known_at")?)?;
    Ok(EvidenceRow {
        person: need("person")?.to_owned(),
        indicator: need("indicator")?.to_owned(),
        level: need("level")?.into(),
        bits: get("bits").and_then(|it| it.parse().ok()).unwrap_or(1.0),
        known_at,
        from: get("from_at").map_or(Ok(known_at), time)?,
        to: get("to_at").map_or(Ok(known_at), time)?,
        refs: get("refs")
            .map_or(vec![number], |it| split_list(it).filter_map(|it| it.parse().ok()).collect()),
    })
}

fn time(text: &str) -> Result<Timestamp, String> {
    sources::formats::times::parse(text, &TimeZone::UTC)?.ok_or(format!("no time: `{text}`"))
}
