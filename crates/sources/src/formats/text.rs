//! Encodings: bytes of a text file in, UTF-8 out, as a stream.
//!
//! UTF-8 with or without BOM, UTF-16 with BOM, and UTF-16LE without one where nothing else is possible.
//! What is wrong in the input stays wrong in the output (a byte `0xff`), so that whoever reads the row or
//! line can say where.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{DecoderResult, UTF_16BE, UTF_16LE};

/// How the characters of a text file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// The encoding, and how many bytes its mark takes.
pub fn detect(head: &[u8]) -> (Encoding, usize) {
    match head {
        [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
        [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
        _ if is_bare_utf16le(head) => (Encoding::Utf16Le, 0),
        _ => (Encoding::Utf8, 0),
    }
}

/// Ordinary text in UTF-16LE has a zero in nearly every second byte and in no other.
fn is_bare_utf16le(head: &[u8]) -> bool {
    let pairs = head[..head.len().min(1024)].chunks_exact(2);
    let n_pairs = pairs.len();
    if n_pairs < 4 {
        return false;
    }
    let mut plain = 0;
    for pair in pairs {
        if pair[0] == 0 {
            return false;
        }
        if pair[1] == 0 && (pair[0] >= b' ' || matches!(pair[0], b'\t' | b'\r' | b'\n')) {
            plain += 1;
        }
    }
    plain * 10 >= n_pairs * 9
}

/// The beginning of a file as text, if it can be text at all. What cannot be decoded becomes `U+FFFD`.
pub fn decode_head(head: &[u8]) -> Option<String> {
    let (encoding, mark) = detect(head);
    let mut bytes = Vec::new();
    let _ = Utf8Reader::new(&head[mark..], encoding).read_to_end(&mut bytes);
    if bytes.contains(&0) {
        return None;
    }
    let text = String::from_utf8_lossy(&bytes);
    let odd = text.chars().filter(|it| is_odd(*it)).count();
    // A wrong encoding spoils a letter here and there; binary data spoils every third byte.
    (odd * 8 <= text.chars().count()).then(|| text.into_owned())
}

fn is_odd(it: char) -> bool {
    it == char::REPLACEMENT_CHARACTER
        || (it.is_control() && !matches!(it, '\t' | '\r' | '\n' | '\x0c' | '\x1b' | '\x1e'))
}

/// A text from outside, fit to be shown in one line: short, without anything that moves the cursor.
pub fn shown(text: &str, characters: usize) -> String {
    let mut res = String::new();
    for (idx, it) in text.chars().enumerate() {
        if idx == characters {
            res.push('…');
            break;
        }
        if moves_text(it) {
            res.extend(it.escape_unicode());
        } else {
            res.push(it);
        }
    }
    res
}

/// Control characters and marks that reorder or hide what stands around them.
pub fn moves_text(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Bytes that ought to be UTF-8, and whether they were.
pub fn checked(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), true),
        Err(_) => (String::from_utf8_lossy(bytes), false),
    }
}

/// Turns a stream of any of the encodings into UTF-8. The mark must have been taken off.
pub struct Utf8Reader<R> {
    bytes: R,
    /// Nothing for UTF-8: it is handed on as it comes.
    decoder: Option<encoding_rs::Decoder>,
    input: Vec<u8>,
    input_at: usize,
    output: Vec<u8>,
    output_at: usize,
    ended: bool,
}

impl<R: Read> Utf8Reader<R> {
    pub fn new(bytes: R, encoding: Encoding) -> Utf8Reader<R> {
        let decoder = match encoding {
            Encoding::Utf8 => None,
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_without_bom_handling()),
        };
        Utf8Reader {
            bytes,
            decoder,
            input: Vec::new(),
            input_at: 0,
            output: Vec::new(),
            output_at: 0,
            ended: false,
        }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        self.output.clear();
        self.output_at = 0;
        while self.output.is_empty() && !self.ended {
            let mut last = false;
            if self.input_at == self.input.len() {
                self.input.clear();
                self.input_at = 0;
                let got = self.bytes.by_ref().take(32 << 10).read_to_end(&mut self.input)?;
                last = got == 0;
            }
            let mut part = vec![0; 3 * (self.input.len() - self.input_at) + 16];
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(&self.input[self.input_at..], &mut part, last);
            self.input_at += read;
            self.output.extend_from_slice(&part[..written]);
            match result {
                DecoderResult::Malformed(..) => self.output.push(0xff),
                DecoderResult::InputEmpty if last => self.ended = true,
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            return self.bytes.read(buffer);
        }
        if self.output_at == self.output.len() {
            self.decode_more()?;
        }
        let part = &self.output[self.output_at..];
        let len = part.len().min(buffer.len());
        buffer[..len].copy_from_slice(&part[..len]);
        self.output_at += len;
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn the_mark_decides_and_is_taken_off() {
        assert_eq!(decode_head(b"\xef\xbb\xbfa,b").as_deref(), Some("a,b"));
        let mut marked = vec![0xff, 0xfe];
        marked.extend(utf16("grüße\n"));
        assert_eq!(decode_head(&marked).as_deref(), Some("grüße\n"));
        let big: Vec<u8> =
            [0xfeff].into_iter().chain("né".encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode_head(&big).as_deref(), Some("né"));
    }

    #[test]
    fn utf16_without_a_mark_is_seen_by_its_zeros() {
        assert_eq!(
            decode_head(&utf16("Incoming  2026-02-03, 14:06")).as_deref(),
            Some("Incoming  2026-02-03, 14:06")
        );
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode_head(b"PK\x03\x04\0\0\0\0"), None);
        assert_eq!(decode_head(&[0x80, 0x91, 0xff, 0x1, 0x2, 0x3, 0x90]), None);
    }

    #[test]
    fn a_lone_surrogate_stays_visible_as_no_utf8() {
        let mut bytes = utf16("a");
        bytes.extend([0x00, 0xd8]);
        bytes.extend(utf16("b\n"));
        let mut out = Vec::new();
        Utf8Reader::new(&bytes[..], Encoding::Utf16Le).read_to_end(&mut out).unwrap();
        assert_eq!(out, b"a\xffb\n");
    }

    #[test]
    fn shown_text_cannot_reorder_a_line() {
        assert_eq!(shown("a\u{202e}b\nc", 10), "a\\u{202e}b\\u{a}c");
        assert_eq!(shown("abcdef", 3), "abc…");
    }
}
