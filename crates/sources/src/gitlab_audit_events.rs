//! GitLab audit events: what was cloned, pushed, made public and changed, and who signed in.
//!
//! In: one event of the API, of streaming, or of `audit_json.log` (where the details stand at the top).
//! Out: `code_events` for projects, groups' members and keys, `signins` for sign-ins, `account_events` for the
//! rest.

use std::borrow::Cow;

use model::Json;
use model::Record;
use model::tables::{ACCOUNT_EVENTS, CODE_EVENTS, SIGNINS};

use crate::formats::described::described;
use crate::formats::json_fields::Fields;
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "gitlab_audit_events",
    title: "GitLab audit events",
    feeds: &["code_events", "signins", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("gitlab_audit_events.md"),
};

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    let author = event.has("author_id") || event.has("author_name");
    author
        && event.has("entity_type")
        && event.has("entity_id")
        && (event.has("details")
            || event.has("target_type")
            || event.has("event_type")
            || event.has("severity"))
}

/// One event, and what it says of itself.
struct Event<'a> {
    event: Fields<'a>,
    details: Fields<'a>,
    message: Fields<'a>,
    /// `message`, or its plain text, in lower case.
    said: String,
    word: String,
}

/// What an event belongs to.
enum Is {
    Signin(&'static str),
    /// With our word for what was done.
    Code(&'static str),
    Account,
}

pub fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let Some(at) = event.time(&["created_at", "time", "p_event_time"], reading) else { return };
    let details = event.nested("details");
    // The log has the details beside the event.
    let details = if details.is_object() { Fields::new(&details) } else { event };
    let message = details.nested("custom_message");
    let Some(event) = Event::new(event, details, Fields::new(&message), &message) else {
        reading.problem("neither `event_type` nor anything in `details` says what happened");
        return;
    };
    let mut record = match event.table() {
        Is::Signin(result) => event.signin(result, reading),
        Is::Code(action) => event.code_event(action, reading),
        Is::Account => event.account_event(reading),
    };
    record.set("happened_at", at);
    record.set("account", event.account().as_deref());
    let ip = event.event.address(&["ip_address", "meta.remote_ip"]);
    record.set("ip", ip.or_else(|| event.details.address(&["ip_address"])));
    record.set("product", "gitlab");
    // The id is one of its installation, and of events that are only streamed a number that may return.
    if let Some(id) = event.event.text("id") {
        record.identified_by(&format!("gitlab {id} {}", at.as_second()));
    }
    push_with_raw(reading, record, service("gitlab", "audit"), value);
}

impl<'a> Event<'a> {
    fn new(event: Fields<'a>, details: Fields<'a>, message: Fields<'a>, plain: &Json) -> Option<Event<'a>> {
        let said = plain.as_str().unwrap_or_default().trim().to_owned();
        let typed = event.text("event_type").or_else(|| details.text("event_name"));
        let word = match typed {
            // The type that stands for all that has none says nothing.
            Some(typed) if &*typed != "audit_operation" => typed.into_owned(),
            _ => changed(details).or_else(|| (!said.is_empty()).then(|| said.clone()))?,
        };
        Some(Event { event, details, message, said: said.to_lowercase(), word })
    }

    fn table(&self) -> Is {
        if let Some(result) = self.signin_result() {
            return Is::Signin(result);
        }
        let entity = self.event.text("entity_type").unwrap_or_default();
        match self.code_action() {
            Some(action) => Is::Code(action),
            None if entity == "Project" => Is::Code("other"),
            None => Is::Account,
        }
    }

    fn signin_result(&self) -> Option<&'static str> {
        let word = self.word.as_str();
        let failed = self.details.has("failed_login")
            || word.starts_with("login_failed")
            || self.said.starts_with("failed to login");
        if failed {
            return Some("failure");
        }
        let signed_in = self.details.has("with")
            || word.starts_with("authenticated_with")
            || self.said.starts_with("signed in with");
        if signed_in {
            return Some("success");
        }
        (word == "user_logged_out" || self.said.starts_with("signed out")).then_some("other")
    }

    /// Git itself first, then the words of streamed events, of details, and of messages.
    fn code_action(&self) -> Option<&'static str> {
        if let Some(command) = self.message.text("action") {
            return Some(match (&*command, self.message.text("verb").as_deref()) {
                ("git-receive-pack", _) | (_, Some("push")) => "push",
                (_, Some("clone")) => "clone",
                // Older versions have one command for cloning and fetching.
                ("git-upload-pack", _) | (_, Some("pull")) => "fetch",
                _ => "other",
            });
        }
        let word = self.word.to_lowercase().replace('_', " ");
        let has = |what: &str| word.contains(what) || self.said.contains(what);
        let entity = self.event.text("entity_type").unwrap_or_default();
        if has("repository download") || has("export file download") {
            return Some("download");
        }
        if ["ssh key", "gpg key", "deploy key", "deploy token", "access token"].iter().any(|it| has(it)) {
            return Some("key");
        }
        if !matches!(&*entity, "Project" | "Group") {
            return None;
        }
        let kind = self.event.text("target_type").or_else(|| self.details.text("target_type"));
        let on_itself = kind.is_none_or(|it| it == entity);
        let added = self.details.text("add").is_some_and(|it| it == "project");
        let removed = self.details.text("remove").is_some_and(|it| it == "project");
        Some(if has("visibility") {
            "visibility"
        } else if has("user access") || has("access level") || word.starts_with("member ") || has("invite") {
            "member"
        } else if has("transfer") || word == "change namespace" {
            "transfer"
        } else if has("fork") && !has("relationship") {
            "fork"
        } else if added || word == "project created" || (on_itself && self.said == "added project") {
            "create"
        } else if removed
            || word.starts_with("project destroyed")
            || (on_itself && self.said == "removed project")
        {
            "delete"
        } else {
            return None;
        })
    }

