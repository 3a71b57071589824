//! Okta System Log: sign-ins, and changes to accounts, factors and devices.
//!
//! In: one event, as the API, a log stream or a copy with lower-cased keys gives it.
//! Out: `signins` for sessions and authentications, `account_events` for everything else.

use std::borrow::Cow;

use model::Json;
use model::tables::{ACCOUNT_EVENTS, SIGNINS};
use model::value::join_list;

use crate::formats::json_fields::{self, Fields};
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "okta_system_log",
    title: "Okta System Log",
    feeds: &["signins", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("okta_system_log.md"),
};

fn sniff(value: &Json) -> bool {
    let event = Fields::new(value);
    let okta_word = event.text("eventType").is_some_and(|it| it.contains('.'));
    let okta_shape = event.has("published")
        || event.has("legacyEventType")
        || (event.has("actor") && (event.has("outcome") || event.has("severity")));
    okta_word && okta_shape
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let Some(at) = event.time(&["published", "p_event_time"], reading) else { return };
    let Some(kind) = event.text("eventType") else {
        reading.problem("no `eventType`");
        return;
    };
    let debug = debug_data(event);
    let debug = Fields::new(&debug);
    let target = target(event);

    let is_signin = is_signin(&kind);
    let mut record = reading.record(if is_signin { &SIGNINS } else { &ACCOUNT_EVENTS });
    record.set("happened_at", at);
    // What the system does to someone is about that person.
    let by_system = event.text("actor.type").is_some_and(|it| it != "User");
    let person = target.filter(|it| by_system && it.text("type").as_deref() == Some("User"));
    let account = person.and_then(|it| it.text("alternateId")).or_else(|| event.text("actor.alternateId"));
    record.set("account", account.as_deref());
    record.set("ip", event.address(&["client.ipAddress"]));
    record.set("device_id", event.text("device.id").as_deref());
    record.set("session_id", session(event).as_deref());
    record.set("user_agent", event.text("client.userAgent.rawUserAgent").as_deref());
    record.set("product", "okta");

    if is_signin {
        let account_id = person.and_then(|it| it.text("id")).or_else(|| event.text("actor.id"));
        record.set("account_id", account_id.as_deref());
        record.set("result", result(&kind, event.text("outcome.result").as_deref()));
        record.set("reason", event.text("outcome.reason").as_deref());
        record.set("event", &*kind);
        record.set("app", app(event).as_deref());
        record.set("ip_chain", ip_chain(event));
        let place = event.object("client.geographicalContext");
        record.set("city", place.text("city").as_deref());
        record.set("region", place.text("state").as_deref());
        record.set("country", place.text("country").as_deref());
        record.set("latitude", place.number("geolocation.lat"));
        record.set("longitude", place.number("geolocation.lon"));
        let security = event.object("securityContext");
        record.set("as_number", security.int("asNumber"));
        record.set("as_org", security.text("asOrg").as_deref());
        let tunnels = debug.nested("tunnels");
        let (operator, anonymous) = tunnel(&tunnels);
        record.set("is_proxy", security.flag("isProxy").or(anonymous.then_some(true)));
        record.set("vpn_operator", operator.as_deref());
        record.set("device_name", event.text("device.name").as_deref());
        record.set("managed", event.flag("device.managed"));
        record.set("os", event.first_text(&["client.userAgent.os", "device.os_platform"]).as_deref());
        record.set("browser", event.text("client.userAgent.browser").as_deref());
        record.set("client_hash", debug.first_text(&["dtHash", "deviceFingerprint"]).as_deref());
        record.set("risk", risk(debug));
        record.set("behaviors", debug.get("behaviors").and_then(pairs).map(|it| join(&it)));
    } else {
        record.set("action", &*kind);
        if let Some(target) = target {
            record.set("target", target.first_text(&["alternateId", "displayName", "id"]).as_deref());
            record.set("target_kind", target.text("type").as_deref());
        }
        record.set_free_text("detail", &detail(event, debug));
        record.set("result", result(&kind, event.text("outcome.result").as_deref()));
    }
    if let Some(id) = event.text("uuid") {
        record.identified_by(&id);
    }
    push_with_raw(reading, record, service("okta", "okta"), value);
}

/// Sessions and authentications, and what Okta says about a session later.
fn is_signin(kind: &str) -> bool {
    ["user.session.", "user.authentication."].iter().any(|it| kind.starts_with(it))
        || matches!(
            kind,
            "policy.evaluate_sign_on"
                | "user.identity_verification"
                | "user.risk.detect"
                | "security.session.detect_client_roaming"
        )
}

