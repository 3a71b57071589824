//! Onboarding: what a new hire asks to have changed before the first day's work.

use crate::{Indicator, indicator};

mod onb_address_change;
mod onb_byod_request;
mod onb_esign_network;
mod onb_i9_proxy;
mod onb_id_state_conflict;
mod onb_idv_failed;
mod onb_payment_platform_change;
mod onb_vdi_preference;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("onboarding/onb_address_change", onb_address_change),
    indicator!("onboarding/onb_byod_request", onb_byod_request),
    indicator!("onboarding/onb_i9_proxy", onb_i9_proxy),
    indicator!("onboarding/onb_id_state_conflict", onb_id_state_conflict),
    indicator!("onboarding/onb_esign_network", onb_esign_network),
    indicator!("onboarding/onb_idv_failed", onb_idv_failed),
    indicator!("onboarding/onb_vdi_preference", onb_vdi_preference),
    indicator!("onboarding/onb_payment_platform_change", onb_payment_platform_change),
];
