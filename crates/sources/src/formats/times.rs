//! Times as products write them.
//!
//! In: text, and the zone of times that carry no offset. Out: a time, nothing where the text means
//! unknown or never, or a cause why it is no time.

use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use model::value::cut;

/// A time that was read, and what had to be assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    pub at: Timestamp,
    pub assumed: Assumed,
}

/// What a time left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumed {
    /// It says its offset.
    Nothing,
    /// It says no offset: the zone was assumed.
    Zone,
    /// It is a bare date: its first moment in the zone was taken.
    StartOfDay,
}

/// The time in `text`; `None` for text that means unknown (empty, `-`, `null`, `None`, `N/A`) or never
/// (the years 1 and 9999).
///
/// RFC 3339 and its relatives: `T` or blank between date and time, any number of decimals after `.`, `,`
/// or `:`, `+0000` or `+00:00` or `Z` or `UTC`, a blank before the offset, `/` between the parts of a date
/// that begins with its year, and `Tue Feb  3 14:02:34 2026 UTC`. A bare date is its first moment in `zone`.
pub fn parse(text: &str, zone: &TimeZone) -> Result<Option<Timestamp>, String> {
    parse_noting(text, zone).map(|it| it.map(|it| it.at))
}

/// The same, with what had to be assumed.
pub fn parse_noting(text: &str, zone: &TimeZone) -> Result<Option<Read>, String> {
    let text = text.trim();
    if means_unknown(text) {
        return Ok(None);
    }
    // The common case first: it needs no rewriting.
    if let Ok(at) = text.parse::<Timestamp>() {
        return sensible(Read { at, assumed: Assumed::Nothing }, text).map(Some);
    }
    let plain = rewrite(text);
    if let Ok(at) = plain.parse::<Timestamp>() {
        return sensible(Read { at, assumed: Assumed::Nothing }, text).map(Some);
    }
    if is_date_shaped(&plain) {
        if let Ok(date) = plain.parse::<Date>() {
            return in_zone(date.at(0, 0, 0, 0), zone, Assumed::StartOfDay, text).map(Some);
        }
    } else if let Ok(civil) = plain.parse::<DateTime>() {
        return in_zone(civil, zone, Assumed::Zone, text).map(Some);
    }
    if let Some(found) = parse_asctime(&plain, zone, text) {
        return found.map(Some);
    }
    Err(cause(&plain, text))
}

/// The time in `text` after a strptime format such as `%d.%m.%Y %H:%M`.
pub fn with_format(text: &str, format: &str, zone: &TimeZone) -> Result<Option<Read>, String> {
    let text = text.trim();
    if means_unknown(text) {
        return Ok(None);
    }
    let broken = strtime::parse(format, text).map_err(|_| not_a_time(text))?;
    if broken.offset().is_some() {
        let at = broken.to_timestamp().map_err(|_| does_not_exist(text))?;
        return sensible(Read { at, assumed: Assumed::Nothing }, text).map(Some);
    }
    let has_clock = broken.hour().is_some();
    let date = broken.to_date().map_err(|_| does_not_exist(text))?;
    if !has_clock {
        return in_zone(date.at(0, 0, 0, 0), zone, Assumed::StartOfDay, text).map(Some);
    }
    let civil = broken.to_datetime().map_err(|_| does_not_exist(text))?;
    in_zone(civil, zone, Assumed::Zone, text).map(Some)
}

/// Seconds since 1970, with decimals.
pub fn epoch_seconds(seconds: f64) -> Result<Timestamp, String> {
    let shown = seconds.to_string();
    if !seconds.is_finite() || seconds.abs() > 1e12 {
        return Err(not_a_time(&shown));
    }
    let at = Timestamp::UNIX_EPOCH
        .checked_add(SignedDuration::from_micros((seconds * 1e6).round() as i64))
        .map_err(|_| not_a_time(&shown))?;
    sensible(Read { at, assumed: Assumed::Nothing }, &shown).map(|it| it.at)
}

/// Milliseconds since 1970.
pub fn epoch_millis(millis: i64) -> Result<Timestamp, String> {
    let shown = millis.to_string();
    let at = Timestamp::from_millisecond(millis).map_err(|_| not_a_time(&shown))?;
    sensible(Read { at, assumed: Assumed::Nothing }, &shown).map(|it| it.at)
}

