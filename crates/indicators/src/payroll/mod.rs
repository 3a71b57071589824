//! Payroll: where the money goes.

use crate::{Indicator, indicator};

mod pay_change_from_proxy;
mod pay_china_flow;
mod pay_crypto_request;
mod pay_fintech_account;
mod pay_money_transfer;
mod pay_multi_change;
mod pay_name_mismatch;
mod pay_shared_account;
mod pay_tax_identity_conflict;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("payroll/pay_change_from_proxy", pay_change_from_proxy),
    indicator!("payroll/pay_china_flow", pay_china_flow),
    indicator!("payroll/pay_crypto_request", pay_crypto_request),
    indicator!("payroll/pay_fintech_account", pay_fintech_account),
    indicator!("payroll/pay_money_transfer", pay_money_transfer),
    indicator!("payroll/pay_multi_change", pay_multi_change),
    indicator!("payroll/pay_name_mismatch", pay_name_mismatch),
    indicator!("payroll/pay_shared_account", pay_shared_account),
    indicator!("payroll/pay_tax_identity_conflict", pay_tax_identity_conflict),
];
