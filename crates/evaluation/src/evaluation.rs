//! The figures of one company or of many, put together.
//!
//! In: pairs of a truth and a scan's outputs, and settings. Out: [`Evaluation`]. Everything in it is a count or follows
//! from counts; there is no single figure for all, since an analyst's hours, a missed case and a wrong suspicion cannot be
//! exchanged for one another.

use std::collections::BTreeMap;

use crate::budget::{self, Budget};
use crate::by_indicator::{self, IndicatorRow};
use crate::calibration::{self, Calibration};
use crate::count::{Quartiles, Share};
use crate::expected::{self, ExpectedRow};
use crate::joined::Joined;
use crate::outputs::Outputs;
use crate::person_report::{PersonLine, lines};
use crate::rings::{self, PairScore};
use crate::tiers::{self, TierRow};
use crate::timing::{self, Timing};
use crate::truth::{Standing, Truth};

#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many people can be looked at in a week.
    pub people_a_week: u64,
    /// Share of guilty people before any evidence is heard; without it, the share among the people evaluated.
    pub prior: Option<f64>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { people_a_week: 5, prior: None }
    }
}

#[derive(Clone, Debug)]
pub struct Evaluation {
    pub companies: Vec<CompanyRow>,
    /// Watch, verify, urgent.
    pub tiers: Vec<TierRow>,
    /// Beside what the truth expects.
    pub expected: Vec<ExpectedRow>,
    pub budget: Budget,
    pub timing: Timing,
    /// Sums over companies.
    pub ring_pairs: PairScore,
    /// F1 of each company that has a pair.
    pub ring_f1: Option<Quartiles>,
    pub scenarios: Vec<ScenarioRow>,
    /// The same by kind of story, the letters before its number: `all C` of published cases, `all Q` of quiet ones.
    pub scenario_kinds: Vec<ScenarioRow>,
    pub indicators: Vec<IndicatorRow>,
    pub calibration: Calibration,
    pub guilty: Vec<PersonLine>,
    pub look_alikes: Vec<PersonLine>,
    /// Honest people who are no look-alikes and were raised.
    pub honest_raised: Vec<PersonLine>,
    /// Raised people of whom the truth says nothing, where it does not say that such people are honest. Not counted.
    pub untold_raised: Vec<PersonLine>,
    /// People of the truth who stand in no row of `people.csv`.
    pub absent: Vec<PersonLine>,
    /// What could not be read, with the company.
    pub problems: Vec<String>,
}

/// One company.
#[derive(Clone, Debug)]
pub struct CompanyRow {
    pub company: String,
    /// People in `people.csv`.
    pub people: u64,
    /// Guilty people raised, of all guilty people.
    pub guilty_raised: Share,
    /// Honest people raised, of all honest people.
    pub honest_raised: Share,
    pub raised_in_time: Share,
    pub ring_pairs: PairScore,
    /// People whom the truth does not speak of, and does not call honest.
    pub untold: u64,
    /// Keys of people of the truth whom the scan takes for one.
    pub merged: Vec<Vec<String>>,
}

/// One story, over all companies.
#[derive(Clone, Debug)]
pub struct ScenarioRow {
    pub scenario: String,
    pub is_guilty: bool,
    /// At watch or above.
    pub watched: Share,
    /// At verify or above.
    pub raised: Share,
}

impl Evaluation {
    pub fn of(pairs: &[(Truth, Outputs)], settings: &Settings) -> Evaluation {
        let joined: Vec<Joined<'_>> =
            pairs.iter().map(|(truth, outputs)| Joined::new(truth, outputs)).collect();
        let mut companies = Vec::new();
        let mut ring_pairs = PairScore::default();
        let mut f1 = Vec::new();
        let mut problems = Vec::new();
        for it in &joined {
            let row = company(it);
            ring_pairs.add(row.ring_pairs);
            f1.extend(row.ring_pairs.f1());
            for problem in &it.outputs.problems {
                problems.push(format!("{}: {problem}", row.company));
            }
            companies.push(row);
        }
        Evaluation {
            companies,
            tiers: tiers::rows(&joined),
            expected: expected::rows(&joined),
            budget: budget::of(&joined, settings.people_a_week),
            timing: timing::of(&joined),
            ring_pairs,
            ring_f1: Quartiles::of(&f1),
            scenarios: scenarios(&joined, |it| it.to_owned()),
            scenario_kinds: scenarios(&joined, kind),
            indicators: by_indicator::rows(&joined),
            calibration: calibration::of(&joined, settings.prior),
            guilty: lines(&joined, |it| it.standing == Standing::Guilty),
            look_alikes: lines(&joined, |it| it.standing == Standing::LookAlike),
            honest_raised: lines(&joined, |it| it.standing == Standing::Honest && it.tier.raised()),
            untold_raised: lines(&joined, |it| it.standing == Standing::Untold && it.tier.raised()),
            absent: lines(&joined, |it| !it.is_present),
            problems,
        }
    }

    /// The line at verify: people who are raised.
    pub fn raised(&self) -> Option<&TierRow> {
        self.tiers.iter().find(|it| it.tier == model::Tier::Verify)
    }
}

fn company(it: &Joined<'_>) -> CompanyRow {
    let raised = |wanted: &dyn Fn(Standing) -> bool| {
        let all = it.n_of(|it| wanted(it.standing) && (it.is_present || it.standing == Standing::Guilty));
        Share::new(it.n_of(|it| wanted(it.standing) && it.tier.raised()), all)
    };
    CompanyRow {
        company: it.truth.company.clone(),
        people: it.outputs.people.len() as u64,
        guilty_raised: raised(&|it| it == Standing::Guilty),
        honest_raised: raised(&Standing::is_honest),
        raised_in_time: timing::of(std::slice::from_ref(it)).raised_in_time,
        ring_pairs: rings::of_company(it),
        untold: it.n_of(|it| it.standing == Standing::Untold),
        merged: it.merged.iter().map(|it| it.iter().map(|it| (*it).to_owned()).collect()).collect(),
    }
}

/// By story, guilty ones first.
fn scenarios(companies: &[Joined<'_>], name: impl Fn(&str) -> String) -> Vec<ScenarioRow> {
    /// For each company at watch or above, raised, all.
    type Counts = Vec<(u64, u64, u64)>;
    let mut counts: BTreeMap<(bool, String), Counts> = BTreeMap::new();
    for (place, company) in companies.iter().enumerate() {
        for it in &company.people {
            let honest = match it.standing {
                Standing::Guilty => false,
                Standing::LookAlike => true,
                Standing::Honest | Standing::Untold => continue,
            };
            let rows = counts.entry((honest, name(it.scenario))).or_default();
            rows.resize(companies.len(), (0, 0, 0));
            if let Some(row) = rows.get_mut(place) {
                row.0 += u64::from(it.tier >= model::Tier::Watch);
                row.1 += u64::from(it.tier.raised());
                row.2 += 1;
            }
        }
    }
    let mut res = Vec::new();
    for ((honest, scenario), rows) in counts {
        let watched: Vec<(u64, u64)> = rows.iter().map(|it| (it.0, it.2)).collect();
        let raised: Vec<(u64, u64)> = rows.iter().map(|it| (it.1, it.2)).collect();
        res.push(ScenarioRow {
            scenario,
            is_guilty: !honest,
            watched: Share::of_companies(&watched),
            raised: Share::of_companies(&raised),
        });
    }
    res
}

fn kind(scenario: &str) -> String {
    let letters: String = scenario.chars().take_while(|it| it.is_alphabetic()).collect();
    format!("all {}", if letters.is_empty() { "without a name" } else { &letters })
}
