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
//! in every company), `staffing` (the ordinary company), `lives` and `habits` (ordinary lives, ordinary days), `dialects` (how products write it down), `scenarios` (one
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
mod lives;
mod people;
mod phrasing;
mod places;
mod press;
mod registers;
mod requests;
mod resume;
mod scenarios;
mod shelf;
mod staffing;
mod tables;
mod truth;
mod untidy;
mod words;
mod world;
mod writing;

use std::collections::BTreeMap;
use std::convert::Infallible;

use jiff::Timestamp;

pub use scenarios::{Scenario, scenarios};
pub use truth::{KnownPerson, Planted, Ring, Truth};
pub use untidy::Untidiness;

use press::Press;
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
    /// How untidy the exports and the people are.
    pub untidy: Untidiness,
    /// A file for each day of a log, rather than one for the whole window. Without a word, large companies do so.
    pub daily_files: Option<bool>,
    /// How many threads make ordinary days side by side; the bytes do not depend on it.
    pub threads: usize,
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

/// What is left of a company whose files have been handed out.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Its invented name.
    pub name: String,
    /// Start of the window.
    pub start: Timestamp,
    /// The day of the analysis, which is the end of the window.
    pub now: Timestamp,
    /// What was planted.
    pub truth: Truth,
    /// Number of records: table rows and log records, without résumés.
    pub records: u64,
    /// Number of bytes handed out.
    pub bytes: u64,
}

/// Whoever takes the files: path below the input folder, with `/`, and the next piece of that file.
pub type Take<'a, E> = dyn FnMut(&str, &[u8]) -> Result<(), E> + 'a;

/// 2026-04-27T00:00:00Z, a Monday.
const USUAL_START: i64 = 1_777_248_000;

/// Days of work above which each day of a log is a file of its own: about a gigabyte.
const LARGE: u64 = 100_000;

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
        Recipe {
            seed,
            workers,
            start,
            days,
            scenarios: chosen.into_iter().copied().collect(),
            untidy: Untidiness::default(),
            daily_files: None,
            threads: 2,
        }
    }

    /// The same over so many months of thirty days.
    pub fn over_months(mut self, months: u32) -> Recipe {
        self.days = months.saturating_mul(30);
        self
    }

    fn daily(&self) -> bool {
        self.daily_files.unwrap_or(self.workers as u64 * u64::from(self.days) > LARGE)
    }
}

/// Makes the company, whole in memory: for small ones. Large ones are handed out by `generate_into`.
pub fn generate(recipe: &Recipe) -> Company {
    generate_renamed(recipe, recipe.seed)
}

/// Makes the same company with other people's names in it: everything that happens, when, where and by whom
/// stays as it was. What is concluded about the company should stay as it was, too.
pub fn generate_renamed(recipe: &Recipe, name_seed: u64) -> Company {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let made = generate_into(recipe, name_seed, &mut |file, bytes| -> Result<(), Infallible> {
        files.entry(file.to_owned()).or_default().extend_from_slice(bytes);
        Ok(())
    });
    let outline = match made {
        Ok(outline) => outline,
        Err(never) => match never {},
    };
    Company { name: outline.name, start: outline.start, now: outline.now, files, truth: outline.truth }
}

/// Makes the company and hands its files out while it is being made: path below the input folder, with `/`, and the
/// next piece of that file. Pieces of one file come in order, pieces of several files in turn; what comes first for a
/// path begins the file, what follows is appended. Memory holds the people and two days of logs.
///
/// # Errors
///
/// The first error of `take` ends the making and is returned.
pub fn generate_into<E>(recipe: &Recipe, name_seed: u64, take: &mut Take<'_, E>) -> Result<Outline, E> {
    let mut world = World::new(recipe.seed, name_seed, recipe.start, recipe.days, recipe.workers);
    staffing::lead(&mut world, recipe.workers);
    for scenario in &recipe.scenarios {
        // No story has its own day, and in a long window they are spread over it rather than all told at its end.
        world.shift = world.dice.between(0, (i64::from(recipe.days) - 180).max(12));
        (scenario.play)(&mut world);
    }
    world.shift = 0;
    staffing::fill(&mut world, recipe.workers);
    staffing::applicants(&mut world, recipe.workers);
    staffing::everyday(&mut world);
    lives::everybody(&mut world, &recipe.untidy);
    correspondence::sent_items(&mut world);
    registers::write(&mut world);
    let disorder = untidy::Disorder::new(&recipe.untidy, recipe.seed);
    let policy = world.firm.policy() + &disorder.policy();
    take("bonafide.toml", policy.as_bytes())?;
    let mut press = Press::new(take, recipe.daily(), disorder);
    days(&mut world, recipe.threads.clamp(1, 64), &mut press)?;
    for person in &world.people {
        if let Some(application) = &person.application {
            press.whole(application.resume_record, &application.resume_file, &application.resume.bytes())?;
        }
    }
    let (records, bytes, places) = (press.records, press.bytes, press.places);
    let World { firm, people, notes, now, start, .. } = world;
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
    Ok(Outline { name: firm.name, start, now, truth, records, bytes })
}

/// Lives the ordinary days side by side and prints each when nothing older can come any more.
fn days<E>(world: &mut World, threads: usize, press: &mut Press<E>) -> Result<(), E> {
    let mut forks = Vec::new();
    for number in 0..threads {
        forks.push(world.fork(number as u64 + 1));
    }
    let mut ready = vec![std::mem::take(&mut world.shelf.sheets)];
    let mut marked = world.notes.marked();
    let mut day = calendar::day_of(world.start, "UTC");
    while day < world.today() {
        let printed = std::thread::scope(|scope| {
            for (turn, fork) in forks.iter_mut().enumerate() {
                scope.spawn(move || habits::live(fork, day, turn, threads));
            }
            // What was made the day before is printed while this day is being lived.
            for sheets in ready.drain(..) {
                press.feed(sheets, &marked)?;
            }
            // No clock on earth is more than fourteen hours ahead, so no later day begins before this moment.
            press.until(calendar::plus_minutes(calendar::at(day, 0, "UTC"), -14 * 60), &marked)
        });
        printed?;
        for fork in &mut forks {
            ready.push(std::mem::take(&mut fork.shelf.sheets));
            marked.extend(fork.notes.marked());
            world.notes.absorb(&mut fork.notes);
        }
        day = calendar::plus_days(day, 1);
    }
    for sheets in ready {
        press.feed(sheets, &marked)?;
    }
    press.finish(&marked)
}

impl Company {
    /// The answers in the shape of the samples' `truth.json`: people, rings, planted.
    pub fn truth_json(&self) -> String {
        self.truth.json(&self.name, self.start, self.now)
    }
}

impl Outline {
    /// The answers in the shape of the samples' `truth.json`: people, rings, planted.
    pub fn truth_json(&self) -> String {
        self.truth.json(&self.name, self.start, self.now)
    }
}
