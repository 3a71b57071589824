//! What is known about an IP address: labels of lists, the network's owner, and the place.
//!
//! In: rows of labelled ranges, rows of AS ranges, MMDB databases and a list of organisation names.
//! Out: for one address all labels, each with the list that says so and its date, and the owner and place as far as known.
//! Ranges may nest and overlap; all of them are told. Places by IP are rough: a city is right for about half of all addresses.

mod mmdb;
mod ranges;
mod shipped_ranges;

pub use ranges::{is_public, parse_range, subnet};
pub use shipped_ranges::LabelledRanges;

use crate::dated_list::{ListInfo, Table, age_days};
use crate::places::UsStates;
use crate::words::{has_words, plain_words};
use ranges::Ranges;
use std::collections::HashMap;
use std::net::IpAddr;

/// What a list says an address is. The list of labels is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NetworkLabel {
    Astrill,
    ResidentialProxy,
    Vpn,
    Hosting,
    Tor,
    /// A relay that hides the address and keeps the rough place, such as those of telephones.
    Relay,
    /// The exit of a company's own security gateway.
    Corporate,
}

impl NetworkLabel {
    /// All labels.
    pub const ALL: [NetworkLabel; 7] = [
        NetworkLabel::Astrill,
        NetworkLabel::ResidentialProxy,
        NetworkLabel::Vpn,
        NetworkLabel::Hosting,
        NetworkLabel::Tor,
        NetworkLabel::Relay,
        NetworkLabel::Corporate,
    ];

    /// The word that lists and evidence use.
    pub fn id(self) -> &'static str {
        match self {
            NetworkLabel::Astrill => "astrill",
            NetworkLabel::ResidentialProxy => "residential_proxy",
            NetworkLabel::Vpn => "vpn",
            NetworkLabel::Hosting => "hosting",
            NetworkLabel::Tor => "tor",
            NetworkLabel::Relay => "relay",
            NetworkLabel::Corporate => "corporate",
        }
    }

    /// The label with this id, in any case and with `-` or blank for `_`.
    pub fn from_id(id: &str) -> Option<NetworkLabel> {
        let id = id.trim().to_lowercase().replace(['-', ' '], "_");
        NetworkLabel::ALL.into_iter().find(|label| label.id() == id)
    }
}

/// Why a label stands on an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelBasis {
    /// A list holds the range.
    Range,
    /// The AS number or name of the network is in a list of such organisations: a hint.
    Organisation,
}

/// One row of labelled ranges, as `ip_ranges` has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRange {
    pub start: IpAddr,
    pub end: IpAddr,
    pub label: NetworkLabel,
    pub provider: String,
    pub source: String,
    pub as_of: String,
}

/// One row of `start,end,asn,org`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsnRange {
    pub start: IpAddr,
    pub end: IpAddr,
    pub asn: u32,
    pub org: String,
}

/// A label on an address, with who says so and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelHit {
    pub label: NetworkLabel,
    pub provider: String,
    /// The list that fired: the one given with the range, or `network_organisations`.
    pub list: String,
    pub source: String,
    pub as_of: String,
    pub basis: LabelBasis,
}

impl LabelHit {
    /// How many days old the list was on a day written `YYYY-MM-DD`; nothing where the list has no date.
    pub fn age_days(&self, on: &str) -> Option<i64> {
        age_days(&self.as_of, on)
    }

    /// Which list fired and how old it is, in words: `hosting, OVHcloud, by list network_organisations of 2026-11-23, 12 days old`.
    pub fn told(&self, on: &str) -> String {
        let mut told = self.label.id().to_string();
        if !self.provider.is_empty() {
            told.push_str(&format!(", {}", self.provider));
        }
        told.push_str(&format!(", by list {}", self.list));
        match self.age_days(on) {
            Some(1) => told.push_str(&format!(" of {}, 1 day old", self.as_of)),
            Some(days) => told.push_str(&format!(" of {}, {days} days old", self.as_of)),
            None => told.push_str(" without a date"),
        }
        told
    }
}

