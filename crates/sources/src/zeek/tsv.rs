//! Zeek's own table format: rows between headers that say what the columns are called and how things are written.
//!
//! In: lines; `#separator`, `#set_separator`, `#empty_field`, `#unset_field`, `#path`, `#fields` and `#types` may stand
//! there again wherever a log was rotated and put together, and then hold from there on. Out: each row as the JSON
//! that the same sensor writes when it writes JSON.

use model::Place;
use model::{Json, Members};
use serde_json::Number;

use super::{Log, read_event, unescaped};
use crate::{Lines, Reading};

/// What the last header said.
struct Header {
    separator: String,
    set_separator: String,
    empty: String,
    unset: String,
    path: Option<String>,
    fields: Vec<String>,
    types: Vec<String>,
}

impl Default for Header {
    fn default() -> Header {
        Header {
            separator: "\t".to_owned(),
            set_separator: ",".to_owned(),
            empty: "(empty)".to_owned(),
            unset: "-".to_owned(),
            path: None,
            fields: Vec::new(),
            types: Vec::new(),
        }
    }
}

impl Header {
    /// Takes a line that begins with `#`.
    fn take(&mut self, line: &str) {
        if let Some(separator) = line.strip_prefix("#separator ") {
            // It begins a new header: nothing of the last one holds.
            *self = Header { separator: unescaped(separator).into_owned(), ..Header::default() };
            return;
        }
        let Some((name, value)) = line.split_once(self.separator.as_str()) else { return };
        let cells = || value.split(self.separator.as_str()).map(str::to_owned).collect();
        match name {
            "#set_separator" => self.set_separator = unescaped(value).into_owned(),
            "#empty_field" => self.empty = value.to_owned(),
            "#unset_field" => self.unset = value.to_owned(),
            "#path" => self.path = Some(value.trim().to_owned()),
            "#types" => self.types = cells(),
            "#fields" => {
                self.fields = cells();
                self.types.clear();
            }
            _ => {}
        }
    }

    fn log(&self) -> Option<Log> {
        match &self.path {
            Some(path) => Log::named(path),
            None => Log::with_fields(|name| self.fields.iter().any(|it| it == name)),
        }
    }

    /// A row as JSON: what is not set is left out.
    fn value<'a>(&'a self, cells: &[&'a str]) -> Json<'a> {
        let mut res = Members::default();
        for (idx, (name, cell)) in self.fields.iter().zip(cells).enumerate() {
            if *cell == self.unset {
                continue;
            }
            let kind = self.types.get(idx).map_or("string", String::as_str);
            res.insert(name.as_str(), self.cell(kind, cell));
        }
        Json::Object(res)
    }

    fn cell<'a>(&self, kind: &str, cell: &'a str) -> Json<'a> {
        // Sets were tables in old versions.
        let is_list = ["set[", "vector[", "table["].iter().any(|it| kind.starts_with(it));
        if cell == self.empty {
            return if is_list { Json::Array(Vec::new()) } else { Json::from("") };
        }
        if is_list {
            let of = kind.split_once('[').map_or("string", |(_, it)| it.trim_end_matches(']'));
            let items = cell.split(self.set_separator.as_str()).filter(|it| *it != self.unset);
            return Json::Array(items.map(|it| plain(of, it)).collect());
        }
        plain(kind, cell)
    }
}

/// A cell that is not what its type says stays text, so that whoever needs it can say so.
fn plain<'a>(kind: &str, cell: &'a str) -> Json<'a> {
    let found = match kind {
        "bool" => match cell {
            "T" => Some(Json::Bool(true)),
            "F" => Some(Json::Bool(false)),
            _ => None,
        },
        "count" | "int" | "port" => cell.parse::<i64>().ok().map(Json::from),
        "time" | "interval" | "double" => {
            cell.parse::<f64>().ok().and_then(Number::from_f64).map(Json::Number)
        }
        _ => None,
    };
    found.unwrap_or_else(|| Json::from(cell))
}

/// The log that a file begins with, if it is one of Zeek's.
pub fn log_of_head(lines: &[&str]) -> Option<Log> {
    let mut header = Header::default();
    for line in lines.iter().filter(|it| it.starts_with('#')) {
        header.take(line);
        if !header.fields.is_empty() {
            return header.fields.iter().any(|it| it == "ts").then(|| header.log()).flatten();
        }
    }
    None
}

pub fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let mut header = Header::default();
    while let Some((number, line)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        if line.starts_with('#') {
            header.take(&line);
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split(header.separator.as_str()).collect();
        if header.fields.is_empty() {
            reading.problem("row before any `#fields`");
        } else if cells.len() != header.fields.len() {
            reading.problem(format!(
                "row with {} columns, the header has {}",
                cells.len(),
                header.fields.len()
            ));
        } else if let Some(log) = header.log() {
            read_event(log, &header.value(&cells), reading);
        } else {
            reading.notice("records of other Zeek logs than conn, dns, ssl and http are left out");
        }
    }
}
