//! JSON text, written straight into one string: logs hold a thousand records a person and month, so no tree is built.
//! In: fields in the notation of `serde_json::json!`. Out: the same text that it would give.

/// A value that can stand in a record.
pub(crate) trait Put {
    fn put(&self, out: &mut String);
}

/// Text that is JSON already.
pub(crate) struct Raw(pub(crate) String);

impl Put for Raw {
    fn put(&self, out: &mut String) {
        out.push_str(&self.0);
    }
}

impl Put for str {
    fn put(&self, out: &mut String) {
        out.push('"');
        let mut clean = 0;
        for (place, byte) in self.bytes().enumerate() {
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            out.push_str(&self[clean..place]);
            clean = place + 1;
            match byte {
                b'"' => out.push_str("\\\""),
                b'\\' => out.push_str("\\\\"),
                b'\n' => out.push_str("\\n"),
                b'\r' => out.push_str("\\r"),
                b'\t' => out.push_str("\\t"),
                other => out.push_str(&format!("\\u{other:04x}")),
            }
        }
        out.push_str(&self[clean..]);
        out.push('"');
    }
}

impl Put for String {
    fn put(&self, out: &mut String) {
        self.as_str().put(out);
    }
}

impl<T: Put + ?Sized> Put for &T {
    fn put(&self, out: &mut String) {
        (**self).put(out);
    }
}

impl<T: Put> Put for Option<T> {
    fn put(&self, out: &mut String) {
        match self {
            Some(value) => value.put(out),
            None => out.push_str("null"),
        }
    }
}

impl<T: Put> Put for Vec<T> {
    fn put(&self, out: &mut String) {
        out.push('[');
        for (place, value) in self.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            value.put(out);
        }
        out.push(']');
    }
}

impl Put for bool {
    fn put(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

macro_rules! put_number {
    ($($kind:ty)*) => {$(
        impl Put for $kind {
            fn put(&self, out: &mut String) {
                use std::fmt::Write;
                // Writing into a string does not fail.
                let _ = write!(out, "{self}");
            }
        }
    )*};
}
put_number!(i64 i32 u32 u64 f64);

/// A record as text, in the notation of `json!`.
macro_rules! record {
    ($($body:tt)*) => {{
        let mut text = String::with_capacity(1400);
        crate::writing::put_value!(text, $($body)*);
        text
    }};
}

macro_rules! put_value {
    ($out:ident, { $($body:tt)* }) => {
        $out.push('{');
        crate::writing::put_members!($out, "", $($body)*);
        $out.push('}');
    };
    ($out:ident, [ $($body:tt)* ]) => {
        $out.push('[');
        crate::writing::put_items!($out, "", $($body)*);
        $out.push(']');
    };
    ($out:ident, null) => { $out.push_str("null"); };
    ($out:ident, $value:expr) => { crate::writing::Put::put(&$value, &mut $out); };
}

macro_rules! put_members {
    ($out:ident, $comma:literal, ) => {};
    ($out:ident, $comma:literal, $key:literal : { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $out.push_str(concat!($comma, "\"", $key, "\":"));
        crate::writing::put_value!($out, { $($inner)* });
        $(crate::writing::put_members!($out, ",", $($rest)*);)?
    };
    ($out:ident, $comma:literal, $key:literal : [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $out.push_str(concat!($comma, "\"", $key, "\":"));
        crate::writing::put_value!($out, [ $($inner)* ]);
        $(crate::writing::put_members!($out, ",", $($rest)*);)?
    };
    ($out:ident, $comma:literal, $key:literal : null $(, $($rest:tt)*)?) => {
        $out.push_str(concat!($comma, "\"", $key, "\":null"));
        $(crate::writing::put_members!($out, ",", $($rest)*);)?
    };
    ($out:ident, $comma:literal, $key:literal : $value:expr $(, $($rest:tt)*)?) => {
        $out.push_str(concat!($comma, "\"", $key, "\":"));
        crate::writing::Put::put(&$value, &mut $out);
        $(crate::writing::put_members!($out, ",", $($rest)*);)?
    };
}

macro_rules! put_items {
    ($out:ident, $comma:literal, ) => {};
    ($out:ident, $comma:literal, { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $out.push_str($comma);
        crate::writing::put_value!($out, { $($inner)* });
        $(crate::writing::put_items!($out, ",", $($rest)*);)?
    };
    ($out:ident, $comma:literal, [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $out.push_str($comma);
        crate::writing::put_value!($out, [ $($inner)* ]);
        $(crate::writing::put_items!($out, ",", $($rest)*);)?
    };
    ($out:ident, $comma:literal, $value:expr $(, $($rest:tt)*)?) => {
        $out.push_str($comma);
        crate::writing::Put::put(&$value, &mut $out);
        $(crate::writing::put_items!($out, ",", $($rest)*);)?
    };
}

pub(crate) use {put_items, put_members, put_value, record};

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_record_is_what_the_tree_would_have_been() {
        let (name, none) = ("a \"b\" \\ c\nd\u{1}", None::<String>);
        let written = record!({ "name": name, "number": -3i64, "none": none, "empty": {}, "list": [1i64, { "in": [true, "x"] }, []],
            "null": null, "place": { "lat": 43.62, "deep": { "er": format!("{}!", 4) } }, "raw": Raw("[7]".to_owned()) });
        let tree = json!({ "name": name, "number": -3, "none": none, "empty": {}, "list": [1, { "in": [true, "x"] }, []],
            "null": null, "place": { "lat": 43.62, "deep": { "er": "4!" } }, "raw": [7] });
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), tree);
        assert_eq!(written, tree.to_string());
    }
}
