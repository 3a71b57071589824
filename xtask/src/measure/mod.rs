//! `cargo xtask measure DIR`: how well does a scan find what was planted?
//!
//! In: a sample folder with `input/` and `truth.json`. The binary scans the input with the day that the truth
//! names; nothing of the truth is handed to it. Out: plain tables: files, broken places, recall, harmless
//! traits, who was raised and when. Judges nothing and ends well: the figures are for people to read.

mod outputs;
mod report;
mod truth;

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::tree;
use outputs::Outputs;
use truth::Truth;

#[derive(clap::Args)]
pub struct Measure {
    /// The sample: a folder with `input/` and `truth.json`, such as `bonafide company` writes with `exports/`.
    dir: PathBuf,
    /// Another day of the analysis than the truth's.
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// Use the release build.
    #[arg(long)]
    release: bool,
    /// Use the program as it was built last.
    #[arg(long)]
    no_build: bool,
    /// Where the outputs are left; else in the target folder, and written over by the next run.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Measure {
    pub fn run(&self) -> Result<()> {
        if !self.no_build {
            let mut arguments = vec!["build", "--workspace"];
            // The release build has no use for test binaries; the debug build shares one build with the tests.
            arguments.push(if self.release { "--release" } else { "--all-targets" });
            tree::run(&mut tree::cargo(&arguments))?;
        }
        let truth = Truth::read(&self.dir.join("truth.json"))?;
        let input = ["input", "exports"].map(|it| self.dir.join(it)).into_iter().find(|it| it.is_dir());
        let input =
            input.with_context(|| format!("there is no `input` or `exports` in `{}`", self.dir.display()))?;
        let name = self.dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let out = self.out.clone().unwrap_or_else(|| tree::target().join("measure").join(name));
        if out.join("people.csv").exists() {
            std::fs::remove_dir_all(&out).with_context(|| format!("cannot empty `{}`", out.display()))?;
        }
        let now = self.now.clone().unwrap_or_else(|| truth.now.clone());
        let mut command = Command::new(tree::binary(self.release));
        command.arg("scan").arg(&input).arg("--out").arg(&out).args(["--now", &now]);
        command.stdout(std::process::Stdio::null());
        let begun = Instant::now();
        tree::run(&mut command)?;
        let seconds = begun.elapsed().as_secs_f64();
        let outputs = Outputs::read(&out)?;
        println!("{}: {}", truth.company, self.dir.display());
        println!("scanned in {seconds:.1} s, day of the analysis {now}, outputs in {}", out.display());
        report::print(&truth, &outputs);
        Ok(())
    }
}
