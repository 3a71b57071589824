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
mod intune_audit_logs;
mod recognise;
mod stretches;

mod asn_ranges;
mod avd_connections;
mod aws_cloudtrail;
mod browser_history;
mod citrix;
mod defender;
mod defender_device_events;
mod defender_device_events_csv;
mod defender_email_events;
mod drive_activity;
mod duo_administrator;
mod duo_authentication;
mod entra_audit;
mod entra_signin;
mod github_audit;
mod gitlab_audit_csv;
mod gitlab_audit_events;
mod hardware;
mod horizon_events;
mod intune_apps;
mod intune_apps_csv;
mod intune_devices;
mod intune_devices_csv;
mod inventory;
mod jamf_computers;
mod jamf_computers_csv;
mod m365_audit;
mod m365_audit_csv;
mod mail;
mod mail_eml;
mod mail_mbox;
mod mmdb;
mod netskope_events;
mod network_list;
mod okta_system_log;
mod openvpn;
mod osquery;
mod osquery_results;
mod resume;
mod resume_docx;
mod resume_json;
mod resume_markdown;
mod resume_pdf;
mod resume_text;
mod slack_audit_logs;
mod tables;
mod teams;
mod transcript_vtt;

mod call_audio;
mod meeting_path;

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
mod windows_events_xml;
mod windows_evtx;
mod windows_nxlog;
mod windows_setupapi_log;
mod winlogbeat_events;
mod workspace_admin;
mod workspace_chrome;
mod workspace_drive;
mod workspace_login;
mod workspace_meet;
mod workspace_reports;
mod workspaces_access;
mod zeek;
mod zoom_activity;
mod zoom_operations;
mod zoom_participants;
mod zoom_qos;
mod zoom_webhooks;
mod zscaler_nss_web;

mod bamboohr;
mod cloud_app_events;
mod docusign;
mod docusign_connect_xml;
mod docusign_envelopes;
mod easypost_trackers;
mod greenhouse;
mod stix_bundle;

pub use context::Context;
pub use formats::unpack::{Content, InMemory, ReadSeek, Spool};
pub use open::{claimed_by, read_file};
pub use reading::{Reading, Sink, Stretch};
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
    &windows_events_xml::SOURCE,
    &windows_evtx::SOURCE,
    &windows_nxlog::SOURCE,
    &windows_setupapi_log::SOURCE,
    &winlogbeat_events::SOURCE,
    &mail_eml::SOURCE,
    &mail_mbox::SOURCE,
    &resume_docx::SOURCE,
    &resume_json::SOURCE,
    &resume_markdown::SOURCE,
    &resume_pdf::SOURCE,
    &resume_text::SOURCE,
    &transcript_vtt::SOURCE,
    &call_audio::SOURCE,
    &avd_connections::SOURCE,
    &aws_cloudtrail::SOURCE,
    &defender_device_events::SOURCE,
    &defender_device_events_csv::SOURCE,
    &defender_email_events::SOURCE,
    &drive_activity::SOURCE,
    &duo_administrator::SOURCE,
    &duo_authentication::SOURCE,
    &entra_audit::SOURCE,
    &entra_signin::SOURCE,
    &github_audit::SOURCE,
    &gitlab_audit_csv::SOURCE,
    &gitlab_audit_events::SOURCE,
    &intune_apps::SOURCE,
    &intune_apps_csv::SOURCE,
    &intune_devices::SOURCE,
    &intune_devices_csv::SOURCE,
    &jamf_computers::SOURCE,
    &jamf_computers_csv::SOURCE,
    &m365_audit::SOURCE,
    &m365_audit_csv::SOURCE,
    &netskope_events::SOURCE,
    &okta_system_log::SOURCE,
    &slack_audit_logs::SOURCE,
    &osquery_results::SOURCE,
    &workspace_admin::SOURCE,
    &workspace_chrome::SOURCE,
    &workspace_drive::SOURCE,
    &workspace_login::SOURCE,
    &workspace_meet::SOURCE,
    &zoom_participants::SOURCE,
    &zoom_qos::SOURCE,
    &zscaler_nss_web::SOURCE,
    &zeek::CONN,
    &zeek::CONN_TSV,
    &zeek::DNS,
    &zeek::DNS_TSV,
    &zeek::SSL,
    &zeek::SSL_TSV,
    &zeek::HTTP,
    &zeek::HTTP_TSV,
    &openvpn::log::SOURCE,
    &openvpn::status::SOURCE,
    &openvpn::access_server::SOURCE,
    &workspaces_access::SOURCE,
    &citrix::monitor::SOURCE,
    &citrix::table::SOURCE,
    &horizon_events::SOURCE,
    &zoom_webhooks::SOURCE,
    &zoom_activity::SOURCE,
    &zoom_operations::SOURCE,
    &teams::call_records::SOURCE,
    &teams::attendance::SOURCE,
    &teams::attendance_csv::SOURCE,
    &bamboohr::SOURCE,
    &cloud_app_events::SOURCE,
    &docusign_connect_xml::SOURCE,
    &docusign_envelopes::SOURCE,
    &easypost_trackers::SOURCE,
    &greenhouse::SOURCE,
    &stix_bundle::SOURCE,
    &intune_audit_logs::SOURCE,
];
