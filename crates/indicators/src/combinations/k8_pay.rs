//! The pay account keeps changing, and where it leads is not a bank account in the worker's own name.

use model::Finding;

use super::parts::{finding, pair, standing, telling, told};
use crate::Gathered;

const UNVERIFIED: [&str; 4] =
    ["pay-fintech-account", "pay-money-transfer", "pay-name-mismatch", "pay-change-from-proxy"];

/// What is worth less is no part.
const BITS_MIN: f64 = 1.0;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        // A part of a name in common with the holder is what a joint account looks like.
        let parts = standing(&telling(&rows, BITS_MIN));
        let Some((changes, route)) = pair(&parts, &["pay-multi-change"], &UNVERIFIED, |_, _| true) else {
            continue;
        };
        let sentence = format!("{}, {}", told(changes), told(route));
        res.extend(finding(person, "both", &[changes, route], sentence));
    }
    res
}
