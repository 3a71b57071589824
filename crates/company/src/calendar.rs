//! Days and hours. In: a day, a clock time and a zone. Out: moments, and moments written as products write them.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};

/// The zone of that name; names are constants of this crate, and an unknown one would be read as UTC.
pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// The moment `minutes` after midnight of a day in a zone; more than a day's minutes run into the next day.
pub(crate) fn at(day: Date, minutes: i64, zone_name: &str) -> Timestamp {
    let day = plus_days(day, minutes.div_euclid(1440));
    let minutes = minutes.rem_euclid(1440);
    let clock = day.at((minutes / 60) as i8, (minutes % 60) as i8, 0, 0);
    match clock.to_zoned(zone(zone_name)) {
        Ok(zoned) => zoned.timestamp(),
        Err(_) => Timestamp::UNIX_EPOCH,
    }
}

/// A clock time such as `09:05` in minutes.
pub(crate) const fn clock(hour: i64, minute: i64) -> i64 {
    hour * 60 + minute
}

pub(crate) fn plus_days(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

pub(crate) fn plus_seconds(moment: Timestamp, seconds: i64) -> Timestamp {
    moment.checked_add(Span::new().seconds(seconds)).unwrap_or(moment)
}

pub(crate) fn plus_minutes(moment: Timestamp, minutes: i64) -> Timestamp {
    plus_seconds(moment, minutes * 60)
}

pub(crate) fn day_of(moment: Timestamp, zone_name: &str) -> Date {
    moment.to_zoned(zone(zone_name)).date()
}

pub(crate) fn is_workday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The same day, or the next one on which people work.
pub(crate) fn workday(mut day: Date) -> Date {
    while !is_workday(day) {
        day = plus_days(day, 1);
    }
    day
}

/// `2026-06-01T12:00:00.000Z`
pub(crate) fn millis(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// Any other form, in UTC.
pub(crate) fn utc(moment: Timestamp, format: &str) -> String {
    moment.strftime(format).to_string()
}

/// Any other form, on a clock of the given zone.
pub(crate) fn local(moment: Timestamp, zone_name: &str, format: &str) -> String {
    moment.to_zoned(zone(zone_name)).strftime(format).to_string()
}
