//! Names are exchanged between guilty and honest people: no score may move.

use std::collections::BTreeMap;

use company::Recipe;
use model::dossier::Dossier;

use crate::scan_company;

fn scores(dossier: &Dossier) -> BTreeMap<String, (String, String)> {
    let row = |it: &model::dossier::PersonReport| {
        (it.person.to_string(), (it.bits.to_string(), it.tier.id().to_owned()))
    };
    dossier.people.iter().map(row).collect()
}

#[test]
fn no_score_moves_when_everyone_has_another_name() {
    let recipe = Recipe::with_scenarios(31, 25, 170, &["c01", "c05", "b01", "b05"]);
    let one = scores(&scan_company(&company::generate(&recipe)));
    let other = scores(&scan_company(&company::generate_renamed(&recipe, 99)));
    let moved: Vec<String> = one
        .iter()
        .filter(|(person, score)| other.get(*person) != Some(score))
        .map(|(person, score)| format!("{person}: {score:?} and {:?}", other.get(person)))
        .collect();
    assert!(moved.is_empty(), "{}", moved.join("\n"));
}
