//! Which Sigma rules speak of this Windows event, and under which field names?
//!
//! Services and categories follow the Sigma specification's appendix of log sources and the field names
//! of Sysmon that its Windows rules are written for.

use model::{Json, LogSource, Members};

use super::Event;

/// Sigma's log source of an event.
pub fn of(event: &Event<'_>) -> LogSource {
    LogSource { product: Some("windows"), category: category(event), service: service(event) }
}

/// The fields as Sigma's rules for Windows name them: the event's data, and beside them `EventID`,
/// `Channel`, `Provider_Name`, `Computer` and the rest of the system part. A process start that the
/// Security log wrote (4688) is also given Sysmon's names, which rules of `process_creation` use.
pub fn fields<'a>(event: &'a Event<'a>) -> Json<'a> {
    let mut res: Members<'a> = event.data.clone();
    if !event.items.is_empty() {
        res.insert_new("Data", || Json::Array(event.items.clone()));
    }
    if is_process_of_security_log(event) {
        let same = [
            ("Image", "NewProcessName"),
            ("ParentImage", "ParentProcessName"),
            ("LogonId", "SubjectLogonId"),
        ];
        for (ours, theirs) in same {
            if let Some(found) = event.data.get(theirs) {
                res.insert_new(ours, || found.clone());
            }
        }
        if let Some(user) = super::endpoint::account(event, "SubjectDomainName", "SubjectUserName") {
            res.insert_new("User", || Json::from(user));
        }
        if let Some(level) = event.text("MandatoryLabel").and_then(|it| integrity(&it)) {
            res.insert_new("IntegrityLevel", || Json::from(level));
        }
    }
    for (name, value) in &event.system {
        res.insert_new(name, || value.clone());
    }
    let named =
        [("Provider_Name", &event.provider), ("Channel", &event.channel), ("Computer", &event.computer)];
    for (name, value) in named {
        if let Some(value) = value {
            res.insert(name, Json::from(&**value));
        }
    }
    if let Some(id) = event.event_id {
        res.insert("EventID", Json::from(id));
    }
    Json::Object(res)
}

fn is_process_of_security_log(event: &Event<'_>) -> bool {
    event.event_id == Some(4688) && event.is_from("Microsoft-Windows-Security-Auditing", "Security")
}

/// The well-known identifiers of integrity levels.
fn integrity(sid: &str) -> Option<&'static str> {
    match sid {
        "S-1-16-0" => Some("Untrusted"),
        "S-1-16-4096" => Some("Low"),
        "S-1-16-8192" => Some("Medium"),
        "S-1-16-8448" => Some("MediumPlus"),
        "S-1-16-12288" => Some("High"),
        "S-1-16-16384" => Some("System"),
        _ => None,
    }
}

