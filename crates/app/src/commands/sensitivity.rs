//! `bonafide sensitivity`: whose tier hangs on the weight of one single indicator.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use model::dossier::Dossier;
use model::{Bits, PersonId};
use score::Swing;

use super::scan;
use crate::output;
use crate::table::table;

/// Shows whose tier would change if the weight of one indicator were another.
///
/// Weights are judgements. For each indicator in turn all its levels are moved up and down by --by bits, and
/// everybody concerned is weighed again, exactly as a scan would. Who is in the table hangs on one judgement;
/// who is raised and not in it would be raised without any single one of them being right to a bit.
///
/// Example:  bonafide sensitivity exports/
///           bonafide sensitivity exports/ --person W0104 --by 2
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Sensitivity {
    /// The folders to read, as for scan.
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// How far a weight is moved, in bits.
    #[arg(long, value_name = "BITS", default_value_t = 1.0, value_parser = step)]
    by: f64,
    /// Only this person: worker:W0104, or W0104.
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    #[command(flatten)]
    asked: scan::Asked,
}

fn step(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(it) if (0.01..=20.0).contains(&it) => Ok(it),
        _ => Err("not a number of bits between 0.01 and 20".to_owned()),
    }
}

impl Sensitivity {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let (dossier, mut weighing) = scan::run_to_weigh(&self.asked.request(self.input.clone()))?;
        if let Some(who) = &self.person {
            let Some(person) = dossier.person_named(who) else {
                bail!("nobody is known as `{who}`; give an id such as worker:W0104");
            };
            weighing = weighing.about(&BTreeSet::from([person.person.clone()]));
        }
        let swings = score::sensitivity(&weighing, Bits::from_f64(self.by));
        output::data(&told(&dossier, &swings, self.person.is_none(), Bits::from_f64(self.by))?)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn told(dossier: &Dossier, swings: &[Swing], everybody: bool, by: Bits) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    if everybody {
        let crosses = |it: &&Swing| it.tier.raised() != it.tier_then.raised();
        let crossing: BTreeMap<&PersonId, bool> =
            swings.iter().filter(crosses).map(|it| (&it.person, it.tier.raised())).collect();
        let raised = dossier.people.iter().filter(|it| it.tier.raised()).count();
        let falling = crossing.values().filter(|it| **it).count();
        writeln!(
            text,
            "raised now: {raised}; whatever single weight moves by {by}: {} stay raised",
            raised - falling
        )?;
        writeln!(text, "raised by a single weight that moves by {by}: {}", crossing.len() - falling)?;
    }
    if swings.is_empty() {
        writeln!(text, "no tier changes when one weight moves by {by}")?;
        return Ok(text);
    }
    let rows: Vec<Vec<String>> = swings
        .iter()
        .map(|it| {
            let moved = if it.moved > Bits::ZERO { format!("+{}", it.moved) } else { it.moved.to_string() };
            vec![
                output::visible(it.person.as_str()),
                it.bits.to_string(),
                it.tier.id().to_owned(),
                it.indicator.to_string(),
                moved,
                it.bits_then.to_string(),
                it.tier_then.id().to_owned(),
            ]
        })
        .collect();
    writeln!(text)?;
    text.push_str(&table(
        &["person", "bits", "tier", "indicator", "moved", "then", "tier"],
        &rows,
        &[1, 4, 5],
    ));
    Ok(text)
}
