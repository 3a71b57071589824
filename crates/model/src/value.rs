//! One cell: of a record that was read, or of a row that a query gave back.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;

/// One cell. `Null` means unknown, never "no".
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Text(Arc<str>),
    Int(i64),
    Number(f64),
    Flag(bool),
    Time(Timestamp),
    /// A list of whole numbers, as `array_agg(ref)` gives.
    Ints(Arc<[i64]>),
    /// A list of texts, as `array_agg(name)` gives.
    Texts(Arc<[Arc<str>]>),
}

impl Value {
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(it) => Some(it),
            _ => None,
        }
    }

    pub fn as_time(&self) -> Option<Timestamp> {
        match self {
            Value::Time(it) => Some(*it),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    /// Empty text is unknown.
    fn from(it: &str) -> Value {
        if it.is_empty() {
            Value::Null
        } else {
            Value::Text(Arc::from(cut(it, crate::limits::CELL_BYTES_MAX)))
        }
    }
}

impl From<String> for Value {
    fn from(it: String) -> Value {
        Value::from(it.as_str())
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(it: Cow<'_, str>) -> Value {
        Value::from(&*it)
    }
}

impl From<i64> for Value {
    fn from(it: i64) -> Value {
        Value::Int(it)
    }
}

impl From<f64> for Value {
    fn from(it: f64) -> Value {
        Value::Number(it)
    }
}

impl From<bool> for Value {
    fn from(it: bool) -> Value {
        Value::Flag(it)
    }
}

impl From<Timestamp> for Value {
    fn from(it: Timestamp) -> Value {
        Value::Time(it)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(it: Option<T>) -> Value {
        it.map_or(Value::Null, Into::into)
    }
}

/// The first `bytes` bytes of a text, never cutting a character in two.
pub fn cut(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let mut end = bytes;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A list cell is one text with its entries joined by `;`. A `;` inside an entry becomes `,`.
pub fn join_list<'a>(entries: impl IntoIterator<Item = &'a str>) -> String {
    let mut res = String::new();
    for entry in entries.into_iter().take(crate::limits::LIST_ENTRIES_MAX) {
        let entry = entry.trim();
        if entry.is_empty() {
            continue;
        }
        if !res.is_empty() {
            res.push(';');
        }
        res.extend(entry.chars().map(|it| if it == ';' { ',' } else { it }));
    }
    res
}

/// The entries of a list cell.
pub fn split_list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|it| !it.is_empty())
}
