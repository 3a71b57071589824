//! What must hold of every score, and the plain cases that a quick version gets wrong.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use model::{Bits, Category, Evidence, Finding, PersonId, Status, Tier};
use proptest::prelude::*;

use crate::{Exemption, PersonScore, Scale, Weighed, Weighing, weigh};

fn scale(indicator: &str, category: Category, cause: &str, levels: &[(&str, i32)], parts: &[&str]) -> Scale {
    Scale {
        indicator: indicator.into(),
        version: "sha256:0".into(),
        status: Status::Settled,
        category,
        cause: cause.into(),
        levels: levels.iter().map(|(name, it)| (name.to_string(), Bits::from_hundredths(*it))).collect(),
        parts: parts.iter().map(|it| it.to_string()).collect(),
        clears: Some(format!("{cause} explained")),
    }
}

/// Two indicators of one cause, others alone, traits that are benign alone, counter-evidence with and without a
/// cause of its own, a trial, and combinations that hang together in a chain.
fn scales() -> Vec<Scale> {
    use Category::*;
    let mut res = vec![
        scale("pay-a", Pay, "route", &[("low", 150), ("high", 400), ("explained", -300)], &[]),
        scale("pay-b", Pay, "route", &[("low", 60), ("high", 233), ("explained", -500)], &[]),
        scale("net-a", Network, "exit", &[("low", 101), ("high", 350), ("explained", -200)], &[]),
        scale("dev-a", Device, "box", &[("low", 90), ("high", 600), ("explained", -100)], &[]),
        scale("ident-a", Identity, "papers", &[("low", 45), ("high", 500), ("explained", -250)], &[]),
        scale("trait-a", Identity, "trait-a", &[("low", 20), ("high", 30), ("explained", -20)], &[]),
        scale("trait-b", Conduct, "trait-b", &[("low", 25), ("high", 30), ("explained", -20)], &[]),
        scale("trait-c", Graph, "trait-c", &[("low", 10), ("high", 30), ("explained", -20)], &[]),
        scale("trait-d", Network, "exit", &[("low", 10), ("high", 30), ("explained", -20)], &[]),
        scale("met", Identity, "proved", &[("low", -150), ("high", -300), ("explained", -100)], &[]),
        scale("try", Conduct, "trial", &[("low", 700), ("high", 900), ("explained", -900)], &[]),
        scale("k1", Graph, "k1", &[("low", 500), ("high", 900), ("explained", 0)], &["pay-a", "net-a"]),
        scale("k2", Graph, "k2", &[("low", 300), ("high", 1000), ("explained", -100)], &["net-a", "dev-a"]),
        scale(
            "k3",
            Graph,
            "k3",
            &[("low", 250), ("high", 800), ("explained", 0)],
            &["trait-a", "trait-b", "trait-c"],
        ),
    ];
    res[10].status = Status::Trial;
    res
}

pub(crate) fn day(day: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * day)
}

pub(crate) fn found(
    indicator: &str,
    person: &str,
    level: &str,
    known: i64,
    record: i64,
) -> (Arc<str>, Finding) {
    let finding =
        Finding::about(person, level, day(known), "seen".into(), vec![record]).expect("has a record");
    (indicator.into(), finding)
}

const NOW: i64 = 100;
pub(crate) const PERSON: &str = "worker:W1";
const LEVELS: [&str; 3] = ["low", "high", "explained"];

pub(crate) type Drawn = (usize, usize, usize, i64, i64, Option<(usize, i64)>);

/// `scales` bounds which indicators are drawn, `levels` which levels.
pub(crate) fn drawn(scales: std::ops::Range<usize>, levels: usize) -> impl Strategy<Value = Vec<Drawn>> {
    let earlier = prop::option::of((0..levels, 0_i64..40));
    prop::collection::vec((scales, 0..levels, 0_usize..2, 10_i64..95, 0_i64..12, earlier), 0..14)
}

pub(crate) fn findings(drawn: &[Drawn]) -> Vec<(Arc<str>, Finding)> {
    let scales = scales();
    let mut res = Vec::new();
    for (which, level, person, known, record, earlier) in drawn {
        let person = ["worker:W1", "applicant:A2"][*person];
        let (indicator, mut finding) =
            found(&scales[*which].indicator, person, LEVELS[*level], *known, *record);
        if let Some((level, before)) = earlier {
            finding = finding.earlier(day(known - before), LEVELS[*level]);
        }
        res.push((indicator, finding));
    }
    res
}

