//! `History` of Chrome, Edge, Brave and their kin.
//!
//! In: tables `urls` and `visits`, `downloads` and `downloads_url_chains`; their columns differ by version.
//! Times in microseconds since 1601 (downloads of 2011 in seconds since 1970). Out: `web_events`.

use std::collections::HashMap;
use std::io::Read;

use model::{Place, Timestamp};

use super::{Profile, open, owner};
use crate::formats::sqlite::{Database, MAGIC, Row};
use crate::formats::times;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "browser_history_chromium",
    title: "Browsing history of Chrome, Edge, Brave (History)",
    feeds: &["web_events"],
    shape: Shape::Stream { sniff, read },
    proof: include_str!("../browser_history_chromium.md"),
};

/// Names that stand in the definitions of Chromium's tables and in nobody else's.
const MARKS: &[&[u8]] = &[
    b"keyword_search_terms",
    b"visit_source",
    b"segment_usage",
    b"downloads_url_chains",
    b"downloads_slices",
    b"typed_url_sync_metadata",
    b"visits_url_index",
    b"CREATE TABLE urls(",
];
/// Seconds from 1601 to 1970.
const SINCE_1601: i64 = 11_644_473_600;
/// `visit_source` of a visit that was synchronised from another device.
const SYNCED: i64 = 0;

fn sniff(start: &[u8]) -> bool {
    start.starts_with(MAGIC) && MARKS.iter().any(|mark| contains(start, mark))
}

pub(super) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|it| it == part)
}

fn read(stream: &mut dyn Read, reading: &mut Reading<'_>) {
    let Some(database) = open(stream, reading) else { return };
    let path = reading.file().to_ascii_lowercase();
    let product = match () {
        () if path.contains("edge") => "edge",
        () if path.contains("brave") => "brave",
        () if path.contains("opera") => "opera",
        () if path.contains("vivaldi") => "vivaldi",
        () if path.contains("chrome") => "chrome",
        () => "chromium",
    };
    let owner = owner::of(reading.file());
    let mut profile = Profile { reading, owner, product };
    if database.has_table("visits") && database.has_table("urls") {
        profile.visits(&database);
    } else {
        profile.reading.problem("no tables `visits` and `urls`");
    }
    if database.has_table("downloads") {
        profile.downloads(&database);
    }
}

/// A column of a table, or nothing where this version has none of that name.
fn column(database: &Database, table: &str, short: &str, names: &[&str]) -> String {
    names
        .iter()
        .find(|it| database.has_column(table, it))
        .map_or_else(|| "null".to_owned(), |it| format!("{short}.{it}"))
}

impl Profile<'_, '_> {
    fn visits(&mut self, database: &Database) {
        let from_elsewhere = column(database, "visits", "v", &["originator_cache_guid"]);
        let (source, join) =
            if database.has_table("visit_source") && database.has_column("visit_source", "source") {
                ("s.source", "left join visit_source s on s.id = v.id")
            } else {
                ("null", "")
            };
        let query = format!(
            "select v.id, v.visit_time, u.url, {from_elsewhere}, {source}
             from visits v left join urls u on u.id = v.url {join}"
        );
        let outcome = database.rows(&query, &mut |row| self.visit(row));
        self.ended(outcome);
    }

    fn visit(&mut self, row: &Row<'_>) {
        let Some(at) = self.at(row, 1) else { return };
        let url = row.text(2);
        if url.is_none() {
            self.reading.problem("a visit to no page");
            return;
        }
        let here = row.text(3).is_none() && row.int(4) != Some(SYNCED);
        let record = self.event(at, url.as_deref(), "visit", here);
        self.reading.push(record);
    }

    fn downloads(&mut self, database: &Database) {
        let chains = self.chains(database);
        let pick = |names: &[&str]| column(database, "downloads", "d", names);
        let query = format!(
            "select d.id, d.start_time, {}, {}, {}, {}, {} from downloads d",
            pick(&["target_path", "full_path", "current_path"]),
            pick(&["received_bytes"]),
            pick(&["total_bytes"]),
            // The file's own address stood in the table until there were chains.
            pick(&["url"]),
            pick(&["tab_url", "site_url", "referrer"]),
        );
        let outcome = database.rows(&query, &mut |row| self.download(row, &chains));
        self.ended(outcome);
    }

    fn download(&mut self, row: &Row<'_>, chains: &HashMap<i64, (i64, String)>) {
        let Some(at) = self.at(row, 1) else { return };
        let chained = row.int(0).and_then(|it| chains.get(&it)).map(|it| it.1.as_str());
        let (own, tab) = (row.text(5), row.text(6));
        let url = chained.or(own.as_deref()).or(tab.as_deref());
        let mut record = self.event(at, url, "download", true);
        record.set("object", row.text(2).as_deref());
        record.set("bytes_in", row.int(3).filter(|it| *it >= 0));
        // Unknown until the server says it.
        record.set("file_size", row.int(4).filter(|it| *it > 0));
        self.reading.push(record);
    }

    /// The last address of each download: where the file came from after all redirects.
    fn chains(&mut self, database: &Database) -> HashMap<i64, (i64, String)> {
        let mut res: HashMap<i64, (i64, String)> = HashMap::new();
        let has = |it: &str| database.has_column("downloads_url_chains", it);
        if !(has("id") && has("chain_index") && has("url")) {
            return res;
        }
        let outcome = database.rows("select id, chain_index, url from downloads_url_chains", &mut |row| {
            if let (Some(id), Some(idx), Some(url)) = (row.int(0), row.int(1), row.text(2))
                && res.get(&id).is_none_or(|it| it.0 < idx)
            {
                res.insert(id, (idx, model::value::cut(&url, model::limits::CELL_BYTES_MAX).to_owned()));
            }
        });
        self.ended(outcome);
        res
    }

    /// The time in a column; none, or one that is none, is a problem of that row.
    fn at(&mut self, row: &Row<'_>, idx: usize) -> Option<Timestamp> {
        self.reading.stand_at(place(row));
        match row.int(idx).map(time) {
            Some(Ok(found)) => Some(found),
            Some(Err(cause)) => {
                self.reading.problem(cause);
                None
            }
            None => {
                self.reading.problem("no time");
                None
            }
        }
    }
}

impl Profile<'_, '_> {
    /// What kept a table from being read to its end.
    pub(super) fn ended(&mut self, outcome: Result<(), String>) {
        if let Err(cause) = outcome {
            self.reading.stand_at(Place::Whole);
            self.reading.problem(cause);
        }
    }
}

/// Where a row stands: its number in the table.
pub(super) fn place(row: &Row<'_>) -> Place {
    row.int(0).and_then(|it| u64::try_from(it).ok()).map_or(Place::Whole, Place::Record)
}

/// Microseconds since 1601, or seconds since 1970: their ranges do not meet.
fn time(number: i64) -> Result<Timestamp, String> {
    if number.unsigned_abs() < 100_000_000_000 {
        return times::epoch_seconds(number as f64);
    }
    times::epoch_micros(number.saturating_sub(SINCE_1601 * 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_of_chromium_are_read() {
        assert_eq!(time(13_161_017_393_885_478).unwrap().to_string(), "2018-01-21T14:09:53.885478Z");
        assert_eq!(time(1_306_139_730).unwrap().to_string(), "2011-05-23T08:35:30Z");
        assert!(time(0).is_err() && time(i64::MIN).is_err() && time(i64::MAX).is_err());
    }
}
