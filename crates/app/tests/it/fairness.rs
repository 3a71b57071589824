//! Names are exchanged between guilty and honest people, and everybody writes and speaks as people do who learned
//! English second: no bit and no tier may move.

use std::collections::BTreeMap;

use company::{Company, Recipe};
use model::dossier::Dossier;

use crate::scan_company;

/// Every published case and every honest look-alike, in one company.
fn everybody(seed: u64) -> Recipe {
    let ids: Vec<&str> = company::scenarios().iter().map(|it| it.id).collect();
    Recipe::with_scenarios(seed, 60, 170, &ids)
}

/// Bits, tier, and what each reason counts.
type Score = (String, &'static str, Vec<String>);

fn scores(dossier: &Dossier) -> BTreeMap<String, Score> {
    let mut res = BTreeMap::new();
    for it in &dossier.people {
        let mut reasons: Vec<String> = dossier
            .evidence
            .iter()
            .filter(|one| one.subject.person() == Some(&it.person))
            .map(|one| format!("{} {} {}", one.indicator, one.level, one.counted))
            .collect();
        reasons.sort();
        res.insert(it.person.to_string(), (it.bits.to_string(), it.tier.id(), reasons));
    }
    res
}

fn nothing_moved(one: &BTreeMap<String, Score>, other: &BTreeMap<String, Score>) {
    assert_eq!(one.len(), other.len());
    assert!(one.values().any(|it| it.1 == "urgent"), "nobody is raised, so that nothing is shown");
    let moved: Vec<String> = one
        .iter()
        .filter(|(person, score)| other.get(*person) != Some(score))
        .map(|(person, score)| format!("{person}: {score:?}\n   and {:?}", other.get(person)))
        .collect();
    assert!(moved.is_empty(), "{}", moved.join("\n"));
}

/// The same company, with the articles left out of everything that people said or wrote.
fn second_language(company: &Company) -> Company {
    let mut res = company.clone();
    let mut changed = 0;
    for (name, bytes) in &mut res.files {
        let is_written = [".vtt", ".eml", ".md"].iter().any(|it| name.ends_with(it))
            || (name.contains("resumes/") && name.ends_with(".txt"))
            || ["tickets", "interviews", "references", "performance"].iter().any(|it| name.contains(it));
        let Ok(mut text) = String::from_utf8(bytes.clone()) else { continue };
        if !is_written {
            continue;
        }
        for article in [" the ", " a ", " an "] {
            text = text.replace(article, " ");
        }
        changed += usize::from(text.as_bytes() != bytes.as_slice());
        *bytes = text.into_bytes();
    }
    assert!(changed > 20, "only {changed} files hold what people said or wrote");
    res
}

#[test]
fn no_score_moves_with_another_name_or_with_english_as_a_second_language() {
    let recipe = everybody(31);
    let company = company::generate(&recipe);
    let one = scores(&scan_company(&company));
    nothing_moved(&one, &scores(&scan_company(&company::generate_renamed(&recipe, 1_234))));
    nothing_moved(&one, &scores(&scan_company(&second_language(&company))));
}
