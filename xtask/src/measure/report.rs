//! The tables of `measure`: files, broken places, recall, harmless traits, who was raised and when.
//!
//! People of the truth and people of the scan are the same where they share any id.

use std::collections::{BTreeMap, BTreeSet};

use super::outputs::{Evidence, Outputs, Person};
use super::truth::{KnownPerson, Planted, Truth};
use crate::table;

pub fn print(truth: &Truth, outputs: &Outputs) {
    files(outputs);
    broken(truth, outputs);
    recall(truth, outputs);
    harmless(truth, outputs);
    raised(truth, outputs);
    coverage(outputs);
}

fn files(outputs: &Outputs) {
    heading("Files by kind");
    let mut kinds: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    for it in outputs.inputs.iter() {
        let Some(kind) = it.kind.as_deref() else { continue };
        let sum = kinds.entry(kind).or_default();
        *sum = (sum.0 + 1, sum.1 + it.records, sum.2 + it.problems);
    }
    let rows: Vec<Vec<String>> = kinds
        .iter()
        .map(|(kind, it)| vec![(*kind).to_owned(), it.0.to_string(), it.1.to_string(), it.2.to_string()])
        .collect();
    table::print(&["kind", "files", "records", "problems"], &rows);
    let rows: Vec<Vec<String>> = outputs
        .inputs
        .iter()
        .filter(|it| it.kind.is_none())
        .map(|it| vec![it.file.clone(), it.reason.clone()])
        .collect();
    heading(&format!("Not recognised: {} of {} files", rows.len(), outputs.inputs.len()));
    table::print(&["file", "reason"], &rows);
}

fn broken(truth: &Truth, outputs: &Outputs) {
    heading("Places broken on purpose");
    let mut rows = Vec::new();
    let (mut reported, mut wanted) = (0, 0);
    for it in &truth.broken {
        let here: Vec<_> = outputs
            .problems
            .iter()
            .filter(|said| {
                same_file(&said.file, &it.file)
                    && it.line.is_none_or(|line| said.place.is_none_or(|place| place == line))
            })
            .collect();
        let problem = here.iter().find(|it| it.is_problem);
        let exact = here.iter().find(|said| it.line.is_some() && said.place == it.line);
        let unrecognised = outputs.inputs.iter().find(|input| input.file == it.file && input.kind.is_none());
        let (found, good) = match it.expect.as_str() {
            "problem" => (problem.or(exact).map(|it| it.cause.clone()), problem.is_some()),
            "notice" => (
                exact.or(here.first()).map(|it| it.cause.clone()),
                !here.is_empty() && !exact.is_some_and(|it| it.is_problem),
            ),
            "unrecognised" => (unrecognised.map(|it| it.reason.clone()), unrecognised.is_some()),
            _ => (problem.map(|it| it.cause.clone()), problem.is_none()),
        };
        if it.expect == "problem" {
            wanted += 1;
            reported += usize::from(good);
        }
        rows.push(vec![
            if good { "as wanted" } else { "NOT" }.to_owned(),
            it.expect.clone(),
            format!("{}{}", it.file, it.line.map_or(String::new(), |line| format!(":{line}"))),
            it.what.clone(),
            found.unwrap_or_else(|| "(nothing said)".to_owned()),
        ]);
    }
    println!("  {reported} of {wanted} problems reported");
    table::print(&["result", "expected", "place", "what", "said"], &rows);
    let others: Vec<Vec<String>> = outputs
        .problems
        .iter()
        .filter(|said| said.is_problem && !truth.broken.iter().any(|it| same_file(&said.file, &it.file)))
        .map(|it| {
            vec![
                format!("{}{}", it.file, it.place.map_or(String::new(), |place| format!(":{place}"))),
                it.cause.clone(),
            ]
        })
        .collect();
    heading(&format!("Other problems: {}", others.len()));
    table::print(&["place", "cause"], &others);
    println!("  notices: {}", outputs.problems.iter().filter(|it| !it.is_problem).count());
}

/// The file, or a member of it.
fn same_file(said: &str, meant: &str) -> bool {
    said == meant || said.strip_prefix(meant).is_some_and(|it| it.starts_with('!'))
}

