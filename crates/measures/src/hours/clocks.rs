//! The clocks that people live by: an offset from UTC, and when it is set forward for the summer.
//!
//! Rules in force since 1996 in Europe, 1987 and again 2007 in North America, 2008 in Australia's south and New Zealand
//! (within a week). Changes are taken at 01:00 UTC of their Sunday: exact in Europe, within twelve hours elsewhere,
//! in the quietest night of the week. Weights say roughly how many people live by a clock, in three steps; where
//! next to nobody lives they are small and not zero.

use crate::spans::day_number;

/// When clocks are set forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClockRule {
    /// Never.
    Fixed,
    /// From the last Sunday of March to the last of October.
    Europe,
    /// From the second Sunday of March to the first of November.
    NorthAmerica,
    /// From the first Sunday of October to the first of April.
    Southern,
}

pub const CLOCK_RULES: [ClockRule; 4] =
    [ClockRule::Fixed, ClockRule::Europe, ClockRule::NorthAmerica, ClockRule::Southern];

/// A clock that somebody may live by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clock {
    /// Minutes east of UTC, in winter.
    pub standard_minutes: i32,
    pub rule: ClockRule,
    /// How likely it is before anything was seen; only ratios count.
    pub weight: f64,
}

impl Clock {
    /// Minutes east of UTC at a time in Unix seconds.
    pub fn minutes_at(&self, seconds: i64) -> i32 {
        self.standard_minutes + saving_seconds(self.rule, seconds) as i32 / 60
    }

    /// The mean over a year, in minutes east of UTC.
    pub fn mean_minutes(&self) -> i32 {
        if self.rule == ClockRule::Fixed { self.standard_minutes } else { self.standard_minutes + 30 }
    }
}

/// All clocks in use, by half-hours from -11:00 to +13:30.
pub fn inhabited_clocks() -> Vec<Clock> {
    let mut fixed = Vec::new();
    for half_hours in -22..=27_i32 {
        let weight = match half_hours {
            // Whole hours with many people; then those that most of their people leave in summer, and the oceans.
            -20 | -14 | -12 | -10 | -8 | -6 | 0 | 2 | 4 | 6 | 8 | 10 | 12 | 14 | 16 | 18 | 20 | 22 | 24 => {
                1.0
            }
            -22 | -18 | -16 | -4 | -2 => 0.15,
            26 => 0.1,
            11 => 1.0,
            7 | 9 | 13 | 19 | -7 => 0.3,
            _ => 0.02,
        };
        fixed.push((half_hours * 30, weight));
    }
    let europe = [(-1, 0.1), (0, 1.0), (1, 1.0), (2, 1.0), (3, 0.3)];
    let america = [(-10, 0.02), (-9, 0.1), (-8, 1.0), (-7, 1.0), (-6, 1.0), (-5, 1.0), (-4, 0.3)];
    let mut american: Vec<(i32, f64)> = america.iter().map(|(hours, weight)| (hours * 60, *weight)).collect();
    american.push((-210, 0.1));
    let european = europe.iter().map(|(hours, weight)| (hours * 60, *weight)).collect();
    let southern = vec![(570, 1.0), (600, 2.0), (720, 1.0)];
    let mut res = Vec::new();
    for (rule, share, clocks) in [
        (ClockRule::Fixed, 0.25, fixed),
        (ClockRule::Europe, 0.32, european),
        (ClockRule::NorthAmerica, 0.32, american),
        (ClockRule::Southern, 0.11, southern),
    ] {
        let sum: f64 = clocks.iter().map(|(_, weight)| weight).sum();
        for (standard_minutes, weight) in clocks {
            res.push(Clock { standard_minutes, rule, weight: share * weight / sum });
        }
    }
    res
}