    fn signin(&self, result: &'static str, reading: &Reading<'_>) -> Record {
        let mut record = reading.record(&SIGNINS);
        record.set("account_id", self.event.text("author_id").as_deref());
        record.set("result", result);
        record.set("event", self.word.as_str());
        record.set("reason", self.details.first_text(&["with", "failed_login"]).as_deref());
        record.set("user_agent", self.event.text("meta.user_agent").as_deref());
        record
    }

    fn code_event(&self, action: &'static str, reading: &Reading<'_>) -> Record {
        let mut record = reading.record(&CODE_EVENTS);
        record.set("action", action);
        record.set("event", self.word.as_str());
        let entity = self.event.text("entity_type");
        let path = self
            .event
            .first_text(&["entity_path", "meta.project"])
            .or_else(|| self.details.text("entity_path"))
            .or_else(|| self.project_in_target());
        let owner = path.as_deref().map(|it| it.split('/').next().unwrap_or(it));
        if matches!(entity.as_deref(), Some("Project" | "Group")) {
            record.set("owner", owner);
            // An audit log tells of one's own groups only.
            record.set("organisation", owner);
        }
        if entity.as_deref() == Some("Project") {
            record.set("repository", path.as_deref());
        }
        if action == "visibility" {
            let to = self.details.text("to").map(|it| it.eq_ignore_ascii_case("public"));
            let told = self.said.contains(" to public").then_some(true);
            record.set("public", to.or(told));
        } else if self.word == "public_repository_download_operation" {
            record.set("public", true);
        }
        let class = self.details.text("author_class").filter(|it| it != "User");
        let is_bot = class.as_deref().map(|it| it.starts_with("Deploy") || it.contains("Token"));
        record.set("is_bot", is_bot.filter(|it| *it));
        record.set("user_agent", self.event.text("meta.user_agent").as_deref());
        record.set("transport", self.message.text("protocol").as_deref());
        record.set("access_kind", self.message.text("gl_key_type").or(class).as_deref());
        record.set("token", self.message.text("gl_key_id").as_deref());
        record.set("target", self.target().as_deref());
        record
    }

    fn account_event(&self, reading: &Reading<'_>) -> Record {
        let mut record = reading.record(&ACCOUNT_EVENTS);
        record.set("action", self.word.as_str());
        record.set("target", self.target().as_deref());
        let kind = self.event.text("target_type").or_else(|| self.details.text("target_type"));
        record.set("target_kind", kind.map(|it| it.to_lowercase()));
        let mut detail: Vec<String> = Vec::new();
        for name in ["custom_message", "change", "from", "to", "add", "remove", "as", "reason"] {
            detail.extend(self.details.text(name).map(|it| format!("{name}={it}")));
        }
        if detail.is_empty()
            && let Some(found) = self.event.get("details")
        {
            detail.push(described(found));
        }
        record.set_free_text("detail", &detail.join("; "));
        record.set("user_agent", self.event.text("meta.user_agent").as_deref());
        record
    }

    /// The log names the project's path as the target.
    fn project_in_target(&self) -> Option<Cow<'a, str>> {
        let kind = self.event.text("target_type").or_else(|| self.details.text("target_type"));
        let is_project = kind.is_some_and(|it| it == "Project");
        is_project.then(|| self.target()).flatten().filter(|it| it.contains('/'))
    }

    fn target(&self) -> Option<Cow<'a, str>> {
        self.event.text("target_details").or_else(|| self.details.text("target_details"))
    }

    /// An address where one is said, then the name one signs in with; the author's name is a full name.
    fn account(&self) -> Option<Cow<'a, str>> {
        let address = self.details.text("author_email").or_else(|| self.event.text("author_email"));
        let name = address.or_else(|| self.event.first_text(&["meta.user", "author_name"]));
        name.or_else(|| self.details.text("author_name")).or_else(|| self.event.text("author_id"))
    }
}

/// `change visibility`, `add user_access`, `remove ssh_key`: how the details say what was done.
fn changed(details: Fields<'_>) -> Option<String> {
    for deed in ["change", "add", "remove"] {
        if let Some(what) = details.text(deed) {
            return Some(format!("{deed} {what}"));
        }
    }
    for deed in ["with", "failed_login"] {
        if let Some(way) = details.text(deed) {
            return Some(format!("{deed} {way}"));
        }
    }
    None
}
