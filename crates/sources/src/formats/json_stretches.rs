//! JSON records in stretches, so that several can be read at a time.
//!
//! In: a stream of UTF-8, or the [`Splitter`] of one. Out: pieces of the stream with many records each. Where a
//! record is a line, only line ends are looked for here: whether a line is one record is for its reader to see.

use std::io::{ErrorKind, Read};

use model::{Json, Members, Place, limits};

use crate::Reading;
use crate::formats::json::{self, Piece, Splitter, Wrapping};
use crate::formats::text;
use crate::stretches::STRETCH_BYTES;

/// Whole lines of a stream, and the number of the first.
pub struct LineStretch {
    bytes: Vec<u8>,
    first: u64,
}

/// Cuts a stream at line ends.
pub struct LineStretches<'a> {
    stream: &'a mut dyn Read,
    /// The beginning of a line whose end was not seen yet.
    rest: Vec<u8>,
    line: u64,
    ended: bool,
}

impl<'a> LineStretches<'a> {
    pub fn new(stream: &'a mut dyn Read) -> LineStretches<'a> {
        LineStretches { stream, rest: Vec::new(), line: 1, ended: false }
    }

    /// The next lines; the last of them may be without its end.
    pub fn next_stretch(&mut self) -> Option<LineStretch> {
        let mut bytes = Vec::with_capacity(self.rest.len().max(STRETCH_BYTES));
        bytes.append(&mut self.rest);
        let mut room = STRETCH_BYTES;
        while !self.ended {
            self.fill(&mut bytes, room);
            if let Some(end) = last_line_end(&bytes, self.ended) {
                self.rest = bytes.split_off(end);
                break;
            }
            // A line longer than may be read: its reader says so, of its beginning.
            if bytes.len() > 2 * limits::LINE_BYTES_MAX {
                self.skip_line();
                break;
            }
            room = bytes.len() + STRETCH_BYTES;
        }
        if bytes.is_empty() {
            return None;
        }
        let first = self.line;
        self.line += line_ends(&bytes);
        Some(LineStretch { bytes, first })
    }

    /// Reads into all the room there is: `read_to_end` would do so in small pieces.
    fn fill(&mut self, bytes: &mut Vec<u8>, room: usize) {
        let mut len = bytes.len();
        bytes.resize(room.max(len), 0);
        while let Some(left) = bytes.get_mut(len..).filter(|it| !it.is_empty()) {
            match self.stream.read(left) {
                Ok(got) if got > 0 => len += got,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // The stream below has said why it ended.
                _ => {
                    self.ended = true;
                    break;
                }
            }
        }
        bytes.truncate(len);
    }

    /// Leaves out what follows up to the next line end, which is kept.
    fn skip_line(&mut self) {
        let mut piece = Vec::new();
        while !self.ended {
            piece.clear();
            self.fill(&mut piece, STRETCH_BYTES);
            if let Some(end) = piece.iter().position(|it| matches!(it, b'\n' | b'\r')) {
                self.rest = piece.split_off(end);
                return;
            }
        }
    }
}

/// Where the last line ends that is whole.
fn last_line_end(bytes: &[u8], ended: bool) -> Option<usize> {
    if ended {
        return Some(bytes.len());
    }
    if let Some(idx) = memchr::memrchr(b'\n', bytes) {
        return Some(idx + 1);
    }
    // A `\r` at the very end may be half of a line end.
    let (_, before) = bytes.split_last()?;
    memchr::memrchr(b'\r', before).map(|it| it + 1)
}

/// Line ends are `\n`, `\r\n` and a bare `\r`.
fn line_ends(bytes: &[u8]) -> u64 {
    let mut res = 0;
    for idx in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let is_half = bytes[idx] == b'\r' && bytes.get(idx + 1) == Some(&b'\n');
        res += u64::from(!is_half);
    }
    res
}

/// Reads lines with one record each. What is no record by itself is looked at by the splitter, which knows
/// what is wrong with it.
pub fn read_lines(
    stretch: &LineStretch,
    wrapping: Wrapping,
    read: &dyn Fn(&Json<'_>, &mut Reading<'_>),
    reading: &mut Reading<'_>,
) {
    for (number, line) in (stretch.first..).zip(Lines(&stretch.bytes)) {
        match plain_record(line) {
            Plain::Nothing => {}
            Plain::Record(value) => {
                reading.stand_at(Place::Line(number));
                read(&value, reading);
            }
            Plain::Other => {
                let mut stream = line;
                let mut splitter = Splitter::new(&mut stream, wrapping, true);
                while let Some(piece) = splitter.next_piece() {
                    read_piece(&piece, splitter.bytes(), splitter.envelope(), number - 1, read, reading);
                }
            }
        }
    }
}

enum Plain<'a> {
    Nothing,
    Record(Json<'a>),
    Other,
}

/// The record that a line is.
fn plain_record(line: &[u8]) -> Plain<'_> {
    let blanks = line.iter().take_while(|it| matches!(it, b' ' | b'\t' | 0x1e)).count();
    let line = line.get(blanks..).unwrap_or_default();
    if line.is_empty() {
        return Plain::Nothing;
    }
    if !line.starts_with(b"{") || line.len() > limits::LINE_BYTES_MAX {
        return Plain::Other;
    }
    match std::str::from_utf8(line).map(json::parse) {
        Ok(Ok(value)) => Plain::Record(value),
        _ => Plain::Other,
    }
}

