//! Reads JSON as programs write it, from its first byte to its last, without a detour.
//!
//! In: a text. Out: the [`Json`] that it is, or nothing where it is not plainly JSON: then the JSON library is
//! asked, which knows what is wrong and where. Single texts and numbers that are not plain (escapes,
//! fractions, very large ones) are the library's too, so that both mean the same by them.

use std::borrow::Cow;

use serde_json::Number;

use super::{Json, Members};

/// Deeper nesting is the library's: it has a limit.
const DEPTH_MAX: usize = 64;
/// So many digits are a whole number that surely fits.
const DIGITS_MAX: usize = 18;
/// Room for the members of the objects that are open: that of an ordinary event.
const MEMBERS_AT_FIRST: usize = 48;

pub(super) fn read(text: &str) -> Option<Json<'_>> {
    let members = Vec::with_capacity(MEMBERS_AT_FIRST);
    let mut plain = Plain { text, at: 0, is_escaped: false, members, items: Vec::new() };
    let res = plain.value(0)?;
    plain.next_byte().is_none().then_some(res)
}

/// A text that is being read.
struct Plain<'a> {
    text: &'a str,
    at: usize,
    /// The string that was taken last has escapes.
    is_escaped: bool,
    /// The members of all objects that are open, the innermost last: an object takes its own when it closes,
    /// and how many they are is known by then.
    members: Vec<(Cow<'a, str>, Json<'a>)>,
    /// The same of arrays.
    items: Vec<Json<'a>>,
}

impl<'a> Plain<'a> {
    /// The next byte that is no blank; it is not taken.
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Takes the next byte that is no blank, if it is that one.
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.next_byte()? == byte).then(|| self.at += 1)
    }

    fn value(&mut self, depth: usize) -> Option<Json<'a>> {
        match self.next_byte()? {
            b'"' => Some(Json::String(self.string()?)),
            b'{' if depth < DEPTH_MAX => self.object(depth + 1),
            b'[' if depth < DEPTH_MAX => self.array(depth + 1),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            b'-' | b'0'..=b'9' => self.number().map(Json::Number),
            _ => None,
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json<'a>> {
        self.at += 1;
        if self.next_byte()? == b'}' {
            self.at += 1;
            return Some(Json::Object(Members::default()));
        }
        let first = self.members.len();
        loop {
            if self.next_byte()? != b'"' {
                return None;
            }
            let name = self.string()?;
            self.take(b':')?;
            // Most values are texts. They are made where they stay: moving them costs more than reading them.
            if self.next_byte()? == b'"' {
                let text = self.string()?;
                self.members.push((name, Json::String(text)));
            } else {
                let value = self.value(depth)?;
                self.members.push((name, value));
            }
            if self.next_byte()? != b',' {
                break;
            }
            self.at += 1;
        }
        self.take(b'}')?;
        Some(Json::Object(Members(self.members.drain(first..).collect())))
    }

    fn array(&mut self, depth: usize) -> Option<Json<'a>> {
        self.at += 1;
        if self.next_byte()? == b']' {
            self.at += 1;
            return Some(Json::Array(Vec::new()));
        }
        let first = self.items.len();
        loop {
            let item = self.value(depth)?;
            self.items.push(item);
            if self.next_byte()? != b',' {
                break;
            }
            self.at += 1;
        }
        self.take(b']')?;
        Some(Json::Array(self.items.drain(first..).collect()))
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Option<Json<'a>> {
        let rest = self.text.as_bytes().get(self.at..)?;
        rest.starts_with(word.as_bytes()).then(|| {
            self.at += word.len();
            value
        })
    }

    #[inline(always)]
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let written = self.quoted()?;
        if self.is_escaped { unescaped(written) } else { Some(Cow::Borrowed(written)) }
    }

    /// What stands between two quotes, as it is written.
    fn quoted(&mut self) -> Option<&'a str> {
        self.is_escaped = false;
        let begin = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = begin;
        loop {
            at += plain_bytes(bytes.get(at..)?);
            match bytes.get(at)? {
                b'"' => break,
                b'\\' => {
                    self.is_escaped = true;
                    at += 2;
                }
                _ => return None,
            }
        }
        self.at = at + 1;
        self.text.get(begin..at)
    }

    fn number(&mut self) -> Option<Number> {
        let rest = self.text.get(self.at..)?;
        let is_part = |it: &u8| matches!(it, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let len = rest.bytes().position(|it| !is_part(&it)).unwrap_or(rest.len());
        let written = rest.get(..len)?;
        self.at += len;
        let is_whole = written.bytes().all(|it| it.is_ascii_digit())
            && len <= DIGITS_MAX
            && (len == 1 || !written.starts_with('0'));
        if is_whole {
            return written.parse::<u64>().ok().map(Number::from);
        }
        serde_json::from_str(written).ok()
    }
}

/// A string with escapes, as the library reads it.
#[cold]
fn unescaped<'a>(written: &str) -> Option<Cow<'a, str>> {
    serde_json::from_str::<String>(&format!("\"{written}\"")).ok().map(Cow::Owned)
}

/// How many bytes at the beginning are themselves in a JSON string: up to a quote, a backslash or a control
/// character. Eight are looked at in one step.
fn plain_bytes(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = ONES << 7;
    // A byte below `least` gives its highest bit. What stands above the lowest such byte may be wrong.
    let below = |word: u64, least: u64| word.wrapping_sub(ONES * least) & !word & HIGHS;
    let mut at = 0;
    while let Some(eight) = bytes.get(at..).and_then(|it| it.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*eight);
        let quote = below(word ^ (ONES * u64::from(b'"')), 1);
        let backslash = below(word ^ (ONES * u64::from(b'\\')), 1);
        let found = below(word, 0x20) | quote | backslash;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|it| matches!(it, b'"' | b'\\' | ..0x20)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_events_need_no_library() {
        for text in [
            r#" {"a": {"b": [1, -7, 1.5, true, false, null, "x\"y"], "c": {}, "d": []}, "é": "ü"} "#,
            "[]",
            "0",
            r#""""#,
        ] {
            assert!(read(text).is_some(), "{text}");
        }
    }

    #[test]
    fn whatever_is_odd_is_left_to_the_library() {
        for text in
            ["", "{", "{\"a\":1,}", "[1 2]", "01", "-", "nul", "\"\n\"", "{} {}", "\"\\", "{\"a\\\":1}"]
        {
            assert!(read(text).is_none(), "{text}");
        }
        assert!(read(&"[".repeat(100_000)).is_none());
    }

    proptest::proptest! {
        #[test]
        fn a_string_ends_where_looking_at_single_bytes_ends_it(text in r#"([ -~]|é|\x1f|\x00|\x7f|["\\]){0,40}"#) {
            let bytes = text.as_bytes();
            let single = bytes.iter().position(|it| *it < 0x20 || *it == b'"' || *it == b'\\');
            proptest::prop_assert_eq!(plain_bytes(bytes), single.unwrap_or(bytes.len()));
        }
    }
}