/// All that is known about an address. Latitude and longitude are in degrees; `country` is ISO 3166-1 alpha-2; `region` is a code
/// where the database has one (US states always).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    pub labels: Vec<LabelHit>,
    pub asn: Option<u32>,
    pub as_org: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub time_zone: Option<String>,
}

impl Facts {
    /// Whether any list puts this label on the address.
    pub fn has(&self, label: NetworkLabel) -> bool {
        self.labels.iter().any(|hit| hit.label == label)
    }
}

/// Organisations whose networks carry a label.
#[derive(Debug, Clone, Default)]
pub struct Organisations {
    info: ListInfo,
    rows: Vec<(NetworkLabel, String, Vec<String>)>,
    by_asn: HashMap<u32, Vec<usize>>,
}

impl Organisations {
    /// The list that comes with the product.
    pub fn shipped() -> Organisations {
        Organisations::parse(include_str!("../data/network/organisations.tsv")).0
    }

    /// Reads a list with the columns `label provider names asns`.
    pub fn parse(text: &str) -> (Organisations, Vec<String>) {
        let table = Table::read(text, &["label", "names"]);
        let mut problems = table.problems.clone();
        let mut list = Organisations::default();
        for row in table.rows() {
            let Some(label) = NetworkLabel::from_id(row.cell("label")) else {
                problems.push(format!("line {}: label `{}` is unknown", row.line, row.cell("label")));
                continue;
            };
            for asn in row.values("asns") {
                match asn.trim_start_matches("as").parse::<u32>() {
                    Ok(asn) => list.by_asn.entry(asn).or_default().push(list.rows.len()),
                    Err(_) => problems.push(format!("line {}: `{asn}` is no AS number", row.line)),
                }
            }
            let names = row.values("names").iter().map(|name| plain_words(name)).collect();
            list.rows.push((label, row.cell("provider").to_string(), names));
        }
        list.info = table.info("network/organisations", list.rows.len());
        (list, problems)
    }

    /// Date, source and size of the list.
    pub fn info(&self) -> &ListInfo {
        &self.info
    }

    /// The labels that the number or the name of a network earns, one hit per label.
    pub fn labels(&self, asn: Option<u32>, org: Option<&str>) -> Vec<LabelHit> {
        let mut places: Vec<usize> = Vec::new();
        if let Some(found) = asn.and_then(|asn| self.by_asn.get(&asn)) {
            places.extend(found);
        }
        let words = plain_words(org.unwrap_or(""));
        for (place, (_, _, names)) in self.rows.iter().enumerate() {
            if names.iter().any(|name| has_words(&words, name)) {
                places.push(place);
            }
        }
        let mut hits: Vec<LabelHit> = Vec::new();
        for place in places {
            let Some((label, provider, _)) = self.rows.get(place) else {
                continue;
            };
            if hits.iter().any(|hit| hit.label == *label) {
                continue;
            }
            hits.push(LabelHit {
                label: *label,
                provider: provider.clone(),
                list: "network_organisations".to_string(),
                source: self.info.source.clone(),
                as_of: self.info.as_of.clone(),
                basis: LabelBasis::Organisation,
            });
        }
        hits
    }
}

/// Everything the operator gave, ready to be asked.
#[derive(Default)]
pub struct Networks {
    labels: Vec<LabelRange>,
    label_ranges: Ranges,
    asns: Vec<AsnRange>,
    asn_ranges: Ranges,
    databases: Vec<mmdb::Database>,
    organisations: Organisations,
    states: UsStates,
}

impl Networks {
    /// Takes labelled ranges and AS ranges, and uses the shipped list of organisations. Returns a sentence for each row that cannot be.
    pub fn new(labels: Vec<LabelRange>, asns: Vec<AsnRange>) -> (Networks, Vec<String>) {
        let mut problems = Vec::new();
        let given = labels.iter().enumerate().map(|(place, row)| (row.start, row.end, place));
        let (label_ranges, bad) = Ranges::new(given);
        for row in bad.iter().filter_map(|place| labels.get(*place)) {
            problems.push(format!("{} to {} is no range", row.start, row.end));
        }
        let given = asns.iter().enumerate().map(|(place, row)| (row.start, row.end, place));
        let (asn_ranges, bad) = Ranges::new(given);
        for row in bad.iter().filter_map(|place| asns.get(*place)) {
            problems.push(format!("{} to {} is no range", row.start, row.end));
        }
        let networks = Networks {
            labels,
            label_ranges,
            asns,
            asn_ranges,
            databases: Vec::new(),
            organisations: Organisations::shipped(),
            states: UsStates::shipped(),
        };
        (networks, problems)
    }

