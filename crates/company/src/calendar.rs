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

pub(crate) fn plus_millis(moment: Timestamp, millis: i64) -> Timestamp {
    moment.checked_add(Span::new().milliseconds(millis)).unwrap_or(moment)
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

/// Days on which the whole company is closed.
pub(crate) fn is_holiday(day: Date) -> bool {
    matches!((day.month(), day.day()), (1, 1) | (7, 4) | (12, 24..=26))
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
    utc(moment, "%Y-%m-%dT%H:%M:%S.%3fZ")
}

/// `2026-06-01`
pub(crate) fn utc_day(moment: Timestamp) -> String {
    utc(moment, "%Y-%m-%d")
}

/// Any other form, in UTC. The usual signs are written here, since logs ask for them a million times; what else
/// there is goes the long way.
pub(crate) fn utc(moment: Timestamp, format: &str) -> String {
    let seconds = moment.as_second() - i64::from(moment.subsec_nanosecond() < 0);
    let nanos = moment.subsec_nanosecond().rem_euclid(1_000_000_000) as i64;
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days since the epoch to a date of the Gregorian calendar, by eras of 400 years.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let mut text = String::with_capacity(32);
    let mut signs = format.chars();
    while let Some(sign) = signs.next() {
        if sign != '%' {
            text.push(sign);
            continue;
        }
        match signs.next() {
            Some('Y') => digits(&mut text, year, 4),
            Some('m') => digits(&mut text, month, 2),
            Some('d') => digits(&mut text, day, 2),
            Some('H') => digits(&mut text, rest / 3600, 2),
            Some('M') => digits(&mut text, rest / 60 % 60, 2),
            Some('S') => digits(&mut text, rest % 60, 2),
            Some('3') if signs.next() == Some('f') => digits(&mut text, nanos / 1_000_000, 3),
            Some('6') if signs.next() == Some('f') => digits(&mut text, nanos / 1000, 6),
            _ => return moment.strftime(format).to_string(),
        }
    }
    text
}

fn digits(text: &mut String, number: i64, width: u32) {
    for place in (0..width).rev() {
        let digit = number / 10_i64.pow(place) % 10;
        text.push(char::from(b'0' + digit.unsigned_abs() as u8));
    }
}

/// Any other form, on a clock of the given zone.
pub(crate) fn local(moment: Timestamp, zone_name: &str, format: &str) -> String {
    moment.to_zoned(zone(zone_name)).strftime(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_the_calendar_writes_them() {
        for second in (-3_000_000_000_i64..5_000_000_000).step_by(7_777_777) {
            let moment = Timestamp::new(second, 123_456_789).unwrap();
            for format in [
                "%Y-%m-%dT%H:%M:%S.%3fZ",
                "%Y-%m-%d %H:%M:%S.%6f",
                "%d-%m-%Y %H:%M:%S",
                "%Y%m%d",
                "%a, %d %b %Y",
            ] {
                assert_eq!(utc(moment, format), moment.strftime(format).to_string());
            }
        }
    }
}
