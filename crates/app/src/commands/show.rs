//! `bonafide show`: the record that a reference names.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;

use crate::output;

/// Prints the record at FILE:LINE, a reference as it stands in evidence.ndjson and in the report.
#[derive(clap::Args)]
pub struct Show {
    /// Path below the input folder, a colon, and the line or the number of the record.
    reference: String,
    /// The folders that were scanned.
    #[arg(required = true)]
    input: Vec<PathBuf>,
}

impl Show {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let found = self
            .reference
            .rsplit_once(':')
            .and_then(|(file, place)| Some((file, place.parse::<u64>().ok()?)));
        let Some((file, place)) = found else {
            bail!("not a reference: `{}`; write FILE:LINE", self.reference);
        };
        let records = pipeline::show(&self.input, file, place)?;
        if records.is_empty() {
            bail!(
                "no record stands at `{}`; the path is below the input folder, as in evidence.ndjson",
                self.reference
            );
        }
        for record in records {
            output::data(&format!("{record}\n"))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
