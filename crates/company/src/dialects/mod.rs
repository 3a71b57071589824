//! The products' own languages: one file each, which knows how that product writes its records.
//! In: who did what, when, from where. Out: a record in the product's export, and its number.
//! To add a product, write a file here and name it below.

pub(crate) mod anydesk;
pub(crate) mod avd;
pub(crate) mod cloud_apps;
pub(crate) mod defender;
pub(crate) mod entra;
pub(crate) mod github;
pub(crate) mod mail;
pub(crate) mod netskope;
pub(crate) mod okta;
pub(crate) mod purview;
pub(crate) mod rustdesk;
pub(crate) mod splashtop;
pub(crate) mod sysmon;
pub(crate) mod teamviewer;
pub(crate) mod webvtt;
pub(crate) mod windows;
pub(crate) mod workspace;
pub(crate) mod zoom;
pub(crate) mod zscaler;

use crate::people::{Line, Person};
use crate::words::AGENTS;

/// The machine someone sits at, as a log can know it.
pub(crate) struct Seat {
    pub(crate) line: Line,
    /// On the issued laptop; otherwise on a machine that nobody manages.
    pub(crate) managed: bool,
    /// Browser fingerprint, where it is not the usual one.
    pub(crate) fingerprint: Option<String>,
    /// Session number, where several records belong to one session.
    pub(crate) session: Option<String>,
    pub(crate) windows: bool,
    /// The account signed in with, where it is not the usual one.
    pub(crate) account: Option<String>,
}

impl Seat {
    /// At the usual machine, on the given line.
    pub(crate) fn usual(person: &Person, line: Line) -> Seat {
        let managed = person.laptop.is_some() && !person.habits.virtual_desktop;
        let windows = person.laptop.as_ref().is_none_or(crate::people::Laptop::is_windows);
        Seat { line, managed, fingerprint: None, session: None, windows, account: None }
    }

    pub(crate) fn agent(&self) -> &'static str {
        if self.windows { AGENTS[0] } else { AGENTS[1] }
    }

    pub(crate) fn system(&self) -> &'static str {
        if self.windows { "Windows 11" } else { "Mac OS X" }
    }
}
