//! Network addresses as products write them: bare, with a port, in brackets, with a zone, mapped into IPv6,
//! several in one cell.

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

/// The first address in `text`, where a cell may hold several.
pub fn address(text: &str) -> Option<String> {
    text.split([',', ';', ' ']).find_map(|part| parse(part).map(|(it, _)| it))
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
        assert_eq!(port("[2001:DB8::1]"), Some(("2001:db8::1".into(), 0)));
        assert_eq!(port("fe80::1%12"), Some(("fe80::1".into(), 0)));
        assert_eq!(port("::ffff:192.0.2.1"), Some(("192.0.2.1".into(), 0)));
        assert_eq!(port("192.0.2.1:0"), Some(("192.0.2.1".into(), 0)));
    }

    #[test]
    fn the_first_of_several_counts() {
        assert_eq!(address("198.51.100.7, 192.0.2.1").as_deref(), Some("198.51.100.7"));
        assert_eq!(address("AWS Internal"), None);
    }

    #[test]
    fn words_are_no_addresses() {
        for text in ["", "-", "[", "LOCAL", "unknown", "ws-0104", "1.2.3", "198.51.100.700"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
