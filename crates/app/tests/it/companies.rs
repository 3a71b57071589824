//! Planted truth: each published case is raised, each honest look-alike is not, nor is an ordinary company.

use company::Recipe;
use model::Tier;
use model::dossier::Dossier;

use crate::scan_company;

/// Scenario ids; all play in one company, so that each also stands beside the others.
fn play(seed: u64, ids: &[&str]) -> (company::Company, Dossier) {
    let company = company::generate(&Recipe::with_scenarios(seed, 30, 170, ids));
    let dossier = scan_company(&company);
    (company, dossier)
}

fn tier(dossier: &Dossier, person: &str) -> Tier {
    let found = dossier.people.iter().find(|it| {
        it.person.as_str() == person
            || it.worker_ids.iter().any(|id| person == format!("worker:{id}"))
            || it.applicant_ids.iter().any(|id| person == format!("applicant:{id}"))
    });
    found.unwrap_or_else(|| panic!("{person} is not in people.csv")).tier
}

fn reasons(dossier: &Dossier, person: &str) -> String {
    let evidence = dossier.evidence.iter().filter(|it| it.subject.to_string() == person);
    evidence.map(|it| format!("\n  {} {} {}: {}", it.indicator, it.bits, it.counted, it.sentence)).collect()
}

fn guilty_are_raised(ids: &[&str]) {
    let (company, dossier) = play(11, ids);
    let mut missed = Vec::new();
    for person in company.truth.people.iter().filter(|it| it.guilty && ids.contains(&it.scenario.as_str())) {
        if !tier(&dossier, &person.person).raised() {
            missed.push(format!("{} {}: {}", person.key, person.person, reasons(&dossier, &person.person)));
        }
    }
    assert!(missed.is_empty(), "not raised: {}", missed.join("\n"));
    nobody_else_is_raised(&company, &dossier);
}

fn nobody_else_is_raised(company: &company::Company, dossier: &Dossier) {
    let guilty: Vec<&str> =
        company.truth.people.iter().filter(|it| it.guilty).map(|it| it.person.as_str()).collect();
    let wrong: Vec<String> = dossier
        .people
        .iter()
        .filter(|it| it.tier.raised() && !guilty.contains(&it.person.as_str()))
        .map(|it| format!("{} {}: {}", it.person, it.bits, reasons(dossier, it.person.as_str())))
        .collect();
    assert!(wrong.is_empty(), "raised without guilt: {}", wrong.join("\n"));
}

fn honest_are_not_raised(ids: &[&str]) {
    let (company, dossier) = play(12, ids);
    nobody_else_is_raised(&company, &dossier);
    every_file_is_recognised(&dossier);
}

#[test]
fn applicants_and_their_laptops_are_raised() {
    guilty_are_raised(&["c01", "c02", "c05", "c06", "c07"]);
}

#[test]
fn houses_that_hold_laptops_are_raised() {
    guilty_are_raised(&["c08", "c09", "c14", "c21"]);
}

#[test]
fn hands_from_afar_are_raised() {
    guilty_are_raised(&["c03", "c04", "c11", "c12", "c13", "c15", "c16", "c17"]);
}

#[test]
fn honest_look_alikes_are_not_raised() {
    let ids: Vec<String> = (1..=25).map(|it| format!("b{it:02}")).collect();
    honest_are_not_raised(&ids.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn nobody_is_raised_in_an_ordinary_company() {
    let company = company::generate(&Recipe::sized(21, 120));
    let dossier = scan_company(&company);
    nobody_else_is_raised(&company, &dossier);
    every_file_is_recognised(&dossier);
}

fn every_file_is_recognised(dossier: &Dossier) {
    let unknown: Vec<String> = dossier
        .inputs
        .iter()
        .filter(|it| it.kind.is_none())
        .map(|it| format!("{}: {:?}", it.file, it.reason))
        .collect();
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    let problems: Vec<String> = dossier
        .problems
        .iter()
        .filter(|it| it.level == model::Level::Problem)
        .map(|it| format!("{} {:?}: {}", it.file, it.place, it.cause))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
