//! Rows of the device tables of Microsoft Defender's advanced hunting, however they were exported.
//!
//! In: one row with the columns of `DeviceEvents`, `DeviceProcessEvents`, `DeviceNetworkEvents`,
//! `DeviceFileEvents`, `DeviceLogonEvents`, `DeviceRegistryEvents`, `DeviceImageLoadEvents`, `DeviceInfo`, and
//! when it happened. Out: `endpoint_events` (a link that a browser was started with: `web_events`), and the
//! row under the names that Sigma's rules use.

mod actions;
mod sigma;

use std::borrow::Cow;

use jiff::Timestamp;
use model::Json;
use model::Record;
use model::tables::{ENDPOINT_EVENTS, WEB_EVENTS};

use crate::Reading;
use crate::formats::json_fields::{self, Fields};
use crate::formats::raw_events::push_with_raw;
use crate::hardware::{self, Said};

use actions::What;
pub use sigma::of_paths;

/// The columns that say when; the second is Log Analytics' name for it.
pub const TIMES: &[&str] = &["Timestamp", "TimeGenerated"];

/// Whether this looks like a row of a device table: such rows name a device and what happened, and hold at
/// least one column that no other table of Defender has beside these.
pub fn is_device_row(row: Fields<'_>) -> bool {
    let names_device = row.has("DeviceName") || row.has("DeviceId");
    let is_timed = TIMES.iter().any(|it| row.has(it));
    // `CloudAppEvents` and `IdentityLogonEvents` name devices too.
    let is_of_an_account = row.has("Application") || row.has("ApplicationId");
    names_device && is_timed && !is_of_an_account && (has_mark(|it| row.has(it)) || is_device_info(row))
}

/// A column that only rows about devices have, beside `ActionType`.
pub fn has_mark(has: impl Fn(&str) -> bool) -> bool {
    const MARKS: &[&str] = &[
        "InitiatingProcessFileName",
        "InitiatingProcessAccountName",
        "InitiatingProcessCommandLine",
        "ProcessCommandLine",
        "FolderPath",
        "RegistryKey",
        "LogonType",
        "AdditionalFields",
    ];
    has("ActionType")
        && (MARKS.iter().any(|it| has(it)) || (has("RemoteIP") && (has("RemotePort") || has("RemoteUrl"))))
}

fn is_device_info(row: Fields<'_>) -> bool {
    row.has("DeviceId") && row.has("OSPlatform") && (row.has("PublicIP") || row.has("LoggedOnUsers"))
}

/// Reads one row. `table` is its table where the export says it.
pub fn read_row(value: &Json, table: Option<&str>, at: Timestamp, reading: &mut Reading<'_>) {
    let row = Fields::new(value);
    if !row.has("ActionType") {
        if is_device_info(row) {
            device_info(row, at, reading);
        } else if !row.has("DeviceName") && !row.has("DeviceId") {
            reading.problem("no `ActionType` and no `DeviceName`");
        }
        // What is left says how a device is set up or how a file is signed: nothing that happened.
        return;
    }
    let Some(action) = row.text("ActionType") else { return };
    let additional = additional(row, reading);
    let extra = Fields::new(&additional);
    let what = actions::of(&action, row);
    if let Some(record) = link(row, &action, at, reading) {
        let fields = sigma::fields(value, row, extra, What::Other);
        push_with_raw(reading, record, sigma::log_source(row, What::Other), &fields);
        return;
    }
    let mut record = start(row, table.or(what.table()), at, reading);
    let own = account(row, "");
    let by = account(row, "InitiatingProcess");
    // A process that was started, and a logon, belong to their own account; all else to who did it.
    record.set("account", own.or(by));
    record.set("image", image(row, "InitiatingProcess"));
    match what {
        What::Process => process(row, &mut record),
        What::Connection(initiated) => connection(row, &action, initiated, &mut record),
        What::Dns => dns(row, extra, &mut record),
        What::File => file(row, &action, &mut record),
        What::Registry => registry(row, &action, &mut record),
        What::Logon => logon(row, &action, &mut record),
        What::Service => service(row, extra, &mut record),
        What::PowerShell => powershell(row, extra, &mut record),
        What::Device => device(row, extra, &action, &mut record),
        What::RemoteDesktop | What::ImageLoad | What::DriverLoad | What::Other => {
            other(row, extra, &action, what, &mut record);
        }
    }
    // The vendor: `ReportId` is unique with the device's name and the time. Exports cut decimals.
    if let (Some(id), Some(device)) = (row.text("ReportId"), row.first_text(&["DeviceId", "DeviceName"])) {
        let device = device.to_lowercase();
        record.identified_by(&format!("{device}|{id}|{action}|{}", at.as_second()));
    }
    let fields = sigma::fields(value, row, extra, what);
    push_with_raw(reading, record, sigma::log_source(row, what), &fields);
}

