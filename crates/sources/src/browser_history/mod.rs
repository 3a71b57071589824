//! What browsers remember of the pages that were opened and the files that came down.
//!
//! In: the SQLite database of a profile. Out: `web_events`, one a visit and one a download. Titles, typed
//! searches and everything else a browser keeps of a person stay where they are.

pub mod chromium;
pub mod firefox;

pub mod owner;

use model::tables::WEB_EVENTS;
use model::{Record, Timestamp};

use crate::Reading;
use crate::formats::sqlite::{self, Database};
use crate::workspace_chrome::host;
use owner::Owner;

/// One profile's file while it is read.
struct Profile<'r, 'a> {
    reading: &'r mut Reading<'a>,
    owner: Owner,
    product: &'static str,
}

/// Opens the stream; what stands in the way is a problem.
fn open(stream: &mut dyn std::io::Read, reading: &mut Reading<'_>) -> Option<Database> {
    match sqlite::bytes(stream).and_then(Database::open) {
        Ok(found) => {
            if found.had_log {
                reading.notice(
                    "the database kept a write-ahead log: what stands only in its `-wal` file is not read",
                );
            }
            if let Some(cause) = &found.cut_off {
                reading.problem(cause.clone());
            }
            Some(found)
        }
        Err(cause) => {
            reading.problem(cause);
            None
        }
    }
}

impl Profile<'_, '_> {
    /// A visit or a download. `here` is whether it happened in this browser, not in another one whose history
    /// was synchronised into this.
    fn event(&self, at: Timestamp, url: Option<&str>, activity: &str, here: bool) -> Record {
        let mut res = self.reading.record(&WEB_EVENTS);
        res.set("happened_at", at);
        res.set("account", self.owner.account.clone());
        res.set("device_name", self.owner.device.clone().filter(|_| here));
        res.set("url", url);
        res.set("host", url.filter(|it| it.contains("://")).and_then(host));
        res.set("activity", activity);
        res.set("product", self.product);
        res
    }
}
