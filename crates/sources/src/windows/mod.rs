//! What does a Windows event say? Shared by everything that hands over Windows events.
//!
//! In: one [`Event`], however it was rendered. Out: one record of `endpoint_events` (kind `other` where
//! the event is none that we know), before it one of `remote_sessions` where Chrome Remote Desktop tells of a
//! session, and the same event raw, under Sigma's log source.

pub mod endpoint;
pub mod event;
pub mod flat;
pub mod log_source;
pub mod xml;

mod devices;
mod remote;

pub use event::Event;

use model::RawEvent;

use crate::Reading;

/// Hands on one event: the record first, then the raw view of it.
pub fn read(event: &Event, reading: &mut Reading<'_>) {
    let record = endpoint::record(event, reading);
    let at = record.at();
    if let Some(session) = remote::chromoting_session(event, at, record.identity.as_deref(), reading) {
        reading.push(session);
    }
    let device_name = record.text("device_name").map(Into::into);
    let account = record.text("account").map(Into::into);
    let origin = record.origin.clone();
    let of = Some(reading.push(record));
    let log_source = log_source::of(event);
    let fields = log_source::fields(event);
    reading.raw(&RawEvent { log_source, fields: &fields, at, device_name, account, origin: &origin, of });
}
