//! A small writer of JSON.
//!
//! In: keys and values in the order of the contract. Out: text. It stands here because the contract
//! prints bits with two decimals (`4.00`), which a general writer of floating-point numbers does not.

use std::fmt::{Display, Write as _};

/// One object under construction. Keys come out in the order in which they are set.
pub struct Object {
    text: String,
}

impl Object {
    pub fn new() -> Object {
        Object { text: String::from("{") }
    }

    fn key(&mut self, key: &str) {
        if self.text.len() > 1 {
            self.text.push(',');
        }
        push_text(&mut self.text, key);
        self.text.push(':');
    }

    pub fn text(&mut self, key: &str, value: &str) -> &mut Object {
        self.key(key);
        push_text(&mut self.text, value);
        self
    }

    /// `null` where there is none.
    pub fn text_or_null(&mut self, key: &str, value: Option<&str>) -> &mut Object {
        match value {
            Some(value) => self.text(key, value),
            None => self.plain(key, "null"),
        }
    }

    /// Numbers, `true`, `false`, `null`, and what is JSON already.
    pub fn plain(&mut self, key: &str, value: impl Display) -> &mut Object {
        self.key(key);
        let _ = write!(self.text, "{value}");
        self
    }

    pub fn texts<'a>(&mut self, key: &str, values: impl IntoIterator<Item = &'a str>) -> &mut Object {
        self.key(key);
        self.text.push('[');
        for (idx, value) in values.into_iter().enumerate() {
            if idx > 0 {
                self.text.push(',');
            }
            push_text(&mut self.text, value);
        }
        self.text.push(']');
        self
    }

    pub fn object(&mut self, key: &str, value: Object) -> &mut Object {
        self.key(key);
        self.text.push_str(&value.end());
        self
    }

    pub fn objects(&mut self, key: &str, values: impl IntoIterator<Item = Object>) -> &mut Object {
        self.key(key);
        self.text.push('[');
        for (idx, value) in values.into_iter().enumerate() {
            if idx > 0 {
                self.text.push(',');
            }
            self.text.push_str(&value.end());
        }
        self.text.push(']');
        self
    }

    pub fn end(mut self) -> String {
        self.text.push('}');
        self.text
    }
}

/// A text with its quotes. Besides what JSON asks for, the characters that steer terminals or turn lines
/// are escaped, since these files are read with `less` and `jq` too.
pub fn push_text(res: &mut String, text: &str) {
    res.push('"');
    for it in text.chars() {
        match it {
            '"' => res.push_str("\\\""),
            '\\' => res.push_str("\\\\"),
            '\n' => res.push_str("\\n"),
            '\r' => res.push_str("\\r"),
            '\t' => res.push_str("\\t"),
            it if crate::visible::steers(it) => {
                let mut units = [0; 2];
                for unit in it.encode_utf16(&mut units) {
                    let _ = write!(res, "\\u{unit:04x}");
                }
            }
            it => res.push(it),
        }
    }
    res.push('"');
}

/// A list with one entry a line, so that two runs can be compared with `diff`.
pub fn write_list(
    out: &mut dyn std::io::Write,
    entries: impl IntoIterator<Item = Object>,
) -> std::io::Result<()> {
    out.write_all(b"[")?;
    for (idx, entry) in entries.into_iter().enumerate() {
        out.write_all(if idx > 0 { b",\n" } else { b"\n" })?;
        out.write_all(entry.end().as_bytes())?;
    }
    out.write_all(b"\n]\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_reads_back_as_itself(text in any::<String>()) {
            let mut written = String::new();
            push_text(&mut written, &text);
            let read: String = serde_json::from_str(&written).unwrap();
            prop_assert_eq!(read, text);
            prop_assert!(!written.chars().any(crate::visible::steers));
        }
    }

    #[test]
    fn keys_stay_in_order_and_numbers_keep_their_decimals() {
        let mut object = Object::new();
        object.text("b", "x").plain("a", model::Bits::from_hundredths(400)).texts("c", ["1", "2"]);
        object.text_or_null("d", None).objects("e", [Object::new()]);
        assert_eq!(object.end(), r#"{"b":"x","a":4.00,"c":["1","2"],"d":null,"e":[{}]}"#);
    }
}