pub(crate) fn now(findings: &[(Arc<str>, Finding)]) -> Weighed {
    weigh(findings, &scales(), &[], day(NOW))
}

pub(crate) fn weighing(findings: Vec<(Arc<str>, Finding)>) -> Weighing {
    Weighing { findings, scales: scales(), shipped: scales(), exemptions: Vec::new(), now: day(NOW) }
}

fn total(weighed: &Weighed) -> Bits {
    weighed.scores.iter().map(|it| it.bits).sum()
}

fn only(weighed: &Weighed) -> &PersonScore {
    let [score] = weighed.scores.as_slice() else { panic!("one person: {:?}", weighed.scores) };
    score
}

fn shown<'a>(weighed: &'a Weighed, indicator: &str) -> &'a Evidence {
    let mut found = weighed.evidence.iter().filter(|(it, _)| &*it.indicator == indicator);
    &found.next().expect("it was found").0
}

fn hundredths(weighed: &Weighed, indicator: &str) -> i32 {
    shown(weighed, indicator).counted.hundredths()
}

proptest! {
    #[test]
    fn a_score_is_exactly_what_is_shown_and_nothing_counts_more_than_its_worth(drawn in drawn(0..14, 3)) {
        let weighed = now(&findings(&drawn));
        for score in &weighed.scores {
            let of_person = weighed.evidence.iter().filter(|(it, _)| it.subject.person() == Some(&score.person));
            let sum: Bits = of_person.map(|(it, _)| it.counted).sum();
            prop_assert_eq!(sum, score.bits);
            prop_assert_eq!(score.tier, Tier::of(score.bits, score.categories.len()));
        }
        for (it, _) in &weighed.evidence {
            prop_assert!(it.counted.hundredths().abs() <= it.bits.hundredths().abs(), "{:?}", it);
            prop_assert!(i64::from(it.counted.hundredths()) * i64::from(it.bits.hundredths()) >= 0, "{:?}", it);
            prop_assert_eq!(it.counted == it.bits, it.counted_why.is_empty(), "{:?}", it);
        }
        prop_assert!(weighed.unscaled.is_empty());
    }

    #[test]
    fn order_and_repetition_change_nothing(
        (drawn, shuffled) in drawn(0..14, 3).prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
        again in 0_usize..14,
    ) {
        let mut other = findings(&shuffled);
        let repeated: Vec<_> = other.iter().take(again).cloned().collect();
        other.extend(repeated);
        prop_assert_eq!(now(&findings(&drawn)), now(&other));
    }

    #[test]
    fn what_is_benign_alone_never_raises_however_much_there_is(
        levels in prop::collection::vec((5_usize..9, 0_usize..2, 10_i64..95), 0..200),
    ) {
        let mut drawn: Vec<Drawn> = Vec::new();
        for (idx, (which, level, known)) in levels.iter().enumerate() {
            drawn.push((*which, *level, 0, *known, idx as i64, None));
        }
        let weighed = now(&findings(&drawn));
        for score in &weighed.scores {
            prop_assert!(score.bits <= Bits::from_hundredths(100));
            prop_assert!(score.categories.is_empty() && score.tier == Tier::None);
        }
        // Even with the combination that rests on such traits only.
        drawn.push((13, 1, 0, 50, 0, None));
        for score in &now(&findings(&drawn)).scores {
            prop_assert!(score.tier <= Tier::Watch);
        }
    }

    #[test]
    fn more_evidence_against_a_person_never_lowers_the_sum(drawn in drawn(0..11, 3), more in (0_usize..9, 0_usize..2)) {
        let before = findings(&drawn);
        let mut after = before.clone();
        after.push(found(&scales()[more.0].indicator, PERSON, LEVELS[more.1], 50, 99));
        prop_assert!(total(&now(&after)) >= total(&now(&before)));
    }

    #[test]
    fn nor_does_it_where_combinations_share_it(
        drawn in prop::collection::vec((prop::sample::select(vec![0_usize, 1, 2, 3, 4, 9, 11, 12]), 0_usize..3, 0_i64..12), 0..14),
        more in (0_usize..5, 0_usize..2),
    ) {
        let drawn: Vec<Drawn> = drawn.into_iter().map(|(which, level, record)| (which, level, 0, 40, record, None)).collect();
        let before = findings(&drawn);
        let mut after = before.clone();
        after.push(found(&scales()[more.0].indicator, PERSON, LEVELS[more.1], 50, 99));
        prop_assert!(total(&now(&after)) >= total(&now(&before)));
    }

    #[test]
    fn counter_evidence_never_raises(drawn in drawn(0..14, 3), more in 0_usize..10) {
        let before = findings(&drawn);
        let mut after = before.clone();
        after.push(found(&scales()[more].indicator, PERSON, "explained", 50, 99));
        let (before, after) = (now(&before), now(&after));
        prop_assert!(total(&after) <= total(&before));
        let tier = |weighed: &Weighed| weighed.scores.iter().filter(|it| it.person.as_str() == PERSON).map(|it| it.tier).max();
        prop_assert!(tier(&after).unwrap_or_default() <= tier(&before).unwrap_or_default());
    }

    #[test]
    fn an_exemption_from_what_speaks_against_never_adds(
        drawn in drawn(0..14, 2),
        which in prop::sample::select(vec![0_usize, 1, 2, 3, 4, 5, 6, 7, 8, 10]),
         until in prop::option::of(0_i64..100),
    ) {
        let findings = findings(&drawn);
        let exemption = Exemption {
            person: PersonId::from_column(PERSON),
            indicator: scales()[which].indicator.to_string(),
            until: until.map(day),
        };
        let exempt = weigh(&findings, &scales(), std::slice::from_ref(&exemption), day(NOW));
        let of_person = |weighed: &Weighed, name: &str| weighed.scores.iter().find(|it| it.person.as_str() == name).map(|it| it.bits);
        prop_assert_eq!(of_person(&exempt, "applicant:A2"), of_person(&now(&findings), "applicant:A2"));
        // The excess of a combination takes the place of an exempt part at most, and adds nothing beyond.
        prop_assert!(of_person(&exempt, PERSON) <= of_person(&now(&findings), PERSON));
        for (it, _) in exempt.evidence.iter().filter(|(it, _)| it.exempt) {
            prop_assert_eq!(it.counted, Bits::ZERO);
            prop_assert_eq!(&*it.indicator, &*exemption.indicator);
            prop_assert!(exemption.until.is_none_or(|until| it.known_at <= until));
        }
    }

    #[test]
    fn a_combination_counts_only_its_excess(drawn in drawn(0..13, 2)) {
        let drawn: Vec<Drawn> = drawn.into_iter().map(|it| (it.0, it.1, 0, it.3, it.4, None)).collect();
        let weighed = now(&findings(&drawn));
        for (combination, _) in weighed.evidence.iter().filter(|(it, _)| it.indicator.starts_with('k')) {
            let scale = scales().into_iter().find(|it| it.indicator == combination.indicator).expect("has a scale");
            let parts = weighed.evidence.iter().filter(|(it, _)| scale.parts.iter().any(|part| **part == *it.indicator));
            let parts: Bits = parts.map(|(it, _)| it.counted).sum();
            prop_assert!(combination.counted <= (combination.bits - parts).max(Bits::ZERO));
        }
    }

    #[test]
    fn the_replay_ends_where_the_score_stands(drawn in drawn(0..14, 3)) {
        let findings = findings(&drawn);
        let weighed = now(&findings);
        for score in &weighed.scores {
            prop_assert_eq!(score.raised_at.is_some(), score.tier.raised());
            prop_assert_eq!(score.would_clear.is_some(), score.tier.raised());
            let Some(raised) = score.raised_at else { continue };
            prop_assert!(score.first_evidence_at.is_some_and(|it| it <= raised));
            // Weighed on that very day they are raised, and a moment before they are not.
            let tier_on = |moment: Timestamp| {
                let then = weigh(&findings, &scales(), &[], moment);
                then.scores.iter().find(|it| it.person == score.person).map_or(Tier::None, |it| it.tier)
            };
            prop_assert!(tier_on(raised).raised());
            prop_assert!(!tier_on(raised - SignedDuration::from_secs(1)).raised());
        }
    }
}

