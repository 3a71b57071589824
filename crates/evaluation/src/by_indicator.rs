//! Each indicator by itself: does it see what was planted, and on whom else does it fire?

use std::collections::{BTreeMap, BTreeSet};

use crate::count::Share;
use crate::joined::Joined;
use crate::truth::Standing;

#[derive(Clone, Debug)]
pub struct IndicatorRow {
    pub indicator: String,
    /// Planted on guilty people and seen, by (person, indicator).
    pub recall: Share,
    /// Planted signs where the scan said that it could not look, or where the indicator broke; they count as missed.
    pub not_looked: u64,
    /// Planted on honest people with a harmless reason, and seen. Seeing them is no mistake: weighing them too high is.
    pub harmless_seen: Share,
    /// Guilty people on whom it fires, planted or not.
    pub guilty_fire: Share,
    /// Honest people on whom it fires.
    pub honest_fire: Share,
    /// What firing says, in bits: log2 of the share of guilty over the share of honest people on whom it fires, with half
    /// a person added to each side. `None` where it never fires.
    pub observed_bits: Option<f64>,
    /// Whether the program has it at all.
    pub is_known: bool,
}

#[derive(Default)]
struct Counts {
    recall: Vec<(u64, u64)>,
    not_looked: u64,
    harmless: Vec<(u64, u64)>,
    guilty: Vec<(u64, u64)>,
    honest: Vec<(u64, u64)>,
    is_known: bool,
}

pub(crate) fn rows(companies: &[Joined<'_>]) -> Vec<IndicatorRow> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for it in companies {
        names.extend(it.outputs.coverage.keys().map(String::as_str));
        names.extend(it.outputs.fired.keys().map(String::as_str));
        names.extend(it.planted().map(|(it, _)| it.indicator.as_str()));
    }
    let mut all: BTreeMap<&str, Counts> = names.into_iter().map(|it| (it, Counts::default())).collect();
    for company in companies {
        let guilty_here = company.n_of(|it| it.standing == Standing::Guilty && it.is_present);
        let honest_here = company.n_of(|it| it.standing.is_honest() && it.is_present);
        let mut planted: BTreeMap<&str, BTreeSet<(usize, bool)>> = BTreeMap::new();
        for (sign, group) in company.planted() {
            planted.entry(&sign.indicator).or_default().insert((group, sign.guilty));
        }
        for (indicator, counts) in &mut all {
            let fired = company.fired(indicator);
            let outcome = company.outputs.coverage.get(*indicator).map(String::as_str);
            counts.is_known |= outcome.is_some() || !fired.is_empty();
            let (mut seen, mut harmless_seen, mut guilty_signs, mut harmless_signs) = (0, 0, 0, 0);
            for (group, guilty) in planted.get(indicator).into_iter().flatten() {
                let hit = u64::from(fired.contains(group));
                if *guilty {
                    guilty_signs += 1;
                    seen += hit;
                    let blind = matches!(outcome, Some("could_not_look" | "broke"));
                    counts.not_looked += u64::from(blind && hit == 0);
                } else {
                    harmless_signs += 1;
                    harmless_seen += hit;
                }
            }
            counts.recall.push((seen, guilty_signs));
            counts.harmless.push((harmless_seen, harmless_signs));
            let on = |guilty: bool| {
                company.n_of(|it| {
                    let side = if guilty { it.standing == Standing::Guilty } else { it.standing.is_honest() };
                    side && it.is_present && fired.contains(&it.group)
                })
            };
            counts.guilty.push((on(true), guilty_here));
            counts.honest.push((on(false), honest_here));
        }
    }
    let mut res = Vec::new();
    for (indicator, counts) in all {
        let guilty_fire = Share::of_companies(&counts.guilty);
        let honest_fire = Share::of_companies(&counts.honest);
        res.push(IndicatorRow {
            indicator: indicator.to_owned(),
            recall: Share::of_companies(&counts.recall),
            not_looked: counts.not_looked,
            harmless_seen: Share::of_companies(&counts.harmless),
            guilty_fire,
            honest_fire,
            observed_bits: observed_bits(guilty_fire, honest_fire),
            is_known: counts.is_known,
        });
    }
    res
}

fn observed_bits(guilty: Share, honest: Share) -> Option<f64> {
    if guilty.hits + honest.hits == 0 {
        return None;
    }
    let rate = |it: Share| (it.hits as f64 + 0.5) / (it.of as f64 + 1.0);
    Some((rate(guilty) / rate(honest)).log2())
}
