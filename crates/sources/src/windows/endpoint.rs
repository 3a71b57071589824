//! One Windows event as a record of `endpoint_events`.
//!
//! `ip` is always the other side's address; `port` the port that was spoken to, for logons and remote
//! desktop the other side's own. `account` is
//! `DOMAIN\user` where the event names a domain. Events that we do not know are kept as kind `other`.

use std::borrow::Cow;

use model::{Record, tables};

use super::{Event, devices, remote};
use crate::Reading;
use crate::formats::addresses;

/// The record of an event. A time that cannot be read is a problem; the record is still made.
pub fn record(event: &Event<'_>, reading: &mut Reading<'_>) -> Record {
    let at = match event.happened_at() {
        Ok(found) => found,
        Err(cause) => {
            reading.problem(cause);
            None
        }
    };
    let mut res = reading.record(&tables::ENDPOINT_EVENTS);
    res.set("happened_at", at);
    res.set("device_name", event.computer.as_deref());
    res.set("event_id", event.event_id);
    res.set("channel", event.channel.as_deref());
    res.set("provider", event.provider.as_deref());
    res.set("product", if event.is_sysmon() { "sysmon" } else { "windows" });
    res.set("kind", "other");
    let _known = sysmon(event, &mut res)
        || security(event, &mut res)
        || service_install(event, &mut res)
        || powershell(event, &mut res)
        || devices::plugged_in(event, &mut res)
        || remote::terminal_services(event, &mut res)
        || remote::chromoting(event, &mut res);
    // A log numbers its events from 1 and begins anew when it is cleared, so the second belongs to the
    // identity. Renderings cut decimals differently, hence no finer.
    if let (Some(computer), Some(channel), Some(id), Some(at)) =
        (&event.computer, &event.channel, event.record_id, at)
    {
        let event_id = event.event_id.unwrap_or_default();
        let second = at.as_second();
        res.identified_by(&format!("{}|{channel}|{id}|{event_id}|{second}", computer.to_lowercase()));
    }
    res
}

/// `DOMAIN\user`, or the user alone where no domain is named or it is already part of the name.
pub fn account<'e>(event: &'e Event<'_>, domain: &str, user: &str) -> Option<Cow<'e, str>> {
    let user = event.text(user)?;
    match event.text(domain) {
        Some(domain) if !user.contains(['\\', '@']) => Some(Cow::Owned(format!("{domain}\\{user}"))),
        _ => Some(user),
    }
}

/// The other side's address, and its port.
pub(super) fn set_address(record: &mut Record, text: Option<Cow<'_, str>>, port: Option<i64>) {
    if let Some((ip, found)) = text.and_then(|it| addresses::parse(&it)) {
        record.set("ip", ip);
        record.set("port", port.filter(|it| *it > 0).or(found.map(i64::from)));
    }
}

fn sysmon(event: &Event<'_>, res: &mut Record) -> bool {
    if !event.is_sysmon() {
        return false;
    }
    res.set("account", event.text("User"));
    res.set("image", event.text("Image"));
    match event.event_id {
        Some(1) => {
            res.set("kind", "process");
            res.set("command_line", event.text("CommandLine"));
            res.set("parent_image", event.text("ParentImage"));
            res.set("original_name", event.text("OriginalFileName"));
            res.set("company", event.text("Company"));
            res.set("hashes", event.text("Hashes"));
            res.set("detail", event.text("Description"));
        }
        Some(3) => {
            res.set("kind", "connection");
            let initiated = event.text("Initiated").map(|it| it.eq_ignore_ascii_case("true") || it == "1");
            let other = if initiated == Some(false) { "Source" } else { "Destination" };
            set_address(res, event.text(&format!("{other}Ip")), event.number("DestinationPort"));
            res.set("target", event.text(&format!("{other}Hostname")));
            res.set("initiated", initiated);
            res.set("detail", event.text("Protocol"));
        }
        Some(6) => {
            res.set("target", event.text("ImageLoaded"));
            res.set("company", event.text("Signature"));
            res.set("hashes", event.text("Hashes"));
            res.set("detail", "driver loaded");
        }
        Some(7) => {
            res.set("target", event.text("ImageLoaded"));
            res.set("original_name", event.text("OriginalFileName"));
            res.set("company", event.text("Company"));
            res.set("hashes", event.text("Hashes"));
            res.set("detail", "library loaded");
        }
        Some(8) => {
            res.set("account", event.text("SourceUser"));
            res.set("image", event.text("SourceImage"));
            res.set("target", event.text("TargetImage"));
            res.set("detail", "thread started in another process");
        }
        Some(10) => {
            res.set("account", event.text("SourceUser"));
            res.set("image", event.text("SourceImage"));
            res.set("target", event.text("TargetImage"));
            res.set("detail", "opened another process");
        }
        Some(2 | 11) => {
            res.set("kind", "file");
            res.set("target", event.text("TargetFilename"));
        }
        // A stream beside a file is where browsers write down whence it came.
        Some(15) => {
            res.set("kind", "file");
            res.set("target", event.text("TargetFilename"));
            res.set("hashes", event.text("Hash"));
            res.set_free_text("detail", &event.text("Contents").unwrap_or_default());
        }
        Some(23 | 26) => {
            res.set("kind", "file");
            res.set("target", event.text("TargetFilename"));
            res.set("hashes", event.text("Hashes"));
            res.set("detail", "deleted");
        }
        Some(12..=14) => {
            res.set("kind", "registry");
            res.set("target", event.text("TargetObject"));
            let details = event.text("Details").or_else(|| event.text("NewName"));
            res.set("detail", details.or_else(|| event.text("EventType")));
        }
        Some(22) => {
            res.set("kind", "dns");
            res.set("target", event.text("QueryName"));
            res.set("detail", event.text("QueryResults"));
        }
        _ => {}
    }
    true
}

