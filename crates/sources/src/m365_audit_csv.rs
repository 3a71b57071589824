//! Microsoft 365 Unified Audit Log, as the CSV that Purview and `Search-UnifiedAuditLog` export.
//!
//! In: one row with the record as JSON in `AuditData`. Out: what [`crate::m365_audit`] makes of that record.

use model::Json;

use crate::{CsvRow, Header, Reading, Shape, Source, m365_audit};

pub static SOURCE: Source = Source {
    id: "m365_audit_csv",
    title: "Microsoft 365 Unified Audit Log (CSV)",
    feeds: &["file_events", "signins", "account_events"],
    shape: Shape::Csv { sniff, read },
    proof: include_str!("m365_audit_csv.md"),
};

fn sniff(header: &Header) -> bool {
    header.has("AuditData")
        && header.has("CreationDate")
        && (header.has("Operation") || header.has("Operations"))
}

fn read(row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    let Some(data) = row.get("AuditData") else {
        reading.problem("no `AuditData`");
        return;
    };
    match Json::parse(data) {
        Ok(value) if value.is_object() => m365_audit::read_record(&value, row.get("CreationDate"), reading),
        Ok(_) => reading.problem("`AuditData` is no JSON object"),
        Err(cause) => reading.problem(format!("`AuditData` is no JSON: {cause}")),
    }
}