#[test]
fn the_strongest_of_a_cause_counts_in_full_and_the_rest_a_quarter() {
    let weighed = now(&[
        found("pay-a", PERSON, "high", 1, 1),
        found("pay-b", PERSON, "high", 1, 2),
        found("pay-b", PERSON, "low", 1, 3),
    ]);
    // (2.33 + 0.60) / 4 = 0.73
    assert_eq!(only(&weighed).bits, Bits::from_hundredths(473));
    assert_eq!(shown(&weighed, "pay-b").counted_why, "same cause as pay-a, which counts in full");
    assert_eq!(only(&weighed).reasons, ["pay-a".into(), "pay-b".into()]);
}

#[test]
fn the_rest_of_a_cause_adds_one_bit_at_most() {
    let many: Vec<_> = (0..40).map(|it| found("pay-a", PERSON, "high", 1, it)).collect();
    assert_eq!(only(&now(&many)).bits, Bits::from_hundredths(500));
}

#[test]
fn counter_evidence_clears_its_cause_and_no_more() {
    let weighed = now(&[
        found("pay-a", PERSON, "low", 1, 1),
        found("pay-b", PERSON, "explained", 2, 2),
        found("net-a", PERSON, "high", 1, 3),
    ]);
    assert_eq!(only(&weighed).bits, Bits::from_hundredths(350));
    assert_eq!(hundredths(&weighed, "pay-b"), -150);
    assert_eq!(only(&weighed).categories, [Category::Network]);
}

