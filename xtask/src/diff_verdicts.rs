//! `cargo xtask diff-verdicts A B`: whose bits, tier or reasons moved between two `people.csv`.
//!
//! In: two files, or two output folders. Out: one row for each person who differs, those who moved farthest first.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::table;

#[derive(clap::Args)]
pub struct DiffVerdicts {
    /// `people.csv` as it was, or the folder it stands in.
    before: PathBuf,
    /// `people.csv` as it is.
    after: PathBuf,
}

/// What one file says of a person.
#[derive(Clone, Debug, PartialEq)]
struct Verdict {
    tier: String,
    bits: f64,
    reasons: BTreeSet<String>,
}

impl DiffVerdicts {
    pub fn run(&self) -> Result<()> {
        let (before, after) = (verdicts(&self.before)?, verdicts(&self.after)?);
        let rows = moved(&before, &after);
        println!(
            "{} of {} people differ",
            rows.len(),
            before.keys().chain(after.keys()).collect::<BTreeSet<_>>().len()
        );
        if !rows.is_empty() {
            table::print(&["person", "bits before", "after", "tier before", "after", "reasons"], &rows);
        }
        Ok(())
    }
}

fn verdicts(path: &Path) -> Result<BTreeMap<String, Verdict>> {
    let path = if path.is_dir() { path.join("people.csv") } else { path.to_owned() };
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    parse(&text).with_context(|| format!("`{}`", path.display()))
}

fn parse(text: &str) -> Result<BTreeMap<String, Verdict>> {
    let rows = table::csv(text);
    let Some((heading, rows)) = rows.split_first() else { bail!("the file is empty") };
    let place = |name: &str| {
        heading.iter().position(|it| it == name).with_context(|| format!("there is no column `{name}`"))
    };
    let (person, tier, bits, reasons) = (place("person")?, place("tier")?, place("bits")?, place("reasons")?);
    let mut res = BTreeMap::new();
    for row in rows {
        let cell = |place: usize| row.get(place).map_or("", String::as_str);
        let bits_text = cell(bits);
        let verdict = Verdict {
            tier: cell(tier).to_owned(),
            bits: bits_text.parse().with_context(|| format!("not a number of bits: `{bits_text}`"))?,
            reasons: cell(reasons).split(';').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
        };
        res.insert(cell(person).to_owned(), verdict);
    }
    Ok(res)
}

fn moved(before: &BTreeMap<String, Verdict>, after: &BTreeMap<String, Verdict>) -> Vec<Vec<String>> {
    let mut res: Vec<(f64, Vec<String>)> = Vec::new();
    for person in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let (old, new) = (before.get(person), after.get(person));
        if old == new {
            continue;
        }
        let bits = |it: Option<&Verdict>| it.map_or("absent".to_owned(), |it| format!("{:.2}", it.bits));
        let tier = |it: Option<&Verdict>| it.map_or("absent".to_owned(), |it| it.tier.clone());
        let none = BTreeSet::new();
        let (had, has) = (old.map_or(&none, |it| &it.reasons), new.map_or(&none, |it| &it.reasons));
        let gone = had.difference(has).map(|it| format!("-{it}"));
        let come = has.difference(had).map(|it| format!("+{it}"));
        let distance = (new.map_or(0.0, |it| it.bits) - old.map_or(0.0, |it| it.bits)).abs();
        let reasons = gone.chain(come).collect::<Vec<_>>().join(" ");
        res.push((distance, vec![person.clone(), bits(old), bits(new), tier(old), tier(new), reasons]));
    }
    res.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    res.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_moved_is_named_with_the_reasons_that_came_and_went() {
        let heading = "rank,person,tier,bits,reasons\n";
        let before =
            parse(&format!("{heading}1,worker:A,verify,9.00,x;y\n2,worker:B,none,1.00,x\n")).unwrap();
        let after = parse(&format!(
            "{heading}1,worker:B,none,1.00,x\n2,worker:A,watch,4.50,y;z\n3,worker:C,none,0.00,\n"
        ))
        .unwrap();
        assert_eq!(moved(&before, &before), Vec::<Vec<String>>::new());
        assert_eq!(
            moved(&before, &after),
            [
                vec!["worker:A", "9.00", "4.50", "verify", "watch", "-x +z"],
                vec!["worker:C", "absent", "0.00", "absent", "none", ""],
            ]
        );
    }

    #[test]
    fn a_file_without_its_columns_is_refused() {
        assert!(parse("person,tier\nworker:A,none\n").is_err());
    }
}