fn category(event: &Event<'_>) -> Option<&'static str> {
    let id = event.event_id?;
    if event.is_sysmon() {
        return Some(match id {
            1 => "process_creation",
            2 => "file_change",
            3 => "network_connection",
            4 | 16 => "sysmon_status",
            5 => "process_termination",
            6 => "driver_load",
            7 => "image_load",
            8 => "create_remote_thread",
            9 => "raw_access_thread",
            10 => "process_access",
            11 => "file_event",
            12 if event.text("EventType").is_some_and(|it| it.starts_with("Delete")) => "registry_delete",
            12 => "registry_add",
            13 => "registry_set",
            14 => "registry_rename",
            15 => "create_stream_hash",
            17 | 18 => "pipe_created",
            19..=21 => "wmi_event",
            22 => "dns_query",
            23 | 26 => "file_delete",
            24 => "clipboard_capture",
            25 => "process_tampering",
            27 => "file_block_executable",
            28 => "file_block_shredding",
            29 => "file_executable_detected",
            255 => "sysmon_error",
            _ => return None,
        });
    }
    if is_process_of_security_log(event) {
        return Some("process_creation");
    }
    match (service(event)?, id) {
        ("powershell", 4103) => Some("ps_module"),
        ("powershell", 4104) => Some("ps_script"),
        ("powershell-classic", 400) => Some("ps_classic_start"),
        ("powershell-classic", 600) => Some("ps_classic_provider_start"),
        _ => None,
    }
}

fn service(event: &Event<'_>) -> Option<&'static str> {
    let channel = match &event.channel {
        Some(found) => &**found,
        None if event.is_sysmon() => return Some("sysmon"),
        None => return None,
    };
    SERVICES.iter().find(|(name, _)| name.eq_ignore_ascii_case(channel)).map(|(_, service)| *service)
}

/// Channels and the services by which Sigma rules call them.
static SERVICES: &[(&str, &str)] = &[
    ("Security", "security"),
    ("System", "system"),
    ("Application", "application"),
    ("Microsoft-Windows-Sysmon/Operational", "sysmon"),
    ("Microsoft-Windows-PowerShell/Operational", "powershell"),
    ("PowerShellCore/Operational", "powershell"),
    ("Windows PowerShell", "powershell-classic"),
    (
        "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",
        "terminalservices-localsessionmanager",
    ),
    ("Microsoft-Windows-TaskScheduler/Operational", "taskscheduler"),
    ("Microsoft-Windows-WMI-Activity/Operational", "wmi"),
    ("Microsoft-Windows-Windows Defender/Operational", "windefend"),
    ("Microsoft-Windows-Windows Firewall With Advanced Security/Firewall", "firewall-as"),
    ("Microsoft-Windows-Bits-Client/Operational", "bits-client"),
    ("Microsoft-Windows-DriverFrameworks-UserMode/Operational", "driver-framework"),
    ("Microsoft-Windows-CodeIntegrity/Operational", "codeintegrity-operational"),
    ("Microsoft-Windows-AppLocker/EXE and DLL", "applocker"),
    ("Microsoft-Windows-AppLocker/MSI and Script", "applocker"),
    ("Microsoft-Windows-AppLocker/Packaged app-Deployment", "applocker"),
    ("Microsoft-Windows-AppLocker/Packaged app-Execution", "applocker"),
    ("Microsoft-Windows-AppModel-Runtime/Admin", "appmodel-runtime"),
    ("Microsoft-Windows-AppXDeploymentServer/Operational", "appxdeployment-server"),
    ("Microsoft-Windows-AppxPackaging/Operational", "appxpackaging-om"),
    ("Microsoft-Windows-CAPI2/Operational", "capi2"),
    (
        "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational",
        "certificateservicesclient-lifecycle-system",
    ),
    ("Microsoft-Windows-Diagnosis-Scripted/Operational", "diagnosis-scripted"),
    ("Microsoft-Windows-DNS Client Events/Operational", "dns-client"),
    ("Microsoft-Windows-DNS-Client/Operational", "dns-client"),
    ("DNS Server", "dns-server"),
    ("Microsoft-Windows-DNS-Server/Analytical", "dns-server-analytic"),
    ("Microsoft-Windows-DNS-Server/Audit", "dns-server-audit"),
    ("Microsoft-Windows-DHCP-Server/Operational", "dhcp"),
    ("Microsoft-Windows-Hyper-V-Worker-Admin", "hyper-v-worker"),
    ("Microsoft-IIS-Configuration/Operational", "iis-configuration"),
    ("Microsoft-Windows-Kernel-EventTracing/Admin", "kernel-event-tracing"),
    ("Microsoft-Windows-Kernel-ShimEngine/Operational", "kernel-shimengine"),
    ("Microsoft-Windows-Kernel-ShimEngine/Diagnostic", "kernel-shimengine"),
    ("Microsoft-Windows-LDAP-Client/Debug", "ldap"),
    ("Microsoft-Windows-LSA/Operational", "lsa-server"),
    ("Microsoft-ServiceBus-Client/Admin", "microsoft-servicebus-client"),
    ("Microsoft-ServiceBus-Client/Operational", "microsoft-servicebus-client"),
    ("MSExchange Management", "msexchange-management"),
    ("Microsoft-Windows-NTLM/Operational", "ntlm"),
    ("Microsoft-Windows-Ntfs/Operational", "ntfs"),
    ("OpenSSH/Operational", "openssh"),
    ("Microsoft-Windows-PrintService/Admin", "printservice-admin"),
    ("Microsoft-Windows-PrintService/Operational", "printservice-operational"),
    ("Microsoft-Windows-Security-Mitigations/Kernel Mode", "security-mitigations"),
    ("Microsoft-Windows-Security-Mitigations/User Mode", "security-mitigations"),
    ("Microsoft-Windows-SENSE/Operational", "sense"),
    ("Microsoft-Windows-Shell-Core/Operational", "shell-core"),
    ("Microsoft-Windows-SmbClient/Security", "smbclient-security"),
    ("Microsoft-Windows-SmbClient/Connectivity", "smbclient-connectivity"),
    ("Microsoft-Windows-SMBServer/Connectivity", "smbserver-connectivity"),
    ("Microsoft-Windows-VHDMP/Operational", "vhdmp"),
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rendered(channel: &str, id: i64, data: serde_json::Value) -> Json<'static> {
        json!({"Event": {"System": {"Channel": channel, "EventID": id}, "EventData": data}}).into()
    }

    fn shown(rendered: &Json<'_>) -> serde_json::Value {
        fields(&Event::from_rendered(rendered).unwrap_or_default()).to_value()
    }

    #[test]
    fn a_process_start_of_the_security_log_is_known_by_both_names() {
        let data =
            json!({"NewProcessName": "C:\\a.exe", "SubjectUserName": "sam", "SubjectDomainName": "CORP"});
        let rendered = rendered("Security", 4688, data);
        let event = Event::from_rendered(&rendered).unwrap_or_default();
        assert_eq!(of(&event).category, Some("process_creation"));
        assert_eq!(of(&event).service, Some("security"));
        let fields = shown(&rendered);
        assert_eq!(fields["Image"], "C:\\a.exe");
        assert_eq!(fields["NewProcessName"], "C:\\a.exe");
        assert_eq!(fields["User"], "CORP\\sam");
        assert_eq!(fields["EventID"], 4688);
    }

    #[test]
    fn a_deleted_key_is_no_added_one() {
        let category = |kind: &str| {
            let rendered = rendered("Microsoft-Windows-Sysmon/Operational", 12, json!({"EventType": kind}));
            of(&Event::from_rendered(&rendered).unwrap_or_default()).category
        };
        assert_eq!(category("CreateKey"), Some("registry_add"));
        assert_eq!(category("DeleteValue"), Some("registry_delete"));
    }

    #[test]
    fn blanks_in_names_are_taken_out() {
        assert_eq!(shown(&rendered("System", 1, json!({"Process Name": "x"})))["ProcessName"], "x");
    }
}
