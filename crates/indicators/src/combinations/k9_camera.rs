//! First no camera, or a reason for none; later a virtual camera.

use model::Finding;

use super::parts::{finding, pair, standing, told};
use crate::Gathered;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let parts = standing(&rows);
        let without = ["int-camera-off", "int-webcam-excuse", "emp-camera-off-recurring"];
        // Two cameras at one time are two cameras: the virtual one must come later.
        let found = pair(&parts, &without, &["int-virtual-camera"], |before, later| before.from < later.from);
        let Some((before, later)) = found else { continue };
        let sentence = format!("{}, {}", told(before), told(later));
        res.extend(finding(person, "both", &[later, before], sentence));
    }
    res
}
