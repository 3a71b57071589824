//! Cases that somebody has decided: what an audit counts by, and what weights are fitted to.
//!
//! In: a CSV with the columns `person` (or `worker_id`, `applicant_id`), `decision` (`confirmed` or `cleared`) and
//! `decided_at`. Out: one row for each decision, and what could not be used. Who is meant is for the caller to know.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::Timestamp;

use crate::Unreadable;

/// One row that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub line: u64,
    /// As it was written.
    pub who: String,
    /// Whoever it may be. An id without `worker:` or `applicant:` before it may be either.
    pub ids: Vec<String>,
    pub confirmed: bool,
    pub at: Option<Timestamp>,
}

/// Every row of the table, and what could not be used, with its line.
pub fn read(bytes: &[u8]) -> Result<(Vec<Row>, Vec<String>), Unreadable> {
    let wrong = |cause: String| Unreadable::new("the decided cases", cause);
    let table = Table::new(bytes).map_err(|it| wrong(it.to_string()))?;
    let Some(decision) = table.column("decision").filter(|_| table.names_people()) else {
        return Err(wrong(
            "the first line must name the columns: person (or worker_id, applicant_id), decision (confirmed or cleared), \
             decided_at"
                .to_owned(),
        ));
    };
    let decided_at = table.column("decided_at");
    let mut res = Vec::new();
    let mut problems = Vec::new();
    for (line, row) in &table.rows {
        let ids = table.ids(row);
        let Some(who) = table.who(row) else {
            problems.push(format!("line {line}: names nobody"));
            continue;
        };
        let confirmed = match row.get(decision).unwrap_or_default().to_lowercase().as_str() {
            "confirmed" => true,
            "cleared" => false,
            other => {
                problems.push(format!("line {line}: the decision is `{other}`; write confirmed or cleared"));
                continue;
            }
        };
        let at = match decided_at.and_then(|it| row.get(it)).filter(|it| !it.is_empty()) {
            None => None,
            Some(text) => match time(text) {
                Some(at) => Some(at),
                None => {
                    problems.push(format!("line {line}: `{text}` is not a day; write 2026-10-12"));
                    continue;
                }
            },
        };
        res.push(Row { line: *line, who: who.to_owned(), ids, confirmed, at });
    }
    problems.extend(table.problems);
    Ok((res, problems))
}

/// Whether each id was confirmed. Of several decisions the one made last holds; of equals the later row.
pub(crate) fn confirmed(rows: Vec<Row>) -> BTreeMap<String, bool> {
    let mut res: BTreeMap<String, (Option<Timestamp>, bool)> = BTreeMap::new();
    for row in rows {
        for id in row.ids {
            if res.get(&id).is_none_or(|it| row.at >= it.0) {
                res.insert(id, (row.at, row.confirmed));
            }
        }
    }
    res.into_iter().map(|(id, (_, confirmed))| (id, confirmed)).collect()
}

/// A day means its end, in UTC.
fn time(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let next = text.parse::<Date>().ok()?.tomorrow().ok()?;
    Some(next.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// A CSV whose rows are about people. Headers are matched without regard to case, space, `-` and `_`.
pub(crate) struct Table {
    headers: Vec<String>,
    /// Line and cells.
    pub rows: Vec<(u64, csv::StringRecord)>,
    pub problems: Vec<String>,
}

impl Table {
    pub fn new(bytes: &[u8]) -> Result<Table, csv::Error> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let first = bytes.split(|it| *it == b'\n').next().unwrap_or_default();
        let count = |wanted: u8| first.iter().filter(|it| **it == wanted).count();
        let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|it| count(*it)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .delimiter(delimiter)
            .trim(csv::Trim::All)
            .from_reader(bytes);
        let headers = reader.headers()?.iter().map(plain).collect();
        let mut res = Table { headers, rows: Vec::new(), problems: Vec::new() };
        for row in reader.records() {
            match row {
                Ok(row) => res.rows.push((row.position().map_or(0, csv::Position::line), row)),
                Err(error) => res.problems.push(error.to_string()),
            }
        }
        Ok(res)
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|it| *it == plain(name))
    }

    pub fn names_people(&self) -> bool {
        PEOPLE.iter().any(|it| self.column(it.0).is_some())
    }

    /// The first id of the row, as it was written.
    fn who<'r>(&self, row: &'r csv::StringRecord) -> Option<&'r str> {
        let mut cells = PEOPLE.iter().filter_map(|it| self.column(it.0).and_then(|it| row.get(it)));
        cells.find(|it| !it.is_empty())
    }

    /// Every id of the row as a person id; one without its kind may be either.
    pub fn ids(&self, row: &csv::StringRecord) -> Vec<String> {
        let mut res = Vec::new();
        for (name, kinds) in PEOPLE {
            let Some(id) = self.column(name).and_then(|it| row.get(it)).filter(|it| !it.is_empty()) else {
                continue;
            };
            if id.starts_with("worker:") || id.starts_with("applicant:") {
                res.push(id.to_owned());
            } else {
                res.extend(kinds.iter().map(|kind| format!("{kind}:{id}")));
            }
        }
        res
    }
}

/// Columns that name people, and what an id in them may be.
const PEOPLE: [(&str, &[&str]); 5] = [
    ("person", &["worker", "applicant"]),
    ("worker_id", &["worker"]),
    ("applicant_id", &["applicant"]),
    ("worker", &["worker"]),
    ("applicant", &["applicant"]),
];

fn plain(header: &str) -> String {
    header.chars().filter(|it| !matches!(it, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_means_its_end_and_odd_lines_are_told() {
        let text = "\u{feff}Worker-ID;Decision;Decided at\nW1;Confirmed;2026-02-01\nW2;guilty;\nW3;cleared;soon\n\
                    ;cleared;\nW4;cleared;2026-03-02T00:00:00Z\n";
        let (rows, problems) = read(text.as_bytes()).unwrap();
        let found: Vec<_> = rows.iter().map(|it| (it.line, it.who.as_str(), it.confirmed, it.at)).collect();
        let at = |text: &str| Some(text.parse().unwrap());
        assert_eq!(
            found,
            [(2, "W1", true, at("2026-02-02T00:00:00Z")), (6, "W4", false, at("2026-03-02T00:00:00Z"))]
        );
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].starts_with("line 3: the decision is `guilty`"));
    }

    #[test]
    fn of_two_decisions_the_later_holds() {
        let (rows, _) =
            read(b"person,decision,decided_at\nW1,confirmed,2026-02-01\nW1,cleared,2026-01-01\n").unwrap();
        assert!(confirmed(rows)["worker:W1"]);
    }

    #[test]
    fn an_id_without_its_kind_may_be_either() {
        let (rows, _) = read(b"person,decision\nA7,cleared\nworker:W1,confirmed\n").unwrap();
        assert_eq!(rows[0].ids, ["worker:A7", "applicant:A7"]);
        assert_eq!(rows[1].ids, ["worker:W1"]);
    }

    #[test]
    fn without_its_columns_it_is_refused() {
        assert!(read(b"name,verdict\nx,y\n").unwrap_err().to_string().contains("decided_at"));
    }
}
