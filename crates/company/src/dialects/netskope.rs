//! Netskope application events, one a line: uploads and downloads at cloud services, with the account used there.

use jiff::Timestamp;

use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::record;

const FILE: &str = "web/netskope_events.ndjson";

/// A transfer at a cloud storage service.
pub(crate) struct Transfer<'a> {
    pub(crate) app: &'a str,
    pub(crate) activity: &'a str,
    pub(crate) object: &'a str,
    pub(crate) bytes: i64,
    /// Account at the service; its domain is the `instance_id`.
    pub(crate) account: &'a str,
    pub(crate) host: &'a str,
    pub(crate) ip: &'a str,
}

pub(crate) fn transfer(world: &mut World, who: usize, at: Timestamp, transfer: &Transfer) -> RecordId {
    let person = &world.people[who];
    let kind = if transfer.object.ends_with(".zip") { "application/zip" } else { "application/octet-stream" };
    let record = record!({
        "_id": world.dice.hex(24), "timestamp": at.as_second(), "type": "nspolicy", "access_method": "Client", "user": person.work_email(), "userkey": person.work_email(), "app": transfer.app,
        "appcategory": "Cloud Storage", "activity": transfer.activity, "object": transfer.object, "object_type": "File", "file_size": transfer.bytes, "file_type": kind, "from_user": transfer.account,
        "instance_id": transfer.account.rsplit('@').next().unwrap_or(""), "hostname": transfer.host, "os": "Windows 11", "browser": "Chrome", "srcip": transfer.ip, "src_country": "US", "site": transfer.app,
        "traffic_type": "CloudApp", "policy": "Cloud storage visibility", "action": "alert",
    });
    world.shelf.log(FILE, Framing::Bare, at, record)
}

/// Somebody signs in at a cloud service with an account that need not be the company's.
pub(crate) fn sign_in(
    world: &mut World,
    who: usize,
    at: Timestamp,
    app: &str,
    account: &str,
    ip: &str,
) -> RecordId {
    let person = &world.people[who];
    let host = person.laptop.as_ref().map_or("", |laptop| &laptop.hostname);
    let record = record!({
        "_id": world.dice.hex(24), "timestamp": at.as_second(), "type": "nspolicy", "access_method": "Client", "user": person.work_email(), "userkey": person.work_email(), "app": app,
        "appcategory": "Web Browser", "activity": "Login Successful", "object": "", "object_type": "", "from_user": account, "instance_id": account.rsplit('@').next().unwrap_or(""),
        "hostname": host, "os": "Windows 11", "browser": "Chrome", "srcip": ip, "src_country": "US", "site": app, "traffic_type": "CloudApp", "policy": "Browser sign-in", "action": "alert",
    });
    world.shelf.log(FILE, Framing::Bare, at, record)
}
