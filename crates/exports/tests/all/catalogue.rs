//! The list of exports, and their pages.

use std::collections::HashSet;

use exports::EXPORTS;
use proofs::{Page, bless};

use crate::{PLAIN, fixture, page, written};

/// The files that the output contract names.
const CONTRACT: [&str; 9] = [
    "report.html",
    "people.csv",
    "evidence.ndjson",
    "links.csv",
    "rings.json",
    "coverage.json",
    "problems.ndjson",
    "inputs.json",
    "findings.ocsf.ndjson",
];

#[test]
fn every_file_of_the_contract_is_written_once() {
    let written: Vec<&str> = EXPORTS.iter().map(|it| it.file_name).collect();
    assert_eq!(written.iter().collect::<HashSet<_>>(), CONTRACT.iter().collect());
    assert_eq!(written.len(), CONTRACT.len());
}

#[test]
fn every_export_has_a_file_a_page_and_a_sentence() {
    for it in EXPORTS {
        let source = format!("{}/src/{}", env!("CARGO_MANIFEST_DIR"), it.id);
        let exists = |end: &str| std::path::Path::new(&format!("{source}{end}")).exists();
        assert!(exists(".rs") || exists("/mod.rs"), "{source}");
        assert!(exists(".md"), "{source}");
        let page = Page::parse(it.proof);
        assert_eq!(page.title, it.file_name);
        assert!(!page.summary.is_empty() && !it.about.is_empty(), "{}", it.id);
    }
}

/// The example on each page is what the export writes of the small dossier. With `BLESS=1` the pages are
/// written anew; the difference is then read like code.
#[test]
fn the_pages_hold() {
    let dossier = fixture::small::small();
    for it in EXPORTS {
        let text = written(it.file_name, &dossier, &PLAIN);
        let page = Page::parse(it.proof);
        let mut answers = Vec::new();
        for section in &page.sections {
            for block in section.blocks_named("output") {
                answers.push((block, text.clone()));
            }
            for block in section.blocks_named("outline") {
                answers.push((block, page::outline(&text)));
            }
        }
        assert!(!answers.is_empty(), "{} shows no example", it.id);
        if std::env::var_os("BLESS").is_some() {
            let path = format!("{}/src/{}.md", env!("CARGO_MANIFEST_DIR"), it.id);
            std::fs::write(path, bless(it.proof, &answers)).unwrap();
            continue;
        }
        for (block, answer) in answers {
            assert_eq!(block.text.trim_end(), answer.trim_end(), "{}: run the tests with BLESS=1", it.id);
        }
    }
}
