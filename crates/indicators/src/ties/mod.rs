//! Ties between people: who vouches for whom, and what several share. A tie says where to look, never what somebody is.

use crate::{Indicator, indicator};

mod net_linked_hires;

pub(crate) static INDICATORS: &[Indicator] = &[indicator!("ties/net_linked_hires", net_linked_hires)];