/// Evidence of that indicator about that person, under any of their ids.
fn evidence_of<'a>(truth: &Truth, outputs: &'a Outputs, planted: &Planted) -> Vec<&'a Evidence> {
    let mut ids: BTreeSet<String> = truth
        .people
        .iter()
        .find(|it| it.ids.contains(&planted.person))
        .map_or_else(|| [planted.person.clone()].into(), |it| it.ids.clone());
    for person in &outputs.people {
        if !person.ids.is_disjoint(&ids) {
            ids.extend(person.ids.iter().cloned());
        }
    }
    let about =
        |it: &&Evidence| it.indicator == planted.indicator && it.subjects.iter().any(|it| ids.contains(it));
    outputs.evidence.iter().filter(about).collect()
}

/// Found: something that does not speak for the person.
fn is_found(evidence: &[&Evidence]) -> bool {
    evidence.iter().any(|it| it.bits >= 0.0)
}

fn recall(truth: &Truth, outputs: &Outputs) {
    let (mut found, mut all) = (0_usize, 0_usize);
    let mut missed = Vec::new();
    let mut beyond: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_indicator: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for it in truth.planted.iter().filter(|it| it.guilty && !it.debatable) {
        if !outputs.coverage.contains_key(&it.indicator) {
            *beyond.entry(&it.indicator).or_default() += 1;
            continue;
        }
        let evidence = evidence_of(truth, outputs, it);
        let hit = is_found(&evidence);
        all += 1;
        found += usize::from(hit);
        let sum = by_indicator.entry(&it.indicator).or_default();
        *sum = (sum.0 + usize::from(hit), sum.1 + 1);
        if !hit {
            let outcome = outputs.coverage.get(&it.indicator).map_or("no such indicator", |it| it.0.as_str());
            let said = if evidence.is_empty() {
                outcome.to_owned()
            } else {
                "only what speaks for the person".to_owned()
            };
            missed.push(vec![it.key.clone(), it.person.clone(), it.indicator.clone(), said]);
        }
    }
    let share = if all == 0 { 0.0 } else { found as f64 / all as f64 };
    heading(&format!("Recall over guilty (person, indicator) pairs: {found} of {all} = {share:.3}"));
    println!("  {} indicators in the program, debatable pairs left out", outputs.coverage.len());
    let rows: Vec<Vec<String>> = by_indicator
        .iter()
        .map(|(id, it)| vec![(*id).to_owned(), it.0.to_string(), it.1.to_string()])
        .collect();
    table::print(&["indicator", "found", "planted"], &rows);
    heading("Missed");
    table::print(&["key", "person", "indicator", "outcome of the indicator"], &missed);
    let others: Vec<String> = beyond.iter().map(|(id, n)| format!("{id} {n}")).collect();
    println!("  planted, but not in the program: {}", others.join(", "));
}

fn harmless(truth: &Truth, outputs: &Outputs) {
    let mut rows = Vec::new();
    for it in truth.planted.iter().filter(|it| !it.guilty && outputs.coverage.contains_key(&it.indicator)) {
        let evidence = evidence_of(truth, outputs, it);
        let said: Vec<String> = evidence
            .iter()
            .map(|it| {
                format!(
                    "{} {:.2}, counted {:.2}{}",
                    it.level,
                    it.bits,
                    it.counted,
                    if it.exempt { ", exempt" } else { "" }
                )
            })
            .collect();
        let said = if said.is_empty() { "-".to_owned() } else { said.join("; ") };
        rows.push(vec![it.key.clone(), it.person.clone(), it.indicator.clone(), said]);
    }
    heading(&format!("Harmless pairs: {}", rows.len()));
    table::print(&["key", "person", "indicator", "found as"], &rows);
}

