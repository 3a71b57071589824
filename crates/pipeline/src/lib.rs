//! In which order, and what changed? The hallway: the only crate that knows the rooms.
//!
//! In: folders, a policy, a data folder, the day of the analysis. Out: a dossier. Wiring, no judgement.
//! The stages, in order: read, enrich, identify, indicate (records, then evidence), weigh, link.

#![expect(clippy::disallowed_methods, reason = "the hallway opens the files that the rooms are handed")]

pub mod decisions;
pub mod policy;
pub mod progress;
pub mod proving;
pub mod questions;
pub mod scan;
pub mod showing;
pub mod weights;

mod lookups;
mod rule_files;
mod views;

pub mod stages;

pub use policy::Policy;
pub use progress::{Progress, Quiet};
pub use scan::{Request, ScanError, Session, scan, scan_to_weigh};
pub use showing::show;
pub use views::{VERSION as VIEWS_VERSION, View, all as views};