#[test]
fn counter_evidence_without_anything_to_clear_counts_nothing() {
    let weighed = now(&[found("pay-b", PERSON, "explained", 2, 2), found("net-a", PERSON, "high", 1, 3)]);
    assert_eq!((only(&weighed).bits, hundredths(&weighed, "pay-b")), (Bits::from_hundredths(350), 0));
}

#[test]
fn free_standing_counter_evidence_takes_off_four_bits_at_most() {
    let weighed = now(&[
        found("dev-a", PERSON, "high", 1, 1),
        found("met", PERSON, "high", 1, 2),
        found("met", PERSON, "low", 1, 3),
    ]);
    assert_eq!(only(&weighed).bits, Bits::from_hundredths(200));
}

#[test]
fn a_combination_does_not_give_back_what_counter_evidence_took() {
    let against = [
        found("pay-a", PERSON, "low", 1, 1),
        found("net-a", PERSON, "high", 1, 2),
        found("k1", PERSON, "high", 1, 3),
    ];
    assert_eq!(only(&now(&against)).bits, Bits::from_hundredths(900));
    let mut explained = against.to_vec();
    explained.push(found("pay-b", PERSON, "explained", 2, 4));
    assert_eq!(only(&now(&explained)).bits, Bits::from_hundredths(400));
}

#[test]
fn two_combinations_on_one_part_are_not_paid_twice() {
    let weighed = now(&[
        found("net-a", PERSON, "high", 1, 1),
        found("k1", PERSON, "high", 1, 2),
        found("k2", PERSON, "high", 1, 3),
    ]);
    // The stronger adds 6.50; beside part and excess the other has nothing left.
    assert_eq!((hundredths(&weighed, "k2"), hundredths(&weighed, "k1")), (650, 0));
    assert_eq!(shown(&weighed, "k1").counted_why, "the causes of its parts count 3.50 already; part of k2");
    assert_eq!(only(&weighed).tier, Tier::Watch, "one category, however many bits");
}

#[test]
fn a_combination_on_an_exempt_part_loses_its_share() {
    let findings = [
        found("pay-a", PERSON, "low", 1, 1),
        found("net-a", PERSON, "low", 1, 2),
        found("k1", PERSON, "high", 1, 3),
    ];
    let exemption =
        Exemption { person: PersonId::from_column(PERSON), indicator: "net-a".into(), until: None };
    let weighed = weigh(&findings, &scales(), &[exemption], day(NOW));
    assert_eq!(hundredths(&weighed, "k1"), 450 - 150);
    assert!(shown(&weighed, "net-a").exempt);
    assert_eq!(shown(&weighed, "net-a").counted_why, "exempt");
}

