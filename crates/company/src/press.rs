//! The press: sorts what waits on the shelves and hands it out, piece by piece, while the company is still being made.
//!
//! In: sheets with entries, and the moment up to which nothing earlier will come. Out: pieces of files, in order;
//! the place at which each marked record came to stand. Records with equal moments stand in the order of their text,
//! so that nothing depends on who made them first.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::Take;
use crate::calendar;
use crate::shelf::{Entry, Framing, RecordId, Sheet};
use crate::untidy::Disorder;

/// Where a record came to stand; `line` is empty for files that are no text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: Option<usize>,
}

struct Open {
    framing: Framing,
    /// The line at which the next record will begin.
    line: usize,
    empty: bool,
    /// The last record of a file that will be cut off, until it is known to be the last; true where it is marked.
    tail: Option<(String, bool)>,
}

/// Hands out pieces of files.
pub(crate) struct Press<'a, E: 'a> {
    take: &'a mut Take<'a, E>,
    /// A file for each day of a log, rather than one for the whole window.
    daily: bool,
    disorder: Disorder,
    waiting: BTreeMap<String, Sheet>,
    open: BTreeMap<String, Open>,
    pub(crate) places: BTreeMap<RecordId, Place>,
    pub(crate) records: u64,
    pub(crate) bytes: u64,
}

impl<'a, E> Press<'a, E> {
    pub(crate) fn new(take: &'a mut Take<'a, E>, daily: bool, disorder: Disorder) -> Self {
        Press {
            take,
            daily,
            disorder,
            waiting: BTreeMap::new(),
            open: BTreeMap::new(),
            places: BTreeMap::new(),
            records: 0,
            bytes: 0,
        }
    }

    /// A file that is not made of lines.
    pub(crate) fn whole(&mut self, id: RecordId, file: &str, bytes: &[u8]) -> Result<(), E> {
        self.places.insert(id, Place { file: file.to_owned(), line: None });
        self.bytes += bytes.len() as u64;
        (self.take)(file, bytes)
    }

    /// Takes sheets in: files that are complete are printed, logs wait for their day.
    pub(crate) fn feed(
        &mut self,
        sheets: BTreeMap<String, Sheet>,
        marked: &BTreeSet<RecordId>,
    ) -> Result<(), E> {
        for (file, sheet) in sheets {
            if !sheet.goes_on {
                self.print(&file, sheet.framing, sheet.entries, marked)?;
                self.close(&file)?;
                continue;
            }
            match self.waiting.get_mut(&file) {
                Some(waiting) => waiting.entries.extend(sheet.entries),
                None => {
                    self.waiting.insert(file, sheet);
                }
            }
        }
        Ok(())
    }

    /// Prints what is older than the moment; nothing older will be fed any more.
    pub(crate) fn until(&mut self, moment: Timestamp, marked: &BTreeSet<RecordId>) -> Result<(), E> {
        let mut ready = Vec::new();
        for (file, sheet) in &mut self.waiting {
            let (now, later): (Vec<Entry>, Vec<Entry>) =
                std::mem::take(&mut sheet.entries).into_iter().partition(|entry| entry.at < moment);
            sheet.entries = later;
            ready.push((file.clone(), sheet.framing, now));
        }
        for (file, framing, entries) in ready {
            let entries = self.disordered(&file, framing, entries, marked)?;
            if !self.daily {
                self.print(&file, framing, entries, marked)?;
                continue;
            }
            let mut days: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
            for entry in entries {
                days.entry(calendar::utc_day(entry.at)).or_default().push(entry);
            }
            for (day, entries) in days {
                self.print(&dated(&file, &day), framing, entries, marked)?;
            }
        }
        if self.daily {
            let today = calendar::utc_day(moment);
            let past: Vec<String> = self
                .open
                .keys()
                .filter(|file| day_of_name(file).is_some_and(|day| day < today.as_str()))
                .cloned()
                .collect();
            for file in past {
                self.close(&file)?;
            }
        }
        Ok(())
    }

    /// Prints and closes whatever is left.
    pub(crate) fn finish(&mut self, marked: &BTreeSet<RecordId>) -> Result<(), E> {
        self.until(Timestamp::MAX, marked)?;
        let files: Vec<String> = self.open.keys().cloned().collect();
        for file in files {
            self.close(&file)?;
        }
        Ok(())
    }

    /// Leaves out what is lost, and prints what is late or stands in two exports in its own place.
    fn disordered(
        &mut self,
        file: &str,
        framing: Framing,
        entries: Vec<Entry>,
        marked: &BTreeSet<RecordId>,
    ) -> Result<Vec<Entry>, E> {
        let (mut kept, mut late, mut again) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries {
            if self.disorder.lost(file, &entry) {
                continue;
            }
            if self.disorder.again(file, &entry) {
                // The second export's records have no number of their own: the truth names the first place.
                again.push(Entry { at: entry.at, id: RecordId(u64::MAX), text: entry.text.clone() });
            }
            if self.disorder.late(file, &entry) { late.push(entry) } else { kept.push(entry) }
        }
        for (place, entries) in [("late", late), ("again", again)] {
            if !entries.is_empty() {
                self.print(&format!("{place}/{file}"), framing, entries, marked)?;
            }
        }
        Ok(kept)
    }