fn security(event: &Event<'_>, res: &mut Record) -> bool {
    if !event.is_from("Microsoft-Windows-Security-Auditing", "Security") {
        return false;
    }
    let subject = || account(event, "SubjectDomainName", "SubjectUserName");
    let target = || account(event, "TargetDomainName", "TargetUserName");
    match event.event_id {
        Some(4624 | 4625) => {
            res.set("kind", "logon");
            res.set("account", target());
            res.set("target", event.text("WorkstationName"));
            res.set("logon_type", event.number("LogonType"));
            res.set("image", event.text("ProcessName"));
            set_address(res, event.text("IpAddress"), event.number("IpPort"));
            if event.event_id == Some(4625) {
                let status = event.text("SubStatus").or_else(|| event.text("Status")).unwrap_or_default();
                res.set("detail", format!("failed {status}").trim());
            }
        }
        Some(4648) => {
            res.set("kind", "logon");
            res.set("account", subject());
            res.set("target", event.text("TargetServerName"));
            res.set("image", event.text("ProcessName"));
            set_address(res, event.text("IpAddress"), event.number("IpPort"));
            res.set("detail", target().map(|it| format!("with the credentials of {it}")));
        }
        Some(4688) => {
            res.set("kind", "process");
            res.set("account", subject());
            res.set("image", event.text("NewProcessName"));
            res.set("command_line", event.text("CommandLine"));
            res.set("parent_image", event.text("ParentProcessName"));
        }
        Some(4697) => {
            res.set("kind", "service");
            res.set("account", subject());
            set_service(res, event, event.text("ServiceFileName"), event.text("ServiceAccount"));
        }
        Some(6416 | 6423 | 6424) => {
            res.set("account", subject());
            devices::security(event, res);
        }
        _ => {
            res.set("account", subject());
        }
    }
    true
}

fn service_install(event: &Event<'_>, res: &mut Record) -> bool {
    let is_ours = event.is_from("Service Control Manager", "System") && event.event_id == Some(7045);
    // The same id by another provider of the System log is another event.
    if !is_ours || event.provider.is_some() && !event.provider_is("Service Control Manager") {
        return false;
    }
    res.set("kind", "service");
    set_service(res, event, event.text("ImagePath"), event.text("AccountName"));
    true
}

fn set_service(
    res: &mut Record,
    event: &Event<'_>,
    command: Option<Cow<'_, str>>,
    runs_as: Option<Cow<'_, str>>,
) {
    res.set("target", event.text("ServiceName"));
    res.set("image", command.as_deref().map(program));
    res.set("command_line", command);
    let mut detail =
        event.text("StartType").or_else(|| event.text("ServiceStartType")).unwrap_or_default().into_owned();
    if let Some(account) = runs_as {
        detail.push_str(&format!(" as {account}"));
    }
    res.set("detail", detail.trim());
}

/// The program in a service's command line: what is in quotes, else up to `.exe`, else the first word.
fn program(command: &str) -> &str {
    let command = command.trim();
    if let Some(rest) = command.strip_prefix('"') {
        return rest.split('"').next().unwrap_or(rest);
    }
    // Lower case of ASCII only, so that places stay the same.
    if let Some(idx) = command.to_ascii_lowercase().find(".exe") {
        return &command[..idx + 4];
    }
    command.split_whitespace().next().unwrap_or(command)
}

fn powershell(event: &Event<'_>, res: &mut Record) -> bool {
    let known = event.is_from("Microsoft-Windows-PowerShell", "Microsoft-Windows-PowerShell/Operational")
        || event.is_from("PowerShellCore", "PowerShellCore/Operational");
    if !known || event.event_id != Some(4104) {
        return false;
    }
    res.set("kind", "powershell");
    res.set("target", event.text("Path"));
    res.set_free_text("detail", &event.text("ScriptBlockText").unwrap_or_default());
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_of_a_service_is_found_in_its_command_line() {
        assert_eq!(program("\"C:\\Program Files\\A\\a.exe\" --service"), "C:\\Program Files\\A\\a.exe");
        assert_eq!(program("C:\\Program Files\\A\\a.EXE -k x"), "C:\\Program Files\\A\\a.EXE");
        assert_eq!(program("\\SystemRoot\\drivers\\x.sys"), "\\SystemRoot\\drivers\\x.sys");
    }
}
