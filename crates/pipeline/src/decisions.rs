//! Whom decided cases are about: who was confirmed, who was cleared, and when.
//!
//! In: decisions by the ids that a company wrote, and the dossier that knows who is who. Out: one decision for each
//! person, and what could not be used. Nothing of it is kept.

use std::collections::BTreeMap;

use model::PersonId;
use model::dossier::Dossier;
use score::decided::Decided;

/// One decision, as a company wrote it down.
pub struct Told {
    pub line: u64,
    /// As it was written.
    pub who: String,
    /// Ids of persons that it may mean, the likeliest first.
    pub ids: Vec<String>,
    pub decided: Decided,
}

/// Of several decisions about one person the one made last holds; of equals the later row.
pub fn by_person(told: Vec<Told>, dossier: &Dossier) -> (BTreeMap<PersonId, Decided>, Vec<String>) {
    let mut res: BTreeMap<PersonId, Decided> = BTreeMap::new();
    let mut problems = Vec::new();
    for Told { line, who, ids, decided } in told {
        let Some(person) = ids.iter().find_map(|it| dossier.person_named(it)).map(|it| it.person.clone())
        else {
            problems.push(format!("line {line}: nobody is known as `{who}`"));
            continue;
        };
        if res.get(&person).is_some_and(|old| old.confirmed != decided.confirmed) {
            problems.push(format!(
                "line {line}: `{who}` is decided twice and not alike; the later decision holds"
            ));
        }
        if res.get(&person).is_none_or(|old| decided.at >= old.at) {
            res.insert(person, decided);
        }
    }
    (res, problems)
}

#[cfg(test)]
mod tests {
    use model::Tier;
    use model::dossier::PersonReport;

    use super::*;

    fn dossier() -> Dossier {
        let person = |worker: &str, applicant: &str| PersonReport {
            person: PersonId::worker(worker),
            tier: Tier::None,
            bits: model::Bits::ZERO,
            categories: Vec::new(),
            worker_ids: vec![worker.to_owned()],
            applicant_ids: vec![applicant.to_owned()],
            names: Vec::new(),
            emails: Vec::new(),
            job_title: None,
            applied_at: None,
            start: None,
            end: None,
            ring: None,
            first_evidence_at: None,
            raised_at: None,
            reasons: Vec::new(),
            would_clear: None,
            ties: Vec::new(),
        };
        Dossier { people: vec![person("W1", "A1"), person("W2", "A2")], ..Dossier::default() }
    }

    fn told(line: u64, id: &str, confirmed: bool, day: i64) -> Told {
        let at = model::Timestamp::from_second(day * 86_400).ok();
        Told { line, who: id.to_owned(), ids: vec![id.to_owned()], decided: Decided { confirmed, at } }
    }

    #[test]
    fn a_person_is_found_by_any_id() {
        for id in ["worker:W1", "applicant:A1"] {
            let (decided, problems) = by_person(vec![told(2, id, true, 1)], &dossier());
            assert_eq!(decided.keys().collect::<Vec<_>>(), [&PersonId::worker("W1")]);
            assert!(problems.is_empty());
        }
    }

    #[test]
    fn whoever_is_unknown_is_told_with_the_line() {
        let (decided, problems) = by_person(vec![told(3, "worker:W9", false, 1)], &dossier());
        assert!(decided.is_empty());
        assert_eq!(problems, ["line 3: nobody is known as `worker:W9`"]);
    }

    #[test]
    fn of_two_decisions_the_later_holds_in_any_order() {
        let rows = || vec![told(2, "worker:W1", true, 5), told(3, "applicant:A1", false, 36)];
        let turned = || rows().into_iter().rev().collect::<Vec<_>>();
        for rows in [rows(), turned()] {
            let (decided, problems) = by_person(rows, &dossier());
            assert!(!decided[&PersonId::worker("W1")].confirmed);
            assert_eq!(problems.len(), 1);
        }
    }
}
