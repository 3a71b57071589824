//! Times as products write them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The time in `text`; `None` for text that means unknown (empty, `-`, `null`, `None`, `N/A`).
/// RFC 3339 and its relatives: `T` or blank between date and time, any number of decimals, `+0000` or
/// `+00:00` or `Z`; a bare date is its first moment in `zone`.
pub fn parse(text: &str, zone: &TimeZone) -> Result<Option<Timestamp>, String> {
    let text = text.trim();
    if matches!(text, "" | "-" | "null" | "None" | "N/A") {
        return Ok(None);
    }
    if let Ok(found) = text.parse::<Timestamp>() {
        return Ok(Some(found));
    }
    let civil = text
        .parse::<jiff::civil::DateTime>()
        .or_else(|_| text.parse::<jiff::civil::Date>().map(|it| it.at(0, 0, 0, 0)))
        .map_err(|_| format!("not a time: `{}`", model::value::cut(text, 60)))?;
    civil
        .to_zoned(zone.clone())
        .map(|it| Some(it.timestamp()))
        .map_err(|_| format!("not a time: `{}`", model::value::cut(text, 60)))
}
