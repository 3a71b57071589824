//! From findings to evidence and scores.
//!
//! In: findings with their indicators, scales, exemptions, the day of the analysis. Out: [`Weighed`].
//! Findings are brought into one order first, and repeats of one are made one, so that neither the order of the
//! input nor a second reading of it changes anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use model::finding::WITHDRAWN;
use model::{Bits, Evidence, Finding, PersonId, Status, Subject};
use sha2::{Digest, Sha256};

use crate::count::{Book, Count, Standing, Why, bits, count};
use crate::replay::{Held, items_at, raised_at};
use crate::{Exemption, PersonScore, Scale, Weighed, clear};

/// Weighs all findings as they were known at `now`; what became known later is left out.
///
/// A finding about a pair is one piece of evidence for its subject; the caller gives one finding for each person.
/// Findings that agree in indicator, subject, others, window and records are one: the heaviest is kept. What speaks for
/// the person is told apart from what speaks against them, though one record may say both.
pub fn weigh(
    findings: &[(Arc<str>, Finding)],
    scales: &[Scale],
    exemptions: &[Exemption],
    now: Timestamp,
) -> Weighed {
    let book = Book::of(scales);
    let mut res = Weighed::default();
    let mut by_subject: BTreeMap<&Subject, Vec<Held<'_>>> = BTreeMap::new();
    for (indicator, finding) in findings {
        let Some(scale) = book.scales.get(&**indicator) else {
            res.unscaled.push(indicator.to_string());
            continue;
        };
        for step in finding.steps() {
            if *step.level != *WITHDRAWN && scale.bits(&step.level).is_none() {
                res.unscaled.push(format!("{indicator}/{}", step.level));
            }
        }
        let steps = finding.steps().iter().filter(|it| it.known_at <= now).cloned().collect::<Vec<_>>();
        if !steps.is_empty() {
            let exempt = exemption(exemptions, &finding.subject, indicator);
            let held = Held { id: evidence_id(indicator, finding, scale), finding, scale, steps, exempt };
            by_subject.entry(&finding.subject).or_default().push(held);
        }
    }
    res.unscaled.sort();
    res.unscaled.dedup();
    for (subject, mut held) in by_subject {
        held.sort_by(|a, b| order(a).cmp(&order(b)));
        held.dedup_by(|later, kept| later.id == kept.id);
        let items = items_at(&held, now);
        let counted = count(&items, &book);
        let mut evidence: Vec<(Evidence, Vec<i64>)> = Vec::with_capacity(held.len());
        for idx in 0..held.len() {
            evidence.push(one_evidence(idx, &held, &counted));
        }
        if let Some(person) = subject.person() {
            res.scores.push(score(person, &held, &evidence, counted, &book));
        }
        evidence.sort_by(|(a, _), (b, _)| b.counted.cmp(&a.counted).then_with(|| a.id.cmp(&b.id)));
        res.evidence.append(&mut evidence);
    }
    res.scores.sort_by(|a, b| b.bits.cmp(&a.bits).then_with(|| a.person.cmp(&b.person)));
    res
}

/// The order that decides ties. Of findings with one id the first is kept: the heaviest, then the earliest known;
/// the rest of the key only serves to leave no choice open.
fn order<'a>(held: &'a Held<'_>) -> impl Ord + 'a {
    let finding = held.finding;
    let steps: Vec<(Timestamp, &str)> = held.steps.iter().map(|it| (it.known_at, &*it.level)).collect();
    let worth = held.last().and_then(|it| held.scale.bits(&it.level)).unwrap_or(Bits::ZERO);
    (
        &held.scale.indicator,
        (finding.from, finding.to, &finding.with),
        &held.id,
        std::cmp::Reverse(worth),
        steps,
        &finding.sentence,
        finding.refs(),
    )
}

/// `Some(None)` is an exemption without an end; of several the longest holds.
fn exemption(exemptions: &[Exemption], subject: &Subject, indicator: &str) -> Option<Option<Timestamp>> {
    let person = subject.person()?;
    let mut res: Option<Option<Timestamp>> = None;
    for exemption in exemptions.iter().filter(|it| it.person == *person && it.indicator == indicator) {
        res = match (res, exemption.until) {
            (None, until) => Some(until),
            (Some(Some(one)), Some(other)) => Some(Some(one.max(other))),
            _ => Some(None),
        };
    }
    res
}

fn evidence_id(indicator: &str, finding: &Finding, scale: &Scale) -> Arc<str> {
    let mut refs = finding.refs().to_vec();
    refs.sort_unstable();
    let mut hasher = Sha256::new();
    let mut part = |text: &str| {
        // Lengths keep neighbours apart.
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    };
    part(indicator);
    part(&finding.subject.to_string());
    part(&finding.with.len().to_string());
    for person in &finding.with {
        part(person.as_str());
    }
    if scale.bits(finding.level()).is_some_and(|it| it < Bits::ZERO) {
        part("for the person");
    }
    part(&finding.from.to_string());
    part(&finding.to.to_string());
    for record in refs {
        part(&record.to_string());
    }
    let mut res = "sha256:".to_owned();
    for byte in hasher.finalize() {
        res.push_str(&format!("{byte:02x}"));
    }
    res.into()
}

