//! Any page: it is cut into parts without a panic, and blessing it with what it says changes nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use proofs::Page;

fuzz_target!(|page: &str| {
    let parsed = Page::parse(page);
    let mut answers = Vec::new();
    for section in &parsed.sections {
        let _ = parsed.points(&section.heading);
        for block in &section.blocks {
            answers.push((block, block.text.clone()));
        }
    }
    let blessed = proofs::bless(page, &answers);
    assert_eq!(Page::parse(&blessed).sections.len(), parsed.sections.len());
});
