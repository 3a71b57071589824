//! Lines of text, one at a time, each with its number from 1.
//!
//! A line ends with `\n`, `\r\n` or a bare `\r`. One that is longer than `limits::LINE_BYTES_MAX` is
//! skipped to its end without being held.

use std::borrow::Cow;
use std::io::BufRead;

use model::limits;

use crate::formats::text;

/// Lines of decoded text.
pub struct Lines<'a> {
    text: &'a mut dyn BufRead,
    /// The number of the line in `buffer`.
    number: u64,
    buffer: Vec<u8>,
    /// The last line ended with `\r`: a `\n` right after it belongs to the same end.
    after_return: bool,
    troubles: Vec<(u64, String)>,
}

/// How one line ended.
enum End {
    Line,
    TooLong,
    Nothing,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a mut dyn BufRead) -> Lines<'a> {
        Lines { text, number: 0, buffer: Vec::new(), after_return: false, troubles: Vec::new() }
    }

    /// The next line without its end, and its number. Lines that are too long are left out and reported;
    /// what is not UTF-8 in a line is reported and becomes `U+FFFD`.
    pub fn next_line(&mut self) -> Option<(u64, Cow<'_, str>)> {
        loop {
            match self.fill() {
                End::Nothing => return None,
                End::TooLong => {
                    self.trouble(format!("line longer than {} MiB", limits::LINE_BYTES_MAX >> 20))
                }
                End::Line => break,
            }
        }
        if std::str::from_utf8(&self.buffer).is_err() {
            self.trouble("not UTF-8".to_owned());
        }
        let (line, _) = text::checked(&self.buffer);
        Some((self.number, line))
    }

    /// The number of the last line that was given out.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What could not be read, since the last time this was asked.
    pub fn take_troubles(&mut self) -> Vec<(u64, String)> {
        std::mem::take(&mut self.troubles)
    }

    fn trouble(&mut self, cause: String) {
        // One more than is shown, so that the file's own limit is seen to be reached.
        if self.troubles.len() <= limits::PROBLEMS_PER_FILE_MAX {
            self.troubles.push((self.number, cause));
        }
    }

    fn fill(&mut self) -> End {
        self.buffer.clear();
        let mut too_long = false;
        let mut begun = false;
        loop {
            let part = match self.text.fill_buf() {
                Ok(part) if !part.is_empty() => part,
                // The stream below has said why it ended.
                _ => {
                    return match (begun, too_long) {
                        (false, _) => End::Nothing,
                        (true, false) => End::Line,
                        (true, true) => End::TooLong,
                    };
                }
            };
            let mut start = 0;
            if self.after_return {
                self.after_return = false;
                if part[0] == b'\n' {
                    start = 1;
                }
            }
            if start == part.len() {
                self.text.consume(start);
                continue;
            }
            if !begun {
                begun = true;
                self.number += 1;
            }
            let end = part[start..].iter().position(|it| matches!(it, b'\n' | b'\r')).map(|it| start + it);
            let piece = &part[start..end.unwrap_or(part.len())];
            if self.buffer.len() + piece.len() > limits::LINE_BYTES_MAX {
                too_long = true;
                self.buffer.clear();
            }
            if !too_long {
                self.buffer.extend_from_slice(piece);
            }
            match end {
                Some(end) => {
                    self.after_return = part[end] == b'\r';
                    self.text.consume(end + 1);
                    return if too_long { End::TooLong } else { End::Line };
                }
                None => {
                    let len = part.len();
                    self.text.consume(len);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn all(text: &[u8], piece: usize) -> Vec<(u64, String)> {
        let mut text = BufReader::with_capacity(piece, text);
        let mut lines = Lines::new(&mut text);
        let mut res = Vec::new();
        while let Some((number, line)) = lines.next_line() {
            res.push((number, line.into_owned()));
        }
        res
    }

    #[test]
    fn every_kind_of_line_end_counts_once_wherever_the_buffer_ends() {
        let wanted: Vec<(u64, String)> = [(1, "a"), (2, "b"), (3, ""), (4, "c"), (5, "d")]
            .map(|(number, line)| (number, line.to_owned()))
            .to_vec();
        for piece in 1..9 {
            assert_eq!(all(b"a\r\nb\n\rc\rd", piece), wanted, "pieces of {piece}");
        }
    }

    #[test]
    fn a_line_end_at_the_end_makes_no_further_line() {
        assert_eq!(all(b"a\r\n", 1).len(), 1);
        assert_eq!(all(b"", 1).len(), 0);
    }

    #[test]
    fn a_line_that_is_not_utf8_is_given_and_reported() {
        let mut text = &b"ok\ncaf\xe9\nok\n"[..];
        let mut lines = Lines::new(&mut text);
        let mut count = 0;
        while lines.next_line().is_some() {
            count += 1;
        }
        assert_eq!(count, 3);
        assert_eq!(lines.take_troubles(), [(2, "not UTF-8".to_owned())]);
    }

    #[test]
    fn a_line_that_is_too_long_is_left_out_and_the_rest_is_read() {
        let mut bytes = b"a\n".to_vec();
        bytes.extend(vec![b'x'; limits::LINE_BYTES_MAX + 1]);
        bytes.extend(b"\nb\n");
        let mut text = BufReader::new(&bytes[..]);
        let mut lines = Lines::new(&mut text);
        assert_eq!(lines.next_line().map(|it| it.0), Some(1));
        assert_eq!(lines.next_line().map(|it| it.0), Some(3));
        assert_eq!(lines.take_troubles().first().map(|it| it.0), Some(2));
    }
}
