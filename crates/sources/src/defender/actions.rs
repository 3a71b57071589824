//! What kind of happening is one `ActionType` of Defender's device tables?

use crate::formats::json_fields::Fields;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Process,
    /// Whether this device opened it, where that is said.
    Connection(Option<bool>),
    Dns,
    File,
    Registry,
    Logon,
    Service,
    PowerShell,
    Device,
    RemoteDesktop,
    ImageLoad,
    DriverLoad,
    Other,
}

impl What {
    /// The table such rows stand in, where the export does not say it.
    pub fn table(self) -> Option<&'static str> {
        match self {
            What::Process => Some("DeviceProcessEvents"),
            What::Connection(_) => Some("DeviceNetworkEvents"),
            What::File => Some("DeviceFileEvents"),
            What::Registry => Some("DeviceRegistryEvents"),
            What::Logon => Some("DeviceLogonEvents"),
            What::ImageLoad => Some("DeviceImageLoadEvents"),
            What::Device | What::Service | What::PowerShell | What::DriverLoad => Some("DeviceEvents"),
            What::Dns | What::RemoteDesktop | What::Other => None,
        }
    }
}

/// By the word itself; families of words (`Pnp…`, `UsbDrive…`) grow with the product's versions.
pub fn of(action: &str, row: Fields<'_>) -> What {
    match action {
        "ProcessCreated" => What::Process,
        "InboundConnectionAccepted" | "InboundConnectionAttempt" | "ListeningConnectionCreated" => {
            What::Connection(Some(false))
        }
        "ConnectionSuccess" | "ConnectionFailed" | "ConnectionRequest" | "ConnectionAttempt" => {
            What::Connection(Some(true))
        }
        "DnsQueryResponse" | "DnsConnectionInspected" => What::Dns,
        "FileCreated" | "FileModified" | "FileRenamed" | "FileDeleted" => What::File,
        "LogonSuccess" | "LogonFailed" | "LogonAttempted" => What::Logon,
        "ServiceInstalled" => What::Service,
        "PowerShellCommand" | "AmsiScriptContent" | "AmsiScriptDetection" => What::PowerShell,
        "RemovableStoragePolicyTriggered" | "RemovableStorageFileEvent" => What::Device,
        "RemoteDesktopConnection" => What::RemoteDesktop,
        "ImageLoaded" => What::ImageLoad,
        "DriverLoad" => What::DriverLoad,
        _ if action.starts_with("Pnp") || action.starts_with("UsbDrive") => What::Device,
        _ if action.starts_with("Registry") && row.has("RegistryKey") => What::Registry,
        _ if action.starts_with("Connection") || action.ends_with("ConnectionInspected") => {
            What::Connection(inspected(row))
        }
        _ => What::Other,
    }
}

/// What was inspected says itself which way it went.
fn inspected(row: Fields<'_>) -> Option<bool> {
    let additional = row.nested("AdditionalFields");
    let direction = Fields::new(&additional).text("direction").map(|it| it.to_ascii_lowercase())?;
    match direction.as_str() {
        "out" | "outbound" => Some(true),
        "in" | "inbound" => Some(false),
        _ => None,
    }
}
