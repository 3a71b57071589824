//! An evaluation for the terminal: aligned tables.

use crate::evaluation::Evaluation;
use crate::sections;

impl Evaluation {
    pub fn text(&self) -> String {
        let mut res = sections::summary(self);
        res.push('\n');
        for it in sections::all(self) {
            res.push('\n');
            res.push_str(&it.text());
        }
        res
    }
}
