//! Google Workspace Reports: what all applications share.
//!
//! In: one activity of the Reports API with its list of events, or a flattened copy with one event and its
//! parameters as an object. Out: each event, to the application it belongs to.

use std::borrow::Cow;

use model::tables::ACCOUNT_EVENTS;
use model::value::join_list;
use model::{Json, Members};
use model::{LogSource, Record, Table, Timestamp};

use crate::formats::json_fields::{self, Fields};
use crate::formats::raw_events::{push_with_raw_of, service};
use crate::{Reading, workspace_chrome, workspace_drive, workspace_login, workspace_meet};

/// One event of one activity.
pub struct Event<'a> {
    pub at: Timestamp,
    /// `type`, the group the event belongs to.
    pub group: Cow<'a, str>,
    pub name: Cow<'a, str>,
    pub activity: Fields<'a>,
    parameters: Option<&'a Json<'a>>,
}

/// The application an activity belongs to.
pub fn application(value: &Json) -> Option<String> {
    let activity = Fields::new(value);
    let shaped = activity.get("events").is_some_and(Json::is_array)
        || activity.has("name")
        || activity.text("kind").is_some_and(|it| it.contains("reports#activit"));
    shaped.then(|| activity.text("id.applicationName").map(Cow::into_owned)).flatten()
}

/// Reads one activity of whatever application.
pub fn read(value: &Json, reading: &mut Reading<'_>) {
    let activity = Fields::new(value);
    let Some(at) = activity.time(&["id.time", "p_event_time"], reading) else { return };
    let Some(application) = activity.text("id.applicationName") else {
        reading.problem("no `id.applicationName`");
        return;
    };
    // A flattened copy is its own event.
    let events = if activity.has("events") { activity.items("events") } else { std::slice::from_ref(value) };
    if events.is_empty() {
        reading.problem("no event in `events`");
    }
    for event in events {
        let event = Fields::new(event);
        let Some(name) = event.first_text(&["name", "type"]) else {
            reading.problem("event without `name`");
            continue;
        };
        let event = Event {
            at,
            group: event.text("type").unwrap_or_default(),
            name,
            activity,
            parameters: event.get("parameters"),
        };
        let record = match &*application {
            "login" | "saml" | "logout" if workspace_login::is_signin(&event) => {
                workspace_login::record(&event, reading)
            }
            "drive" => workspace_drive::record(&event, reading),
            "meet" if event.name == "call_ended" => workspace_meet::record(&event, reading),
            "chrome" => workspace_chrome::record(&event, reading),
            _ => account_event(&event, reading),
        };
        push_with_raw_of(reading, record, log_source(&application), || {
            Cow::Owned(event.as_in_cloud_logging(&application))
        });
    }
}

/// Sigma's name for the application.
fn log_source(application: &str) -> LogSource {
    service(
        "gcp",
        match application {
            "admin" => "google_workspace.admin",
            "login" | "logout" => "google_workspace.login",
            "drive" => "google_workspace.drive",
            "meet" => "google_workspace.meet",
            "chrome" => "google_workspace.chrome",
            "user_accounts" => "google_workspace.user_accounts",
            "token" => "google_workspace.token",
            "saml" => "google_workspace.saml",
            "groups" | "groups_enterprise" => "google_workspace.groups",
            _ => "google_workspace",
        },
    )
}

/// A change to an account, a group or a setting: whatever has no table of its own.
pub fn account_event(event: &Event<'_>, reading: &mut Reading<'_>) -> Record {
    let mut record = event.start(&ACCOUNT_EVENTS, reading);
    let affected = event.text("affected_email_address");
    let account =
        if &*event.group == "account_warning" { affected.or_else(|| event.actor()) } else { event.actor() };
    record.set("account", account.as_deref());
    record.set("action", &*event.name);
    let targets = [
        ("email_forwarding_destination_address", "forwarding address"),
        ("USER_EMAIL", "user"),
        ("target_user", "user"),
        ("member_id", "user"),
        ("GROUP_EMAIL", "group"),
        ("group_id", "group"),
        ("app_name", "app"),
        ("API_CLIENT_NAME", "app"),
        ("APPLICATION_NAME", "app"),
        ("ROLE_NAME", "role"),
        ("DOMAIN_NAME", "domain"),
        ("DEVICE_ID", "device"),
    ];
    for (parameter, kind) in targets {
        if let Some(target) = event.text(parameter) {
            record.set("target", &*target).set("target_kind", kind);
            break;
        }
    }
    record.set_free_text("detail", &event.detail());
    record.set("device_id", event.text("DEVICE_ID").as_deref());
    record.set("user_agent", event.text("user_agent").as_deref());
    record
}

