//! What would a company look like?
//!
//! In: a `Recipe` (seed, size, window, scenarios). Out: a `Company`: files as the company's systems would
//! export them, and the truth about what was planted. Everything is invented; addresses, domains and
//! telephone numbers are those reserved for examples. The same recipe gives the same bytes.
//!
//! This crate must not know what anybody looks for: it re-enacts published cases and honest look-alikes, and
//! names in the truth which record shows what. It writes no file; the caller does.
//!
//! Reading order: `people` (who there is), `world` with `hiring`, `equipment` and `requests` (the steps that happen
//! in every company), `staffing` (the ordinary company), `habits` (ordinary days), `dialects` (how products write it down), `scenarios` (one
//! file for each story), `truth` (what was planted, and where).

mod archive;
mod calendar;
mod correspondence;
mod dialects;
mod dice;
mod equipment;
mod firm;
mod habits;
mod hiring;
mod people;
mod phrasing;
mod places;
mod registers;
mod requests;
mod resume;
mod scenarios;
mod shelf;
mod staffing;
mod tables;
mod truth;
mod words;
mod world;

use std::collections::BTreeMap;

use jiff::Timestamp;

pub use scenarios::{Scenario, scenarios};
pub use truth::{KnownPerson, Planted, Ring, Truth};

use world::World;

/// What kind of company to make.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// Seed of every draw.
    pub seed: u64,
    /// Number of workers, those of the scenarios included.
    pub workers: usize,
    /// Start of the window in which machines logged.
    pub start: Timestamp,
    /// Length of the window in days. Scenarios count back from its end and want about 170.
    pub days: u32,
    /// Stories that are played in the company.
    pub scenarios: Vec<Scenario>,
}

/// A generated company.
#[derive(Clone, Debug)]
pub struct Company {
    /// Its invented name.
    pub name: String,
    /// Start of the window.
    pub start: Timestamp,
    /// The day of the analysis, which is the end of the window.
    pub now: Timestamp,
    /// Path below the input folder, with `/`, and bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was planted.
    pub truth: Truth,
}

/// 2026-04-27T00:00:00Z, a Monday.
const USUAL_START: i64 = 1_777_248_000;

impl Recipe {
    /// A company to look at: forty workers, half a year, six published cases and eight honest look-alikes.
    pub fn demo(seed: u64) -> Recipe {
        Recipe::with_scenarios(
            seed,
            40,
            170,
            &[
                "c01", "c02", "c04", "c05", "c06", "c07", "b01", "b02", "b03", "b05", "b06", "b07", "b12",
                "b15",
            ],
        )
    }

    /// An ordinary company of that many workers over four weeks, with no story, for measuring growth.
    pub fn sized(seed: u64, workers: usize) -> Recipe {
        Recipe::with_scenarios(seed, workers, 28, &[])
    }

    /// A company with the named scenarios; an unknown id is left out.
    pub fn with_scenarios(seed: u64, workers: usize, days: u32, ids: &[&str]) -> Recipe {
        let mut chosen = Vec::new();
        for id in ids {
            chosen.extend(scenarios().iter().filter(|scenario| scenario.id == *id));
        }
        let start = Timestamp::from_second(USUAL_START).unwrap_or(Timestamp::UNIX_EPOCH);
        Recipe { seed, workers, start, days, scenarios: chosen.into_iter().copied().collect() }
    }
}

/// Makes the company.
pub fn generate(recipe: &Recipe) -> Company {
    generate_renamed(recipe, recipe.seed)
}

/// Makes the same company with other people's names in it: everything that happens, when, where and by whom
/// stays as it was. What is concluded about the company should stay as it was, too.
pub fn generate_renamed(recipe: &Recipe, name_seed: u64) -> Company {
    let mut world = World::new(recipe.seed, name_seed, recipe.start, recipe.days);
    staffing::lead(&mut world, recipe.workers);
    for scenario in &recipe.scenarios {
        (scenario.play)(&mut world);
    }
    staffing::fill(&mut world, recipe.workers);
    staffing::applicants(&mut world, recipe.workers);
    staffing::everyday(&mut world);
    habits::live(&mut world);
    correspondence::sent_items(&mut world);
    registers::write(&mut world);
    let policy = world.firm.policy();
    let World { firm, people, shelf, notes, now, start, .. } = world;
    let (mut files, places) = shelf.close();
    files.insert("bonafide.toml".to_owned(), policy.into_bytes());
    let truth = notes.resolve(
        |who| {
            let person = &people[who];
            let (worker, applicant) = (person.worker_id(), person.applicant_id());
            let id =
                if worker.is_empty() { format!("applicant:{applicant}") } else { format!("worker:{worker}") };
            let list = |id: &str| if id.is_empty() { Vec::new() } else { vec![id.to_owned()] };
            (id, person.name(), list(worker), list(applicant))
        },
        &places,
    );
    Company { name: firm.name, start, now, files, truth }
}

impl Company {
    /// The answers in the shape of the samples' `truth.json`: people, rings, planted.
    pub fn truth_json(&self) -> String {
        self.truth.json(&self.name, self.start, self.now)
    }
}
