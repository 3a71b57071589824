//! Duo administrator log: what administrators did, and their own sign-ins.
//!
//! In: one entry of the Admin API's administrator log (or of its log of offline access, which is alike).
//! Out: `signins` for sign-ins of administrators, `account_events` for everything else.

use std::borrow::Cow;

use model::Json;
use model::Record;
use model::tables::{ACCOUNT_EVENTS, SIGNINS};

use crate::formats::described::described;
use crate::formats::json_fields::Fields;
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "duo_administrator",
    title: "Duo administrator log",
    feeds: &["account_events", "signins"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("duo_administrator.md"),
};

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    let named = event.text("eventtype").is_some_and(|it| it.eq_ignore_ascii_case("administrator"));
    event.text("action").is_some()
        && event.get("username").is_some_and(Json::is_string)
        && (event.has("isotimestamp") || named)
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let Some(at) = event.time(&["isotimestamp", "timestamp", "p_event_time"], reading) else { return };
    let Some(action) = event.text("action") else {
        reading.problem("no `action`");
        return;
    };
    let description = event.nested("description");
    let mut record = if matches!(&*action, "admin_login" | "admin_login_error" | "admin_2fa_error") {
        signin(&action, event, Fields::new(&description), reading)
    } else {
        account_event(&action, event, &description, reading)
    };
    record.set("happened_at", at);
    record.set("ip", Fields::new(&description).address(&["ip_address"]));
    record.set("product", "duo");
    push_with_raw(reading, record, service("cisco", "duo"), value);
}

/// The address of an administrator stands in the description alone; `username` is a full name.
fn signin(action: &str, event: Fields<'_>, description: Fields<'_>, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&SIGNINS);
    let account = description.text("email").map(|it| Cow::Owned(it.into_owned()));
    record.set("account", account.or_else(|| event.text("username")).as_deref());
    record.set("result", if action == "admin_login" { "success" } else { "failure" });
    record.set("reason", description.text("error").as_deref());
    let way = description.first_text(&["factor", "primary_auth_method"]);
    record.set("event", way.map_or_else(|| action.to_owned(), |it| format!("{action}:{it}")));
    record.set("app", "duo admin panel");
    record.set("device_name", description.title("device").as_deref());
    record
}

fn account_event(action: &str, event: Fields<'_>, description: &Json, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&ACCOUNT_EVENTS);
    record.set("account", event.text("username").as_deref());
    record.set("action", action);
    let object = event.title("object");
    record.set("target", object.as_deref());
    record.set("target_kind", object.is_some().then(|| kind_of(action)).flatten());
    // Free text, or what changed as JSON.
    let detail = match description {
        Json::Null => event.text("description").map(Cow::into_owned).unwrap_or_default(),
        found => described(found),
    };
    record.set_free_text("detail", &detail);
    let failed = action.ends_with("_error") || action == "admin_lockout";
    record.set("result", if failed { "failure" } else { "success" });
    record
}

/// What an action is about, as its first word says. A bypass code belongs to a user.
fn kind_of(action: &str) -> Option<&'static str> {
    let kinds = [
        ("user_", "user"),
        ("bypass_", "user"),
        ("o2fa_", "user"),
        ("admin_", "administrator"),
        ("phone_", "phone"),
        ("hardtoken_", "token"),
        ("u2ftoken_", "token"),
        ("webauthncredential_", "token"),
        ("integration_", "application"),
        ("application_", "application"),
        ("group_", "group"),
        ("policy_", "policy"),
    ];
    kinds.into_iter().find(|(start, _)| action.starts_with(start)).map(|it| it.1)
}