/// Every half-hour of the day under every rule, half a day to each side of an offset, all as likely as one another.
///
/// For the question whether somebody's hours fit a place that they named: who names a place where few people live
/// must not be believed less for it. Seen from the place, these are the same clocks wherever it lies.
pub fn even_clocks(around_minutes: i32) -> Vec<Clock> {
    let mut res = Vec::new();
    for rule in CLOCK_RULES {
        for half_hours in -24..24_i32 {
            res.push(Clock { standard_minutes: around_minutes + half_hours * 30, rule, weight: 1.0 / 192.0 });
        }
    }
    res
}

/// How far clocks of this rule are set forward at a time in Unix seconds.
pub(super) fn saving_seconds(rule: ClockRule, seconds: i64) -> i64 {
    // The change happens at one o'clock, so that it is told by the day an hour earlier.
    let day = (seconds - 3_600).div_euclid(86_400);
    let year = year_of(day);
    let between = |from: Option<i64>, to: Option<i64>| match (from, to) {
        (Some(from), Some(to)) => (from..to).contains(&day),
        _ => false,
    };
    let is_forward = match rule {
        ClockRule::Fixed => false,
        ClockRule::Europe => between(sunday(year, 3, 25), sunday(year, 10, 25)),
        ClockRule::NorthAmerica if year < 2007 => between(sunday(year, 4, 1), sunday(year, 10, 25)),
        ClockRule::NorthAmerica => between(sunday(year, 3, 8), sunday(year, 11, 1)),
        ClockRule::Southern => !between(sunday(year, 4, 1), sunday(year, 10, 1)),
    };
    if is_forward { 3_600 } else { 0 }
}

/// The first Sunday on or after a day.
fn sunday(year: i32, month: u8, day: u8) -> Option<i64> {
    // Day 0 was a Thursday, three days before a Sunday.
    day_number(year, month, day).map(|it| it + (3 - it).rem_euclid(7))
}

fn year_of(day: i64) -> i32 {
    let guess = (1970 + (day as f64 / 365.2425).floor() as i64).clamp(-200_000, 200_000) as i32;
    let starts = |year: i32| day_number(year, 1, 1).unwrap_or(i64::MAX);
    if starts(guess) > day {
        guess - 1
    } else if starts(guess + 1) <= day {
        guess + 1
    } else {
        guess
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(year: i32, month: u8, day: u8, hour: i64) -> i64 {
        day_number(year, month, day).unwrap() * 86_400 + hour * 3_600
    }

    #[test]
    fn clocks_are_set_on_the_known_days() {
        for (rule, forward, back) in [
            (ClockRule::Europe, (2026, 3, 29), (2026, 10, 25)),
            (ClockRule::NorthAmerica, (2026, 3, 8), (2026, 11, 1)),
            (ClockRule::NorthAmerica, (2005, 4, 3), (2005, 10, 30)),
            (ClockRule::Southern, (2026, 10, 4), (2026, 4, 5)),
        ] {
            for ((year, month, day), before, after) in [(forward, 0, 3_600), (back, 3_600, 0)] {
                assert_eq!(saving_seconds(rule, at(year, month, day, 0)), before, "{rule:?} {month}");
                assert_eq!(saving_seconds(rule, at(year, month, day, 2)), after, "{rule:?} {month}");
            }
        }
        assert_eq!(saving_seconds(ClockRule::Fixed, at(2026, 7, 1, 12)), 0);
    }

    #[test]
    fn weights_are_shares_of_one() {
        for clocks in [inhabited_clocks(), even_clocks(330)] {
            let sum: f64 = clocks.iter().map(|it| it.weight).sum();
            assert!((sum - 1.0).abs() < 1e-9);
        }
    }

    proptest! {
        #[test]
        fn clocks_change_twice_a_year_or_never(year in 1996_i32..2100) {
            for rule in CLOCK_RULES {
                let days = (0..365).map(|it| saving_seconds(rule, at(year, 1, 1, 12) + it * 86_400)).collect::<Vec<_>>();
                let changes = days.windows(2).filter(|it| it[0] != it[1]).count();
                prop_assert_eq!(changes, if rule == ClockRule::Fixed { 0 } else { 2 });
            }
        }
    }
}
