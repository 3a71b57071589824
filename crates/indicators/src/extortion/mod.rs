//! Extortion: what comes back by mail after the end.

use crate::{Indicator, indicator};

mod attribution;
mod ext_email_series;
mod ext_gdrive_share;
mod ext_no_payment_sanctions;
mod ext_public_release;
mod ext_publish_threat;
mod ext_ransom_crypto;
mod ext_timing;
mod ext_zip_proof;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("extortion/ext_email_series", ext_email_series),
    indicator!("extortion/ext_gdrive_share", ext_gdrive_share),
    indicator!("extortion/ext_ransom_crypto", ext_ransom_crypto),
    indicator!("extortion/ext_zip_proof", ext_zip_proof),
    indicator!("extortion/ext_publish_threat", ext_publish_threat),
    indicator!("extortion/ext_timing", ext_timing),
    indicator!("extortion/ext_no_payment_sanctions", ext_no_payment_sanctions),
    indicator!("extortion/ext_public_release", ext_public_release),
];
