//! `bonafide generate`: an invented company of any size, for trials and benches.

use std::path::PathBuf;
use std::process::ExitCode;

use company::Recipe;

use super::demo;
use crate::output;

/// Writes an invented company of the wanted size, without scanning it.
#[derive(clap::Args)]
pub struct Generate {
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// How many people work there.
    #[arg(long, default_value_t = 40)]
    workers: usize,
    /// Plant the scenarios of the demo, on its longer window; without it four weeks of an ordinary company.
    #[arg(long)]
    story: bool,
}

impl Generate {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let recipe = if self.story {
            Recipe { workers: self.workers, ..Recipe::demo(self.seed) }
        } else {
            Recipe::sized(self.seed, self.workers)
        };
        let company = company::generate(&recipe);
        demo::write(&company, &self.out.join("exports"))?;
        output::say(&format!(
            "{} in {}; scan it with --now {}",
            company.name,
            self.out.display(),
            company.now
        ));
        Ok(ExitCode::SUCCESS)
    }
}
