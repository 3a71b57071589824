//! The published samples: every neutral table and list in them is recognised, and what was broken in them
//! on purpose is told with its place, nothing else.
//!
//! Needs `../shared` (or `BONAFIDE_SHARED`).

#![expect(clippy::disallowed_methods, reason = "reads shared samples")]
#![expect(clippy::print_stderr, reason = "counts, and what was left out, are told")]

mod collected;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use collected::{Collected, read};
use model::{Level, Place};
use sources::Context;
use sources::context::{FilePattern, NetworkList, TableMap};

fn samples() -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("BONAFIDE_SHARED").map_or(default, PathBuf::from);
    let res = shared.join("samples");
    if res.is_dir() {
        return Some(res);
    }
    assert!(std::env::var_os("CI").is_none_or(|it| it != "true"), "{} is missing", res.display());
    eprintln!("left out: no samples at {}", res.display());
    None
}

/// Every file below a folder, by its path with `/`.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut res = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                res.push((name, path));
            }
        }
    }
    res.sort();
    res
}

/// What the policies of the samples say about reading.
fn policy() -> Context {
    let columns = [
        ("worker_id", "Personalnummer"),
        ("reviewed_at", "Datum"),
        ("rating", "Note"),
        ("note", "Bemerkung"),
    ];
    Context {
        tables: vec![TableMap {
            files: FilePattern::new("hr/reviews_export.csv").unwrap(),
            table: &model::tables::PERFORMANCE,
            time_zone: Some(jiff::tz::TimeZone::get("America/New_York").unwrap()),
            date_format: Some("%d.%m.%Y".to_owned()),
            datetime_format: None,
            columns: columns.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned())).to_vec(),
        }],
        lists: vec![NetworkList {
            files: FilePattern::new("intel/astrill-*.txt").unwrap(),
            label: "astrill".to_owned(),
            as_of: Some("2026-05-01".to_owned()),
        }],
        ..Context::default()
    }
}

fn read_sample(name: &str, file: &str) -> Option<Collected> {
    let path = samples()?.join(name).join("input").join(file);
    Some(read(file, std::fs::read(path).unwrap(), &policy()))
}

fn kind(found: &Collected) -> Option<&'static str> {
    found.reports.first().and_then(|it| it.kind)
}

#[test]
fn every_csv_of_the_samples_that_is_a_table_is_recognised() {
    let Some(samples) = samples() else { return };
    for sample in ["tiny", "harbor"] {
        let folder = samples.join(sample).join("input");
        let truth: serde_json::Value =
            serde_json::from_slice(&std::fs::read(samples.join(sample).join("truth.json")).unwrap()).unwrap();
        let broken: BTreeSet<&str> =
            truth["broken"].as_array().unwrap().iter().filter_map(|it| it["file"].as_str()).collect();
        let mut n_tables = 0;
        for (name, path) in files(&folder) {
            let in_tables = ["ats/", "hr/", "it/"].iter().any(|it| name.starts_with(it))
                && name.matches('/').count() == 1;
            if !(in_tables || name.starts_with("intel/")) || !name.ends_with(".csv") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            if bytes.starts_with(b"CreationDate") {
                continue;
            }
            let found = read(&name, bytes, &policy());
            let report = &found.reports[0];
            let kind = report.kind.unwrap_or_else(|| panic!("{name}: {:?}", report.reason));
            assert!(kind.starts_with("table_") || kind == "asn_ranges", "{name} is read as {kind}");
            n_tables += 1;
            if !broken.contains(name.as_str()) {
                let problems: Vec<_> =
                    found.problems.iter().filter(|it| it.level == Level::Problem).collect();
                assert!(problems.is_empty(), "{sample} {name}: {problems:?}");
                assert!(report.records > 0, "{name} gives nothing");
            }
        }
        assert!(n_tables >= 15, "{sample}: only {n_tables} tables");
    }
}

#[test]
fn rows_that_were_broken_on_purpose_are_told_with_their_lines() {
    let Some(found) = read_sample("harbor", "hr/changes_old_system.csv") else { return };
    let places: Vec<Place> =
        found.problems.iter().filter(|it| it.level == Level::Problem).map(|it| it.place).collect();
    assert_eq!(places, [Place::Line(2), Place::Line(3)]);
    assert_eq!(found.records.len(), 1);

    let Some(found) = read_sample("harbor", "hr/latin1_notes.csv") else { return };
    let places: Vec<Place> =
        found.problems.iter().filter(|it| it.level == Level::Problem).map(|it| it.place).collect();
    assert_eq!(places, [Place::Line(2)]);
    assert_eq!(kind(&found), Some("table_performance"));
}

