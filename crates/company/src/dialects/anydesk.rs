//! AnyDesk traces of one machine: `ad.trace`, `ad_svc.trace`, `connection_trace.txt`, `file_transfer_trace.txt`.

use jiff::Timestamp;

use crate::calendar::{local, plus_minutes, plus_seconds, utc};
use crate::shelf::{Framing, RecordId};
use crate::world::World;

/// Somebody connects to the machine.
pub(crate) struct Session<'a> {
    pub(crate) peer_id: &'a str,
    pub(crate) peer_name: &'a str,
    pub(crate) peer_ip: &'a str,
    /// `User` when somebody at the machine accepted, `Passwd` when the password was enough.
    pub(crate) accepted: &'a str,
    pub(crate) own_ip: &'a str,
}

/// The numbers of a session's records.
pub(crate) struct SessionRecords {
    pub(crate) connection: RecordId,
    pub(crate) peer: RecordId,
}

/// The program starts for the first time.
pub(crate) fn first_start(world: &mut World, who: usize, at: Timestamp) -> RecordId {
    let mut last = None;
    for (file, process) in [("ad.trace", "front"), ("ad_svc.trace", "gsvc")] {
        for message in [
            "* * * * * * * * * * * * * * * * * *",
            "* AnyDesk Windows Startup *",
            "* Version 9.6.1 (release/win_9.6.x)",
        ] {
            last = Some(trace(world, who, file, at, process, "", "main", message));
        }
    }
    last.unwrap_or_else(|| world.shelf.reserve())
}

pub(crate) fn session(world: &mut World, who: usize, at: Timestamp, session: &Session) -> SessionRecords {
    let port = world.dice.between(40_000, 62_000);
    let relay = world.dice.hex(8);
    let print = world.dice.hex(12);
    let own_port = world.dice.between(40_000, 62_000);
    trace(
        world,
        who,
        "ad_svc.trace",
        plus_minutes(at, -2),
        "gsvc",
        "3",
        "anynet.relay_conn",
        &format!("External address: {}:{own_port}.", session.own_ip),
    );
    trace(
        world,
        who,
        "ad.trace",
        at,
        "lsvc",
        "21",
        "anynet.any_socket",
        &format!("Client-ID: {} (FPR: {print}).", session.peer_id),
    );
    let peer = trace(
        world,
        who,
        "ad.trace",
        at,
        "lsvc",
        "21",
        "anynet.any_socket",
        &format!("Logged in from {}:{port} on relay {relay}.", session.peer_ip),
    );
    trace(
        world,
        who,
        "ad.trace",
        plus_seconds(at, 1),
        "back",
        "",
        "app.backend_session",
        &format!("Incoming session request: {} ({})", session.peer_name, session.peer_id),
    );
    let how =
        if session.accepted == "User" { "Accepted by local user." } else { "Authenticated by password." };
    trace(world, who, "ad.trace", plus_seconds(at, 2), "back", "", "app.backend_session", how);
    trace(
        world,
        who,
        "ad.trace",
        plus_seconds(at, 3),
        "back",
        "",
        "app.backend_session",
        "Remote OS: Windows 11. Remote version: 9.6.1.",
    );
    let zone = world.people[who].zone();
    let line = format!(
        "Incoming    {}    {:<8}{}    {}",
        local(at, zone, "%Y-%m-%d, %H:%M"),
        session.accepted,
        session.peer_id,
        session.peer_id
    );
    let connection = world.shelf.log(&file(world, who, "connection_trace.txt"), &Framing::Bare, at, line);
    SessionRecords { connection, peer }
}

/// A file goes from the machine to the other side.
pub(crate) fn taken(world: &mut World, who: usize, at: Timestamp, name: &str, mebibytes: i64) -> RecordId {
    let zone = world.people[who].zone();
    let line = format!(
        "Clipboard  {} start  download '{name}' (~0 B out of {mebibytes}.{} MiB)",
        local(at, zone, "%Y-%m-%d, %H:%M"),
        world.dice.digits(2)
    );
    world.shelf.log(&file(world, who, "file_transfer_trace.txt"), &Framing::Bare, at, line)
}

fn file(world: &World, who: usize, name: &str) -> String {
    format!(
        "endpoint/anydesk/{}/{name}",
        world.people[who].laptop.as_ref().map_or("UNKNOWN", |laptop| &laptop.hostname)
    )
}

#[allow(clippy::too_many_arguments)]
fn trace(
    world: &mut World,
    who: usize,
    name: &str,
    at: Timestamp,
    process: &str,
    fiber: &str,
    module: &str,
    message: &str,
) -> RecordId {
    let pid = world.dice.between(2_000, 7_900);
    let line = format!(
        "   info {} {process:>10} {pid:>6} {:>6} {fiber:>4} {module:>32} - {message}",
        utc(at, "%Y-%m-%d %H:%M:%S.%3f"),
        pid + 9
    );
    world.shelf.log(&file(world, who, name), &Framing::Bare, at, line)
}
