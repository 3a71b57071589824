//! JSON records, one at a time, whatever they are wrapped in.
//!
//! In: a stream of UTF-8. Out: for each record its first physical line and its bytes; for everything that
//! is no record, a line and a cause. No file is held: an element of an array is given out before the next
//! one is read. The five wrappings are one object, an array, lines, an envelope (an object with one of
//! [`ENVELOPE_KEYS`], an array of objects), and several objects back to back.
//!
//! Only brackets and strings are looked at here, without recursion; the rest is the JSON parser's business.

use std::io::Read;

use model::{Json, Members, limits};

use crate::formats::text;

/// Keys under which products put the array of their records.
pub const ENVELOPE_KEYS: &[&str] = &[
    "Records",
    "activities",
    "items",
    "value",
    "records",
    "entries",
    "events",
    "participants",
    "trackers",
    "response",
    "authlogs",
    "Events",
    "objects",
    "Results",
    "results",
    "computers",
];

/// Keys under which products put one more object around such an array: `{"response":{"authlogs":[…]}}`.
const OUTER_KEYS: &[&str] = &["response"];

/// Under this key a record carries the plain values that stood beside the array it was taken from.
pub const ENVELOPE: &str = "_envelope";

/// What an object with an array of objects under one of [`ENVELOPE_KEYS`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// A record that happens to have such a key.
    Record,
    /// A wrapping around records.
    Envelope,
}

/// What the splitter found next.
#[derive(Debug, PartialEq)]
pub enum Piece {
    /// A record begins at that line; its bytes are in [`Splitter::bytes`].
    Record {
        line: u64,
    },
    Trouble {
        line: u64,
        cause: String,
    },
}

/// Where the splitter stands between two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nest {
    Top,
    Array,
    EnvelopeArray,
    EnvelopeTail,
}

/// How one value ended.
enum Scan {
    Complete,
    /// It was the beginning of an envelope; its array begins here.
    Envelope,
    /// An envelope around nothing.
    EmptyEnvelope,
    CutOff,
    TooLong,
    TooDeep,
}

/// Cuts a stream into records.
pub struct Splitter<'a> {
    stream: &'a mut dyn Read,
    wrapping: Wrapping,
    /// A record never goes on in the next line; a line end inside one means that it was cut off.
    one_line: bool,
    bytes_max: usize,

    chunk: Vec<u8>,
    at: usize,
    /// The line and column of the next byte.
    line: u64,
    column: usize,
    after_return: bool,

    nest: Nest,
    envelope: Members<'static>,
    /// How many objects stand around the array of the envelope.
    envelope_depth: usize,
    /// Nothing is taken before a line that begins a record at this column or further left.
    resync: Option<usize>,
    /// The last thing was garbage that has been reported.
    in_garbage: bool,
    record: Vec<u8>,
}

impl<'a> Splitter<'a> {
    pub fn new(stream: &'a mut dyn Read, wrapping: Wrapping, one_line: bool) -> Splitter<'a> {
        Splitter {
            stream,
            wrapping,
            one_line,
            bytes_max: limits::LINE_BYTES_MAX,
            chunk: Vec::new(),
            at: 0,
            line: 1,
            column: 0,
            after_return: false,
            nest: Nest::Top,
            envelope: Members::default(),
            envelope_depth: 1,
            resync: None,
            in_garbage: false,
            record: Vec::new(),
        }
    }

    /// The same with a smaller limit.
    pub fn with_bytes_max(mut self, bytes_max: usize) -> Splitter<'a> {
        self.bytes_max = bytes_max;
        self
    }

    /// The record that was found last.
    pub fn bytes(&self) -> &[u8] {
        &self.record
    }

