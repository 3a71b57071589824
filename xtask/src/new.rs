//! `cargo xtask new`: the files of a new thing, and the lines that make it known.
//!
//! In: what it is and its name. Out: files that compile and whose proof runs (and says that nothing is proved yet),
//! and the lines added to the list. An existing file is never written over.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::tree;

const INDICATOR_SQL: &str = include_str!("new/indicator.sql.txt");
const INDICATOR_RS: &str = include_str!("new/indicator.rs.txt");
const INDICATOR_MD: &str = include_str!("new/indicator.md.txt");
const SOURCE_RS: &str = include_str!("new/source.rs.txt");
const SOURCE_MD: &str = include_str!("new/source.md.txt");
const EXPORT_RS: &str = include_str!("new/export.rs.txt");
const EXPORT_MD: &str = include_str!("new/export.md.txt");
const ENRICHMENT_RS: &str = include_str!("new/enrichment.rs.txt");
const ENRICHMENT_MD: &str = include_str!("new/enrichment.md.txt");
const ENRICHMENT_TSV: &str = include_str!("new/enrichment.tsv.txt");
const ENRICHMENT_ORIGIN: &str = include_str!("new/enrichment_origin.md.txt");

#[derive(clap::Args)]
pub struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// A query, a judge and a proof: `cargo xtask new indicator payroll/pay_multi_change`.
    Indicator {
        /// The phase of an employment, and the catalogue's id in snake case.
        path: String,
    },
    /// A reader of one kind of file: `cargo xtask new source okta_system_log`.
    Source { name: String },
    /// A file that a scan writes: `cargo xtask new export stix`.
    Export { name: String },
    /// A dated list and its look-up: `cargo xtask new enrichment vpn_clients`.
    Enrichment { name: String },
}

impl New {
    pub fn run(&self) -> Result<()> {
        let root = tree::root();
        match &self.what {
            What::Indicator { path } => indicator(&root, path),
            What::Source { name } => source(&root, name),
            What::Export { name } => export(&root, name),
            What::Enrichment { name } => enrichment(&root, name),
        }
    }
}

fn indicator(root: &Path, path: &str) -> Result<()> {
    let Some((theme, name)) = path.split_once('/') else {
        bail!("not a theme and a name: `{path}`; write payroll/pay_multi_change");
    };
    check_name(name)?;
    let folder = format!("crates/indicators/src/{theme}");
    let list = format!("{folder}/mod.rs");
    if !root.join(&list).is_file() {
        let themes = tree::folders(&root.join("crates/indicators/src"))?;
        bail!("no theme is named `{theme}`; there are {}", themes.join(", "));
    }
    write(root, &format!("{folder}/{name}.sql"), INDICATOR_SQL, name)?;
    write(root, &format!("{folder}/{name}.rs"), INDICATOR_RS, name)?;
    write(root, &format!("{folder}/{name}.md"), INDICATOR_MD, name)?;
    let text = fs::read_to_string(root.join(&list)).with_context(|| format!("cannot read `{list}`"))?;
    let entry = format!("indicator!(\"{path}\", {name})");
    let text = with_entry(&with_line(&text, &format!("mod {name};"), is_module), "static INDICATORS", &entry)
        .with_context(|| format!("`{list}` has no list of indicators"))?;
    // A theme that was empty does not know the macro yet.
    let text = if text.contains("indicator}") || text.contains("indicator,") {
        text
    } else {
        text.replacen("use crate::Indicator;", "use crate::{Indicator, indicator};", 1)
    };
    put(root, &list, &text)?;
    println!(
        "next: the query, the judge, examples; then `cargo xtask bless {path}`, and a fragment in changelog.d/"
    );
    Ok(())
}

fn source(root: &Path, name: &str) -> Result<()> {
    check_name(name)?;
    let list = "crates/sources/src/lib.rs";
    write(root, &format!("crates/sources/src/{name}.rs"), SOURCE_RS, name)?;
    write(root, &format!("crates/sources/src/{name}.md"), SOURCE_MD, name)?;
    let text = fs::read_to_string(root.join(list)).with_context(|| format!("cannot read `{list}`"))?;
    let text = with_line(&text, &format!("mod {name};"), is_module);
    let text = with_entry(&text, "static SOURCES", &format!("&{name}::SOURCE"))
        .with_context(|| format!("`{list}` has no list of sources"))?;
    put(root, list, &text)?;
    println!(
        "next: sniff, read, an example of every shape; then `cargo xtask bless`, and a fragment in changelog.d/"
    );
    Ok(())
}

fn export(root: &Path, name: &str) -> Result<()> {
    check_name(name)?;
    let list = "crates/exports/src/lib.rs";
    write(root, &format!("crates/exports/src/{name}.rs"), EXPORT_RS, name)?;
    write(root, &format!("crates/exports/src/{name}.md"), EXPORT_MD, name)?;
    let text = fs::read_to_string(root.join(list)).with_context(|| format!("cannot read `{list}`"))?;
    let entry = format!(
        "Export {{\n        id: \"{name}\",\n        file_name: \"{name}.json\",\n        about: \"one sentence for the reference\",\n        \
         write: {name}::write,\n        proof: include_str!(\"{name}.md\"),\n    }}"
    );
    let text = with_entry(&with_line(&text, &format!("mod {name};"), is_module), "static EXPORTS", &entry)
        .with_context(|| format!("`{list}` has no list of exports"))?;
    put(root, list, &text)?;
    println!("next: the format, its page, a snapshot, a hostile dossier; then a fragment in changelog.d/");
    Ok(())
}