    /// Uses another list of organisations; an empty one takes the hints away.
    pub fn with_organisations(mut self, organisations: Organisations) -> Networks {
        self.organisations = organisations;
        self
    }

    /// Adds an MMDB database (city, country or AS, either schema). Earlier ones win where several know a fact. Returns its type and
    /// the second since 1970 at which it was built.
    pub fn add_database(&mut self, bytes: Vec<u8>) -> Result<(String, u64), String> {
        let database = mmdb::Database::open(bytes)?;
        let facts = (database.kind.clone(), database.built);
        self.databases.push(database);
        Ok(facts)
    }

    /// How many ranges and databases there are; with none, the caller could not look.
    pub fn is_empty(&self) -> bool {
        self.label_ranges.len() + self.asn_ranges.len() + self.databases.len() == 0
    }

    /// All that is known about an address.
    pub fn facts(&self, ip: IpAddr) -> Facts {
        let mut facts = Facts::default();
        let mut rows: Vec<&LabelRange> = Vec::new();
        let mut places = self.label_ranges.find(ip);
        places.sort_unstable();
        for place in places {
            rows.extend(self.labels.get(place));
        }
        for row in rows {
            let hit = LabelHit {
                label: row.label,
                provider: row.provider.clone(),
                list: row.source.clone(),
                source: row.source.clone(),
                as_of: row.as_of.clone(),
                basis: LabelBasis::Range,
            };
            if !facts.labels.contains(&hit) {
                facts.labels.push(hit);
            }
        }
        if let Some(row) = self.asn_ranges.narrowest(ip).and_then(|place| self.asns.get(place)) {
            facts.asn = Some(row.asn);
            facts.as_org = Some(row.org.clone()).filter(|org| !org.is_empty());
        }
        for database in &self.databases {
            let record = database.record(ip);
            if facts.asn.is_none() || facts.asn == record.asn {
                facts.asn = facts.asn.or(record.asn);
                facts.as_org = facts.as_org.take().or(record.as_org);
            }
            // A place is taken from one database as a whole, so that a city never stands beside another database's coordinates.
            if facts.country.is_none()
                || (facts.city.is_none() && record.city.is_some() && facts.country == record.country)
            {
                facts.country = record.country.or(facts.country);
                facts.region = record.region;
                facts.city = record.city;
                facts.latitude = record.latitude;
                facts.longitude = record.longitude;
                facts.time_zone = record.time_zone;
            }
        }
        if facts.country.as_deref() == Some("US")
            && let Some(code) = facts.region.as_deref().and_then(|region| self.states.code(region))
        {
            facts.region = Some(code.to_string());
        }
        for hit in self.organisations.labels(facts.asn, facts.as_org.as_deref()) {
            facts.labels.push(hit);
        }
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str, label: NetworkLabel, provider: &str) -> LabelRange {
        let (start, end) = parse_range(text).expect("a range");
        LabelRange {
            start,
            end,
            label,
            provider: provider.to_string(),
            source: "a feed".to_string(),
            as_of: "2026-05-01".to_string(),
        }
    }

