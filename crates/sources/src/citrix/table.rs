//! Citrix sessions as a table: `Get-BrokerSession | Export-Csv`, or a Monitor query kept as CSV.
//!
//! In: one row, a session as it stood when the table was made. Out: `vdi_sessions`: `connected`, and `completed`
//! where an end is told.

use jiff::tz::TimeZone;

use super::step;
use crate::formats::addresses;
use crate::formats::json_fields::means_unknown;
use crate::formats::shown_times;
use crate::{CsvRow, Header, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "citrix_sessions_csv",
    title: "Citrix sessions (CSV)",
    feeds: &["vdi_sessions"],
    shape: Shape::Csv { sniff, read },
    proof: include_str!("table.md"),
};

const USERS: [&str; 6] = ["UserUPN", "User.Upn", "Upn", "UserName", "User.UserName", "User"];
const BEGINS: [&str; 8] = [
    "EstablishmentTime",
    "EstablishmentDate",
    "StartTime",
    "StartDate",
    "Start",
    "LogOnStartDate",
    "BrokeringTime",
    "BrokeringDate",
];
const ENDS: [&str; 3] = ["EndDate", "EndTime", "End"];
const HOSTS: [&str; 5] = ["DNSName", "Machine.DnsName", "HostedMachineName", "MachineName", "Machine.Name"];

fn sniff(header: &Header) -> bool {
    let any = |names: &[&str]| names.iter().any(|it| header.has(it));
    header.has_all(&["ClientAddress", "ClientName"])
        && any(&["ConnectionState", "SessionState", "SessionKey"])
        && any(&USERS)
        && any(&BEGINS)
}

fn first<'a>(row: &CsvRow<'a>, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|it| row.get(it)).filter(|it| !means_unknown(it))
}

fn read(row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    let Some(begin) = first(row, &BEGINS) else {
        reading.problem("no time when the session began");
        return;
    };
    for (state, text) in [("connected", Some(begin)), ("completed", first(row, &ENDS))] {
        let Some(text) = text else { continue };
        let Some(at) = shown_times::time(text, &TimeZone::UTC, reading) else { continue };
        let mut record = step(at, state, reading);
        record.set("account", first(row, &USERS));
        record.set("client_ip", row.get("ClientAddress").and_then(addresses::address));
        record.set("client_os", first(row, &["ClientPlatform"]));
        let version = first(row, &["ClientVersion"]).map(|it| format!("Citrix Workspace {it}"));
        record.set("client_type", version);
        record.set("client_name", first(row, &["ClientName"]));
        let host = first(row, &HOSTS);
        record.set("session_host", host.map(|it| it.rsplit('\\').next().unwrap_or(it)));
        record.set("session_id", first(row, &["SessionKey"]));
        reading.push(record);
    }
}
