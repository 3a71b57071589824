//! Two signs of different kinds that one person, or one room, stands behind several records.

use model::Finding;

use super::parts::{Part, finding, standing, telling, told};
use crate::Gathered;

/// Less than this is a line of a building or a part of a name in common.
const BITS_MIN: f64 = 1.5;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let parts = standing(&telling(&rows, BITS_MIN));
        // Of each kind the one that was known first; of the kinds the two that were known first.
        let mut first: Vec<&Part<'_>> = Vec::new();
        for part in &parts {
            match first.iter_mut().find(|it| it.indicator == part.indicator) {
                Some(known) if part.known_at < known.known_at => *known = part,
                Some(_) => {}
                None => first.push(part),
            }
        }
        first.sort_by_key(|it| (it.known_at, it.indicator));
        if let [one, other, ..] = first.as_slice() {
            res.extend(finding(person, "two", &[one, other], format!("{}, {}", told(one), told(other))));
        }
    }
    res
}
