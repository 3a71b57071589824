//! Who is behind which names?
//!
//! Two questions that never mix. [`identity`]: which records, accounts and devices does the company itself
//! hold for one person? Exact, dated, reversible; no weights. The other half: which different persons may be
//! one pair of hands or one group? That is evidence with a weight, never a merge.

pub mod alike;
pub mod identity;

pub mod links;
pub mod rings;

pub use alike::{PROBABLY_ONE, Stated, probably_one};
pub use identity::{Given, Identity, Person, identify};
pub use links::{Holding, Hub, LinkInput, Links, PairEvidence, ScoredLink, SharedHandle, link};
pub use rings::rings;
