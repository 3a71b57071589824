//! Times in mail headers, as programs of thirty years have written them.
//!
//! In: the text of `Date`, or what stands behind the `;` of `Received`. Out: the moment and the offset of the
//! sender's clock, where one is said that can exist.

use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use model::Timestamp;
use regex::Regex;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sent {
    pub at: Timestamp,
    /// Missing where no offset is said: then the clock was read as UTC.
    pub offset_minutes: Option<i64>,
}

/// No clock on earth is further from UTC.
const OFFSET_MINUTES_MAX: i64 = 14 * 60;

pub(crate) fn parse(text: &str) -> Result<Sent, String> {
    static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let clock = r"(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2}))?(?:\.\d+)?\s*(?P<half>[AaPp][Mm]\b)?";
        let zone = r"\s*(?P<zone>[+-]\s?\d{1,2}:?\d{2}|[A-Za-z]{1,5}\b)?";
        let forms = [
            // "Tue, 3 Feb 2026 23:41:07 +0900"
            format!(
                r"(?P<d>\d{{1,2}})[\s-]+(?P<mon>[A-Za-z]{{3,9}})\.?[\s,-]+(?P<y>\d{{2,4}}),?\s+{clock}{zone}"
            ),
            // "Mon Jul  6 14:04:00 2026", "Mon Jul 6 14:04:00 EST 2026"
            format!(
                r"(?P<mon>[A-Za-z]{{3}})\s+(?P<d>\d{{1,2}})\s+{clock}\s+(?:(?P<zone>[A-Za-z]{{3,4}}|[+-]\d{{4}})\s+)?(?P<y>\d{{4}})"
            ),
            // "Feb 3, 2026 23:41:07 +0900"
            format!(r"(?P<mon>[A-Za-z]{{3,9}})\.?\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}}),?\s+{clock}{zone}"),
            // "2002/09/14 Sat 02:29:32 CDT", "2026-02-03T23:41:07+09:00"
            format!(
                r"(?P<y>\d{{4}})[/.-](?P<n>\d{{1,2}})[/.-](?P<d>\d{{1,2}})(?:\s+[A-Za-z]{{3}})?[T\s]+{clock}{zone}"
            ),
        ];
        forms.iter().filter_map(|it| Regex::new(it).ok()).collect()
    });
    let shown = || format!("not a time: `{}`", model::value::cut(text.trim(), 60));
    for form in FORMS.iter() {
        let Some(found) = form.captures(text) else { continue };
        let number = |name: &str| found.name(name).and_then(|it| it.as_str().parse::<i16>().ok());
        let small = |name: &str| number(name).and_then(|it| i8::try_from(it).ok());
        let year = match (number("y"), found.name("y").map_or(0, |it| it.len())) {
            // RFC 5322: two digits below 50 are of this century; three are years since 1900.
            (Some(it), 2) => Some(if it < 50 { 2000 + it } else { 1900 + it }),
            (Some(it), 3) => Some(1900 + it),
            (it, _) => it,
        };
        let month = small("n").or_else(|| month(found.name("mon")?.as_str()));
        let (Some(year), Some(month), Some(day), Some(mut hour), Some(minute)) =
            (year, month, small("d"), small("h"), small("min"))
        else {
            continue;
        };
        match found.name("half").map(|it| it.as_str().to_lowercase()).as_deref() {
            Some("pm") if hour < 12 => hour += 12,
            Some("am") if hour == 12 => hour = 0,
            _ => {}
        }
        // A leap second is the second before it.
        let second = small("s").unwrap_or(0).min(59);
        let time = DateTime::new(year, month, day, hour, minute, second, 0).map_err(|_| shown())?;
        let offset = match found.name("zone").map(|it| it.as_str()) {
            None => None,
            Some(zone) => offset(zone).ok_or_else(|| format!("offset that does not exist: `{zone}`"))?,
        };
        let seconds = i32::try_from(offset.unwrap_or(0) * 60).map_err(|_| shown())?;
        let zone = TimeZone::fixed(Offset::from_seconds(seconds).map_err(|_| shown())?);
        let at = time.to_zoned(zone).map_err(|_| shown())?.timestamp();
        return Ok(Sent { at, offset_minutes: offset });
    }
    Err(shown())
}

fn month(name: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = name.get(..3)?.to_lowercase();
    let position = NAMES.iter().position(|it| *it == name)?;
    i8::try_from(position + 1).ok()
}

/// Minutes from UTC; `Some(None)` for a name that says nothing, nothing for an offset that cannot be.
fn offset(zone: &str) -> Option<Option<i64>> {
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => {
            let hours = match zone.to_ascii_uppercase().as_str() {
                "UT" | "UTC" | "GMT" | "Z" => 0,
                "EDT" => -4,
                "EST" | "CDT" => -5,
                "CST" | "MDT" => -6,
                "MST" | "PDT" => -7,
                "PST" => -8,
                _ => return Some(None),
            };
            return Some(Some(hours * 60));
        }
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let number: i64 = digits.parse().ok()?;
    let minutes = number / 100 * 60 + number % 100;
    if minutes > OFFSET_MINUTES_MAX || number % 100 > 59 {
        return None;
    }
    // RFC 5322: "-0000" says that the offset is not known.
    if sign < 0 && minutes == 0 { Some(None) } else { Some(Some(sign * minutes)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_programs_write_them() {
        for (text, at, offset) in [
            ("Tue, 3 Feb 2026 23:41:07 +0900", "2026-02-03T14:41:07Z", Some(540)),
            ("3 Feb 26 23:41 -0330 (NST)", "2026-02-04T03:11:00Z", Some(-210)),
            ("2002/09/14 Sat 02:29:32 CDT", "2002-09-14T07:29:32Z", Some(-300)),
            ("Mon Jul  6 14:04:00 2026", "2026-07-06T14:04:00Z", None),
            ("Tue, 03 Feb 2026 23:41:07", "2026-02-03T23:41:07Z", None),
            ("Tue, 03 Feb 2026 23:41:07 -0000", "2026-02-03T23:41:07Z", None),
            ("Tue, 03 Feb 2026 11:41:07 PM GMT", "2026-02-03T23:41:07Z", Some(0)),
        ] {
            let sent = parse(text).unwrap_or_else(|it| panic!("{it}"));
            assert_eq!((sent.at.to_string().as_str(), sent.offset_minutes), (at, offset), "{text}");
        }
    }

    #[test]
    fn dates_that_cannot_be_are_said() {
        assert_eq!(
            parse("Tue, 3 Feb 2026 23:41:07 -1900"),
            Err("offset that does not exist: `-1900`".to_owned())
        );
        assert!(parse("31 Feb 2026 23:41:07 +0000").is_err());
        assert!(parse("soon").is_err());
    }
}
