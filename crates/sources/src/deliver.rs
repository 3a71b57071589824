//! Hands the framed bytes of one file to its source, record by record.
//!
//! In: a stream, the source that claimed it, and the reading it writes to. Out: nothing; all that is found
//! goes to the reading. A reader that panics loses one record (or, where it reads on its own, the rest of
//! its file), never the run.

use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use model::{Json, Place, limits};

use crate::formats::json::{Splitter, Wrapping};
use crate::formats::json_stretches::{LineStretches, PieceStretches, read_lines, read_pieces};
use crate::formats::lines::Lines;
use crate::formats::text::{self, Utf8Reader};
use crate::formats::{csv, peek::Peeked};
use crate::recognise::{Claim, Framing, header, is_separator_line};
use crate::stretches::read_stretches;
use crate::{CsvRow, Header, Reading, Shape};

/// Reads a whole file.
pub fn deliver(claim: &Claim, mut stream: Peeked<'_>, reading: &mut Reading<'_>) {
    match (&claim.source.shape, claim.framing) {
        (Shape::Json { read, .. }, Framing::Json { wrapping, one_line }) => {
            deliver_json(&mut decoded(stream), wrapping, one_line, *read, reading);
        }
        (Shape::Csv { read, .. }, Framing::Csv { delimiter }) => {
            deliver_csv(&mut decoded(stream), delimiter, *read, reading);
        }
        (Shape::Lines { read, .. }, _) => {
            let mut text = BufReader::with_capacity(64 << 10, decoded(stream));
            let mut lines = Lines::new(&mut text);
            guarded(reading, |reading| read(&mut lines, reading));
            for (line, cause) in lines.take_troubles() {
                reading.problem_at(Place::Line(line), cause);
            }
        }
        (Shape::Stream { read, .. }, _) => guarded(reading, |reading| read(&mut stream, reading)),
        (Shape::Document { read, .. }, _) => {
            let mut document = Vec::new();
            let _ = stream.by_ref().take(limits::DOCUMENT_BYTES_MAX + 1).read_to_end(&mut document);
            if document.len() as u64 > limits::DOCUMENT_BYTES_MAX {
                reading.problem(format!("document larger than {} MiB", limits::DOCUMENT_BYTES_MAX >> 20));
                return;
            }
            guarded(reading, |reading| read(&document, reading));
        }
        // A framing is chosen from the shape: the two agree.
        _ => reading.problem("no way to read this file"),
    }
}

fn decoded(mut stream: Peeked<'_>) -> Utf8Reader<Peeked<'_>> {
    let (encoding, mark) = text::detect(stream.peek(1024).unwrap_or_default());
    let mut taken = [0; 3];
    let _ = stream.read_exact(&mut taken[..mark]);
    Utf8Reader::new(stream, encoding)
}

fn deliver_json(
    stream: &mut dyn Read,
    wrapping: Wrapping,
    one_line: bool,
    read: fn(&Json<'_>, &mut Reading<'_>),
    reading: &mut Reading<'_>,
) {
    let read = |value: &Json<'_>, reading: &mut Reading<'_>| guarded(reading, |reading| read(value, reading));
    if one_line && wrapping == Wrapping::Record {
        let mut lines = LineStretches::new(stream);
        let next = || lines.next_stretch();
        read_stretches(reading, next, |it, reading| read_lines(&it, wrapping, &read, reading));
    } else {
        let mut pieces = PieceStretches::new(Splitter::new(stream, wrapping, one_line));
        let next = || pieces.next_stretch();
        read_stretches(reading, next, |it, reading| read_pieces(&it, &read, reading));
    }
}

fn deliver_csv(
    stream: &mut dyn Read,
    delimiter: u8,
    read: fn(&CsvRow<'_>, &mut Reading<'_>),
    reading: &mut Reading<'_>,
) {
    let mut rows = csv::Rows::new(stream, delimiter);
    let mut found: Option<Header> = None;
    while let Some(row) = rows.next_row() {
        let line = match row {
            csv::Row::Cells { line } => line,
            csv::Row::Trouble { line, cause } => {
                reading.problem_at(Place::Line(line), cause);
                continue;
            }
        };
        reading.stand_at(Place::Line(line));
        let Some(header) = &found else {
            if !is_separator_line(rows.cells()) {
                found = Some(header(rows.cells(), reading.file(), reading.context));
            }
            continue;
        };
        let n_cells = rows.cells().len();
        if n_cells != header.names.len() {
            reading.problem(format!("row with {n_cells} columns, the header has {}", header.names.len()));
            continue;
        }
        let (cells, is_utf8) = csv::texts(rows.cells());
        if !is_utf8 {
            reading.problem("not UTF-8; read with \u{fffd} in its place");
        }
        let cells: Vec<&str> = cells.iter().map(|it| it.as_ref()).collect();
        guarded(reading, |reading| read(&CsvRow { header, cells: &cells }, reading));
    }
}

/// A mistake of ours in one reader must not cost the run.
pub fn guarded(reading: &mut Reading<'_>, read: impl FnOnce(&mut Reading<'_>)) {
    let outcome = catch_unwind(AssertUnwindSafe(|| read(&mut *reading)));
    if let Err(panic) = outcome {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        reading.problem(format!("the reader broke: {}", text::shown(message, 200)));
    }
}