fn start(row: Fields<'_>, table: Option<&str>, at: Timestamp, reading: &Reading<'_>) -> Record {
    let mut res = reading.record(&ENDPOINT_EVENTS);
    res.set("happened_at", at);
    res.set("device_name", row.text("DeviceName").as_deref());
    res.set("kind", "other");
    res.set("provider", table);
    res.set("product", "defender");
    res
}

/// JSON in a string, in some copies in a string once more.
fn additional<'a>(row: Fields<'a>, reading: &mut Reading<'_>) -> Cow<'a, Json<'a>> {
    let found = row.nested("AdditionalFields");
    if let Json::String(text) = &*found {
        return match Json::parse(text) {
            Ok(Json::String(inner)) => Cow::Owned(Json::parse(&inner).unwrap_or_default().into_owned()),
            Ok(other) => Cow::Owned(other.into_owned()),
            Err(_) => Cow::Owned(Json::Null),
        };
    }
    let is_broken =
        found.is_null() && row.text("AdditionalFields").is_some_and(|it| it.starts_with(['{', '[']));
    if is_broken {
        reading.problem("`AdditionalFields` is no JSON; the rest of the row is read");
    }
    found
}

/// `DOMAIN\user`; where only the cloud's name is there, that.
fn account(row: Fields<'_>, prefix: &str) -> Option<String> {
    let part = |name: &str| row.text(&format!("{prefix}Account{name}"));
    match (part("Name"), part("Domain")) {
        (Some(name), Some(domain)) if !name.contains(['\\', '@']) => Some(format!("{domain}\\{name}")),
        (Some(name), _) => Some(name.into_owned()),
        (None, _) => part("Upn").map(Cow::into_owned),
    }
}

/// The whole path of a file: the folder of some rows ends with its name, of others not.
fn image(row: Fields<'_>, prefix: &str) -> Option<String> {
    let file = row.title(&format!("{prefix}FileName"));
    let folder = row.title(&format!("{prefix}FolderPath"));
    match (folder, file) {
        (Some(folder), Some(file)) => Some(joined(&folder, &file)),
        (Some(only), None) | (None, Some(only)) => Some(only.into_owned()),
        (None, None) => None,
    }
}

fn joined(folder: &str, file: &str) -> String {
    let last = folder.rsplit(['/', '\\']).next().unwrap_or_default();
    if last.eq_ignore_ascii_case(file) {
        return folder.to_owned();
    }
    let separator = if folder.contains('\\') || !folder.contains('/') { '\\' } else { '/' };
    format!("{}{separator}{file}", folder.trim_end_matches(['/', '\\']))
}

/// `SHA1=…,MD5=…,SHA256=…`, as Sysmon writes them.
fn hashes(row: Fields<'_>) -> Option<String> {
    let mut res = Vec::new();
    for name in ["SHA1", "MD5", "SHA256"] {
        res.extend(row.text(name).map(|it| format!("{name}={it}")));
    }
    (!res.is_empty()).then(|| res.join(","))
}

