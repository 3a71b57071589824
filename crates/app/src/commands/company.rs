//! `bonafide company`: an invented company in the formats of real exports, with the truth about what was planted.
//!
//! Files are written while they are made, so the company may be larger than the memory.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use company::{Outline, Recipe, Untidiness};

use crate::output;

/// Makes an invented company: `exports/` as its systems would write them, and `truth.json` with what was planted.
#[derive(clap::Args)]
pub struct Company {
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The same seed gives the same bytes.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    #[command(flatten)]
    size: Size,
    /// Stories that are played: ids such as `c01,b03`, or `all`, `cases`, `quiet`, `look-alikes`, `none`.
    #[arg(long, value_name = "IDS", default_value = "none")]
    scenarios: String,
}

/// How large an invented company is, and how untidy its records.
#[derive(Clone, clap::Args)]
pub struct Size {
    /// How many people work there, those of the stories included.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    pub workers: u32,
    /// How many months its machines logged.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=36))]
    pub months: u32,
    /// As untidy as real exports: late and cut files, repeats, wrong clocks, respelled headers, shared accounts.
    #[arg(long)]
    pub untidy: bool,
}

impl Size {
    pub fn recipe(&self, seed: u64, scenarios: &str) -> anyhow::Result<Recipe> {
        let ids = chosen(scenarios)?;
        let mut res = Recipe::with_scenarios(seed, self.workers as usize, 0, &ids).over_months(self.months);
        if self.untidy {
            res.untidy = Untidiness::usual();
        }
        Ok(res)
    }
}

impl Company {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let exports = self.out.join("exports");
        let outline = write_exports(&self.size.recipe(self.seed, &self.scenarios)?, &exports)?;
        let truth = self.out.join("truth.json");
        fs::write(&truth, outline.truth_json())
            .with_context(|| format!("cannot write `{}`", truth.display()))?;
        output::say(&format!(
            "{}: {} records in {}; scan them with --now {}",
            outline.name,
            outline.records,
            exports.display(),
            outline.now
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes the files of a company while they are made.
pub fn write_exports(recipe: &Recipe, exports: &Path) -> anyhow::Result<Outline> {
    let mut begun = BTreeSet::new();
    company::generate_into(recipe, recipe.seed, &mut |file: &str, bytes: &[u8]| {
        let path = exports.join(file);
        let first = begun.insert(file.to_owned());
        if let (true, Some(parent)) = (first, path.parent()) {
            fs::create_dir_all(parent).with_context(|| format!("cannot make `{}`", parent.display()))?;
        }
        let mut options = fs::OpenOptions::new();
        options.create(true).write(true);
        if first {
            options.truncate(true)
        } else {
            options.append(true)
        };
        let mut open = options.open(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
        open.write_all(bytes).with_context(|| format!("cannot write `{}`", path.display()))
    })
}

/// The ids that a list names.
fn chosen(list: &str) -> anyhow::Result<Vec<&str>> {
    let all = company::scenarios();
    let of = |letters: &[char]| -> Vec<&str> {
        all.iter().map(|it| it.id).filter(|id| id.starts_with(letters)).collect()
    };
    Ok(match list {
        "none" => Vec::new(),
        "all" => of(&['c', 'q', 'b']),
        "cases" => of(&['c']),
        "quiet" => of(&['q']),
        "look-alikes" => of(&['b']),
        ids => {
            let ids: Vec<&str> = ids.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
            for id in &ids {
                if !all.iter().any(|it| it.id == *id) {
                    bail!("no scenario is called `{id}`: there are {}", of(&['c', 'q', 'b']).join(", "));
                }
            }
            ids
        }
    })
}
