//! `bonafide calibrate`: weights fitted to cases that the company has decided.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use model::PersonId;
use model::dossier::Dossier;
use pipeline::decisions::{self, Told};
use pipeline::weights::{self, Weights};
use score::calibrate::Cases;
use score::decided::{self, Decided, Fitted};
use score::{PersonScore, Weighing};

use super::scan;
use crate::output;
use crate::table::table;

/// Fits what indicators weigh to cases that your company has decided, and shows what would change.
///
/// DECISIONS is a CSV with the columns person (or worker_id, applicant_id), decision (confirmed or cleared) and
/// decided_at. At least 10 confirmed and 10 cleared cases are needed. A level moves by 2 bits or by half of its
/// worth at most, the order of an indicator's levels stays, and a level seen in fewer than 5 cases stays as it
/// is. Nothing is put into force: with --out a file is written that your policy may name (weights = "…").
///
/// Example:  bonafide calibrate decisions.csv exports/ --out weights.toml
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Calibrate {
    decisions: PathBuf,
    /// The folders to read, as for scan.
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// Where the fitted weights are written; without it they are only shown.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    asked: scan::Asked,
}

impl Calibrate {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let path = self.decisions.display().to_string();
        let bytes = fs::read(&self.decisions).with_context(|| format!("cannot read `{path}`"))?;
        let (dossier, weighing) = scan::run_to_weigh(&self.asked.request(self.input.clone()))?;
        let (rows, unused) =
            evaluation::decided::read(&bytes).map_err(|it| anyhow!("`{path}`: {}", it.cause))?;
        let decisions = rows.into_iter().map(|it| Told {
            line: it.line,
            who: it.who,
            ids: it.ids,
            decided: Decided { confirmed: it.confirmed, at: it.at },
        });
        let (decided, unknown) = decisions::by_person(decisions.collect(), &dossier);
        for problem in unused.iter().chain(&unknown) {
            output::say(&format!("{}: {}", output::visible(&path), output::visible(problem)));
        }
        let fitted = decided::fit(&weighing, &decided).with_context(|| format!("`{path}`"))?;
        output::data(&told(&dossier, &weighing, &decided, &fitted)?)?;
        if let Some(out) = &self.out {
            fs::write(out, written(&dossier, &decided, &fitted))
                .with_context(|| format!("cannot write `{}`", out.display()))?;
            output::say(&format!(
                "weights: {}; nothing uses them until a policy names the file (weights = \"…\")",
                out.display()
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn told(
    dossier: &Dossier,
    weighing: &Weighing,
    decided: &BTreeMap<PersonId, Decided>,
    fitted: &[Fitted],
) -> Result<String, std::fmt::Error> {
    let all = decided::count(decided);
    let mut text = String::new();
    writeln!(text, "decided cases: {} confirmed, {} cleared\n", all.confirmed, all.cleared)?;
    let mut rows = Vec::new();
    for it in fitted.iter().filter(|it| it.is_seen() || it.changes()) {
        for level in &it.levels {
            rows.push(vec![
                it.indicator.to_string(),
                level.level.clone(),
                level.seen.confirmed.to_string(),
                level.seen.cleared.to_string(),
                observed(level.seen, all),
                level.shipped.to_string(),
                level.before.to_string(),
                level.after.to_string(),
                if level.before == level.after { String::new() } else { "changes".to_owned() },
            ]);
        }
    }
    if rows.is_empty() {
        writeln!(text, "no sign was seen in any of them, so that nothing changes")?;
        return Ok(text);
    }
    let heading =
        ["indicator", "level", "confirmed", "cleared", "observed", "shipped", "before", "after", ""];
    text.push_str(&table(&heading, &rows, &[2, 3, 4, 5, 6, 7]));
    writeln!(text)?;
    let rows = moved(dossier, weighing, fitted);
    if rows.is_empty() {
        writeln!(text, "nobody's tier would change")?;
        return Ok(text);
    }
    let n = rows.len();
    writeln!(
        text,
        "{}",
        if n == 1 { "1 tier would change".to_owned() } else { format!("{n} tiers would change") }
    )?;
    text.push_str(&table(&["person", "before", "tier", "after", "tier"], &rows, &[1, 3]));
    Ok(text)
}

/// What the cases alone say; a level that one side alone shows has no ratio.
fn observed(seen: Cases, all: Cases) -> String {
    score::calibrate::observed(seen, all).map_or_else(|| "-".to_owned(), |it| format!("{it:.2}"))
}

/// Whose tier would be another, in the order of the report.
fn moved(dossier: &Dossier, weighing: &Weighing, fitted: &[Fitted]) -> Vec<Vec<String>> {
    let by_person = |scores: Vec<PersonScore>| -> BTreeMap<PersonId, PersonScore> {
        scores.into_iter().map(|it| (it.person.clone(), it)).collect()
    };
    let before = by_person(weighing.weigh().scores);
    let after = by_person(weighing.weigh_with(&decided::with_fitted(&weighing.scales, fitted)).scores);
    let mut rows = Vec::new();
    for it in &dossier.people {
        if let (Some(was), Some(is)) = (before.get(&it.person), after.get(&it.person))
            && was.tier != is.tier
        {
            rows.push(vec![
                output::visible(it.person.as_str()),
                was.bits.to_string(),
                was.tier.id().to_owned(),
                is.bits.to_string(),
                is.tier.id().to_owned(),
            ]);
        }
    }
    rows
}

/// Only what is not as shipped.
fn written(dossier: &Dossier, decided: &BTreeMap<PersonId, Decided>, fitted: &[Fitted]) -> String {
    let mut own = Weights::new();
    for it in fitted {
        for level in it.levels.iter().filter(|it| it.after != it.shipped) {
            own.entry(it.indicator.to_string()).or_default().insert(level.level.clone(), level.after);
        }
    }
    let all = decided::count(decided);
    let about = [
        format!(
            "Fitted to {} confirmed and {} cleared cases, as of {}.",
            all.confirmed,
            all.cleared,
            dossier.now.strftime("%Y-%m-%d")
        ),
        "A level that is not named here weighs what is shipped. Name this file in bonafide.toml to use it."
            .to_owned(),
    ];
    weights::write(&own, &about)
}
