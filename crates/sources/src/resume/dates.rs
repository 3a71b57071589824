//! The dates that people write beside their jobs.
//!
//! In: one line of text. Out: the first span of time in it, with the bytes it takes, and how it is written.
//! Month names are read in English. A date is the first moment of the stated month or year, in UTC.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::date;
use jiff::tz::TimeZone;
use model::Timestamp;
use regex::{Captures, Regex};

/// From when to when, as far as it is said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Span {
    /// The bytes of the line that say it.
    pub bytes: Range<usize>,
    pub from: Option<Timestamp>,
    /// Missing where the end is "present" or is not said.
    pub to: Option<Timestamp>,
    pub current: bool,
}

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
const YEAR: &str = r"(?:19[5-9]\d|20\d\d)";
const PRESENT: &str = r"(?:present|current(?:ly)?|now|today|ongoing|to\s+date|till\s+date|date)";
const SEPARATOR: &str = r"(?:\s*[-‐‑‒–—―−~→>]{1,3}\s*|\s+(?:to|until|till|thru|through)\s+)";

fn one_date() -> String {
    [
        // "March 2018", "Mar. 2018", "Mar 3, 2018"
        format!(r"{MONTH},?\s+(?:\d{{1,2}},\s*)?{YEAR}"),
        // "Mar '18"
        format!(r"{MONTH}\s*['’]\d\d"),
        // "Mar-2018", "Mar/2018"
        format!(r"{MONTH}\s?[-/]\s?{YEAR}"),
        // "15.03.2018", "03/15/2018"
        format!(r"\d{{1,2}}[./]\d{{1,2}}[./]{YEAR}"),
        // "03/2018", "3.2018"
        format!(r"(?:0?[1-9]|1[0-2])\s?[/.]\s?{YEAR}"),
        // "2018-03", "2018/03", "2018-03-15"
        format!(r"{YEAR}[-/.](?:0[1-9]|1[0-2])(?:[-/.]\d\d)?"),
        // "Summer 2018", "Q3 2018"
        format!(r"(?:spring|summer|fall|autumn|winter|q[1-4])\s+{YEAR}"),
        YEAR.to_owned(),
    ]
    .join("|")
}

fn expression(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("(?i){pattern}")).ok()
}

/// The ways in which a span is written, the fullest first.
static SPANS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let one = one_date();
    let patterns = [
        format!(r"\b(?P<from>{one}){SEPARATOR}(?:(?P<to>{one})|(?P<present>{PRESENT}))\b"),
        // "Mar – Aug 2018": the year is said once.
        format!(r"\b(?P<month>{MONTH}){SEPARATOR}(?P<to>{MONTH},?\s+{YEAR})\b"),
        format!(r"\b(?P<present>since)\s+(?P<from>{one})\b"),
        // "2021 –" with nothing behind it
        format!(r"\b(?P<from>{one})\s*(?P<present>[-–—−])\s*$"),
    ];
    patterns.iter().filter_map(|it| expression(it)).collect()
});

static SINGLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| expression(&format!(r"\b(?P<from>{})\b", one_date())));

/// The first span of time in a line.
pub(crate) fn find(line: &str) -> Option<Span> {
    for expression in SPANS.iter() {
        for found in expression.captures_iter(line) {
            if let Some(span) = span_of(&found) {
                return Some(span);
            }
        }
    }
    None
}

/// One date that stands alone at the end of a line or fills it: "Summer 2019", "(2019)".
pub(crate) fn find_single(line: &str) -> Option<Span> {
    let found = SINGLE.as_ref()?.captures_iter(line).last()?;
    let whole = found.get(0)?;
    let behind = line.get(whole.end()..)?.trim_matches([')', ']', '.', ' ', '\t']);
    if !behind.is_empty() {
        return None;
    }
    let from = moment(whole.as_str())?;
    Some(Span { bytes: whole.range(), from: Some(from), to: None, current: false })
}

fn span_of(found: &Captures<'_>) -> Option<Span> {
    let whole = found.get(0)?;
    let current = found.name("present").is_some();
    let to = found.name("to").and_then(|it| moment(it.as_str()));
    let from = match (found.name("from"), found.name("month")) {
        (Some(it), _) => moment(it.as_str()),
        (None, Some(month)) => {
            let year = found.name("to")?.as_str();
            let year = year.get(year.len().checked_sub(4)?..)?;
            moment(&format!("{} {year}", month.as_str()))
        }
        (None, None) => None,
    };
    let from = from?;
    if to.is_none() && !current || to.is_some_and(|it| it < from) {
        return None;
    }
    Some(Span { bytes: whole.range(), from: Some(from), to, current })
}

