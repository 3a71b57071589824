//! The stages of a scan, in order.

pub mod files;
pub mod keep;
pub mod read;
pub mod survey;
pub mod text_facts;
pub mod text_styles;

pub mod indicate;

pub mod link;
pub mod people;
pub mod weigh;