    fn print(
        &mut self,
        file: &str,
        framing: Framing,
        mut entries: Vec<Entry>,
        marked: &BTreeSet<RecordId>,
    ) -> Result<(), E> {
        entries.sort_unstable_by(|a, b| a.at.cmp(&b.at).then_with(|| a.text.cmp(&b.text)));
        let mut text = String::new();
        let mut open = match self.open.remove(file) {
            Some(open) => open,
            None => {
                let mut line = 1;
                match framing {
                    Framing::Headed(header) => {
                        let header = self.disorder.header(file, header);
                        append(&mut text, &mut line, &header, "\n");
                    }
                    Framing::Bare => {}
                    Framing::List { open, .. } => append(&mut text, &mut line, open, "\n"),
                }
                Open { framing, line, empty: true, tail: None }
            }
        };
        let cuts = self.disorder.cuts(file, framing);
        for entry in entries {
            for _ in 0..self.disorder.copies(&entry) {
                if let Some((tail, _)) = open.tail.take() {
                    text.push_str(&tail);
                }
                if matches!(framing, Framing::List { .. }) && !open.empty {
                    // The comma of the record before stands at the end of its line.
                    text.push_str(",\n");
                }
                if marked.contains(&entry.id) && !self.places.contains_key(&entry.id) {
                    let place = Place { file: file.to_owned(), line: Some(open.line) };
                    self.places.insert(entry.id, place);
                }
                let end = if matches!(framing, Framing::List { .. }) { "" } else { "\n" };
                if cuts {
                    open.tail = Some((format!("{}{end}", entry.text), marked.contains(&entry.id)));
                } else {
                    text.push_str(&entry.text);
                    text.push_str(end);
                }
                open.line += count_breaks(&entry.text) + 1;
                open.empty = false;
                self.records += 1;
            }
        }
        self.open.insert(file.to_owned(), open);
        self.hand_out(file, &text)
    }

    fn hand_out(&mut self, file: &str, text: &str) -> Result<(), E> {
        self.bytes += text.len() as u64;
        (self.take)(file, text.as_bytes())
    }

    fn close(&mut self, file: &str) -> Result<(), E> {
        let Some(open) = self.open.remove(file) else { return Ok(()) };
        match (open.tail, open.framing) {
            (Some((tail, true)), _) => self.hand_out(file, &tail),
            (Some((tail, false)), _) => {
                let mut half = tail.len() / 2;
                while !tail.is_char_boundary(half) {
                    half -= 1;
                }
                let (kept, _) = tail.split_at(half);
                self.hand_out(file, kept)
            }
            (None, Framing::List { close, .. }) => {
                let line = if open.empty { format!("{close}\n") } else { format!("\n{close}\n") };
                self.hand_out(file, &line)
            }
            (None, _) => Ok(()),
        }
    }
}

fn append(text: &mut String, line: &mut usize, piece: &str, end: &str) {
    text.push_str(piece);
    text.push_str(end);
    *line += count_breaks(piece) + 1;
}

fn count_breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// `identity/okta.ndjson` becomes `identity/okta/2026-05-01.ndjson`.
fn dated(file: &str, day: &str) -> String {
    match file.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}/{day}.{extension}"),
        None => format!("{file}/{day}"),
    }
}

fn day_of_name(file: &str) -> Option<&str> {
    let name = file.rsplit('/').next()?;
    let (day, _) = name.split_once('.')?;
    (day.len() == 10 && day.as_bytes().first().is_some_and(u8::is_ascii_digit)).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::Shelf;

    fn moment(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn printed(
        shelf: Shelf,
        marked: &BTreeSet<RecordId>,
        daily: bool,
    ) -> (BTreeMap<String, String>, BTreeMap<RecordId, Place>) {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut take = |file: &str, bytes: &[u8]| -> Result<(), ()> {
            files.entry(file.to_owned()).or_default().push_str(std::str::from_utf8(bytes).unwrap());
            Ok(())
        };
        let mut press = Press::new(&mut take, daily, Disorder::none());
        press.feed(shelf.sheets, marked).unwrap();
        press.until(moment(5), marked).unwrap();
        press.finish(marked).unwrap();
        let places = press.places;
        (files, places)
    }

    #[test]
    fn a_record_is_found_at_the_line_where_it_was_sorted_to() {
        let mut shelf = Shelf::new(moment(0), moment(100), 0);
        let framing = Framing::Headed("a,b");
        let late = shelf.log("x.csv", framing, moment(9), "late,1".to_owned());
        let early = shelf.log("x.csv", framing, moment(3), "\"two\nlines\",2".to_owned());
        let never = shelf.log("x.csv", framing, moment(200), "future,3".to_owned());
        let marked = BTreeSet::from([late, early, never]);
        let (files, places) = printed(shelf, &marked, false);
        assert_eq!(files["x.csv"], "a,b\n\"two\nlines\",2\nlate,1\n");
        assert_eq!(places[&early].line, Some(2));
        assert_eq!(places[&late].line, Some(4));
        assert!(!places.contains_key(&never));
    }

    #[test]
    fn a_list_is_a_document_each_day() {
        let mut shelf = Shelf::new(moment(0), moment(200_000), 0);
        let framing = Framing::List { open: "[", close: "]" };
        for at in [3, 1, 90_000] {
            shelf.log("a/x.json", framing, moment(at), format!("{at}"));
        }
        let (files, _) = printed(shelf, &BTreeSet::new(), true);
        assert_eq!(files["a/x/1970-01-01.json"], "[\n1,\n3\n]\n");
        assert_eq!(files["a/x/1970-01-02.json"], "[\n90000\n]\n");
    }
}
