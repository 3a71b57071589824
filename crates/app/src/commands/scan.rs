//! `bonafide scan`: folders in, a report out.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use exports::{EXPORTS, Options, terminal};
use jiff::Timestamp;
use model::Tier;
use model::dossier::Dossier;
use pipeline::Request;
use score::Weighing;

use crate::output;
use crate::spinner::Spinner;

/// Reads exports, ties records to people, and writes the report and its machine-readable files.
///
/// INPUT is a folder (or several) with whatever the company can export: tables of HR and hiring, resumes,
/// sign-in logs, endpoint logs, mail. Files are recognised by content, in any folders and archives; what is
/// not recognised is listed with a reason. `bonafide reference` prints everything that can be read.
///
/// Example:  bonafide scan exports/ --out report/
///           then open report/report.html
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Scan {
    /// Folders or files to read.
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// Where the report is written; made if it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// End with exit code 1 if someone stands at this tier or above: watch, verify, urgent.
    #[arg(long, value_name = "TIER")]
    fail_on: Option<String>,
    /// Mask names, contacts and record text in everything that is written.
    #[arg(long)]
    redact: bool,
}

/// What a scan needs to know besides its input.
#[derive(clap::Args, Clone)]
pub struct Asked {
    /// Keep records here between scans; without it a temporary folder is used.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Your own Sigma rules: a folder, a file, or an archive of them.
    #[arg(long, value_name = "DIR|ARCHIVE")]
    pub rules: Option<PathBuf>,
    /// The company's policy; else bonafide.toml in the first input folder.
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// The day of the analysis, as 2026-10-12 or 2026-10-12T00:00:00Z; else the newest records decide.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub now: Option<Timestamp>,
}

impl Asked {
    pub fn request(&self, inputs: Vec<PathBuf>) -> Request {
        Request {
            inputs,
            data: self.data.clone(),
            policy: self.policy.clone(),
            rules: self.rules.clone(),
            now: self.now,
        }
    }
}

fn time(text: &str) -> Result<Timestamp, String> {
    let date = || text.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| date().map(|it| it.timestamp()))
        .ok_or_else(|| "not a time; write 2026-10-12 or 2026-10-12T00:00:00Z".to_owned())
}

impl Scan {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let fail_on = match self.fail_on.as_deref() {
            Some(id) => match Tier::from_id(id) {
                Some(tier) => Some(tier),
                None => bail!("no tier is named `{id}`; there are none, watch, verify, urgent"),
            },
            None => None,
        };
        let options = Options { redact: self.redact, version: env!("CARGO_PKG_VERSION") };
        let dossier = run(&self.asked.request(self.input.clone()))?;
        write(&dossier, &options, &self.out)?;
        output::data(&terminal::table(&dossier, &options, output::columns()))?;
        output::say(&format!("report: {}", self.out.join("report.html").display()));
        let reached = fail_on.is_some_and(|tier| dossier.people.iter().any(|it| it.tier >= tier));
        Ok(if reached { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// Scans, with progress.
pub fn run(request: &Request) -> anyhow::Result<Dossier> {
    let mut spinner = Spinner::new();
    let dossier = pipeline::scan(request, &mut spinner);
    spinner.finish();
    Ok(dossier?)
}

/// The same, with what was weighed.
pub fn run_to_weigh(request: &Request) -> anyhow::Result<(Dossier, Weighing)> {
    let mut spinner = Spinner::new();
    let res = pipeline::scan_to_weigh(request, &mut spinner);
    spinner.finish();
    Ok(res?)
}

/// Writes every file of the output contract.
pub fn write(dossier: &Dossier, options: &Options<'_>, out: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(out).with_context(|| format!("cannot make `{}`", out.display()))?;
    for export in EXPORTS {
        let path = out.join(export.file_name);
        let file = File::create(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
        let mut file = BufWriter::new(file);
        (export.write)(dossier, options, &mut file)
            .and_then(|()| file.flush())
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}
