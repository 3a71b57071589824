//! Where is it kept, and how is it asked?
//!
//! In: records. Out: rows. The only crate that knows tables, the query engine and the disk.
//!
//! - [`Folder`] is one data folder on disk: manifest, lock, `records/`, `datasets/`.
//! - [`Writing`] adds records to it; nothing is there until `commit`, and after a crash everything
//!   that was not committed is swept away by the next `open`.
//! - [`Engine`] answers SQL over the records and over small tables handed to it, within a fixed amount
//!   of memory, spilling to the folder. It refuses everything that is not a question.
//!
//! Knows nothing of what the questions mean.

#![expect(clippy::disallowed_methods, reason = "the store is where the disk is known")]

mod arrow_rows;
mod compact;
mod engine;
mod error;
mod folder;
mod gathered;
mod resolve;
mod schema;
mod seen;
mod waiting;
mod writing;

pub use engine::Engine;
pub use error::StoreError;
pub use folder::{Folder, InputEntry, KeptReport};
pub use gathered::Gathered;
pub use resolve::Found;
pub use writing::Writing;
