//! How often was it right?
//!
//! In: the bytes of a `truth.json` and of the files that a scan wrote. Out: an [`Evaluation`], and it again as text, as
//! JSON and as a page with plots. Also [`fairness`]: how often honest people of each group were raised.
//! Knows no indicator and judges no person: it counts what others said against what is known to be true.
//! Nothing of it ever flows back into a score.

mod budget;
mod by_indicator;
mod calibration;
mod count;
mod escape;
mod evaluation;
mod expected;
mod joined;
mod outputs;
mod person_report;
mod rings;
mod section;
mod sections;
mod tiers;
mod timing;
mod truth;

pub mod decided;
pub mod drill;
pub mod fairness;

mod html;
mod json;
mod plots;
mod text;

pub use budget::Budget;
pub use by_indicator::IndicatorRow;
pub use calibration::{Bin, Calibration};
pub use count::{Quartiles, Share};
pub use evaluation::{CompanyRow, Evaluation, ScenarioRow, Settings};
pub use expected::ExpectedRow;
pub use outputs::{Outputs, Row, ScanFiles};
pub use person_report::PersonLine;
pub use rings::{PairScore, score_pairs};
pub use tiers::TierRow;
pub use timing::Timing;
pub use truth::{KnownPerson, Planted, Standing, Truth};

/// What could not be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("`{file}`: {cause}")]
pub struct Unreadable {
    pub file: String,
    pub cause: String,
}

impl Unreadable {
    fn new(file: &str, cause: impl ToString) -> Unreadable {
        Unreadable { file: file.to_owned(), cause: cause.to_string() }
    }
}
