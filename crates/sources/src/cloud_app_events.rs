//! Microsoft Defender for Cloud Apps: `CloudAppEvents` of advanced hunting.
//!
//! In: one row, from advanced hunting, the streaming export (in `properties`) or Sentinel. Out: by the application it
//! speaks of: Workday's pay and profile tasks are `changes`, DocuSign's envelopes `signings`, records of Microsoft 365
//! what `m365_audit` makes of them, and everything else `file_events` or `account_events`.

use std::borrow::Cow;

use model::Json;
use model::tables::{ACCOUNT_EVENTS, CHANGES, FILE_EVENTS, SIGNINGS};
use model::{Record, Timestamp};

use crate::docusign::steps;
use crate::formats::json_fields::Fields;
use crate::m365_audit;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "cloud_app_events",
    title: "Microsoft Defender for Cloud Apps CloudAppEvents",
    feeds: &["changes", "signings", "file_events", "signins", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("cloud_app_events.md"),
};

fn sniff(value: &Json) -> bool {
    let envelope = Fields::new(value);
    is_row(envelope) || (envelope.has("category") && is_row(envelope.object("properties")))
}

/// Sign-in and directory tables have `Application` and `ActionType` too; they have none of these.
fn is_row(row: Fields<'_>) -> bool {
    let marks = [
        "RawEventData",
        "ActivityType",
        "ActivityObjects",
        "IsExternalUser",
        "IsAdminOperation",
        "AppInstanceId",
    ];
    row.has("ActionType")
        && row.has("Application")
        && (row.has("Timestamp") || row.has("TimeGenerated"))
        && marks.iter().any(|it| row.has(it))
        && !row.has("LogonType")
}

/// One row and the product's own record inside it.
struct Row<'a> {
    row: Fields<'a>,
    inner: Fields<'a>,
    at: Timestamp,
    application: String,
    action: Cow<'a, str>,
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let envelope = Fields::new(value);
    let properties = envelope.nested("properties");
    let row = if properties.is_object() { Fields::new(&properties) } else { envelope };
    let Some(at) = row.time(&["Timestamp", "TimeGenerated"], reading) else { return };
    let Some(action) = row.text("ActionType") else {
        reading.problem("no `ActionType`");
        return;
    };
    let inner = row.nested("RawEventData");
    if row.has("RawEventData") && inner.is_null() {
        reading.problem("`RawEventData` is no JSON; the rest of the row is read");
    }
    let application = row.text("Application").unwrap_or_default().to_lowercase();
    // The audit record itself: the same one as in an export of the unified audit log, under the same id.
    if Fields::new(&inner).has("Operation") && Fields::new(&inner).has("Workload") {
        m365_audit::read_record(&inner, Some(&at.to_string()), reading);
        return;
    }
    let row = Row { row, inner: Fields::new(&inner), at, application, action };
    let mut record = if row.application == "workday" {
        workday(&row, reading)
    } else if row.application.starts_with("docusign") {
        signing(&row, reading)
    } else {
        other(&row, reading)
    };
    if let Some(id) = row.row.text("ReportId") {
        record.identified_by(&format!("{id} {}", row.at));
    }
    reading.push(record);
}

/// A task that writes is a change of the worker's record; looking at one, and everything else, is an event.
fn workday(row: &Row<'_>, reading: &Reading<'_>) -> Record {
    let only_read = row.inner.text("ActivityAction").is_some_and(|it| it.eq_ignore_ascii_case("read"));
    let Some(field) = changed_field(&row.action).filter(|_| !only_read) else {
        return account_event(row, reading);
    };
    let mut record = reading.record(&CHANGES);
    record.set("change_id", format!("{} {}", row.at, row.action));
    record.set("field", field);
    record.set("changed_at", row.at);
    record.set("changed_by", account(row).as_deref());
    record.set("ip", address(row));
    record.set("channel", format!("workday: {}", row.action));
    record
}

/// The neutral field that a Workday task changes. Workday says what was done and never the values.
fn changed_field(task: &str) -> Option<&'static str> {
    let task = task.to_lowercase();
    let words: Vec<&str> = task.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let has = |any: &[&str]| any.iter().any(|it| words.contains(it));
    // To undo or to look is no new account.
    if task.contains('/')
        || !has(&["add", "change", "delete", "manage", "assign", "create", "modify", "edit", "update"])
    {
        return None;
    }
    if has(&["tax", "withholding"]) {
        Some("tax_form")
    } else if has(&["payment", "bank", "deposit"])
        || (has(&["my"]) && has(&["account", "accounts", "election", "elections"]))
    {
        Some("bank_account")
    } else if has(&["address"]) || (has(&["home"]) && has(&["contact"])) {
        Some("home_address")
    } else if has(&["phone"]) {
        Some("phone")
    } else if has(&["email"]) {
        Some("personal_email")
    } else if has(&["legal"]) && has(&["name"]) {
        Some("legal_name")
    } else {
        None
    }
}