/// Lines without their ends.
struct Lines<'a>(&'a [u8]);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.0.is_empty() {
            return None;
        }
        let Some(end) = memchr::memchr2(b'\n', b'\r', self.0) else {
            return Some(std::mem::take(&mut self.0));
        };
        let (line, rest) = self.0.split_at(end);
        self.0 = rest.strip_prefix(b"\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
        Some(line)
    }
}

/// Records that were cut out of a stream, and what was between them.
#[derive(Default)]
pub struct PieceStretch {
    /// The records, one behind the other.
    bytes: Vec<u8>,
    /// Each piece, and where its record ends.
    pieces: Vec<(Piece, usize)>,
    envelope: Option<Members<'static>>,
}

/// Collects what a splitter finds.
pub struct PieceStretches<'a> {
    splitter: Splitter<'a>,
    /// A piece that belongs to the next stretch, since it has another envelope.
    waiting: Option<Piece>,
}

impl<'a> PieceStretches<'a> {
    pub fn new(splitter: Splitter<'a>) -> PieceStretches<'a> {
        PieceStretches { splitter, waiting: None }
    }

    pub fn next_stretch(&mut self) -> Option<PieceStretch> {
        let mut res = PieceStretch::default();
        while res.bytes.len() < STRETCH_BYTES && res.pieces.len() < STRETCH_BYTES / 64 {
            let Some(piece) = self.waiting.take().or_else(|| self.splitter.next_piece()) else { break };
            if let Piece::Record { .. } = piece {
                if res.envelope.as_ref() != self.splitter.envelope() {
                    if !res.pieces.is_empty() {
                        self.waiting = Some(piece);
                        break;
                    }
                    res.envelope = self.splitter.envelope().cloned();
                }
                res.bytes.extend_from_slice(self.splitter.bytes());
            }
            res.pieces.push((piece, res.bytes.len()));
        }
        (!res.pieces.is_empty()).then_some(res)
    }
}

/// Reads records that were cut out.
pub fn read_pieces(
    stretch: &PieceStretch,
    read: &dyn Fn(&Json<'_>, &mut Reading<'_>),
    reading: &mut Reading<'_>,
) {
    let mut begin = 0;
    for (piece, end) in &stretch.pieces {
        let bytes = stretch.bytes.get(begin..*end).unwrap_or_default();
        read_piece(piece, bytes, stretch.envelope.as_ref(), 0, read, reading);
        begin = *end;
    }
}

fn read_piece(
    piece: &Piece,
    bytes: &[u8],
    envelope: Option<&Members<'static>>,
    lines_before: u64,
    read: &dyn Fn(&Json<'_>, &mut Reading<'_>),
    reading: &mut Reading<'_>,
) {
    let line = match piece {
        Piece::Trouble { line, cause } => {
            return reading.problem_at(Place::Line(line + lines_before), cause.as_str());
        }
        Piece::Record { line } => *line,
    };
    reading.stand_at(Place::Line(line + lines_before));
    let (text, is_utf8) = text::checked(bytes);
    match json::record(&text, envelope) {
        Err(cause) => reading.problem(cause),
        Ok(value) => {
            if !is_utf8 {
                reading.problem("not UTF-8; read with \u{fffd} in its place");
            }
            read(&value, reading);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(text: &[u8]) -> Vec<(u64, Vec<u8>)> {
        let mut stream = text;
        let mut cutter = LineStretches::new(&mut stream);
        std::iter::from_fn(|| cutter.next_stretch()).map(|it| (it.first, it.bytes)).collect()
    }

    #[test]
    fn lines_are_cut_at_their_ends_and_counted() {
        for end in ["\n", "\r\n", "\r"] {
            let line = format!("{}{end}", "x".repeat(999));
            let text = line.repeat(3 * STRETCH_BYTES / line.len());
            let found = stretches(text.as_bytes());
            assert!(found.len() > 2);
            let mut number = 1;
            for (first, bytes) in &found {
                assert_eq!(*first, number);
                assert!(bytes.ends_with(end.as_bytes()));
                number += Lines(bytes).count() as u64;
            }
            assert_eq!(found.concat_bytes(), text.as_bytes());
        }
    }

    trait ConcatBytes {
        fn concat_bytes(&self) -> Vec<u8>;
    }

    impl ConcatBytes for Vec<(u64, Vec<u8>)> {
        fn concat_bytes(&self) -> Vec<u8> {
            self.iter().flat_map(|it| it.1.clone()).collect()
        }
    }

    #[test]
    fn a_line_without_end_is_not_held() {
        let mut text = vec![b'x'; 3 * limits::LINE_BYTES_MAX];
        text.extend_from_slice(b"\n{}\n");
        let found = stretches(&text);
        assert!(found.iter().all(|it| it.1.len() <= 2 * limits::LINE_BYTES_MAX + STRETCH_BYTES));
        assert_eq!(found.last().map(|it| &*it.1), Some(&b"\n{}\n"[..]));
    }
}