fn one_evidence(idx: usize, held: &[Held<'_>], counts: &Count) -> (Evidence, Vec<i64>) {
    let it = &held[idx];
    let own = it.own_at_end();
    // A handle is nobody: its evidence is shown and counts for no score.
    let of_person = it.finding.subject.person().is_some();
    let counted = if of_person { bits(counts.counted[idx]) } else { Bits::ZERO };
    let why = if counted == own {
        String::new()
    } else if of_person {
        sentence(idx, held, counts)
    } else {
        "the owner is not known, so that it counts for nobody".to_owned()
    };
    let last = it.last();
    let evidence = Evidence {
        id: it.id.clone(),
        indicator: it.scale.indicator.clone(),
        version: it.scale.version.clone(),
        status: it.scale.status,
        subject: it.finding.subject.clone(),
        with: it.finding.with.clone(),
        from: it.finding.from,
        to: it.finding.to,
        known_at: last.map_or(it.finding.known_at(), |it| it.known_at),
        steps: it.steps.clone(),
        level: last.map_or_else(|| WITHDRAWN.into(), |it| it.level.clone()),
        bits: own,
        counted,
        counted_why: why,
        category: it.scale.category,
        cause: it.scale.cause.clone(),
        exempt: of_person && matches!(it.item_at_end().standing, Standing::Exempt(_)),
        sentence: it.finding.sentence.clone(),
        records: Vec::new(),
    };
    (evidence, it.finding.refs().to_vec())
}

fn sentence(idx: usize, held: &[Held<'_>], counts: &Count) -> String {
    let name = |idx: usize| held[idx].scale.indicator.as_ref();
    match &counts.why[idx] {
        Why::InFull => String::new(),
        Why::Exempt(None) => "exempt".to_owned(),
        Why::Exempt(Some(until)) => format!("exempt until {until}"),
        Why::Weightless if held[idx].scale.status == Status::Retired => {
            "retired: shown, weighs nothing".to_owned()
        }
        Why::Weightless => "trial: shown, weighs nothing".to_owned(),
        Why::SameCause(strongest) if name(*strongest) == name(idx) => {
            format!("same cause as another finding of {}, which counts in full", name(idx))
        }
        Why::SameCause(strongest) => format!("same cause as {}, which counts in full", name(*strongest)),
        Why::BenignAlone => "says nothing by itself; all of that kind counts 1.00 at most".to_owned(),
        Why::ClearsNoMore => "takes off what its cause counts, and no more".to_owned(),
        Why::FreeStanding => "all that speaks for a person at large takes off 4.00 at most".to_owned(),
        Why::Excess(taken) => {
            let mut parts = Vec::new();
            if taken.exempt > 0 {
                parts.push(format!("{} of {} parts are exempt", taken.exempt, taken.found));
            }
            if taken.parts > 0 {
                parts.push(format!("the causes of its parts count {} already", bits(taken.parts)));
            }
            let mut earlier: Vec<&str> = taken.earlier.iter().map(|it| name(*it)).collect();
            earlier.sort_unstable();
            earlier.dedup();
            if !earlier.is_empty() {
                parts.push(format!("part of {}", earlier.join(" and ")));
            }
            if taken.against > 0 {
                parts.push(format!("{} cleared with the cause of a part", bits(taken.against)));
            }
            parts.join("; ")
        }
    }
}

fn score(
    person: &PersonId,
    held: &[Held<'_>],
    evidence: &[(Evidence, Vec<i64>)],
    counted: Count,
    book: &Book<'_>,
) -> PersonScore {
    let mut by_indicator: BTreeMap<&Arc<str>, Bits> = BTreeMap::new();
    for (one, _) in evidence.iter().filter(|(it, _)| it.counted > Bits::ZERO) {
        *by_indicator.entry(&one.indicator).or_default() += one.counted;
    }
    let mut reasons: Vec<(&Arc<str>, Bits)> = by_indicator.into_iter().collect();
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let raised = counted.tier.raised();
    PersonScore {
        person: person.clone(),
        bits: bits(counted.bits),
        tier: counted.tier,
        first_evidence_at: held.iter().filter_map(Held::first_against).min(),
        raised_at: raised.then(|| raised_at(held, book)).flatten(),
        reasons: reasons.into_iter().map(|(it, _)| it.clone()).collect(),
        would_clear: raised.then(|| clear::would_clear(held, &counted, book)).flatten(),
        categories: counted.categories,
    }
}

#[cfg(test)]
mod tests {
    use model::Category;

    use super::*;

    #[test]
    fn a_record_that_says_both_is_heard_both_ways() {
        let scale = Scale {
            indicator: "pay-x".into(),
            version: "".into(),
            status: Status::Settled,
            category: Category::Pay,
            cause: "pay_x".into(),
            levels: vec![
                ("asked".to_owned(), Bits::from_f64(2.0)),
                ("explained".to_owned(), Bits::from_f64(-2.0)),
            ],
            parts: Vec::new(),
            clears: None,
        };
        let at: Timestamp = "2026-06-01T10:00:00Z".parse().unwrap();
        let said = |level: &str| {
            ("pay-x".into(), Finding::about("worker:W1", level, at, level.to_owned(), vec![7]).unwrap())
        };
        let res = weigh(&[said("asked"), said("explained")], &[scale], &[], at);
        assert_eq!(res.evidence.len(), 2);
        assert_eq!(res.scores[0].bits, Bits::ZERO);
    }
}
