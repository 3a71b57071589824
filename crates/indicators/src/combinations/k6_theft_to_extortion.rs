//! Data was taken, then the job ended for poor performance, then somebody wrote with a threat: in this order.

use model::Finding;

use super::parts::{Part, finding, standing, told};
use crate::Gathered;

const THEFT: [&str; 3] = ["ear-early-exfil", "emp-vdi-personal-drive", "emp-repo-copy"];
const EXTORTION: [&str; 4] = ["ext-email-series", "ext-zip-proof", "ext-gdrive-share", "ext-ransom-crypto"];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let parts = standing(&rows);
        let Some([theft, leaving, threat]) = chain(&parts) else { continue };
        let sentence = format!("{}, {}, {}", told(theft), told(leaving), told(threat));
        // The threat is what a human opens first.
        res.extend(finding(person, "chain", &[threat, theft, leaving], sentence));
    }
    res
}

/// The chain that was whole first.
fn chain<'p, 'a>(parts: &'p [Part<'a>]) -> Option<[&'p Part<'a>; 3]> {
    let mut res: Option<[&Part<'a>; 3]> = None;
    let whole = |it: &[&Part<'a>; 3]| it.iter().map(|part| part.known_at).max();
    for leaving in parts.iter().filter(|it| it.indicator == "off-poor-performance-window") {
        let before = parts.iter().filter(|it| THEFT.contains(&it.indicator) && it.from <= leaving.from);
        let Some(theft) = before.min_by_key(|it| (it.known_at, it.from)) else { continue };
        let after = parts.iter().filter(|it| EXTORTION.contains(&it.indicator) && it.from >= leaving.from);
        let Some(threat) = after.min_by_key(|it| (it.known_at, it.from)) else { continue };
        let found = [theft, leaving, threat];
        if res.is_none_or(|it| whole(&found) < whole(&it)) {
            res = Some(found);
        }
    }
    res
}
