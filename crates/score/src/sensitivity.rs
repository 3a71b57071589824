//! Whose tier hangs on one weight?
//!
//! In: everything that was weighed, and how far a weight is moved. Out: the people whose tier another worth of one
//! single indicator would change. Each is an exact replay: the levels are moved, and everybody concerned is weighed
//! again with the same function.
//!
//! All levels of an indicator move together. None changes its side: what speaks against a person goes down to 0 and
//! no further, so does what speaks for them; a level worth 0 stays. A level that is benign alone stays so, since that
//! is a rule and no estimate.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::{Bits, PersonId, Status, Tier};

use crate::weighing::BENIGN_ALONE;
use crate::{PersonScore, Scale, Weighing};

/// One person, whom one indicator's weight would move to another tier.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    pub person: PersonId,
    pub indicator: Arc<str>,
    /// How far its levels were moved.
    pub moved: Bits,
    pub bits: Bits,
    pub tier: Tier,
    pub bits_then: Bits,
    pub tier_then: Tier,
}

/// Ordered by bits falling, then person, indicator, and the move.
pub fn sensitivity(weighing: &Weighing, step: Bits) -> Vec<Swing> {
    let mut concerned: BTreeMap<&Arc<str>, BTreeSet<PersonId>> = BTreeMap::new();
    for (indicator, finding) in &weighing.findings {
        if let Some(person) = finding.subject.person() {
            concerned.entry(indicator).or_default().insert(person.clone());
        }
    }
    let mut res = Vec::new();
    for (indicator, people) in concerned {
        let Some(position) = weighing.scales.iter().position(|it| it.indicator == *indicator) else {
            continue;
        };
        if weighing.scales[position].status != Status::Settled {
            continue;
        }
        let about = weighing.about(&people);
        let before = by_person(about.weigh().scores);
        for moved in [-step, step] {
            let mut scales = about.scales.clone();
            scales[position] = shifted(&scales[position], moved);
            let after = by_person(about.weigh_with(&scales).scores);
            for (person, was) in &before {
                let Some(is) = after.get(person).filter(|it| it.tier != was.tier) else { continue };
                res.push(Swing {
                    person: person.clone(),
                    indicator: indicator.clone(),
                    moved,
                    bits: was.bits,
                    tier: was.tier,
                    bits_then: is.bits,
                    tier_then: is.tier,
                });
            }
        }
    }
    res.sort_by(|a, b| {
        b.bits
            .cmp(&a.bits)
            .then_with(|| (&a.person, &a.indicator, a.moved).cmp(&(&b.person, &b.indicator, b.moved)))
    });
    res
}

fn by_person(scores: Vec<PersonScore>) -> BTreeMap<PersonId, PersonScore> {
    scores.into_iter().map(|it| (it.person.clone(), it)).collect()
}

/// The scale with all its levels moved, none across 0 or across the line below which a level is benign alone.
fn shifted(scale: &Scale, by: Bits) -> Scale {
    let mut res = scale.clone();
    for (_, bits) in &mut res.levels {
        let then = *bits + by;
        *bits = match *bits {
            it if it > BENIGN_ALONE => then.max(Bits::ZERO),
            it if it > Bits::ZERO => then.clamp(Bits::ZERO, BENIGN_ALONE),
            it if it < Bits::ZERO => then.min(Bits::ZERO),
            it => it,
        };
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::properties::{PERSON, drawn, findings, found, now, weighing};

    const BIT: Bits = Bits::from_hundredths(100);

    #[test]
    fn who_stands_just_above_a_line_hangs_on_a_weight() {
        // 4.00 and 5.00, of two categories; from 8.00 on somebody is raised.
        let weighing =
            weighing(vec![found("pay-a", PERSON, "high", 3, 1), found("ident-a", PERSON, "high", 4, 2)]);
        assert!(sensitivity(&weighing, BIT).is_empty(), "8.00 is still the line");
        let swings = sensitivity(&weighing, Bits::from_hundredths(101));
        let names: Vec<&str> = swings.iter().map(|it| &*it.indicator).collect();
        assert_eq!(names, ["ident-a", "pay-a"]);
        assert!(swings.iter().all(|it| it.tier == Tier::Verify && it.tier_then == Tier::Watch));
        assert!(swings.iter().all(|it| it.bits_then == Bits::from_hundredths(799)));
    }

    #[test]
    fn a_trait_that_is_benign_alone_stays_so() {
        let findings = vec![found("dev-a", PERSON, "high", 3, 1), found("trait-a", PERSON, "high", 3, 2)];
        assert!(
            sensitivity(&weighing(findings), Bits::from_hundredths(900))
                .iter()
                .all(|it| &*it.indicator != "trait-a")
        );
    }

    #[test]
    fn what_is_on_trial_moves_nobody() {
        assert!(sensitivity(&weighing(vec![found("try", PERSON, "high", 3, 1)]), BIT).is_empty());
    }

    proptest! {
        #[test]
        fn every_swing_is_what_weighing_again_says(drawn in drawn(0..14, 3)) {
            let findings = findings(&drawn);
            let before = by_person(now(&findings).scores);
            let weighing = weighing(findings);
            for swing in sensitivity(&weighing, BIT) {
                prop_assert_ne!(swing.tier, swing.tier_then);
                prop_assert_eq!((swing.bits, swing.tier), (before[&swing.person].bits, before[&swing.person].tier));
                let mut scales = weighing.scales.clone();
                for scale in scales.iter_mut().filter(|it| it.indicator == swing.indicator) {
                    *scale = shifted(scale, swing.moved);
                }
                let after = by_person(weighing.weigh_with(&scales).scores);
                let after = &after[&swing.person];
                prop_assert_eq!((swing.bits_then, swing.tier_then), (after.bits, after.tier));
            }
        }
    }
}
