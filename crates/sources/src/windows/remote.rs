//! Remote desktop as Windows logs it: terminal services, and Chrome Remote Desktop (`chromoting`).

use model::{Record, Timestamp};

use super::Event;
use super::endpoint::{account, set_address};
use crate::Reading;
use crate::chrome_remote_desktop_syslog::CHROME_REMOTE_DESKTOP;
use crate::formats::addresses;
use crate::remote_session::account_of_signalling_id;

const LOCAL_SESSIONS: (&str, &str) = (
    "Microsoft-Windows-TerminalServices-LocalSessionManager",
    "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",
);
const REMOTE_CONNECTIONS: (&str, &str) = (
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager",
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational",
);
const RDP_CORE: (&str, &str) = (
    "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS",
    "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational",
);

/// Sessions, authentications and transport connections of Remote Desktop.
pub fn terminal_services(event: &Event<'_>, res: &mut Record) -> bool {
    let from = |(provider, channel)| event.is_from(provider, channel);
    if from(LOCAL_SESSIONS) && event.is_id(&[21, 22, 23, 24, 25]) {
        res.set("kind", "logon");
        res.set("account", event.text("User"));
        // `LOCAL` at the console is no address.
        set_address(res, event.text("Address"), None);
        let what = match event.event_id {
            Some(21) => "session logon",
            Some(22) => "shell start",
            Some(23) => "session logoff",
            Some(24) => "session disconnected",
            _ => "session reconnected",
        };
        res.set("detail", what);
        return true;
    }
    if from(REMOTE_CONNECTIONS) && event.event_id == Some(1149) {
        res.set("kind", "remote_desktop");
        res.set("account", account(event, "Param2", "Param1"));
        set_address(res, event.text("Param3"), None);
        res.set("detail", "authenticated");
        return true;
    }
    if from(RDP_CORE) && event.is_id(&[131, 140]) {
        res.set("kind", "remote_desktop");
        let address = event.text("ClientIP").or_else(|| event.text("IPString"));
        set_address(res, address, None);
        if event.event_id == Some(131) {
            let transport = event.text("ConnType").unwrap_or_default();
            res.set("detail", format!("connection accepted {transport}").trim());
        } else {
            res.set("detail", "failed: wrong user or password");
        }
        return true;
    }
    false
}

/// Chrome Remote Desktop: `target` is the account of the client or, for 5, of the host. The texts follow
/// the system's language, so the data are read, which keep their order.
pub fn chromoting(event: &Event<'_>, res: &mut Record) -> bool {
    if !event.provider_is("chromoting") || !event.is_id(&[1, 2, 3, 4, 5, 6]) {
        return false;
    }
    res.set("kind", "remote_desktop");
    let first = event.item(0).unwrap_or_default();
    if event.event_id == Some(6) {
        res.set_free_text("detail", &first);
        return true;
    }
    // `account/suffix`; the suffix differs by version.
    let who = first.split('/').next().unwrap_or_default();
    res.set("target", who);
    let what = match event.event_id {
        Some(1) => "client connected",
        Some(2) => "client disconnected",
        Some(3) => "access denied",
        Some(4) => {
            set_address(res, event.item(1), None);
            let connection = event.item(4).unwrap_or_default();
            res.set("detail", format!("channel {} {connection}", event.item(3).unwrap_or_default()).trim());
            return true;
        }
        _ => "host started",
    };
    res.set("detail", what);
    true
}

/// The same event as the tool's own log tells it, where it tells of a session: a client that connected (1), one
/// that was turned away (3), the address a client speaks from (4), the host's start (5). `identity` is that of
/// the event.
pub fn chromoting_session(
    event: &Event,
    at: Option<Timestamp>,
    identity: Option<&str>,
    reading: &Reading<'_>,
) -> Option<Record> {
    if !event.provider_is("chromoting") {
        return None;
    }
    let kind = match event.event_id? {
        1 => "session",
        3 => "request",
        4 => "login",
        5 => "start",
        _ => return None,
    };
    let mut res = CHROME_REMOTE_DESKTOP.record(at?, kind, reading);
    if event.computer.is_some() {
        // The log names the device, so the path is not asked.
        res.set("hints", None::<String>);
    }
    res.set("device_name", event.computer.clone());
    let first = event.item(0)?;
    let account = account_of_signalling_id(&first);
    if kind == "start" {
        res.set("own_id", account);
    } else {
        res.set("direction", "in");
        res.set("peer_id", account);
    }
    if kind == "request" {
        res.set("how", "rejected");
    }
    if kind == "login" {
        // `unknown` where the two speak through a relay: then nothing is added to the session.
        let peer = event.item(1).and_then(|it| addresses::parse(&it))?.0;
        res.set("peer_ip", peer);
        res.set("own_ip", event.item(2).and_then(|it| addresses::parse(&it)).map(|it| it.0));
    }
    if let Some(identity) = identity {
        res.identified_by(identity);
    }
    Some(res)
}
