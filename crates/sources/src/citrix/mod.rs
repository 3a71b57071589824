//! Citrix Virtual Apps and Desktops: who used a virtual desktop, from which client.
//!
//! In: sessions and connections of the Monitor service as JSON (`monitor`), or a table of sessions (`table`). Out:
//! `vdi_sessions`: a session begins, a client connects to it, it ends.

pub mod monitor;
pub mod table;

use model::{Record, Timestamp, tables::VDI_SESSIONS};

use crate::Reading;

fn step(at: Timestamp, state: &str, reading: &Reading<'_>) -> Record {
    let mut res = reading.record(&VDI_SESSIONS);
    res.set("happened_at", at);
    res.set("state", state);
    res.set("product", "citrix");
    res
}
