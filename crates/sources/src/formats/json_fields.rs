//! Reads single fields out of JSON that other people's products wrote.
//!
//! In: one JSON object and a dotted path. Out: text, number, flag or time, or nothing where the product says
//! that it does not know. Numbers as strings and strings as numbers are read alike; keys are matched exactly
//! first and then without regard to case, since copies kept elsewhere are often lower-cased.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::Json;
use model::value::{cut, join_list};

use crate::Reading;
use crate::formats::times;

/// A JSON object, or nothing: looking into nothing finds nothing.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(Option<&'a Json<'a>>);

impl<'a> Fields<'a> {
    pub fn new(value: &'a Json<'a>) -> Fields<'a> {
        Fields(Some(value))
    }

    /// What stands under `a.b.0.c`. JSON `null` is nothing.
    pub fn get(self, path: &str) -> Option<&'a Json<'a>> {
        let value = self.0?;
        if let Some(found) = member(value, path) {
            return present(found);
        }
        if !path.contains('.') {
            return None;
        }
        let mut found = value;
        for name in path.split('.') {
            found = member(found, name)?;
        }
        present(found)
    }

    pub fn has(self, path: &str) -> bool {
        self.get(path).is_some()
    }

    pub fn object(self, path: &str) -> Fields<'a> {
        Fields(self.get(path))
    }

    /// All members, in their order; none of what is no object.
    pub fn members(self) -> impl Iterator<Item = (&'a str, &'a Json<'a>)> {
        self.0.and_then(Json::as_object).into_iter().flatten()
    }

    /// The first of several spellings that holds text.
    pub fn first_text(self, paths: &[&str]) -> Option<Cow<'a, str>> {
        paths.iter().find_map(|path| self.text(path))
    }

    /// Text or a number as text; words for "unknown" are nothing.
    pub fn text(self, path: &str) -> Option<Cow<'a, str>> {
        self.get(path).and_then(text)
    }

    /// A name that people chose: only the empty one is unknown, for a file may be called `None`.
    pub fn title(self, path: &str) -> Option<Cow<'a, str>> {
        self.get(path).and_then(written)
    }

    pub fn int(self, path: &str) -> Option<i64> {
        self.get(path).and_then(int)
    }

    pub fn number(self, path: &str) -> Option<f64> {
        self.get(path).and_then(number)
    }

    pub fn flag(self, path: &str) -> Option<bool> {
        self.get(path).and_then(flag)
    }

    /// The entries of a list, or the one value that stands in its place.
    pub fn items(self, path: &str) -> &'a [Json<'a>] {
        match self.get(path) {
            Some(Json::Array(items)) => items,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        }
    }

    /// The texts of a list as one list cell; nothing for an empty one.
    pub fn list(self, path: &str) -> Option<String> {
        list(self.get(path)?)
    }

    /// An address, see [`crate::formats::addresses::address`].
    pub fn address(self, paths: &[&str]) -> Option<String> {
        paths.iter().find_map(|path| crate::formats::addresses::address(&self.text(path)?))
    }

    /// What stands there; where it is JSON in a string, what that says.
    pub fn nested(self, path: &str) -> Cow<'a, Json<'a>> {
        match self.get(path) {
            Some(Json::String(text)) if text.trim_start().starts_with(['{', '[']) => {
                Cow::Owned(Json::parse(text).unwrap_or_default())
            }
            Some(found) => Cow::Borrowed(found),
            None => Cow::Owned(Json::Null),
        }
    }

    /// When it happened, under the first of `paths` that is there. Without an offset it is UTC, as the product
    /// documents, or the zone the policy declares. Missing or no time: nothing, and one problem.
    pub fn time(self, paths: &[&str], reading: &mut Reading<'_>) -> Option<Timestamp> {
        for path in paths {
            let Some(found) = self.get(path) else { continue };
            match time(found, reading.declared_zone()) {
                Ok(Some(found)) => return Some(found),
                Ok(None) => {}
                Err(cause) => {
                    reading.problem(format!("{cause} in `{path}`"));
                    return None;
                }
            }
        }
        reading.problem(format!("no `{}` time", paths.first().copied().unwrap_or_default()));
        None
    }

    /// The same for a time that may be missing: only one that cannot be read is a problem.
    pub fn optional_time(self, paths: &[&str], reading: &mut Reading<'_>) -> Option<Timestamp> {
        paths.iter().any(|path| self.text(path).is_some()).then(|| self.time(paths, reading)).flatten()
    }
}

/// The member of an object, or the item of a list by its number from 0.
fn member<'a>(value: &'a Json<'a>, name: &str) -> Option<&'a Json<'a>> {
    match value {
        Json::Object(members) => members.get_in_any_case(name),
        Json::Array(items) => items.get(name.parse::<usize>().ok()?),
        _ => None,
    }
}

fn present<'a>(value: &'a Json<'a>) -> Option<&'a Json<'a>> {
    (!value.is_null()).then_some(value)
}