/// Microseconds since 1970.
pub fn epoch_micros(micros: i64) -> Result<Timestamp, String> {
    let shown = micros.to_string();
    let at = Timestamp::from_microsecond(micros).map_err(|_| not_a_time(&shown))?;
    sensible(Read { at, assumed: Assumed::Nothing }, &shown).map(|it| it.at)
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, whichever gives a year of our time:
/// their ranges do not meet.
pub fn epoch(number: f64) -> Result<Timestamp, String> {
    let seconds = match number.abs() {
        it if it < 1e11 => number,
        it if it < 1e14 => number / 1e3,
        it if it < 1e17 => number / 1e6,
        _ => number / 1e9,
    };
    epoch_seconds(seconds).map_err(|_| not_a_time(&number.to_string()))
}

fn means_unknown(text: &str) -> bool {
    matches!(text, "" | "-" | "null" | "None" | "N/A" | "NULL" | "n/a")
        || text.starts_with("9999-12-31")
        || text.starts_with("0001-01-01")
}

/// Small differences of spelling taken away.
fn rewrite(text: &str) -> String {
    let mut res = text.to_owned();
    for (suffix, offset) in [(" UTC", "Z"), (" GMT", "Z"), ("UTC", "Z"), (" Z", "Z")] {
        if let Some(before) =
            res.strip_suffix(suffix).filter(|it| it.ends_with(|last: char| last.is_ascii_digit()))
        {
            res = format!("{before}{offset}");
            break;
        }
    }
    // A blank before the offset: `12:00:00 +00:00`.
    if let Some(at) = res.rfind([' '])
        && at > 10
        && res[at + 1..].starts_with(['+', '-'])
    {
        res.remove(at);
    }
    if res.as_bytes().get(4) == Some(&b'/') && res.as_bytes().get(7) == Some(&b'/') {
        res.replace_range(4..5, "-");
        res.replace_range(7..8, "-");
    }
    // `12:00:00,123` and `12:00:00:123`.
    if matches!(res.as_bytes().get(19), Some(b',' | b':')) && res.is_char_boundary(20) {
        res.replace_range(19..20, ".");
    }
    res
}

fn is_date_shaped(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(idx, it)| if idx == 4 || idx == 7 { it == b'-' } else { it.is_ascii_digit() })
}

/// `Tue Feb  3 14:02:34 2026`, with or without the weekday's truth: it is not looked at.
fn parse_asctime(plain: &str, zone: &TimeZone, text: &str) -> Option<Result<Read, String>> {
    let (plain, is_utc) = match plain.strip_suffix('Z') {
        Some(plain) => (plain, true),
        None => (plain, false),
    };
    let parts: Vec<&str> = plain.split_whitespace().collect();
    let [weekday, month, day, clock, year] = parts[..] else { return None };
    if weekday.len() != 3 {
        return None;
    }
    let civil = strtime::parse("%b %d %H:%M:%S %Y", format!("{month} {day} {clock} {year}"));
    let civil = civil.ok()?.to_datetime().map_err(|_| does_not_exist(text));
    Some(civil.and_then(|civil| {
        if is_utc {
            in_zone(civil, &TimeZone::UTC, Assumed::Nothing, text)
        } else {
            in_zone(civil, zone, Assumed::Zone, text)
        }
    }))
}

fn in_zone(civil: DateTime, zone: &TimeZone, assumed: Assumed, text: &str) -> Result<Read, String> {
    let at = civil.to_zoned(zone.clone()).map_err(|_| does_not_exist(text))?.timestamp();
    sensible(Read { at, assumed }, text)
}

/// Clocks that were never set say 1601, 1970 or 1980. People were born and hired earlier than any log, so
/// a bare date may be older.
fn sensible(read: Read, text: &str) -> Result<Read, String> {
    const YEAR_1930: i64 = -1_262_304_000;
    const YEAR_1990: i64 = 631_152_000;
    const YEAR_2100: i64 = 4_102_444_800;
    let first = if read.assumed == Assumed::StartOfDay { YEAR_1930 } else { YEAR_1990 };
    let second = read.at.as_second();
    if second < first || second >= YEAR_2100 {
        return Err(format!("time far from our own: `{}`", shown(text)));
    }
    Ok(read)
}

fn cause(plain: &str, text: &str) -> String {
    // Digits where a date and a time would stand: it was meant as one.
    let head: Vec<bool> = plain.bytes().take(10).map(|it| it.is_ascii_digit()).collect();
    let dated = head.len() == 10 && head.iter().enumerate().all(|(idx, it)| *it != (idx == 4 || idx == 7));
    if dated { does_not_exist(text) } else { not_a_time(text) }
}

fn not_a_time(text: &str) -> String {
    format!("not a time: `{}`", shown(text))
}

fn does_not_exist(text: &str) -> String {
    format!("time that does not exist: `{}`", shown(text))
}

