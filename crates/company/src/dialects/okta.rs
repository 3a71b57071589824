//! Okta System Log, one event a line.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Seat;
use crate::calendar::millis;
use crate::shelf::{Framing, RecordId};
use crate::world::World;

const FILE: &str = "identity/okta_system_log.ndjson";

/// A session begins.
pub(crate) fn session_start(world: &mut World, who: usize, at: Timestamp, seat: &Seat) -> RecordId {
    event(world, who, at, seat, "user.session.start", "User login to Okta", Value::Null)
}

/// An application is opened through single sign-on.
pub(crate) fn single_sign_on(
    world: &mut World,
    who: usize,
    at: Timestamp,
    seat: &Seat,
    app: &str,
) -> RecordId {
    let id = format!("0oa{}", world.dice.hex(17));
    let target = json!([{ "id": id, "type": "AppInstance", "alternateId": app, "displayName": app }]);
    event(world, who, at, seat, "user.authentication.sso", "User single sign on to app", target)
}

/// A second factor is registered.
pub(crate) fn new_factor(world: &mut World, who: usize, at: Timestamp, seat: &Seat) -> RecordId {
    event(world, who, at, seat, "user.mfa.factor.activate", "Activate factor for user", Value::Null)
}

fn event(
    world: &mut World,
    who: usize,
    at: Timestamp,
    seat: &Seat,
    kind: &str,
    message: &str,
    target: Value,
) -> RecordId {
    let person = &world.people[who];
    let town = seat.line.town;
    let device = match &person.laptop {
        Some(laptop) if seat.managed => {
            json!({ "id": format!("guo{}", laptop.serial.to_lowercase()), "name": laptop.hostname, "os_platform": if laptop.is_windows() { "WINDOWS" } else { "MACOS" }, "managed": true, "registered": true })
        }
        _ => Value::Null,
    };
    let session = seat.session.clone().unwrap_or_else(|| format!("idx{}", world.dice.hex(20)));
    let new_place = town.city != person.home.town.city;
    let behaviors = format!(
        "{{New Geo-Location={}, New Device=NEGATIVE, New IP={}, Velocity=NEGATIVE}}",
        sign(new_place),
        sign(new_place)
    );
    let tunnels = if seat.line.proxy {
        json!(format!("[{{\"anonymous\":true,\"operator\":null,\"type\":\"VPN\"}}]"))
    } else {
        Value::Null
    };
    let record = json!({
        "uuid": world.dice.uuid(),
        "published": millis(at),
        "eventType": kind,
        "version": "0",
        "severity": "INFO",
        "displayMessage": message,
        "actor": { "id": format!("00u{}", person.worker_id().to_lowercase()), "type": "User", "alternateId": person.work_email(), "displayName": person.name() },
        "client": {
            "ipAddress": seat.line.ip, "device": "Computer", "zone": "null",
            "userAgent": { "rawUserAgent": seat.agent(), "os": seat.system(), "browser": "CHROME" },
            "geographicalContext": { "city": town.city, "state": town.region, "country": town.country_name, "postalCode": town.postcode, "geolocation": { "lat": town.latitude, "lon": town.longitude } },
        },
        "device": device,
        "outcome": { "result": "SUCCESS" },
        "authenticationContext": { "externalSessionId": session },
        "securityContext": { "asNumber": seat.line.number, "asOrg": seat.line.provider, "isp": seat.line.provider, "domain": null, "isProxy": seat.line.proxy },
        "debugContext": { "debugData": { "dtHash": seat.fingerprint.as_ref().unwrap_or(&person.fingerprint), "behaviors": behaviors, "risk": "{level=LOW}", "tunnels": tunnels } },
        "request": { "ipChain": [{ "ip": seat.line.ip, "version": "V4", "source": null }] },
        "target": target,
    });
    world.shelf.log(FILE, &Framing::Bare, at, record.to_string())
}

fn sign(positive: bool) -> &'static str {
    if positive { "POSITIVE" } else { "NEGATIVE" }
}
