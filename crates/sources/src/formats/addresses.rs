//! Network addresses as products write them: with ports, brackets, zones, several in one cell.

use std::net::IpAddr;

/// The first address in `text` in its canonical form, without port, brackets and zone; a v4 address in v6
/// clothes is v4. Nothing where there is none.
pub fn address(text: &str) -> Option<String> {
    text.split([',', ';', ' ']).find_map(|part| parse(part.trim()).map(|it| it.to_canonical().to_string()))
}

fn parse(text: &str) -> Option<IpAddr> {
    if let Ok(found) = text.parse() {
        return Some(found);
    }
    if let Some(rest) = text.strip_prefix('[') {
        let (inner, _) = rest.split_once(']')?;
        return without_zone(inner).parse().ok();
    }
    if let Some((host, port)) = text.rsplit_once(':')
        && port.bytes().all(|it| it.is_ascii_digit())
        && let Ok(found) = host.parse::<std::net::Ipv4Addr>()
    {
        return Some(IpAddr::V4(found));
    }
    without_zone(text).parse().ok()
}

fn without_zone(text: &str) -> &str {
    text.split_once('%').map_or(text, |(address, _)| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_brackets_and_zones_are_cut_off() {
        for (written, meant) in [
            ("198.51.100.7", Some("198.51.100.7")),
            ("198.51.100.7:50831", Some("198.51.100.7")),
            ("[2001:db8::23]:50831", Some("2001:db8::23")),
            ("[2001:DB8::23]", Some("2001:db8::23")),
            ("2001:db8::23", Some("2001:db8::23")),
            ("fe80::1%eth0", Some("fe80::1")),
            ("::ffff:198.51.100.7", Some("198.51.100.7")),
            ("198.51.100.7, 192.0.2.1", Some("198.51.100.7")),
            ("AWS Internal", None),
            ("198.51.100.700", None),
            ("[", None),
            ("", None),
        ] {
            assert_eq!(address(written).as_deref(), meant, "{written}");
        }
    }
}
