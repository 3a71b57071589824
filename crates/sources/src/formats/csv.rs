//! Rows of a table: RFC 4180 with `,`, `;` or tab.
//!
//! In: a stream of UTF-8. Out: for each row its first physical line and its cells. A quoted cell may run
//! over several lines. A quote that is never closed costs its own line only; the rest is read.

use std::io::Read;

use model::limits;

use crate::formats::text;

/// The delimiter of a table, from its first line that says something. Nothing if there is no such line.
pub fn delimiter(head: &str) -> Option<u8> {
    // PowerShell's line about the type of its objects says nothing of their table.
    let is_said = |it: &&str| !it.trim().is_empty() && !it.starts_with("#TYPE ");
    let header = head.split(['\n', '\r']).find(is_said)?;
    if let Some(told) = header.trim().strip_prefix("sep=") {
        return told.bytes().next().filter(|it| matches!(it, b',' | b';' | b'\t'));
    }
    let mut best = (b',', 0);
    for candidate in [b',', b';', b'\t'] {
        let mut in_quotes = false;
        let mut count = 0;
        for byte in header.bytes() {
            in_quotes ^= byte == b'"';
            count += usize::from(byte == candidate && !in_quotes);
        }
        if count > best.1 {
            best = (candidate, count);
        }
    }
    Some(best.0)
}

/// What stands next in a table.
#[derive(Debug, PartialEq)]
pub enum Row {
    /// A row begins at that line; its cells are in [`Rows::cells`].
    Cells {
        line: u64,
    },
    Trouble {
        line: u64,
        cause: String,
    },
}

/// Cuts a stream into rows.
pub struct Rows<'a> {
    stream: &'a mut dyn Read,
    delimiter: u8,
    bytes_max: usize,
    chunk: Vec<u8>,
    at: usize,
    /// The line of the next byte.
    line: u64,
    after_return: bool,
    /// The bytes of the row as they stand, for the case that its quotes are not closed.
    raw: Vec<u8>,
    cells: Vec<Vec<u8>>,
    /// The next row is one line, whatever its quotes say.
    ignore_quotes: bool,
    /// Bytes that may still be read again after quotes that were not closed: each of them may have
    /// swallowed as much as a row may hold.
    again_left: usize,
}

impl<'a> Rows<'a> {
    pub fn new(stream: &'a mut dyn Read, delimiter: u8) -> Rows<'a> {
        Rows {
            stream,
            delimiter,
            bytes_max: limits::LINE_BYTES_MAX,
            chunk: Vec::new(),
            at: 0,
            line: 1,
            after_return: false,
            raw: Vec::new(),
            cells: Vec::new(),
            ignore_quotes: false,
            again_left: 2 * limits::LINE_BYTES_MAX,
        }
    }

    /// The same with a smaller limit.
    pub fn with_bytes_max(mut self, bytes_max: usize) -> Rows<'a> {
        self.bytes_max = bytes_max;
        self
    }

    /// The cells of the row that was found last.
    pub fn cells(&self) -> &[Vec<u8>] {
        &self.cells
    }

    /// The next row that says something; empty lines are none.
    pub fn next_row(&mut self) -> Option<Row> {
        loop {
            let line = self.skip_line_end()?;
            match self.scan() {
                Scan::Row => {
                    if self.cells.iter().all(|it| it.iter().all(u8::is_ascii_whitespace)) {
                        continue;
                    }
                    return Some(Row::Cells { line });
                }
                Scan::TooLong => {
                    return Some(Row::Trouble {
                        line,
                        cause: format!("row longer than {} MiB", self.bytes_max >> 20),
                    });
                }
                Scan::NotClosed => {
                    // Read again: this line alone is lost, what the quote has swallowed is not.
                    let mut again = std::mem::take(&mut self.raw);
                    let n_again = again.len();
                    again.extend_from_slice(&self.chunk[self.at..]);
                    self.chunk = again;
                    self.at = 0;
                    self.line = line;
                    self.after_return = false;
                    self.ignore_quotes = true;
                    let _ = self.scan();
                    if n_again > self.again_left {
                        let cause = "too many quotes that are not closed; from here on each line is a row";
                        return Some(Row::Trouble { line, cause: cause.to_owned() });
                    }
                    self.again_left -= n_again;
                    self.ignore_quotes = false;
                    return Some(Row::Trouble { line, cause: "quote that is not closed".to_owned() });
                }
            }
        }
    }

