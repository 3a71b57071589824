//! What closed, confirmed incidents left behind, and while it holds.
//!
//! In: rows with `ref`, `incident_id`, `closed_at`, `value` and `expires_at`, and the thresholds `days` (how long an entry
//! without an end holds) and `days_before` (how long before the case was closed). Out: whether one holds at a moment.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::Row;

use crate::Gathered;
use crate::explanations::{before, day, later};

pub(crate) struct CaseArtefact<'a> {
    pub record: i64,
    pub incident: &'a str,
    pub value: &'a str,
    pub closed: Timestamp,
    from: Timestamp,
    to: Timestamp,
    /// It was published by others; no incident of the company's own.
    pub published: bool,
}

/// The rows of the query `artefacts`, by record.
pub(crate) fn artefacts(gathered: &Gathered) -> BTreeMap<i64, CaseArtefact<'_>> {
    let rows = gathered.rows("artefacts").iter();
    rows.filter_map(|it| Some((it.int("ref")?, CaseArtefact::of(&it, gathered)?))).collect()
}

impl<'a> CaseArtefact<'a> {
    fn of(row: &Row<'a>, gathered: &Gathered) -> Option<CaseArtefact<'a>> {
        let closed = row.time("closed_at")?;
        let incident = row.text("incident_id")?;
        Some(CaseArtefact {
            record: row.int("ref")?,
            incident,
            value: row.text("value")?,
            closed,
            from: before(closed, gathered.days("days_before")),
            to: row.time("expires_at").unwrap_or_else(|| later(closed, gathered.days("days"))),
            published: incident.starts_with("indicator--"),
        })
    }

    pub(crate) fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }

    /// Who says so: `incident INC-7 of 2026-01-10`.
    pub(crate) fn told_by(&self) -> String {
        let source = if self.published {
            "a published indicator".to_owned()
        } else {
            format!("incident {}", self.incident)
        };
        format!("{source} of {}", day(self.closed))
    }
}
