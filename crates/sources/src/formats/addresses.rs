//! Network addresses as products write them: bare, with a port, in brackets, with a zone, mapped into IPv6.

use std::net::{IpAddr, SocketAddr};

/// The address in `text`, in its shortest form, and the port beside it where there is one. Nothing where
/// it is no address (`-`, `LOCAL`, `unknown`, a host name).
pub fn parse(text: &str) -> Option<(String, Option<u16>)> {
    let text = text.trim().trim_end_matches('.');
    if let Ok(found) = text.parse::<SocketAddr>() {
        return Some((show(found.ip()), Some(found.port()).filter(|it| *it != 0)));
    }
    let bare = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(text);
    let bare = bare.split_once('%').map_or(bare, |(address, _)| address);
    bare.parse::<IpAddr>().ok().map(|it| (show(it), None))
}

/// IPv4 inside IPv6 (`::ffff:192.0.2.1`) is the same address as IPv4 alone.
fn show(address: IpAddr) -> String {
    address.to_canonical().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_all_their_forms() {
        let port = |text: &str| parse(text).map(|(ip, port)| (ip, port.unwrap_or(0)));
        assert_eq!(port("203.0.113.8:50831."), Some(("203.0.113.8".into(), 50831)));
        assert_eq!(port("[2001:db8::1]:443"), Some(("2001:db8::1".into(), 443)));
        assert_eq!(port("[2001:db8::1]"), Some(("2001:db8::1".into(), 0)));
        assert_eq!(port("fe80::1%12"), Some(("fe80::1".into(), 0)));
        assert_eq!(port("::ffff:192.0.2.1"), Some(("192.0.2.1".into(), 0)));
        assert_eq!(port("192.0.2.1:0"), Some(("192.0.2.1".into(), 0)));
    }

    #[test]
    fn words_are_no_addresses() {
        for text in ["", "-", "LOCAL", "unknown", "ws-0104", "1.2.3"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
