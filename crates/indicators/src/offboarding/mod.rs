//! Offboarding: how a job ended, and who took the seat.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
