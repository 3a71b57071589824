//! `cargo xtask ci quick|full|night`: what CI runs, and people too.
//!
//! Every call that can reach the query engine selects the whole workspace and all targets: another selection has
//! other features, and would build the engine again. The tests come last, so that their summary is the last thing said.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{tidy, tree};

/// Crates that link the query engine, and so cannot be checked in a minute.
const WITH_ENGINE: &[&str] = &["store", "pipeline", "app"];

#[derive(clap::Args)]
pub struct Ci {
    #[arg(value_enum)]
    lane: Lane,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Lane {
    /// A minute or two: format, tidy, Clippy and the tests of the crates that do not link the engine.
    Quick,
    /// Everything.
    Full,
    /// A thousand invented companies that nobody looked at, with a release build; hours. Fails where more than two of
    /// 1,000 honest people are raised.
    Night,
}

impl Ci {
    pub fn run(&self) -> Result<()> {
        match self.lane {
            Lane::Quick => quick(),
            Lane::Full => full(),
            Lane::Night => night(),
        }
    }
}

fn quick() -> Result<()> {
    tree::run(&mut tree::cargo(&["fmt", "--all", "--check"]))?;
    tidy::run()?;
    let mut selection = vec!["--workspace"];
    for name in WITH_ENGINE {
        selection.extend(["--exclude", name]);
    }
    let clippy = [&["clippy"], &selection[..], &["--all-targets", "--", "-D", "warnings"]].concat();
    tree::run(&mut tree::cargo(&clippy))?;
    tests(&selection)
}

fn full() -> Result<()> {
    tree::run(&mut tree::cargo(&["fmt", "--all", "--check"]))?;
    tidy::run()?;
    tree::run(&mut tree::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let mut documentation = tree::cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]);
    tree::run(documentation.env("RUSTDOCFLAGS", "-D warnings"))?;
    tree::run(&mut tree::cargo(&["check", "--manifest-path", "fuzz/Cargo.toml", "--no-default-features"]))?;
    tree::run(&mut tree::cargo(&["build", "--workspace", "--all-targets"]))?;
    reference()?;
    tests(&["--workspace"])
}

fn night() -> Result<()> {
    let mut companies = Command::new("bench/companies.sh");
    companies.current_dir(tree::root()).envs([
        ("FROM", "10001"),
        ("TO", "11000"),
        ("LIMITS", "--most-honest 2"),
    ]);
    tree::run(&mut companies)
}

/// The reference is printed, and every id in it leads to a page or a part of it.
fn reference() -> Result<()> {
    let whole = printed(&[])?;
    let mut followed = 0;
    for id in ids(&whole) {
        let page = printed(&[&id])?;
        if page.trim().is_empty() {
            bail!("`bonafide reference {id}` prints nothing");
        }
        followed += 1;
    }
    if followed == 0 {
        bail!("the reference names nothing that can be asked for");
    }
    eprintln!("reference: {followed} ids followed");
    Ok(())
}

fn printed(arguments: &[&str]) -> Result<String> {
    let mut command = Command::new(tree::binary(false));
    command.arg("reference").args(arguments).stderr(Stdio::inherit());
    let output = command.output().context("cannot start the program")?;
    if !output.status.success() {
        bail!("`bonafide reference {}` ended with {}", arguments.join(" "), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Ids of indicators (`## id: title`), sources and outputs (`` - `id`: ``) of the reference.
fn ids(reference: &str) -> Vec<String> {
    let mut res = Vec::new();
    let mut part = "";
    for line in reference.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            part = title;
        } else if let (Some((id, _)), "Indicators") =
            (line.strip_prefix("## ").and_then(|it| it.split_once(": ")), part)
        {
            res.push(id.to_owned());
        } else if let (Some((id, about)), "Sources" | "Outputs") =
            (line.strip_prefix("- `").and_then(|it| it.split_once("`: ")), part)
            // Containers are opened and have no page.
            && !about.starts_with("opened,")
        {
            res.push(id.to_owned());
        }
    }
    res
}

/// Documentation tests first: the summary of the tests is the last thing that is said.
fn tests(selection: &[&str]) -> Result<()> {
    let nextest = tree::cargo(&["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !nextest.is_ok_and(|it| it.success()) {
        return tree::run(&mut tree::cargo(&[&["test", "--no-fail-fast"], selection].concat()));
    }
    tree::run(&mut tree::cargo(&[&["test", "--quiet", "--doc"], selection].concat()))?;
    tree::run(&mut tree::cargo(&[&["nextest", "run", "--no-fail-fast"], selection].concat()))
}

#[cfg(test)]
mod tests {
    use super::ids;

    #[test]
    fn ids_that_have_a_page_are_followed() {
        let reference = "# Indicators\n\n## pay-x: Pay\n\n- phase: p\n# Sources\n\n- `okta`: Okta\n- `archive_zip`: opened, holds no records itself\n\
                         # Tables\n\n## changes\n# Outputs\n\n- `people.csv`: rows\n";
        assert_eq!(ids(reference), ["pay-x", "okta", "people.csv"]);
    }
}
