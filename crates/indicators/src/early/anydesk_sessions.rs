//! AnyDesk sessions that came in, each once, however many of its log files tell of it.
//!
//! In: rows of `remote_sessions` (`session`, `request`, `login`) of one person, in order of time. Out: sessions,
//! with how the door was opened. `connection_trace.txt` says how, `ad.trace` says from where; both name the
//! other side's number.

use jiff::{SignedDuration, Timestamp};
use model::Row;

/// One session, and the records that tell of it.
pub(super) struct Session<'a> {
    pub at: Timestamp,
    pub known_at: Timestamp,
    pub peer_id: Option<&'a str>,
    pub how: Option<&'a str>,
    pub helpdesk: bool,
    pub records: Vec<i64>,
    device: Option<&'a str>,
}

/// The files round the time differently: one writes minutes, the others milliseconds.
const TOGETHER: SignedDuration = SignedDuration::from_secs(120);

impl Session<'_> {
    /// Nobody at the machine was asked.
    pub fn unattended(&self) -> bool {
        matches!(self.how, Some("password" | "token"))
    }
}

/// Sessions in order of time; those that the user turned down are left out.
pub(super) fn sessions<'a>(rows: &[Row<'a>]) -> Vec<Session<'a>> {
    let mut res: Vec<Session<'a>> = Vec::new();
    for row in rows {
        let (Some(at), Some(record)) = (row.time("at"), row.int("ref")) else { continue };
        let (peer, device) = (row.text("peer_id"), row.text("device_key"));
        let same = |it: &&mut Session<'_>| {
            at.duration_since(it.at).abs() <= TOGETHER
                && it.device == device
                && (it.peer_id.is_none() || peer.is_none() || it.peer_id == peer)
        };
        match res.iter_mut().rev().take(16).find(same) {
            Some(session) => {
                session.how = row.text("how").or(session.how);
                session.peer_id = session.peer_id.or(peer);
                session.helpdesk |= row.is("helpdesk");
                session.records.push(record);
            }
            None => res.push(Session {
                at,
                known_at: row.time("known_at").unwrap_or(at),
                peer_id: peer,
                how: row.text("how"),
                helpdesk: row.is("helpdesk"),
                records: vec![record],
                device,
            }),
        }
    }
    res.retain(|it| it.how != Some("rejected"));
    res
}
