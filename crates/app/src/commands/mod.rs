//! What can be asked: one file for each verb.

mod audit;
mod calibrate;
mod checks;
mod company;
mod demo;
mod drill;
mod evaluate;
mod explain;
mod reference;
mod scan;
mod sensitivity;
mod show;
mod sources;
mod watch;

use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub enum Command {
    Scan(scan::Scan),
    Watch(watch::Watch),
    Explain(explain::Explain),
    Checks(checks::Checks),
    Sensitivity(sensitivity::Sensitivity),
    Calibrate(calibrate::Calibrate),
    Show(show::Show),
    Demo(demo::Demo),
    Sources(sources::Sources),
    Reference(reference::Reference),
    Company(company::Company),
    Evaluate(evaluate::Evaluate),
    Drill(drill::Drill),
    Audit(audit::Audit),
}

impl Command {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match self {
            Command::Scan(it) => it.run(),
            Command::Watch(it) => it.run(),
            Command::Explain(it) => it.run(),
            Command::Checks(it) => it.run(),
            Command::Sensitivity(it) => it.run(),
            Command::Calibrate(it) => it.run(),
            Command::Show(it) => it.run(),
            Command::Demo(it) => it.run(),
            Command::Sources(it) => it.run(),
            Command::Reference(it) => it.run(),
            Command::Company(it) => it.run(),
            Command::Evaluate(it) => it.run(),
            Command::Drill(it) => it.run(),
            Command::Audit(it) => it.run(),
        }
    }
}
