//! Every figure against its hand-made value.

use evaluation::{Evaluation, IndicatorRow, PairScore, Settings, Share};
use model::Tier;

use super::{PEOPLE, outputs, outputs_of, truth};

fn evaluated() -> Evaluation {
    Evaluation::of(&[(truth(), outputs())], &Settings::default())
}

fn counts(it: Share) -> (u64, u64) {
    (it.hits, it.of)
}

fn indicator<'a>(evaluation: &'a Evaluation, id: &str) -> &'a IndicatorRow {
    evaluation.indicators.iter().find(|it| it.indicator == id).unwrap()
}

#[test]
fn recall_precision_and_honest_people_at_each_line() {
    let found = evaluated();
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    let [watch, verify, urgent] = &found.tiers[..] else { panic!("three lines") };
    assert_eq!((watch.tier, verify.tier, urgent.tier), (Tier::Watch, Tier::Verify, Tier::Urgent));
    // Guilty: G1 urgent, G2 verify, G3 watch, G4 absent.
    assert_eq!(
        [counts(watch.recall), counts(verify.recall), counts(urgent.recall)],
        [(3, 4), (2, 4), (1, 4)]
    );
    // At watch or above: G1 G2 G3 L1 L2 W8; at verify: G1 G2 L1 W8; urgent: G1.
    assert_eq!(
        [counts(watch.precision), counts(verify.precision), counts(urgent.precision)],
        [(3, 6), (2, 4), (1, 1)]
    );
    // Honest in people.csv: L1 L2 H1 W8.
    assert_eq!(
        [counts(watch.honest), counts(verify.honest), counts(urgent.honest)],
        [(3, 4), (2, 4), (0, 4)]
    );
    assert_eq!(counts(verify.look_alikes), (1, 2));
    // Wilson of 2 of 4: the middle is a half, and half the width is z / (1 + z²/4) * sqrt(1/16 + z²/64).
    let interval = verify.recall.interval.unwrap();
    assert!(
        (interval.low - 0.150_04).abs() < 1e-4 && (interval.high - 0.849_96).abs() < 1e-4,
        "{interval:?}"
    );
    assert_eq!(found.honest_raised.iter().map(|it| it.person.as_str()).collect::<Vec<_>>(), ["worker:W8"]);
    assert_eq!(found.absent.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["G4"]);
}

#[test]
fn days_to_raised_and_before_the_loss() {
    let timing = evaluated().timing;
    // G1: 5 January to 11 January is 6 days, then 10 to the loss. G2: 20 days, and 5 too late.
    let first = timing.first_sign_to_raised.unwrap();
    assert_eq!((first.n, first.lower, first.median, first.upper), (2, 9.5, 13.0, 16.5));
    assert_eq!(timing.days_before_loss, [-5.0, 10.0]);
    let before = timing.before_loss.unwrap();
    assert_eq!((before.lower, before.median, before.upper), (-1.25, 2.5, 6.25));
    // G1 of G1, G2, G3; G4 has no moment of loss.
    assert_eq!(counts(timing.raised_in_time), (1, 3));
}

#[test]
fn a_budget_is_spent_first_come_first() {
    let budget = |people_a_week| {
        let settings = Settings { people_a_week, prior: None };
        Evaluation::of(&[(truth(), outputs())], &settings).budget
    };
    // Five weeks. In line: L1 and W8 in the first, G1 (11 January) in the second, G2 (31 January) in the fifth.
    let one = budget(1);
    assert_eq!(one.weeks, 5);
    // Looked at, one a week: L1, W8, G1 on day 21 (the loss is on day 20), nobody, G2.
    assert_eq!((counts(one.recall), counts(one.precision), counts(one.in_time)), ((2, 4), (2, 4), (0, 3)));
    assert_eq!(one.left_in_line, 0);
    // Two a week: G1 is looked at on day 14.
    let two = budget(2);
    assert_eq!((counts(two.recall), counts(two.in_time)), ((2, 4), (1, 3)));
    // Nobody is looked at.
    let none = budget(0);
    assert_eq!((counts(none.recall), counts(none.precision), none.left_in_line), ((0, 4), (0, 0), 4));
    // Five looks at the top: G1 G2 L1 W8 G3.
    assert_eq!(counts(one.recall_from_top), (3, 4));
    assert_eq!(counts(none.recall_from_top), (0, 4));
}

