//! Google Workspace `login` reports (and `saml`): sign-ins, challenges, warnings, changes to the second factor.
//!
//! In: one activity. Out: `signins` for what belongs to signing in, `account_events` for the rest.

use model::Json;
use model::Record;
use model::tables::SIGNINS;

use crate::workspace_reports::{self, Event};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "workspace_login",
    title: "Google Workspace login report",
    feeds: &["signins", "account_events"],
    shape: Shape::Json { sniff, read: workspace_reports::read },
    proof: include_str!("workspace_login.md"),
};

fn sniff(value: &Json) -> bool {
    workspace_reports::application(value).is_some_and(|it| matches!(it.as_str(), "login" | "saml" | "logout"))
}

/// `login` also reports what happens to an account: forwarding, passwords, second factors.
pub fn is_signin(event: &Event<'_>) -> bool {
    let name = event.name.trim();
    name.starts_with("login")
        || name.starts_with("suspicious_login")
        || name.starts_with("risky_sensitive_action")
        || matches!(name, "logout" | "blocked_sender" | "gov_attack_warning")
}

pub fn record(event: &Event<'_>, reading: &mut Reading<'_>) -> Record {
    let mut record = event.start(&SIGNINS, reading);
    let account = event.text("affected_email_address").or_else(|| event.actor());
    record.set("account", account.as_deref());
    record.set("account_id", event.activity.text("actor.profileId").as_deref());
    let warning = event.name.contains("suspicious") || &*event.group == "account_warning";
    record.set(
        "result",
        match event.name.trim() {
            "login_success" => "success",
            "login_failure" => "failure",
            "login_challenge" | "login_verification" => "challenge",
            _ => "other",
        },
    );
    let reason = event.text("login_failure_type").or_else(|| event.text("login_challenge_status"));
    record.set("reason", reason.as_deref());
    record.set("event", event.name.trim());
    record.set("app", event.text("application_name").as_deref());
    let network = event.activity.object("networkInfo");
    record.set("as_number", network.int("ipAsn.0"));
    record.set("region", network.text("subdivisionCode").as_deref());
    record.set("country", network.text("regionCode").as_deref());
    record.set("device_id", event.text("device_id").as_deref());
    record.set("user_agent", event.text("user_agent").as_deref());
    record.set("session_id", event.text("session_id").as_deref());
    let suspicious = warning || event.flag("is_suspicious") == Some(true);
    record.set("risk", suspicious.then_some("suspicious"));
    record
}
