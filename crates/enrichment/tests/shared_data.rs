//! The look-ups against real data that does not lie in this repository: the folder named by `BONAFIDE_SHARED`, by default `../shared`
//! beside the repository. Without it the tests fail under CI and say plainly elsewhere that they looked at nothing.

#![expect(clippy::disallowed_methods, reason = "reads the shared data sets")]
#![allow(clippy::print_stderr)]

use enrichment::network::{LabelRange, NetworkLabel, Networks, parse_range};
use enrichment::remote_tools::RemoteTools;
use enrichment::wallets::wallets;
use std::collections::HashSet;
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

/// The names of the review list, with their kind: what the public catalogue states and our list leaves out on purpose.
fn left_out_on_purpose() -> HashSet<(String, String)> {
    let mut names = HashSet::new();
    for line in include_str!("../data/remote_tools/too_general.tsv").lines() {
        let mut cells = line.split('\t');
        if let (Some(kind), Some(value)) = (cells.next(), cells.next()) {
            names.insert((kind.to_string(), value.to_string()));
        }
    }
    names
}

/// The name of a program file as the lists have it: without folder and ending.
fn file_stem(path: &str) -> String {
    let name = path.rsplit(['\\', '/']).next().unwrap_or("").trim().to_lowercase();
    for ending in [".exe", ".msi", ".app"] {
        if let Some(stem) = name.strip_suffix(ending) {
            return stem.trim().to_string();
        }
    }
    String::new()
}

#[test]
fn every_program_and_host_of_the_public_catalogue_is_known_or_left_out_on_purpose() {
    let Some(text) = shared("data/lolrmm/rmm_tools.json") else {
        return;
    };
    let catalogue: serde_json::Value = serde_json::from_slice(&text).expect("a catalogue");
    let tools = RemoteTools::shipped();
    let left_out = left_out_on_purpose();
    let covered = include_str!("../data/remote_tools/catalogue.tsv");
    let (mut programs, mut hosts, mut missing) = (0, 0, Vec::new());
    let entries = catalogue.as_array().expect("a list of tools");
    assert!(entries.len() > 300);
    for entry in entries {
        let name = entry["Name"].as_str().unwrap_or_default();
        if !covered.lines().any(|line| line.split('\t').next() == Some(name)) {
            missing.push(format!("tool {name}"));
        }
        let mut files: Vec<&str> = Vec::new();
        for path in entry["Details"]["InstallationPaths"].as_array().into_iter().flatten() {
            files.extend(path.as_str());
        }
        for program in entry["Details"]["PEMetadata"].as_array().into_iter().flatten() {
            files.extend(program["Filename"].as_str());
        }
        for file in files {
            let stem = file_stem(file);
            if stem.is_empty() || left_out.contains(&("process".to_string(), stem.clone())) {
                continue;
            }
            programs += 1;
            // A path of the catalogue is a pattern: any letters stand for its stars and its ranges of letters.
            let example = file.replace("[a-Z0-9]*", "x").replace('*', "x").replace("\\\\", "\\");
            if tools.by_process(&example).or_else(|| tools.bystander_by_process(&example)).is_none() {
                missing.push(format!("{name}: {file}"));
            }
        }
        for network in entry["Artifacts"]["Network"].as_array().into_iter().flatten() {
            for host in network["Domains"].as_array().into_iter().flatten() {
                let host = host.as_str().unwrap_or_default().trim().to_lowercase();
                let host = host.split([':', '/']).next().unwrap_or_default().trim_start_matches("*.");
                let numeric = host.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
                if !host.contains('.') || numeric || host.contains('<') {
                    continue;
                }
                hosts += 1;
                let mut rest = host;
                let mut on_purpose = left_out.contains(&("domain".to_string(), host.to_string()));
                while let Some((_, parent)) = rest.split_once('.') {
                    on_purpose |= left_out.contains(&("domain".to_string(), parent.to_string()));
                    rest = parent;
                }
                let example = host.replace('*', "x");
                let known = tools.by_domain(&example).or_else(|| tools.bystander_by_domain(&example));
                if known.is_none() && !on_purpose {
                    missing.push(format!("{name}: {host}"));
                }
            }
        }
    }
    assert!(programs > 500 && hosts > 500, "{programs} {hosts}");
    assert!(missing.is_empty(), "{} are missing: {missing:?}", missing.len());
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
