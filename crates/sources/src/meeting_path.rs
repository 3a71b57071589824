//! Which meeting does a file belong to? What the names on its path say.
//!
//! In: the path of a transcript or a recording. Out: the meeting's number or code, and when its recording began.

use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use model::Timestamp;
use regex::Regex;

use crate::Reading;

/// The meeting's id and the time of its recording, from the file's name outwards; empty where no name says it.
/// An id is a run of 9 to 12 digits (Zoom), else a code such as `abc-defg-hij` (Meet); a time is Zoom's
/// `GMT20260501-150000`.
pub(crate) fn meeting(reading: &Reading<'_>) -> (String, Option<Timestamp>) {
    named_by(&reading.hints())
}

fn named_by(names: &[&str]) -> (String, Option<Timestamp>) {
    static STAMP: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"GMT(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)").ok());
    static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^A-Za-z0-9-])([a-z]{3}-[a-z]{4}-[a-z]{3})(?:$|[^A-Za-z0-9-])").ok()
    });
    let mut id = String::new();
    let mut code = String::new();
    let mut at = None;
    for name in names {
        let mut rest = (*name).to_owned();
        if let Some(found) = STAMP.as_ref().and_then(|it| it.captures(name)) {
            if at.is_none() {
                at = stamp(&found);
            }
            rest = name.replace(&found[0], " ");
        }
        // Zoom's numbers have 9 to 11 digits; a day written as digits has 8.
        if id.is_empty() {
            let runs = rest.split(|it: char| !it.is_ascii_digit());
            id = runs
                .filter(|it| (9..=12).contains(&it.len()))
                .max_by_key(|it| it.len())
                .unwrap_or("")
                .to_owned();
        }
        if code.is_empty()
            && let Some(found) = CODE.as_ref().and_then(|it| it.captures(&rest))
        {
            code = found[1].to_owned();
        }
    }
    (if id.is_empty() { code } else { id }, at)
}

fn stamp(found: &regex::Captures<'_>) -> Option<Timestamp> {
    let small = |at: usize| found.get(at).and_then(|it| it.as_str().parse::<i8>().ok());
    let year: i16 = found.get(1)?.as_str().parse().ok()?;
    let time = DateTime::new(year, small(2)?, small(3)?, small(4)?, small(5)?, small(6)?, 0).ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_the_path_say_which_meeting() {
        let id = |names: &[&str]| named_by(names).0;
        assert_eq!(id(&["GMT20260501-150000_Recording_88012345678"]), "88012345678");
        assert_eq!(id(&["audio1", "88012345679", "calls"]), "88012345679");
        assert_eq!(id(&["call 20260501", "calls"]), "");
        assert_eq!(id(&["abc-defg-hij (2026-05-01 15_00 GMT)"]), "abc-defg-hij");
        assert_eq!(id(&["one-more-try-again"]), "");
        assert_eq!(id(&["sound", "abc-defg-hij"]), "abc-defg-hij");
        let at = named_by(&["GMT20260501-150000_Recording"]).1;
        assert_eq!(at.map(|it| it.to_string()).as_deref(), Some("2026-05-01T15:00:00Z"));
        assert_eq!(named_by(&["GMT20261501-150000_Recording"]).1, None);
    }
}
