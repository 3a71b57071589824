//! What can be asked: one file for each verb.

mod demo;
mod explain;
mod generate;
mod reference;
mod scan;
mod show;

use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub enum Command {
    Scan(scan::Scan),
    Explain(explain::Explain),
    Show(show::Show),
    Demo(demo::Demo),
    Reference(reference::Reference),
    Generate(generate::Generate),
}

impl Command {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match self {
            Command::Scan(it) => it.run(),
            Command::Explain(it) => it.run(),
            Command::Show(it) => it.run(),
            Command::Demo(it) => it.run(),
            Command::Reference(it) => it.run(),
            Command::Generate(it) => it.run(),
        }
    }
}
