//! Real logs of TeamViewer and Google Drive, and real browsing histories: all is read, and what can be counted
//! by other means agrees.
//!
//! The files lie outside the repository (`BONAFIDE_SHARED`, default `../shared` beside it). The counts were taken
//! with `sqlite3`, `grep` and by eye, not with these readers.

#![expect(clippy::disallowed_methods, reason = "reads shared samples")]

mod collected;

use std::path::{Path, PathBuf};

use collected::{Collected, read};
use model::{Level, Record};
use sources::Context;

fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("BONAFIDE_SHARED").map_or_else(beside, PathBuf::from);
    let folder = folder.join("data/remote-access-logs");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is not there", folder.display());
    say(format!("left out: {} is not there", folder.display()));
    None
}

#[expect(clippy::print_stderr)]
fn say(text: String) {
    eprintln!("{text}");
}

/// Reads one file; it must be known as `kind` and give no problem.
fn sound(folder: &Path, name: &str, kind: &str) -> Collected {
    let found =
        read(&format!("ws-07/{name}"), std::fs::read(folder.join(name)).unwrap(), &Context::default());
    assert_eq!(found.reports[0].kind, Some(kind), "{name}: {:?}", found.reports[0].reason);
    let problems: Vec<_> = found.problems.iter().filter(|it| it.level == Level::Problem).collect();
    assert!(problems.is_empty(), "{name}: {problems:?}");
    say(format!("{name}: {kind}, {} records", found.records.len()));
    found
}

fn at(record: &Record, column: &str) -> String {
    record.get(column).as_time().map(|it| it.to_string()).unwrap_or_default()
}

#[test]
fn the_list_and_the_log_of_teamviewer_tell_of_the_same_session() {
    let Some(folder) = shared() else { return };
    let list = sound(&folder, "teamviewer/connections_incoming.txt", "teamviewer_connections");
    assert_eq!(list.records.len(), 1);
    let listed = &list.records[0];
    assert_eq!(listed.text("peer_id"), Some("1660360496"));
    assert_eq!(listed.text("peer_name"), Some("TestUserRedacted"));
    assert_eq!(listed.text("direction"), Some("in"));
    assert_eq!(at(listed, "happened_at"), "2024-02-16T14:16:32Z");

    let out = sound(&folder, "teamviewer/Connections.txt", "teamviewer_connections");
    assert_eq!(out.records.len(), 1);
    assert_eq!(out.records[0].text("direction"), Some("out"));
    assert_eq!(out.records[0].text("local_user"), Some("IEUser"));
    assert_eq!(at(&out.records[0], "ended_at"), "2024-02-20T13:11:52Z");

    let log = sound(&folder, "teamviewer/TeamViewer15_Logfile.log", "teamviewer_logfile");
    let sessions: Vec<&Record> = log.records.iter().filter(|it| it.text("kind") == Some("session")).collect();
    assert_eq!(sessions.len(), 1);
    // Local time there, UTC in the list: the log's own offset makes them one.
    assert_eq!(at(sessions[0], "happened_at"), "2024-02-16T14:16:32.444Z");
    assert_eq!(at(sessions[0], "ended_at"), "2024-02-16T14:18:36.1Z");
    assert_eq!(sessions[0].text("peer_id"), listed.text("peer_id"));
    assert_eq!(sessions[0].text("own_id"), Some("1660388656"));
    assert_eq!(sessions[0].text("device_name"), Some("MSEDGEWIN10"));
    assert_eq!(sessions[0].text("how"), Some("password"));
    let kinds = |kind: &str| log.records.iter().filter(|it| it.text("kind") == Some(kind)).count();
    assert_eq!((kinds("start"), kinds("own_id"), kinds("request")), (2, 1, 0));
}

#[test]
fn every_visit_and_download_of_chrome_is_read_whatever_its_version() {
    let Some(folder) = shared() else { return };
    for (name, visits, downloads) in [
        ("History", 69, 2),
        ("History-57.0.2987.133", 1, 1),
        ("History-58.0.3029.96", 1, 1),
        ("History-59.0.3071.86", 1, 1),
        ("History-59_added-fake-column", 1, 1),
    ] {
        let found = sound(&folder, &format!("chrome-history/{name}"), "browser_history_chromium");
        let count =
            |activity: &str| found.records.iter().filter(|it| it.text("activity") == Some(activity)).count();
        assert_eq!((count("visit"), count("download")), (visits, downloads), "{name}");
        let download = found.records.iter().find(|it| it.text("activity") == Some("download")).unwrap();
        assert!(download.text("object").is_some() && download.text("host").is_some(), "{name}");
    }
    let found = sound(&folder, "chrome-history/History-57.0.2987.133", "browser_history_chromium");
    assert_eq!(at(&found.records[0], "happened_at"), "2018-01-21T14:09:53.885478Z");
    assert_eq!(found.records[0].text("host"), Some("raw.githubusercontent.com"));
}

#[test]
fn a_history_cut_anywhere_is_survived() {
    let Some(folder) = shared() else { return };
    let whole = std::fs::read(folder.join("chrome-history/History")).unwrap();
    for cut in (0..whole.len()).step_by(5_000) {
        let found = read("History", &whole[..cut], &Context::default());
        assert!(!found.problems.iter().any(|it| it.cause.contains("reader broke")), "{:?}", found.problems);
        assert!(
            found.records.len() < 71 && (found.reports[0].kind.is_none() || found.reports[0].problems > 0)
        );
    }
}

#[test]
fn files_that_google_drive_carried_are_told_with_their_account() {
    let Some(folder) = shared() else { return };
    // Twenty changes were completed; three of them are folders.
    let mut n_files = 0;
    for name in ["google-drive-sync/sync_log.log", "google-drive-sync/sync_log-osx.log"] {
        let found = sound(&folder, name, "google_drive_desktop");
        n_files += found.records.len();
        for record in &found.records {
            assert!(record.text("object").is_some() && record.text("account").is_some(), "{record:?}");
            assert!(
                record.text("cloud_account").is_some_and(|it| it.contains("fake-account@")),
                "{record:?}"
            );
        }
    }
    assert_eq!(n_files, 17);
}