#[test]
fn who_cannot_be_looked_at_within_the_window_is_left_in_line() {
    let late = PEOPLE.replace("2026-01-03T", "2026-02-01T").replace("2026-01-04T", "2026-02-02T");
    let settings = Settings { people_a_week: 1, prior: None };
    let budget = Evaluation::of(&[(truth(), outputs_of(&late))], &settings).budget;
    // G1 is looked at in the second week; G2, L1 and W8 come in the last, and only G2 is looked at.
    assert_eq!((counts(budget.recall), counts(budget.precision), budget.left_in_line), ((2, 4), (2, 2), 2));
}

#[test]
fn ring_pairs_are_pairs_of_people_and_not_of_ids() {
    // True: G1 and G2. Found: G1 (as an applicant) and L1.
    let found = evaluated();
    assert_eq!(found.ring_pairs, PairScore { both: 0, only_true: 1, only_found: 1 });
    let mut right = outputs();
    right.rings = vec![vec!["worker:W2".to_owned(), "applicant:A1".to_owned()]];
    let found = Evaluation::of(&[(truth(), right)], &Settings::default());
    assert_eq!(found.ring_pairs.f1(), Some(1.0));
}

#[test]
fn each_indicator_by_itself() {
    let found = evaluated();
    let pay = indicator(&found, "pay-x");
    // Planted and not debatable: on G1 (seen) and G2 (only what speaks for them).
    assert_eq!((counts(pay.recall), counts(pay.harmless_seen), pay.not_looked), ((1, 2), (1, 1), 0));
    // Present: G1 G2 G3 and L1 L2 H1 W8. It fires on G1 and L2.
    assert_eq!((counts(pay.guilty_fire), counts(pay.honest_fire)), ((1, 3), (1, 4)));
    // log2((1.5 / 4) / (1.5 / 5))
    assert!((pay.observed_bits.unwrap() - 1.25_f64.log2()).abs() < 1e-12);
    let net = indicator(&found, "net-y");
    // Fires on L1 under an id that only the scan knows, on W8, and on a handle that is nobody.
    assert_eq!(
        (counts(net.recall), counts(net.guilty_fire), counts(net.honest_fire)),
        ((0, 1), (0, 3), (2, 4))
    );
    assert!(!indicator(&found, "ext-z").is_known);
    assert_eq!(indicator(&found, "shp-w").observed_bits, None);
}

#[test]
fn a_sign_that_could_not_be_looked_for_is_missed_and_said_to_be_blind() {
    let mut blind = outputs();
    blind.coverage.insert("net-y".to_owned(), "could_not_look".to_owned());
    let found = Evaluation::of(&[(truth(), blind)], &Settings::default());
    assert_eq!(indicator(&found, "net-y").not_looked, 1);
}

#[test]
fn bits_move_the_odds_of_the_stated_prior() {
    let settings = Settings { people_a_week: 5, prior: Some(1.0 / 257.0) };
    let calibration = Evaluation::of(&[(truth(), outputs())], &settings).calibration;
    assert!(!calibration.prior_is_observed);
    let bin = |from| calibration.bins.iter().find(|it| it.from == from).unwrap();
    // W8 at 8.00, L1 at 8.50, G2 at 9.00; odds of 1 to 256 and 8, 8.5, 9 bits.
    let third = bin(Some(8));
    assert_eq!((third.to, counts(third.observed), third.mean_bits), (Some(11), (1, 3), 8.5));
    let odds = [1.0, 2.0_f64.sqrt(), 2.0];
    let wanted = odds.iter().map(|it| it / (1.0 + it)).sum::<f64>() / 3.0;
    assert!((third.predicted - wanted).abs() < 1e-9, "{}", third.predicted);
    // Odds of 1.5 to 2.5 in the bin, over 3.5 to 4.5 among all.
    assert!((third.observed_bits - ((1.5 / 2.5) / (3.5 / 4.5_f64)).log2()).abs() < 1e-9);
    // H1 below nothing; L2 at 4 and G3 at 5 together; G1 at 16.
    assert_eq!(counts(bin(None).observed), (0, 1));
    assert_eq!(counts(bin(Some(4)).observed), (1, 2));
    assert_eq!(counts(bin(Some(14)).observed), (1, 1));
    // Everybody in people.csv is in one bin.
    assert_eq!(calibration.bins.iter().map(|it| it.observed.of).sum::<u64>(), 7);
    let observed = evaluated().calibration;
    assert!(observed.prior_is_observed && (observed.prior - 3.0 / 7.0).abs() < 1e-12);
}

