//! JSON as it was read, borrowing its texts from the line it was read from.
//!
//! In: the text of one JSON value. Out: a [`Json`], whose texts and names are pieces of that text unless
//! they had to be unescaped. It has the shape and the words of `serde_json::Value`, and is read several times
//! as fast, since nothing is copied or hashed.

use std::borrow::Cow;
use std::fmt;

use serde_json::Number;
use serde_json::Value as Owned;

mod plain;
mod read;

/// Any JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json<'a> {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    String(Cow<'a, str>),
    Array(Vec<Json<'a>>),
    Object(Members<'a>),
}

impl<'a> Json<'a> {
    /// The value that a text is. The error says where the text is no JSON.
    pub fn parse(text: &'a str) -> Result<Json<'a>, serde_json::Error> {
        plain::read(text).map_or_else(|| serde_json::from_str(text), Ok)
    }

    /// An object of these members; of two with one name the last counts.
    pub fn object(members: impl IntoIterator<Item = (&'static str, Json<'a>)>) -> Json<'a> {
        Json::Object(members.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
    }

    /// The member of that name, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.as_object()?.get(name)
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(it) => Some(it),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(it) => Some(*it),
            _ => None,
        }
    }

    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Json::Number(it) => it.as_i64(),
            _ => None,
        }
    }

    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Json::Number(it) => it.as_u64(),
            _ => None,
        }
    }

    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Json::Number(it) => it.as_f64(),
            _ => None,
        }
    }

    pub fn as_array(&self) -> Option<&Vec<Json<'a>>> {
        match self {
            Json::Array(it) => Some(it),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&Members<'a>> {
        match self {
            Json::Object(it) => Some(it),
            _ => None,
        }
    }

    pub fn as_object_mut(&mut self) -> Option<&mut Members<'a>> {
        match self {
            Json::Object(it) => Some(it),
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }

    pub fn is_string(&self) -> bool {
        matches!(self, Json::String(_))
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Json::Number(_))
    }

    pub fn is_boolean(&self) -> bool {
        matches!(self, Json::Bool(_))
    }

    pub fn is_array(&self) -> bool {
        matches!(self, Json::Array(_))
    }

    pub fn is_object(&self) -> bool {
        matches!(self, Json::Object(_))
    }

    /// The same with texts of its own.
    pub fn into_owned(self) -> Json<'static> {
        match self {
            Json::Null => Json::Null,
            Json::Bool(it) => Json::Bool(it),
            Json::Number(it) => Json::Number(it),
            Json::String(it) => Json::String(Cow::Owned(it.into_owned())),
            Json::Array(it) => Json::Array(it.into_iter().map(Json::into_owned).collect()),
            Json::Object(it) => Json::Object(it.into_owned()),
        }
    }

    /// The same as the JSON library's own value.
    pub fn to_value(&self) -> Owned {
        match self {
            Json::Null => Owned::Null,
            Json::Bool(it) => Owned::Bool(*it),
            Json::Number(it) => Owned::Number(it.clone()),
            Json::String(it) => Owned::String(it.to_string()),
            Json::Array(it) => Owned::Array(it.iter().map(Json::to_value).collect()),
            Json::Object(it) => {
                Owned::Object(it.iter().map(|(name, value)| (name.to_owned(), value.to_value())).collect())
            }
        }
    }
}

impl From<Owned> for Json<'static> {
    fn from(it: Owned) -> Json<'static> {
        match it {
            Owned::Null => Json::Null,
            Owned::Bool(it) => Json::Bool(it),
            Owned::Number(it) => Json::Number(it),
            Owned::String(it) => Json::String(Cow::Owned(it)),
            Owned::Array(it) => Json::Array(it.into_iter().map(Json::from).collect()),
            Owned::Object(it) => Json::Object(
                it.into_iter().map(|(name, value)| (Cow::Owned(name), Json::from(value))).collect(),
            ),
        }
    }
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(it: &'a str) -> Json<'a> {
        Json::String(Cow::Borrowed(it))
    }
}

impl<'a> From<Cow<'a, str>> for Json<'a> {
    fn from(it: Cow<'a, str>) -> Json<'a> {
        Json::String(it)
    }
}

impl From<String> for Json<'_> {
    fn from(it: String) -> Self {
        Json::String(Cow::Owned(it))
    }
}

impl From<i64> for Json<'_> {
    fn from(it: i64) -> Self {
        Json::Number(it.into())
    }
}

/// As JSON.
impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_value(), f)
    }
}

/// The members of an object, in the order they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Members<'a>(Vec<(Cow<'a, str>, Json<'a>)>);

