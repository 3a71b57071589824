//! `bonafide demo`: an invented company, made, scanned, and where to look.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use company::{Company, Recipe};
use exports::{Options, terminal};
use pipeline::Request;

use super::scan;
use crate::output;

/// Makes an invented company with a few planted cases and honest look-alikes, scans it, and says where to look.
#[derive(clap::Args)]
pub struct Demo {
    /// Where the company and its report are written.
    #[arg(long, value_name = "DIR", default_value = "bonafide-demo")]
    out: PathBuf,
    /// Another seed makes another company.
    #[arg(long, default_value_t = 7)]
    seed: u64,
}

impl Demo {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        output::say("making an invented company …");
        let company = company::generate(&Recipe::demo(self.seed));
        let exports_dir = self.out.join("exports");
        write(&company, &exports_dir)?;
        let bytes: usize = company.files.values().map(Vec::len).sum();
        output::say(&format!(
            "{}: {} files, {} MB, below {}",
            company.name,
            company.files.len(),
            bytes / 1_000_000,
            exports_dir.display()
        ));
        let request = Request { inputs: vec![exports_dir], now: Some(company.now), ..Request::default() };
        let dossier = scan::run(&request)?;
        let options = Options { redact: false, version: env!("CARGO_PKG_VERSION") };
        let report = self.out.join("report");
        scan::write(&dossier, &options, &report)?;
        output::data(&terminal::table(&dossier, &options, output::columns()))?;
        let planted = company.truth.people.iter().filter(|it| it.guilty).count();
        output::say(&format!(
            "\n{planted} people were planted in this company as the published cases tell; the others are honest, \
             some of them look-alikes.\nopen {} to see who is raised, and why",
            report.join("report.html").display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a company's files, and what was planted beside them (never inside: that would be read).
pub fn write(company: &Company, dir: &Path) -> anyhow::Result<()> {
    for (name, bytes) in &company.files {
        let path = dir.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot make `{}`", parent.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    let truth = dir.parent().unwrap_or(Path::new(".")).join("truth.json");
    fs::write(&truth, company.truth_json()).with_context(|| format!("cannot write `{}`", truth.display()))?;
    Ok(())
}
