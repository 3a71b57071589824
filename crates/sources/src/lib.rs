//! What does this file say?
//!
//! In: the bytes of a file, its path below the input folder, and what the policy says about reading
//! ([`Context`]). Out, through a [`Sink`]: records, problems, raw events for Sigma rules, and data sets.
//! A file is recognised by its content; parsing never fails. Knows nothing of what happens next.
//!
//! `SOURCES` is the list of everything that can be read. A source is a value: an id, the tables it feeds,
//! how its bytes are framed ([`Shape`]), a cheap test, a reader, and its proof page.

pub mod context;
pub mod open;
pub mod reading;
pub mod rest;
pub mod shape;

mod deliver;
pub mod formats;
mod recognise;

mod asn_ranges;
mod avd_connections;
mod browser_history;
mod defender_email_events;
mod entra_audit;
mod entra_signin;
mod github_audit;
mod m365_audit;
mod m365_audit_csv;
mod mail;
mod mail_eml;
mod mail_mbox;
mod mmdb;
mod netskope_events;
mod network_list;
mod okta_system_log;
mod resume;
mod resume_docx;
mod resume_json;
mod resume_markdown;
mod resume_pdf;
mod resume_text;
mod tables;
mod transcript_vtt;

mod windows;

mod anydesk_connection_trace;
mod anydesk_file_transfer;
mod anydesk_trace;
mod chrome_remote_desktop_syslog;
mod google_drive_desktop;
mod remote_session;
mod rustdesk_log;
mod splashtop_siem;
mod splashtop_splog;
mod teamviewer_connections;
mod teamviewer_logfile;
mod windows_events_json;
mod windows_evtx;
mod winlogbeat_events;
mod workspace_admin;
mod workspace_chrome;
mod workspace_drive;
mod workspace_login;
mod workspace_meet;
mod workspace_reports;
mod zoom_participants;
mod zoom_qos;
mod zscaler_nss_web;

pub use context::Context;
pub use formats::unpack::{Content, InMemory, ReadSeek, Spool};
pub use open::{claimed_by, read_file};
pub use reading::{Reading, Sink};
pub use rest::{ReadTo, read_rest};
pub use shape::{CsvRow, Header, Lines, Shape};

/// One kind of file that can be read.
pub struct Source {
    /// The kind as in `inputs.json`: `okta_system_log`, `table_changes`, `resume_pdf`.
    pub id: &'static str,
    pub title: &'static str,
    /// Names of the tables its records stand in.
    pub feeds: &'static [&'static str],
    pub shape: Shape,
    /// The proof page: input, records, problems; and how to export it.
    pub proof: &'static str,
}

/// Everything that can be read, one line each.
pub static SOURCES: &[&Source] = &[
    &tables::REQUISITIONS,
    &tables::APPLICANTS,
    &tables::REFERENCES,
    &tables::EMPLOYMENT_CHECKS,
    &tables::IDENTITY_CHECKS,
    &tables::INTERVIEWS,
    &tables::WORKERS,
    &tables::CHANGES,
    &tables::PAY_ACCOUNTS,
    &tables::SHIPMENTS,
    &tables::DEVICES,
    &tables::TICKETS,
    &tables::PERFORMANCE,
    &tables::REVERIFICATIONS,
    &tables::ACCESS_GRANTS,
    &tables::TRAVEL,
    &tables::HOUSEHOLDS,
    &tables::EXEMPTIONS,
    &tables::CONFIRMED_ARTEFACTS,
    &tables::LEAK_ALERTS,
    &tables::IP_RANGES,
    &network_list::SOURCE,
    &asn_ranges::SOURCE,
    &mmdb::SOURCE,
    &anydesk_connection_trace::SOURCE,
    &anydesk_file_transfer::SOURCE,
    &anydesk_trace::SOURCE,
    &browser_history::chromium::SOURCE,
    &browser_history::firefox::SOURCE,
    &chrome_remote_desktop_syslog::SOURCE,
    &google_drive_desktop::SOURCE,
    &rustdesk_log::SOURCE,
    &splashtop_siem::SOURCE,
    &splashtop_splog::SOURCE,
    &teamviewer_connections::SOURCE,
    &teamviewer_logfile::SOURCE,
    &windows_events_json::SOURCE,
    &windows_evtx::SOURCE,
    &winlogbeat_events::SOURCE,
    &mail_eml::SOURCE,
    &mail_mbox::SOURCE,
    &resume_docx::SOURCE,
    &resume_json::SOURCE,
    &resume_markdown::SOURCE,
    &resume_pdf::SOURCE,
    &resume_text::SOURCE,
    &transcript_vtt::SOURCE,
    &avd_connections::SOURCE,
    &defender_email_events::SOURCE,
    &entra_audit::SOURCE,
    &entra_signin::SOURCE,
    &github_audit::SOURCE,
    &m365_audit::SOURCE,
    &m365_audit_csv::SOURCE,
    &netskope_events::SOURCE,
    &okta_system_log::SOURCE,
    &workspace_admin::SOURCE,
    &workspace_chrome::SOURCE,
    &workspace_drive::SOURCE,
    &workspace_login::SOURCE,
    &workspace_meet::SOURCE,
    &zoom_participants::SOURCE,
    &zoom_qos::SOURCE,
    &zscaler_nss_web::SOURCE,
];
