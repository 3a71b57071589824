//! `bonafide explain`: why one person scores what they score.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use exports::{Options, terminal};

use super::scan;
use crate::output;

/// Shows the reasons for one person, with records, innocent explanations, and what to check next.
///
/// PERSON is an id as in the report: worker:W0104, or W0104.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Explain {
    person: String,
    /// The folders to read, as for scan.
    #[arg(required = true)]
    input: Vec<PathBuf>,
    #[command(flatten)]
    asked: scan::Asked,
    #[arg(long)]
    redact: bool,
}

impl Explain {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let dossier = scan::run(&self.asked.request(self.input.clone()))?;
        let options = Options { redact: self.redact, version: env!("CARGO_PKG_VERSION") };
        match terminal::explain(&dossier, &options, &self.person, output::columns()) {
            Some(text) => output::data(&text)?,
            None => bail!("nobody is known as `{}`; give an id such as worker:W0104", self.person),
        }
        Ok(ExitCode::SUCCESS)
    }
}
