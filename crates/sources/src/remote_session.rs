//! What the logs of remote-access tools share: a record of `remote_sessions`, and the names on the path that
//! may be the device.

use jiff::Timestamp;
use model::{Record, tables, value};

use crate::Reading;

/// A tool as its logs are read: its word in `tool`, and the names on paths that are its own files and folders.
pub struct Tool {
    pub name: &'static str,
    /// In lower case; of a file name without its ending.
    pub own_names: &'static [&'static str],
}

impl Tool {
    /// A record of this tool at that time.
    pub fn record(&self, at: Timestamp, kind: &str, reading: &Reading<'_>) -> Record {
        let hints = reading.hints();
        let hints = hints.into_iter().filter(|it| !self.is_own(it));
        let mut res = reading.record(&tables::REMOTE_SESSIONS);
        res.set("happened_at", at);
        res.set("tool", self.name);
        res.set("kind", kind);
        res.set("hints", value::join_list(hints));
        res
    }

    fn is_own(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.own_names.contains(&name.as_str())
    }
}

/// The account in a signalling id: `other.person@example.org/chromoting_ftl_0a1b2c3d`. The suffix differs by
/// version.
pub fn account_of_signalling_id(id: &str) -> &str {
    id.split_once('/').map_or(id, |(account, _)| account).trim()
}
