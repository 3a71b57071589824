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