/// A detection that succeeded is no sign-in that succeeded: its result is `other`.
fn result(kind: &str, outcome: Option<&str>) -> Option<&'static str> {
    let outcome = outcome?.to_ascii_uppercase();
    let said_of_another = matches!(kind, "user.risk.detect" | "security.session.detect_client_roaming")
        || kind.starts_with("user.session.context");
    Some(match outcome.as_str() {
        _ if said_of_another => "other",
        "SUCCESS" | "ALLOW" => "success",
        "FAILURE" | "DENY" => "failure",
        "CHALLENGE" => "challenge",
        _ => "other",
    })
}

/// `debugContext.debugData` is an object, JSON in a string, or `""`.
fn debug_data(event: Fields<'_>) -> Cow<'_, Json<'_>> {
    event.object("debugContext").nested("debugData")
}

/// The person it was done to, else the first thing it was done to.
fn target(event: Fields<'_>) -> Option<Fields<'_>> {
    let targets = event.items("target");
    let person = targets.iter().find(|it| Fields::new(it).text("type").as_deref() == Some("User"));
    person.or(targets.first()).map(Fields::new)
}

fn app(event: Fields<'_>) -> Option<Cow<'_, str>> {
    let targets = event.items("target").iter().map(Fields::new);
    for target in targets {
        if target.text("type").is_some_and(|it| it.starts_with("App")) {
            return target.first_text(&["displayName", "alternateId"]);
        }
    }
    None
}

fn session(event: Fields<'_>) -> Option<Cow<'_, str>> {
    event.object("authenticationContext").first_text(&["externalSessionId", "rootSessionId"])
}

fn ip_chain(event: Fields<'_>) -> Option<String> {
    let mut res = Vec::new();
    for hop in event.items("request.ipChain") {
        res.extend(Fields::new(hop).address(&["ip"]));
    }
    (!res.is_empty()).then(|| join(&res))
}

/// Who runs the first tunnel that is named, and whether any of them hides its user.
fn tunnel(tunnels: &Json) -> (Option<String>, bool) {
    let items = match tunnels {
        Json::Array(items) => items.as_slice(),
        Json::Object(_) => std::slice::from_ref(tunnels),
        _ => &[],
    };
    let mut operator = None;
    let mut anonymous = false;
    for item in items {
        let item = Fields::new(item);
        operator = operator.or_else(|| item.text("operator").map(Cow::into_owned));
        anonymous |= item.flag("anonymous") == Some(true);
    }
    (operator, anonymous)
}

/// The level in `{level=LOW, reasons=…}`, in lower case.
fn risk(debug: Fields<'_>) -> Option<String> {
    let said = debug.get("risk").and_then(|it| match it {
        Json::Object(_) => Fields::new(it).text("level").map(Cow::into_owned),
        other => {
            let pairs = pairs(other)?;
            let level = pairs.iter().find_map(|it| it.strip_prefix("level="));
            level.map(str::to_owned).or_else(|| pairs.first().cloned())
        }
    });
    let said = said.or_else(|| debug.text("riskLevel").map(Cow::into_owned));
    let suspected = debug.flag("threatSuspected") == Some(true);
    said.or_else(|| suspected.then(|| "threat suspected".to_owned())).map(|it| it.to_lowercase())
}

/// The pairs of `{New Device=POSITIVE, Velocity=NEGATIVE}`, of a list of such pairs, or of an object whose
/// keys are the pairs.
fn pairs(value: &Json) -> Option<Vec<String>> {
    let mut res = Vec::new();
    match value {
        Json::String(text) => {
            let text = text.trim().trim_start_matches('{').trim_end_matches('}');
            res.extend(text.split(',').map(|it| it.trim().to_owned()));
        }
        Json::Array(items) => {
            for item in items {
                res.extend(pairs(item).unwrap_or_default());
            }
        }
        Json::Object(members) => {
            for (name, value) in members {
                match json_fields::text(value) {
                    Some(value) => res.push(format!("{name}={value}")),
                    None => res.push(name.to_owned()),
                }
            }
        }
        _ => {}
    }
    res.retain(|it| !json_fields::means_unknown(it));
    (!res.is_empty()).then_some(res)
}

/// What the product says in words, the reason, and the names of what it was done to.
fn detail(event: Fields<'_>, debug: Fields<'_>) -> String {
    let mut res: Vec<String> = Vec::new();
    for path in ["displayMessage", "outcome.reason"] {
        res.extend(event.text(path).map(Cow::into_owned));
    }
    for path in ["changedAttributes", "factor", "phoneNumber"] {
        res.extend(debug.text(path).map(|it| format!("{path}={it}")));
    }
    for target in event.items("target") {
        let target = Fields::new(target);
        if let Some(name) = target.title("displayName") {
            res.push(format!("{}={name}", target.text("type").unwrap_or(Cow::Borrowed("target"))));
        }
    }
    res.join("; ")
}

fn join(texts: &[String]) -> String {
    join_list(texts.iter().map(String::as_str))
}
