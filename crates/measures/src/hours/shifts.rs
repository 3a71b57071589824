//! Is somebody at work twice a day?
//!
//! In: times in Unix seconds and the clock they are read by. Out: the blocks of the day in which the person acts, and
//! whether there are two of them, with hours of rest on both sides, on the same days.
//! A block is where the smoothed number of days with an action stays above a quarter of its peak.

use std::collections::BTreeMap;

use super::{Clock, DAYS_MIN, HALF_HOURS_A_DAY, HALF_HOURS_MIN, smoothed};

/// Half-hours of rest on each side of a block.
const REST_MIN: usize = 6;

/// Half-hours that a block lasts at least.
const BLOCK_MIN: usize = 6;

/// Share of all half-hours that each of two blocks holds at least.
const SHARE_MIN: f64 = 0.2;

/// Share of the active days on which both blocks have an action.
const SAME_DAY_MIN: f64 = 0.3;

/// A stretch of the day, in minutes since midnight of the clock; `to` may be past midnight (over 1440).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    pub from_minute: i32,
    pub to_minute: i32,
    /// Share of all half-hours with an action.
    pub share: f64,
}

/// Two blocks of activity that are parted by rest on both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SecondShift {
    pub first: Block,
    pub second: Block,
    /// Share of the active days on which the person acts in both.
    pub same_day_share: f64,
    pub days: usize,
}

/// Looks for a second shift. `None` where there is none, or too little to tell.
pub fn second_shift(times: &[i64], clock: &Clock) -> Option<SecondShift> {
    let mut local: Vec<i64> =
        times.iter().map(|it| (it + i64::from(clock.minutes_at(*it)) * 60).div_euclid(1_800)).collect();
    local.sort_unstable();
    local.dedup();
    if local.len() < HALF_HOURS_MIN {
        return None;
    }
    let mut counts = [0.0; 48];
    for half_hour in &local {
        counts[half_hour.rem_euclid(HALF_HOURS_A_DAY) as usize] += 1.0;
    }
    let blocks = blocks_of(counts);
    let mut large: Vec<Block> = blocks
        .into_iter()
        .filter(|it| it.share >= SHARE_MIN && it.to_minute - it.from_minute >= BLOCK_MIN as i32 * 30)
        .collect();
    large.sort_by(|one, other| {
        other.share.total_cmp(&one.share).then(one.from_minute.cmp(&other.from_minute))
    });
    let (one, other) = (*large.first()?, *large.get(1)?);
    let (first, second) = if one.from_minute <= other.from_minute { (one, other) } else { (other, one) };
    // A block that runs past midnight belongs to the day on which it began.
    let mut days: BTreeMap<i64, (bool, bool)> = BTreeMap::new();
    for half_hour in &local {
        let minute = half_hour.rem_euclid(HALF_HOURS_A_DAY) as i32 * 30;
        for (block, is_first) in [(first, true), (second, false)] {
            for (back, minute) in [(0, minute), (1, minute + 1_440)] {
                if (block.from_minute..block.to_minute).contains(&minute) {
                    let seen = days.entry(half_hour.div_euclid(HALF_HOURS_A_DAY) - back).or_default();
                    *if is_first { &mut seen.0 } else { &mut seen.1 } = true;
                }
            }
        }
    }
    let both = days.values().filter(|it| it.0 && it.1).count();
    let same_day_share = both as f64 / days.len().max(1) as f64;
    (days.len() >= DAYS_MIN && same_day_share >= SAME_DAY_MIN).then_some(SecondShift {
        first,
        second,
        same_day_share,
        days: days.len(),
    })
}

/// The blocks of a day, parted by at least [`REST_MIN`] quiet half-hours.
fn blocks_of(counts: [f64; 48]) -> Vec<Block> {
    let smooth = smoothed(counts);
    let total: f64 = counts.iter().sum();
    let peak = smooth.iter().copied().fold(0.0, f64::max);
    let is_busy = |place: usize| smooth[place % 48] >= peak / 4.0;
    // The day is unrolled from the end of its longest rest.
    let (mut start, mut longest) = (0, 0);
    for place in 0..48 {
        let rest = (1..=48).take_while(|it| !is_busy(place + 48 - it)).count();
        if is_busy(place) && rest > longest {
            (start, longest) = (place, rest);
        }
    }
    if longest < REST_MIN {
        return Vec::new();
    }
    let mut res: Vec<Block> = Vec::new();
    for place in (start..start + 48).filter(|it| is_busy(*it)) {
        let (minute, share) = (place as i32 * 30, counts[place % 48] / total.max(1.0));
        match res.last_mut() {
            Some(block) if minute - block.to_minute < REST_MIN as i32 * 30 => {
                block.to_minute = minute + 30;
                block.share += share;
            }
            _ => res.push(Block { from_minute: minute, to_minute: minute + 30, share }),
        }
    }
    for block in &mut res {
        if block.from_minute >= 1_440 {
            block.from_minute -= 1_440;
            block.to_minute -= 1_440;
        }
    }
    res
}
