//! `bonafide watch`: follows files that are written on, and keeps a report up to date.

use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::{Duration, Instant};

use exports::Options;
use pipeline::{Quiet, Session};

use crate::commands::scan::{Asked, write};
use crate::output;

/// Follows a folder: new files, growing files, files that are rotated or begun anew.
///
/// Looks at the folder every few seconds and reads what is new: of logs that are written line by line only
/// the new lines, of everything else the whole file again, which adds nothing that was there before. With
/// --data, whoever starts again goes on where it ended. With --out, the report is written anew when something
/// came, at most once in --report-every seconds. Stop it with Ctrl-C at any moment: what was read is kept.
///
/// Example:  bonafide watch /var/exports --data kept/ --out report/
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Watch {
    /// Folders or files to follow.
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// Where the report is written; without it, records are only read and kept.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    asked: Asked,
    /// How often the folder is looked at.
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0, value_parser = seconds)]
    every: f64,
    /// How often, at most, the report is written.
    #[arg(long, value_name = "SECONDS", default_value_t = 900.0, value_parser = seconds)]
    report_every: f64,
    /// End once two looks in a row find nothing new, with a last report.
    #[arg(long)]
    until_idle: bool,
    /// Mask names, contacts and record text in everything that is written.
    #[arg(long)]
    redact: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(it) if it.is_finite() && (0.05..=1e7).contains(&it) => Ok(it),
        _ => Err("not a number of seconds between 0.05 and 10,000,000".to_owned()),
    }
}

impl Watch {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let options = Options { redact: self.redact, version: env!("CARGO_PKG_VERSION") };
        let mut session = Session::open(&self.asked.request(self.input.clone()))?;
        let mut reported: Option<Instant> = None;
        let mut is_new = false;
        let mut idle_looks = 0;
        loop {
            let report = session.follow(&mut Quiet)?;
            for (file, records) in &report.fresh {
                output::say(&format!("read {} ({records} records so far)", output::visible(file)));
            }
            idle_looks = if report.fresh.is_empty() { idle_looks + 1 } else { 0 };
            is_new |= !report.fresh.is_empty() || reported.is_none();
            let done = self.until_idle && idle_looks >= 2;
            let is_due = reported.is_none_or(|it| it.elapsed() >= Duration::from_secs_f64(self.report_every));
            if let Some(out) = &self.out
                && is_new
                && (is_due || done)
                && !report.inputs.is_empty()
            {
                let dossier = session.ask(report, &mut Quiet)?;
                write(&dossier, &options, out)?;
                output::say(&format!("report: {}", out.join("report.html").display()));
                reported = Some(Instant::now());
                is_new = false;
            }
            if done {
                return Ok(ExitCode::SUCCESS);
            }
            sleep(Duration::from_secs_f64(self.every));
        }
    }
}
