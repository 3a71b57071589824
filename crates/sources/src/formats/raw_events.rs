//! Hands an event on twice: as the record that was made of it, and as the product wrote it, for Sigma rules.

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

/// Sigma's `product` and `service`.
pub fn service(product: &'static str, service: &'static str) -> LogSource {
    LogSource { product: Some(product), category: None, service: Some(service) }
}
