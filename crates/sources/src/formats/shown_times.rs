//! Times as programs show them to people: `Nov 3, 2026 4:05:06.123 PM`, `2/3/2026, 3:00 PM`, `03.02.2026 15:00:04`.
//!
//! In: text in one of the forms of [`times`], or with an English month's name, or with numbers parted by slashes
//! or dots. Out: a time, or a cause. The order of day and month is the reader's: a dot means day first, AM and PM
//! mean month first, a number above 12 is a day; where nothing tells, day first is taken and that is noticed.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::Reading;
use crate::formats::times::{self, Assumed, Read};

/// The time in `text`; without an offset it is in the policy's zone for this file, else in `zone`, with a
/// notice. Text that is no time is a problem.
pub fn time(text: &str, zone: &TimeZone, reading: &mut Reading<'_>) -> Option<jiff::Timestamp> {
    let zone = reading.declared_zone().cloned().unwrap_or_else(|| zone.clone());
    match parse(text, &zone) {
        Ok((found, is_guess)) => {
            if is_guess {
                reading.notice("dates whose day and month could be either are read with the day first");
            }
            found.map(|it| reading.noted(it, &zone))
        }
        Err(cause) => {
            reading.problem(cause);
            None
        }
    }
}

/// The same, with the cause instead of a problem; and whether the order of day and month was a guess.
fn parse(text: &str, zone: &TimeZone) -> Result<(Option<Read>, bool), String> {
    let as_usual = times::parse_noting(text, zone);
    if as_usual.is_err()
        && let Some((found, is_guess)) = civil(text)
        && let Ok(zoned) = found.to_zoned(zone.clone())
    {
        return Ok((Some(Read { at: zoned.timestamp(), assumed: Assumed::Zone }), is_guess));
    }
    as_usual.map(|it| (it, false))
}

/// Nothing where the text has none of these forms.
fn civil(text: &str) -> Option<(DateTime, bool)> {
    // Browsers put a narrow blank before AM, and marks of direction around dates.
    let text = text.replace('\u{200e}', "").replace(['\u{202f}', '\u{a0}'], " ");
    let mut parts: Vec<&str> = text.split([' ', ',']).filter(|it| !it.is_empty()).collect();
    let is_pm = match parts.last()?.to_ascii_uppercase().replace('.', "").as_str() {
        "AM" => Some(false),
        "PM" => Some(true),
        _ => None,
    };
    if is_pm.is_some() {
        parts.pop();
    }
    let clock = clock(parts.pop()?, is_pm)?;
    let (date, is_guess) = match parts[..] {
        [month, day, year] => {
            (Date::new(year.parse().ok()?, named_month(month)?, day.parse().ok()?).ok()?, false)
        }
        [date] => numeric(date, is_pm.is_some())?,
        _ => return None,
    };
    Some((date.to_datetime(clock), is_guess))
}

fn clock(text: &str, is_pm: Option<bool>) -> Option<Time> {
    let mut parts = text.split(':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next()?.parse().ok()?;
    let (second, fraction) = match parts.next() {
        Some(text) => text.split_once('.').unwrap_or((text, "")),
        None => ("0", ""),
    };
    if parts.next().is_some() || !fraction.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let hour = match is_pm {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(is_pm) => hour % 12 + if is_pm { 12 } else { 0 },
        None => hour,
    };
    let nanosecond = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    Time::new(hour, minute, second.parse().ok()?, nanosecond).ok()
}

fn named_month(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.to_ascii_lowercase();
    let idx = MONTHS.iter().position(|it| text.starts_with(it))?;
    i8::try_from(idx + 1).ok()
}

/// The date, and whether the order of its day and month was a guess.
fn numeric(text: &str, has_half_days: bool) -> Option<(Date, bool)> {
    let separator = text.chars().find(|it| matches!(it, '/' | '.' | '-'))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |it: &str| it.parse::<i16>().ok().filter(|_| it.len() <= 4);
    let (one, two, three) = (number(first)?, number(second)?, number(third)?);
    let (year, month, day, is_guess) = if first.len() == 4 {
        (one, two, three, false)
    } else {
        let year = if third.len() == 2 { 2000 + three } else { three };
        let is_either = one <= 12 && two <= 12 && one != two;
        let month_first = two > 12 || (is_either && separator != '.' && has_half_days);
        let is_guess = is_either && separator != '.' && !has_half_days;
        if month_first { (year, one, two, is_guess) } else { (year, two, one, is_guess) }
    };
    Some((Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?, is_guess))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        parse(text, &TimeZone::UTC).map(|it| it.0.map(|it| it.at.to_string()).unwrap_or_default())
    }

    #[test]
    fn what_a_portal_shows_is_read() {
        let wanted = Ok("2026-11-03T16:05:06.123Z".to_owned());
        for text in [
            "Nov 3, 2026 4:05:06.123 PM",
            "Nov 3, 2026, 4:05:06.123\u{202f}PM",
            "November 3, 2026 16:05:06.123",
            "11/3/2026, 4:05:06.123 PM",
            "2026-11-03T16:05:06.123Z",
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
        assert_eq!(read("Nov 3, 2026 12:00:00 AM"), Ok("2026-11-03T00:00:00Z".to_owned()));
        assert_eq!(read("23/11/2026, 16:05:06"), Ok("2026-11-23T16:05:06Z".to_owned()));
        assert_eq!(read("11/23/2026 16:05"), Ok("2026-11-23T16:05:00Z".to_owned()));
        assert_eq!(read("03.02.2026 15:00:04"), Ok("2026-02-03T15:00:04Z".to_owned()));
        assert_eq!(read("2/3/26, 3:00:04 PM"), Ok("2026-02-03T15:00:04Z".to_owned()));
        assert_eq!(read("2026/02/03 15:00:04"), Ok("2026-02-03T15:00:04Z".to_owned()));
    }

    #[test]
    fn a_date_that_could_be_either_is_read_with_the_day_first_and_that_is_said() {
        let told =
            |text: &str| parse(text, &TimeZone::UTC).map(|it| (it.0.map(|it| it.at.to_string()), it.1));
        assert_eq!(told("3/11/2026 16:05:06"), Ok((Some("2026-11-03T16:05:06Z".to_owned()), true)));
        assert_eq!(told("3/3/2026 16:05:06"), Ok((Some("2026-03-03T16:05:06Z".to_owned()), false)));
        assert_eq!(told("3.11.2026 16:05:06"), Ok((Some("2026-11-03T16:05:06Z".to_owned()), false)));
    }

    #[test]
    fn what_is_no_time_is_a_problem() {
        assert!(read("Nov 31, 2026 4:05 PM").is_err());
        assert!(read("Nov 3, 2026 14:05 PM").is_err());
        assert!(read("yesterday at noon").is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "[A-Za-z0-9:/,. \u{202f}]{0,40}") {
            let _ = parse(&text, &TimeZone::UTC);
        }
    }
}
