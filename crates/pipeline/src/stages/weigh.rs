//! Hands findings to the scale, and evidence back with its records.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use model::dossier::Excerpt;
use model::evidence::Reference;
use model::{Bits, Evidence, PersonId, limits};
use score::{Exemption, Scale, Weighing};
use store::{Engine, Found, StoreError};

use crate::stages::indicate::Asked;
use crate::weights::Weights;

/// Everything that is to be weighed: what was found, what it is worth, who is exempt.
pub fn gather(
    engine: &Engine,
    asked: &[Asked],
    weights: &Weights,
    now: Timestamp,
) -> Result<Weighing, StoreError> {
    let mut findings = Vec::new();
    for it in asked {
        let id: Arc<str> = it.header.id.as_str().into();
        findings.extend(it.findings.iter().map(|finding| (id.clone(), finding.clone())));
    }
    Ok(Weighing {
        findings,
        scales: asked.iter().map(|it| scale(it, weights.get(&it.header.id))).collect(),
        shipped: asked.iter().map(|it| scale(it, None)).collect(),
        exemptions: exemptions(engine)?,
        now,
    })
}

fn scale(asked: &Asked, weights: Option<&BTreeMap<String, Bits>>) -> Scale {
    let header = &asked.header;
    let levels = header.levels.iter().map(|(name, bits)| {
        let own = weights.and_then(|it| it.get(name)).copied();
        (name.clone(), own.unwrap_or(*bits))
    });
    Scale {
        indicator: header.id.as_str().into(),
        version: asked.indicator.version().into(),
        status: header.status,
        category: header.category,
        cause: header.cause.as_str().into(),
        levels: levels.collect(),
        parts: header.parts.clone(),
        clears: header.clears.clone(),
    }
}

fn exemptions(engine: &Engine) -> Result<Vec<Exemption>, StoreError> {
    let rows =
        engine.query("select person, indicator, \"until\" from exemptions where person is not null")?;
    let mut res = Vec::new();
    for row in rows.iter() {
        if let (Some(person), Some(indicator)) = (row.text("person"), row.text("indicator")) {
            res.push(Exemption {
                person: PersonId::from_column(person),
                indicator: indicator.to_lowercase(),
                until: row.time("until"),
            });
        }
    }
    Ok(res)
}

/// The records that are named under a piece of evidence; the sentence counts all.
pub fn shown(refs: &[i64]) -> &[i64] {
    &refs[..refs.len().min(limits::REFS_PER_EVIDENCE_MAX)]
}

/// Evidence with its records, and what those say.
pub fn with_records(
    evidence: Vec<(Evidence, Vec<i64>)>,
    found: &BTreeMap<i64, Found>,
) -> (Vec<Evidence>, BTreeMap<i64, Excerpt>) {
    let mut excerpts = BTreeMap::new();
    let mut res = Vec::with_capacity(evidence.len());
    for (mut one, refs) in evidence {
        for record in shown(&refs) {
            let Some(found) = found.get(record) else { continue };
            let mut origins = found.origins.iter().cloned();
            let Some(origin) = origins.next() else { continue };
            one.records.push(Reference { record: *record, origin, also: origins.collect() });
            excerpts.insert(*record, found.excerpt.clone());
        }
        res.push(one);
    }
    (res, excerpts)
}
