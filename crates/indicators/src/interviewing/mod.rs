//! Interviewing: what could be seen and heard, and from which machine.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