    fn asn(text: &str, asn: u32, org: &str) -> AsnRange {
        let (start, end) = parse_range(text).expect("a range");
        AsnRange { start, end, asn, org: org.to_string() }
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn the_shipped_organisations_are_sound() {
        let (list, problems) = Organisations::parse(include_str!("../data/network/organisations.tsv"));
        assert!(problems.is_empty(), "{problems:?}");
        assert!(list.info().entries >= 90);
    }

    #[test]
    fn nested_and_overlapping_lists_are_all_told_with_source_and_date() {
        let (networks, problems) = Networks::new(
            vec![
                range("203.0.113.0/24", NetworkLabel::Hosting, "Example Hosting"),
                range("203.0.113.64/26", NetworkLabel::Astrill, "Astrill"),
                range("203.0.113.100-203.0.113.200", NetworkLabel::Vpn, "Other"),
            ],
            Vec::new(),
        );
        assert!(problems.is_empty());
        let facts = networks.facts(ip("203.0.113.101"));
        let labels: Vec<&str> = facts.labels.iter().map(|hit| hit.label.id()).collect();
        assert_eq!(labels, ["hosting", "astrill", "vpn"]);
        assert!(facts.labels.iter().all(|hit| hit.as_of == "2026-05-01" && hit.source == "a feed"));
        assert_eq!(
            facts.labels[1].told("2026-05-31"),
            "astrill, Astrill, by list a feed of 2026-05-01, 30 days old"
        );
        assert_eq!(facts.labels[1].age_days("soon"), None);
        assert_eq!(networks.facts(ip("::ffff:203.0.113.7")).labels.len(), 1);
        assert_eq!(networks.facts(ip("203.0.114.7")), Facts::default());
        assert!(networks.facts(ip("2001:db8::1")).labels.is_empty());
    }

    #[test]
    fn the_narrowest_network_owns_an_address_and_its_name_is_a_hint() {
        let (networks, _) = Networks::new(
            Vec::new(),
            vec![
                asn("198.51.100.0/22", 64500, "Example Cable"),
                asn("198.51.100.0/24", 64501, "Example Hosting West"),
            ],
        );
        let facts = networks.facts(ip("198.51.100.9"));
        assert_eq!(facts.asn, Some(64501));
        assert_eq!(facts.labels.len(), 1);
        assert_eq!(facts.labels[0].label, NetworkLabel::Hosting);
        assert_eq!(facts.labels[0].basis, LabelBasis::Organisation);
        assert_eq!(facts.labels[0].list, "network_organisations");
        assert!(facts.labels[0].age_days("2027-11-23").is_some());
        let facts = networks.facts(ip("198.51.101.9"));
        assert_eq!(facts.asn, Some(64500));
        assert!(facts.labels.is_empty());
    }

    #[test]
    fn organisations_are_known_by_number_or_whole_words() {
        let list = Organisations::shipped();
        let label = |asn, org: &str| list.labels(asn, Some(org)).first().map(|hit| hit.label);
        assert_eq!(label(Some(14061), ""), Some(NetworkLabel::Hosting));
        assert_eq!(label(None, "DIGITALOCEAN-ASN, US"), Some(NetworkLabel::Hosting));
        assert_eq!(label(None, "OVH SAS"), Some(NetworkLabel::Hosting));
        assert_eq!(label(None, "Surfshark Ltd."), Some(NetworkLabel::Vpn));
        assert_eq!(label(None, "Zscaler, Inc."), Some(NetworkLabel::Corporate));
        for org in [
            "Comcast Cable Communications, LLC",
            "Verizon Business",
            "Charter Communications",
            "T-Mobile USA",
            "Hotel Networks",
            "Ghosting Media",
        ] {
            assert_eq!(label(None, org), None, "{org}");
        }
        assert!(list.labels(None, None).is_empty());
    }

    #[test]
    fn bytes_that_are_no_database_are_refused_and_nothing_breaks() {
        let (mut networks, _) = Networks::new(Vec::new(), Vec::new());
        assert!(networks.is_empty());
        assert!(networks.add_database(b"not a database".to_vec()).is_err());
        assert_eq!(networks.facts(ip("192.0.2.1")), Facts::default());
    }

    #[test]
    fn labels_have_one_word_each() {
        for label in NetworkLabel::ALL {
            assert_eq!(NetworkLabel::from_id(label.id()), Some(label));
        }
        assert_eq!(NetworkLabel::from_id("Residential-Proxy"), Some(NetworkLabel::ResidentialProxy));
        assert_eq!(NetworkLabel::from_id("home"), None);
    }
}
