//! Remote desktop software and an anonymising exit within days of each other; one record may show both.

use model::Finding;

use super::parts::{Part, finding, gap, pair, standing, told};
use crate::Gathered;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let window = gathered.days("window_days");
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let parts = standing(&rows);
        let alone =
            parts.iter().filter(|it| it.indicator == "ear-anydesk-astrill").min_by_key(|it| it.known_at);
        let tools = ["ear-anydesk", "ear-crd"];
        let exits = ["emp-astrill-ip", "emp-residential-proxy"];
        let both = pair(&parts, &tools, &exits, |one, other| gap(one, other) <= window);
        res.extend(earlier_of(person, alone, both));
    }
    res
}

/// Either way suffices: the one known first says so, and the other adds its records.
fn earlier_of(
    person: &str,
    alone: Option<&Part<'_>>,
    both: Option<(&Part<'_>, &Part<'_>)>,
) -> Option<Finding> {
    match (alone, both) {
        (Some(alone), Some((one, other))) if one.known_at.max(other.known_at) < alone.known_at => finding(
            person,
            "both",
            &[one, other],
            format!("{}, {}, later {}", told(one), told(other), told(alone)),
        ),
        (Some(alone), _) => finding(person, "both", &[alone], told(alone)),
        (None, Some((one, other))) => {
            finding(person, "both", &[one, other], format!("{}, {}", told(one), told(other)))
        }
        (None, None) => None,
    }
}
