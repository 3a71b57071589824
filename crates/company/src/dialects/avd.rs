//! Azure Virtual Desktop connections (`WVDConnections`), one state a line.

use jiff::Timestamp;

use crate::calendar::{millis, plus_minutes, plus_seconds};
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::record;

const FILE: &str = "vdi/wvd_connections.ndjson";

/// A session through the virtual desktop: started, connected and, so many minutes later, completed.
pub(crate) fn session(
    world: &mut World,
    who: usize,
    at: Timestamp,
    ip: &str,
    minutes: i64,
    windows: bool,
) -> RecordId {
    let correlation = world.dice.uuid();
    let host = host(who);
    let email = world.people[who].work_email().to_owned();
    let mut first = None;
    for (state, moment) in
        [("Started", at), ("Connected", plus_seconds(at, 7)), ("Completed", plus_minutes(at, minutes))]
    {
        let record = record!({
            "TimeGenerated": millis(moment), "Type": "WVDConnections", "TenantId": "00000000-0000-0000-0000-0000000000cc", "UserName": email, "CorrelationId": correlation, "State": state,
            "ClientOS": if windows { "Windows 11" } else { "macOS 26" }, "ClientType": if windows { "com.microsoft.rdc.windows.msrdc.x64" } else { "com.microsoft.rdc.mac" }, "ClientSideIPAddress": ip,
            "ConnectionType": "Personal Desktop", "ResourceAlias": "SessionDesktop", "SessionHostName": host, "SessionHostPoolType": "Pooled", "GatewayRegion": "centralus",
        });
        let id = world.shelf.log(FILE, Framing::Bare, moment, record);
        first.get_or_insert(id);
    }
    first.unwrap_or_else(|| world.shelf.reserve())
}

/// The virtual machine a person usually lands on.
pub(crate) fn host(who: usize) -> String {
    format!("vdpool-{}", who % 6)
}
