//! Onboarding: what a new hire asks to have changed before the first day's work.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
