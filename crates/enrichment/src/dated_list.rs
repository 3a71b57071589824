//! The form that all lists of this room share: a table with a date and a source.
//!
//! In: text. Lines that begin with `#` may say `as_of: 2026-11-23`, `source: where it is from` and `licence: …`. The first other line names the
//! columns, parted by tabs, commas or semicolons. A cell that holds several values parts them by `;` (not where `;` parts the columns).
//! Out: the rows, the date and the source, and a problem for each line that could not be used. Reading never fails.

use std::io::Read;

/// What callers print beside a hit: which list said so, and how old it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListInfo {
    /// The name of the list, as in the folder `data/`.
    pub name: String,
    /// The day of the list, `YYYY-MM-DD`; empty where the list does not say.
    pub as_of: String,
    /// Where the facts are from; empty where the list does not say.
    pub source: String,
    /// Under which licence the list stands; empty where the list does not say.
    pub licence: String,
    /// How many entries could be used.
    pub entries: usize,
}

impl ListInfo {
    /// How many days the list was old on a day written `YYYY-MM-DD`; nothing where either day is unknown. Negative for a list of
    /// a later day.
    pub fn age_days(&self, on: &str) -> Option<i64> {
        age_days(&self.as_of, on)
    }
}

/// The days from one day to another, both as `YYYY-MM-DD` (what follows, such as a time, is not looked at).
pub(crate) fn age_days(as_of: &str, on: &str) -> Option<i64> {
    Some(day_number(on)? - day_number(as_of)?)
}

/// The number of a day in the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms", 2013).
fn day_number(date: &str) -> Option<i64> {
    let mut parts = date.trim().get(..10)?.split('-');
    let year: i64 = parts.next()?.parse().ok()?;
    let month: i64 = parts.next()?.parse().ok()?;
    let day: i64 = parts.next()?.parse().ok()?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
}

/// The most rows that are taken from one list; more are told as a problem.
pub const MOST_ROWS: usize = 2_000_000;

/// A table that has been read.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) as_of: String,
    pub(crate) source: String,
    pub(crate) licence: String,
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    pub(crate) problems: Vec<String>,
}

/// One line of a table.
pub(crate) struct Row<'a> {
    table: &'a Table,
    /// The line in the text, from 1.
    pub(crate) line: u64,
    cells: &'a [String],
}

impl Table {
    /// Reads `text`; complains once for each column of `required` that the heading lacks.
    pub(crate) fn read(text: &str, required: &[&str]) -> Table {
        let mut table = Table::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut heading = None;
        for line in text.lines() {
            let line = line.trim();
            let Some(comment) = line.strip_prefix('#') else {
                if line.is_empty() {
                    continue;
                }
                heading = Some(line.to_string());
                break;
            };
            if let Some((key, value)) = comment.split_once(':') {
                match key.trim() {
                    "as_of" => table.as_of = value.trim().to_string(),
                    "source" => table.source = value.trim().to_string(),
                    "licence" | "license" => table.licence = value.trim().to_string(),
                    _ => {}
                }
            }
        }
        let Some(heading) = heading else {
            table.problems.push("the list is empty".to_string());
            return table;
        };
        let tabs = heading.contains('\t');
        let delimiter = if tabs {
            b'\t'
        } else if heading.contains(',') {
            b','
        } else {
            b';'
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(!tabs)
            .flexible(true)
            .comment(Some(b'#'))
            .has_headers(false)
            .from_reader(text.as_bytes());
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    table.problems.push(error.to_string());
                    continue;
                }
            };
            let line = record.position().map_or(0, csv::Position::line);
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_string()).collect();
            if table.columns.is_empty() {
                table.columns = cells.iter().map(|cell| cell.to_lowercase()).collect();
                continue;
            }
            if table.rows.len() >= MOST_ROWS {
                table.problems.push(format!("line {line}: only the first {MOST_ROWS} rows are used"));
                break;
            }
            table.rows.push((line, cells));
        }
        for name in required {
            if !table.columns.iter().any(|column| column == name) {
                table.problems.push(format!("the heading has no column `{name}`"));
            }
        }
        table
    }

    /// The rows in their order; none when a required column was missing would be the caller's choice.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    pub(crate) fn info(&self, name: &str, entries: usize) -> ListInfo {
        ListInfo {
            name: name.to_string(),
            as_of: self.as_of.clone(),
            source: self.source.clone(),
            licence: self.licence.clone(),
            entries,
        }
    }
}

impl Row<'_> {
    /// The cell of a column; empty when the row is short or the column unknown.
    pub(crate) fn cell(&self, column: &str) -> &str {
        let Some(place) = self.table.columns.iter().position(|name| name == column) else {
            return "";
        };
        self.cells.get(place).map_or("", String::as_str)
    }

    /// The values of a cell that holds a list, in lower case.
    pub(crate) fn values(&self, column: &str) -> Vec<String> {
        let mut values = Vec::new();
        for value in self.cell(column).split(';') {
            let value = value.trim().to_lowercase();
            if !value.is_empty() {
                values.push(value);
            }
        }
        values
    }
}