fn shown(text: &str) -> String {
    crate::formats::text::shown(cut(text, 240), 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> String {
        match parse(text, &TimeZone::UTC) {
            Ok(Some(at)) => at.to_string(),
            Ok(None) => "unknown".to_owned(),
            Err(cause) => cause,
        }
    }

    #[test]
    fn every_spelling_that_products_use_is_the_same_moment() {
        for text in [
            "2026-02-03T14:02:34Z",
            "2026-02-03T14:02:34.0000000Z",
            "2026-02-03 14:02:34",
            "2026-02-03T14:02:34",
            "2026-02-03T15:02:34+0100",
            "2026-02-03T15:02:34+01:00",
            "2026-02-03 14:02:34.000000 +00:00",
            "2026-02-03 06:02:34,000 -0800",
            "2026-02-03 14:02:34:000",
            "2026/02/03 14:02:34.000",
            "2026-02-03 14:02:34 UTC",
            "Tue Feb  3 14:02:34 2026 UTC",
            "Tue Feb  3 14:02:34 2026",
            " 2026-02-03t14:02:34z ",
        ] {
            assert_eq!(utc(text), "2026-02-03T14:02:34Z", "{text}");
        }
        assert_eq!(utc("2026-02-03T14:02:34.3989457Z"), "2026-02-03T14:02:34.3989457Z");
        assert_eq!(utc("2026-02-03 07:09:45:002"), "2026-02-03T07:09:45.002Z");
        assert_eq!(utc("2026-02-03"), "2026-02-03T00:00:00Z");
    }

    #[test]
    fn unknown_and_never_are_no_time_and_no_trouble() {
        for text in ["", " ", "-", "null", "None", "N/A", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00"] {
            assert_eq!(utc(text), "unknown", "{text}");
        }
    }

    #[test]
    fn a_time_that_does_not_exist_is_told_from_text_that_is_none() {
        assert_eq!(utc("2026-02-31T10:00:00Z"), "time that does not exist: `2026-02-31T10:00:00Z`");
        assert_eq!(utc("2026-13-01"), "time that does not exist: `2026-13-01`");
        assert_eq!(utc("31/02/2026 10:00"), "not a time: `31/02/2026 10:00`");
        assert_eq!(utc("1970-01-01T00:00:00Z"), "time far from our own: `1970-01-01T00:00:00Z`");
        assert_eq!(utc("1987-06-01"), "1987-06-01T00:00:00Z");
    }

    #[test]
    fn a_declared_zone_moves_only_times_without_an_offset() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let read = |text: &str| parse_noting(text, &zone).unwrap().unwrap();
        assert_eq!(read("2026-02-03 14:00:00").at.to_string(), "2026-02-03T19:00:00Z");
        assert_eq!(read("2026-02-03 14:00:00").assumed, Assumed::Zone);
        assert_eq!(read("2026-07-07").at.to_string(), "2026-07-07T04:00:00Z");
        assert_eq!(read("2026-07-07").assumed, Assumed::StartOfDay);
        assert_eq!(read("2026-02-03T14:00:00Z").assumed, Assumed::Nothing);
    }

    #[test]
    fn formats_of_the_policy_are_used() {
        let read = |text: &str, format: &str| with_format(text, format, &TimeZone::UTC);
        assert_eq!(read("30.06.2026", "%d.%m.%Y").unwrap().unwrap().at.to_string(), "2026-06-30T00:00:00Z");
        assert_eq!(
            read("2/3/2026 2:05 PM", "%m/%d/%Y %I:%M %p").unwrap().unwrap().at.to_string(),
            "2026-02-03T14:05:00Z"
        );
        assert!(read("31.02.2026", "%d.%m.%Y").is_err());
        assert!(read("x", "%d.%m.%Y").is_err());
    }

    #[test]
    fn numbers_since_1970_are_told_by_their_size() {
        let wanted = "2026-02-03T14:02:34Z";
        assert_eq!(epoch_seconds(1_770_127_354.0).unwrap().to_string(), wanted);
        assert_eq!(epoch_millis(1_770_127_354_000).unwrap().to_string(), wanted);
        for number in [1_770_127_354.0, 1_770_127_354e3, 1_770_127_354e6, 1_770_127_354e9] {
            assert_eq!(epoch(number).unwrap().to_string(), wanted);
        }
        assert!(epoch(0.0).is_err());
        assert!(epoch(f64::NAN).is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,40}") {
            let _ = parse(&text, &TimeZone::UTC);
            let _ = with_format(&text, "%d.%m.%Y %H:%M", &TimeZone::UTC);
        }
    }
}