    /// Plain values that stood in the envelope before its array.
    pub fn envelope(&self) -> Option<&Members<'static>> {
        (self.nest == Nest::EnvelopeArray && !self.envelope.is_empty()).then_some(&self.envelope)
    }

    /// The next record or trouble; nothing at the end of the stream.
    pub fn next_piece(&mut self) -> Option<Piece> {
        loop {
            self.skip_to_resync();
            self.skip_between();
            let line = self.line;
            let Some(byte) = self.peek() else {
                if self.nest == Nest::Top {
                    return None;
                }
                self.nest = Nest::Top;
                return Some(Piece::Trouble { line, cause: "array or envelope cut off".to_owned() });
            };
            match (self.nest, byte) {
                (Nest::EnvelopeTail, _) => {
                    // What stands behind the array of an envelope is not kept.
                    let tail = self.scan(self.envelope_depth, false);
                    self.nest = Nest::Top;
                    if matches!(tail, Scan::CutOff) {
                        return Some(Piece::Trouble { line, cause: "envelope cut off".to_owned() });
                    }
                }
                (Nest::Top, b'[') => {
                    self.bump();
                    self.nest = Nest::Array;
                    self.in_garbage = false;
                }
                (Nest::Array, b']') => {
                    self.bump();
                    self.nest = Nest::Top;
                }
                (Nest::EnvelopeArray, b']') => {
                    self.bump();
                    self.nest = Nest::EnvelopeTail;
                }
                (_, b'{') => {
                    if let Some(piece) = self.object(line) {
                        return Some(piece);
                    }
                }
                (Nest::Array | Nest::EnvelopeArray, b'[') => {
                    let scan = self.scan(0, false);
                    if matches!(scan, Scan::CutOff) {
                        self.nest = Nest::Top;
                    }
                    let cause = match scan {
                        Scan::TooDeep => too_deep(),
                        _ => "an array where a record was expected".to_owned(),
                    };
                    return Some(Piece::Trouble { line, cause });
                }
                (nest, _) => {
                    let start = self.skip_garbage(nest != Nest::Top);
                    if !self.in_garbage || self.one_line {
                        self.in_garbage = true;
                        return Some(Piece::Trouble {
                            line,
                            cause: format!("not JSON: `{}`", text::shown(&start, 60)),
                        });
                    }
                }
            }
        }
    }

    fn object(&mut self, line: u64) -> Option<Piece> {
        let column = self.column;
        let may_wrap = self.wrapping == Wrapping::Envelope && self.nest == Nest::Top;
        let scan = self.scan(0, may_wrap);
        self.in_garbage = false;
        match scan {
            Scan::Complete => Some(Piece::Record { line }),
            Scan::Envelope => {
                self.nest = Nest::EnvelopeArray;
                None
            }
            Scan::EmptyEnvelope => None,
            Scan::TooDeep => Some(Piece::Trouble { line, cause: too_deep() }),
            Scan::TooLong => {
                let cause = format!("record longer than {} MiB", self.bytes_max >> 20);
                Some(Piece::Trouble { line, cause })
            }
            Scan::CutOff => {
                self.recover(line, column);
                Some(Piece::Trouble { line, cause: "record cut off".to_owned() })
            }
        }
    }

    /// After a record that does not end: the next one begins in a later line, no further to the right.
    fn recover(&mut self, line: u64, column: usize) {
        if self.one_line {
            // The line end itself has not been taken: the next line is the next record.
            self.nest = Nest::Top;
            return;
        }
        self.resync = Some(column);
        let Some(end) = self.record.iter().position(|it| matches!(it, b'\n' | b'\r')) else { return };
        let mut again = self.record.split_off(end);
        again.extend_from_slice(&self.chunk[self.at..]);
        self.chunk = again;
        self.at = 0;
        self.line = line;
        self.column = column + end;
        self.after_return = false;
    }

    fn skip_to_resync(&mut self) {
        let Some(most) = self.resync.take() else { return };
        loop {
            // To the beginning of the next line.
            while let Some(byte) = self.peek() {
                self.bump();
                if matches!(byte, b'\n' | b'\r') {
                    break;
                }
            }
            while matches!(self.peek(), Some(b' ' | b'\t' | b',')) {
                self.bump();
            }
            match self.peek() {
                None => return,
                Some(b'{') if self.column <= most => return,
                Some(b']') if self.nest != Nest::Top && self.column < most.max(1) => return,
                Some(_) => {}
            }
        }
    }

    fn skip_between(&mut self) {
        while let Some(byte) = self.peek() {
            let skip = match byte {
                b' ' | b'\t' | b'\r' | b'\n' | 0x1e => true,
                b',' => self.nest != Nest::EnvelopeTail,
                _ => false,
            };
            if !skip {
                return;
            }
            self.bump();
        }
    }

    /// Skips what is no JSON, to the line's end; inside an array to the next comma or its end at most.
    fn skip_garbage(&mut self, in_array: bool) -> String {
        let mut start = Vec::new();
        let mut in_string = false;
        while let Some(byte) = self.peek() {
            if matches!(byte, b'\n' | b'\r') || (in_array && !in_string && matches!(byte, b',' | b']')) {
                break;
            }
            in_string ^= byte == b'"';
            self.bump();
            if start.len() < 256 {
                start.push(byte);
            }
        }
        String::from_utf8_lossy(&start).into_owned()
    }

    /// Reads one value into `record`, from its first bracket (`depth` 0) or from within.
    fn scan(&mut self, depth: usize, may_wrap: bool) -> Scan {
        self.record.clear();
        let mut depth = depth;
        let mut in_string = false;
        let mut escaped = false;
        let mut too_long = false;
        let mut too_deep = false;
        // Where the last string stands in `record`: it may be a key. An envelope may have one more object
        // around its array.
        let mut string_at = 0;
        let mut key: Option<(usize, usize)> = None;
        let mut inner_key: Option<(usize, usize)> = None;
        let mut in_outer = false;
        let mut is_empty_envelope = false;
        loop {
            if self.at == self.chunk.len() && !self.refill() {
                return match (too_deep, too_long) {
                    (true, _) => Scan::TooDeep,
                    (_, true) => Scan::TooLong,
                    _ => Scan::CutOff,
                };
            }
            let byte = self.chunk[self.at];
            if matches!(byte, b'\n' | b'\r') && (in_string || self.one_line) {
                return match (too_deep, too_long) {
                    (true, _) => Scan::TooDeep,
                    (_, true) => Scan::TooLong,
                    _ => Scan::CutOff,
                };
            }
            if in_string && !escaped {
                // The long part of most records: text up to its next mark.
                let rest = &self.chunk[self.at..];
                let len = rest.iter().position(|it| matches!(it, b'"' | b'\\' | b'\n' | b'\r'));
                let len = len.unwrap_or(rest.len());
                if len > 0 {
                    self.keep(len, &mut too_long, too_deep);
                    self.at += len;
                    self.column += len;
                    self.after_return = false;
                    continue;
                }
            }
            self.keep(1, &mut too_long, too_deep);
            self.bump();
            if in_string {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => {
                        in_string = false;
                        if depth == 1 && !too_long {
                            key = Some((string_at, self.record.len()));
                        } else if depth == 2 && in_outer && !too_long {
                            inner_key = Some((string_at, self.record.len()));
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => {
                    in_string = true;
                    string_at = self.record.len().saturating_sub(1);
                }
                b'{' | b'[' => {
                    depth += 1;
                    if depth > limits::JSON_DEPTH_MAX {
                        too_deep = true;
                        self.record.clear();
                    }
                    if byte == b'{' && depth == 2 && may_wrap && !too_long {
                        in_outer = key.is_some_and(|it| self.is_key_among(OUTER_KEYS, it));
                        inner_key = None;
                    }
                    let before = match depth {
                        2 => key,
                        3 if in_outer => inner_key,
                        _ => None,
                    };
                    if byte == b'['
                        && may_wrap
                        && !too_long
                        && !is_empty_envelope
                        && let Some(range) = before.filter(|it| self.is_key_among(ENVELOPE_KEYS, *it))
                    {
                        match self.peek_through_blanks() {
                            Some(b'{') => {
                                self.open_envelope(range.0, depth - 1);
                                return Scan::Envelope;
                            }
                            Some(b']') => is_empty_envelope = true,
                            _ => {}
                        }
                    }
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 1 {
                        in_outer = false;
                    }
                    if depth == 0 {
                        return match (too_deep, too_long) {
                            (true, _) => Scan::TooDeep,
                            (_, true) => Scan::TooLong,
                            _ if is_empty_envelope => Scan::EmptyEnvelope,
                            _ => Scan::Complete,
                        };
                    }
                }
                b',' if depth == 1 => key = None,
                b',' if depth == 2 => inner_key = None,
                _ => {}
            }
        }
    }

    fn keep(&mut self, len: usize, too_long: &mut bool, too_deep: bool) {
        if *too_long || too_deep {
            return;
        }
        if self.record.len() + len > self.bytes_max {
            *too_long = true;
            self.record.clear();
            return;
        }
        self.record.extend_from_slice(&self.chunk[self.at..self.at + len]);
    }

    fn is_key_among(&self, keys: &[&str], (start, end): (usize, usize)) -> bool {
        let name = self.record.get(start + 1..end.saturating_sub(1)).unwrap_or_default();
        keys.iter().any(|it| it.as_bytes() == name)
    }

    fn peek_through_blanks(&mut self) -> Option<u8> {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            if self.one_line && matches!(self.peek(), Some(b'\r' | b'\n')) {
                return None;
            }
            if self.record.len() < self.bytes_max {
                self.record.push(b' ');
            }
            self.bump();
        }
        self.peek()
    }

    /// Keeps the plain values among what stands before the key that begins at `end`, `depth` objects deep.
    fn open_envelope(&mut self, end: usize, depth: usize) {
        let mut before = self.record[..end].to_vec();
        while before.last().is_some_and(|it| it.is_ascii_whitespace() || *it == b',') {
            before.pop();
        }
        before.extend(std::iter::repeat_n(b'}', depth));
        self.envelope_depth = depth;
        self.envelope = match std::str::from_utf8(&before).ok().map(Json::parse) {
            Some(Ok(Json::Object(all))) => {
                let plain =
                    all.into_iter().filter(|(_, it)| it.is_string() || it.is_number() || it.is_boolean());
                plain.collect::<Members<'_>>().into_owned()
            }
            _ => Members::default(),
        };
    }

    fn peek(&mut self) -> Option<u8> {
        if self.at == self.chunk.len() && !self.refill() {
            return None;
        }
        self.chunk.get(self.at).copied()
    }

    fn bump(&mut self) {
        let Some(byte) = self.chunk.get(self.at) else { return };
        match byte {
            b'\n' if self.after_return => self.after_return = false,
            b'\n' | b'\r' => {
                self.line += 1;
                self.column = 0;
                self.after_return = *byte == b'\r';
            }
            _ => {
                self.column += 1;
                self.after_return = false;
            }
        }
        self.at += 1;
    }

    fn refill(&mut self) -> bool {
        self.chunk.resize(64 << 10, 0);
        self.at = 0;
        // The stream below has said why it ended.
        let got = self.stream.read(&mut self.chunk).unwrap_or(0);
        self.chunk.truncate(got);
        got > 0
    }
}

