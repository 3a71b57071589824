//! The stages of a scan, in order.

pub mod indicate;
pub mod read;
pub mod text_facts;
