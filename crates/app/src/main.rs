//! What did the person at the terminal ask for? Arguments in, exit codes out; the work is done below.

#![expect(clippy::disallowed_methods, reason = "the roof knows files, arguments and the terminal")]

mod commands;
mod output;
mod spinner;
mod table;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Finds fraudulent remote workers in a company's own records, and says why.
///
/// It reads a folder of exports (HR, hiring, shipping, sign-ins, endpoint, mail …), ties every record to a
/// person, and writes a report: whom to check first, on which records that rests, what would innocently
/// explain it, and what to check next. It accuses nobody, acts on nobody, and calls nobody: all work is done
/// on this machine.
///
/// Begin with:  bonafide demo            (an invented company, scanned)
/// Then:        bonafide scan EXPORTS --out REPORT
#[derive(Parser)]
#[command(name = "bonafide", version, verbatim_doc_comment)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match arguments.command.run() {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&error);
            ExitCode::from(2)
        }
    }
}

/// Somebody who reads only the first lines (`| head`) is not an error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|it| {
        it.downcast_ref::<std::io::Error>().is_some_and(|it| it.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
