//! Writes one export of the invented dossier: `cargo run -p exports --example report -- report.html [redact]`.

#![expect(clippy::disallowed_methods, reason = "writes a page to look at")]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use std::io::{self, BufWriter, Write as _};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file_name = arguments.first().map_or("report.html", String::as_str);
    let options = exports::Options { redact: arguments.iter().any(|it| it == "redact"), version: "0.1.0" };
    let dossier = fixture::dossier();
    let mut out = BufWriter::new(io::stdout().lock());
    match file_name {
        "table" => out.write_all(exports::terminal::table(&dossier, &options, 100).as_bytes())?,
        "explain" => {
            let text = exports::terminal::explain(&dossier, &options, "W0417", 100).unwrap_or_default();
            out.write_all(text.as_bytes())?;
        }
        _ => {
            let Some(export) = exports::export(file_name) else {
                return Err(io::Error::other(format!("no export of that name: `{file_name}`")));
            };
            (export.write)(&dossier, &options, &mut out)?;
        }
    }
    out.flush()
}
