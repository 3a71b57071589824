//! Splashtop `SPLog.txt` of one machine, on the machine's own clock and without a year: the day of the export
//! stands in the file's name.

use jiff::Timestamp;

use crate::calendar::local;
use crate::shelf::{Framing, RecordId};
use crate::world::World;

/// Somebody connects from an address.
pub(crate) fn session(world: &mut World, who: usize, at: Timestamp, peer_ip: &str) -> RecordId {
    let host = world.people[who].laptop.as_ref().map_or("UNKNOWN", |laptop| &laptop.hostname);
    let file = format!("endpoint/splashtop/{host}/SPLog-{}.txt", world.today());
    let line = format!(
        "<1>{} SM_03280[Network] [LAN-S][Server] client connected from {peer_ip} (2), {}",
        local(at, world.people[who].zone(), "%b%d %H:%M:%S.%3f"),
        world.dice.between(120, 400)
    );
    world.shelf.trace(&file, Framing::Bare, at, line)
}
