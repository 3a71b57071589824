//! How do we hand it on?
//!
//! In: a [`Dossier`]. Out: bytes, to whatever the caller opened. One file here for each file of the output
//! contract, with its page beside it; [`EXPORTS`] lists them. [`terminal`] is the same story as plain text.
//!
//! Same dossier, same options: same bytes. Everything in a dossier that came from outside is hostile:
//! text is escaped for HTML, JSON, CSV or the terminal at the moment it is written.
//!
//! Must not know: where a dossier came from. Judges nothing, weighs nothing, opens no file.

use std::io::{self, Write};

use model::dossier::Dossier;

mod people_csv;

mod evidence_ndjson;
mod findings_ocsf;
mod links_csv;
mod rings_json;

mod coverage_json;
mod inputs_json;
mod problems_ndjson;

mod html_report;
pub mod terminal;

mod checks;
mod reading;
mod redact;

mod csv_cell;
mod json;
mod visible;

/// One file that a scan writes.
pub struct Export {
    /// The format, in snake case, as its file here is named.
    pub id: &'static str,
    /// The name of the file in the output folder.
    pub file_name: &'static str,
    /// One sentence for the reference.
    pub about: &'static str,
    /// Writes it whole. The only errors are those of `out`.
    pub write: fn(&Dossier, &Options, &mut dyn Write) -> io::Result<()>,
    /// Its page: what it is, and one small dossier in this format.
    pub proof: &'static str,
}

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Names, contacts and record text are masked; the same value has the same mask in every file.
    pub redact: bool,
    /// The version of the program, for `metadata.product` and the foot of the page.
    pub version: &'a str,
}

/// Every export, the one for people first.
pub static EXPORTS: &[Export] = &[
    Export {
        id: "html_report",
        file_name: "report.html",
        about: "one self-contained page for people, no network needed to read it",
        write: html_report::write,
        proof: include_str!("html_report.md"),
    },
    Export {
        id: "people_csv",
        file_name: "people.csv",
        about: "one row per worker and applicant, by bits falling",
        write: people_csv::write,
        proof: include_str!("people_csv.md"),
    },
    Export {
        id: "evidence_ndjson",
        file_name: "evidence.ndjson",
        about: "one line per piece of evidence and person, with the records it rests on",
        write: evidence_ndjson::write,
        proof: include_str!("evidence_ndjson.md"),
    },
    Export {
        id: "links_csv",
        file_name: "links.csv",
        about: "one row per pair of people who may be one pair of hands or one group",
        write: links_csv::write,
        proof: include_str!("links_csv.md"),
    },
    Export {
        id: "rings_json",
        file_name: "rings.json",
        about: "groups of linked people, with the artefacts they share",
        write: rings_json::write,
        proof: include_str!("rings_json.md"),
    },
    Export {
        id: "coverage_json",
        file_name: "coverage.json",
        about: "what each indicator did: found, nothing, could not look, or broke",
        write: coverage_json::write,
        proof: include_str!("coverage_json.md"),
    },
    Export {
        id: "problems_ndjson",
        file_name: "problems.ndjson",
        about: "what could not be read, and what was assumed, by file and place",
        write: problems_ndjson::write,
        proof: include_str!("problems_ndjson.md"),
    },
    Export {
        id: "inputs_json",
        file_name: "inputs.json",
        about: "every file read, with its digest, kind, records and problems",
        write: inputs_json::write,
        proof: include_str!("inputs_json.md"),
    },
    Export {
        id: "findings_ocsf",
        file_name: "findings.ocsf.ndjson",
        about: "OCSF 1.5 Detection Finding per evidence and Incident Finding per raised person",
        write: findings_ocsf::write,
        proof: include_str!("findings_ocsf.md"),
    },
];

/// The export with that file name.
pub fn export(file_name: &str) -> Option<&'static Export> {
    EXPORTS.iter().find(|it| it.file_name == file_name)
}
