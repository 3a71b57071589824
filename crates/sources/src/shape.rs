//! How the bytes of a kind of file are framed, and what a reader is handed.
//!
//! Framing is done once for all sources (`formats/`): wrappings, encodings, limits, places. A reader sees
//! one record at a time and never a whole file, but for documents that cannot be read otherwise.

use std::io::Read;

use model::Json;

pub use crate::formats::lines::Lines;

use crate::Reading;

/// How to tell a kind of file, and how to read it.
pub enum Shape {
    /// One JSON object a record, in any wrapping: one object, an array, lines, an envelope
    /// (`Records activities items value records entries …`), objects back to back.
    /// `sniff` sees the first records, one at a time; `read` each of them. Plain values that stood beside
    /// the array of an envelope are under `_envelope` in each of its records.
    Json { sniff: fn(&Json) -> bool, read: fn(&Json, &mut Reading<'_>) },
    /// RFC 4180 with `,`, `;` or tab. `sniff` sees the header; `read` each row.
    Csv { sniff: fn(&Header) -> bool, read: fn(&CsvRow<'_>, &mut Reading<'_>) },
    /// Lines of text in any of the encodings. `sniff` sees the first non-empty lines (up to 50).
    Lines { sniff: fn(&[&str]) -> bool, read: fn(&mut Lines<'_>, &mut Reading<'_>) },
    /// Bytes as they come, in pieces of the reader's choice. `sniff` sees the first 64 KiB at most; if nobody
    /// claims a binary file by them, its last 128 KiB.
    Stream { sniff: fn(&[u8]) -> bool, read: fn(&mut dyn Read, &mut Reading<'_>) },
    /// A document that must be held whole, up to `limits::DOCUMENT_BYTES_MAX`. `sniff` sees the first 64 KiB
    /// at most; of a document in a ZIP container (DOCX) all of it.
    Document { sniff: fn(&[u8]) -> bool, read: fn(&[u8], &mut Reading<'_>) },
}

/// The header of a CSV file. Names are matched without regard to case, space, `-` and `_`.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// As written.
    pub names: Vec<String>,
    /// Folded: lower case, without space, `-` and `_`.
    folded: Vec<String>,
}

impl Header {
    pub fn new(names: Vec<String>) -> Header {
        let folded = names.iter().map(|it| fold(it)).collect();
        Header { names, folded }
    }

    pub fn position(&self, name: &str) -> Option<usize> {
        let name = fold(name);
        self.folded.iter().position(|it| *it == name)
    }

    /// Whether two names are the same to us.
    pub fn is_same(one: &str, two: &str) -> bool {
        fold(one) == fold(two)
    }

    pub fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    pub fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|it| self.has(it))
    }
}

fn fold(name: &str) -> String {
    name.trim().chars().filter(|it| !matches!(it, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// One row of a CSV file.
#[derive(Clone, Copy, Debug)]
pub struct CsvRow<'a> {
    pub header: &'a Header,
    pub cells: &'a [&'a str],
}

impl<'a> CsvRow<'a> {
    /// The cell under that header, trimmed; empty and missing are unknown.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let cell = self.cells.get(self.header.position(name)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }
}
