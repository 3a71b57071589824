//! Okta System Log, one event a line.

use jiff::Timestamp;

use super::Seat;
use crate::calendar::millis;
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::{Raw, record};

const FILE: &str = "identity/okta_system_log.ndjson";

/// A session begins.
pub(crate) fn session_start(world: &mut World, who: usize, at: Timestamp, seat: &Seat) -> RecordId {
    event(world, who, at, seat, "user.session.start", "User login to Okta", Raw("null".to_owned()))
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
    let target = Raw(record!([{ "id": id, "type": "AppInstance", "alternateId": app, "displayName": app }]));
    event(world, who, at, seat, "user.authentication.sso", "User single sign on to app", target)
}

/// A second factor is registered.
pub(crate) fn new_factor(world: &mut World, who: usize, at: Timestamp, seat: &Seat) -> RecordId {
    event(
        world,
        who,
        at,
        seat,
        "user.mfa.factor.activate",
        "Activate factor for user",
        Raw("null".to_owned()),
    )
}

fn event(
    world: &mut World,
    who: usize,
    at: Timestamp,
    seat: &Seat,
    kind: &str,
    message: &str,
    target: Raw,
) -> RecordId {
    let person = &world.people[who];
    let town = seat.line.town;
    let device = match &person.laptop {
        Some(laptop) if seat.managed => Raw(
            record!({ "id": format!("guo{}", laptop.serial.to_lowercase()), "name": laptop.hostname, "os_platform": if laptop.is_windows() { "WINDOWS" } else { "MACOS" }, "managed": true, "registered": true }),
        ),
        _ => Raw("null".to_owned()),
    };
    let session = seat.session.clone().unwrap_or_else(|| format!("idx{}", world.dice.hex(20)));
    let new_place = town.city != person.home.town.city;
    let behaviors = format!(
        "{{New Geo-Location={}, New Device=NEGATIVE, New IP={}, Velocity=NEGATIVE}}",
        sign(new_place),
        sign(new_place)
    );
    let tunnels = seat.line.proxy.then_some("[{\"anonymous\":true,\"operator\":null,\"type\":\"VPN\"}]");
    let record = record!({
        "uuid": world.dice.uuid(),
        "published": millis(at),
        "eventType": kind,
        "version": "0",
        "severity": "INFO",
        "displayMessage": message,
        "actor": { "id": format!("00u{}", person.worker_id().to_lowercase()), "type": "User", "alternateId": seat.account.as_deref().unwrap_or(person.work_email()), "displayName": person.name() },
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
    world.shelf.log(FILE, Framing::Bare, at, record)
}

fn sign(positive: bool) -> &'static str {
    if positive { "POSITIVE" } else { "NEGATIVE" }
}
