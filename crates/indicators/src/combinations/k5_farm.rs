//! Laptops of several people went to one place, and the laptop itself shows that it is worked from afar.

use model::Finding;

use super::parts::{finding, pair, standing, told};
use crate::Gathered;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let parts = standing(&rows);
        let place = ["shp-farm-cluster"];
        let laptop = ["shp-device-colocation", "ear-ip-kvm", "ear-multi-rmm"];
        // A farm stands for months: the two need not be near each other in time.
        let Some((one, other)) = pair(&parts, &place, &laptop, |_, _| true) else { continue };
        let sentence = format!("{}, {}", told(one), told(other));
        res.extend(finding(person, "both", &[one, other], sentence));
    }
    res
}
