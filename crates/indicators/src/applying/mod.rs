//! Sourcing and applying: what an application says, and who else says the same.

use crate::{Indicator, indicator};

mod contact_reuse;
mod employers_listed;
mod fullstack_role;
mod years_claimed;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("applying/contact_reuse", contact_reuse),
    indicator!("applying/employers_listed", employers_listed),
    indicator!("applying/fullstack_role", fullstack_role),
    indicator!("applying/years_claimed", years_claimed),
];
