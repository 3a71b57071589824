//! One raw event as the Sigma library wants to see it.

use std::borrow::Cow;
use std::cell::OnceCell;

use model::{Json, limits};
use rsigma_eval::{Event, EventValue, JsonEvent};
use serde_json::Value;

/// A field `a.b.c` is found nested, flat, and flat at the top and nested below.
pub struct View<'a> {
    fields: &'a Json<'a>,
    /// The same for paths into nested fields, which are the library's to follow: made when first asked for.
    nested: OnceCell<JsonEvent<'static>>,
}

impl<'a> View<'a> {
    pub fn new(fields: &'a Json<'a>) -> View<'a> {
        View { fields, nested: OnceCell::new() }
    }

    /// Whether a path may lead to something below one of the event's own fields.
    fn may_be_nested(&self, path: &str) -> bool {
        let Some(object) = self.fields.as_object() else { return true };
        path.contains(['[', '\\'])
            || object.keys().any(|key| path.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
    }
}

impl Event for View<'_> {
    fn get_field(&self, path: &str) -> Option<EventValue<'_>> {
        if let Some(found) = self.fields.get(path) {
            return Some(event_value(found));
        }
        if !path.contains(['.', '[', '\\']) || !self.may_be_nested(path) {
            return None;
        }
        let nested = self.nested.get_or_init(|| JsonEvent::owned(self.fields.to_value()));
        nested.get_field(path).or_else(|| mixed(self.fields, path).map(event_value))
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
            res.push(Cow::Borrowed(key));
        }
        Some(res)
    }

    fn any_string_value(&self, accepts: &dyn Fn(&str) -> bool) -> bool {
        self.all_string_values().iter().any(|it| accepts(it))
    }

    fn all_string_values(&self) -> Vec<Cow<'_, str>> {
        let mut res = Vec::new();
        collect_texts(self.fields, limits::JSON_DEPTH_MAX, &mut res);
        res
    }

    fn to_json(&self) -> Value {
        self.fields.to_value()
    }
}

fn event_value<'a>(value: &'a Json<'_>) -> EventValue<'a> {
    match value {
        Json::Null => EventValue::Null,
        Json::Bool(it) => EventValue::Bool(*it),
        Json::Number(it) => match it.as_i64() {
            Some(whole) => EventValue::Int(whole),
            None => EventValue::Float(it.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(it) => EventValue::Str(Cow::Borrowed(it)),
        Json::Array(it) => EventValue::Array(it.iter().map(event_value).collect()),
        Json::Object(it) => EventValue::Map(
            it.iter().map(|(name, value)| (Cow::Borrowed(name), event_value(value))).collect(),
        ),
    }
}

fn collect_texts<'a>(value: &'a Json<'_>, depth: usize, res: &mut Vec<Cow<'a, str>>) {
    if depth == 0 {
        return;
    }
    match value {
        Json::String(it) => res.push(Cow::Borrowed(it)),
        Json::Array(items) => items.iter().for_each(|it| collect_texts(it, depth - 1, res)),
        Json::Object(members) => members.values().for_each(|it| collect_texts(it, depth - 1, res)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn mixed<'a>(value: &'a Json<'a>, path: &str) -> Option<&'a Json<'a>> {
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
