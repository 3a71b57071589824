//! The files while they are being written. In: records, each with its moment. Out: finished files and the
//! place (file and line) at which every record came to stand.
//!
//! A record gets its number when it is added; its line is known only when everything has been sorted by
//! time. Planted truth therefore holds numbers and is resolved at the end.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// The number of a record, given out before its place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RecordId(usize);

/// Where a record came to stand; `line` is empty for files that are no text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: Option<usize>,
}

/// How the records of a file are held together.
#[derive(Clone)]
pub(crate) enum Framing {
    /// A first line, then one record a line (a CSV record may hold line breaks).
    Headed(String),
    /// Nothing but the records, one after the other.
    Bare,
    /// JSON: something before, records with commas between, something after.
    List { open: String, close: String },
}

struct Entry {
    at: Timestamp,
    id: RecordId,
    text: String,
}

struct Sheet {
    framing: Framing,
    entries: Vec<Entry>,
}

/// All files under construction.
pub(crate) struct Shelf {
    from: Timestamp,
    until: Timestamp,
    next: usize,
    sheets: BTreeMap<String, Sheet>,
    whole: BTreeMap<String, (RecordId, Vec<u8>)>,
}

impl Shelf {
    pub(crate) fn new(from: Timestamp, until: Timestamp) -> Self {
        Shelf { from, until, next: 0, sheets: BTreeMap::new(), whole: BTreeMap::new() }
    }

    /// A number for a record that will be written later.
    pub(crate) fn reserve(&mut self) -> RecordId {
        self.next += 1;
        RecordId(self.next - 1)
    }

    /// Makes sure that a file exists even if nothing is ever written to it.
    pub(crate) fn open(&mut self, file: &str, framing: &Framing) {
        if !self.sheets.contains_key(file) {
            self.sheets.insert(file.to_owned(), Sheet { framing: framing.clone(), entries: Vec::new() });
        }
    }

    /// Adds what a person entered somewhere: kept from before the window too, but never from the future.
    pub(crate) fn state(&mut self, file: &str, framing: &Framing, at: Timestamp, text: String) -> RecordId {
        let id = self.reserve();
        self.state_as(id, file, framing, at, text);
        id
    }

    /// As `state`, under a number that was reserved before.
    pub(crate) fn state_as(
        &mut self,
        id: RecordId,
        file: &str,
        framing: &Framing,
        at: Timestamp,
        text: String,
    ) {
        if at >= self.until {
            return;
        }
        self.open(file, framing);
        if let Some(sheet) = self.sheets.get_mut(file) {
            sheet.entries.push(Entry { at, id, text });
        }
    }

    /// Adds what a machine logged: kept only inside the window, as retention would have it.
    pub(crate) fn log(&mut self, file: &str, framing: &Framing, at: Timestamp, text: String) -> RecordId {
        if at < self.from {
            return self.reserve();
        }
        self.state(file, framing, at, text)
    }

    /// Adds to the log that a program keeps on one machine, in a file of its own.
    pub(crate) fn trace(&mut self, file: &str, framing: &Framing, at: Timestamp, text: String) -> RecordId {
        self.log(file, framing, at, text)
    }

    /// Adds a file that is not made of lines.
    pub(crate) fn whole_as(&mut self, id: RecordId, file: &str, bytes: Vec<u8>) {
        self.whole.insert(file.to_owned(), (id, bytes));
    }

    /// Writes everything. Records with equal moments keep the order in which they were added.
    pub(crate) fn close(self) -> (BTreeMap<String, Vec<u8>>, BTreeMap<RecordId, Place>) {
        let mut files = BTreeMap::new();
        let mut places = BTreeMap::new();
        for (file, mut sheet) in self.sheets {
            sheet.entries.sort_by_key(|entry| (entry.at, entry.id));
            let mut text = String::new();
            let mut line = 1;
            match &sheet.framing {
                Framing::Headed(header) => append(&mut text, &mut line, header, "\n"),
                Framing::Bare => {}
                Framing::List { open, .. } => append(&mut text, &mut line, open, "\n"),
            }
            let last = sheet.entries.len().saturating_sub(1);
            for (position, entry) in sheet.entries.iter().enumerate() {
                places.insert(entry.id, Place { file: file.clone(), line: Some(line) });
                let comma = matches!(sheet.framing, Framing::List { .. }) && position != last;
                append(&mut text, &mut line, &entry.text, if comma { ",\n" } else { "\n" });
            }
            if let Framing::List { close, .. } = &sheet.framing {
                append(&mut text, &mut line, close, "\n");
            }
            files.insert(file, text.into_bytes());
        }
        for (file, (id, bytes)) in self.whole {
            places.insert(id, Place { file: file.clone(), line: None });
            files.insert(file, bytes);
        }
        (files, places)
    }
}

fn append(text: &mut String, line: &mut usize, piece: &str, end: &str) {
    text.push_str(piece);
    text.push_str(end);
    *line += piece.matches('\n').count() + 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_at_the_line_where_it_was_sorted_to() {
        let moment = |second: i64| Timestamp::from_second(second).unwrap();
        let mut shelf = Shelf::new(moment(0), moment(100));
        let framing = Framing::Headed("a,b".to_owned());
        let late = shelf.log("x.csv", &framing, moment(9), "late,1".to_owned());
        let early = shelf.log("x.csv", &framing, moment(3), "\"two\nlines\",2".to_owned());
        let never = shelf.log("x.csv", &framing, moment(200), "future,3".to_owned());
        let (files, places) = shelf.close();
        assert_eq!(files["x.csv"], b"a,b\n\"two\nlines\",2\nlate,1\n");
        assert_eq!(places[&early].line, Some(2));
        assert_eq!(places[&late].line, Some(4));
        assert!(!places.contains_key(&never));
    }
}
