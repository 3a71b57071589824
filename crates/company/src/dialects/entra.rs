//! Entra sign-ins as the Graph interface returns them: one document with `value[]`, one sign-in a line.

use jiff::Timestamp;

use super::Seat;
use crate::calendar::utc;
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::{Raw, record};

const FILE: &str = "identity/entra_signins.json";

pub(crate) fn sign_in(world: &mut World, who: usize, at: Timestamp, seat: &Seat, app: &str) -> RecordId {
    written(world, who, at, seat, app, None)
}

/// A sign-in about which the product itself has a doubt, such as `impossibleTravel`.
pub(crate) fn risky_sign_in(
    world: &mut World,
    who: usize,
    at: Timestamp,
    seat: &Seat,
    doubt: &str,
) -> RecordId {
    written(world, who, at, seat, "Office 365 SharePoint Online", Some(doubt))
}

fn written(
    world: &mut World,
    who: usize,
    at: Timestamp,
    seat: &Seat,
    app: &str,
    doubt: Option<&str>,
) -> RecordId {
    let level = if doubt.is_some() { "medium" } else { "none" };
    let doubts: Vec<&str> = doubt.into_iter().collect();
    let person = &world.people[who];
    let town = seat.line.town;
    let device = match &person.laptop {
        Some(laptop) if seat.managed => Raw(
            record!({ "deviceId": format!("00000000-0000-4000-8000-{:0>12}", laptop.serial.to_lowercase()), "displayName": laptop.hostname, "operatingSystem": seat.system(), "browser": "Chrome 148", "isCompliant": true, "isManaged": true, "trustType": "Azure AD joined" }),
        ),
        _ => Raw(
            record!({ "deviceId": "", "displayName": "", "operatingSystem": seat.system(), "browser": "Chrome 148", "isCompliant": false, "isManaged": false, "trustType": "" }),
        ),
    };
    let record = record!({
        "id": world.dice.uuid(),
        "createdDateTime": utc(at, "%Y-%m-%dT%H:%M:%SZ"),
        "userDisplayName": person.name(),
        "userPrincipalName": person.work_email(),
        "userId": format!("00000000-0000-4000-9000-{:0>12}", person.worker_id().to_lowercase()),
        "appDisplayName": app,
        "ipAddress": seat.line.ip,
        "clientAppUsed": "Browser",
        "userAgent": seat.agent(),
        "correlationId": world.dice.uuid(),
        "conditionalAccessStatus": "success",
        "isInteractive": true,
        "riskLevelDuringSignIn": level,
        "riskEventTypes_v2": doubts,
        "autonomousSystemNumber": seat.line.number,
        "authenticationProtocol": "none",
        "sessionId": world.dice.hex(12),
        "status": { "errorCode": 0, "failureReason": "Other." },
        "deviceDetail": device,
        "location": { "city": town.city, "state": town.region, "countryOrRegion": town.country, "geoCoordinates": { "latitude": town.latitude, "longitude": town.longitude } },
    });
    let framing = Framing::List {
        open: "{\"@odata.context\":\"https://graph.example.com/v1.0/$metadata#auditLogs/signIns\",\"value\":[",
        close: "]}",
    };
    world.shelf.log(FILE, framing, at, record)
}
