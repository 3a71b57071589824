//! Every source's page holds: what its examples give is what stands there.
//!
//! An example is a section with one or more blocks `input NAME` (text) or `input crates/sources/samples/…`
//! (a file of the repository). Its answers stand in blocks `records`, `problems`, `raw` (events for Sigma
//! rules; only looked at where the block is there) and `unrecognised` (files nobody reads, and why).
//! `BLESS=1` writes the answers.

#![expect(clippy::disallowed_methods, reason = "bless writes pages; samples are files")]

mod collected;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use collected::{Collected, problem_line, read, record_line};
use model::dossier::InputReport;
use proofs::{Block, Page, Section};
use sources::{Context, SOURCES, claimed_by};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Each page once, with the ids of the sources it speaks of.
fn pages() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut res: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for source in SOURCES {
        res.entry(source.proof).or_default().push(source.id);
    }
    res
}

struct Answer {
    records: String,
    problems: String,
    raw: String,
    unrecognised: String,
    wrong: Vec<String>,
}

fn inputs(section: &Section) -> Vec<(String, Vec<u8>)> {
    let mut res = Vec::new();
    for block in section.blocks_named("input") {
        let path = repository().join(&block.argument);
        if block.argument.starts_with("crates/") {
            let bytes = std::fs::read(&path).unwrap_or_else(|it| panic!("{}: {it}", path.display()));
            let name = block.argument.rsplit_once("/samples/").map_or(block.argument.as_str(), |it| it.1);
            res.push((name.to_owned(), bytes));
        } else {
            assert!(!block.argument.is_empty(), "`{}`: an input block names its file", section.heading);
            res.push((block.argument.clone(), block.text.clone().into_bytes()));
        }
    }
    res
}

fn answer(section: &Section, ids: &[&str]) -> Answer {
    let context = Context { account_key: [7; 32], ..Context::default() };
    let inputs = inputs(section);
    let mut res = Answer {
        records: String::new(),
        problems: String::new(),
        raw: String::new(),
        unrecognised: String::new(),
        wrong: Vec::new(),
    };
    for (name, bytes) in &inputs {
        let found: Collected = read(name, bytes.clone(), &context);
        let again: Collected = read(name, bytes.clone(), &context);
        assert_eq!(found.records, again.records, "{name} gives other records when read again");
        let title = if inputs.len() > 1 { format!("# {name}\n") } else { String::new() };
        let show = |to: &mut String, lines: Vec<String>| {
            if !lines.is_empty() {
                to.push_str(&title);
                for line in lines {
                    to.push_str(&line);
                    to.push('\n');
                }
            }
        };
        let mut records: Vec<String> = found.records.iter().map(record_line).collect();
        records.extend(found.datasets.iter().map(|it| format!("dataset {}: {} bytes", it.0, it.2)));
        show(&mut res.records, records);
        show(&mut res.problems, found.problems.iter().map(problem_line).collect());
        show(&mut res.raw, found.raw.clone());
        let unread: Vec<&InputReport> = found.reports.iter().filter(|it| it.kind.is_none()).collect();
        show(
            &mut res.unrecognised,
            unread
                .iter()
                .map(|it| format!("{}: {}", it.file, it.reason.as_deref().unwrap_or("no reason")))
                .collect(),
        );
        for report in &found.reports {
            if let Some(kind) = report.kind {
                if !ids.contains(&kind) && !sources::open::CONTAINER_KINDS.contains(&kind) {
                    res.wrong.push(format!("{name} is read as {kind}"));
                }
                let feeds = SOURCES.iter().find(|it| it.id == kind).map(|it| it.feeds).unwrap_or_default();
                for record in found.records.iter().filter(|it| it.origin.file == report.file) {
                    if !feeds.contains(&record.table.name) {
                        res.wrong.push(format!("{kind} gives {} but does not say so", record.table.name));
                    }
                }
            }
        }
        let claims = claimed_by(name, bytes, &context);
        if claims.len() > 1 {
            res.wrong.push(format!("{name} is claimed by {}", claims.join(", ")));
        }
    }
    res
}

#[test]
fn every_page_holds() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for (text, ids) in pages() {
        let page = Page::parse(text);
        let mut answers: Vec<(&Block, String)> = Vec::new();
        for section in page.examples("input") {
            let place = format!("{}, `{}`", ids.first().unwrap_or(&""), section.heading);
            let answer = answer(section, &ids);
            wrong.extend(answer.wrong.iter().map(|it| format!("{place}: {it}")));
            for (name, found) in [
                ("records", answer.records),
                ("problems", answer.problems),
                ("raw", answer.raw),
                ("unrecognised", answer.unrecognised),
            ] {
                match section.block(name) {
                    Some(block) => {
                        if !bless && block.text.trim_end() != found.trim_end() {
                            wrong.push(format!(
                                "{place}: {name} are\n{found}but the page says\n{}",
                                block.text
                            ));
                        }
                        answers.push((block, found));
                    }
                    None if name != "raw" && !found.is_empty() => {
                        wrong.push(format!("{place}: no block `{name}`, but there are\n{found}"));
                    }
                    None => {}
                }
            }
        }
        if bless {
            let path = page_path(text).unwrap_or_else(|| panic!("no page in src/ has the text of {ids:?}"));
            std::fs::write(path, proofs::bless(text, &answers)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn page_path(text: &str) -> Option<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).ok()?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "md")
                && std::fs::read_to_string(&path).is_ok_and(|it| it == text)
            {
                return Some(path);
            }
        }
    }
    None
}

#[test]
fn the_catalogue_is_whole() {
    let mut wrong = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for source in SOURCES {
        let id = source.id;
        if !seen.insert(id) {
            wrong.push(format!("{id} stands there twice"));
        }
        if !id.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_') {
            wrong.push(format!("{id} is not snake case"));
        }
        if source.title.is_empty() {
            wrong.push(format!("{id} has no title"));
        }
        for table in source.feeds {
            if model::tables::table(table).is_none() {
                wrong.push(format!("{id} feeds {table}, which is no table"));
            }
        }
        let page = Page::parse(source.proof);
        if page.title.is_empty() || page.section("How to export").is_none_or(|it| it.prose.is_empty()) {
            wrong.push(format!("the page of {id} does not say how to export"));
        }
        if page.examples("input").next().is_none() {
            wrong.push(format!("the page of {id} has no example"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_source_is_shown_by_an_example() {
    let mut wrong = Vec::new();
    let context = Context::default();
    for (text, ids) in pages() {
        let page = Page::parse(text);
        let mut shown = Vec::new();
        for section in page.examples("input") {
            for (name, bytes) in inputs(section) {
                shown.extend(read(&name, bytes, &context).reports.iter().filter_map(|it| it.kind));
            }
        }
        wrong.extend(ids.into_iter().filter(|it| !shown.contains(it)));
    }
    assert!(wrong.is_empty(), "no example is read as {}", wrong.join(", "));
}

#[test]
fn every_source_says_what_to_export_with_which_role_from_where_and_how_long_it_is_kept() {
    for source in SOURCES {
        let points = Page::parse(source.proof).points("How to export");
        let labels: Vec<&str> = points.iter().filter_map(|it| Some(it.split_once(": ")?.0)).collect();
        assert_eq!(labels, ["What", "Role", "Where", "Kept"], "{}", source.id);
    }
}