fn process(row: Fields<'_>, record: &mut Record) {
    record.set("kind", "process");
    record.set("parent_image", image(row, "InitiatingProcess"));
    record.set("image", image(row, ""));
    record.set("command_line", row.title("ProcessCommandLine").as_deref());
    record.set("original_name", row.text("ProcessVersionInfoOriginalFileName").as_deref());
    record.set("company", row.text("ProcessVersionInfoCompanyName").as_deref());
    record.set("hashes", hashes(row));
    record.set("detail", row.text("ProcessVersionInfoFileDescription").as_deref());
}

fn connection(row: Fields<'_>, action: &str, initiated: Option<bool>, record: &mut Record) {
    record.set("kind", "connection");
    record.set("command_line", row.title("InitiatingProcessCommandLine").as_deref());
    record.set("ip", row.address(&["RemoteIP"]));
    let port = if initiated == Some(false) { "LocalPort" } else { "RemotePort" };
    record.set("port", row.int(port).filter(|it| *it > 0));
    record.set("target", row.text("RemoteUrl").map(|it| host(&it).to_owned()));
    record.set("initiated", initiated);
    record.set("detail", said(&[Some(action.into()), row.text("Protocol")]));
}

/// The host of an address that may be a host alone.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    match host.rsplit_once(':') {
        Some((before, port)) if port.bytes().all(|it| it.is_ascii_digit()) && !before.contains(':') => before,
        _ => host,
    }
}

fn dns(row: Fields<'_>, extra: Fields<'_>, record: &mut Record) {
    record.set("kind", "dns");
    let name = extra.first_text(&["DnsQueryString", "query", "QueryName"]);
    record.set("target", name.or_else(|| row.text("RemoteUrl")).as_deref());
    let answers = ["DnsQueryResult", "answers", "QueryResults"].iter().find_map(|it| extra.get(it));
    let answers = answers.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
    record.set_free_text("detail", &answers.unwrap_or_default());
}

fn file(row: Fields<'_>, action: &str, record: &mut Record) {
    record.set("kind", "file");
    record.set("target", image(row, ""));
    record.set("command_line", row.title("InitiatingProcessCommandLine").as_deref());
    record.set("hashes", hashes(row));
    let before = row.title("PreviousFileName").map(|it| format!("before {it}"));
    let from = row.title("FileOriginUrl").map(|it| format!("from {it}"));
    record.set("detail", said(&[Some(action.into()), before.map(Cow::Owned), from.map(Cow::Owned)]));
    record.set("ip", row.address(&["RequestSourceIP"]));
}

fn registry(row: Fields<'_>, action: &str, record: &mut Record) {
    record.set("kind", "registry");
    record.set("target", sigma::registry_target(row));
    let value = row.title("RegistryValueData");
    record.set("detail", value.as_deref().unwrap_or(action));
}

fn logon(row: Fields<'_>, action: &str, record: &mut Record) {
    record.set("kind", "logon");
    record.set("account", account(row, ""));
    record.set("target", row.text("RemoteDeviceName").as_deref());
    record.set("logon_type", row.text("LogonType").and_then(|it| logon_type(&it)));
    record.set("ip", row.address(&["RemoteIP"]));
    record.set("port", row.int("RemotePort").filter(|it| *it > 0));
    // Like a failed logon of the Security log.
    let detail = match action {
        "LogonFailed" => Some(format!("failed {}", row.text("FailureReason").unwrap_or_default())),
        "LogonAttempted" => Some("attempted".to_owned()),
        _ => None,
    };
    record.set("detail", detail.map(|it| it.trim().to_owned()));
}