    /// Past a `\n` that belongs to the line before. The line where the next row begins, if any does.
    fn skip_line_end(&mut self) -> Option<u64> {
        if self.after_return && self.peek()? == b'\n' {
            self.at += 1;
        }
        self.after_return = false;
        self.peek().map(|_| self.line)
    }

    fn scan(&mut self) -> Scan {
        self.raw.clear();
        self.cells.clear();
        self.cells.push(Vec::new());
        let mut quoted = false;
        let mut too_long = false;
        // The last byte was a quote inside quotes: it ends them, or stands for itself if another follows.
        let mut after_quote = false;
        let mut cell_begun = false;
        loop {
            let Some(byte) = self.peek() else {
                return match (quoted && !after_quote, too_long) {
                    (true, false) => Scan::NotClosed,
                    (_, true) => Scan::TooLong,
                    _ => Scan::Row,
                };
            };
            let is_end = matches!(byte, b'\n' | b'\r');
            if is_end && (!quoted || after_quote || too_long) {
                self.at += 1;
                self.line += 1;
                self.after_return = byte == b'\r';
                return if too_long { Scan::TooLong } else { Scan::Row };
            }
            if !too_long && self.raw.len() >= self.bytes_max {
                if quoted && self.raw.iter().any(|it| matches!(it, b'\n' | b'\r')) {
                    return Scan::NotClosed;
                }
                too_long = true;
                self.raw = Vec::new();
                self.cells.clear();
            }
            if too_long {
                let rest = &self.chunk[self.at..];
                self.at += rest.iter().position(|it| matches!(it, b'\n' | b'\r')).unwrap_or(rest.len());
                continue;
            }
            // Most bytes of a table mean nothing but themselves.
            let plain = self.plain_bytes(quoted && !after_quote, after_quote);
            if plain > 0 {
                let piece = &self.chunk[self.at..self.at + plain];
                self.raw.extend_from_slice(piece);
                if let Some(cell) = self.cells.last_mut() {
                    cell.extend_from_slice(piece);
                }
                cell_begun |= piece.iter().any(|it| *it != b' ');
                self.at += plain;
                continue;
            }
            self.at += 1;
            self.raw.push(byte);
            if is_end && !(byte == b'\n' && self.raw.len() > 1 && self.raw[self.raw.len() - 2] == b'\r') {
                self.line += 1;
            }
            let Some(cell) = self.cells.last_mut() else { continue };
            if quoted {
                if after_quote {
                    after_quote = false;
                    if byte == b'"' {
                        cell.push(b'"');
                        continue;
                    }
                    quoted = false;
                } else if byte == b'"' {
                    after_quote = true;
                    continue;
                } else {
                    cell.push(byte);
                    continue;
                }
            }
            if byte == self.delimiter {
                self.cells.push(Vec::new());
                cell_begun = false;
            } else if byte == b'"' && !cell_begun && !self.ignore_quotes {
                quoted = true;
                cell_begun = true;
            } else {
                cell_begun |= byte != b' ';
                cell.push(byte);
            }
        }
    }

    /// How many of the next bytes belong to the cell as they are.
    fn plain_bytes(&self, quoted: bool, after_quote: bool) -> usize {
        if after_quote {
            return 0;
        }
        let delimiter = if quoted { b'"' } else { self.delimiter };
        let rest = &self.chunk[self.at..];
        let end = rest.iter().position(|it| *it == delimiter || matches!(it, b'"' | b'\n' | b'\r'));
        end.unwrap_or(rest.len())
    }

    fn peek(&mut self) -> Option<u8> {
        if self.at == self.chunk.len() {
            self.chunk.resize(64 << 10, 0);
            self.at = 0;
            // The stream below has said why it ended.
            let got = self.stream.read(&mut self.chunk).unwrap_or(0);
            self.chunk.truncate(got);
        }
        self.chunk.get(self.at).copied()
    }
}

enum Scan {
    Row,
    TooLong,
    NotClosed,
}

