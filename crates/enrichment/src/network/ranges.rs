//! Address ranges that may nest and overlap, asked for all that hold one address.
//!
//! In: pairs of first and last address with the place of what they mean. Out: those places. The pairs lie sorted by their first
//! address; each middle of the sorted run knows the furthest last address of its half, so that a look-up leaves out whole halves.

use std::net::{IpAddr, Ipv4Addr};

/// Ranges of both families, kept apart: a range of IPv6 never holds an IPv4 address.
#[derive(Debug, Clone, Default)]
pub(super) struct Ranges {
    v4: Family,
    v6: Family,
}

#[derive(Debug, Clone, Default)]
struct Family {
    /// First and last address, and what the range belongs to.
    spans: Vec<(u128, u128, usize)>,
    /// For each middle of a run, the furthest last address in the run.
    furthest: Vec<u128>,
}

/// An IPv4 address that stands in an IPv6 one (`::ffff:192.0.2.1`) as itself.
pub(super) fn unmapped(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V6(six) => six.to_ipv4_mapped().map_or(ip, IpAddr::V4),
        IpAddr::V4(_) => ip,
    }
}

fn number(ip: IpAddr) -> (bool, u128) {
    match unmapped(ip) {
        IpAddr::V4(four) => (true, u128::from(u32::from(four))),
        IpAddr::V6(six) => (false, u128::from(six)),
    }
}

impl Ranges {
    /// Takes all ranges at once. Those that end before they begin, or mix the families, are given back.
    pub(super) fn new(given: impl Iterator<Item = (IpAddr, IpAddr, usize)>) -> (Ranges, Vec<usize>) {
        let mut ranges = Ranges::default();
        let mut bad = Vec::new();
        for (start, end, owner) in given {
            let (start_is_four, start) = number(start);
            let (end_is_four, end) = number(end);
            if start_is_four != end_is_four || end < start {
                bad.push(owner);
                continue;
            }
            let family = if start_is_four { &mut ranges.v4 } else { &mut ranges.v6 };
            family.spans.push((start, end, owner));
        }
        ranges.v4.prepare();
        ranges.v6.prepare();
        (ranges, bad)
    }

    /// The owners of all ranges that hold `ip`, in the order of the ranges' first addresses.
    pub(super) fn find(&self, ip: IpAddr) -> Vec<usize> {
        let (is_four, ip) = number(ip);
        let family = if is_four { &self.v4 } else { &self.v6 };
        let mut found = Vec::new();
        family.search(0, family.spans.len(), ip, &mut found);
        found.into_iter().map(|(_, _, owner)| owner).collect()
    }

    /// The owner of the narrowest range that holds `ip`; of equal ones the one given first.
    pub(super) fn narrowest(&self, ip: IpAddr) -> Option<usize> {
        let (is_four, ip) = number(ip);
        let family = if is_four { &self.v4 } else { &self.v6 };
        let mut found = Vec::new();
        family.search(0, family.spans.len(), ip, &mut found);
        found.into_iter().min_by_key(|(start, end, owner)| (end - start, *owner)).map(|(_, _, owner)| owner)
    }

    /// How many ranges there are.
    pub(super) fn len(&self) -> usize {
        self.v4.spans.len() + self.v6.spans.len()
    }
}

impl Family {
    fn prepare(&mut self) {
        self.spans.sort_unstable();
        self.furthest = vec![0; self.spans.len()];
        self.measure(0, self.spans.len());
    }

    /// Fills in `furthest` for the run `from..to` and returns its value.
    fn measure(&mut self, from: usize, to: usize) -> u128 {
        if from >= to {
            return 0;
        }
        let middle = from + (to - from) / 2;
        let left = self.measure(from, middle);
        let right = self.measure(middle + 1, to);
        let own = self.spans.get(middle).map_or(0, |span| span.1);
        let furthest = left.max(right).max(own);
        if let Some(place) = self.furthest.get_mut(middle) {
            *place = furthest;
        }
        furthest
    }

