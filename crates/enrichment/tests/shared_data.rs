//! The look-ups against real data that does not lie in this repository: the folder named by `BONAFIDE_SHARED`, by default `../shared`
//! beside the repository. Without it the tests fail under CI and say plainly elsewhere that they looked at nothing.

#![expect(clippy::disallowed_methods, reason = "reads the shared data sets")]
#![allow(clippy::print_stderr)]

use enrichment::network::{LabelRange, NetworkLabel, Networks, parse_range};
use enrichment::remote_tools::RemoteTools;
use enrichment::wallets::wallets;
use std::io::Read;
use std::path::PathBuf;

fn shared(path: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("BONAFIDE_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let file = root.join(path);
    match std::fs::read(&file) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "{}: {error}", file.display());
            eprintln!("left out: {}: {error}", file.display());
            None
        }
    }
}

#[test]
fn a_flat_country_database_is_read() {
    let Some(bytes) = shared("data/ip/country/iptoasn-country.mmdb") else {
        return;
    };
    let (mut networks, _) = Networks::new(Vec::new(), Vec::new());
    let (kind, built) = networks.add_database(bytes).expect("a database");
    assert!(kind.contains("country"), "{kind}");
    assert!(built > 1_600_000_000);
    for (ip, country) in [("8.8.8.8", "US"), ("193.0.6.139", "NL"), ("::ffff:8.8.8.8", "US")] {
        let facts = networks.facts(ip.parse().expect("an address"));
        assert_eq!(facts.country.as_deref(), Some(country), "{ip}");
        assert_eq!(facts.city, None);
    }
}

#[test]
fn a_nested_city_database_and_a_flat_owner_database_are_read_together() {
    let (Some(city), Some(owner)) =
        (shared("samples/harbor/input/intel/city.mmdb"), shared("samples/harbor/input/intel/asn-flat.mmdb"))
    else {
        return;
    };
    let (mut networks, _) = Networks::new(Vec::new(), Vec::new());
    networks.add_database(city).expect("a database");
    networks.add_database(owner).expect("a database");
    let mut with_city = 0;
    let mut with_owner = 0;
    for third in 0..=255u8 {
        let facts = networks.facts(std::net::IpAddr::from([198, 18, third, 9]));
        if facts.city.is_some() {
            assert!(facts.country.is_some() && facts.latitude.is_some() && facts.time_zone.is_some());
            with_city += 1;
        }
        if facts.asn.is_some() {
            assert!(facts.as_org.is_some());
            with_owner += 1;
        }
    }
    assert!(with_city > 5, "{with_city}");
    assert!(with_owner > 5, "{with_owner}");
}

#[test]
fn a_list_of_fifty_thousand_ranges_answers_as_a_scan_does() {
    let Some(text) = shared("data/ip/x4bnet/datacenter-ipv4.txt") else {
        return;
    };
    let text = String::from_utf8_lossy(&text);
    let mut rows = Vec::new();
    for line in text.lines() {
        if let Some((start, end)) = parse_range(line) {
            rows.push(LabelRange {
                start,
                end,
                label: NetworkLabel::Hosting,
                provider: line.to_string(),
                source: "x4bnet".to_string(),
                as_of: "2026-08-22".to_string(),
            });
        }
    }
    assert!(rows.len() > 40_000);
    let (networks, problems) = Networks::new(rows.clone(), Vec::new());
    assert!(problems.is_empty());
    let mut seed: u32 = 7;
    for _ in 0..300 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let ip = std::net::IpAddr::V4(seed.into());
        let scanned = rows.iter().filter(|row| row.start <= ip && ip <= row.end).count();
        assert_eq!(networks.facts(ip).labels.len(), scanned, "{ip}");
    }
    for row in rows.iter().step_by(997) {
        assert!(networks.facts(row.start).has(NetworkLabel::Hosting));
        assert!(networks.facts(row.end).has(NetworkLabel::Hosting));
    }
}

#[test]
fn most_hosts_of_the_public_catalogue_are_known() {
    let Some(text) = shared("data/lolrmm/rmm_domains.csv") else {
        return;
    };
    // How many of the catalogue's own hosts our list knows; it is shorter on purpose, but must not be far off.
    let tools = RemoteTools::shipped();
    let text = String::from_utf8_lossy(&text);
    let (mut known, mut all) = (0, 0);
    for line in text.lines().skip(1) {
        let host = line.split(',').next().unwrap_or("").trim_matches('"').trim_start_matches("*.");
        if host.contains('.') && !host.contains('*') {
            all += 1;
            known += usize::from(tools.by_domain(host).is_some());
        }
    }
    assert!(all > 400, "{all}");
    assert!(known * 100 >= all * 45, "{known} of {all}");
}

#[test]
fn event_logs_hold_no_wallets() {
    let Some(packed) = shared("samples/harbor/input/hr/workday_cloudappevents.jsonl.gz") else {
        return;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut text).expect("a sound file");
    assert!(text.len() > 1_000);
    assert!(wallets(&text).is_empty());
}
