//! Steady employment: from where the work is done, and where its results go.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
