//! Times as portals write them into a table for people: `Nov 3, 2026 4:05:06.123 PM`.
//!
//! In: text in one of the forms of [`times`], or with an English month's name, or with numbers and slashes.
//! Out: a time, or a cause. `11/3/2026` means November where the clock has AM or PM; with a clock of 24
//! hours nobody can tell, unless one of the numbers is no month.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::Reading;
use crate::formats::times::{self, Assumed, Read};

/// The time in `text`; without an offset it is in the policy's zone for this file, else in `zone`, with a
/// notice. Text that is no time is a problem.
pub fn time(text: &str, zone: &TimeZone, reading: &mut Reading<'_>) -> Option<jiff::Timestamp> {
    let zone = reading.declared_zone().cloned().unwrap_or_else(|| zone.clone());
    match parse(text, &zone) {
        Ok(found) => found.map(|it| reading.noted(it, &zone)),
        Err(cause) => {
            reading.problem(cause);
            None
        }
    }
}

/// The same, with the cause instead of a problem.
pub fn parse(text: &str, zone: &TimeZone) -> Result<Option<Read>, String> {
    let as_usual = times::parse_noting(text, zone);
    if as_usual.is_ok() {
        return as_usual;
    }
    match civil(text) {
        Some(Ok(found)) => match found.to_zoned(zone.clone()) {
            Ok(zoned) => Ok(Some(Read { at: zoned.timestamp(), assumed: Assumed::Zone })),
            Err(_) => as_usual,
        },
        Some(Err(cause)) => Err(cause),
        None => as_usual,
    }
}

/// Nothing where the text has neither form.
fn civil(text: &str) -> Option<Result<DateTime, String>> {
    // Browsers put a narrow blank before AM.
    let text = text.replace(['\u{202f}', '\u{a0}'], " ");
    let mut parts: Vec<&str> = text.split([' ', ',']).filter(|it| !it.is_empty()).collect();
    let is_pm = match parts.last()?.to_ascii_uppercase().as_str() {
        "AM" => Some(false),
        "PM" => Some(true),
        _ => None,
    };
    if is_pm.is_some() {
        parts.pop();
    }
    let clock = clock(parts.pop()?, is_pm)?;
    let date = match parts[..] {
        [month, day, year] => Date::new(year.parse().ok()?, named_month(month)?, day.parse().ok()?).ok()?,
        [date] => match numeric(date, is_pm.is_some())? {
            Ok(found) => found,
            Err(cause) => return Some(Err(cause)),
        },
        _ => return None,
    };
    Some(Ok(date.to_datetime(clock)))
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

fn numeric(text: &str, is_american: bool) -> Option<Result<Date, String>> {
    let numbers: Vec<i16> = text.split('/').map(|it| it.parse().ok()).collect::<Option<_>>()?;
    let [first, second, year] = numbers[..] else { return None };
    let (month, day) = match (first, second) {
        (13.., 1..=12) => (second, first),
        (1..=12, 13..) => (first, second),
        _ if is_american || first == second => (first, second),
        _ => return Some(Err(format!("day and month cannot be told apart in `{text}`"))),
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        parse(text, &TimeZone::UTC).map(|it| it.map(|it| it.at.to_string()).unwrap_or_default())
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
    }

    #[test]
    fn what_cannot_be_told_is_not_guessed() {
        assert!(read("3/11/2026 16:05:06").is_err());
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
