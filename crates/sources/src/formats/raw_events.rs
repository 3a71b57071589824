//! Hands an event on twice: as the record that was made of it, and as the product wrote it, for Sigma rules.

use std::borrow::Cow;
use std::sync::Arc;

use model::{LogSource, RawEvent, Record, Ref};
use serde_json::Value as Json;

use crate::Reading;

/// Pushes the record, then the event it was made of.
pub fn push_with_raw(reading: &mut Reading<'_>, record: Record, log_source: LogSource, fields: &Json) -> Ref {
    let origin = record.origin.clone();
    let at = record.at();
    let account = record.text("account").map(Arc::from);
    let device_name = record.text("device_name").map(Arc::from);
    let of = reading.push(record);
    reading.raw(&RawEvent { log_source, fields, at, device_name, account, origin: &origin, of: Some(of) });
    of
}

/// An envelope with the members of its inner object beside its own, since rules name either without a path.
pub fn hoisted<'a>(envelope: &'a Json, inner: &Json) -> Cow<'a, Json> {
    let (Json::Object(outer), Json::Object(inner)) = (envelope, inner) else {
        return Cow::Borrowed(envelope);
    };
    let mut res = outer.clone();
    for (name, value) in inner {
        res.entry(name.clone()).or_insert_with(|| value.clone());
    }
    Cow::Owned(Json::Object(res))
}

/// Sigma's `product` and `service`.
pub fn service(product: &'static str, service: &'static str) -> LogSource {
    LogSource { product: Some(product), category: None, service: Some(service) }
}
