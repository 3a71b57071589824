//! Payroll: where the money goes.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
