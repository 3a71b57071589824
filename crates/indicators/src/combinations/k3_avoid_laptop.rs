//! The laptop's way was changed or cut off, and another way to work was asked for within weeks.

use model::Finding;

use super::parts::{finding, gap, pair, standing, told};
use crate::Gathered;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let window = gathered.days("window_days");
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let parts = standing(&rows);
        let parcel = ["shp-in-transit-change", "shp-cancel-then-byod"];
        let avoided = ["onb-byod-request", "onb-vdi-preference"];
        let Some((one, other)) = pair(&parts, &parcel, &avoided, |one, other| gap(one, other) <= window)
        else {
            continue;
        };
        let days = gap(one, other).as_hours() / 24;
        let sentence = format!("{}, {}, {days} days apart", told(one), told(other));
        res.extend(finding(person, "both", &[one, other], sentence));
    }
    res
}
