//! Google Drive Activity: what happened to files, as the Drive Activity API tells it.
//!
//! In: one activity with its actions, actors and targets. Out: `file_events`, one for each action, actor and
//! target. People are numbers here, and neither views nor downloads nor addresses are told.

use std::borrow::Cow;

use model::Json;
use model::Record;
use model::tables::FILE_EVENTS;
use model::value::join_list;

use crate::formats::json_fields::Fields;
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "drive_activity",
    title: "Google Drive Activity",
    feeds: &["file_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("drive_activity.md"),
};

/// One activity is not spread over more records than this; consolidated ones can name a whole folder.
const RECORDS_MAX: usize = 2_000;

fn sniff(value: &Json) -> bool {
    let activity = Fields::new(value);
    let detailed = activity.get("primaryActionDetail").is_some_and(Json::is_object);
    detailed && ["actors", "targets", "actions"].iter().any(|it| activity.get(it).is_some_and(Json::is_array))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let activity = Fields::new(value);
    let primary = activity.object("primaryActionDetail");
    let primary_word = word(primary);
    let mut actions: Vec<Fields<'_>> = activity.items("actions").iter().map(Fields::new).collect();
    actions.retain(|it| it.has("detail"));
    if actions.is_empty() {
        actions.push(Fields::new(value));
    }
    let mut made = 0;
    for action in actions {
        let own = action.object("detail");
        let detail = if word(own).is_some() { own } else { primary };
        let Some(event) = word(detail) else {
            reading.problem("neither `detail` nor `primaryActionDetail` says what was done");
            continue;
        };
        let times = ["timestamp", "timeRange.endTime"];
        let timed = if times.iter().any(|it| action.has(it)) { action } else { activity };
        let Some(at) = timed.time(&times, reading) else { continue };
        // An action without an actor or a target is everybody's, and about everything.
        let actors = one_or_all(action, "actor", activity.items("actors"));
        let targets = one_or_all(action, "target", activity.items("targets"));
        for actor in &actors {
            for target in &targets {
                made += 1;
                if made > RECORDS_MAX {
                    reading.problem(format!("an activity that names more than {RECORDS_MAX} things"));
                    return;
                }
                let mut record = file_event(event, detail, *actor, *target, reading);
                record.set("happened_at", at);
                record.set("primary", primary_word == Some(event));
                push_with_raw(reading, record, service("gcp", "google_workspace.drive"), value);
            }
        }
    }
}

/// The one that the action names, else all of the activity; else one that is not known.
fn one_or_all<'a>(action: Fields<'a>, name: &str, all: &'a [Json]) -> Vec<Fields<'a>> {
    if action.has(name) {
        return vec![action.object(name)];
    }
    if all.is_empty() {
        return vec![Fields::new(&Json::Null)];
    }
    all.iter().map(Fields::new).collect()
}

/// Which of the union's members a detail has.
fn word(detail: Fields<'_>) -> Option<&'static str> {
    let words = [
        "create",
        "edit",
        "move",
        "rename",
        "delete",
        "restore",
        "permissionChange",
        "comment",
        "dlpChange",
        "reference",
        "settingsChange",
        "appliedLabelChange",
    ];
    words.into_iter().find(|it| detail.has(it))
}

fn file_event(
    event: &'static str,
    detail: Fields<'_>,
    actor: Fields<'_>,
    target: Fields<'_>,
    reading: &Reading<'_>,
) -> Record {
    let mut record = reading.record(&FILE_EVENTS);
    let creation = ["upload", "copy", "new"].into_iter().find(|it| detail.object("create").has(it));
    let action = match (event, creation) {
        ("create", Some("upload")) => "upload",
        ("create", Some("copy")) => "copy",
        ("create", _) => "create",
        ("edit" | "move" | "rename" | "restore" | "comment", _) => "edit",
        ("delete", _) => "delete",
        // Taking a permission away opens nothing.
        ("permissionChange", _) if detail.has("permissionChange.addedPermissions") => "share",
        _ => "other",
    };
    record.set("account", account(actor).as_deref());
    record.set("action", action);
    match creation {
        Some(how) => record.set("event", format!("{event}.{how}")),
        None => record.set("event", event),
    };
    let item =
        ["driveItem", "fileComment.parent", "drive", "teamDrive"].into_iter().find(|it| target.has(it));
    let item = item.map_or(target, |it| target.object(it));
    record.set("item", item.title("title").as_deref());
    record.set("item_id", item.text("name").as_deref());
    record.set("item_kind", item.text("mimeType").as_deref());
    record.set("location", item.title("owner.drive.title").as_deref());
    let owner = user(item.object("owner.user"));
    record.set("owner", owner.or_else(|| item.text("owner.domain.name")).as_deref());
    record.set("product", "google workspace");
    if event == "permissionChange" {
        set_sharing(&mut record, detail.object("permissionChange"));
    } else if let Some(copied) = detail.text("create.copy.originalObject.driveItem.name") {
        record.set("target", &*copied);
    }
    record
}

/// Whom it was opened to; where it was only closed, to whom no longer.
fn set_sharing(record: &mut Record, change: Fields<'_>) {
    let added = change.items("addedPermissions");
    let permissions = if added.is_empty() { change.items("removedPermissions") } else { added };
    let mut targets: Vec<String> = Vec::new();
    let mut anyone = None;
    for permission in permissions.iter().map(Fields::new) {
        let found = user(permission.object("user"))
            .or_else(|| permission.first_text(&["group.email", "group.title", "domain.name"]));
        targets.extend(found.map(Cow::into_owned));
        if permission.has("anyone") {
            targets.push("anyone".to_owned());
            anyone = Some(permission.flag("allowDiscovery") == Some(true));
        }
    }
    if !targets.is_empty() {
        record.set("target", join_list(targets.iter().map(String::as_str)));
    }
    if let (Some(found), false) = (anyone, added.is_empty()) {
        record.set("visibility", if found { "public_on_the_web" } else { "people_with_link" });
        record.set("external", true);
    }
}

fn account(actor: Fields<'_>) -> Option<Cow<'_, str>> {
    let named = user(actor.object("user")).or_else(|| user(actor.object("impersonation.impersonatedUser")));
    named.or_else(|| {
        let kinds = ["administrator", "anonymous", "system"];
        kinds.into_iter().find(|it| actor.has(it)).map(Cow::Borrowed)
    })
}

/// `people/123…`: a number that the People API or the directory resolves.
fn user(user: Fields<'_>) -> Option<Cow<'_, str>> {
    user.text("knownUser.personName")
        .or_else(|| user.has("deletedUser").then_some(Cow::Borrowed("deleted user")))
}
