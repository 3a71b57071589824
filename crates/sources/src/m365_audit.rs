//! Microsoft 365 Unified Audit Log, as JSON.
//!
//! In: one record of the Management Activity API, of Purview's export or of Graph's audit search (which wrap it
//! in `AuditData`). Out: `file_events` for files, `signins` for sign-ins, `account_events` for everything
//! else: every record gives one.

use std::borrow::Cow;

use model::tables::{ACCOUNT_EVENTS, FILE_EVENTS, SIGNINS};
use model::{Json, Record};

use crate::formats::json_fields::{self, Fields};
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "m365_audit",
    title: "Microsoft 365 Unified Audit Log (JSON)",
    feeds: &["file_events", "signins", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("m365_audit.md"),
};

fn sniff(value: &Json) -> bool {
    let record = Fields::new(value);
    let wrapped = record.has("AuditData") && (record.has("Operation") || record.has("Operations"));
    let plain = record.has("CreationTime")
        && record.has("Operation")
        && (record.has("Workload") || record.has("RecordType"));
    wrapped || plain
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let outer = Fields::new(value);
    if !outer.has("AuditData") {
        read_record(value, None, reading);
        return;
    }
    let inner = outer.nested("AuditData");
    if !inner.is_object() {
        reading.problem("`AuditData` is no JSON object");
        return;
    }
    let fallback = outer.first_text(&["CreationDate", "createdDateTime"]).map(Cow::into_owned);
    read_record(&inner, fallback.as_deref(), reading);
}

/// One record; `created` is the wrapper's time, for records that have none of their own.
pub fn read_record(value: &Json, created: Option<&str>, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let wrapper = created.map(|it| Json::object([("CreationTime", Json::from(it))]));
    let holder = match &wrapper {
        Some(wrapper) if !event.has("CreationTime") => Fields::new(wrapper),
        _ => event,
    };
    let Some(at) = holder.time(&["CreationTime", "p_event_time"], reading) else { return };
    let Some(operation) = event.text("Operation") else {
        reading.problem("no `Operation`");
        return;
    };
    let mut record = match table(&operation, event) {
        Is::Signin => signin(&operation, event, reading),
        Is::File(action) => file_event(&operation, action, event, reading),
        Is::Account => account_event(&operation, event, reading),
    };
    record.set("happened_at", at);
    record.set("account", account(event).as_deref());
    record.set("ip", event.address(&["ClientIP", "ActorIpAddress", "ClientIPAddress"]));
    record.set("session_id", session(event).as_deref());
    record.set("user_agent", user_agent(event).as_deref());
    record.set("product", "microsoft 365");
    if let Some(id) = event.text("Id") {
        record.identified_by(&id);
    }
    let service_name = match event.text("Workload").as_deref() {
        Some("Exchange") => "exchange",
        Some("SecurityComplianceCenter" | "ThreatIntelligence") => "threat_management",
        _ => "audit",
    };
    push_with_raw(reading, record, service("m365", service_name), value);
}

enum Is {
    Signin,
    /// With our word for what was done.
    File(&'static str),
    Account,
}

fn table(operation: &str, event: Fields<'_>) -> Is {
    if matches!(operation, "UserLoggedIn" | "UserLoginFailed" | "MailboxLogin" | "TeamsSessionStarted") {
        return Is::Signin;
    }
    if let Some(action) = file_action(operation) {
        return Is::File(action);
    }
    // Files and folders of SharePoint, OneDrive and Teams: record types 4 (site), 6 (file), 14 (sharing),
    // 36 (lists).
    let on_site = matches!(event.text("Workload").as_deref(), Some("SharePoint" | "OneDrive"));
    let of_item = event.has("SourceFileName") || matches!(event.int("RecordType"), Some(6 | 14));
    if on_site && of_item { Is::File("other") } else { Is::Account }
}

/// Our word for what was done to a file; nothing where it is no file's operation.
pub(crate) fn file_action(operation: &str) -> Option<&'static str> {
    let action = match operation {
        "FileAccessed"
        | "FileAccessedExtended"
        | "FilePreviewed"
        | "PageViewed"
        | "PageViewedExtended"
        | "ClientViewSignaled"
        | "AnonymousLinkUsed"
        | "SecureLinkUsed"
        | "CompanyLinkUsed" => "view",
        "FileDownloaded" => "download",
        "FileUploaded" | "FileUploadedPartial" | "FileSyncUploadedFull" | "FileSyncUploadedPartial" => {
            "upload"
        }
        "FileSyncDownloadedFull" | "FileSyncDownloadedPartial" => "sync",
        "FileCopied" | "FolderCopied" => "copy",
        "FileModified"
        | "FileModifiedExtended"
        | "FileRenamed"
        | "FileMoved"
        | "FileRestored"
        | "FolderRenamed"
        | "FolderMoved"
        | "FolderModified"
        | "FolderRestored" => "edit",
        "FolderCreated" | "FileCreated" => "create",
        _ if operation.starts_with("FileDeleted")
            || operation.starts_with("FolderDeleted")
            || operation.contains("Recycled") =>
        {
            "delete"
        }
        _ if operation.starts_with("Sharing")
            || operation.starts_with("AnonymousLink")
            || operation.starts_with("SecureLink")
            || operation.starts_with("CompanyLink")
            || operation.starts_with("AddedToSharingLink")
            || operation.starts_with("AddedToSecureLink") =>
        {
            "share"
        }
        _ if operation.starts_with("SearchQuery") || operation == "SearchViewed" => "search",
        _ => return None,
    };
    Some(action)
}

