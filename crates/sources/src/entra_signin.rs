//! Entra sign-in logs: the diagnostic export, Graph's `auditLogs/signIns`, and Log Analytics' spelling.
//!
//! In: one sign-in in any of the three. Out: `signins`. A directory change that stands between the sign-ins
//! of a diagnostic export goes to `account_events`.

use std::borrow::Cow;

use model::Json;
use model::Timestamp;
use model::tables::SIGNINS;

use crate::formats::json_fields::{self, Fields};
use crate::formats::raw_events::{hoisted, push_with_raw_of, service};
use crate::{Reading, Shape, Source, entra_audit};

pub static SOURCE: Source = Source {
    id: "entra_signin",
    title: "Entra sign-in logs",
    feeds: &["signins", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("entra_signin.md"),
};

const CATEGORIES: [&str; 4] =
    ["SignInLogs", "NonInteractiveUserSignInLogs", "ServicePrincipalSignInLogs", "ManagedIdentitySignInLogs"];

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    if let Some(category) = event.text("category") {
        return is_signin_category(&category) && event.has("properties");
    }
    let of_user =
        event.has("userPrincipalName") && (event.has("createdDateTime") || event.has("TimeGenerated"));
    let of_signin = ["conditionalAccessStatus", "clientAppUsed", "isInteractive", "appDisplayName"];
    of_user && event.has("ipAddress") && of_signin.iter().any(|it| event.has(it))
}

fn is_signin_category(category: &str) -> bool {
    CATEGORIES.iter().any(|it| category.eq_ignore_ascii_case(it))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let envelope = Fields::new(value);
    if envelope.text("category").is_some_and(|it| !is_signin_category(&it)) && envelope.has("properties") {
        entra_audit::read(value, reading);
        return;
    }
    let inner = envelope.nested("properties");
    let event = if inner.is_object() { Fields::new(&inner) } else { envelope };
    let Some(at) = time(envelope, event, reading) else { return };

    let mut record = reading.record(&SIGNINS);
    record.set("happened_at", at);
    let account = event.first_text(&["userPrincipalName", "servicePrincipalName", "userDisplayName"]);
    record.set("account", account.or_else(|| envelope.text("identity")).as_deref());
    record.set("account_id", event.first_text(&["userId", "servicePrincipalId"]).as_deref());
    let status = event.nested("status");
    let status = Fields::new(&status);
    record.set("result", result(envelope, event, status));
    record.set("reason", reason(status, envelope).as_deref());
    record.set("event", event_name(envelope, event).as_deref());
    record.set("app", event.first_text(&["appDisplayName", "resourceDisplayName"]).as_deref());
    let ip = event.address(&["ipAddress"]).or_else(|| envelope.address(&["callerIpAddress"]));
    record.set("ip", ip);
    set_place(&mut record, envelope, event);
    record.set("as_number", event.int("autonomousSystemNumber"));
    let device = event.nested("deviceDetail");
    let device = Fields::new(&device);
    record.set("device_id", device.text("deviceId").as_deref());
    record.set("device_name", device.text("displayName").as_deref());
    record.set("managed", managed(device));
    record.set("os", device.text("operatingSystem").as_deref());
    record.set("browser", device.text("browser").as_deref());
    record.set("user_agent", event.text("userAgent").as_deref());
    record.set("session_id", event.first_text(&["sessionId", "uniqueTokenIdentifier"]).as_deref());
    record.set("interactive", interactive(envelope, event));
    let risk = event.first_text(&["riskLevelDuringSignIn", "riskLevelAggregated"]);
    record.set("risk", risk.map(|it| it.to_lowercase()));
    record.set("behaviors", risk_events(event));
    record.set("product", "entra");
    if let Some(id) = event.text("id") {
        record.identified_by(&id);
    }
    push_with_raw_of(reading, record, service("azure", "signinlogs"), || hoisted(value, &inner));
}

/// The sign-in's own time; the envelope's is when it was exported.
pub fn time(envelope: Fields<'_>, event: Fields<'_>, reading: &mut Reading<'_>) -> Option<Timestamp> {
    let own = ["createdDateTime", "activityDateTime"];
    if own.iter().any(|it| event.text(it).is_some()) {
        return event.time(&own, reading);
    }
    envelope.time(&["createdDateTime", "time", "TimeGenerated", "p_event_time"], reading)
}

/// Codes that ask for one more step: a second factor, its enrolment, consent, keeping the session.
const INTERRUPTS: [i64; 9] = [50055, 50058, 50072, 50074, 50076, 50079, 50125, 50140, 65001];

fn result(envelope: Fields<'_>, event: Fields<'_>, status: Fields<'_>) -> &'static str {
    let code =
        status.int("errorCode").or_else(|| event.int("resultType")).or_else(|| envelope.int("resultType"));
    match code {
        Some(0) => return "success",
        Some(code) if INTERRUPTS.contains(&code) => return "challenge",
        Some(_) => return "failure",
        None => {}
    }
    let word =
        event.first_text(&["result"]).or_else(|| envelope.first_text(&["resultType", "resultSignature"]));
    match word.map(|it| it.to_ascii_lowercase()).as_deref() {
        Some("success") => "success",
        Some("failure") => "failure",
        _ => "other",
    }
}

/// The reason of a failure. `Other.` is what the product writes where there was none.
fn reason<'a>(status: Fields<'a>, envelope: Fields<'a>) -> Option<Cow<'a, str>> {
    let said = status.text("failureReason").filter(|it| it != "Other.");
    said.or_else(|| status.text("additionalDetails")).or_else(|| envelope.text("resultDescription"))
}

fn event_name<'a>(envelope: Fields<'a>, event: Fields<'a>) -> Option<Cow<'a, str>> {
    let category = envelope.first_text(&["category", "Type"]);
    category.or_else(|| event.first_text(&["signInEventTypes.0", "OperationName"]))
}

fn set_place(record: &mut model::Record, envelope: Fields<'_>, event: Fields<'_>) {
    let place = match event.nested("LocationDetails") {
        found if found.is_object() => found,
        _ => event.nested("location"),
    };
    let place = Fields::new(&place);
    record.set("city", place.text("city").as_deref());
    record.set("region", place.text("state").as_deref());
    let country = place.text("countryOrRegion").or_else(|| event.text("location"));
    record.set("country", country.or_else(|| envelope.text("location")).as_deref());
    record.set("latitude", place.number("geoCoordinates.latitude"));
    record.set("longitude", place.number("geoCoordinates.longitude"));
}

/// Managed, as the product says: managed or compliant, or a machine without an identity in the directory.
fn managed(device: Fields<'_>) -> Option<bool> {
    if let Some(said) = device.flag("isManaged").or_else(|| device.flag("isCompliant")) {
        return Some(said);
    }
    let stated_without_id = device.get("deviceId").is_some_and(|it| it.as_str() == Some(""));
    stated_without_id.then_some(false)
}

fn interactive(envelope: Fields<'_>, event: Fields<'_>) -> Option<bool> {
    event.flag("isInteractive").or_else(|| {
        let category = envelope.first_text(&["category", "Type"])?;
        if category.contains("NonInteractive") {
            Some(false)
        } else if category.eq_ignore_ascii_case("SignInLogs") {
            Some(true)
        } else {
            None
        }
    })
}

fn risk_events(event: Fields<'_>) -> Option<String> {
    for name in ["riskEventTypes_v2", "riskEventTypes"] {
        let found = event.nested(name);
        if let Some(found) = json_fields::list(&found) {
            return Some(found);
        }
    }
    None
}
