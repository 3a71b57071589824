//! Early employment: the first sixty days on the machine.

use crate::{Indicator, indicator};

mod anydesk_sessions;
mod ear_anydesk;
mod ear_anydesk_astrill;
mod ear_crd;
mod ear_crd_unattended;
mod ear_day1_recon;
mod ear_early_exfil;
mod ear_ip_kvm;
mod ear_malware_load;
mod ear_multi_rmm;
mod ear_newhire_travel;
mod ear_otp_extension;
mod ear_personal_sync;
mod ear_unauthorized_rat;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("early/ear_anydesk", ear_anydesk),
    indicator!("early/ear_anydesk_astrill", ear_anydesk_astrill),
    indicator!("early/ear_crd", ear_crd),
    indicator!("early/ear_crd_unattended", ear_crd_unattended),
    indicator!("early/ear_day1_recon", ear_day1_recon),
    indicator!("early/ear_early_exfil", ear_early_exfil),
    indicator!("early/ear_ip_kvm", ear_ip_kvm),
    indicator!("early/ear_malware_load", ear_malware_load),
    indicator!("early/ear_multi_rmm", ear_multi_rmm),
    indicator!("early/ear_newhire_travel", ear_newhire_travel),
    indicator!("early/ear_otp_extension", ear_otp_extension),
    indicator!("early/ear_personal_sync", ear_personal_sync),
    indicator!("early/ear_unauthorized_rat", ear_unauthorized_rat),
];
