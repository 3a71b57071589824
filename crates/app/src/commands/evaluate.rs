//! `bonafide evaluate`: how often a scan was right, where the truth is known.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use evaluation::{Evaluation, Outputs, ScanFiles, Settings, Truth};

use crate::output;

/// Says how often a scan was right, where the truth is known.
///
/// TRUTH is the truth.json of an invented company, OUT the folder that `bonafide scan --out` wrote about it. Shown are
/// recall and precision at each tier, honest people raised per 1,000, what an analyst would have found with --budget people
/// a week, days from the first sign and before the loss, pairs of people in rings, each indicator by itself, whether bits
/// mean what they say, and every look-alike. More companies are put together with --pair.
///
/// Example:  bonafide evaluate company/truth.json report/
///           bonafide evaluate --pair 1/truth.json 1/out --pair 2/truth.json 2/out --html benchmark.html
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Evaluate {
    /// The truth.json of an invented company.
    #[arg(requires = "out")]
    truth: Option<PathBuf>,
    /// The folder that the scan of it wrote.
    out: Option<PathBuf>,
    /// One company more.
    #[arg(long, num_args = 2, value_names = ["TRUTH", "OUT"])]
    pair: Vec<PathBuf>,
    /// How many people can be looked at in a week.
    #[arg(long, value_name = "K", default_value_t = 5)]
    budget: u64,
    /// Share of guilty people before any evidence is heard; without it, the share in the truth.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    prior: Option<f64>,
    /// End with 1 where fewer of the guilty people are raised: a share.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    least_recall: Option<f64>,
    /// End with 1 where more honest people are raised, of 1,000.
    #[arg(long, value_name = "PER_1000")]
    most_honest: Option<f64>,
    /// Write all of it as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a page with plots.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(it) if it > 0.0 && it < 1.0 => Ok(it),
        _ => Err("not a share between 0 and 1".to_owned()),
    }
}

impl Evaluate {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let mut pairs = Vec::new();
        if let (Some(truth), Some(out)) = (&self.truth, &self.out) {
            pairs.push((read_truth(truth)?, read_outputs(out)?));
        }
        for pair in self.pair.chunks(2) {
            if let [truth, out] = pair {
                pairs.push((read_truth(truth)?, read_outputs(out)?));
            }
        }
        if pairs.is_empty() {
            bail!("nothing to evaluate; give TRUTH and OUT, or --pair TRUTH OUT for each company");
        }
        let settings = Settings { people_a_week: self.budget, prior: self.prior };
        let evaluation = Evaluation::of(&pairs, &settings);
        output::data(&evaluation.text())?;
        written(self.json.as_deref(), || evaluation.json())?;
        written(self.html.as_deref(), || evaluation.html())?;
        Ok(if self.holds(&evaluation) { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    /// Whether the limits that were given are kept; says which are not.
    fn holds(&self, evaluation: &Evaluation) -> bool {
        let Some(raised) = evaluation.raised() else { return true };
        let mut res = true;
        let recall = raised.recall.value().unwrap_or(0.0);
        if let Some(least) = self.least_recall.filter(|it| recall < *it) {
            output::say(&format!("{recall:.3} of the guilty people are raised, fewer than {least}"));
            res = false;
        }
        let honest = raised.honest.value().unwrap_or(0.0) * 1_000.0;
        if let Some(most) = self.most_honest.filter(|it| honest > *it) {
            output::say(&format!("{honest:.1} of 1,000 honest people are raised, more than {most}"));
            res = false;
        }
        res
    }
}

/// Writes a rendering where one was asked for.
pub fn written(file: Option<&Path>, rendering: impl Fn() -> String) -> anyhow::Result<()> {
    if let Some(file) = file {
        fs::write(file, rendering()).with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    Ok(())
}

pub fn read_truth(path: &Path) -> anyhow::Result<Truth> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Truth::parse(&bytes).with_context(|| format!("`{}`", path.display()))
}

/// Files besides `people.csv` may be missing; the evaluation then says so.
pub fn read_outputs(folder: &Path) -> anyhow::Result<Outputs> {
    let people = folder.join("people.csv");
    let people_csv = fs::read(&people).with_context(|| format!("cannot read `{}`", people.display()))?;
    let other = |name: &str| match fs::read(folder.join(name)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot read `{}`", folder.join(name).display()))
        }
        read => Ok(read.unwrap_or_default()),
    };
    let evidence_ndjson = other("evidence.ndjson")?;
    let rings_json = other("rings.json")?;
    let coverage_json = other("coverage.json")?;
    let files = ScanFiles {
        people_csv: &people_csv,
        evidence_ndjson: &evidence_ndjson,
        rings_json: &rings_json,
        coverage_json: &coverage_json,
    };
    Outputs::parse(&files).with_context(|| format!("`{}`", folder.display()))
}