/// A row's cells as text, and whether all of them were UTF-8.
pub fn texts(cells: &[Vec<u8>]) -> (Vec<std::borrow::Cow<'_, str>>, bool) {
    let mut res = Vec::with_capacity(cells.len());
    let mut all_utf8 = true;
    for cell in cells {
        let (cell, is_utf8) = text::checked(cell);
        all_utf8 &= is_utf8;
        res.push(cell);
    }
    (res, all_utf8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &[u8], delimiter: u8) -> Vec<(u64, Vec<String>)> {
        let mut stream = text;
        let mut rows = Rows::new(&mut stream, delimiter);
        let mut res = Vec::new();
        while let Some(row) = rows.next_row() {
            res.push(match row {
                Row::Cells { line } => {
                    (line, texts(rows.cells()).0.into_iter().map(|it| it.into_owned()).collect())
                }
                Row::Trouble { line, cause } => (line, vec![format!("! {cause}")]),
            });
        }
        res
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|it| (*it).to_owned()).collect())
    }

    #[test]
    fn quoted_line_ends_keep_the_first_line_of_each_row() {
        let text = b"a,b\r\n\"x\r\ny\",1\r\n\r\nlast,\"q\"\"q\"\r\n";
        assert_eq!(
            all(text, b','),
            [row(1, &["a", "b"]), row(2, &["x\r\ny", "1"]), row(5, &["last", "q\"q"])]
        );
    }

    #[test]
    fn a_quote_that_is_not_closed_costs_one_line() {
        let text = b"a,b\n\"x,1\ny,2\nz,3\n";
        assert_eq!(
            all(text, b','),
            [
                row(1, &["a", "b"]),
                row(2, &["! quote that is not closed"]),
                row(3, &["y", "2"]),
                row(4, &["z", "3"])
            ]
        );
    }

    #[test]
    fn a_row_that_is_too_long_costs_only_itself() {
        let text = format!("a,b\n{},1\ny,2\n", "x".repeat(5000));
        let mut stream = text.as_bytes();
        let mut rows = Rows::new(&mut stream, b',').with_bytes_max(1000);
        assert_eq!(rows.next_row(), Some(Row::Cells { line: 1 }));
        assert!(matches!(rows.next_row(), Some(Row::Trouble { line: 2, .. })));
        assert_eq!(rows.next_row(), Some(Row::Cells { line: 3 }));
        assert_eq!(rows.next_row(), None);
    }

    #[test]
    fn quotes_that_swallow_everything_again_and_again_come_to_an_end() {
        let text = "a,b\n".to_owned() + &"a\"b,\"c\n".repeat(200_000);
        let mut stream = text.as_bytes();
        let mut rows = Rows::new(&mut stream, b',');
        let mut last = 0;
        while let Some(row) = rows.next_row() {
            last = match row {
                Row::Cells { line } | Row::Trouble { line, .. } => line,
            };
        }
        assert_eq!(last, 200_001);
    }

    #[test]
    fn the_delimiter_is_what_the_header_has_most_of() {
        assert_eq!(delimiter("a;b;c\n1,2;3;4\n"), Some(b';'));
        assert_eq!(delimiter("\na\tb,c\td\n"), Some(b'\t'));
        assert_eq!(delimiter("\"a;b;c\",d\n"), Some(b','));
        assert_eq!(delimiter("sep=;\na,b;c\n"), Some(b';'));
        assert_eq!(delimiter(" \n"), None);
    }

    proptest! {
        #[test]
        fn what_any_writer_of_rfc_4180_writes_is_read_back(
            table in prop::collection::vec(prop::collection::vec("[a-z \",;\n\r\t]{0,6}", 3), 1..6),
            which in 0usize..3,
        ) {
            let delimiter = [b',', b';', b'\t'][which];
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let wanted: Vec<&Vec<String>> =
                table.iter().filter(|row| row.iter().any(|it| !it.trim_ascii().is_empty())).collect();
            let found = all(&bytes, delimiter);
            let found: Vec<&Vec<String>> = found.iter().map(|it| &it.1).collect();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn any_bytes_come_to_an_end(bytes in prop::collection::vec(prop::sample::select(b"a\",;\n\r\xff".to_vec()), 0..200)) {
            let found = all(&bytes, b',');
            prop_assert!(found.iter().all(|it| it.0 >= 1));
        }
    }
}
