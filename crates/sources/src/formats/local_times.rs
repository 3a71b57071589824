//! Times as programs show them to the person before the screen: `2/3/2026, 3:00:04 PM`, `03.02.2026 15:00:04`.
//!
//! In: text, and the zone where it was shown. Out: a time. The order of day and month is the reader's: a dot means
//! day first, AM and PM mean month first, a number above 12 is a day; where nothing tells, day first is taken and
//! that is noticed.

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use model::Timestamp;
use regex::Regex;

use crate::Reading;

static LOCAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(\d{1,4})([./-])(\d{1,2})[./-](\d{2,4}),?\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?$",
    )
    .expect("an expression that can be read")
});

/// The time in `text`, which is local to `zone` unless the policy names another for this file. Nothing for empty
/// text; nothing and a problem for text that is no time.
pub fn time(text: &str, zone: &TimeZone, reading: &mut Reading<'_>) -> Option<Timestamp> {
    let plain = text.trim().replace(['\u{202f}', '\u{a0}', '\u{200e}'], " ");
    match rewrite(plain.trim()) {
        Some((rewritten, is_guess)) => {
            if is_guess {
                reading.notice("dates whose day and month could be either are read with the day first");
            }
            reading.time(&rewritten, zone)
        }
        None => reading.time(&plain, zone),
    }
}

/// The same as `yyyy-mm-dd hh:mm:ss`, and whether the order was a guess; nothing for another shape.
fn rewrite(text: &str) -> Option<(String, bool)> {
    let parts = LOCAL.captures(text)?;
    let part = |idx: usize| parts.get(idx).map_or("", |it| it.as_str());
    let number = |idx: usize| part(idx).parse::<u32>().ok();
    let (first, second, third) = (number(1)?, number(3)?, number(4)?);
    let half = part(8).to_ascii_lowercase();
    let mut is_guess = false;
    let (year, month, day) = if part(1).len() == 4 {
        (first, second, third)
    } else {
        let year = if part(4).len() == 2 { 2000 + third } else { third };
        let month_first = if first > 12 {
            false
        } else if second > 12 {
            true
        } else {
            is_guess = part(2) == "/" && half.is_empty() && first != second;
            part(2) != "." && !half.is_empty()
        };
        if month_first { (year, first, second) } else { (year, second, first) }
    };
    let hour = match (half.as_str(), number(5)?) {
        ("p", hour) if hour < 12 => hour + 12,
        ("a", 12) => 0,
        (_, hour) => hour,
    };
    let second = number(7).unwrap_or(0);
    Some((format!("{year:04}-{month:02}-{day:02} {hour:02}:{}:{second:02}", part(6)), is_guess))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_told_by_dot_half_day_and_size() {
        let read = |text: &str| rewrite(text);
        let sure = |text: &str| Some((text.to_owned(), false));
        assert_eq!(read("2/3/26, 3:00:04 PM"), sure("2026-02-03 15:00:04"));
        assert_eq!(read("2/3/2026 12:05 AM"), sure("2026-02-03 00:05:00"));
        assert_eq!(read("03.02.2026 15:00:04"), sure("2026-02-03 15:00:04"));
        assert_eq!(read("23/02/2026, 15:00:04"), sure("2026-02-23 15:00:04"));
        assert_eq!(read("02/23/2026 15:00:04"), sure("2026-02-23 15:00:04"));
        assert_eq!(read("2026/02/03 15:00:04"), sure("2026-02-03 15:00:04"));
        assert_eq!(read("03/02/2026, 15:00:04"), Some(("2026-02-03 15:00:04".to_owned(), true)));
        assert_eq!(read("yesterday"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_looked_at_without_panic(text in "[0-9/.:, APM]{0,30}") {
            let _ = rewrite(&text);
        }
    }
}
