//! Offboarding: how a job ended, and who took the seat.

use crate::{Indicator, indicator};

mod off_poor_performance_window;
mod off_replacement_chain;
mod off_vanish;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("offboarding/off_poor_performance_window", off_poor_performance_window),
    indicator!("offboarding/off_replacement_chain", off_replacement_chain),
    indicator!("offboarding/off_vanish", off_vanish),
];
