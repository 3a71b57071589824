//! `bonafide checks`: what to check next about one person, in which order.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use exports::{Options, terminal};

use super::scan;
use crate::output;

/// Lists what to check next about one person: what settles most for what it takes comes first.
///
/// For each check: who can do it, what it takes, how many bits stand on what it speaks to, and what would
/// clear the person. A check that several reasons ask for stands once. Of equals the least intrusive is first.
///
/// PERSON is an id as in the report: worker:W0104, or W0104.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Checks {
    person: String,
    /// The folders to read, as for scan.
    #[arg(required = true)]
    input: Vec<PathBuf>,
    #[command(flatten)]
    asked: scan::Asked,
    /// Mask names and contacts.
    #[arg(long)]
    redact: bool,
}

impl Checks {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let dossier = scan::run(&self.asked.request(self.input.clone()))?;
        let options = Options { redact: self.redact, version: env!("CARGO_PKG_VERSION") };
        match terminal::checks(&dossier, &options, &self.person, output::columns()) {
            Some(text) => output::data(&text)?,
            None => bail!("nobody is known as `{}`; give an id such as worker:W0104", self.person),
        }
        Ok(ExitCode::SUCCESS)
    }
}
