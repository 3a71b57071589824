//! What the clocks must answer, and when they must say nothing.

use proptest::prelude::*;

use super::*;

/// Monday, 5 January 2026, midnight UTC.
const MONDAY: i64 = 20_458 * 86_400;

/// A number from 0 to 1 that looks drawn, the same each time.
fn drawn(place: i64) -> f64 {
    let mixed = (place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Working days from nine to six by a clock, four actions a day.
fn office(clock: Clock, days: i64) -> Vec<i64> {
    stretch(clock, days, 9.0, 9.0, 0)
}

fn stretch(clock: Clock, days: i64, from_hour: f64, hours: f64, seed: i64) -> Vec<i64> {
    let mut res = Vec::new();
    for day in (0..days).filter(|it| it % 7 < 5) {
        for action in 0..4 {
            let hour = from_hour + hours * drawn(seed + day * 4 + action);
            let local = MONDAY + day * 86_400 + (hour * 3_600.0) as i64;
            res.push(local - i64::from(clock.minutes_at(local)) * 60);
        }
    }
    res
}

fn clock(hours: i32, rule: ClockRule) -> Clock {
    Clock { standard_minutes: hours * 60, rule, weight: 1.0 }
}

fn asked(times: &[i64]) -> Option<Hours> {
    hours_of(times, &inhabited_clocks(), &shipped_profiles())
}

#[test]
fn day_zero_of_these_tests_is_a_monday() {
    assert_eq!(place_in_week(week_place(MONDAY / 1_800)), (0, 0));
    assert_eq!(place_in_week(week_place((MONDAY - 1) / 1_800)), (2, 23));
    assert_eq!(crate::spans::day_number(2026, 1, 5), Some(MONDAY / 86_400));
}

#[test]
fn office_hours_are_found_on_every_clock_within_two_hours() {
    for (hours, rule) in [
        (-8, ClockRule::NorthAmerica),
        (-5, ClockRule::NorthAmerica),
        (-3, ClockRule::Fixed),
        (0, ClockRule::Europe),
        (2, ClockRule::Europe),
        (5, ClockRule::Fixed),
        (9, ClockRule::Fixed),
        (10, ClockRule::Southern),
    ] {
        let lived = clock(hours, rule);
        let found = asked(&office(lived, 360)).expect("enough");
        let apart = apart_minutes(f64::from(found.offset_minutes), f64::from(lived.mean_minutes()));
        assert!(apart.abs() <= 120.0, "{hours} {rule:?}: {}", found.offset_minutes);
        assert!(found.certainty > 0.7, "{hours} {rule:?}: {}", found.certainty);
        assert!(found.share_of(rule) > 0.9, "{hours} {rule:?}: {}", found.share_of(rule));
        assert!(found.share_near(lived.mean_minutes() + 720, 180) < 0.05);
    }
}

#[test]
fn too_little_is_no_answer() {
    assert_eq!(asked(&[]), None);
    assert_eq!(asked(&office(clock(1, ClockRule::Europe), 4)), None);
    // Many actions of three days tell little.
    let burst: Vec<i64> = (0..144).map(|it| MONDAY + it * 1_800).collect();
    assert_eq!(asked(&burst), None);
    assert_eq!(hours_of(&office(clock(1, ClockRule::Fixed), 99), &[], &shipped_profiles()), None);
}

#[test]
fn actions_all_around_the_clock_leave_the_answer_open() {
    let times: Vec<i64> = (0..2_000).map(|it| MONDAY + (drawn(it) * 360.0 * 86_400.0) as i64).collect();
    assert!(asked(&times).is_some_and(|it| it.certainty < 0.6), "{:?}", asked(&times).map(|it| it.certainty));
}

#[test]
fn the_crowd_of_a_night_shift_moves_the_answer() {
    let lived = clock(1, ClockRule::Fixed);
    let crowd: Vec<(i64, i32)> =
        stretch(lived, 700, 20.0, 9.0, 7_000).into_iter().map(|it| (it, 60)).collect();
    let own = stretch(lived, 200, 20.0, 9.0, 0);
    let with_crowd = hours_of(&own, &inhabited_clocks(), &[crowd_profile(&[crowd], 1.0)]).expect("enough");
    assert!(with_crowd.share_near(60, 120) > 0.5, "{}", with_crowd.share_near(60, 120));
    assert!(asked(&own).expect("enough").share_near(60, 120) < 0.3);
}

#[test]
fn many_people_make_the_hours_of_a_crowd_sharper() {
    let lived = clock(1, ClockRule::Fixed);
    let one =
        |seed: i64| stretch(lived, 60, 9.0, 8.0, seed).into_iter().map(|it| (it, 60)).collect::<Vec<_>>();
    let people: Vec<Vec<(i64, i32)>> = (0..200).map(|it| one(it * 1_000)).collect();
    let by_day = |profile: &Profile| profile.shares[0][9..17].iter().sum::<f64>();
    let (few, many) = (by_day(&crowd_profile(&people[..2], 1.0)), by_day(&crowd_profile(&people, 1.0)));
    assert!(many > few && many > 0.95, "{few} {many}");
}

#[test]
fn even_clocks_ask_every_zone_the_same() {
    // Somebody at night by the clock that they name, in places with many people and with few.
    let asked = |hours: i32, from_hour: f64| {
        let lived = clock(hours, ClockRule::Fixed);
        let times = stretch(lived, 120, from_hour, 8.0, 0);
        let found = hours_of(&times, &even_clocks(hours * 60), &shipped_profiles());
        found.expect("enough").share_near(hours * 60, 180)
    };
    for from_hour in [0.0, 9.0, 20.0] {
        let shares: Vec<f64> = (-11..=12).map(|hours| asked(hours, from_hour)).collect();
        assert!(shares.iter().all(|it| (it - shares[0]).abs() < 1e-9), "{shares:?}");
    }
    assert!(asked(5, 9.0) > 0.5 && asked(5, 0.0) < 0.1, "{} {}", asked(5, 9.0), asked(5, 0.0));
}

#[test]
fn a_second_shift_is_two_blocks_on_the_same_days() {
    let lived = clock(-6, ClockRule::NorthAmerica);
    let mut times = stretch(lived, 100, 9.0, 6.0, 0);
    assert_eq!(second_shift(&times, &lived), None);
    times.extend(stretch(lived, 100, 21.0, 5.0, 9_000));
    let found = second_shift(&times, &lived).expect("two blocks");
    assert!(
        (500..600).contains(&found.first.from_minute) && (840..960).contains(&found.first.to_minute),
        "{found:?}"
    );
    assert!((1_200..1_320).contains(&found.second.from_minute), "{found:?}");
    assert!((1_500..1_620).contains(&found.second.to_minute), "{found:?}");
    assert!(found.same_day_share > 0.9);
    // Weeks of the one and then weeks of the other are no second shift.
    let mut turns = stretch(lived, 50, 9.0, 6.0, 0);
    turns.extend(stretch(lived, 50, 21.0, 5.0, 9_000).into_iter().map(|it| it + 63 * 86_400));
    assert_eq!(second_shift(&turns, &lived), None);
}

fn times() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(MONDAY..MONDAY + 400 * 86_400, 0..200)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn shares_are_shares_and_order_and_repeats_change_nothing(times in times()) {
        let found = asked(&times);
        let mut turned: Vec<i64> = times.iter().rev().copied().collect();
        turned.extend(&times);
        prop_assert_eq!(&found, &asked(&turned));
        if let Some(found) = found {
            prop_assert!((0.0..=1.0).contains(&found.certainty));
            prop_assert!((-720..=840).contains(&found.offset_minutes) || found.offset_minutes.abs() <= 960);
            let sum: f64 = found.clocks.iter().map(|it| it.1).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
            let rules: f64 = CLOCK_RULES.iter().map(|it| found.share_of(*it)).sum();
            prop_assert!((rules - 1.0).abs() < 1e-9);
            prop_assert!((found.share_near(0, 720) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn who_lives_an_hour_further_east_is_found_an_hour_further_east(times in times(), hours in 1_i64..12) {
        // All whole hours alike and no summer time: the clock's face has no beginning.
        let clocks: Vec<Clock> = (-12..12).map(|it| clock(it, ClockRule::Fixed)).collect();
        let moved: Vec<i64> = times.iter().map(|it| it - hours * 3_600).collect();
        let here = hours_of(&times, &clocks, &shipped_profiles());
        let there = hours_of(&moved, &clocks, &shipped_profiles());
        if let (Some(here), Some(there)) = (here, there) {
            for (place, (_, share)) in here.clocks.iter().enumerate() {
                // Past the date line the weekday is another.
                if place + hours as usize >= 24 { continue }
                let other = there.clocks[place + hours as usize].1;
                let scale = here.clocks[0].1 / there.clocks[hours as usize].1;
                prop_assert!((share - other * scale).abs() < 1e-6 * scale.max(1.0));
            }
        }
    }

    #[test]
    fn any_times_are_survived(times in prop::collection::vec(-(1_i64 << 50)..1_i64 << 50, 0..120), minutes in -900_i32..900) {
        let _ = asked(&times);
        let clock = Clock { standard_minutes: minutes, rule: ClockRule::Southern, weight: 1.0 };
        if let Some(found) = second_shift(&times, &clock) {
            prop_assert!((0.0..=1.0).contains(&found.same_day_share));
            prop_assert!(found.first.from_minute < found.first.to_minute);
        }
    }
}
