//! `bonafide sources`: what to export, from where, and what it is good for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::bail;
use proofs::Page;
use sources::{SOURCES, Source};

use crate::output;

/// Tells what to export: for each product, which export, with which role, from which screen or call, how far
/// back the product keeps it, and which indicators it feeds.
///
/// It is the page that a security team hands to its administrators.
/// `bonafide sources` prints all of it; `bonafide sources okta` only what has that word in its name or title.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Sources {
    /// A word of the kind or the title: okta, zoom, payroll.
    what: Option<String>,
}

impl Sources {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let wanted = self.what.as_deref().unwrap_or_default().to_lowercase();
        let matches = |it: &&&Source| it.id.contains(&wanted) || it.title.to_lowercase().contains(&wanted);
        let found: Vec<&Source> = SOURCES.iter().filter(matches).copied().collect();
        if found.is_empty() {
            bail!("no source has `{wanted}` in its name; `bonafide sources` lists all of them");
        }
        let fed = indicators_by_table()?;
        let mut text = String::new();
        if wanted.is_empty() {
            writeln!(text, "# What to export\n")?;
            writeln!(
                text,
                "Any part of this helps; nothing is required. Files are recognised by their content, so names and\nfolders are free. Begin with workers, applicants, shipments and sign-ins: most indicators need them.\n"
            )?;
        }
        for source in found {
            describe(source, &fed, &mut text)?;
        }
        output::data(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Indicators, by the tables that they need or look into.
fn indicators_by_table() -> anyhow::Result<BTreeMap<String, BTreeSet<String>>> {
    let mut res: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for indicator in indicators::all() {
        let header = indicator.header()?;
        for table in header.needs.iter().flatten() {
            res.entry(table.clone()).or_default().insert(header.id.clone());
        }
        let words: BTreeSet<&str> =
            indicator.sql.split(|it: char| !it.is_ascii_alphanumeric() && it != '_').collect();
        for table in model::tables::ALL.iter().filter(|it| words.contains(it.name)) {
            res.entry(table.name.to_owned()).or_default().insert(header.id.clone());
        }
    }
    Ok(res)
}

fn describe(
    source: &Source,
    fed: &BTreeMap<String, BTreeSet<String>>,
    text: &mut String,
) -> anyhow::Result<()> {
    writeln!(text, "## {} (`{}`)\n", source.title, source.id)?;
    let page = Page::parse(source.proof);
    for point in page.points("How to export") {
        writeln!(text, "- {point}")?;
    }
    let feeds: BTreeSet<&str> =
        source.feeds.iter().filter_map(|it| fed.get(*it)).flatten().map(String::as_str).collect();
    let feeds = match feeds.len() {
        0 => "none directly; it is looked things up in".to_owned(),
        _ => feeds.into_iter().collect::<Vec<_>>().join(", "),
    };
    writeln!(text, "- Feeds: {feeds}\n")?;
    Ok(())
}
