//! Two hands in one mailbox, and sessions or places that one person does not have.

use model::Finding;

use super::parts::{finding, gap, pair, standing, told};
use crate::Gathered;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let window = gathered.days("window_days");
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let parts = standing(&rows);
        let hands = ["emp-two-writing-styles"];
        let sessions = ["emp-session-cookie", "emp-shared-job"];
        let Some((one, other)) = pair(&parts, &hands, &sessions, |one, other| gap(one, other) <= window)
        else {
            continue;
        };
        let sentence = format!("{}, {}", told(one), told(other));
        res.extend(finding(person, "both", &[one, other], sentence));
    }
    res
}
