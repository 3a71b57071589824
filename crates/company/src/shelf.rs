//! The records before they are printed: by file, each with its moment and a number.
//!
//! A record gets its number when it is added; its line is known only when it has been sorted by time and printed.
//! Planted truth therefore holds numbers and is resolved at the end.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// The number of a record, given out before its place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RecordId(pub(crate) u64);

/// How the records of a file are held together.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Framing {
    /// A first line, then one record a line (a CSV record may hold line breaks).
    Headed(&'static str),
    /// Nothing but the records, one after the other.
    Bare,
    /// JSON: something before, records with commas between, something after.
    List { open: &'static str, close: &'static str },
}

/// A record that waits to be printed.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) at: Timestamp,
    pub(crate) id: RecordId,
    pub(crate) text: String,
}

/// A file that waits to be printed.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) framing: Framing,
    /// A log that goes on day after day; other files are complete when everything has been added to them.
    pub(crate) goes_on: bool,
    pub(crate) entries: Vec<Entry>,
}

/// All records under construction.
pub(crate) struct Shelf {
    from: Timestamp,
    until: Timestamp,
    next: u64,
    pub(crate) sheets: BTreeMap<String, Sheet>,
}

impl Shelf {
    /// A shelf whose numbers begin at `first`: shelves that are filled side by side begin far apart.
    pub(crate) fn new(from: Timestamp, until: Timestamp, first: u64) -> Self {
        Shelf { from, until, next: first, sheets: BTreeMap::new() }
    }

    /// A number for a record that will be written later.
    pub(crate) fn reserve(&mut self) -> RecordId {
        self.next += 1;
        RecordId(self.next - 1)
    }

    /// Makes sure that a file exists even if nothing is ever written to it.
    pub(crate) fn open(&mut self, file: &str, framing: Framing) {
        self.sheet(file, framing, false);
    }

    fn sheet(&mut self, file: &str, framing: Framing, goes_on: bool) -> &mut Sheet {
        // Looked up twice, since an owned name is wanted only for the first record of a file.
        if !self.sheets.contains_key(file) {
            self.sheets.insert(file.to_owned(), Sheet { framing, goes_on, entries: Vec::new() });
        }
        self.sheets.entry(file.to_owned()).or_insert(Sheet { framing, goes_on, entries: Vec::new() })
    }

    fn add(
        &mut self,
        id: RecordId,
        file: &str,
        framing: Framing,
        at: Timestamp,
        text: String,
        goes_on: bool,
    ) {
        if at >= self.until {
            return;
        }
        let entry = Entry { at, id, text };
        match self.sheets.get_mut(file) {
            Some(sheet) => sheet.entries.push(entry),
            None => self.sheet(file, framing, goes_on).entries.push(entry),
        }
    }

    /// Adds what a person entered somewhere: kept from before the window too, but never from the future.
    pub(crate) fn state(&mut self, file: &str, framing: Framing, at: Timestamp, text: String) -> RecordId {
        let id = self.reserve();
        self.add(id, file, framing, at, text, false);
        id
    }

    /// As `state`, under a number that was reserved before.
    pub(crate) fn state_as(
        &mut self,
        id: RecordId,
        file: &str,
        framing: Framing,
        at: Timestamp,
        text: String,
    ) {
        self.add(id, file, framing, at, text, false);
    }

    /// Adds to a log that goes on day after day: kept only inside the window, as retention would have it.
    pub(crate) fn log(&mut self, file: &str, framing: Framing, at: Timestamp, text: String) -> RecordId {
        let id = self.reserve();
        if at >= self.from {
            self.add(id, file, framing, at, text, true);
        }
        id
    }

    /// Adds to a log of one machine, meeting or mailbox, which is a file of its own.
    pub(crate) fn trace(&mut self, file: &str, framing: Framing, at: Timestamp, text: String) -> RecordId {
        let id = self.reserve();
        if at >= self.from {
            self.add(id, file, framing, at, text, false);
        }
        id
    }
}