/// Words that products write where they do not know.
pub fn means_unknown(text: &str) -> bool {
    let text = text.trim();
    // No such word is longer: most texts are told by their length.
    text.len() <= 9
        && (text.is_empty()
            || text == "-"
            || ["null", "none", "n/a", "unknown", "undefined"].iter().any(|it| text.eq_ignore_ascii_case(it)))
}

pub fn text<'a>(value: &'a Json<'_>) -> Option<Cow<'a, str>> {
    written(value).filter(|it| !means_unknown(it))
}

fn written<'a>(value: &'a Json<'_>) -> Option<Cow<'a, str>> {
    match value {
        Json::String(it) => {
            let text = it.trim();
            (!text.is_empty()).then_some(Cow::Borrowed(text))
        }
        Json::Number(it) => Some(Cow::Owned(it.to_string())),
        Json::Bool(it) => Some(Cow::Borrowed(if *it { "true" } else { "false" })),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

pub fn int(value: &Json) -> Option<i64> {
    match value {
        // A float that large is no count any more; casting saturates, so it is left out.
        Json::Number(it) => {
            it.as_i64().or_else(|| it.as_f64().filter(|it| it.abs() < 9e15).map(|it| it as i64))
        }
        Json::String(it) => it.trim().parse().ok(),
        _ => None,
    }
}

pub fn number(value: &Json) -> Option<f64> {
    match value {
        Json::Number(it) => it.as_f64(),
        Json::String(it) => it.trim().parse().ok().filter(|it: &f64| it.is_finite()),
        _ => None,
    }
}

pub fn flag(value: &Json) -> Option<bool> {
    match value {
        Json::Bool(it) => Some(*it),
        Json::Number(it) => match it.as_i64() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        Json::String(it) => flag_text(it),
        _ => None,
    }
}

/// The same of text.
pub fn flag_text(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// A list of texts, or one text, as a list cell.
pub fn list(value: &Json) -> Option<String> {
    let items = match value {
        Json::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let texts: Vec<Cow<'_, str>> = items.iter().filter_map(text).collect();
    let res = join_list(texts.iter().map(|it| &**it));
    (!res.is_empty()).then_some(res)
}

/// The number at the beginning of a text with a unit: `780 kbps`.
pub fn leading_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

/// Text in one of the usual forms, or seconds, milliseconds, micro- or nanoseconds since 1970: which of them
/// is told by their size, since all mean a moment within a few decades of now.
fn time(value: &Json, zone: Option<&TimeZone>) -> Result<Option<Timestamp>, String> {
    if let Some(count) = number(value) {
        return times::epoch(count).map(Some);
    }
    match value {
        Json::String(it) => times::parse(it, zone.unwrap_or(&TimeZone::UTC)),
        other => Err(format!("not a time: `{}`", cut(&other.to_string(), 60))),
    }
}

/// A count since 1970 in the unit its size tells.
pub fn epoch(count: f64) -> Option<Timestamp> {
    times::epoch(count).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_found_whatever_their_case() {
        let value = Json::from(json!({"securitycontext": {"asnumber": "64500"}, "a.b": 1}));
        assert_eq!(Fields::new(&value).int("securityContext.asNumber"), Some(64500));
        assert_eq!(Fields::new(&value).int("a.b"), Some(1));
    }

    #[test]
    fn words_for_unknown_are_nothing_but_in_names() {
        let value = Json::from(json!({"zone": "null", "name": "None", "empty": " "}));
        let fields = Fields::new(&value);
        assert_eq!(fields.text("zone"), None);
        assert_eq!(fields.title("name").as_deref(), Some("None"));
        assert_eq!(fields.title("empty"), None);
    }

    #[test]
    fn json_in_a_string_is_read_and_broken_json_is_nothing() {
        let value =
            Json::from(json!({"good": "{\"city\":\"Reno\"}", "bad": "{\"city\"", "plain": {"city": "Reno"}}));
        for (name, city) in [("good", Some("Reno")), ("bad", None), ("plain", Some("Reno"))] {
            let nested = Fields::new(&value).nested(name);
            assert_eq!(Fields::new(&nested).text("city").as_deref(), city, "{name}");
        }
    }

    #[test]
    fn a_moment_is_the_same_in_every_unit() {
        let at: Timestamp = "2026-02-03T13:47:41Z".parse().unwrap();
        for count in [1770126461.0, 1770126461e3, 1770126461e6, 1770126461e9] {
            assert_eq!(epoch(count), Some(at), "{count}");
        }
        assert_eq!(time(&Json::from(json!("1770126461000")), None), Ok(Some(at)));
        assert!(time(&Json::from(json!({})), None).is_err());
        assert!(time(&Json::from(json!(1e300)), None).is_err());
    }

    #[test]
    fn units_are_cut_off() {
        assert_eq!(leading_number("780 kbps"), Some(780.0));
        assert_eq!(leading_number("0*0"), Some(0.0));
        assert_eq!(leading_number("fast"), None);
    }
}