impl<'a> Event<'a> {
    /// A record with the columns that all tables here share. There is no identity: `uniqueQualifier` is
    /// not unique.
    pub fn start(&self, table: &'static Table, reading: &Reading<'_>) -> Record {
        let mut record = reading.record(table);
        record.set("product", "google workspace");
        if let Some(at) = table.at {
            record.set(at, self.at);
        }
        if table.column("ip").is_some() {
            record.set("ip", self.activity.address(&["ipAddress"]));
        }
        record
    }

    /// The event as Cloud Logging writes it, which is what Sigma's rules speak of, with the activity's own
    /// members and the parameters beside it.
    fn as_in_cloud_logging(&self, application: &str) -> Json<'a> {
        let service = Json::from(format!("{application}.googleapis.com"));
        let name = Json::from(self.name.clone());
        let event = Json::object([("eventName", name.clone())]);
        let mut res = Members::default();
        res.insert("eventService", service.clone());
        res.insert("eventName", name);
        res.insert("eventType", Json::from(self.group.clone()));
        let metadata = Json::object([("event", event)]);
        res.insert("protoPayload", Json::object([("serviceName", service), ("metadata", metadata)]));
        for name in self.parameter_names() {
            if let Some(value) = self.parameter(&name) {
                res.insert_new(name.to_ascii_lowercase(), || value.clone());
            }
        }
        for name in ["id", "actor", "ipAddress", "ownerDomain"] {
            if let Some(value) = self.activity.get(name) {
                res.insert_new(name, || value.clone());
            }
        }
        Json::Object(res)
    }

    /// Who did it. A program has a key in place of an address.
    pub fn actor(&self) -> Option<Cow<'a, str>> {
        self.activity.first_text(&["actor.email", "actor.applicationInfo.applicationName", "actor.key"])
    }

    /// The value of a parameter: of the list `[{name, value|intValue|…}]` or of the flattened object.
    pub fn parameter(&self, name: &str) -> Option<&'a Json<'a>> {
        match self.parameters? {
            Json::Array(items) => {
                let item = items
                    .iter()
                    .map(Fields::new)
                    .find(|it| it.text("name").is_some_and(|found| found.eq_ignore_ascii_case(name)))?;
                VALUES.iter().find_map(|kind| item.get(kind))
            }
            flat => Fields::new(flat).get(name),
        }
    }

    /// One text; several as a list cell.
    pub fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        match self.parameter(name)? {
            Json::Array(items) => {
                let texts: Vec<Cow<'_, str>> = items.iter().filter_map(json_fields::text).collect();
                let joined = join_list(texts.iter().map(|it| &**it));
                (!joined.is_empty()).then_some(Cow::Owned(joined))
            }
            one => json_fields::text(one),
        }
    }

    pub fn title(&self, name: &str) -> Option<Cow<'a, str>> {
        match self.parameter(name)? {
            Json::String(it) => (!it.trim().is_empty()).then(|| Cow::Borrowed(it.trim())),
            other => json_fields::text(other),
        }
    }

    pub fn int(&self, name: &str) -> Option<i64> {
        self.parameter(name).and_then(json_fields::int)
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        self.parameter(name).and_then(json_fields::number)
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        self.parameter(name).and_then(json_fields::flag)
    }

    fn parameter_names(&self) -> Vec<Cow<'a, str>> {
        let mut names = Vec::new();
        match self.parameters {
            Some(Json::Array(items)) => {
                names.extend(items.iter().filter_map(|it| Fields::new(it).text("name")));
            }
            Some(Json::Object(members)) => names.extend(members.keys().map(Cow::Borrowed)),
            _ => {}
        }
        names
    }

    /// All parameters as `name=value; …`.
    pub fn detail(&self) -> String {
        let mut res = Vec::new();
        for name in self.parameter_names() {
            if let Some(value) = self.text(&name) {
                res.push(format!("{name}={value}"));
            }
        }
        res.join("; ")
    }
}

const VALUES: [&str; 6] = ["value", "intValue", "boolValue", "multiValue", "multiIntValue", "multiBoolValue"];
