//! Sourcing and applying: what an application says, and who else says the same.

use crate::{Indicator, indicator};

mod anonymous_network;
mod contact_reuse;
mod doc_metadata;
mod email_footprint;
mod employers_listed;
mod english_level;
mod fullstack_role;
mod identity_mismatch;
mod multi_persona;
mod mutual_reference;
mod odd_hours;
mod portal_multi_account;
mod reapplication;
mod remote_contractor_channel;
mod resume_clone;
mod resume_texts;
mod shared_format;
mod stolen_identity;
mod varied_style;
mod velocity;
mod work_history_gap;
mod years_claimed;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("applying/anonymous_network", anonymous_network),
    indicator!("applying/contact_reuse", contact_reuse),
    indicator!("applying/doc_metadata", doc_metadata),
    indicator!("applying/email_footprint", email_footprint),
    indicator!("applying/employers_listed", employers_listed),
    indicator!("applying/english_level", english_level),
    indicator!("applying/fullstack_role", fullstack_role),
    indicator!("applying/identity_mismatch", identity_mismatch),
    indicator!("applying/multi_persona", multi_persona),
    indicator!("applying/mutual_reference", mutual_reference),
    indicator!("applying/odd_hours", odd_hours),
    indicator!("applying/portal_multi_account", portal_multi_account),
    indicator!("applying/reapplication", reapplication),
    indicator!("applying/remote_contractor_channel", remote_contractor_channel),
    indicator!("applying/resume_clone", resume_clone),
    indicator!("applying/shared_format", shared_format),
    indicator!("applying/stolen_identity", stolen_identity),
    indicator!("applying/varied_style", varied_style),
    indicator!("applying/velocity", velocity),
    indicator!("applying/work_history_gap", work_history_gap),
    indicator!("applying/years_claimed", years_claimed),
];
