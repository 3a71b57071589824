//! What Google Drive's program for desktops (Backup and Sync) has brought over: `sync_log.log`.
//!
//! In: lines of time with offset, level, process, thread, place in the program, message. Out: `web_events`, one
//! for each file that went up, came down, was deleted or moved; `cloud_account` is the Google account.

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use model::Place;
use model::tables::WEB_EVENTS;
use regex::Regex;

use crate::browser_history::owner::{self, Owner};
use crate::formats::expression::expression;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "google_drive_desktop",
    title: "Google Drive desktop sync log (sync_log.log)",
    feeds: &["web_events"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("google_drive_desktop.md"),
};

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2},\d{3} [+-]\d{4}) [A-Z]+ pid=\d+ \d+:\S+\s+\w+\.pyo?:\d+ (.*)$",
    )
});
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| expression(r"- (?:Read|Write) request - (\S+@\S+)$"));
static CHANGE: LazyLock<Regex> = LazyLock::new(|| expression(r"^Direction\.(\w+), Action\.(\w+)"));
static NAME: LazyLock<Regex> =
    LazyLock::new(|| expression(r#"[(\s]name=u?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"#));
static PATH: LazyLock<Regex> =
    LazyLock::new(|| expression(r#"[(\s]path=u?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"#));
static MAPPED: LazyLock<Regex> = LazyLock::new(|| expression(r"MappedCloudPath\(mapped=(.*?), is_complete="));
static SIZE: LazyLock<Regex> = LazyLock::new(|| expression(r"[,\s]size=(\d+)"));

fn sniff(lines: &[&str]) -> bool {
    let matching = lines.iter().filter(|it| LINE.is_match(it)).count();
    let marks = ["Backup and Sync", "googledrivesync", "drive_request.py", "ImmutableChange(", "FSChange("];
    // Long messages go on over many lines.
    matching * 4 >= lines.len() && lines.iter().any(|it| marks.iter().any(|mark| it.contains(mark)))
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let owner = owner::of(reading.file());
    let mut cloud_account: Option<String> = None;
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        let Some(parts) = LINE.captures(&text) else { continue };
        let message = &parts[2];
        if let Some(found) = ACCOUNT.captures(message) {
            cloud_account = Some(found[1].to_owned());
        } else if let Some(changes) = message.strip_prefix("Worker successfully completed [") {
            // `ImmutableChange(…)` on Windows, `FSChange(…)` on macOS.
            for change in changes.split("Change(").skip(1) {
                completed(&parts[1], change, cloud_account.as_deref(), &owner, reading);
            }
        }
    }
}

/// One change that was carried out.
fn completed(
    time: &str,
    change: &str,
    cloud_account: Option<&str>,
    owner: &Owner,
    reading: &mut Reading<'_>,
) {
    let Some(what) = CHANGE.captures(change) else {
        return reading.problem("a change without direction and action");
    };
    if change.contains("is_folder=True") {
        return;
    }
    let Some(at) = reading.time(time, &TimeZone::UTC) else { return };
    let activity = match (&what[1], &what[2]) {
        ("UPLOAD", "CREATE" | "MODIFY") => "upload".to_owned(),
        ("DOWNLOAD", "CREATE" | "MODIFY") => "download".to_owned(),
        (_, action) => action.to_ascii_lowercase(),
    };
    let path = quoted(&PATH, change).or_else(|| MAPPED.captures(change).map(|it| it[1].to_owned()));
    let home = path.as_deref().map(|it| format!("{}/x", it.replace('\\', "/")));
    let account = home.and_then(|it| owner::of(&it).account).or_else(|| owner.account.clone());
    let mut record = reading.record(&WEB_EVENTS);
    record.set("happened_at", at);
    record.set("account", account);
    record.set("device_name", owner.device.clone());
    record.set("app", "Google Drive");
    record.set("activity", activity);
    record.set("object", quoted(&NAME, change));
    record.set("cloud_account", cloud_account);
    // Of a path of folders and a file, the file stands last.
    let size = SIZE.captures_iter(change).last().and_then(|it| it[1].parse::<i64>().ok());
    record.set("file_size", size);
    record.set("product", "google drive desktop");
    reading.push(record);
}

/// A text as Python writes it: `u'\u8c22.rtf'`.
fn quoted(expression: &Regex, change: &str) -> Option<String> {
    let parts = expression.captures(change)?;
    let text = parts.get(1).or_else(|| parts.get(2))?.as_str();
    let mut res = String::new();
    let mut rest = text.chars();
    while let Some(it) = rest.next() {
        if it != '\\' {
            res.push(it);
            continue;
        }
        let digits = match rest.next() {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some('n') => {
                res.push(' ');
                continue;
            }
            Some(other) => {
                res.push(other);
                continue;
            }
            None => break,
        };
        let number: String = rest.by_ref().take(digits).collect();
        let found = u32::from_str_radix(&number, 16).ok().and_then(char::from_u32);
        res.push(found.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    Some(res).filter(|it| !it.is_empty())
}
