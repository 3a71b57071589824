//! `cargo xtask fuzz-corpus`: the examples on the proof pages become the first corpus of the fuzzers.
//!
//! In: proof pages, and the samples of `sources` that are not text. Out: `fuzz/corpus/sources` and
//! `fuzz/corpus/proofs`, one file each; never committed, since it is made again in a second.

use std::fs;

use anyhow::{Context, Result};

use crate::tree;

pub fn run() -> Result<()> {
    let root = tree::root();
    let inputs = root.join("fuzz/corpus/sources");
    let pages = root.join("fuzz/corpus/proofs");
    for dir in [&inputs, &pages] {
        fs::create_dir_all(dir).with_context(|| format!("cannot make `{}`", dir.display()))?;
    }
    let (mut n_inputs, mut n_pages) = (0, 0);
    for file in tree::text_files(&root)? {
        if !file.path.starts_with("crates/") || !file.has_ending("md") || !file.path.contains("/src/") {
            continue;
        }
        fs::write(pages.join(format!("{n_pages:04}")), &file.text)?;
        n_pages += 1;
        for (name, text) in blocks(&file.text) {
            fs::write(inputs.join(format!("page-{n_inputs:04}")), case(&name, text.as_bytes()))?;
            n_inputs += 1;
        }
    }
    let mut open = vec![root.join("crates/sources/samples")];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).with_context(|| format!("cannot list `{}`", dir.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                fs::write(inputs.join(format!("sample-{n_inputs:04}")), case(&name, &fs::read(&path)?))?;
                n_inputs += 1;
            }
        }
    }
    println!("{n_inputs} inputs in fuzz/corpus/sources, {n_pages} pages in fuzz/corpus/proofs");
    Ok(())
}

/// As the fuzz target reads it: one byte that chooses the file's name, then the file. The names stand in the
/// same order in `fuzz/fuzz_targets/sources.rs`; another order costs the fuzzer a moment, and nothing else.
fn case(name: &str, bytes: &[u8]) -> Vec<u8> {
    const ENDINGS: &[&str] = &[
        "", ".csv", ".json", ".jsonl", ".txt", ".md", ".pdf", ".docx", ".eml", ".mbox", ".vtt", ".evtx",
        ".trace", ".mmdb", ".zip",
    ];
    let place = ENDINGS.iter().skip(1).position(|it| name.ends_with(it)).map_or(0, |it| it + 1);
    let mut res = vec![u8::try_from(place).unwrap_or(0)];
    res.extend_from_slice(bytes);
    res
}

/// Blocks ```` ```input NAME ```` of a page.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut res: Vec<(String, String)> = Vec::new();
    let mut fence: Option<String> = None;
    for line in page.lines() {
        match &fence {
            Some(mark) if line.trim_end() == mark => fence = None,
            Some(_) => {
                if let Some((_, text)) = res.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            None => {
                let ticks: String = line.chars().take_while(|it| *it == '`').collect();
                if ticks.len() >= 3
                    && let Some(name) = line[ticks.len()..].strip_prefix("input ")
                {
                    res.push((name.trim().to_owned(), String::new()));
                    fence = Some(ticks);
                }
            }
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn inputs_of_a_page_are_taken_and_answers_are_not() {
        let page = "# T\n```input a.csv\nx\ny\n```\n```records\nz\n```\n````input b\n```\n````\n";
        assert_eq!(blocks(page), [("a.csv".into(), "x\ny\n".into()), ("b".into(), "```\n".into())]);
    }
}
