//! One raw event as the Sigma library wants to see it.

use std::borrow::Cow;

use rsigma_eval::{Event, EventValue, JsonEvent};
use serde_json::Value;

/// A field `a.b.c` is found nested, flat, and flat at the top and nested below.
pub struct View<'a> {
    fields: &'a Value,
    json: JsonEvent<'a>,
}

impl<'a> View<'a> {
    pub fn new(fields: &'a Value) -> View<'a> {
        View { fields, json: JsonEvent::borrow(fields) }
    }
}

impl Event for View<'_> {
    fn get_field(&self, path: &str) -> Option<EventValue<'_>> {
        self.json.get_field(path).or_else(|| mixed(self.fields, path).map(EventValue::from))
    }

    /// A rule's `a.b` may be meant by the key `a.b` as well as by `a`: all beginnings of a key are roots.
    fn visit_top_level_keys(&self, visit: &mut dyn FnMut(&str)) -> bool {
        let Some(object) = self.fields.as_object() else { return false };
        for key in object.keys() {
            for (idx, _) in key.match_indices('.') {
                visit(&key[..idx]);
            }
            visit(key);
        }
        true
    }

    fn top_level_keys(&self) -> Option<Vec<Cow<'_, str>>> {
        let mut res = Vec::new();
        let object = self.fields.as_object()?;
        for key in object.keys() {
            res.extend(key.match_indices('.').map(|(idx, _)| Cow::Borrowed(&key[..idx])));
            res.push(Cow::Borrowed(key.as_str()));
        }
        Some(res)
    }

    fn any_string_value(&self, accepts: &dyn Fn(&str) -> bool) -> bool {
        self.json.any_string_value(accepts)
    }

    fn all_string_values(&self) -> Vec<Cow<'_, str>> {
        self.json.all_string_values()
    }

    fn visit_string_values(&self, visit: &mut dyn FnMut(&str)) {
        self.json.visit_string_values(visit);
    }

    fn to_json(&self) -> Value {
        self.fields.clone()
    }
}

fn mixed<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let object = value.as_object()?;
    if let Some(found) = object.get(path) {
        return Some(found);
    }
    for (idx, _) in path.match_indices('.') {
        if let Some(found) = object.get(&path[..idx]).and_then(|it| mixed(it, &path[idx + 1..])) {
            return Some(found);
        }
    }
    None
}
