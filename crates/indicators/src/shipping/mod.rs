//! Device shipment: where the laptop went.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
