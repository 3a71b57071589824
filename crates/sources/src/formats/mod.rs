//! Framing only: how records lie in bytes. What they mean is the sources' business.

pub mod addresses;
pub mod archive;
pub mod csv;
pub mod described;
pub mod expression;
pub mod json;
pub mod json_fields;
pub mod json_stretches;
pub mod lines;
pub mod peek;
pub mod raw_events;
pub mod shown_times;
pub mod sqlite;
pub mod text;
pub mod times;
pub mod unpack;
pub mod yearless;