/// The most bytes that a packed list may unpack to.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The text of a list that is shipped packed with gzip.
pub(crate) fn unpack(bytes: &[u8]) -> String {
    let mut text = String::new();
    // What is shipped is checked by the tests; a broken data set leaves its facts unknown.
    let read = flate2::read::GzDecoder::new(bytes).take(MOST_BYTES).read_to_string(&mut text);
    if read.is_err() {
        text.clear();
    }
    text
}

/// Whether `text` fits `pattern`, in which `*` stands for any run of characters. Both must have the same case.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(first) = parts.next() else {
        return text.is_empty();
    };
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut pending: Option<&str> = None;
    for part in parts {
        if let Some(middle) = pending {
            let Some(at) = rest.find(middle) else {
                return false;
            };
            rest = &rest[at + middle.len()..];
        }
        pending = Some(part);
    }
    match pending {
        None => rest.is_empty(),
        Some(last) => rest.ends_with(last),
    }
}

/// The host of a URL, of `host:port` or of a bare host, in lower case and without a final dot.
pub(crate) fn host_of(text: &str) -> String {
    let text = text.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.split(['/', '?', '#']).next().unwrap_or("");
    let text = text.rsplit_once('@').map_or(text, |(_, host)| host);
    let text = if text.starts_with('[') {
        text.trim_start_matches('[').split(']').next().unwrap_or("")
    } else {
        text.split(':').next().unwrap_or("")
    };
    text.trim_end_matches('.').to_lowercase()
}

/// Host suffixes, the longest of which wins: `host` itself, or any name below it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Suffixes {
    entries: std::collections::HashMap<String, usize>,
}

impl Suffixes {
    /// Adds a suffix; `*.example.org` and `example.org` are the same. The first owner of a suffix keeps it.
    pub(crate) fn add(&mut self, suffix: &str, owner: usize) {
        let suffix = suffix.trim_start_matches("*.").trim_matches('.');
        if !suffix.is_empty() {
            self.entries.entry(suffix.to_lowercase()).or_insert(owner);
        }
    }

    /// The owner of the longest suffix that `host` has.
    pub(crate) fn find(&self, host: &str) -> Option<usize> {
        let host = host_of(host);
        let mut rest = host.as_str();
        loop {
            if let Some(owner) = self.entries.get(rest) {
                return Some(*owner);
            }
            rest = rest.split_once('.')?.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_gives_date_and_source_and_lines_are_counted_from_the_top() {
        let table = Table::read(
            "# as_of: 2026-01-02\n# source: a book\n# licence: CC0\nid\tnames\na\tx;Y\n",
            &["id", "names"],
        );
        assert_eq!(table.as_of, "2026-01-02");
        assert_eq!(table.source, "a book");
        assert_eq!(table.licence, "CC0");
        assert!(table.problems.is_empty());
        let rows: Vec<_> = table.rows().map(|row| (row.line, row.values("names"))).collect();
        assert_eq!(rows, vec![(5, vec!["x".to_string(), "y".to_string()])]);
    }

    #[test]
    fn the_age_of_a_list_is_counted_in_days() {
        let list = ListInfo { as_of: "2024-02-28".to_string(), ..ListInfo::default() };
        assert_eq!(list.age_days("2024-03-01T10:00:00Z"), Some(2));
        assert_eq!(list.age_days("2025-02-28"), Some(366));
        assert_eq!(list.age_days("2024-02-27"), Some(-1));
        assert_eq!(list.age_days("yesterday"), None);
        assert_eq!(ListInfo::default().age_days("2024-01-01"), None);
        assert_eq!(age_days("1999-12-31", "2000-03-01"), Some(61));
    }

    #[test]
    fn a_missing_column_is_a_problem_and_not_a_panic() {
        let table = Table::read("id,other\n1\n", &["id", "names"]);
        assert_eq!(table.problems.len(), 1);
        for row in table.rows() {
            assert_eq!(row.cell("names"), "");
            assert_eq!(row.cell("other"), "");
        }
        assert_eq!(Table::read("", &["id"]).problems.len(), 1);
    }

    #[test]
    fn stars_stand_for_any_run() {
        assert!(fits("rustdesk-*", "rustdesk-1.2.3"));
        assert!(fits("*", ""));
        assert!(fits("a*b*c", "a1b2b3c"));
        assert!(!fits("a*b*c", "a1c"));
        assert!(!fits("abc", "abcd"));
        assert!(!fits("ab*ba", "aba"));
    }

    #[test]
    fn hosts_come_out_of_urls_ports_and_brackets() {
        assert_eq!(host_of("https://User@Docs.Example.ORG:8443/a?b"), "docs.example.org");
        assert_eq!(host_of("example.org."), "example.org");
        assert_eq!(host_of("[2001:db8::1]:443"), "2001:db8::1");
    }

    #[test]
    fn suffixes_end_at_dots_and_the_longest_wins() {
        let mut suffixes = Suffixes::default();
        suffixes.add("example.org", 1);
        suffixes.add("*.files.example.org", 2);
        assert_eq!(suffixes.find("example.org"), Some(1));
        assert_eq!(suffixes.find("a.files.example.org"), Some(2));
        assert_eq!(suffixes.find("notexample.org"), None);
        assert_eq!(suffixes.find(""), None);
    }
}
