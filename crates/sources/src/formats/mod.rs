//! Framing only: how records lie in bytes. What they mean is the sources' business.

pub mod addresses;
pub mod csv;
pub mod json;
pub mod lines;
pub mod peek;
pub mod text;
pub mod times;
pub mod unpack;

pub mod addresses;
pub mod json_fields;
pub mod raw_events;
