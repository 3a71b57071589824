//! `places.sqlite` of Firefox.
//!
//! In: tables `moz_places` and `moz_historyvisits`, and `moz_annos`, where the file of a download stands. Times
//! in microseconds since 1970. Out: `web_events`.

use std::collections::HashMap;
use std::io::Read;

use super::chromium::{contains, place};
use super::{Profile, open, owner};
use crate::formats::sqlite::{Database, MAGIC, Row};
use crate::formats::times;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "browser_history_firefox",
    title: "Browsing history of Firefox (places.sqlite)",
    feeds: &["web_events"],
    shape: Shape::Stream { sniff, read },
    proof: include_str!("../browser_history_firefox.md"),
};

/// `visit_type` of a page that was a file coming down.
const DOWNLOAD: i64 = 7;

fn sniff(start: &[u8]) -> bool {
    start.starts_with(MAGIC)
        && (contains(start, b"moz_historyvisits") || contains(start, b"CREATE TABLE moz_places"))
}

fn read(stream: &mut dyn Read, reading: &mut Reading<'_>) {
    let Some(database) = open(stream, reading) else { return };
    let owner = owner::of(reading.file());
    let mut profile = Profile { reading, owner, product: "firefox" };
    if !database.has_table("moz_historyvisits") || !database.has_table("moz_places") {
        profile.reading.problem("no tables `moz_historyvisits` and `moz_places`");
        return;
    }
    let files = profile.files(&database);
    let query = "select h.id, h.visit_date, h.visit_type, p.url, p.id
                 from moz_historyvisits h left join moz_places p on p.id = h.place_id";
    let outcome = database.rows(query, &mut |row| profile.place_visit(row, &files));
    profile.ended(outcome);
}

impl Profile<'_, '_> {
    fn place_visit(&mut self, row: &Row<'_>, files: &HashMap<i64, String>) {
        self.reading.stand_at(place(row));
        let at = match row.int(1).map(times::epoch_micros) {
            Some(Ok(found)) => found,
            Some(Err(cause)) => return self.reading.problem(cause),
            None => return self.reading.problem("no time"),
        };
        let url = row.text(3);
        if url.is_none() {
            return self.reading.problem("a visit to no page");
        }
        let is_download = row.int(2) == Some(DOWNLOAD);
        let activity = if is_download { "download" } else { "visit" };
        let mut record = self.event(at, url.as_deref(), activity, true);
        if is_download {
            record.set("object", row.int(4).and_then(|it| files.get(&it)).cloned());
        }
        self.reading.push(record);
    }

    /// Where the file of a download was put, by the number of its page.
    fn files(&mut self, database: &Database) -> HashMap<i64, String> {
        let mut res = HashMap::new();
        if !database.has_table("moz_annos") || !database.has_table("moz_anno_attributes") {
            return res;
        }
        let query = "select a.place_id, a.content
                     from moz_annos a left join moz_anno_attributes n on n.id = a.anno_attribute_id
                     where n.name = 'downloads/destinationFileURI'";
        let outcome = database.rows(query, &mut |row| {
            if let (Some(place), Some(file)) = (row.int(0), row.text(1)) {
                let file = file.strip_prefix("file://").unwrap_or(&file);
                // `/C:/Users/…` on Windows.
                let file = file.strip_prefix('/').filter(|it| it.get(1..2) == Some(":")).unwrap_or(file);
                res.insert(place, model::value::cut(file, model::limits::CELL_BYTES_MAX).to_owned());
            }
        });
        self.ended(outcome);
        res
    }
}
