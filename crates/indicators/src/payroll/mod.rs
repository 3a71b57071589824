//! Payroll: where the money goes.

use crate::{Indicator, indicator};

mod pay_fintech_account;
mod pay_multi_change;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("payroll/pay_fintech_account", pay_fintech_account),
    indicator!("payroll/pay_multi_change", pay_multi_change),
];
