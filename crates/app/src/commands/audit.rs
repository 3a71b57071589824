//! `bonafide audit fairness`: are honest people of all groups raised alike?

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use evaluation::fairness::{Audit as Audited, Company, Known};

use super::evaluate::{read_outputs, read_truth, written};
use crate::output;

/// Audits what a scan said about your people.
#[derive(clap::Args)]
pub struct Audit {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    Fairness(Fairness),
}

/// Shows how often honest people of each country, agency, worker type and time zone were raised.
///
/// OUT is the folder that `bonafide scan --out` wrote, not redacted. --groups is a CSV such as your workers table:
/// worker_id and any of country, agency, worker_type, time_zone. Who is honest is told by --decisions, a CSV with the
/// columns person (or worker_id, applicant_id), decision (confirmed or cleared) and decided_at, as for calibrate; for an
/// invented company by --truth. The groups are read for this audit alone and never for a score, and the audit names nobody.
///
/// Example:  bonafide audit fairness report/ --groups hr/workers.csv --decisions decisions.csv
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
struct Fairness {
    /// The folder that a scan wrote.
    out: PathBuf,
    /// worker_id and any of country, agency, worker_type, time_zone.
    #[arg(long, value_name = "FILE")]
    groups: PathBuf,
    /// Who was confirmed and who was cleared.
    #[arg(long, value_name = "FILE", required_unless_present = "truth", conflicts_with = "truth")]
    decisions: Option<PathBuf>,
    /// The truth.json of an invented company, in place of decisions.
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
    /// Write all of it as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a page with plots.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

impl Audit {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match &self.what {
            What::Fairness(it) => it.run(),
        }
    }
}

impl Fairness {
    fn run(&self) -> anyhow::Result<ExitCode> {
        let read =
            |path: &PathBuf| fs::read(path).with_context(|| format!("cannot read `{}`", path.display()));
        let outputs = read_outputs(&self.out)?;
        let groups = read(&self.groups)?;
        let truth = self.truth.as_ref().map(|it| read_truth(it)).transpose()?;
        let decisions = self.decisions.as_ref().map(read).transpose()?.unwrap_or_default();
        let known = truth.as_ref().map_or(Known::Decisions(&decisions), Known::Truth);
        let audit = Audited::of(&[Company { outputs: &outputs, known, groups: &groups }])?;
        output::data(&audit.text())?;
        written(self.json.as_deref(), || audit.json())?;
        written(self.html.as_deref(), || audit.html())?;
        Ok(ExitCode::SUCCESS)
    }
}
