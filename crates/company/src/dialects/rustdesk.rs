//! RustDesk's log of the machine that is reached, with the offset of its clock in each line.

use jiff::Timestamp;

use crate::calendar::{local, plus_minutes};
use crate::shelf::{Framing, RecordId};
use crate::world::World;

/// Somebody connects from an address and stays so many minutes. Returns the line of the coming.
pub(crate) fn session(world: &mut World, who: usize, at: Timestamp, peer_ip: &str, minutes: i64) -> RecordId {
    let host = world.people[who].laptop.as_ref().map_or("UNKNOWN", |laptop| &laptop.hostname);
    let file = format!("endpoint/rustdesk/{host}/RustDesk_rCURRENT.log");
    let zone = world.people[who].zone();
    let form = "%Y-%m-%d %H:%M:%S.%6f %:z";
    let (number, port) = (world.dice.between(1001, 9999), world.dice.between(2000, 62_000));
    let came = format!(
        "[{}] DEBUG [src\\server\\connection.rs:983] #{number} Connection opened from {peer_ip}:{port}.",
        local(at, zone, form)
    );
    let left = plus_minutes(at, minutes);
    let gone = format!(
        "[{}] INFO [src\\server\\connection.rs:1117] #{number} Connection closed: Peer close",
        local(left, zone, form)
    );
    let record = world.shelf.trace(&file, Framing::Bare, at, came);
    world.shelf.trace(&file, Framing::Bare, left, gone);
    record
}
