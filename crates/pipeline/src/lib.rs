//! In which order, and what changed? The hallway: the only crate that knows the rooms.
//!
//! In: folders, a policy, a data folder, the day of the analysis. Out: a dossier. Wiring, no judgement.
//! The stages, in order: read, enrich, identify, indicate (records, then evidence), weigh, link.

pub mod policy;
pub mod progress;
pub mod proving;
pub mod questions;

mod lookups;
mod views;

pub mod stages;

pub use policy::Policy;
pub use progress::{Progress, Quiet};