fn enrichment(root: &Path, name: &str) -> Result<()> {
    check_name(name)?;
    let list = "crates/enrichment/src/lib.rs";
    write(root, &format!("crates/enrichment/src/{name}.rs"), ENRICHMENT_RS, name)?;
    write(root, &format!("crates/enrichment/src/{name}.md"), ENRICHMENT_MD, name)?;
    write(root, &format!("crates/enrichment/data/{name}/{name}.tsv"), ENRICHMENT_TSV, name)?;
    write(root, &format!("crates/enrichment/data/{name}/ORIGIN.md"), ENRICHMENT_ORIGIN, name)?;
    let text = fs::read_to_string(root.join(list)).with_context(|| format!("cannot read `{list}`"))?;
    put(root, list, &with_line(&text, &format!("pub mod {name};"), |it| it.starts_with("pub mod ")))?;
    println!(
        "next: the list with its licence and date, the look-up, and who asks it (crates/pipeline/src/lookups.rs)"
    );
    Ok(())
}

fn is_module(line: &str) -> bool {
    line.starts_with("mod ")
}

/// A name in snake case that is a Rust name and a file name.
fn check_name(name: &str) -> Result<()> {
    let fine = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_';
    if name.starts_with(|it: char| it.is_ascii_lowercase()) && name.chars().all(fine) {
        return Ok(());
    }
    bail!("not a name in snake case: `{name}`");
}

/// Puts a line among its like, in alphabetical order; else before the first item after the uses.
fn with_line(text: &str, line: &str, is_like: fn(&str) -> bool) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let like: Vec<usize> =
        lines.iter().enumerate().filter(|(_, it)| is_like(it)).map(|(idx, _)| idx).collect();
    let place = match (like.iter().find(|idx| lines[**idx] > line), like.last()) {
        (Some(idx), _) => *idx,
        (None, Some(last)) => last + 1,
        (None, None) => {
            let after = lines
                .iter()
                .rposition(|it| it.starts_with("use ") || it.starts_with("//!"))
                .map_or(0, |it| it + 1);
            lines.insert(after, "");
            after + 1
        }
    };
    lines.insert(place, line);
    lines.join("\n") + "\n"
}

/// Adds an entry at the end of the list that begins in the line with `mark`. `cargo fmt` breaks the lines.
fn with_entry(text: &str, mark: &str, entry: &str) -> Option<String> {
    let begin = text.find(mark)?;
    let open = begin + text[begin..].find("= &[")? + "= &[".len();
    let mut depth = 1;
    let mut close = None;
    for (offset, char) in text[open..].char_indices() {
        match char {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            close = Some(open + offset);
            break;
        }
    }
    let close = close?;
    let inside = text[open..close].trim().trim_end_matches(',');
    let list = if inside.is_empty() {
        format!("\n    {entry},\n")
    } else {
        format!("\n    {inside},\n    {entry},\n")
    };
    Some(format!("{}{list}{}", &text[..open], &text[close..]))
}

/// Writes a new file from its template; one that is there is left alone, and said to be.
fn write(root: &Path, path: &str, template: &str, name: &str) -> Result<()> {
    let full = root.join(path);
    if full.exists() {
        bail!("`{path}` is there already");
    }
    if let Some(parent) = full.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make `{}`", parent.display()))?;
    }
    let text = template.replace("{name}", name).replace("{id}", &name.replace('_', "-"));
    fs::write(&full, text).with_context(|| format!("cannot write `{path}`"))?;
    println!("new      {path}");
    Ok(())
}

fn put(root: &Path, path: &str, text: &str) -> Result<()> {
    fs::write(root.join(path), text).with_context(|| format!("cannot write `{path}`"))?;
    println!("changed  {path}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_in_alphabetical_order() {
        let text = "//! X.\n\npub mod z;\nmod a;\nmod c;\n\nfn x() {}\n";
        assert_eq!(
            with_line(text, "mod b;", is_module),
            "//! X.\n\npub mod z;\nmod a;\nmod b;\nmod c;\n\nfn x() {}\n"
        );
        assert_eq!(
            with_line(text, "mod d;", is_module),
            "//! X.\n\npub mod z;\nmod a;\nmod c;\nmod d;\n\nfn x() {}\n"
        );
        assert_eq!(
            with_line("//! X.\n\nuse y;\n\nfn x() {}\n", "mod b;", is_module),
            "//! X.\n\nuse y;\n\nmod b;\n\nfn x() {}\n"
        );
    }

    #[test]
    fn an_entry_stands_at_the_end_of_its_list() {
        let text = "static L: &[X] = &[a!(\"x\", [1])];\nstatic M: &[X] = &[];\n";
        assert_eq!(
            with_entry(text, "static L", "b").unwrap(),
            "static L: &[X] = &[\n    a!(\"x\", [1]),\n    b,\n];\nstatic M: &[X] = &[];\n"
        );
        assert!(with_entry(text, "static M", "b").unwrap().ends_with("&[\n    b,\n];\n"));
        assert_eq!(with_entry(text, "static N", "b"), None);
    }

    #[test]
    fn names_are_in_snake_case() {
        assert!(check_name("pay_multi_change").is_ok());
        for name in ["", "Pay", "pay-x", "../x", "1x"] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }
}
