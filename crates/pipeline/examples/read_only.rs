//! Reads files into a data folder as a scan does, asks nothing, and says what it cost: for `bench/reading.sh`.
//!
//!     cargo run --release -p pipeline --example read_only -- INPUT DATA_FOLDER

#![expect(clippy::disallowed_methods, reason = "a program of its own: it has arguments and a clock")]
#![expect(clippy::print_stdout, reason = "a program of its own: it answers there")]

use std::path::PathBuf;
use std::time::Instant;

use pipeline::{Quiet, Request, Session};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(input), Some(data)) = (arguments.next(), arguments.next()) else {
        return Err("give an input and a data folder".into());
    };
    let begun = Instant::now();
    let request = Request { inputs: vec![input], data: Some(data), ..Request::default() };
    let report = Session::open(&request)?.read(&mut Quiet)?;
    let seconds = begun.elapsed().as_secs_f64();
    let records: u64 = report.inputs.iter().map(|it| it.records).sum();
    println!(
        "{}",
        serde_json::json!({"seconds": seconds, "records": records, "problems": report.problems.len()})
    );
    Ok(())
}
