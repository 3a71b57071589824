//! One report for each worker and applicant, by bits falling.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::dossier::{PersonReport, Ring, Tie};
use model::{Bits, PersonId, Tier};
use personas::Identity;
use score::PersonScore;

pub fn people(identity: Identity, scores: &[PersonScore], rings: &[Ring]) -> Vec<PersonReport> {
    let scores: BTreeMap<&PersonId, &PersonScore> = scores.iter().map(|it| (&it.person, it)).collect();
    let mut ring_of: BTreeMap<&PersonId, &Arc<str>> = BTreeMap::new();
    for ring in rings {
        for member in &ring.members {
            ring_of.insert(member, &ring.id);
        }
    }
    let mut ties: BTreeMap<PersonId, Vec<Tie>> = BTreeMap::new();
    for (person, tie) in identity.ties {
        ties.entry(person).or_default().push(tie);
    }
    let mut res = Vec::with_capacity(identity.people.len());
    for person in identity.people {
        let score = scores.get(&person.id);
        res.push(PersonReport {
            tier: score.map_or(Tier::None, |it| it.tier),
            bits: score.map_or(Bits::ZERO, |it| it.bits),
            categories: score.map(|it| it.categories.clone()).unwrap_or_default(),
            worker_ids: person.worker_ids,
            applicant_ids: person.applicant_ids,
            names: person.names,
            emails: person.emails,
            job_title: person.job_title,
            applied_at: person.applied_at,
            start: person.start,
            end: person.end,
            ring: ring_of.get(&person.id).map(|it| (*it).clone()),
            first_evidence_at: score.and_then(|it| it.first_evidence_at),
            raised_at: score.and_then(|it| it.raised_at),
            reasons: score.map(|it| it.reasons.clone()).unwrap_or_default(),
            would_clear: score.and_then(|it| it.would_clear.clone()),
            ties: ties.remove(&person.id).unwrap_or_default(),
            person: person.id,
        });
    }
    res.sort_by(|a, b| b.bits.cmp(&a.bits).then_with(|| a.person.cmp(&b.person)));
    res
}
