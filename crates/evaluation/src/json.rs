//! An evaluation as JSON, for other programs.
//!
//! Shares are `{"hits", "of", "value", "low", "high"}`; the last three are null where there is nothing to count. Intervals
//! are 95 %. Fields are added, not renamed; `version` says when one had to be.

use model::Tier;
use serde_json::{Value, json};

use crate::count::{Quartiles, Share};
use crate::evaluation::{Evaluation, ScenarioRow};
use crate::person_report::PersonLine;
use crate::rings::PairScore;

/// Shape of the file.
const VERSION: u32 = 1;

impl Evaluation {
    /// Pretty, with a line feed at its end.
    pub fn json(&self) -> String {
        let whole = json!({
            "version": VERSION,
            "companies": self.companies.iter().map(|it| json!({
                "company": it.company,
                "people": it.people,
                "guilty_raised": share(it.guilty_raised),
                "honest_raised": share(it.honest_raised),
                "raised_in_time": share(it.raised_in_time),
                "ring_pairs": pairs(it.ring_pairs),
                "untold": it.untold,
                "merged": it.merged,
            })).collect::<Vec<_>>(),
            "tiers": self.tiers.iter().map(|it| json!({
                "tier": it.tier.id(),
                "recall": share(it.recall),
                "precision": share(it.precision),
                "honest": share(it.honest),
                "honest_per_thousand": it.honest.value().map(|it| it * 1_000.0),
                "look_alikes": share(it.look_alikes),
            })).collect::<Vec<_>>(),
            "expected": self.expected.iter().map(|it| json!({
                "truth": if it.is_guilty { "guilty" } else { "lookalike" },
                "expected": it.expected.id(),
                "met": share(it.met),
                "found": Tier::ALL.iter().zip(it.found).map(|(tier, n)| (tier.id().to_owned(), n.into())).collect::<serde_json::Map<_, _>>(),
            })).collect::<Vec<_>>(),
            "budget": {
                "people_a_week": self.budget.people_a_week,
                "weeks": self.budget.weeks,
                "recall": share(self.budget.recall),
                "precision": share(self.budget.precision),
                "in_time": share(self.budget.in_time),
                "left_in_line": self.budget.left_in_line,
                "recall_from_top": share(self.budget.recall_from_top),
            },
            "timing": {
                "first_sign_to_raised_days": quartiles(self.timing.first_sign_to_raised),
                "before_loss_days": quartiles(self.timing.before_loss),
                "raised_in_time": share(self.timing.raised_in_time),
            },
            "ring_pairs": pairs(self.ring_pairs),
            "ring_f1_of_companies": quartiles(self.ring_f1),
            "scenarios": scenarios(&self.scenarios),
            "scenario_kinds": scenarios(&self.scenario_kinds),
            "indicators": self.indicators.iter().map(|it| json!({
                "indicator": it.indicator,
                "is_known": it.is_known,
                "recall": share(it.recall),
                "not_looked": it.not_looked,
                "harmless_seen": share(it.harmless_seen),
                "guilty_fire": share(it.guilty_fire),
                "honest_fire": share(it.honest_fire),
                "observed_bits": it.observed_bits,
            })).collect::<Vec<_>>(),
            "calibration": {
                "prior": self.calibration.prior,
                "prior_is_observed": self.calibration.prior_is_observed,
                "bins": self.calibration.bins.iter().map(|it| json!({
                    "from": it.from,
                    "to": it.to,
                    "mean_bits": it.mean_bits,
                    "predicted": it.predicted,
                    "observed": share(it.observed),
                    "observed_bits": it.observed_bits,
                })).collect::<Vec<_>>(),
            },
            "guilty": people(&self.guilty),
            "look_alikes": people(&self.look_alikes),
            "honest_raised": people(&self.honest_raised),
            "untold_raised": people(&self.untold_raised),
            "absent": people(&self.absent),
            "problems": self.problems,
        });
        pretty(&whole)
    }
}

pub(crate) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

pub(crate) fn share(it: Share) -> Value {
    json!({
        "hits": it.hits,
        "of": it.of,
        "value": it.value(),
        "low": it.interval.map(|it| it.low),
        "high": it.interval.map(|it| it.high),
    })
}

fn quartiles(it: Option<Quartiles>) -> Value {
    match it {
        Some(it) => json!({ "n": it.n, "lower": it.lower, "median": it.median, "upper": it.upper }),
        None => Value::Null,
    }
}

fn pairs(it: PairScore) -> Value {
    json!({
        "both": it.both,
        "only_true": it.only_true,
        "only_found": it.only_found,
        "precision": it.precision(),
        "recall": it.recall(),
        "f1": it.f1(),
    })
}

fn scenarios(all: &[ScenarioRow]) -> Vec<Value> {
    let mut res = Vec::new();
    for it in all {
        res.push(json!({
            "scenario": it.scenario,
            "truth": if it.is_guilty { "guilty" } else { "lookalike" },
            "watched": share(it.watched),
            "raised": share(it.raised),
        }));
    }
    res
}

fn people(all: &[PersonLine]) -> Vec<Value> {
    let mut res = Vec::new();
    for it in all {
        res.push(json!({
            "company": it.company,
            "key": it.key,
            "person": it.person,
            "scenario": it.scenario,
            "truth": it.standing.id(),
            "expect": it.expect,
            "is_present": it.is_present,
            "tier": it.tier.id(),
            "bits": it.bits.as_f64(),
            "raised_at": it.raised_at.map(|it| it.to_string()),
            "prevent_by": it.prevent_by.map(|it| it.to_string()),
            "days_before_loss": it.days_before_loss,
            "reasons": it.reasons,
        }));
    }
    res
}
