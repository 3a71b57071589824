//! OpenVPN: who connected to the company's tunnel, from which address, and which inner address they were given.
//!
//! In: the server's log, its status file, or the connection report of Access Server. Out: `signins`, and
//! `account_events` with action `learn` for inner addresses. What the three share stands here.

pub mod access_server;
pub mod log;
pub mod status;

use std::net::{IpAddr, SocketAddr};

use model::{Record, Timestamp, tables::ACCOUNT_EVENTS, tables::SIGNINS};

use crate::Reading;

/// The address of a peer as OpenVPN writes it: `198.51.100.7:59321`, `[AF_INET6]2001:db8::7:59321`,
/// `udp4:198.51.100.7:59321`, with or without a port.
fn address(text: &str) -> Option<String> {
    let text = place(text);
    if let Ok(found) = text.parse::<SocketAddr>() {
        return Some(found.ip().to_canonical().to_string());
    }
    // IPv6 stands without brackets: what is behind the last colon is the port.
    let before_port = text.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
    let found = before_port.and_then(|(it, _)| it.parse::<IpAddr>().ok()).or_else(|| text.parse().ok());
    found.map(|it: IpAddr| it.to_canonical().to_string())
}

/// Address and port alone, without what newer and older versions write before them.
fn place(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix("[AF_INET6]").or_else(|| text.strip_prefix("[AF_INET]")).unwrap_or(text);
    let is_transport = |it: &str| it.starts_with("udp") || it.starts_with("tcp");
    text.split_once(':').filter(|(before, _)| is_transport(before)).map_or(text, |(_, rest)| rest)
}

/// `UNDEF` is a peer, or a name, that has not been told yet.
fn known(name: &str) -> Option<&str> {
    let name = name.trim();
    (!name.is_empty() && name != "UNDEF").then_some(name)
}

fn signin(at: Timestamp, result: &str, event: &str, reading: &Reading<'_>) -> Record {
    let mut res = reading.record(&SIGNINS);
    res.set("happened_at", at);
    res.set("result", result);
    res.set("event", event);
    res.set("app", "openvpn");
    res.set("product", "openvpn");
    res
}

/// The inner address that an account was given.
fn learn(at: Timestamp, account: Option<&str>, inner: &str, ip: Option<String>, reading: &mut Reading<'_>) {
    let mut res = reading.record(&ACCOUNT_EVENTS);
    res.set("happened_at", at);
    res.set("account", account);
    res.set("action", "learn");
    res.set("target", inner);
    res.set("target_kind", "inner address");
    res.set("result", "success");
    res.set("ip", ip);
    res.set("product", "openvpn");
    reading.push(res);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_with_and_without_ports() {
        for text in [
            "198.51.100.7:59321",
            "198.51.100.7",
            "[AF_INET]198.51.100.7:59321",
            "tcp4-server:198.51.100.7:9",
            "[AF_INET6]::ffff:198.51.100.7:59321",
        ] {
            assert_eq!(address(text).as_deref(), Some("198.51.100.7"), "{text}");
        }
        for text in ["2001:db8::7:59321", "[2001:db8::7]:59321", "udp6:2001:db8::7:59321"] {
            assert_eq!(address(text).as_deref(), Some("2001:db8::7"), "{text}");
        }
        assert_eq!(address("sam/198.51.100.7"), None);
    }
}
