//! Google Workspace Reports: login, drive and meet activities, one activity a line inside `items`.

use jiff::Timestamp;

use crate::calendar::millis;
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::{Raw, record};

/// Someone signs in.
pub(crate) fn login(world: &mut World, who: usize, at: Timestamp, ip: &str) -> RecordId {
    let parameters = Raw(
        record!([{ "name": "login_type", "value": "saml" }, { "name": "is_suspicious", "boolValue": false }, { "name": "login_challenge_method", "multiValue": ["none"] }]),
    );
    activity(world, "login", who, at, Some(ip), ("login", "login_success"), parameters)
}

/// Someone does something with a document: `view`, `edit`, `download`, `create`.
pub(crate) fn drive(
    world: &mut World,
    who: usize,
    at: Timestamp,
    ip: &str,
    action: &str,
    title: &str,
    kind: &str,
) -> RecordId {
    let email = world.people[who].work_email().to_owned();
    let parameters = Raw(record!([
        { "name": "primary_event", "boolValue": true }, { "name": "doc_id", "value": world.dice.hex(24) }, { "name": "doc_title", "value": title }, { "name": "doc_type", "value": kind },
        { "name": "owner", "value": email }, { "name": "owner_is_shared_drive", "boolValue": false }, { "name": "visibility", "value": "private" }, { "name": "actor_is_collaborator_account", "boolValue": false },
    ]));
    activity(world, "drive", who, at, Some(ip), ("access", action), parameters)
}

/// Someone shares a document with a person outside.
pub(crate) fn share_outside(
    world: &mut World,
    who: usize,
    at: Timestamp,
    ip: &str,
    title: &str,
    with: &str,
) -> RecordId {
    let email = world.people[who].work_email().to_owned();
    let parameters = Raw(record!([
        { "name": "primary_event", "boolValue": true }, { "name": "doc_id", "value": world.dice.hex(24) }, { "name": "doc_title", "value": title }, { "name": "doc_type", "value": "folder" },
        { "name": "owner", "value": email }, { "name": "target_user", "value": with }, { "name": "old_value", "multiValue": ["none"] }, { "name": "new_value", "multiValue": ["can_view"] },
        { "name": "old_visibility", "value": "private" }, { "name": "visibility", "value": "shared_externally" }, { "name": "visibility_change", "value": "external" },
    ]));
    activity(world, "drive", who, at, Some(ip), ("acl_change", "change_user_access"), parameters)
}

/// Someone leaves a call: how long it was, and how long the camera was on.
pub(crate) fn call_ended(
    world: &mut World,
    who: usize,
    at: Timestamp,
    ip: &str,
    code: &str,
    seconds: i64,
    video_seconds: i64,
) -> RecordId {
    let person = &world.people[who];
    let parameters = Raw(record!([
        { "name": "identifier", "value": person.work_email() }, { "name": "identifier_type", "value": "email_address" }, { "name": "display_name", "value": person.name() }, { "name": "is_external", "boolValue": false },
        { "name": "duration_seconds", "intValue": seconds.to_string() }, { "name": "video_send_seconds", "intValue": video_seconds.to_string() }, { "name": "audio_send_seconds", "intValue": (seconds / 3).to_string() },
        { "name": "screencast_send_seconds", "intValue": "0" }, { "name": "ip_address", "value": ip }, { "name": "location_country", "value": person.home.town.country }, { "name": "device_type", "value": "web" },
        { "name": "endpoint_id", "value": world.dice.hex(12) }, { "name": "meeting_code", "value": code }, { "name": "network_rtt_msec_mean", "intValue": (person.habits.latency + world.dice.between(0, 9)).to_string() },
    ]));
    activity(world, "meet", who, at, None, ("call", "call_ended"), parameters)
}

fn activity(
    world: &mut World,
    application: &str,
    who: usize,
    at: Timestamp,
    ip: Option<&str>,
    (kind, name): (&str, &str),
    parameters: Raw,
) -> RecordId {
    let person = &world.people[who];
    let id = record!({ "time": millis(at), "uniqueQualifier": format!("-{}", world.dice.digits(18)), "applicationName": application, "customerId": "C0invented" });
    let actor = record!({ "callerType": "USER", "email": person.work_email(), "profileId": format!("1{}", person.worker_id().trim_start_matches('E')) });
    let (id, actor) = (Raw(id), Raw(actor));
    let record = match ip {
        Some(ip) => {
            record!({ "kind": "admin#reports#activity", "id": id, "actor": actor, "ipAddress": ip, "events": [{ "type": kind, "name": name, "parameters": parameters }] })
        }
        None => {
            record!({ "kind": "admin#reports#activity", "id": id, "actor": actor, "events": [{ "type": kind, "name": name, "parameters": parameters }] })
        }
    };
    let framing = Framing::List { open: "{\"kind\":\"admin#reports#activities\",\"items\":[", close: "]}" };
    world.shelf.log(&format!("workspace/{application}_activities.json"), framing, at, record)
}
