//! Zscaler NSS web log as JSON, one request a line; all values are strings and the time has no zone.

use jiff::Timestamp;

use crate::calendar::utc;
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::record;

const FILE: &str = "web/zscaler_nss_web.ndjson";

/// A request from the issued laptop.
pub(crate) fn request(
    world: &mut World,
    who: usize,
    at: Timestamp,
    ip: &str,
    host: &str,
    category: &str,
    sent_bytes: i64,
) -> RecordId {
    let person = &world.people[who];
    let device = person.laptop.as_ref().map_or("", |laptop| &laptop.hostname);
    let back = world.dice.between(2_000, 220_000);
    let record = record!({ "sourcetype": "zscalernss-web", "event": {
        "datetime": utc(at, "%Y-%m-%d %H:%M:%S"), "reason": "Allowed", "event_id": world.dice.digits(19), "protocol": "HTTPS", "action": "Allowed", "transactionsize": (sent_bytes + back).to_string(),
        "responsesize": back.to_string(), "requestsize": sent_bytes.to_string(), "urlcategory": category, "requestmethod": if sent_bytes > 5_000 { "POST" } else { "GET" }, "refererURL": "None", "product": "NSS",
        "location": "Road Warrior", "ClientIP": ip, "clientpublicIP": ip, "status": "200", "user": person.work_email(), "url": format!("{host}/"), "vendor": "Zscaler", "hostname": host, "threatname": "None",
        "filetype": "None", "appname": "None", "department": person.job.as_ref().map_or("", |job| job.department), "devicehostname": device, "deviceowner": person.work_email().split('@').next().unwrap_or(""),
    } });
    world.shelf.log(FILE, Framing::Bare, at, record)
}
