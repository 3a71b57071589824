//! `bonafide reference`: what the program knows, printed from the code itself.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::bail;
use enrichment::Knowledge;
use proofs::Page;

use crate::output;

/// Prints what the program knows: indicators, sources, tables, views, outputs, lists.
///
/// `bonafide reference` lists everything; `bonafide reference pay-multi-change` prints one page, and
/// `bonafide reference remote_tools` one list as it can be edited and handed back.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Reference {
    /// indicators, sources, tables, views, outputs, lists; or the id of one of them.
    what: Option<String>,
}

impl Reference {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let mut text = String::new();
        match self.what.as_deref() {
            None => {
                for part in [indicators, sources, tables, views, outputs, lists] {
                    part(&mut text)?;
                }
            }
            Some("indicators") => indicators(&mut text)?,
            Some("sources") => sources(&mut text)?,
            Some("tables") => tables(&mut text)?,
            Some("views") => views(&mut text)?,
            Some("outputs") => outputs(&mut text)?,
            Some("lists") => lists(&mut text)?,
            Some(id) => match (page(id), Knowledge::shipped().text(id)) {
                (Some(page), _) => text.push_str(page),
                (None, Ok(list)) => text.push_str(&list),
                _ => bail!("nothing is named `{id}`; `bonafide reference` lists everything"),
            },
        }
        output::data(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn page(id: &str) -> Option<&'static str> {
    let indicator = indicators::all().into_iter().find(|it| it.header().is_ok_and(|it| it.id == id));
    let source = ::sources::SOURCES.iter().find(|it| it.id == id);
    let export = exports::EXPORTS.iter().find(|it| it.id == id || it.file_name == id);
    indicator.map(|it| it.proof).or(source.map(|it| it.proof)).or(export.map(|it| it.proof))
}

fn indicators(text: &mut String) -> anyhow::Result<()> {
    writeln!(text, "# Indicators\n")?;
    for indicator in indicators::all() {
        let header = indicator.header()?;
        let levels: Vec<String> = header.levels.iter().map(|(name, bits)| format!("{name} {bits}")).collect();
        let needs: Vec<String> = header.needs.iter().map(|it| it.join(" or ")).collect();
        writeln!(text, "## {}: {}\n", header.id, header.title)?;
        writeln!(text, "- phase: {}", indicator.phase())?;
        writeln!(
            text,
            "- status: {}, category: {}, cause: {}",
            header.status.id(),
            header.category.id(),
            header.cause
        )?;
        writeln!(text, "- levels, in bits: {}", levels.join(", "))?;
        writeln!(text, "- weight: {}", header.weight)?;
        writeln!(text, "- needs: {}", needs.join(", "))?;
        for (name, value) in &header.params {
            writeln!(text, "- parameter {name}: {value}")?;
        }
        writeln!(text, "- source: {}", header.source)?;
        writeln!(text, "- {}\n", Page::parse(indicator.proof).summary.replace('\n', " "))?;
    }
    Ok(())
}

fn sources(text: &mut String) -> anyhow::Result<()> {
    writeln!(text, "# Sources\n")?;
    for source in ::sources::SOURCES {
        writeln!(text, "- `{}`: {}; feeds {}", source.id, source.title, source.feeds.join(", "))?;
    }
    for kind in ::sources::open::CONTAINER_KINDS {
        writeln!(text, "- `{kind}`: opened, holds no records itself")?;
    }
    writeln!(text)?;
    Ok(())
}

fn tables(text: &mut String) -> anyhow::Result<()> {
    writeln!(text, "# Tables\n")?;
    for table in model::tables::ALL {
        writeln!(text, "## {}\n\n{}\n", table.name, table.about.trim())?;
        for column in table.columns {
            let must = if column.required { ", required" } else { "" };
            writeln!(text, "- {}: {:?}{must}", column.name, column.kind)?;
        }
        writeln!(text)?;
    }
    Ok(())
}

fn views(text: &mut String) -> anyhow::Result<()> {
    writeln!(text, "# Views (version {})\n", pipeline::VIEWS_VERSION)?;
    for view in pipeline::views() {
        writeln!(text, "## {}\n\n{}\n\n```sql\n{}\n```\n", view.name, view.about.trim(), view.sql.trim())?;
    }
    Ok(())
}

fn outputs(text: &mut String) -> anyhow::Result<()> {
    writeln!(text, "# Outputs\n")?;
    for export in exports::EXPORTS {
        writeln!(text, "- `{}`: {}", export.file_name, export.about)?;
    }
    Ok(())
}

fn lists(text: &mut String) -> anyhow::Result<()> {
    writeln!(text, "\n# Lists of what is known\n")?;
    for list in Knowledge::shipped().lists() {
        writeln!(
            text,
            "- `{}`: {}; {} entries, as of {}; {}; licence {}",
            list.id, list.title, list.entries, list.as_of, list.origin, list.licence
        )?;
    }
    Ok(())
}
