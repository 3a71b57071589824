//! What a product says about an event beside its own fields, as one line of text: `name=value; name=value`.
//!
//! In: any JSON. Out: its plain values with their paths, in the order of the file, up to a limit.

use std::fmt::Write;

use model::Json;

use crate::formats::json_fields;

/// More is never looked at by anybody, and some requests carry whole policies.
const BYTES_MAX: usize = 2 << 10;
const DEPTH_MAX: usize = 4;

/// All plain values of an object, lists of plain values joined by a comma.
pub fn described(value: &Json) -> String {
    let mut res = String::new();
    describe(value, "", 0, &mut res);
    res
}

fn describe(value: &Json, path: &str, depth: usize, to: &mut String) {
    if depth > DEPTH_MAX || to.len() > BYTES_MAX {
        return;
    }
    match value {
        Json::Object(members) => {
            for (name, value) in members {
                if name == crate::formats::json::ENVELOPE {
                    continue;
                }
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                describe(value, &path, depth + 1, to);
            }
        }
        Json::Array(items) => {
            let plain: Vec<String> =
                items.iter().filter_map(json_fields::text).map(|it| it.into_owned()).collect();
            if !plain.is_empty() {
                add(path, &plain.join(","), to);
            }
            for item in items.iter().filter(|it| it.is_object()) {
                describe(item, path, depth + 1, to);
            }
        }
        plain => {
            if let Some(text) = json_fields::text(plain) {
                add(path, &text, to);
            }
        }
    }
}

fn add(path: &str, text: &str, to: &mut String) {
    if to.len() > BYTES_MAX {
        return;
    }
    let between = if to.is_empty() { "" } else { "; " };
    let text = model::value::cut(text, BYTES_MAX);
    let _ =
        if path.is_empty() { write!(to, "{between}{text}") } else { write!(to, "{between}{path}={text}") };
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn plain_values_stand_under_their_paths_and_unknown_ones_do_not() {
        let value = json!({"role": "Owner", "phone": null, "who": {"id": 7, "tags": ["a", "b"]}, "rules": [{"to": "x"}]});
        assert_eq!(described(&value.into()), "role=Owner; who.id=7; who.tags=a,b; rules.to=x");
    }

    #[test]
    fn what_is_large_or_deep_is_cut_off() {
        let many: Vec<_> = (0..10_000).map(|it| json!({"name": it})).collect();
        assert!(described(&json!({ "all": many }).into()).len() < 2 * BYTES_MAX);
        let deep = (0..100).fold(json!("end"), |inner, _| json!({ "in": inner }));
        assert_eq!(described(&deep.into()), "");
    }
}
