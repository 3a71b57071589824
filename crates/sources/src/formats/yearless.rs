//! Times that do not say their year: `Feb  3 14:05:00`, as syslog and some programs write them.
//!
//! In: month, day and clock, and the names on the file's path. Out: the same with a year, or nothing. The year
//! is not in the file, so it is asked of the path: the day on which the file was taken
//! (`SPLog-2026-02-15.txt`, `2026-02/SPLog.txt`), or the year in which it begins (`2026/SPLog.txt`).

use std::sync::LazyLock;

use regex::Regex;

use crate::formats::expression::expression;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"(?:^|[^0-9])(20\d{2})(?:[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?)?(?:[^0-9]|$)")
});

/// What the path says of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// The day or month on which the file was taken: nothing in it is later.
    Taken {
        year: i16,
        month: u8,
        day: u8,
    },
    /// The year in which the file begins.
    Begins {
        year: i16,
    },
    Nothing,
}

/// Gives years to the times of one file, in their order.
pub struct Years {
    known: Known,
    last_month: u8,
}

impl Years {
    /// `names` are those on the path, from the nearest outwards.
    pub fn of(names: &[&str]) -> Years {
        let mut known = Known::Nothing;
        for name in names {
            let Some(parts) = DATE.captures(name) else { continue };
            let number = |idx: usize| parts.get(idx).and_then(|it| it.as_str().parse::<u8>().ok());
            let Some(year) = parts.get(1).and_then(|it| it.as_str().parse().ok()) else { continue };
            known = match number(2) {
                Some(month) => Known::Taken { year, month, day: number(3).unwrap_or(31) },
                None => Known::Begins { year },
            };
            break;
        }
        Years { known, last_month: 0 }
    }

    /// `2026-02-03`, for a month by its first three letters. Nothing where the path says no year, or the month
    /// is none.
    pub fn date(&mut self, month: &str, day: u8) -> Option<String> {
        let month = month_number(month)?;
        let year = match self.known {
            Known::Nothing => return None,
            // A log longer than a year cannot be told from one that is not.
            Known::Taken { year, month: m, day: d } => {
                if (month, day) > (m, d) {
                    year - 1
                } else {
                    year
                }
            }
            Known::Begins { ref mut year } => {
                // Lines of two threads may change places by a moment; months do not go back by one.
                if month < self.last_month && self.last_month - month > 1 {
                    *year += 1;
                }
                self.last_month = month;
                *year
            }
        };
        Some(format!("{year:04}-{month:02}-{day:02}"))
    }
}

fn month_number(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    MONTHS.iter().position(|it| *it == name).and_then(|it| u8::try_from(it + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_later_than_the_day_the_file_was_taken() {
        let mut years = Years::of(&["SPLog-2026-02-15", "WS-0104"]);
        assert_eq!(years.date("Dec", 30).as_deref(), Some("2025-12-30"));
        assert_eq!(years.date("Feb", 15).as_deref(), Some("2026-02-15"));
        assert_eq!(years.date("Feb", 16).as_deref(), Some("2025-02-16"));
        let mut years = Years::of(&["SPLog", "20260215"]);
        assert_eq!(years.date("Jan", 1).as_deref(), Some("2026-01-01"));
    }

    #[test]
    fn a_year_alone_is_the_one_in_which_the_file_begins() {
        let mut years = Years::of(&["SPLog", "2025", "WS-0104"]);
        assert_eq!(years.date("Nov", 30).as_deref(), Some("2025-11-30"));
        assert_eq!(years.date("Dec", 1).as_deref(), Some("2025-12-01"));
        assert_eq!(years.date("Nov", 30).as_deref(), Some("2025-11-30"));
        assert_eq!(years.date("Jan", 2).as_deref(), Some("2026-01-02"));
        assert_eq!(years.date("Feb", 2).as_deref(), Some("2026-02-02"));
    }

    #[test]
    fn a_path_without_a_year_gives_none() {
        assert_eq!(Years::of(&["SPLog", "WS-2104", "123202604"]).date("Jan", 2), None);
        assert_eq!(Years::of(&["2026"]).date("Foo", 2), None);
    }
}