fn too_deep() -> String {
    format!("nested deeper than {}", limits::JSON_DEPTH_MAX)
}

/// Whether a text holds one record a line: some line is an object by itself, and none looks like a piece of
/// something that is printed over several lines.
pub fn is_one_line(head: &str) -> bool {
    let mut found = false;
    for line in head.split(['\n', '\r']).filter(|it| !it.trim().is_empty()).take(50) {
        let line = line.trim();
        if line.starts_with(['[', ']', '}', ',']) {
            return false;
        }
        let (object, is_element) = match line.strip_suffix(',') {
            Some(object) => (object, true),
            None => (line, false),
        };
        if object.starts_with('{') && object.ends_with('}') && object.len() > 2 {
            let is_object = Json::parse(object).is_ok();
            if is_object && is_element {
                return false;
            }
            found |= is_object && !is_element;
        }
    }
    found
}

/// A record's text as JSON, with the plain values of its envelope.
pub fn record<'a>(text: &'a str, envelope: Option<&Members<'static>>) -> Result<Json<'a>, String> {
    let mut value = parse(text)?;
    if let (Some(envelope), Json::Object(record)) = (envelope, &mut value) {
        record.insert_new(ENVELOPE, || Json::Object(envelope.clone()));
    }
    Ok(value)
}

/// A text as JSON.
pub fn parse(text: &str) -> Result<Json<'_>, String> {
    Json::parse(text).map_err(|error| format!("not JSON: {}", text::shown(&error.to_string(), 200)))
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
