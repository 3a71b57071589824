//! From decided cases to fitted scales.
//!
//! In: everything that was weighed, and which people were confirmed or cleared, and when. Out: for each indicator
//! what its levels are worth now and after the fit, and in how many cases each was seen.
//!
//! A case shows the heaviest level of an indicator that was known when it was decided, on each side: what became
//! known by the decision itself (that somebody was dismissed) must not speak for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use model::{Bits, PersonId, Status};

use crate::calibrate::{Cases, LEVEL_SIGHTINGS_MIN, TooFew, calibrate};
use crate::{Scale, Weighing};

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    pub confirmed: bool,
    /// What became known later is not looked at; without a time, all is.
    pub at: Option<Timestamp>,
}

/// One indicator after the fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    pub indicator: Arc<str>,
    /// In the order of the scale.
    pub levels: Vec<FittedLevel>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FittedLevel {
    pub level: String,
    pub shipped: Bits,
    /// What holds now.
    pub before: Bits,
    pub after: Bits,
    pub seen: Cases,
}

impl Fitted {
    pub fn changes(&self) -> bool {
        self.levels.iter().any(|it| it.before != it.after)
    }

    pub fn is_seen(&self) -> bool {
        self.levels.iter().any(|it| it.seen != Cases::default())
    }
}

/// How many there are of each.
pub fn count(decided: &BTreeMap<PersonId, Decided>) -> Cases {
    let confirmed = decided.values().filter(|it| it.confirmed).count();
    Cases { confirmed: whole(confirmed), cleared: whole(decided.len() - confirmed) }
}

/// Fits every settled indicator. One of which no level was seen often enough keeps what holds now; all others are
/// fitted from what is shipped, so that a fit of a fit goes no further.
pub fn fit(weighing: &Weighing, decided: &BTreeMap<PersonId, Decided>) -> Result<Vec<Fitted>, TooFew> {
    let all = count(decided);
    let seen = sightings(weighing, decided);
    let mut res = Vec::new();
    for (shipped, now) in weighing.shipped.iter().zip(&weighing.scales) {
        if shipped.status != Status::Settled {
            continue;
        }
        let seen_of = |level: &str| {
            seen.get(&(shipped.indicator.clone(), level.to_owned())).copied().unwrap_or_default()
        };
        let levels: Vec<(Bits, Cases)> =
            shipped.levels.iter().map(|(name, bits)| (*bits, seen_of(name))).collect();
        let fitted = calibrate(&levels, all)?;
        let is_told = levels.iter().any(|(_, it)| it.confirmed + it.cleared >= LEVEL_SIGHTINGS_MIN);
        let levels =
            shipped.levels.iter().zip(levels).zip(fitted).map(|(((name, shipped), (_, seen)), fitted)| {
                let before = now.bits(name).unwrap_or(*shipped);
                let after = if is_told { fitted } else { before };
                FittedLevel { level: name.clone(), shipped: *shipped, before, after, seen }
            });
        res.push(Fitted { indicator: shipped.indicator.clone(), levels: levels.collect() });
    }
    Ok(res)
}

/// The scales with what was fitted in them.
pub fn with_fitted(scales: &[Scale], fitted: &[Fitted]) -> Vec<Scale> {
    let mut res = scales.to_vec();
    for scale in &mut res {
        let Some(fitted) = fitted.iter().find(|it| it.indicator == scale.indicator) else { continue };
        for (name, bits) in &mut scale.levels {
            if let Some(level) = fitted.levels.iter().find(|it| it.level == *name) {
                *bits = level.after;
            }
        }
    }
    res
}