#[test]
fn stories_by_themselves() {
    let found = evaluated();
    let story = |name: &str| found.scenarios.iter().find(|it| it.scenario == name).unwrap();
    assert_eq!((counts(story("C02").watched), counts(story("C02").raised)), ((2, 3), (1, 3)));
    assert!(story("C02").is_guilty && !story("B01").is_guilty);
    let kind = |name: &str| found.scenario_kinds.iter().find(|it| it.scenario == name).unwrap();
    assert_eq!((counts(kind("all C").raised), counts(kind("all B").watched)), ((2, 4), (2, 2)));
    assert_eq!((counts(story("B01").raised), counts(story("B02").raised)), ((1, 1), (0, 1)));
}

#[test]
fn what_the_truth_expects_stands_beside_what_was_found() {
    let of = |found: &Evaluation| -> Vec<(bool, &str, (u64, u64))> {
        found.expected.iter().map(|it| (it.is_guilty, it.expected.id(), counts(it.met))).collect()
    };
    assert_eq!(of(&evaluated()), [(true, "verify", (1, 3)), (true, "urgent", (1, 1))]);
    let mut milder = truth();
    for it in &mut milder.people {
        it.expect = "watch".to_owned();
    }
    let found = Evaluation::of(&[(milder, outputs())], &Settings::default());
    assert_eq!(of(&found), [(true, "watch", (3, 4)), (false, "watch", (1, 2))]);
}

#[test]
fn of_whom_the_truth_says_nothing_is_in_no_figure() {
    let mut silent = truth();
    silent.everyone_else_is_honest = false;
    let found = Evaluation::of(&[(silent, outputs())], &Settings::default());
    let raised = found.raised().unwrap();
    assert_eq!((counts(raised.honest), counts(raised.precision)), ((1, 3), (2, 3)));
    assert_eq!(found.companies[0].untold, 1);
    assert_eq!(found.untold_raised[0].person, "worker:W8");
    assert!(found.honest_raised.is_empty());
    // W8 is still looked at, and counts as neither.
    assert_eq!(counts(found.budget.precision), (2, 3));
}

#[test]
fn two_people_whom_the_scan_takes_for_one_still_count_as_two() {
    let both = PEOPLE.replace("W5;W55", "W5;W2");
    let found = Evaluation::of(&[(truth(), outputs_of(&both))], &Settings::default());
    let raised = found.raised().unwrap();
    assert_eq!(found.companies[0].merged, [["G2", "L1"]]);
    assert_eq!((counts(raised.recall), counts(raised.honest)), ((2, 4), (2, 4)));
}

#[test]
fn several_companies_add_up_and_know_where_one_ends() {
    let one = evaluated();
    let three = Evaluation::of(
        &[(truth(), outputs()), (truth(), outputs()), (truth(), outputs())],
        &Settings::default(),
    );
    let (alone, together) = (one.raised().unwrap(), three.raised().unwrap());
    assert_eq!(counts(together.recall), (6, 12));
    assert!(together.recall.interval.unwrap().width() < alone.recall.interval.unwrap().width());
    assert_eq!(three.ring_pairs, PairScore { both: 0, only_true: 3, only_found: 3 });
    assert_eq!(three.ring_f1.unwrap().n, 3);
    assert_eq!(counts(three.budget.recall), (6, 12));
    assert_eq!(three.companies.len(), 3);
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut lines: Vec<&str> = PEOPLE.lines().collect();
    lines[1..].reverse();
    let turned = Evaluation::of(&[(truth(), outputs_of(&lines.join("\n")))], &Settings::default());
    assert_eq!(turned.json(), evaluated().json());
}

#[test]
fn of_no_company_nothing_is_said() {
    let found = Evaluation::of(&[], &Settings::default());
    assert_eq!(found.raised().unwrap().recall.value(), None);
    assert!(found.calibration.bins.is_empty());
    assert!(found.text().contains("0 companies"));
}
