//! Early employment: the first sixty days on the machine.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
