//! `cargo xtask bless [PREFIX]`: what comes out today becomes what must come out.
//!
//! Runs the tests that prove pages with `BLESS=1`: indicators and sources (`proofs`), exports (`all`), shipped
//! rules (`shipped`); with a PREFIX (`payroll/`) only `proofs`, and of the indicators only those below it.
//! The call selects the whole workspace: a smaller selection has other features and would build the query
//! engine a second time.

use anyhow::Result;

use crate::tree;

#[derive(clap::Args)]
pub struct Bless {
    /// Only indicators whose path begins so: `payroll/` or `payroll/pay_multi_change`.
    prefix: Option<String>,
}

impl Bless {
    pub fn run(&self) -> Result<()> {
        let mut arguments = vec!["test", "--workspace", "--test", "proofs"];
        if self.prefix.is_none() {
            arguments.extend(["--test", "all", "--test", "shipped"]);
        }
        let mut command = tree::cargo(&arguments);
        command.env("BLESS", "1");
        if let Some(prefix) = &self.prefix {
            command.env("PROVE", prefix);
        }
        tree::run(&mut command)?;
        eprintln!(
            "now read the difference (`git diff`): what stands there is what the project says is right"
        );
        Ok(())
    }
}