#[test]
fn every_json_export_is_cut_into_records_and_only_broken_lines_are_told() {
    use sources::formats::json::{Piece, Splitter, Wrapping, is_one_line};
    let Some(samples) = samples() else { return };
    let mut told = Vec::new();
    let mut n_files = 0;
    for sample in ["tiny", "harbor"] {
        for (name, path) in files(&samples.join(sample).join("input")) {
            let bytes = std::fs::read(&path).unwrap();
            let (name, bytes) = if let Some(name) = name.strip_suffix(".gz") {
                let mut out = Vec::new();
                let _ = flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut out);
                (name.to_owned(), out)
            } else if let Some(name) = name.strip_suffix(".zst") {
                (name.to_owned(), zstd::decode_all(&bytes[..]).unwrap())
            } else {
                (name, bytes)
            };
            if !name.ends_with(".json") && !name.ends_with(".jsonl") {
                continue;
            }
            n_files += 1;
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(64 << 10)]);
            let mut stream = &bytes[..];
            let mut splitter = Splitter::new(&mut stream, Wrapping::Envelope, is_one_line(&head));
            let mut n_records = 0;
            while let Some(piece) = splitter.next_piece() {
                match piece {
                    Piece::Record { .. } => {
                        serde_json::from_slice::<serde_json::Value>(splitter.bytes()).unwrap();
                        n_records += 1;
                    }
                    Piece::Trouble { line, .. } => told.push((name.clone(), line)),
                }
            }
            assert!(n_records > 0, "{name}");
        }
    }
    assert!(n_files > 50, "{n_files}");
    told.retain(|it| it.0 != "it/okta/half.jsonl");
    assert_eq!(
        told,
        [("it/okta.jsonl".to_owned(), 12), ("it/okta/system-log-2026-10.jsonl".to_owned(), 502)]
    );
}

#[test]
fn foreign_headers_are_read_through_the_policy_s_map() {
    let Some(found) = read_sample("harbor", "hr/reviews_export.csv") else { return };
    assert_eq!(kind(&found), Some("table_performance"));
    let first = &found.records[0];
    assert!(first.text("worker_id").is_some_and(|it| it.starts_with('W')));
    // Midnight in New York, in summer.
    assert!(first.at().unwrap().to_string().ends_with("T04:00:00Z"), "{first:?}");
}

#[test]
fn lists_archives_and_files_nobody_knows_are_told_apart() {
    let Some(found) = read_sample("harbor", "intel/astrill-2026-05.txt") else { return };
    assert_eq!(kind(&found), Some("network_list"));
    assert!(found.records.iter().all(|it| it.text("label") == Some("astrill")));
    assert_eq!(found.records.len(), 5);

    for (file, wanted) in [("intel/city.mmdb", "mmdb_city"), ("intel/asn-flat.mmdb", "mmdb_asn")] {
        let Some(found) = read_sample("harbor", file) else { return };
        assert_eq!(kind(&found), Some("mmdb"), "{file}");
        assert_eq!(found.datasets.first().map(|it| it.0), Some(wanted), "{file}");
    }

    let Some(found) = read_sample("harbor", "intel/loop.zip") else { return };
    assert_eq!(kind(&found), Some("archive_zip"));
    assert!(
        found.reports.iter().any(|it| it.file.starts_with("intel/loop.zip!a/b.zip")),
        "{:?}",
        found.reports
    );
    assert!(found.problems.iter().all(|it| it.level == Level::Notice), "{:?}", found.problems);

    let Some(found) = read_sample("harbor", "it/notes-from-it.xyz") else { return };
    assert_eq!(kind(&found), None);
    assert!(found.reports[0].reason.as_deref().is_some_and(|it| it.starts_with("text, first line")));

    let Some(found) = read_sample("harbor", "ats/resumes/empty.pdf") else { return };
    assert_eq!((kind(&found), found.reports[0].reason.as_deref()), (None, Some("empty")));

    let Some(found) = read_sample("harbor", "bonafide.toml") else { return };
    assert_eq!(kind(&found), Some("policy"));
}
