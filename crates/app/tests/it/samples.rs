//! The two public samples: who is raised, who is not, and which broken places are reported.
//!
//! The figures themselves come from `cargo xtask measure`; these are the lines that must not be crossed.

use std::path::Path;

use model::Level;
use model::dossier::Dossier;
use pipeline::{Quiet, Request};
use serde_json::Value;

use crate::shared;

fn sample(name: &str) -> Option<(Value, Dossier)> {
    let dir = shared()?.join("samples").join(name);
    let truth: Value = serde_json::from_slice(&std::fs::read(dir.join("truth.json")).unwrap()).unwrap();
    let now = truth["now"].as_str().unwrap().parse().unwrap();
    let request = Request { inputs: vec![dir.join("input")], now: Some(now), ..Request::default() };
    Some((truth, pipeline::scan(&request, &mut Quiet).unwrap()))
}

fn raised(dossier: &Dossier) -> Vec<&str> {
    dossier.people.iter().filter(|it| it.tier.raised()).map(|it| it.person.as_str()).collect()
}

fn check(name: &str, may_wait: &[&str]) {
    let Some((truth, dossier)) = sample(name) else { return };
    let raised = raised(&dossier);
    let people = truth["people"].as_array().unwrap();
    let mut known = Vec::new();
    for person in people {
        let id = person["person"].as_str().unwrap();
        known.push(id);
        let key = person["key"].as_str().unwrap();
        match person["truth"].as_str().unwrap() {
            "guilty" if !may_wait.contains(&key) => assert!(raised.contains(&id), "{key} {id} is not raised"),
            "lookalike" => assert!(!raised.contains(&id), "{key} {id} is raised"),
            _ => {}
        }
    }
    let others = raised.iter().filter(|it| !known.contains(it)).count();
    assert!(others <= 1, "{others} of everyone else are raised");
    broken_places_are_reported(&truth, &dossier);
}

fn broken_places_are_reported(truth: &Value, dossier: &Dossier) {
    for broken in truth["broken"].as_array().unwrap() {
        let file = broken["file"].as_str().unwrap();
        let kind = dossier.inputs.iter().find(|it| &*it.file == file).and_then(|it| it.kind);
        let read_now = kind.is_some() || Path::new(file).extension().is_some_and(|it| it == "pdf");
        if broken["expect"] != "problem" || !read_now {
            continue;
        }
        let line = broken["line"].as_u64();
        let found = dossier.problems.iter().any(|it| {
            let here = match it.place {
                model::Place::Line(found) => line.is_none_or(|it| it == found),
                _ => line.is_none(),
            };
            it.level == Level::Problem && &*it.file == file && here
        }) || dossier.inputs.iter().any(|it| &*it.file == file && it.reason.is_some());
        assert!(found, "{file} {line:?} is not reported");
    }
}

#[test]
fn the_small_sample_is_understood() {
    check("tiny", &[]);
}

#[test]
fn the_large_sample_is_understood() {
    check("harbor", &["C03", "C07p"]);
}