/// The numbers of Windows, which other sources give.
fn logon_type(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    match plain.to_ascii_lowercase().as_str() {
        "interactive" => Some(2),
        "network" => Some(3),
        "batch" => Some(4),
        "service" => Some(5),
        "unlock" => Some(7),
        "networkcleartext" => Some(8),
        "newcredentials" => Some(9),
        "remoteinteractive" | "remoteinteractiverdplogons" => Some(10),
        "cachedinteractive" => Some(11),
        "cachedremoteinteractive" => Some(12),
        "cachedunlock" => Some(13),
        other => other.parse().ok(),
    }
}

fn service(row: Fields<'_>, extra: Fields<'_>, record: &mut Record) {
    record.set("kind", "service");
    record.set("target", extra.text("ServiceName").as_deref());
    record.set("image", image(row, ""));
    record
        .set("command_line", row.title("ProcessCommandLine").or_else(|| row.title("FolderPath")).as_deref());
    let runs_as = extra.text("ServiceAccount").map(|it| Cow::Owned(format!("as {it}")));
    record.set("detail", said(&[extra.text("ServiceStartType"), runs_as]));
    record.set("hashes", hashes(row));
}

fn powershell(row: Fields<'_>, extra: Fields<'_>, record: &mut Record) {
    record.set("kind", "powershell");
    record.set("command_line", row.title("InitiatingProcessCommandLine").as_deref());
    let text = extra.first_text(&["Command", "ScriptContent", "Script"]).unwrap_or_default();
    record.set_free_text("detail", &text);
}

fn device(row: Fields<'_>, extra: Fields<'_>, action: &str, record: &mut Record) {
    let own = |names: &[&str]| extra.first_text(names).map(Cow::into_owned);
    let numbers = match (extra.text("VendorId"), extra.text("ProductId")) {
        (Some(vendor), Some(product)) => hardware::usb(&vendor, &product),
        _ => None,
    };
    let named = own(&["DeviceId", "MediaInstanceId", "InstanceId", "DeviceInstanceId"]);
    let mut identity = named.and_then(|it| hardware::identity(&it));
    // The hardware ids say more than an instance that was made up.
    let others = extra.nested("VendorIds");
    let listed = json_fields::list(&others);
    let is_usb = |it: &hardware::Identity| it.target.starts_with("USB\\VID_");
    if !identity.as_ref().is_some_and(is_usb) {
        let listed = listed.as_deref().unwrap_or_default().split([';', ',', ' ']);
        let better = listed.filter_map(hardware::identity).find(is_usb);
        identity = better.or(identity);
    }
    if let Some(target) = numbers {
        let serial = identity.and_then(|it| it.serial);
        identity = Some(hardware::Identity { target, serial });
    }
    let said = Said {
        name: own(&["DeviceDescription", "ProductName", "MediaName", "MediaProductId"]),
        manufacturer: own(&["Manufacturer", "MediaVendorId"]),
        class: own(&["ClassName", "MediaClassName"]),
        serial: own(&["SerialNumber", "MediaSerialNumber"]),
        event: Some(action.to_owned()),
        ..Said::default()
    };
    let drive = extra.text("DriveLetter");
    hardware::set(record, identity, said);
    if let Some(drive) = drive {
        let detail = record.text("detail").unwrap_or_default().to_owned();
        record.set_free_text("detail", &format!("{detail}; drive {drive}"));
    }
    record.set("account", account(row, "").or_else(|| account(row, "InitiatingProcess")));
}

/// Everything else keeps its name, what it was done to, and the rest of what it says.
fn other(row: Fields<'_>, extra: Fields<'_>, action: &str, what: What, record: &mut Record) {
    if what == What::RemoteDesktop {
        record.set("kind", "remote_desktop");
    }
    let named = extra.first_text(&["ServiceName", "TaskName", "PipeName", "ThreatName", "Description"]);
    let target = image(row, "")
        .or_else(|| named.map(Cow::into_owned))
        .or_else(|| row.text("RemoteUrl").map(Cow::into_owned));
    record.set("target", target);
    record.set("command_line", row.title("InitiatingProcessCommandLine").as_deref());
    record.set("hashes", hashes(row));
    record.set("ip", row.address(&["RemoteIP"]));
    record.set("port", row.int("RemotePort").filter(|it| *it > 0));
    let mut detail = action.to_owned();
    for (name, value) in extra.members() {
        if let Some(value) = json_fields::text(value) {
            detail.push_str(&format!("; {name}={value}"));
        }
    }
    record.set_free_text("detail", &detail);
}