/// The first moment of the month or year in one date as written.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.to_lowercase();
    let mut numbers: Vec<(i16, usize)> = Vec::new();
    for run in text.split(|it: char| !it.is_ascii_digit()) {
        if let (false, Ok(number)) = (run.is_empty(), run.parse::<i16>()) {
            numbers.push((number, run.len()));
        }
    }
    let year = numbers.iter().find(|(_, digits)| *digits == 4).map(|(it, _)| *it).or_else(|| {
        // "'18": of this century up to the fifties, as nobody states a job of 2060.
        let (short, digits) = numbers.last()?;
        (*digits == 2).then_some(if *short < 60 { 2000 + short } else { 1900 + short })
    })?;
    let month = month_named(&text).or_else(|| month_counted(&numbers)).unwrap_or(1);
    let zoned = date(year, month, 1).to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp())
}

fn month_named(text: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word: String = text.chars().skip_while(|it| !it.is_alphabetic()).take(3).collect();
    let named = NAMES.iter().position(|it| *it == word).and_then(|it| i8::try_from(it + 1).ok());
    // A season or a quarter is its first month; winter is said of its later part more often.
    named.or(match text.split_whitespace().next()? {
        "spring" | "q2" => Some(4),
        "summer" => Some(6),
        "q3" => Some(7),
        "fall" | "autumn" => Some(9),
        "q4" => Some(10),
        "winter" | "q1" => Some(1),
        _ => None,
    })
}

/// "03/2018", "2018-03", "15.03.2018", "03/15/2018": the number beside the year that can be a month.
fn month_counted(numbers: &[(i16, usize)]) -> Option<i8> {
    let year = numbers.iter().position(|(_, digits)| *digits == 4)?;
    let beside = match (year, numbers.len()) {
        (0, 2..) => &numbers[1..2],
        (1, _) => &numbers[..1],
        // Day before month is more common with dots, month before day with slashes; either works
        // as long as the other number cannot be a month.
        (2, _) if numbers[1].0 <= 12 => &numbers[1..2],
        (2, _) => &numbers[..1],
        _ => return None,
    };
    let (month, _) = beside.first()?;
    (1..=12).contains(month).then(|| i8::try_from(*month).ok())?
}

/// How a span is written, and nothing of what it says: `MMM YYYY - present`.
pub(crate) fn style(written: &str) -> String {
    let mut res = String::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let of_kind: fn(char) -> bool = if first.is_ascii_digit() {
            |it| it.is_ascii_digit()
        } else if first.is_alphabetic() {
            char::is_alphabetic
        } else {
            |it| !it.is_alphanumeric()
        };
        let end = rest.find(|it| !of_kind(it)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        if first.is_ascii_digit() {
            res.push_str(if run.len() == 4 { "YYYY" } else { "00" });
        } else if first.is_alphabetic() {
            let capital = run.chars().all(char::is_uppercase);
            match month_named(&run.to_lowercase()) {
                Some(_) if run.len() <= 4 => res.push_str(if capital { "MON" } else { "Mon" }),
                Some(_) => res.push_str(if capital { "MONTH" } else { "Month" }),
                None => res.push_str(run),
            }
        } else {
            res.push_str(run);
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (String, String, bool) {
        let span = find(line).unwrap_or_else(|| panic!("no span in {line}"));
        let day = |it: Option<Timestamp>| it.map(|it| it.to_string()[..7].to_owned()).unwrap_or_default();
        (day(span.from), day(span.to), span.current)
    }

    #[test]
    fn spans_are_read_as_people_write_them() {
        for (line, from, to, current) in [
            ("Mar 2018 – Present", "2018-03", "", true),
            ("Acme | March 2018 - June 2020 | Remote", "2018-03", "2020-06", false),
            ("03/2018-05/2020", "2018-03", "2020-05", false),
            ("2016 to 2019", "2016-01", "2019-01", false),
            ("since 2021", "2021-01", "", true),
            ("2019-02 — 2021-07", "2019-02", "2021-07", false),
            ("Sept. 2019 until now", "2019-09", "", true),
            ("Mar – Aug 2018", "2018-03", "2018-08", false),
            ("Jan '19 - Feb '21", "2019-01", "2021-02", false),
            ("15.03.2018 - 30.04.2019", "2018-03", "2019-04", false),
            ("Engineer (2010-2012)", "2010-01", "2012-01", false),
            ("Summer 2015 - Fall 2016", "2015-06", "2016-09", false),
            ("2021 –", "2021-01", "", true),
            ("MAY 2020 - CURRENT", "2020-05", "", true),
        ] {
            assert_eq!(read(line), (from.to_owned(), to.to_owned(), current), "{line}");
        }
    }

    #[test]
    fn numbers_are_no_dates() {
        for line in [
            "Cut costs by 30 - 40 percent",
            "+1 202-555-0143",
            "served 2000 to 3000 users",
            "Python 3.10",
            "2020 - 2018",
        ] {
            let found = find(line).map(|it| line[it.bytes].to_owned());
            assert_eq!(found, None, "{line}");
        }
    }

    #[test]
    fn the_style_says_nothing_of_the_dates() {
        assert_eq!(style("Mar 2018 – Present"), "Mon YYYY – Present");
        assert_eq!(style("03/2018-05/2020"), "00/YYYY-00/YYYY");
        assert_eq!(style("January 2019 to May 2020"), "Month YYYY to Mon YYYY");
    }
}