#[test]
fn an_exemption_ends() {
    let exemption =
        Exemption { person: PersonId::from_column(PERSON), indicator: "net-a".into(), until: Some(day(10)) };
    for (known, exempt) in [(10, true), (11, false)] {
        let weighed = weigh(
            &[found("net-a", PERSON, "high", known, 1)],
            &scales(),
            std::slice::from_ref(&exemption),
            day(NOW),
        );
        assert_eq!(shown(&weighed, "net-a").exempt, exempt);
        assert_eq!(only(&weighed).bits == Bits::ZERO, exempt);
    }
}

#[test]
fn a_trial_is_shown_and_weighs_nothing() {
    let weighed = now(&[found("try", PERSON, "high", 1, 1)]);
    assert_eq!(shown(&weighed, "try").counted_why, "trial: shown, weighs nothing");
    assert_eq!((only(&weighed).bits, only(&weighed).first_evidence_at), (Bits::ZERO, None));
}

#[test]
fn raised_when_the_second_category_became_known_and_cleared_by_the_cause_that_takes_most() {
    let (pay, growing) = found("pay-a", PERSON, "high", 30, 1);
    let weighed = now(&[
        found("dev-a", PERSON, "high", 5, 2),
        (pay, growing.earlier(day(20), "low")),
        found("trait-a", PERSON, "low", 1, 3),
    ]);
    let score = only(&weighed);
    assert_eq!((score.tier, score.bits), (Tier::Verify, Bits::from_hundredths(1020)));
    assert_eq!((score.first_evidence_at, score.raised_at), (Some(day(1)), Some(day(30))));
    let clear = score.would_clear.as_ref().expect("raised");
    assert_eq!((clear.fact.as_str(), clear.tier_left), ("box explained", Tier::Watch));
    assert_eq!(clear.bits_left, Bits::from_hundredths(420));
}

#[test]
fn a_withdrawn_finding_is_shown_and_weighs_nothing() {
    let (indicator, finding) = found("dev-a", PERSON, "none", 30, 1);
    let weighed = now(&[(indicator, finding.earlier(day(10), "high"))]);
    assert_eq!((shown(&weighed, "dev-a").bits, only(&weighed).tier), (Bits::ZERO, Tier::None));
    assert!(weighed.unscaled.is_empty());
}

#[test]
fn what_becomes_known_after_the_day_of_the_analysis_is_left_out() {
    let (indicator, finding) = found("dev-a", PERSON, "high", NOW + 1, 1);
    let weighed =
        now(&[(indicator, finding.earlier(day(10), "low")), found("net-a", PERSON, "high", NOW + 5, 2)]);
    assert_eq!(weighed.evidence.len(), 1);
    assert_eq!(
        (only(&weighed).bits, shown(&weighed, "dev-a").known_at),
        (Bits::from_hundredths(90), day(10))
    );
}

#[test]
fn the_same_facts_have_the_same_id_and_other_records_another() {
    let id = |record| shown(&now(&[found("dev-a", PERSON, "high", 3, record)]), "dev-a").id.clone();
    assert_eq!(id(1), id(1));
    assert_ne!(id(1), id(2));
    assert!(id(1).starts_with("sha256:") && id(1).len() == 71);
}

#[test]
fn a_handle_counts_for_nobody() {
    let subject = model::Subject::Handle { kind: "phone".into(), value: "+15550100".into() };
    let finding = Finding::new(subject, "high", day(3), "seen".into(), vec![1]).expect("has a record");
    let weighed = now(&[("dev-a".into(), finding)]);
    assert!(weighed.scores.is_empty());
    assert_eq!(
        (shown(&weighed, "dev-a").counted, shown(&weighed, "dev-a").bits),
        (Bits::ZERO, Bits::from_hundredths(600))
    );
}

#[test]
fn an_indicator_without_a_scale_is_named() {
    let weighed = now(&[found("unheard-of", PERSON, "high", 3, 1), found("dev-a", PERSON, "odd", 3, 1)]);
    assert_eq!(weighed.unscaled, ["dev-a/odd", "unheard-of"]);
}