/// By indicator and level: in how many cases it was the heaviest of its side.
fn sightings(
    weighing: &Weighing,
    decided: &BTreeMap<PersonId, Decided>,
) -> BTreeMap<(Arc<str>, String), Cases> {
    // The heaviest level of a person, an indicator, and a side.
    let mut heaviest: BTreeMap<(&PersonId, &Arc<str>, bool), (Bits, &str)> = BTreeMap::new();
    for (indicator, finding) in &weighing.findings {
        let Some(person) = finding.subject.person() else { continue };
        let Some(case) = decided.get(person) else { continue };
        let Some(scale) = weighing.shipped.iter().find(|it| it.indicator == *indicator) else { continue };
        let end = case.at.map_or(weighing.now, |it| it.min(weighing.now));
        let Some(step) = finding.steps().iter().rfind(|it| it.known_at <= end) else { continue };
        let Some(bits) = scale.bits(&step.level) else { continue };
        let worth = if bits < Bits::ZERO { -bits } else { bits };
        let best = heaviest.entry((person, indicator, bits < Bits::ZERO)).or_insert((worth, &step.level));
        // Of levels of one worth the first by name, so that the order of the findings decides nothing.
        if worth > best.0 || (worth == best.0 && *step.level < *best.1) {
            *best = (worth, &step.level);
        }
    }
    let mut res: BTreeMap<(Arc<str>, String), Cases> = BTreeMap::new();
    for ((person, indicator, _), (_, level)) in heaviest {
        let seen = res.entry((indicator.clone(), level.to_owned())).or_default();
        if decided.get(person).is_some_and(|it| it.confirmed) {
            seen.confirmed += 1;
        } else {
            seen.cleared += 1;
        }
    }
    res
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::{day, found, weighing};

    /// Twelve confirmed and twelve cleared people; the sign is seen with all confirmed and with `honest` cleared ones.
    fn cases(honest: usize, known: i64) -> (Weighing, BTreeMap<PersonId, Decided>) {
        let mut findings = Vec::new();
        let mut decided = BTreeMap::new();
        for idx in 0..24 {
            let person = format!("worker:W{idx:02}");
            let confirmed = idx < 12;
            if confirmed || idx - 12 < honest {
                findings.push(found("pay-a", &person, "high", known, idx as i64));
            }
            decided.insert(PersonId::from_column(&person), Decided { confirmed, at: Some(day(50)) });
        }
        (weighing(findings), decided)
    }

    fn level(fitted: &[Fitted], indicator: &str, level: &str) -> FittedLevel {
        let it = fitted.iter().find(|it| &*it.indicator == indicator).expect("settled");
        it.levels.iter().find(|it| it.level == level).expect("a level").clone()
    }

    #[test]
    fn a_sign_that_cleared_people_show_too_weighs_less_and_others_stay() {
        let (weighing, decided) = cases(10, 3);
        let fitted = fit(&weighing, &decided).unwrap();
        let high = level(&fitted, "pay-a", "high");
        assert_eq!(high.seen, Cases { confirmed: 12, cleared: 10 });
        assert!(high.after < high.before, "{high:?}");
        assert!(
            fitted.iter().filter(|it| &*it.indicator != "pay-a").all(|it| !it.changes() && !it.is_seen())
        );
    }

    #[test]
    fn what_became_known_after_the_decision_is_not_looked_at() {
        let (weighing, decided) = cases(10, 51);
        assert!(fit(&weighing, &decided).unwrap().iter().all(|it| !it.is_seen()));
    }

    #[test]
    fn a_fit_of_a_fit_goes_no_further() {
        let (mut weighing, decided) = cases(12, 3);
        let once = fit(&weighing, &decided).unwrap();
        weighing.scales = with_fitted(&weighing.scales, &once);
        let twice = fit(&weighing, &decided).unwrap();
        assert_eq!(level(&once, "pay-a", "high").after, level(&twice, "pay-a", "high").after);
        assert!(twice.iter().all(|it| !it.changes()));
    }

    #[test]
    fn what_the_company_has_set_stays_where_the_cases_say_nothing() {
        let (mut weighing, decided) = cases(12, 3);
        let position = weighing.scales.iter().position(|it| &*it.indicator == "net-a").unwrap();
        weighing.scales[position].levels[1].1 = Bits::from_hundredths(123);
        let fitted = fit(&weighing, &decided).unwrap();
        assert_eq!(level(&fitted, "net-a", "high").after, Bits::from_hundredths(123));
    }

    #[test]
    fn what_is_on_trial_is_not_fitted() {
        let (weighing, decided) = cases(12, 3);
        assert!(fit(&weighing, &decided).unwrap().iter().all(|it| &*it.indicator != "try"));
    }

    #[test]
    fn too_few_are_refused() {
        let (weighing, mut decided) = cases(12, 3);
        decided.retain(|person, it| !it.confirmed || person.as_str() < "worker:W05");
        assert_eq!(fit(&weighing, &decided).unwrap_err().found, Cases { confirmed: 5, cleared: 12 });
    }
}
