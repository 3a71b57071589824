//! All exports, written from one invented dossier and read back.

#![expect(clippy::disallowed_methods, reason = "bless writes pages")]

#[path = "../fixture/mod.rs"]
mod fixture;

mod catalogue;
mod checks;
mod hostile;
mod ocsf;
mod page;
mod redaction;
mod snapshots;
mod terminal;

use exports::Options;
use model::dossier::Dossier;

const PLAIN: Options = Options { redact: false, version: "0.1.0" };
const REDACTED: Options = Options { redact: true, version: "0.1.0" };

/// What an export writes, as text.
fn written(file_name: &str, dossier: &Dossier, options: &Options) -> String {
    let export = exports::export(file_name).unwrap_or_else(|| panic!("no export writes {file_name}"));
    let mut out = Vec::new();
    (export.write)(dossier, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn json_lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|it| serde_json::from_str(it).unwrap_or_else(|err| panic!("{err}: {it}"))).collect()
}
