//! `report.html`: one self-contained page for people.
//!
//! In: a dossier. Out: HTML with its style and its few lines of script inside; it loads nothing and sends
//! nothing, and its own policy forbids it to. Each part of the page has a file here; all text from outside
//! goes through [`escape::text`] on its way out.
//!
//! The page is bounded: sections for those who are raised or watched, rows for the rest, and wherever a
//! list is cut it says how many more there are and in which file they stand.

use std::io::{self, Write};

use model::dossier::Dossier;

use crate::reading::Reading;
use crate::{Options, redact};

mod page;

mod people;
mod person;

mod reasons;
mod side_by_side;
mod timeline;
mod waterfall;

mod rings;

mod coverage;
mod guide;
mod inputs;

mod escape;

/// Most raised people with a section of their own.
const RAISED_SECTIONS_MAX: usize = 400;
/// Most watched people with a section of their own.
const WATCH_SECTIONS_MAX: usize = 200;
/// Most rows in a table of people.
const PEOPLE_ROWS_MAX: usize = 4_000;
/// Most reasons shown for one person.
const REASONS_MAX: usize = 60;
/// Most bars in one waterfall; the smallest are drawn as one.
const STEPS_MAX: usize = 30;
/// Most records shown under one reason.
const RECORDS_MAX: usize = 12;
/// Most ties, links and checks shown for one person.
const TIES_MAX: usize = 60;
/// Most rings drawn, and most members or artefacts in one drawing.
const RINGS_MAX: usize = 100;
const RING_NODES_MAX: usize = 24;
/// Most files in the table of inputs, most files with problems, and most problems shown of one.
const INPUT_ROWS_MAX: usize = 1_000;
const PROBLEM_FILES_MAX: usize = 200;
const PROBLEMS_SHOWN_MAX: usize = 50;

pub fn write(dossier: &Dossier, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let dossier = redact::view(dossier, options);
    let reading = Reading::new(&dossier);
    page::write(&reading, options, out)
}
