//! DocuSign: what its JSON, its XML and other products' copies have in common.

pub mod steps;
