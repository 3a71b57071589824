//! GitHub audit log: what was cloned, pushed, shared and changed in an organisation.
//!
//! In: one entry of the export, the stream or the API. Out: `code_events`.

use std::borrow::Cow;

use model::Json;
use model::tables::CODE_EVENTS;

use crate::formats::json_fields::Fields;
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "github_audit",
    title: "GitHub audit log",
    feeds: &["code_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("github_audit.md"),
};

/// The product's names for the time, then those of copies.
const TIMES: [&str; 4] = ["@timestamp", "at_sign_timestamp", "created_at", "p_event_time"];

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    let action = event.text("action").is_some();
    let plain_actor = event.get("actor").is_none_or(|it| !it.is_object());
    let marks = ["_document_id", "org", "business", "repo", "at_sign_timestamp", "programmatic_access_type"];
    let timed = TIMES.iter().any(|it| event.has(it));
    action && plain_actor && timed && marks.iter().any(|it| event.has(it))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let Some(at) = event.time(&TIMES, reading) else { return };
    let Some(word) = event.text("action") else {
        reading.problem("no `action`");
        return;
    };
    let mut record = reading.record(&CODE_EVENTS);
    record.set("happened_at", at);
    let actor = event.text("actor");
    record.set("account", actor.as_deref());
    record.set("action", action(&word));
    record.set("event", &*word);
    let repository = name(event, &["repo", "repository"]);
    let organisation = name(event, &["org", "business"]);
    let owner = repository.as_deref().and_then(|it| it.split_once('/')).map(|(owner, _)| owner);
    record.set("owner", owner.or(organisation.as_deref()));
    record.set("repository", repository.as_deref());
    record.set("organisation", organisation.as_deref());
    record.set("public", public(event));
    let named_bot = actor.as_deref().map(|it| it.ends_with("[bot]")).filter(|it| *it);
    record.set("is_bot", event.flag("actor_is_bot").or(named_bot));
    record.set("ip", event.address(&["actor_ip"]));
    record.set("country", event.text("actor_location.country_code").as_deref());
    record.set("user_agent", event.text("user_agent").as_deref());
    record.set("transport", event.first_text(&["transport_protocol_name", "protocol_name"]).as_deref());
    record.set("access_kind", event.text("programmatic_access_type").as_deref());
    record.set("token", event.first_text(&["hashed_token", "token_id"]).as_deref());
    record.set("target", target(event).as_deref());
    record.set("product", "github");
    if let Some(id) = event.text("_document_id") {
        record.identified_by(&id);
    }
    push_with_raw(reading, record, service("github", "audit"), value);
}

/// Our word for GitHub's. What is done to keys and tokens is `key`, to people's access `member`.
fn action(word: &str) -> &'static str {
    match word {
        "git.clone" => return "clone",
        "git.fetch" => return "fetch",
        "git.push" => return "push",
        "repo.download_zip" | "migration.create" | "migration.download_archive" => return "download",
        "repo.create" | "repo.create_from_template" | "codespaces.create" => return "create",
        "repo.fork" => return "fork",
        "repo.access" | "repo.change_visibility" => return "visibility",
        "repo.destroy" | "repo.remove" => return "delete",
        _ => {}
    }
    let (group, deed) = word.split_once('.').unwrap_or(("", word));
    if word.starts_with("repo.transfer") {
        return "transfer";
    }
    if group == "repository_visibility_change" {
        return "visibility";
    }
    let key_groups =
        ["public_key", "deploy_key", "personal_access_token", "oauth_access", "ssh_certificate_authority"];
    if key_groups.contains(&group) {
        return "key";
    }
    let about_people =
        ["member", "collaborator", "invite", "add_user", "remove_user", "add_admin", "remove_admin"];
    if about_people.iter().any(|it| deed.contains(it)) {
        return "member";
    }
    "other"
}

/// Text, or the first of several.
fn name<'a>(event: Fields<'a>, paths: &[&str]) -> Option<Cow<'a, str>> {
    paths.iter().find_map(|path| {
        event.items(path).first().and_then(|it| match it {
            Json::Object(_) => Fields::new(it).first_text(&["full_name", "name", "login"]),
            other => crate::formats::json_fields::text(other),
        })
    })
}

fn public(event: Fields<'_>) -> Option<bool> {
    let said = event.flag("repository_public").or_else(|| event.flag("public_repo"));
    said.or_else(|| event.text("visibility").map(|it| it.eq_ignore_ascii_case("public")))
}

/// Whom or what it was done to: a person, a key, a team, an integration.
fn target(event: Fields<'_>) -> Option<Cow<'_, str>> {
    event.first_text(&["user", "invitee", "email", "title", "key", "fingerprint", "team", "name"])
}
