//! What do we do often? The workshop: `cargo xtask new | bless | tidy | ci | measure | diff-verdicts | fuzz-corpus`.
//!
//! In: the repository, and for `measure` a sample with its truth. Out: files, tables on stdout, an exit code.
//! Uses no crate of ours, so that it starts at once: it runs the tests and the binary from outside.

#![expect(
    clippy::disallowed_methods,
    reason = "the workshop works on the repository: files, programs, the environment"
)]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its answers are for the person at the terminal"
)]

mod bless;
mod ci;
mod diff_verdicts;
mod fuzz_corpus;
mod measure;
mod new;
mod table;
mod tidy;
mod tree;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The workshop of the house")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Writes the files of a new indicator, source, export or enrichment, and the lines that make it known.
    New(new::New),
    /// Writes what comes out today into the proof pages; read the difference before it is committed.
    Bless(bless::Bless),
    /// Checks the house itself: floors, lists, map, words, files.
    Tidy,
    /// Runs what CI runs.
    Ci(ci::Ci),
    /// Scans a sample that comes with its truth, and says what was found and what was not.
    Measure(measure::Measure),
    /// Says whose bits or tier differ between two `people.csv`.
    DiffVerdicts(diff_verdicts::DiffVerdicts),
    /// Grows the corpus of the fuzzers from the examples on the proof pages.
    FuzzCorpus,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::New(it) => it.run(),
        Verb::Bless(it) => it.run(),
        Verb::Tidy => tidy::run(),
        Verb::Ci(it) => it.run(),
        Verb::Measure(it) => it.run(),
        Verb::DiffVerdicts(it) => it.run(),
        Verb::FuzzCorpus => fuzz_corpus::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
