//! `bonafide drill`: people work an invented company whose truth is nowhere to be read, and learn what they found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use evaluation::Truth;
use evaluation::decided;
use evaluation::drill::Drill as Done;

use super::company::{Size, write_exports};
use crate::output;

/// What the company is made from. Its truth is made anew from this, and stands nowhere until then.
const RECIPE: &str = "drill.json";
const DECISIONS: &str = "decisions.csv";
const HEADER: &str = "person,decision,decided_at,note\n";

/// For teaching: a team works an invented company, writes down whom it would confirm and whom it would clear, and sees
/// afterwards whom it found, missed and wrongly named.
///
/// Example:  bonafide drill begin exercise/ --workers 120
///           bonafide scan exercise/exports --out exercise/report --now TIME     (or any other tool, or none)
///           bonafide drill end exercise/
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Drill {
    #[command(subcommand)]
    step: Step,
}

#[derive(clap::Subcommand)]
enum Step {
    /// Makes the company and an empty decisions.csv.
    Begin(Begin),
    /// Compares decisions.csv with the truth.
    End(End),
}

#[derive(clap::Args)]
struct Begin {
    /// A folder that is not there yet, or empty.
    dir: PathBuf,
    /// Without it, one that nobody knows.
    #[arg(long)]
    seed: Option<u64>,
    #[command(flatten)]
    size: Size,
    /// Stories that are played: ids, or `all`, `cases`, `quiet`, `look-alikes`.
    #[arg(long, value_name = "IDS", default_value = "all")]
    scenarios: String,
}

#[derive(clap::Args)]
struct End {
    /// The folder of the drill.
    dir: PathBuf,
}

impl Drill {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match &self.step {
            Step::Begin(it) => it.run(),
            Step::End(it) => it.run(),
        }
    }
}

impl Begin {
    fn run(&self) -> anyhow::Result<ExitCode> {
        let dir = self.dir.display();
        if self.dir.join(DECISIONS).exists() || self.dir.join(RECIPE).exists() {
            bail!("`{dir}` holds a drill already; give another folder, so that nobody's decisions are lost");
        }
        let seed = self.seed.unwrap_or_else(unknown_seed);
        let recipe = self.size.recipe(seed, &self.scenarios)?;
        let outline = write_exports(&recipe, &self.dir.join("exports"))?;
        let told = serde_json::json!({
            "seed": seed, "workers": self.size.workers, "months": self.size.months, "untidy": self.size.untidy,
            "scenarios": self.scenarios,
        });
        write(&self.dir.join(RECIPE), &format!("{told:#}\n"))?;
        write(&self.dir.join(DECISIONS), HEADER)?;
        output::say(&format!(
            "{}: {} records in {dir}/exports, as of {}\n\
             Write a line into {dir}/{DECISIONS} for everybody whom you would confirm or clear: a worker or applicant id, \
             `confirmed` or `cleared`, the day on which you could have known, and why.\n\
             Then run `bonafide drill end {dir}`. To let the program look too: `bonafide scan {dir}/exports --out {dir}/report \
             --now {}`",
            outline.name, outline.records, outline.now, outline.now
        ));
        Ok(ExitCode::SUCCESS)
    }
}

impl End {
    fn run(&self) -> anyhow::Result<ExitCode> {
        let recipe = self.dir.join(RECIPE);
        let text = fs::read_to_string(&recipe).with_context(|| {
            format!("cannot read `{}`; begin one with `bonafide drill begin`", recipe.display())
        })?;
        let told: serde_json::Value =
            serde_json::from_str(&text).with_context(|| format!("`{}`", recipe.display()))?;
        let number = |name: &str| told.get(name).and_then(serde_json::Value::as_u64);
        let (Some(seed), Some(workers), Some(months)) = (number("seed"), number("workers"), number("months"))
        else {
            bail!("`{}` names no seed, workers and months; it is not a drill's", recipe.display());
        };
        let size = Size {
            workers: u32::try_from(workers.clamp(1, 50_000))?,
            months: u32::try_from(months.clamp(1, 36))?,
            untidy: told.get("untidy").and_then(serde_json::Value::as_bool) == Some(true),
        };
        let scenarios = told.get("scenarios").and_then(serde_json::Value::as_str).unwrap_or("all");
        let recipe = size.recipe(seed, scenarios)?;
        let outline =
            company::generate_into(&recipe, seed, &mut |_: &str, _: &[u8]| Ok::<(), anyhow::Error>(()))?;
        let truth = Truth::parse(outline.truth_json().as_bytes())?;
        let decisions = self.dir.join(DECISIONS);
        let bytes = fs::read(&decisions).with_context(|| format!("cannot read `{}`", decisions.display()))?;
        let (rows, problems) = decided::read(&bytes).with_context(|| format!("`{}`", decisions.display()))?;
        for problem in problems {
            output::say(&format!("{}: {problem}", decisions.display()));
        }
        output::data(&Done::of(&truth, &rows).text())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// From the keys that the standard library draws for its hash maps.
fn unknown_seed() -> u64 {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one("drill") >> 16
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}
