//! Conversations with the binary, and whole companies: one test binary, since each that links the engine is large.

#![expect(clippy::disallowed_methods, reason = "runs the binary and reads what it wrote")]
#![expect(clippy::print_stderr, reason = "a test that was left out says so")]

mod companies;
mod data_folder;
mod evaluating;
mod fairness;
mod hostile;
mod moments;
mod samples;
mod terminal;
mod watching;
mod weights;

use std::path::{Path, PathBuf};

use company::Company;
use model::dossier::Dossier;
use pipeline::{Quiet, Request};

/// Writes files below a folder.
fn write(dir: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        let path = dir.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// Scans a company in a folder of its own.
fn scan_company(company: &Company) -> Dossier {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in &company.files {
        write(dir.path(), &[(name, bytes)]);
    }
    let request =
        Request { inputs: vec![dir.path().to_owned()], now: Some(company.now), ..Request::default() };
    pipeline::scan(&request, &mut Quiet).unwrap()
}

/// The folder of shared material, or none where it is not there outside CI.
fn shared() -> Option<PathBuf> {
    let dir = std::env::var_os("BONAFIDE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    if dir.is_dir() {
        return Some(dir);
    }
    assert!(std::env::var_os("CI").is_none(), "the shared folder is missing: set BONAFIDE_SHARED");
    eprintln!("left out: no shared folder; set BONAFIDE_SHARED to run this test");
    None
}