fn raised(truth: &Truth, outputs: &Outputs) {
    let known = truth.by_id();
    let known_of = |it: &Person| -> Option<&KnownPerson> {
        it.ids.iter().find_map(|id| known.get(id.as_str()).copied())
    };
    heading("Guilty: expected and raised");
    let mut rows = Vec::new();
    let (mut hits, mut in_time, mut guilty) = (0, 0, 0);
    for it in truth.people.iter().filter(|it| it.truth == "guilty") {
        guilty += 1;
        let person = outputs.people.iter().find(|person| !person.ids.is_disjoint(&it.ids));
        let (tier, bits, raised_at, reasons) = person.map_or(("absent", "", "", ""), |it| {
            (it.tier.as_str(), it.bits.as_str(), it.raised_at.as_str(), it.reasons.as_str())
        });
        let is_raised = person.is_some_and(Person::is_raised);
        hits += usize::from(is_raised);
        // Both are RFC 3339 in UTC to the second, so that they sort as text.
        let early = it.prevent_by.as_deref().map(|by| is_raised && !raised_at.is_empty() && raised_at <= by);
        in_time += usize::from(early == Some(true));
        rows.push(vec![
            it.key.clone(),
            it.person.clone(),
            it.expect.clone(),
            tier.to_owned(),
            bits.to_owned(),
            raised_at.to_owned(),
            it.prevent_by.clone().unwrap_or_default(),
            early.map_or("", |it| if it { "in time" } else { "LATE" }).to_owned(),
            reasons.to_owned(),
        ]);
    }
    println!("  {hits} of {guilty} raised, {in_time} in time");
    table::print(
        &["key", "person", "expected", "tier", "bits", "raised at", "prevent by", "", "reasons"],
        &rows,
    );
    let row = |it: &Person, key: &str| {
        vec![key.to_owned(), it.person.clone(), it.tier.clone(), it.bits.clone(), it.reasons.clone()]
    };
    let mut lookalikes = Vec::new();
    let mut others = Vec::new();
    for it in outputs.people.iter().filter(|it| it.is_raised()) {
        match known_of(it) {
            Some(known) if known.truth == "guilty" => {}
            Some(known) if known.truth == "lookalike" => lookalikes.push(row(it, &known.key)),
            Some(known) => others.push(row(it, &known.key)),
            None => others.push(row(it, "")),
        }
    }
    heading(&format!("Raised, but only look like it: {}", lookalikes.len()));
    table::print(&["key", "person", "tier", "bits", "reasons"], &lookalikes);
    heading(&format!("Raised, everyone else: {}", others.len()));
    table::print(&["key", "person", "tier", "bits", "reasons"], &others);
    let mut watched = Vec::new();
    for it in outputs.people.iter().filter(|it| it.tier == "watch") {
        let known = known_of(it);
        if known.is_none_or(|it| it.truth != "guilty") {
            watched.push(row(it, known.map_or("", |it| it.key.as_str())));
        }
    }
    heading(&format!("Honest and watched: {}", watched.len()));
    table::print(&["key", "person", "tier", "bits", "reasons"], &watched);
}

fn coverage(outputs: &Outputs) {
    heading("Indicators that could not look, or broke");
    let mut rows = Vec::new();
    for (id, (outcome, detail)) in &outputs.coverage {
        if !matches!(outcome.as_str(), "found" | "nothing") {
            rows.push(vec![id.clone(), outcome.clone(), detail.clone()]);
        }
    }
    table::print(&["indicator", "outcome", "missing, or message"], &rows);
}

fn heading(text: &str) {
    println!("\n{text}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn evidence(indicator: &str, subject: &str, bits: f64) -> Evidence {
        Evidence {
            indicator: indicator.into(),
            subjects: vec![subject.into()],
            level: "seen".into(),
            bits,
            counted: bits,
            exempt: false,
        }
    }

    fn person(id: &str, ids: &[&str]) -> Person {
        Person {
            person: id.into(),
            ids: ids.iter().map(|it| (*it).to_owned()).collect(),
            tier: "none".into(),
            bits: "0.00".into(),
            raised_at: String::new(),
            reasons: String::new(),
        }
    }

    #[test]
    fn a_person_is_found_under_any_of_their_ids() {
        let truth = Truth::parse(&json!({
            "people": [{"person": "worker:7", "worker_ids": ["7"], "applicant_ids": ["31"], "truth": "guilty"}],
            "planted": [{"indicator": "pay-x", "person": "applicant:31", "kind": "guilty"}],
        }));
        let outputs = Outputs {
            people: vec![person("worker:7", &["worker:7", "worker:8"])],
            evidence: vec![
                evidence("pay-x", "worker:8", 2.0),
                evidence("pay-y", "worker:8", 2.0),
                evidence("pay-x", "worker:9", 2.0),
            ],
            ..Outputs::default()
        };
        let found = evidence_of(&truth, &outputs, &truth.planted[0]);
        assert_eq!(found.len(), 1);
        assert!(is_found(&found));
    }

    #[test]
    fn what_speaks_for_a_person_is_not_what_was_planted() {
        assert!(!is_found(&[&evidence("pay-x", "worker:7", -3.0)]));
    }

    #[test]
    fn a_member_belongs_to_its_archive() {
        assert!(same_file("intel/loop.zip!a.csv", "intel/loop.zip"));
        assert!(!same_file("intel/loop.zip2", "intel/loop.zip"));
    }
}
