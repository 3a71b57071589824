//! Has the JSON library read a text into a [`Json`], without copying what need not be copied.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::{Json, Members};

/// Room for a first few members: most objects of a log have some.
const MEMBERS_AT_FIRST: usize = 8;

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(it))
    }

    fn visit_i64<E: Error>(self, it: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(it.into()))
    }

    fn visit_u64<E: Error>(self, it: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(it.into()))
    }

    fn visit_f64<E: Error>(self, it: f64) -> Result<Json<'de>, E> {
        Ok(Number::from_f64(it).map_or(Json::Null, Json::Number))
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_borrowed_str<E: Error>(self, it: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Borrowed(it)))
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(it.to_owned())))
    }

    fn visit_string<E: Error>(self, it: String) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(it)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let mut res = Vec::new();
        while let Some(item) = items.next_element()? {
            res.push(item);
        }
        Ok(Json::Array(res))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json<'de>, A::Error> {
        let Some(first) = members.next_key::<Name<'de>>()? else {
            return Ok(Json::Object(Members::default()));
        };
        let mut res = Vec::with_capacity(MEMBERS_AT_FIRST);
        res.push((first.0, members.next_value()?));
        while let Some(name) = members.next_key::<Name<'de>>()? {
            res.push((name.0, members.next_value()?));
        }
        Ok(Json::Object(Members(res)))
    }
}

/// The name of a member.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name<'de>, D::Error> {
        deserializer.deserialize_str(AnyName)
    }
}

struct AnyName;

impl<'de> Visitor<'de> for AnyName {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, it: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(it)))
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(it.to_owned())))
    }
}