    fn search(&self, from: usize, to: usize, ip: u128, found: &mut Vec<(u128, u128, usize)>) {
        if from >= to {
            return;
        }
        let middle = from + (to - from) / 2;
        let (Some(span), Some(furthest)) = (self.spans.get(middle), self.furthest.get(middle)) else {
            return;
        };
        if *furthest < ip {
            return;
        }
        self.search(from, middle, ip, found);
        if span.0 <= ip {
            if ip <= span.1 {
                found.push(*span);
            }
            self.search(middle + 1, to, ip, found);
        }
    }
}

/// The first and last address of `192.0.2.0/24`, `192.0.2.7`, `192.0.2.0-192.0.2.9` or their IPv6 forms; bits below the prefix are
/// dropped.
pub fn parse_range(text: &str) -> Option<(IpAddr, IpAddr)> {
    let text = text.trim();
    if let Ok(network) = text.parse::<ipnet::IpNet>() {
        return Some((network.network(), network.broadcast()));
    }
    if let Ok(ip) = text.parse::<IpAddr>() {
        return Some((ip, ip));
    }
    let (start, end) = text.split_once('-')?;
    let start = start.trim().parse::<IpAddr>().ok()?;
    let end = end.trim().parse::<IpAddr>().ok()?;
    (start.is_ipv4() == end.is_ipv4() && start <= end).then_some((start, end))
}

/// The neighbourhood of an address: its /24 for IPv4, its /48 for IPv6.
pub fn subnet(ip: IpAddr) -> ipnet::IpNet {
    match unmapped(ip) {
        IpAddr::V4(four) => {
            let network = Ipv4Addr::from(u32::from(four) & 0xffff_ff00);
            ipnet::IpNet::V4(ipnet::Ipv4Net::new_assert(network, 24))
        }
        IpAddr::V6(six) => {
            let mask = u128::MAX << 80;
            let network = std::net::Ipv6Addr::from(u128::from(six) & mask);
            ipnet::IpNet::V6(ipnet::Ipv6Net::new_assert(network, 48))
        }
    }
}