/// A browser that was started with a link is a page that somebody opened.
fn link(row: Fields<'_>, action: &str, at: Timestamp, reading: &Reading<'_>) -> Option<Record> {
    let url = row.text("RemoteUrl")?;
    let lower = url.to_ascii_lowercase();
    if action != "BrowserLaunchedToOpenUrl"
        || !(lower.starts_with("http://") || lower.starts_with("https://"))
    {
        return None;
    }
    let mut res = reading.record(&WEB_EVENTS);
    res.set("happened_at", at);
    res.set("account", account(row, "").or_else(|| account(row, "InitiatingProcess")));
    res.set("device_name", row.text("DeviceName").as_deref());
    res.set("url", &*url);
    res.set("host", host(&url).to_ascii_lowercase());
    res.set("app", row.title("FileName").or_else(|| row.title("InitiatingProcessFileName")).as_deref());
    res.set("activity", action);
    res.set("product", "defender");
    if let (Some(id), Some(device)) = (row.text("ReportId"), row.first_text(&["DeviceId", "DeviceName"])) {
        res.identified_by(&format!("{}|{id}|{action}|{}", device.to_lowercase(), at.as_second()));
    }
    Some(res)
}

/// What Defender knows of a device: the address it is seen at from outside, and who is logged on.
fn device_info(row: Fields<'_>, at: Timestamp, reading: &mut Reading<'_>) {
    let mut record = start(row, Some("DeviceInfo"), at, reading);
    record.set("ip", row.address(&["PublicIP"]));
    let users = row.nested("LoggedOnUsers");
    let users = users.as_array().map(Vec::as_slice).unwrap_or_default();
    if let [only] = users {
        let user = Fields::new(only);
        let name = match (user.text("UserName"), user.text("DomainName")) {
            (Some(name), Some(domain)) => Some(format!("{domain}\\{name}")),
            (name, _) => name.map(Cow::into_owned),
        };
        record.set("account", name);
    }
    let part = |what: &str, name: &str| row.text(name).map(|it| Cow::Owned(format!("{what} {it}")));
    let detail = said(&[
        Some("public address".into()),
        part("platform", "OSPlatform"),
        part("model", "Model"),
        part("joined", "JoinType"),
    ]);
    record.set("detail", detail);
    reading.push(record);
}

fn said(parts: &[Option<Cow<'_, str>>]) -> String {
    let parts: Vec<&str> = parts.iter().flatten().map(|it| &**it).collect();
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_joined_with_its_file_once() {
        assert_eq!(joined("C:\\A\\b.exe", "B.exe"), "C:\\A\\b.exe");
        assert_eq!(joined("C:\\A", "b.exe"), "C:\\A\\b.exe");
        assert_eq!(joined("/usr/bin", "ssh"), "/usr/bin/ssh");
    }

    #[test]
    fn a_host_is_found_in_any_address() {
        for url in ["example.com", "https://example.com/a?b", "example.com:443", "http://example.com:8080/"] {
            assert_eq!(host(url), "example.com", "{url}");
        }
    }

    #[test]
    fn logon_types_are_the_numbers_of_windows() {
        assert_eq!(logon_type("RemoteInteractive"), Some(10));
        assert_eq!(logon_type("Remote interactive (RDP) logons"), Some(10));
        assert_eq!(logon_type("CachedInteractive"), Some(11));
        assert_eq!(logon_type("Unknown"), None);
    }
}
