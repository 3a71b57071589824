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

use std::borrow::Cow;

use crate::Reading;
use crate::formats::raw_events::push_with_raw_of;

/// Hands on one event: the record first, then the raw view of it.
pub fn read(event: &Event<'_>, reading: &mut Reading<'_>) {
    let record = endpoint::record(event, reading);
    let session = remote::chromoting_session(event, record.at(), record.identity.as_deref(), reading);
    if let Some(session) = session {
        reading.push(session);
    }
    push_with_raw_of(reading, record, log_source::of(event), || Cow::Owned(log_source::fields(event)));
}
