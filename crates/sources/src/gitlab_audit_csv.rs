//! GitLab audit events, as the CSV that the audit pages export.
//!
//! In: one row. Out: what [`crate::gitlab_audit_events`] makes of the same event.

use model::{Json, Members};

use crate::{CsvRow, Header, Reading, Shape, Source, gitlab_audit_events};

pub static SOURCE: Source = Source {
    id: "gitlab_audit_csv",
    title: "GitLab audit events (CSV)",
    feeds: &["code_events", "signins", "account_events"],
    shape: Shape::Csv { sniff, read },
    proof: include_str!("gitlab_audit_csv.md"),
};

const CREATED: &str = "Created At (UTC)";

fn sniff(header: &Header) -> bool {
    header.has_all(&["Author ID", "Entity Type", "Entity Path", "Target Details", "Action", CREATED])
}

fn read(row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    let mut event = Members::default();
    let columns = [
        ("ID", "id"),
        ("Author ID", "author_id"),
        ("Author Name", "author_name"),
        ("Author Email", "author_email"),
        ("Entity ID", "entity_id"),
        ("Entity Type", "entity_type"),
        ("Entity Path", "entity_path"),
        ("Target ID", "target_id"),
        ("Target Type", "target_type"),
        ("Target Details", "target_details"),
        ("IP Address", "ip_address"),
        (CREATED, "created_at"),
    ];
    for (theirs, ours) in columns {
        if let Some(cell) = row.get(theirs) {
            event.insert(ours, Json::from(cell));
        }
    }
    if let Some(action) = row.get("Action") {
        event.insert("details", Json::object([("custom_message", Json::from(action))]));
    }
    gitlab_audit_events::read(&Json::Object(event), reading);
}
