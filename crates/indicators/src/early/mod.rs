//! Early employment: the first sixty days on the machine.

use crate::{Indicator, indicator};

mod anydesk_sessions;
mod ear_anydesk;
mod ear_anydesk_astrill;
mod ear_early_exfil;
mod ear_unauthorized_rat;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("early/ear_anydesk", ear_anydesk),
    indicator!("early/ear_anydesk_astrill", ear_anydesk_astrill),
    indicator!("early/ear_early_exfil", ear_early_exfil),
    indicator!("early/ear_unauthorized_rat", ear_unauthorized_rat),
];
