//! Untidiness, as exports have it: records twice, days missing, headers of somebody's own, last lines cut off, days that
//! arrive late in another place, and exports that overlap.
//!
//! In: shares from 0 to 1, and a seed. Out: decisions about files and records. What is decided depends on the seed and
//! on the file, the day or the record alone, so that it does not matter in which pieces a file is printed.

use crate::calendar;
use crate::shelf::{Entry, Framing};
use crate::tables::TABLES;

/// How untidy the company's exports and people are. All zero is tidy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Untidiness {
    /// Share of log records that are written twice.
    pub duplicates: f64,
    /// Share of days on which a product's log is missing.
    pub gaps: f64,
    /// Share of days that arrive late, in a file of their own below `late/`.
    pub late: f64,
    /// Share of days that stand in a second, overlapping export below `again/`, too.
    pub merged: f64,
    /// Share of line logs whose last line is cut off.
    pub truncated: f64,
    /// Share of tables with headers in another spelling, or renamed and mapped in the policy.
    pub renamed_headers: f64,
    /// Share of workers for whom the register names the head office's zone instead of their own.
    pub wrong_zones: f64,
    /// Share of laptops whose clock is minutes off.
    pub clock_skew: f64,
    /// Share of workers with a second account.
    pub second_accounts: f64,
    /// Share of workers who also use an account of the whole team.
    pub shared_accounts: f64,
    /// Share of workers who change their name.
    pub renamed_people: f64,
    /// Share of laptops that somebody else had before.
    pub recycled_laptops: f64,
}

impl Untidiness {
    /// What a company of ordinary care hands over.
    pub fn usual() -> Untidiness {
        Untidiness {
            duplicates: 0.004,
            gaps: 0.01,
            late: 0.02,
            merged: 0.02,
            truncated: 0.2,
            renamed_headers: 0.4,
            wrong_zones: 0.02,
            clock_skew: 0.1,
            second_accounts: 0.02,
            shared_accounts: 0.02,
            renamed_people: 0.015,
            recycled_laptops: 0.1,
        }
    }
}

/// The company's own words for columns: renamed ones are mapped in the policy.
const OWN_WORDS: &[(&str, &str)] = &[
    ("worker_id", "Employee Number"),
    ("reviewed_at", "Review Date"),
    ("rating", "Score"),
    ("event_time", "Scan Time"),
    ("opened_at", "Created"),
    ("requester", "Raised By"),
    ("subject", "Summary"),
    ("changed_at", "Modified On"),
    ("field", "Attribute"),
    ("account_digest", "Account Hash"),
    ("shipment_id", "Parcel"),
];

/// The decisions of one company.
pub(crate) struct Disorder {
    how: Untidiness,
    seed: u64,
}

impl Disorder {
    pub(crate) fn new(how: &Untidiness, seed: u64) -> Disorder {
        Disorder { how: how.clone(), seed }
    }

    #[cfg(test)]
    pub(crate) fn none() -> Disorder {
        Disorder::new(&Untidiness::default(), 0)
    }

    /// True for a share of all names under a heading.
    fn falls(&self, share: f64, heading: &str, name: &str) -> bool {
        share > 0.0 && (draw(self.seed, heading, name) as f64 / u64::MAX as f64) < share
    }

    fn day_falls(&self, share: f64, heading: &str, file: &str, entry: &Entry) -> bool {
        share > 0.0 && self.falls(share, heading, &format!("{file} {}", calendar::utc_day(entry.at)))
    }

    /// True where the record is lost with its day.
    pub(crate) fn lost(&self, file: &str, entry: &Entry) -> bool {
        self.day_falls(self.how.gaps, "gap", file, entry)
    }

    /// True where the record's day arrives late.
    pub(crate) fn late(&self, file: &str, entry: &Entry) -> bool {
        self.day_falls(self.how.late, "late", file, entry)
    }

    /// True where the record's day is exported a second time.
    pub(crate) fn again(&self, file: &str, entry: &Entry) -> bool {
        self.day_falls(self.how.merged, "again", file, entry)
    }

    /// How often the record stands in its file.
    pub(crate) fn copies(&self, entry: &Entry) -> usize {
        if self.falls(self.how.duplicates, "copy", &entry.text) { 2 } else { 1 }
    }

    /// True where the last line of the file is cut off: only in logs of one record a line, since a document that is
    /// cut off is no document.
    pub(crate) fn cuts(&self, file: &str, framing: Framing) -> bool {
        matches!(framing, Framing::Bare)
            && file.ends_with("ndjson")
            && self.falls(self.how.truncated, "cut", file)
    }

    /// The first line of a table, as this company has it.
    pub(crate) fn header(&self, file: &str, header: &str) -> String {
        if !TABLES.iter().any(|table| table.file == file)
            || !self.falls(self.how.renamed_headers, "header", file)
        {
            return header.to_owned();
        }
        let mapped = self.maps(file);
        let manner = draw(self.seed, "manner", file) % 3;
        let mut columns = Vec::new();
        for column in header.split(',') {
            let own = OWN_WORDS.iter().find(|(name, _)| *name == column).filter(|_| mapped);
            columns.push(match (own, manner) {
                (Some((_, own)), _) => (*own).to_owned(),
                (None, 0) => column.to_uppercase(),
                (None, 1) => column.replace('_', "-"),
                (None, _) => title(column),
            });
        }
        columns.join(",")
    }

    fn maps(&self, file: &str) -> bool {
        draw(self.seed, "mapped", file).is_multiple_of(2)
    }

    /// What the policy must say about renamed headers.
    pub(crate) fn policy(&self) -> String {
        let mut text = String::new();
        for table in TABLES {
            if !self.falls(self.how.renamed_headers, "header", table.file) || !self.maps(table.file) {
                continue;
            }
            let mut lines = String::new();
            for (column, own) in OWN_WORDS {
                if table.columns.split(',').any(|known| known == *column) {
                    lines.push_str(&format!("{column} = \"{own}\"\n"));
                }
            }
            if !lines.is_empty() {
                text.push_str(&format!(
                    "\n[[table]]\nfiles = \"{}\"\ntable = \"{}\"\n[table.columns]\n{lines}",
                    table.file, table.name
                ));
            }
        }
        text
    }
}

/// `worker_id` becomes `Worker Id`.
fn title(column: &str) -> String {
    let mut words = Vec::new();
    for word in column.split('_') {
        let (head, tail) = word.split_at(word.len().min(1));
        words.push(format!("{}{tail}", head.to_uppercase()));
    }
    words.join(" ")
}

/// A number that depends on the seed, the heading and the name alone.
pub(crate) fn draw(seed: u64, heading: &str, name: &str) -> u64 {
    let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
    for byte in heading.bytes().chain([0]).chain(name.bytes()) {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    crate::dice::scramble(state)
}