impl<'a> Members<'a> {
    /// The value of that name; of several the last, as elsewhere.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        // Most names differ in length or in their last letter: both are looked at before the whole.
        let last = name.as_bytes().last();
        for (found, value) in self.0.iter().rev() {
            if found.len() == name.len() && found.as_bytes().last() == last && found == name {
                return Some(value);
            }
        }
        None
    }

    /// The same; where no name is written just so, the first that differs in case alone.
    pub fn get_in_any_case(&self, name: &str) -> Option<&Json<'a>> {
        let last = name.as_bytes().last().copied().unwrap_or_default();
        let mut alike = None;
        for (found, value) in self.0.iter().rev() {
            let ends_so = found.as_bytes().last().is_none_or(|it| it.eq_ignore_ascii_case(&last));
            if found.len() != name.len() || !ends_so {
                continue;
            }
            if found == name {
                return Some(value);
            }
            if found.eq_ignore_ascii_case(name) {
                alike = Some(value);
            }
        }
        alike
    }

    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> Iter<'_, 'a> {
        Iter(self.0.iter())
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|it| it.0)
    }

    pub fn values(&self) -> impl Iterator<Item = &Json<'a>> {
        self.iter().map(|it| it.1)
    }

    /// Sets a member, in the place of one of the same name.
    pub fn insert(&mut self, name: impl Into<Cow<'a, str>>, value: Json<'a>) {
        let name = name.into();
        match self.0.iter_mut().rev().find(|it| it.0 == name) {
            Some(found) => found.1 = value,
            None => self.0.push((name, value)),
        }
    }

    /// Adds a member unless there is one of that name.
    pub fn insert_new(&mut self, name: impl Into<Cow<'a, str>>, value: impl FnOnce() -> Json<'a>) {
        let name = name.into();
        if !self.contains_key(&name) {
            self.0.push((name, value()));
        }
    }

    /// The same with texts of their own.
    pub fn into_owned(self) -> Members<'static> {
        let all = self.0.into_iter();
        Members(all.map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned())).collect())
    }
}

impl<'a> FromIterator<(Cow<'a, str>, Json<'a>)> for Members<'a> {
    fn from_iter<T: IntoIterator<Item = (Cow<'a, str>, Json<'a>)>>(all: T) -> Members<'a> {
        Members(all.into_iter().collect())
    }
}

impl<'a> IntoIterator for Members<'a> {
    type Item = (Cow<'a, str>, Json<'a>);
    type IntoIter = std::vec::IntoIter<(Cow<'a, str>, Json<'a>)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'m, 'a> IntoIterator for &'m Members<'a> {
    type Item = (&'m str, &'m Json<'a>);
    type IntoIter = Iter<'m, 'a>;

    fn into_iter(self) -> Iter<'m, 'a> {
        self.iter()
    }
}

/// Names and values, in their order.
#[derive(Clone, Debug)]
pub struct Iter<'m, 'a>(std::slice::Iter<'m, (Cow<'a, str>, Json<'a>)>);

impl<'m, 'a> Iterator for Iter<'m, 'a> {
    type Item = (&'m str, &'m Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (&**name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_are_pieces_of_the_line() {
        let line = r#"{"a":"plain","b":"es\"caped","c\u0041":1}"#;
        let value = Json::parse(line).unwrap();
        assert!(matches!(value.get("a"), Some(Json::String(Cow::Borrowed("plain")))));
        assert_eq!(value.get("b").and_then(Json::as_str), Some("es\"caped"));
        assert_eq!(value.get("cA").and_then(Json::as_i64), Some(1));
    }

    #[test]
    fn of_two_members_with_one_name_the_last_counts() {
        assert_eq!(Json::parse(r#"{"a":1,"a":2}"#).unwrap().get("a").and_then(Json::as_i64), Some(2));
    }

    #[test]
    fn a_name_just_so_goes_before_one_in_another_case() {
        let value = Json::parse(r#"{"NAME":1,"Name":2,"name":3,"name":4,"other":5}"#).unwrap();
        let members = value.as_object().unwrap();
        let get = |name: &str| members.get_in_any_case(name).and_then(Json::as_i64);
        assert_eq!(get("name"), Some(4));
        assert_eq!(get("Name"), Some(2));
        assert_eq!(get("nAME"), Some(1));
        assert_eq!(get("nama"), None);
    }

    #[test]
    fn nesting_has_an_end() {
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
        assert!(Json::parse(&"{\"a\":".repeat(100_000)).is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_as_the_library_reads_it(text in r#"[\[\]{},:"a0-9.eE\\u+ -]{0,24}|[{]("[a-c]":("[^\p{C}]{0,3}"|-?[0-9]{1,20}|1e9|null|true|[\[]1,"x"[\]]),){0,3}"z":0[}]"#) {
            let ours = Json::parse(&text).map_err(|it| it.to_string());
            let theirs = serde_json::from_str::<Owned>(&text).map_err(|it| it.to_string());
            // Names may come twice in ours; the library's value keeps the last.
            proptest::prop_assert_eq!(ours.map(|it| it.to_value()), theirs);
        }

        #[test]
        fn long_texts_are_read_as_the_library_reads_them(text in r#"[\[]("[^"]{0,40}",){0,4}("(a|\\n|é|\\"|\\u00e9|\t|\x01|\\x|\\){0,12}"|0|-0|00|1[.]5|1[.]|12345678901234567890|-7)[ \n\t]{0,2}[\]]"#) {
            let ours = Json::parse(&text).map_err(|it| it.to_string());
            let theirs = serde_json::from_str::<Owned>(&text).map_err(|it| it.to_string());
            proptest::prop_assert_eq!(ours.map(|it| it.to_value()), theirs);
        }

        #[test]
        fn whatever_the_library_writes_is_read_back(number in proptest::num::f64::NORMAL, text in "\\PC{0,20}") {
            let value = serde_json::json!({"n": number, "t": [text, null, {"x": true}]});
            let written = value.to_string();
            let theirs: Owned = serde_json::from_str(&written).unwrap();
            proptest::prop_assert_eq!(Json::parse(&written).unwrap().to_value(), theirs.clone());
            proptest::prop_assert_eq!(Json::from(theirs.clone()).to_value(), theirs);
        }
    }
}
