//! AnyDesk's list of transferred files: `file_transfer_trace.txt`.
//!
//! In: `Clipboard  2026-02-03, 14:20 start  download 'x.zip' (~0 B out of 4.20 MiB)`; local time, to the
//! minute. Out: `remote_sessions`, one record of kind `file_transfer` a line.

use std::collections::HashSet;
use std::sync::LazyLock;

use model::{Place, limits};
use regex::Regex;

use crate::anydesk_connection_trace::local_time;
use crate::anydesk_trace::start;
use crate::formats::expression::expression;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "anydesk_file_transfer",
    title: "AnyDesk file transfers (file_transfer_trace.txt)",
    feeds: &["remote_sessions"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("anydesk_file_transfer.md"),
};

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^\s*\S.*?\s+(\d{4}-\d{2}-\d{2}),\s+(\d{2}:\d{2})\s+(\w+)\s+(download|upload)\s+'(.*)'\s*(?:\((.*)\))?\s*$",
    )
});

fn sniff(lines: &[&str]) -> bool {
    lines.first().is_some_and(|it| LINE.is_match(it))
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let mut started: HashSet<String> = HashSet::new();
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        if text.trim().is_empty() {
            continue;
        }
        let Some(parts) = LINE.captures(&text) else {
            reading.problem("not a line of `file_transfer_trace.txt`");
            continue;
        };
        let Some(at) = local_time(&parts[1], &parts[2], reading) else { continue };
        let item = &parts[5];
        let mut record = start(at, "file_transfer", reading);
        record.set("direction", &parts[4]);
        record.set("item", item);
        // A transfer says its size when it starts and again when it ends: it counts once.
        let is_start = parts[3].eq_ignore_ascii_case("start");
        if is_start || !started.contains(item) {
            record.set("size_bytes", parts.get(6).and_then(|it| size(it.as_str())));
        }
        if is_start && started.len() < limits::LIST_ENTRIES_MAX {
            started.insert(item.to_owned());
        }
        reading.push(record);
    }
}

/// `~0 B out of 4.20 MiB` is 4.20 MiB; `4.20 MiB` is the same.
pub(crate) fn size(text: &str) -> Option<i64> {
    let whole = text.rsplit_once("out of").map_or(text, |(_, whole)| whole);
    let whole = whole.trim().trim_start_matches('~');
    let split = whole.find(|it: char| it.is_ascii_alphabetic())?;
    let number: f64 = whole[..split].trim().replace(',', ".").parse().ok()?;
    let unit = match whole[split..].trim() {
        "B" => 1.0,
        "KiB" => 1024.0,
        "MiB" => 1024.0 * 1024.0,
        "GiB" => 1024.0 * 1024.0 * 1024.0,
        "TiB" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        "kB" | "KB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        "TB" => 1e12,
        _ => return None,
    };
    Some((number * unit).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_bytes() {
        assert_eq!(size("~0 B out of 4.20 MiB"), Some(4_404_019));
        assert_eq!(size("32 B"), Some(32));
        assert_eq!(size("1,5 GB"), Some(1_500_000_000));
        assert_eq!(size("a lot"), None);
        assert_eq!(size(""), None);
    }
}