fn signin(operation: &str, event: Fields<'_>, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&SIGNINS);
    let failed = operation.ends_with("Failed") || event.text("LogonError").is_some();
    record.set("result", if failed { "failure" } else { outcome(event).unwrap_or("success") });
    record.set("reason", event.text("LogonError").as_deref());
    record.set("event", operation);
    record.set("account_id", event.text("UserKey").as_deref());
    record.set("app", event.first_text(&["ApplicationDisplayName", "ApplicationId"]).as_deref());
    record.set("device_id", device_property(event, "Id").as_deref());
    record.set("device_name", device_property(event, "DisplayName").as_deref());
    record.set("managed", managed(event));
    record.set("os", device_property(event, "OS").as_deref());
    record.set("browser", device_property(event, "BrowserType").as_deref());
    record
}

fn file_event(operation: &str, action: &'static str, event: Fields<'_>, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&FILE_EVENTS);
    record.set("action", action);
    record.set("event", operation);
    let item = event.title("SourceFileName").or_else(|| event.title("SearchQueryText"));
    let object = event.text("ObjectId");
    let last = object.as_deref().and_then(|it| it.rsplit('/').next());
    record.set("item", item.as_deref().or(last));
    record.set("item_id", object.as_deref().or(event.text("ListItemUniqueId").as_deref()));
    record.set("item_kind", event.text("ItemType").as_deref());
    let location = event.first_text(&["SiteUrl", "SourceRelativeUrl"]);
    record.set("location", location.as_deref());
    record.set("size_bytes", event.int("FileSizeBytes").or_else(|| event.int("FileSize")));
    record.set("target", event.first_text(&["TargetUserOrGroupName", "DestinationRelativeUrl"]).as_deref());
    let anonymous = operation.starts_with("AnonymousLink");
    record.set("visibility", visibility(operation));
    let guest = event.text("TargetUserOrGroupType").map(|it| it.eq_ignore_ascii_case("Guest"));
    record.set("external", if anonymous { Some(true) } else { guest });
    record.set("managed", managed(event));
    record
}

fn visibility(operation: &str) -> Option<&'static str> {
    if operation.starts_with("AnonymousLink") {
        Some("anyone_with_link")
    } else if operation.starts_with("CompanyLink") {
        Some("people_within_company_with_link")
    } else {
        None
    }
}

fn account_event(operation: &str, event: Fields<'_>, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&ACCOUNT_EVENTS);
    record.set("action", operation);
    record.set("target", event.first_text(&["ObjectId", "MailboxOwnerUPN"]).as_deref());
    record.set("target_kind", event.text("Workload").as_deref());
    let mut detail = Vec::new();
    for name in ["Parameters", "OperationProperties", "ModifiedProperties", "ExtendedProperties"] {
        for property in event.items(name) {
            let property = Fields::new(property);
            let value = property.first_text(&["Value", "NewValue"]);
            if let (Some(name), Some(value)) = (property.text("Name"), value) {
                detail.push(format!("{name}={value}"));
            }
        }
    }
    record.set_free_text("detail", &detail.join("; "));
    record.set("result", outcome(event));
    record.set("device_id", device_property(event, "Id").as_deref());
    record
}

fn outcome(event: Fields<'_>) -> Option<&'static str> {
    let word = event.text("ResultStatus")?.to_ascii_lowercase();
    Some(match word.as_str() {
        "success" | "succeeded" | "true" | "partiallysucceeded" => "success",
        "failed" | "failure" | "false" => "failure",
        _ => "other",
    })
}

/// `UserId`; where it is an object id or says that it is not known, the actor's sign-in name.
fn account(event: Fields<'_>) -> Option<Cow<'_, str>> {
    let user = event.text("UserId").filter(|it| !it.eq_ignore_ascii_case("Not Available"));
    if user.as_deref().is_some_and(|it| it.contains('@')) {
        return user;
    }
    for actor in event.items("Actor") {
        let name = Fields::new(actor).text("ID").filter(|it| it.contains('@'));
        if name.is_some() {
            return name;
        }
    }
    user
}

fn session(event: Fields<'_>) -> Option<Cow<'_, str>> {
    let context = event.nested("AppAccessContext");
    let found = Fields::new(&context).text("AADSessionId").map(|it| Cow::Owned(it.into_owned()));
    found.or_else(|| event.text("SessionId")).or_else(|| device_property(event, "SessionId"))
}

fn user_agent(event: Fields<'_>) -> Option<Cow<'_, str>> {
    let own = event.first_text(&["UserAgent", "ClientInfoString"]);
    own.or_else(|| named(event.items("ExtendedProperties"), "UserAgent"))
}

fn device_property<'a>(event: Fields<'a>, name: &str) -> Option<Cow<'a, str>> {
    named(event.items("DeviceProperties"), name)
}

/// The value of `[{Name, Value}]` by its name.
fn named<'a>(pairs: &'a [Json], name: &str) -> Option<Cow<'a, str>> {
    let pair = pairs.iter().map(Fields::new).find(|it| it.text("Name").as_deref() == Some(name))?;
    pair.text("Value")
}

fn managed(event: Fields<'_>) -> Option<bool> {
    event.flag("IsManagedDevice").or_else(|| {
        ["IsCompliantAndManaged", "IsManaged", "IsCompliant"]
            .iter()
            .find_map(|it| json_fields::flag(&Json::String(device_property(event, it)?)))
    })
}
