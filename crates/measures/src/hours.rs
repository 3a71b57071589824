//! Which clock do somebody's actions fit?
//!
//! In: times in Unix seconds, the clocks that come into question, and at what hours people are at work. Out: the offset
//! from UTC that fits best, how sure that is, and which rule of summer time the actions follow; nothing where there is
//! too little to tell.
//!
//! Bayes over clocks. Two things speak for a clock: how well half-hours with an action lie in the hours at which people
//! are at work (a mixture of groups of people, see `groups`), and how narrow the person's own day is once its rule of
//! summer time is taken out, since whoever lives by a clock moves with it. Actions of one person depend on one
//! another, so that each counts a tenth of what it would count alone, and no more than 300 half-hours count for the
//! hours of others; those two numbers were set so that the stated certainty is met by authors whose clock is
//! known and who were left out of the groups.

mod clocks;
mod groups;
mod shifts;

pub use clocks::{CLOCK_RULES, Clock, ClockRule, even_clocks, inhabited_clocks};
pub use shifts::{Block, SecondShift, second_shift};

use clocks::saving_seconds;

/// Half-hours with an action below which nothing is said.
pub const HALF_HOURS_MIN: usize = 20;

/// Days with an action below which nothing is said.
pub const DAYS_MIN: usize = 5;

/// How far the true offset may lie from the one that is said, for the certainty: two hours.
pub const NEAR_MINUTES: i32 = 120;

/// What one person adds to the hours of a crowd at the most, in half-hours.
pub const CROWD_HALF_HOURS_MAX: f64 = 200.0;

const HALF_HOURS_A_DAY: i64 = 48;
const HALF_HOURS_A_WEEK: usize = 336;

/// What one half-hour counts, of what it would count if all were independent.
const PROFILE_WORTH: f64 = 0.1;
const PROFILE_HALF_HOURS_MAX: f64 = 300.0;

/// The same for the narrowness of the person's own day.
const OWN_WORTH: f64 = 0.6;

/// At what hours a group of people is at work, by their own clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Shares of all half-hours with an action: Monday to Friday, Saturday, Sunday, each from midnight. They sum to one.
    pub shares: [[f64; 24]; 3],
    /// How many people are of this group; only ratios count.
    pub weight: f64,
}

/// What the times say.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    /// Minutes east of UTC, as a mean over the year (summer time counts half).
    pub offset_minutes: i32,
    /// How likely the clock lies within two hours of that: 0 to 1.
    pub certainty: f64,
    /// Each clock with what it is left with; they sum to one.
    pub clocks: Vec<(Clock, f64)>,
    /// Half-hours and days with an action.
    pub half_hours: usize,
    pub days: usize,
}

impl Hours {
    /// How likely the clock lies within so many minutes of an offset: 0 to 1. The day is a circle.
    pub fn share_near(&self, offset_minutes: i32, within_minutes: i32) -> f64 {
        share_near(&self.clocks, f64::from(offset_minutes), within_minutes)
    }

    /// How likely the person lives by this rule of summer time: 0 to 1.
    pub fn share_of(&self, rule: ClockRule) -> f64 {
        self.clocks.iter().filter(|(clock, _)| clock.rule == rule).map(|(_, share)| share).sum()
    }
}

/// The groups of people that come with the product.
pub fn shipped_profiles() -> Vec<Profile> {
    let mut res = Vec::new();
    for (weight, counts) in &groups::GROUPS {
        let sum: f64 = counts.iter().flatten().map(|it| f64::from(*it)).sum();
        res.push(Profile { shares: counts.map(|day| day.map(|it| f64::from(it) / sum)), weight: *weight });
    }
    res
}

