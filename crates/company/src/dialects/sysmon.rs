//! Sysmon as Winlogbeat ships it, one event a line.

use jiff::Timestamp;

use crate::calendar::{millis, utc};
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::{Raw, record};

const FILE: &str = "endpoint/sysmon_winlogbeat.ndjson";

/// A program starts on the issued laptop (event 1).
pub(crate) fn process(
    world: &mut World,
    who: usize,
    at: Timestamp,
    image: &str,
    command_line: &str,
) -> RecordId {
    let user = user(world, who);
    let at = world.machine_clock(who, at);
    let data = Raw(
        record!({ "RuleName": "-", "UtcTime": utc(at, "%Y-%m-%d %H:%M:%S.%3f"), "ProcessId": world.dice.between(900, 32_000).to_string(), "Image": image, "CommandLine": command_line, "User": user, "ParentImage": "C:\\Windows\\explorer.exe" }),
    );
    event(world, who, at, "1", data)
}

/// A name is looked up (event 22).
pub(crate) fn lookup(world: &mut World, who: usize, at: Timestamp, image: &str, name: &str) -> RecordId {
    let user = user(world, who);
    let at = world.machine_clock(who, at);
    let data = Raw(
        record!({ "RuleName": "-", "UtcTime": utc(at, "%Y-%m-%d %H:%M:%S.%3f"), "ProcessId": world.dice.between(900, 32_000).to_string(), "QueryName": name, "QueryStatus": "0", "QueryResults": "::ffff:198.19.250.10;", "Image": image, "User": user }),
    );
    event(world, who, at, "22", data)
}

fn user(world: &World, who: usize) -> String {
    format!("CORP\\{}", world.people[who].work_email().split('@').next().unwrap_or(""))
}

fn event(world: &mut World, who: usize, at: Timestamp, code: &str, data: Raw) -> RecordId {
    let host = world.people[who].laptop.as_ref().map_or("", |laptop| &laptop.hostname);
    let record = record!({
        "@timestamp": millis(at), "agent": { "type": "winlogbeat", "version": "9.2.0" }, "event": { "code": code, "provider": "Microsoft-Windows-Sysmon", "module": "sysmon" }, "host": { "name": host },
        "winlog": { "channel": "Microsoft-Windows-Sysmon/Operational", "provider_name": "Microsoft-Windows-Sysmon", "event_id": code, "computer_name": format!("{host}.corp.{}", world.firm.domain), "event_data": data },
    });
    world.shelf.log(FILE, Framing::Bare, at, record)
}