/// Whether an address can be met on the open internet. The ranges set aside for documentation and benchmarks (`192.0.2.0/24`,
/// `198.18.0.0/15`, `2001:db8::/32` and the like) count as public, because examples and tests are written with them.
pub fn is_public(ip: IpAddr) -> bool {
    match unmapped(ip) {
        IpAddr::V4(four) => {
            let [first, second, ..] = four.octets();
            let shared = first == 100 && (64..128).contains(&second);
            !(four.is_private()
                || four.is_loopback()
                || four.is_link_local()
                || four.is_multicast()
                || shared
                || first == 0
                || first >= 240)
        }
        IpAddr::V6(six) => {
            let local = (six.segments()[0] & 0xfe00) == 0xfc00 || (six.segments()[0] & 0xffc0) == 0xfe80;
            !(six.is_loopback() || six.is_unspecified() || six.is_multicast() || local)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn four(number: u32) -> IpAddr {
        IpAddr::V4(Ipv4Addr::from(number))
    }

    proptest! {
        /// A small space, so that ranges nest and overlap often.
        #[test]
        fn all_ranges_that_hold_an_address_are_found(
            spans in prop::collection::vec((0u32..400, 0u32..60), 0..120),
            asked in 0u32..500,
        ) {
            let given: Vec<(IpAddr, IpAddr, usize)> = spans
                .iter()
                .enumerate()
                .map(|(owner, (start, width))| (four(*start), four(start + width), owner))
                .collect();
            let (ranges, bad) = Ranges::new(given.clone().into_iter());
            prop_assert!(bad.is_empty());
            let mut naive: Vec<usize> = given
                .iter()
                .filter(|(start, end, _)| *start <= four(asked) && four(asked) <= *end)
                .map(|(_, _, owner)| *owner)
                .collect();
            let mut found = ranges.find(four(asked));
            naive.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(&found, &naive);
            let narrowest = naive
                .iter()
                .min_by_key(|owner| (spans[**owner].1, **owner))
                .copied();
            prop_assert_eq!(ranges.narrowest(four(asked)), narrowest);
        }

        #[test]
        fn families_do_not_mix(low in any::<u128>(), high in any::<u128>(), asked in any::<u32>()) {
            let (start, end) = (low.min(high), low.max(high));
            let (ranges, _) = Ranges::new([(IpAddr::V6(start.into()), IpAddr::V6(end.into()), 0)].into_iter());
            let start_is_mapped = unmapped(IpAddr::V6(start.into())).is_ipv4();
            if !start_is_mapped {
                prop_assert!(ranges.find(four(asked)).is_empty());
            }
        }

        #[test]
        fn an_address_lies_in_its_own_subnet(number in any::<u128>(), number4 in any::<u32>()) {
            let six = IpAddr::V6(number.into());
            prop_assert!(subnet(six).contains(&unmapped(six)));
            prop_assert!(subnet(four(number4)).contains(&four(number4)));
            prop_assert_eq!(subnet(four(number4)).prefix_len(), 24);
        }
    }

    #[test]
    fn mapped_addresses_are_their_ipv4_selves() {
        let (ranges, _) = Ranges::new([(four(0xC000_0200), four(0xC000_02FF), 7)].into_iter());
        assert_eq!(ranges.find("::ffff:192.0.2.9".parse().expect("an address")), [7]);
        assert_eq!(subnet("::ffff:192.0.2.9".parse().expect("an address")).to_string(), "192.0.2.0/24");
        assert_eq!(subnet("2001:db8:1:2::3".parse().expect("an address")).to_string(), "2001:db8:1::/48");
    }

    #[test]
    fn ranges_that_make_no_sense_are_given_back() {
        let (ranges, bad) = Ranges::new(
            [(four(9), four(1), 4), (four(1), "2001:db8::1".parse().expect("an address"), 5)].into_iter(),
        );
        assert_eq!(bad, [4, 5]);
        assert_eq!(ranges.len(), 0);
    }

    #[test]
    fn ranges_are_read_in_three_forms() {
        let pair = |a: &str, b: &str| Some((a.parse().expect("an address"), b.parse().expect("an address")));
        assert_eq!(parse_range("192.0.2.8/24"), pair("192.0.2.0", "192.0.2.255"));
        assert_eq!(parse_range(" 192.0.2.8 "), pair("192.0.2.8", "192.0.2.8"));
        assert_eq!(parse_range("192.0.2.8 - 192.0.2.9"), pair("192.0.2.8", "192.0.2.9"));
        assert_eq!(parse_range("2001:db8::/126"), pair("2001:db8::", "2001:db8::3"));
        for bad in ["", "192.0.2.0/33", "192.0.2.9-192.0.2.8", "192.0.2.1-2001:db8::1", "host"] {
            assert_eq!(parse_range(bad), None, "{bad}");
        }
    }

    #[test]
    fn documentation_ranges_count_as_public_and_home_ranges_do_not() {
        for ip in [
            "192.0.2.1",
            "198.51.100.7",
            "203.0.113.9",
            "198.18.5.5",
            "198.19.0.1",
            "8.8.8.8",
            "2001:db8::1",
            "2606:4700::1",
        ] {
            assert!(is_public(ip.parse().expect("an address")), "{ip}");
        }
        for ip in [
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "127.0.0.1",
            "169.254.0.9",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(!is_public(ip.parse().expect("an address")), "{ip}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test of how long it takes")]
    fn fifty_thousand_ranges_are_asked_quickly() {
        let given =
            (0u32..60_000).map(|place| (four(place * 4096), four(place * 4096 + 8191), place as usize));
        let (ranges, _) = Ranges::new(given);
        let mut hits = 0;
        let begun = std::time::Instant::now();
        for place in 0u32..100_000 {
            hits += ranges.find(four(place.wrapping_mul(2_654_435_761) % (60_000 * 4096))).len();
        }
        assert!(hits > 150_000, "{hits}");
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }
}
