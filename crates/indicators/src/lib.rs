//! What is odd, and what would innocently explain it?
//!
//! The catalogue. An indicator is a query that gathers and a pure function that judges: rows in, findings
//! out. All movement of data is in the query; all judgement is in the function, on the rows that came back.
//! Levels belong to the indicator; what a level is worth stands in its header and is weighed by `score`.
//!
//! Themes are the phases of an employment. Files of one indicator stand together: `<name>.sql` (header and
//! queries), `<name>.rs` (the judge), `<name>.md` (its proof). Knows no weights of other indicators, no
//! storage, no clock: `now` is an argument.

mod applying;
mod combinations;
mod early;
mod employment;
mod extortion;
mod interviewing;
mod offboarding;
mod onboarding;
mod payroll;
mod shipping;
mod ties;

mod acquaintance;
mod agreed_hours;
mod areas;
mod case_artefacts;
mod clock_fit;
mod explanations;
mod gathered;
mod header;
mod late_lines;
mod networks;
mod pay_routes;
mod places;
mod posts;
mod whereabouts;
mod writing_hands;

#[cfg(test)]
mod pages;

pub use gathered::Gathered;
pub use header::{Header, HeaderError, Query};

use model::Finding;

/// One indicator, as its files say it.
#[derive(Clone, Copy)]
pub struct Indicator {
    /// Folder and name of its files: `payroll/pay_multi_change`.
    pub path: &'static str,
    /// Header and queries.
    pub sql: &'static str,
    pub judge: fn(&Gathered) -> Vec<Finding>,
    /// The proof page, which is also what people read about it.
    pub proof: &'static str,
    /// The judge's own text: a part of the version.
    pub code: &'static str,
}

impl Indicator {
    /// The phase of an employment it belongs to.
    pub fn phase(&self) -> &'static str {
        self.path.split_once('/').map_or("", |(phase, _)| phase)
    }

    /// Its header and queries. A header that does not parse is our mistake; a test reads them all.
    pub fn header(&self) -> Result<Header, HeaderError> {
        Header::parse(self.sql)
    }

    /// `sha256:…` of its files. Nobody bumps anything.
    pub fn version(&self) -> String {
        use sha2::{Digest, Sha256};
        let mut hasher = Sha256::new();
        for part in [self.sql, self.code, self.proof] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        let digest = hasher.finalize();
        digest.iter().fold("sha256:".to_owned(), |text, byte| text + &format!("{byte:02x}"))
    }
}

/// `indicator!("payroll/pay_multi_change", pay_multi_change)`: the files beside the theme's `mod.rs`.
macro_rules! indicator {
    ($path:literal, $name:ident) => {
        $crate::Indicator {
            path: $path,
            sql: include_str!(concat!(stringify!($name), ".sql")),
            judge: $name::judge,
            proof: include_str!(concat!(stringify!($name), ".md")),
            code: include_str!(concat!(stringify!($name), ".rs")),
        }
    };
}
pub(crate) use indicator;

/// All indicators, theme by theme, combinations last.
pub fn all() -> Vec<&'static Indicator> {
    let themes: [&[Indicator]; 11] = [
        applying::INDICATORS,
        interviewing::INDICATORS,
        onboarding::INDICATORS,
        shipping::INDICATORS,
        early::INDICATORS,
        employment::INDICATORS,
        payroll::INDICATORS,
        offboarding::INDICATORS,
        extortion::INDICATORS,
        ties::INDICATORS,
        combinations::INDICATORS,
    ];
    themes.into_iter().flatten().collect()
}

/// A day in a sentence: `2026-05-22`, in UTC.
pub(crate) fn day(at: jiff::Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
