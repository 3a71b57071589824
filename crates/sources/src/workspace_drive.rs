//! Google Workspace `drive` reports: what was done to files, and with whom they were shared.
//!
//! In: one activity. Out: `file_events`; consequences of an event are kept with `primary` no.

use model::Json;
use model::Record;
use model::tables::FILE_EVENTS;

use crate::workspace_reports::{self, Event};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "workspace_drive",
    title: "Google Workspace Drive report",
    feeds: &["file_events"],
    shape: Shape::Json { sniff, read: workspace_reports::read },
    proof: include_str!("workspace_drive.md"),
};

fn sniff(value: &Json) -> bool {
    workspace_reports::application(value).as_deref() == Some("drive")
}

pub fn record(event: &Event<'_>, reading: &mut Reading<'_>) -> Record {
    let mut record = event.start(&FILE_EVENTS, reading);
    record.set("account", event.actor().as_deref());
    let action = action(&event.name, &event.group);
    record.set("action", action);
    record.set("event", &*event.name);
    record.set("item", event.title("doc_title").as_deref());
    record.set("item_id", event.text("doc_id").as_deref());
    record.set("item_kind", event.text("doc_type").as_deref());
    let location = event.title("destination_folder_title").or_else(|| event.title("shared_drive_name"));
    record.set("location", location.as_deref());
    record.set("size_bytes", event.int("file_size"));
    record.set("owner", event.text("owner").as_deref());
    let target =
        event.text("target_user").or_else(|| event.text("target").or_else(|| event.text("target_domain")));
    record.set("target", target.as_deref());
    record.set("visibility", event.text("visibility").as_deref());
    record.set("external", external(event, action));
    record.set("primary", event.flag("primary_event"));
    record.set("user_agent", event.text("user_agent").as_deref());
    record
}

fn action(name: &str, group: &str) -> &'static str {
    match name {
        "view" | "preview" => "view",
        "download" => "download",
        "copy" | "source_copy" => "copy",
        "create" => "create",
        "upload" => "upload",
        "edit" | "rename" | "add_comment" | "edit_comment" => "edit",
        "delete" | "trash" | "purge" => "delete",
        "sync_item_content" | "connected_sheets_query" => "sync",
        "change_owner"
        | "publish_change"
        | "shared_drive_membership_change"
        | "team_drive_membership_change" => "share",
        _ if group == "acl_change" || name.starts_with("change_") => "share",
        _ => "other",
    }
}

/// What the product says: the event opened the file to the outside, or closed it, or somebody from outside
/// did it. Where it only says how a file that is being shared stands, that decides.
fn external(event: &Event<'_>, action: &str) -> Option<bool> {
    if event.flag("actor_is_collaborator_account") == Some(true) {
        return Some(true);
    }
    // A copy that left the company's domain.
    if let Some(kind) = event.text("copy_type") {
        return Some(&*kind == "external");
    }
    // `none` is a word here: the event changed nothing about it.
    if let Some(change) = event.title("visibility_change") {
        return match &*change {
            "external" => Some(true),
            "internal" => Some(false),
            _ => None,
        };
    }
    let open = ["shared_externally", "public_on_the_web", "people_with_link"];
    let visibility = event.text("visibility")?;
    (action == "share").then(|| open.contains(&&*visibility))
}
