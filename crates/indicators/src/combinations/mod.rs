//! Combinations: what several signs say together. They rest on evidence, never on each other.

use crate::Indicator;

pub(crate) static INDICATORS: &[Indicator] = &[];
