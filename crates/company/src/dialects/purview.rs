//! Microsoft 365 Unified Audit as the portal exports it: CSV with the record as JSON in `AuditData`.

use jiff::Timestamp;

use super::Seat;
use crate::calendar::utc;
use crate::shelf::{Framing, RecordId};
use crate::tables::cell;
use crate::world::World;
use crate::writing::record;

const FILE: &str = "content/unified_audit.csv";

/// A file operation: `FileAccessed`, `FileDownloaded`, `FileModified`, `FileSyncDownloadedFull`.
pub(crate) fn file(
    world: &mut World,
    who: usize,
    at: Timestamp,
    seat: &Seat,
    operation: &str,
    site: &str,
    name: &str,
) -> RecordId {
    let person = &world.people[who];
    let time = utc(at, "%Y-%m-%dT%H:%M:%S");
    let host = format!("https://{}.sharepoint.example", world.firm.slug);
    let data = record!({
        "CreationTime": time, "Id": world.dice.uuid(), "Operation": operation, "RecordType": 6, "UserType": 0, "Version": 1, "Workload": "SharePoint", "UserId": person.work_email(),
        "ClientIP": seat.line.ip, "ObjectId": format!("{host}/sites/{site}/Shared Documents/{name}"), "SiteUrl": format!("{host}/sites/{site}/"), "SourceFileName": name,
        "SourceFileExtension": name.rsplit('.').next().unwrap_or(""), "UserAgent": seat.agent(), "IsManagedDevice": seat.managed, "EventSource": "SharePoint", "ItemType": "File",
    });
    let email = person.work_email().to_owned();
    line(world, at, &time, &email, operation, &data)
}

/// A rule is set up in a mailbox.
pub(crate) fn inbox_rule(world: &mut World, who: usize, at: Timestamp, ip: &str, words: &str) -> RecordId {
    let email = world.people[who].work_email().to_owned();
    let time = utc(at, "%Y-%m-%dT%H:%M:%S");
    let data = record!({
        "CreationTime": time, "Id": world.dice.uuid(), "Operation": "New-InboxRule", "RecordType": 1, "UserType": 2, "Version": 1, "Workload": "Exchange", "UserId": email, "ClientIP": format!("{ip}:51020"),
        "ObjectId": format!("{email}\\..."), "Parameters": [{ "Name": "SubjectContainsWords", "Value": words }, { "Name": "DeleteMessage", "Value": "True" }],
    });
    line(world, at, &time, &email, "New-InboxRule", &data)
}

fn line(world: &mut World, at: Timestamp, time: &str, user: &str, operation: &str, data: &str) -> RecordId {
    let framing = Framing::Headed("CreationDate,UserIds,Operations,AuditData");
    world.shelf.log(FILE, framing, at, format!("{time},{user},{operation},{}", cell(data)))
}
