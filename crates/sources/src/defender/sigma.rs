//! A row of Defender's device tables under the names that Sigma's rules for endpoints use.
//!
//! The rules are written for Sysmon's names; Defender's columns keep their own names beside them. The
//! mapping is the one of SigmaHQ's own translation to Defender, read backwards.

use std::borrow::Cow;

use model::LogSource;
use model::{Json, Members};

use super::actions::What;
use super::{account, hashes, host, image};
use crate::formats::json_fields::Fields;

pub fn log_source(row: Fields<'_>, what: What) -> LogSource {
    let action = row.text("ActionType").unwrap_or_default();
    let category = match what {
        What::Process => Some("process_creation"),
        What::Connection(_) => Some("network_connection"),
        What::Dns => Some("dns_query"),
        What::File => Some(match &*action {
            "FileDeleted" => "file_delete",
            "FileRenamed" => "file_rename",
            "FileModified" => "file_change",
            _ => "file_event",
        }),
        What::Registry => Some(match &*action {
            "RegistryKeyCreated" => "registry_add",
            "RegistryKeyDeleted" | "RegistryValueDeleted" => "registry_delete",
            "RegistryKeyRenamed" => "registry_rename",
            _ => "registry_set",
        }),
        What::ImageLoad => Some("image_load"),
        What::DriverLoad => Some("driver_load"),
        _ => None,
    };
    LogSource { product: product(row), category, service: None }
}

/// The system, told by the paths of the row: no column says it.
fn product(row: Fields<'_>) -> Option<&'static str> {
    let paths = ["FolderPath", "InitiatingProcessFolderPath", "ProcessCommandLine", "RegistryKey"];
    let paths: Vec<Cow<'_, str>> = paths.iter().filter_map(|it| row.title(it)).collect();
    if paths.is_empty() || paths.iter().any(|it| it.contains('\\')) {
        return Some("windows");
    }
    Some(of_paths(paths.iter().map(|it| &**it)))
}

/// `macos` where a path lies where only macOS has folders, else `linux`.
pub fn of_paths<'a>(mut paths: impl Iterator<Item = &'a str>) -> &'static str {
    let places = ["/Applications/", "/Users/", "/System/", "/Library/", "/private/", "/Volumes/"];
    let is_mac = paths.any(|path| places.iter().any(|it| path.starts_with(it)));
    if is_mac { "macos" } else { "linux" }
}

/// `HKEY_LOCAL_MACHINE\…\name` as Sysmon shortens it.
pub fn registry_target(row: Fields<'_>) -> Option<String> {
    let key = row.title("RegistryKey").or_else(|| row.title("PreviousRegistryKey"))?;
    let hives = [("HKEY_LOCAL_MACHINE", "HKLM"), ("HKEY_USERS", "HKU"), ("HKEY_CURRENT_USER", "HKU")];
    let mut res = key.to_string();
    for (long, short) in hives {
        if let Some(rest) = key.strip_prefix(long) {
            res = format!("{short}{rest}");
        }
    }
    if let Some(name) = row.title("RegistryValueName") {
        res.push('\\');
        res.push_str(&name);
    }
    Some(res)
}

/// Sysmon writes numbers as `DWORD (0x00000001)`.
fn registry_details(row: Fields<'_>) -> Option<String> {
    let data = row.title("RegistryValueData")?;
    let kind = row.text("RegistryValueType").unwrap_or_default();
    if kind.eq_ignore_ascii_case("dword")
        && let Ok(number) = data.parse::<u32>()
    {
        return Some(format!("DWORD (0x{number:08x})"));
    }
    Some(data.into_owned())
}

pub fn fields<'a>(value: &Json<'a>, row: Fields<'_>, extra: Fields<'_>, what: What) -> Json<'a> {
    let mut res: Members<'a> = value.as_object().cloned().unwrap_or_default();
    let mut put = |name: &str, text: Option<String>| {
        if let Some(text) = text {
            res.insert(name.to_owned(), Json::from(text));
        }
    };
    let text = |name: &str| row.title(name).map(Cow::into_owned);
    put("Computer", text("DeviceName"));
    put("User", account(row, "").or_else(|| account(row, "InitiatingProcess")));
    if what == What::Process {
        put("Image", image(row, ""));
        put("CommandLine", text("ProcessCommandLine"));
        put("OriginalFileName", text("ProcessVersionInfoOriginalFileName"));
        put("Company", text("ProcessVersionInfoCompanyName"));
        put("Product", text("ProcessVersionInfoProductName"));
        put("Description", text("ProcessVersionInfoFileDescription"));
        put("IntegrityLevel", text("ProcessIntegrityLevel"));
        put("Hashes", hashes(row));
        put("ParentImage", image(row, "InitiatingProcess"));
        put("ParentCommandLine", text("InitiatingProcessCommandLine"));
        put("ParentUser", account(row, "InitiatingProcess"));
        return Json::Object(res);
    }
    put("Image", image(row, "InitiatingProcess"));
    put("CommandLine", text("InitiatingProcessCommandLine"));
    match what {
        What::Connection(initiated) => {
            let (own, other) =
                if initiated == Some(false) { ("Destination", "Source") } else { ("Source", "Destination") };
            put(&format!("{own}Ip"), text("LocalIP"));
            put(&format!("{own}Port"), text("LocalPort"));
            put(&format!("{other}Ip"), text("RemoteIP"));
            put(&format!("{other}Port"), text("RemotePort"));
            put(&format!("{other}Hostname"), text("RemoteUrl").map(|it| host(&it).to_owned()));
            put("Protocol", text("Protocol").map(|it| it.to_ascii_lowercase()));
            put("Initiated", initiated.map(|it| it.to_string()));
        }
        What::Dns => {
            let name = extra.first_text(&["DnsQueryString", "query"]).map(Cow::into_owned);
            put("QueryName", name);
            put("QueryResults", extra.first_text(&["DnsQueryResult"]).map(Cow::into_owned));
        }
        What::File => {
            put("TargetFilename", image(row, ""));
            put("Hashes", hashes(row));
        }
        What::Registry => {
            put("TargetObject", registry_target(row));
            put("Details", registry_details(row));
        }
        What::ImageLoad | What::DriverLoad => {
            put("ImageLoaded", image(row, ""));
            put("Hashes", hashes(row));
        }
        _ => {}
    }
    Json::Object(res)
}