/// The hours of a crowd whose clocks are known: for each person times in Unix seconds with minutes east of UTC.
///
/// A half-hour counts once for each person, so that many people make the hours sharper and not flatter. Nobody counts
/// more than [`CROWD_HALF_HOURS_MAX`] half-hours; thin hours are filled up with those of the shipped groups, worth a
/// hundred.
pub fn crowd_profile(people: &[Vec<(i64, i32)>], weight: f64) -> Profile {
    let mut counts = [[0.0; 24]; 3];
    for profile in shipped_profiles() {
        for (day, hour, share) in cells(&profile.shares) {
            counts[day][hour] += 100.0 * profile.weight * share;
        }
    }
    for times in people {
        let mut half_hours: Vec<i64> = times
            .iter()
            .map(|(seconds, minutes)| (seconds + i64::from(*minutes) * 60).div_euclid(1_800))
            .collect();
        half_hours.sort_unstable();
        half_hours.dedup();
        let each = f64::min(1.0, CROWD_HALF_HOURS_MAX / half_hours.len().max(1) as f64);
        for half_hour in half_hours {
            let (day, hour) = place_in_week(week_place(half_hour));
            counts[day][hour] += each;
        }
    }
    let sum: f64 = counts.iter().flatten().sum();
    Profile { shares: counts.map(|day| day.map(|it| it / sum)), weight }
}

/// Asks which of these clocks the times fit, by the hours of these people.
///
/// `None` with fewer than [`HALF_HOURS_MIN`] half-hours or [`DAYS_MIN`] days with an action, without clocks, or
/// without people. Order and repeats of the times change nothing.
pub fn hours_of(times: &[i64], candidates: &[Clock], profiles: &[Profile]) -> Option<Hours> {
    let mut half_hours: Vec<i64> = times.iter().map(|it| it.div_euclid(1_800)).collect();
    half_hours.sort_unstable();
    half_hours.dedup();
    let mut days: Vec<i64> = half_hours.iter().map(|it| it.div_euclid(HALF_HOURS_A_DAY)).collect();
    days.dedup();
    if half_hours.len() < HALF_HOURS_MIN || days.len() < DAYS_MIN || profiles.is_empty() {
        return None;
    }
    let groups: Vec<(f64, [[f64; 24]; 3])> = profiles
        .iter()
        .filter(|it| it.weight > 0.0)
        .map(|it| (it.weight.ln(), it.shares.map(|day| day.map(|share| share.max(1e-6).ln()))))
        .collect();
    let mut logs: Vec<f64> = Vec::with_capacity(candidates.len());
    let mut weeks: Vec<(ClockRule, Week)> = Vec::new();
    for clock in candidates {
        if !weeks.iter().any(|(rule, _)| *rule == clock.rule) {
            weeks.push((clock.rule, Week::of(times, clock.rule)));
        }
        let Some((_, week)) = weeks.iter().find(|(rule, _)| *rule == clock.rule) else { continue };
        logs.push(
            clock.weight.max(0.0).ln() + week.fit(clock.standard_minutes, &groups) + OWN_WORTH * week.own,
        );
    }
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        return None;
    }
    let sum: f64 = logs.iter().map(|it| (it - largest).exp()).sum();
    let clocks: Vec<(Clock, f64)> =
        candidates.iter().copied().zip(logs.iter().map(|it| (it - largest).exp() / sum)).collect();
    let offset_minutes = best_offset(&clocks);
    let certainty = share_near(&clocks, f64::from(offset_minutes), NEAR_MINUTES);
    Some(Hours { offset_minutes, certainty, clocks, half_hours: half_hours.len(), days: days.len() })
}

/// The mean of what lies within two hours of the place around which most lies.
fn best_offset(clocks: &[(Clock, f64)]) -> i32 {
    let (mut best, mut most) = (0.0, -1.0);
    for quarter in -48..=56 {
        let place = f64::from(quarter) * 15.0;
        let share = share_near(clocks, place, NEAR_MINUTES);
        if share > most + 1e-12 {
            (best, most) = (place, share);
        }
    }
    let (mut sum, mut shares) = (0.0, 0.0);
    for (clock, share) in clocks {
        let apart = apart_minutes(f64::from(clock.mean_minutes()), best);
        if apart.abs() <= f64::from(NEAR_MINUTES) {
            sum += share * apart;
            shares += share;
        }
    }
    (best + if shares > 0.0 { sum / shares } else { 0.0 }).round() as i32
}

