//! Windows event logs as `evtx_dump` prints them, one event a line.

use jiff::Timestamp;

use crate::calendar::utc;
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::{Raw, record};

const FILE: &str = "endpoint/windows_events.ndjson";

/// Someone unlocks or signs in at the console (Security 4624).
pub(crate) fn logon(world: &mut World, who: usize, at: Timestamp) -> RecordId {
    let user = world.people[who].work_email().split('@').next().unwrap_or("").to_owned();
    let data = Raw(
        record!({ "SubjectUserSid": "S-1-5-18", "TargetUserName": user, "TargetDomainName": "CORP", "LogonType": 2, "WorkstationName": hostname(world, who), "IpAddress": "-", "IpPort": "-", "ProcessName": "C:\\Windows\\System32\\svchost.exe" }),
    );
    event(world, who, at, "Security", "Microsoft-Windows-Security-Auditing", Raw("4624".to_owned()), data)
}

/// A service is installed (System 7045).
pub(crate) fn service(world: &mut World, who: usize, at: Timestamp, name: &str, path: &str) -> RecordId {
    let data = Raw(
        record!({ "ServiceName": name, "ImagePath": path, "ServiceType": "user mode service", "StartType": "auto start", "AccountName": "LocalSystem" }),
    );
    event(
        world,
        who,
        at,
        "System",
        "Service Control Manager",
        Raw(record!({ "#attributes": { "Qualifiers": 16384 }, "#text": 7045 })),
        data,
    )
}

/// Chrome Remote Desktop writes to the Application log: 1 client connected, 2 client gone, 5 host started.
pub(crate) fn remote_desktop(
    world: &mut World,
    who: usize,
    at: Timestamp,
    id: u32,
    account: &str,
) -> RecordId {
    event(
        world,
        who,
        at,
        "Application",
        "chromoting",
        Raw(record!({ "#attributes": { "Qualifiers": 16384 }, "#text": id })),
        Raw(record!({ "Data": { "#text": [account] } })),
    )
}

/// A device is plugged into a machine (Security 6416), which need not be the issued laptop.
pub(crate) fn plugged_in(
    world: &mut World,
    who: usize,
    at: Timestamp,
    host: &str,
    device_id: &str,
    description: &str,
    class: &str,
) -> RecordId {
    let user = world.people[who].work_email().split('@').next().unwrap_or("").to_owned();
    let data = Raw(
        record!({ "SubjectUserName": user, "DeviceId": device_id, "DeviceDescription": description, "ClassId": "{745a17a0-74d3-11d0-b6fe-00a0c90f57da}", "ClassName": class, "VendorIds": device_id }),
    );
    event_on(world, host, at, "Security", "Microsoft-Windows-Security-Auditing", Raw("6416".to_owned()), data)
}

fn hostname(world: &World, who: usize) -> String {
    world.people[who].laptop.as_ref().map_or(String::new(), |laptop| laptop.hostname.clone())
}

fn event(
    world: &mut World,
    who: usize,
    at: Timestamp,
    channel: &str,
    provider: &str,
    id: Raw,
    data: Raw,
) -> RecordId {
    let host = hostname(world, who);
    let at = world.machine_clock(who, at);
    event_on(world, &host, at, channel, provider, id, data)
}

fn event_on(
    world: &mut World,
    host: &str,
    at: Timestamp,
    channel: &str,
    provider: &str,
    id: Raw,
    data: Raw,
) -> RecordId {
    let computer = format!("{host}.corp.{}", world.firm.domain);
    // Numbers grow with time on each machine; who made the record first cannot be read from them.
    let since = at.as_second() - world.start.as_second();
    let number = 70_000 + since.max(0) * 64 + world.dice.between(0, 63);
    let record = record!({ "Event": {
        "#attributes": { "xmlns": "http://schemas.microsoft.com/win/2004/08/events/event" },
        "System": { "Provider": { "#attributes": { "Name": provider } }, "EventID": id, "Version": 0, "Level": 4, "Task": 0, "Opcode": 0, "Keywords": "0x8020000000000000",
            "TimeCreated": { "#attributes": { "SystemTime": utc(at, "%Y-%m-%dT%H:%M:%S.%6fZ") } }, "EventRecordID": number, "Channel": channel, "Computer": computer, "Security": null },
        "EventData": data,
    } });
    world.shelf.log(FILE, Framing::Bare, at, record)
}
