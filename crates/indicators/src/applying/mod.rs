//! Sourcing and applying: what an application says, and who else says the same.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
