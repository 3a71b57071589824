//! Hands an event on twice: as the record that was made of it, and as the product wrote it, for Sigma rules.

use std::borrow::Cow;
use std::sync::Arc;

use model::{Json, LogSource, RawEvent, Record};

use crate::Reading;

/// Pushes the record, then the event it was made of.
pub fn push_with_raw(reading: &mut Reading<'_>, record: Record, log_source: LogSource, fields: &Json<'_>) {
    push_with_raw_of(reading, record, log_source, || Cow::Borrowed(fields));
}

/// The same where the fields must be made first: they are only if there are rules for that log source.
pub fn push_with_raw_of<'f>(
    reading: &mut Reading<'_>,
    record: Record,
    log_source: LogSource,
    fields: impl FnOnce() -> Cow<'f, Json<'f>>,
) {
    if !reading.wants(&log_source) {
        reading.push(record);
        return;
    }
    let origin = record.origin.clone();
    let at = record.at();
    let account = record.text("account").map(Arc::from);
    let device_name = record.text("device_name").map(Arc::from);
    let of = Some(record.record_ref());
    reading.push(record);
    let fields = fields();
    reading.raw(&RawEvent { log_source, fields: &fields, at, device_name, account, origin: &origin, of });
}

/// An envelope with the members of its inner object beside its own, since rules name either without a path.
pub fn hoisted<'a>(envelope: &'a Json<'a>, inner: &'a Json<'a>) -> Cow<'a, Json<'a>> {
    let (Json::Object(outer), Json::Object(inner)) = (envelope, inner) else {
        return Cow::Borrowed(envelope);
    };
    let mut res = outer.clone();
    for (name, value) in inner {
        res.insert_new(name, || value.clone());
    }
    Cow::Owned(Json::Object(res))
}

/// Sigma's `product` and `service`.
pub fn service(product: &'static str, service: &'static str) -> LogSource {
    LogSource { product: Some(product), category: None, service: Some(service) }
}
