//! AnyDesk traces of one machine: `ad.trace`, `ad_svc.trace`, `connection_trace.txt`, `file_transfer_trace.txt`.

use jiff::Timestamp;

use crate::calendar::{local, plus_millis, plus_minutes, plus_seconds, utc};
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
    for writer in [&FRONT, &SERVICE] {
        for (place, message) in [
            "* * * * * * * * * * * * * * * * * *",
            "* AnyDesk Windows Startup *",
            "* Version 9.6.1 (release/win_9.6.x)",
        ]
        .into_iter()
        .enumerate()
        {
            last = Some(trace(world, who, plus_millis(at, place as i64), writer, message));
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
        plus_minutes(at, -2),
        &RELAY,
        &format!("External address: {}:{own_port}.", session.own_ip),
    );
    trace(world, who, at, &SOCKET, &format!("Client-ID: {} (FPR: {print}).", session.peer_id));
    let peer = trace(
        world,
        who,
        plus_millis(at, 35),
        &SOCKET,
        &format!("Logged in from {}:{port} on relay {relay}.", session.peer_ip),
    );
    trace(
        world,
        who,
        plus_seconds(at, 1),
        &SESSION,
        &format!("Incoming session request: {} ({})", session.peer_name, session.peer_id),
    );
    let how =
        if session.accepted == "User" { "Accepted by local user." } else { "Authenticated by password." };
    trace(world, who, plus_seconds(at, 2), &SESSION, how);
    trace(world, who, plus_seconds(at, 3), &SESSION, "Remote OS: Windows 11. Remote version: 9.6.1.");
    let zone = world.people[who].zone();
    let line = format!(
        "Incoming    {}    {:<8}{}    {}",
        local(at, zone, "%Y-%m-%d, %H:%M"),
        session.accepted,
        session.peer_id,
        session.peer_id
    );
    let connection = world.shelf.trace(&file(world, who, "connection_trace.txt"), Framing::Bare, at, line);
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
    world.shelf.trace(&file(world, who, "file_transfer_trace.txt"), Framing::Bare, at, line)
}

fn file(world: &World, who: usize, name: &str) -> String {
    format!(
        "endpoint/anydesk/{}/{name}",
        world.people[who].laptop.as_ref().map_or("UNKNOWN", |laptop| &laptop.hostname)
    )
}

/// The part of the program that writes a line, and the file it writes to.
struct Writer {
    file: &'static str,
    process: &'static str,
    fiber: &'static str,
    module: &'static str,
}

const FRONT: Writer = Writer { file: "ad.trace", process: "front", fiber: "", module: "main" };
const SERVICE: Writer = Writer { file: "ad_svc.trace", process: "gsvc", fiber: "", module: "main" };
const RELAY: Writer =
    Writer { file: "ad_svc.trace", process: "gsvc", fiber: "3", module: "anynet.relay_conn" };
const SOCKET: Writer = Writer { file: "ad.trace", process: "lsvc", fiber: "21", module: "anynet.any_socket" };
const SESSION: Writer =
    Writer { file: "ad.trace", process: "back", fiber: "", module: "app.backend_session" };

fn trace(world: &mut World, who: usize, at: Timestamp, writer: &Writer, message: &str) -> RecordId {
    let Writer { file: name, process, fiber, module } = writer;
    let at = world.machine_clock(who, at);
    let pid = world.dice.between(2_000, 7_900);
    let line = format!(
        "   info {} {process:>10} {pid:>6} {:>6} {fiber:>4} {module:>32} - {message}",
        utc(at, "%Y-%m-%d %H:%M:%S.%3f"),
        pid + 9
    );
    world.shelf.trace(&file(world, who, name), Framing::Bare, at, line)
}
