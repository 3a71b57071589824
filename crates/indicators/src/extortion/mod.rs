//! Extortion: what comes back by mail after the end.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