fn signing(row: &Row<'_>, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&SIGNINGS);
    record.set("happened_at", row.at);
    let envelope = row.inner.first_text(&["envelopeId", "data.envelopeId", "EnvelopeId"]);
    record.set("envelope_id", envelope.or_else(|| row.row.text("ObjectId")).as_deref());
    let subject = row.inner.first_text(&["emailSubject", "subject", "envelopeSubject"]);
    record.set("subject", subject.or_else(|| row.row.title("ObjectName")).as_deref());
    let action = steps::action(&row.action);
    record.set("action", action).set("event", &*row.action);
    let account = account(row);
    record.set("account", account.as_deref());
    if matches!(action, "delivered" | "viewed" | "signed" | "declined") {
        record.set("signer_name", row.row.title("AccountDisplayName").as_deref());
        record.set("signer_email", account.filter(|it| it.contains('@')).as_deref());
    }
    record.set("ip", address(row));
    record.set("location", location(row));
    record.set("product", "docusign");
    record
}

fn other(row: &Row<'_>, reading: &Reading<'_>) -> Record {
    let Some(action) = m365_audit::file_action(&row.action) else { return account_event(row, reading) };
    let mut record = reading.record(&FILE_EVENTS);
    record.set("happened_at", row.at);
    record.set("account", account(row).as_deref());
    record.set("action", action).set("event", &*row.action);
    record.set("item", row.row.title("ObjectName").as_deref());
    record.set("item_id", row.row.text("ObjectId").as_deref());
    record.set("item_kind", row.row.text("ObjectType").as_deref());
    record.set("ip", address(row));
    record.set("user_agent", row.row.text("UserAgent").as_deref());
    record.set("product", product(row));
    record
}

fn account_event(row: &Row<'_>, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&ACCOUNT_EVENTS);
    record.set("happened_at", row.at);
    record.set("account", account(row).as_deref());
    record.set("action", &*row.action);
    let target =
        row.row.title("ObjectName").or_else(|| row.inner.first_text(&["target.descriptor", "RequestUri"]));
    record.set("target", target.as_deref());
    record.set("target_kind", row.row.text("ObjectType").as_deref());
    record.set_free_text("detail", &detail(row));
    record.set("ip", address(row));
    record.set("session_id", row.inner.first_text(&["SessionId", "sessionId"]).as_deref());
    record.set("user_agent", row.row.text("UserAgent").as_deref());
    record.set("product", product(row));
    record
}

/// What stands in the row besides, where it says something about the person's network or standing.
fn detail(row: &Row<'_>) -> String {
    let mut res = Vec::new();
    for name in
        ["ActivityType", "IsExternalUser", "IsAnonymousProxy", "IPCategory", "CountryCode", "City", "ISP"]
    {
        if let Some(value) = row.row.text(name) {
            res.push(format!("{name}={value}"));
        }
    }
    res.join("; ")
}

fn product<'a>(row: &'a Row<'_>) -> &'a str {
    if row.application.is_empty() { "cloud app" } else { &row.application }
}

/// The sign-in name where one of the names is a mail address, else the id.
fn account<'a>(row: &Row<'a>) -> Option<Cow<'a, str>> {
    let names = [
        row.row.text("AccountId"),
        row.inner.first_text(&["SystemAccount", "systemAccount", "UserId", "actor.email", "userEmail"]),
        row.row.text("AccountDisplayName"),
        row.row.text("AccountObjectId"),
    ];
    let addressed = names.iter().flatten().find(|it| it.contains('@')).cloned();
    addressed.or_else(|| names.into_iter().flatten().next())
}

fn address(row: &Row<'_>) -> Option<String> {
    row.row.address(&["IPAddress"]).or_else(|| row.inner.address(&["IpAddress", "ipAddress", "ClientIP"]))
}

fn location(row: &Row<'_>) -> Option<String> {
    let parts: Vec<Cow<'_, str>> = ["City", "CountryCode"].iter().filter_map(|it| row.row.text(it)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::changed_field;

    #[test]
    fn tasks_that_write_are_told_from_those_that_do_not() {
        for task in [
            "Add My Account",
            "Change My Account",
            "Delete My Account",
            "Change My Election",
            "Add Payment Election",
            "Manage Payment Elections",
            "Manage Payment Elections - Step 2",
        ] {
            assert_eq!(changed_field(task), Some("bank_account"), "{task}");
        }
        assert_eq!(changed_field("Edit Withholding Elections"), Some("tax_form"));
        assert_eq!(changed_field("Change My Home Contact Information"), Some("home_address"));
        assert_eq!(changed_field("Change Legal Name"), Some("legal_name"));
        for task in [
            "hrrecruiting/accounts",
            "View Payment Elections",
            "Rescind Payment Election",
            "Create Account",
            "Change My Photo",
        ] {
            assert_eq!(changed_field(task), None, "{task}");
        }
    }
}