fn share_near(clocks: &[(Clock, f64)], offset_minutes: f64, within_minutes: i32) -> f64 {
    let mut res = 0.0;
    for (clock, share) in clocks {
        if apart_minutes(f64::from(clock.mean_minutes()), offset_minutes).abs() <= f64::from(within_minutes) {
            res += share;
        }
    }
    f64::min(res, 1.0)
}

/// How far one offset lies east of another on the clock's face: -720 to 720.
fn apart_minutes(one: f64, other: f64) -> f64 {
    (one - other + 720.0).rem_euclid(1_440.0) - 720.0
}

/// A person's half-hours once a rule of summer time is taken out.
struct Week {
    /// By place in the week of UTC, from Monday.
    counts: [f64; HALF_HOURS_A_WEEK],
    total: f64,
    /// Log likelihood of each half-hour of the day by the others: high where the day is narrow.
    own: f64,
}

impl Week {
    fn of(times: &[i64], rule: ClockRule) -> Week {
        let mut half_hours: Vec<i64> =
            times.iter().map(|it| (it + saving_seconds(rule, *it)).div_euclid(1_800)).collect();
        half_hours.sort_unstable();
        half_hours.dedup();
        let mut counts = [0.0; HALF_HOURS_A_WEEK];
        let mut day = [0.0; 48];
        for half_hour in &half_hours {
            counts[week_place(*half_hour)] += 1.0;
            day[half_hour.rem_euclid(HALF_HOURS_A_DAY) as usize] += 1.0;
        }
        let total = half_hours.len() as f64;
        let smooth = smoothed(smoothed(day));
        let mut own = 0.0;
        for (count, smooth) in day.into_iter().zip(smooth) {
            // Without itself: of its own half-hour, three eighths stay in place when smoothed twice.
            let others = (smooth - 0.375 + 0.5) / (total - 1.0 + 24.0);
            own += count * f64::max(others, 1e-6).ln();
        }
        Week { counts, total, own }
    }

    /// The log likelihood of the hours under an offset, over all groups of people.
    fn fit(&self, minutes: i32, groups: &[(f64, [[f64; 24]; 3])]) -> f64 {
        let shift = i64::from(minutes.div_euclid(30)).rem_euclid(HALF_HOURS_A_WEEK as i64) as usize;
        let mut local = [[0.0; 24]; 3];
        for (place, count) in self.counts.iter().enumerate() {
            let (day, hour) = place_in_week((place + shift) % HALF_HOURS_A_WEEK);
            local[day][hour] += count;
        }
        let worth = PROFILE_WORTH * self.total.min(PROFILE_HALF_HOURS_MAX) / self.total.max(1.0);
        let mut logs = Vec::with_capacity(groups.len());
        for (weight, shares) in groups {
            let sum: f64 =
                cells(&local).zip(shares.iter().flatten()).map(|((_, _, count), log)| count * log).sum();
            logs.push(weight + worth * sum);
        }
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        largest + logs.iter().map(|it| (it - largest).exp()).sum::<f64>().ln()
    }
}

fn cells(table: &[[f64; 24]; 3]) -> impl Iterator<Item = (usize, usize, f64)> {
    let rows = table.iter().enumerate();
    rows.flat_map(|(day, hours)| hours.iter().enumerate().map(move |(hour, value)| (day, hour, *value)))
}

/// The place of a half-hour in the week, from Monday: day 0 was a Thursday.
fn week_place(half_hour: i64) -> usize {
    (half_hour + 3 * HALF_HOURS_A_DAY).rem_euclid(HALF_HOURS_A_WEEK as i64) as usize
}

/// Monday to Friday, Saturday or Sunday, and the hour.
fn place_in_week(place: usize) -> (usize, usize) {
    ((place / 48).saturating_sub(4), place % 48 / 2)
}

/// Half of each value stays, a quarter goes to each side; the day is a circle.
fn smoothed(values: [f64; 48]) -> [f64; 48] {
    let mut res = [0.0; 48];
    for (place, slot) in res.iter_mut().enumerate() {
        *slot = 0.5 * values[place] + 0.25 * values[(place + 47) % 48] + 0.25 * values[(place + 1) % 48];
    }
    res
}

#[cfg(test)]
mod tests;
