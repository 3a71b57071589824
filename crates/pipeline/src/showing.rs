//! The record at a place of a file, read again from the input.

use std::path::PathBuf;

use model::{Place, Problem, RawEvent, Record, Value};
use sources::{Context, Sink};

use crate::scan::ScanError;
use crate::stages::{files, read};

/// The records that stand at that line, or have that number, of a file below the inputs; each as text.
pub fn show(inputs: &[PathBuf], file: &str, place: u64) -> Result<Vec<String>, ScanError> {
    let (files, _) = files::walk(inputs)
        .map_err(|source| ScanError::Input { path: inputs.first().cloned().unwrap_or_default(), source })?;
    let outer = file.split('!').next().unwrap_or(file);
    let mut wanted = Wanted { file, place, found: Vec::new() };
    if let Some(input) = files.iter().find(|it| it.name == outer) {
        read::read_one(input, &Context::default(), &mut wanted)
            .map_err(|source| ScanError::Input { path: input.path.clone(), source })?;
    }
    Ok(wanted.found)
}

struct Wanted<'a> {
    file: &'a str,
    place: u64,
    found: Vec<String>,
}

impl Sink for Wanted<'_> {
    fn record(&mut self, record: Record) {
        let here = match record.origin.place {
            Place::Line(it) | Place::Record(it) => it == self.place,
            Place::Whole => self.place == 1,
        };
        if !here || *record.origin.file != *self.file {
            return;
        }
        let mut text = format!("{}\n", record.table.name);
        for (column, value) in record.table.columns.iter().zip(&record.values) {
            let shown = match value {
                Value::Null => continue,
                Value::Text(it) => it.chars().map(visible).collect(),
                Value::Time(it) => it.to_string(),
                Value::Int(it) => it.to_string(),
                Value::Number(it) => it.to_string(),
                Value::Flag(it) => it.to_string(),
                Value::Ints(_) | Value::Texts(_) => continue,
            };
            text.push_str(&format!("  {}: {shown}\n", column.name));
        }
        self.found.push(text);
    }

    fn problem(&mut self, _problem: Problem) {}

    fn raw(&mut self, _event: &RawEvent<'_>) {}

    fn dataset(&mut self, _kind: &'static str, _file: &str, _bytes: &[u8]) {}
}

/// A terminal obeys control characters; a reader should see them instead.
fn visible(it: char) -> char {
    let bidi = matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    if it.is_control() || bidi { '\u{fffd}' } else { it }
}
