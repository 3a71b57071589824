//! Do somebody's hours fit the place that they named, by the hours of the others who write to the company?
//!
//! In: the times of one person's actions, the zones that the person named, and the same of everybody else. Out: whether
//! the hours fit, or how far the clock lies that they fit; nothing where there is too little to tell.
//!
//! Every zone is asked the same: clocks are taken around the one that was named, all as likely as one another, and
//! the others are read each by their own clock. What comes out is a distance, never a place.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use measures::hours::{Profile, crowd_profile, even_clocks, hours_of, shipped_profiles};

/// How near a clock must lie to count as the named one, in minutes.
const NEAR_MINUTES: i32 = 180;

/// Below so much the named clock is said not to fit, and from so much that it does.
const FITS_NOT: f64 = 0.05;
const FITS: f64 = 0.5;

/// Others below whom there is no crowd; fewer could be a few who keep the same odd hours.
pub(crate) const CROWD_MIN: usize = 30;

/// What the hours say about the place that was named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fit {
    Fits,
    /// Neither.
    Open,
    Elsewhere {
        hours: i32,
        /// How likely the clock lies within two hours of that: 0 to 1.
        certainty: f64,
    },
}

/// Reads times by a zone, for the hours of a crowd.
pub(crate) fn local(times: &[Timestamp], zone: &TimeZone) -> Vec<(i64, i32)> {
    let minutes = |it: &Timestamp| zone.to_offset(*it).seconds() / 60;
    times.iter().map(|it| (it.as_second(), minutes(it))).collect()
}

/// The hours by which people are judged: those that come with the product, and those of the others, where they are
/// enough.
pub(crate) fn profiles(others: &[Vec<(i64, i32)>]) -> Vec<Profile> {
    let mut res = shipped_profiles();
    if others.len() >= CROWD_MIN {
        res.push(crowd_profile(others, 1.0));
    }
    res
}

/// Whether the times fit one of the named zones. `None` where there is too little to tell.
pub(crate) fn fit(times: &[Timestamp], zones: &[TimeZone], profiles: &[Profile]) -> Option<Fit> {
    let seconds: Vec<i64> = times.iter().map(|it| it.as_second()).collect();
    let middle = *times.get(times.len() / 2)?;
    let mut nearest: Option<Fit> = None;
    for zone in zones {
        let named = year_round_minutes(zone, middle);
        let found = hours_of(&seconds, &even_clocks(named), profiles)?;
        let share = found.share_near(named, NEAR_MINUTES);
        let apart = (f64::from(found.offset_minutes - named) / 60.0 + 12.0).rem_euclid(24.0) - 12.0;
        let here = if share >= FITS {
            Fit::Fits
        } else if share >= FITS_NOT || apart.abs() * 60.0 < f64::from(NEAR_MINUTES) {
            Fit::Open
        } else {
            Fit::Elsewhere { hours: apart.abs().round() as i32, certainty: found.certainty }
        };
        // Several zones on file: the one that fits best is the one that holds.
        nearest = match (nearest, here) {
            (Some(Fit::Fits), _) | (_, Fit::Fits) => Some(Fit::Fits),
            (Some(Fit::Open), _) | (_, Fit::Open) => Some(Fit::Open),
            (Some(it @ Fit::Elsewhere { .. }), _) => Some(it),
            (None, it) => Some(it),
        };
    }
    nearest
}

/// Minutes east of UTC, as a mean of winter and summer.
fn year_round_minutes(zone: &TimeZone, around: Timestamp) -> i32 {
    let half_a_year = jiff::SignedDuration::from_hours(183 * 24);
    let later = around.checked_add(half_a_year).unwrap_or(around);
    (zone.to_offset(around).seconds() + zone.to_offset(later).seconds()) / 120
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Four actions a working day, from an hour of the zone on.
    fn working(zone: &TimeZone, from_hour: i64, days: i64) -> Vec<Timestamp> {
        let monday = date(2026, 1, 5);
        let mut res = Vec::new();
        for day in (0..days).filter(|it| it % 7 < 5) {
            for action in 0..4 {
                let minutes = from_hour * 60 + action * 125 + (day * 37 + action * 17) % 90;
                let local = monday.at(0, 0, 0, 0) + jiff::SignedDuration::from_mins(day * 1_440 + minutes);
                res.push(zone.to_ambiguous_zoned(local).compatible().unwrap().timestamp());
            }
        }
        res
    }

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    const ZONES: [&str; 8] = [
        "America/Los_Angeles",
        "America/Sao_Paulo",
        "Africa/Lagos",
        "Europe/Warsaw",
        "Asia/Kolkata",
        "Asia/Seoul",
        "Pacific/Auckland",
        "Atlantic/Azores",
    ];

    #[test]
    fn the_answer_is_the_same_in_every_zone() {
        let profiles = profiles(&[]);
        for name in ZONES {
            let zone = zone(name);
            let of = |from_hour| fit(&working(&zone, from_hour, 120), std::slice::from_ref(&zone), &profiles);
            assert_eq!(of(9), Some(Fit::Fits), "{name}");
            let Some(Fit::Elsewhere { hours, .. }) = of(22) else { panic!("{name}: {:?}", of(22)) };
            assert!((9..=12).contains(&hours), "{name}: {hours}");
        }
    }

    #[test]
    fn a_company_that_works_at_night_makes_the_night_usual() {
        let zone = zone("America/Chicago");
        let own = working(&zone, 22, 120);
        let others: Vec<Vec<(i64, i32)>> = ZONES
            .iter()
            .cycle()
            .take(CROWD_MIN)
            .map(|name| {
                let other = TimeZone::get(name).unwrap();
                local(&working(&other, 22, 120), &other)
            })
            .collect();
        let alone = fit(&own, std::slice::from_ref(&zone), &profiles(&[]));
        assert!(matches!(alone, Some(Fit::Elsewhere { .. })), "{alone:?}");
        let among = fit(&own, &[zone], &profiles(&others));
        assert!(!matches!(among, Some(Fit::Elsewhere { .. })), "{among:?}");
    }

    #[test]
    fn the_zone_that_fits_best_holds() {
        let (here, there) = (zone("Europe/Warsaw"), zone("America/Los_Angeles"));
        let own = working(&there, 9, 120);
        assert_eq!(fit(&own, &[here, there], &profiles(&[])), Some(Fit::Fits));
    }

    #[test]
    fn too_little_is_no_answer() {
        let zone = zone("Europe/Warsaw");
        assert_eq!(fit(&working(&zone, 1, 4), std::slice::from_ref(&zone), &profiles(&[])), None);
        assert_eq!(fit(&[], &[zone], &profiles(&[])), None);
    }
}
