//! TeamViewer `Connections_incoming.txt` of one machine: a session a line, between tabs, in UTC.

use jiff::Timestamp;

use crate::calendar::{plus_minutes, utc};
use crate::shelf::{Framing, RecordId};
use crate::world::World;

/// Somebody comes in and stays so many minutes.
pub(crate) fn session(
    world: &mut World,
    who: usize,
    at: Timestamp,
    peer_id: &str,
    peer_name: &str,
    minutes: i64,
) -> RecordId {
    let person = &world.people[who];
    let user = person.work_email().split('@').next().unwrap_or("").to_owned();
    let host = person.laptop.as_ref().map_or("UNKNOWN", |laptop| &laptop.hostname);
    let file = format!("endpoint/teamviewer/{host}/Connections_incoming.txt");
    let form = "%d-%m-%Y %H:%M:%S";
    let line = format!(
        "{peer_id}\t{peer_name}\t{}\t{}\t{user}\tRemoteControl\t{{{}}}\t",
        utc(at, form),
        utc(plus_minutes(at, minutes), form),
        world.dice.uuid()
    );
    world.shelf.trace(&file, Framing::Headed(""), at, line)
}
