//! The lists by id: what each holds, which columns it has, and its text as shipped.
//!
//! In: an id. Out: the list's title, columns, folder and shipped text.

use crate::dated_list::{ListInfo, Table, unpack};
use crate::network::LabelledRanges;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Nobody knows a list by this id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownList {
    pub id: String,
}

impl std::fmt::Display for UnknownList {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let known: Vec<&str> = ListId::ALL.iter().map(|list| list.id()).collect();
        write!(out, "no list is named `{}`; there are {}", self.id, known.join(", "))
    }
}

impl std::error::Error for UnknownList {}

/// Every list that ships with the product and that a user may replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListId {
    RemoteTools,
    KvmDevices,
    ActivitySimulators,
    VirtualCameras,
    VpnClients,
    ConsumerMail,
    DisposableMail,
    AliasMail,
    CloudStorage,
    PaymentServices,
    SponsorBanks,
    NetworkOrganisations,
    NetworkRanges,
    UsPostcodes,
    Cities,
    Countries,
}

impl ListId {
    /// All lists, in the order in which they are told.
    pub const ALL: [ListId; 16] = [
        ListId::RemoteTools,
        ListId::KvmDevices,
        ListId::ActivitySimulators,
        ListId::VirtualCameras,
        ListId::VpnClients,
        ListId::ConsumerMail,
        ListId::DisposableMail,
        ListId::AliasMail,
        ListId::CloudStorage,
        ListId::PaymentServices,
        ListId::SponsorBanks,
        ListId::NetworkOrganisations,
        ListId::NetworkRanges,
        ListId::UsPostcodes,
        ListId::Cities,
        ListId::Countries,
    ];

    /// The word that stands for the list, and the name of a user's file without its ending.
    pub fn id(self) -> &'static str {
        match self {
            ListId::RemoteTools => "remote_tools",
            ListId::KvmDevices => "kvm_devices",
            ListId::ActivitySimulators => "activity_simulators",
            ListId::VirtualCameras => "virtual_cameras",
            ListId::VpnClients => "vpn_clients",
            ListId::ConsumerMail => "consumer_mail",
            ListId::DisposableMail => "disposable_mail",
            ListId::AliasMail => "alias_mail",
            ListId::CloudStorage => "cloud_storage",
            ListId::PaymentServices => "payment_services",
            ListId::SponsorBanks => "sponsor_banks",
            ListId::NetworkOrganisations => "network_organisations",
            ListId::NetworkRanges => "network_ranges",
            ListId::UsPostcodes => "us_postcodes",
            ListId::Cities => "cities",
            ListId::Countries => "countries",
        }
    }

    /// The list with this id.
    pub fn from_id(id: &str) -> Result<ListId, UnknownList> {
        let wanted = id.trim();
        let known = ListId::ALL.into_iter().find(|list| list.id().eq_ignore_ascii_case(wanted));
        known.ok_or_else(|| UnknownList { id: wanted.to_string() })
    }

    /// What the list holds.
    pub fn title(self) -> &'static str {
        match self {
            ListId::RemoteTools => "remote-access tools: programs, services, folders, hosts",
            ListId::KvmDevices => "KVM-over-IP devices and what looks like them",
            ListId::ActivitySimulators => "programs and devices that make a computer look attended",
            ListId::VirtualCameras => "virtual cameras",
            ListId::VpnClients => "consumer VPN and proxy products",
            ListId::ConsumerMail => "mail domains open to everyone",
            ListId::DisposableMail => "mail domains made to be thrown away",
            ListId::AliasMail => "mail domains that forward and hide the mailbox",
            ListId::CloudStorage => "consumer cloud storage, file sharing, paste sites, git hosts",
            ListId::PaymentServices => "payout services, money transfer, app banks, crypto",
            ListId::SponsorBanks => "banks that hold accounts for payment services: a hint only",
            ListId::NetworkOrganisations => "AS numbers and names of hosting, VPN, Tor, gateway operators",
            ListId::NetworkRanges => "address ranges of hosting operators and gateways",
            ListId::UsPostcodes => "US postcodes with place and time zone",
            ListId::Cities => "cities of 15,000 people and more with place and time zone",
            ListId::Countries => "countries with names and time zones",
        }
    }

    /// The columns that a list must have, and those that it may have.
    pub fn columns(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            ListId::RemoteTools => (
                &["id", "kind"],
                &["name", "vendor", "processes", "services", "paths", "domains", "commands"],
            ),
            ListId::KvmDevices => {
                (&["device", "channel", "strength"], &["name", "kind", "id", "texts", "serial", "note"])
            }
            ListId::ActivitySimulators => (
                &["id", "kind"],
                &["name", "honest", "processes", "paths", "usb", "texts", "extensions", "note"],
            ),
            ListId::VirtualCameras => {
                (&["id", "kind"], &["name", "named_in_reports", "cameras", "processes"])
            }
            ListId::VpnClients => {
                (&["id", "names"], &["name", "named_in_reports", "processes", "services", "paths", "domains"])
            }
            ListId::ConsumerMail | ListId::DisposableMail | ListId::AliasMail => (&["domain"], &[]),
            ListId::CloudStorage => (&["id", "kind", "hosts"], &["name"]),
            ListId::PaymentServices => (&["id", "kind", "names"], &["name", "match"]),
            ListId::SponsorBanks => (&["bank", "used_by"], &["routing_numbers"]),
            ListId::NetworkOrganisations => (&["label", "names"], &["provider", "asns"]),
            ListId::NetworkRanges => (&["label", "range"], &["provider", "as_of", "list"]),
            ListId::UsPostcodes => (&["zip", "lat", "lon"], &["city", "state", "time_zone"]),
            ListId::Cities => (&["country", "city", "lat", "lon"], &["region", "time_zone", "population"]),
            ListId::Countries => (&["iso2", "name"], &["iso3", "time_zones"]),
        }
    }

    /// The text of the list as it is shipped, ready to be changed and handed back.
    pub fn shipped_text(self) -> String {
        match self {
            ListId::RemoteTools => include_str!("../../data/remote_tools/remote_tools.tsv").to_string(),
            ListId::KvmDevices => include_str!("../../data/kvm_devices/kvm_devices.tsv").to_string(),
            ListId::ActivitySimulators => {
                include_str!("../../data/activity_simulators/activity_simulators.tsv").to_string()
            }
            ListId::VirtualCameras => {
                include_str!("../../data/virtual_cameras/virtual_cameras.tsv").to_string()
            }
            ListId::VpnClients => include_str!("../../data/vpn_clients/vpn_clients.tsv").to_string(),
            ListId::ConsumerMail => {
                let mut text = include_str!("../../data/mail_domains/consumer.tsv").to_string();
                // The second file of the kind has the same one column.
                let more =
                    Table::read(include_str!("../../data/mail_domains/consumer_more.tsv"), &["domain"]);
                for row in more.rows() {
                    text.push_str(row.cell("domain"));
                    text.push('\n');
                }
                text
            }
            ListId::DisposableMail => include_str!("../../data/mail_domains/disposable.tsv").to_string(),
            ListId::AliasMail => include_str!("../../data/mail_domains/alias.tsv").to_string(),
            ListId::CloudStorage => include_str!("../../data/cloud_storage/cloud_storage.tsv").to_string(),
            ListId::PaymentServices => {
                include_str!("../../data/payment_services/payment_services.tsv").to_string()
            }
            ListId::SponsorBanks => include_str!("../../data/payment_services/sponsor_banks.tsv").to_string(),
            ListId::NetworkOrganisations => include_str!("../../data/network/organisations.tsv").to_string(),
            ListId::NetworkRanges => unpack(LabelledRanges::PACKED),
            ListId::UsPostcodes => unpack(include_bytes!("../../data/places/us_postcodes.tsv.gz")),
            ListId::Cities => unpack(include_bytes!("../../data/places/cities.tsv.gz")),
            ListId::Countries => include_str!("../../data/places/countries.tsv").to_string(),
        }
    }

    /// What the shipped list says of itself. Counted once.
    pub(super) fn shipped_info(self) -> ListInfo {
        static INFOS: LazyLock<BTreeMap<ListId, ListInfo>> = LazyLock::new(|| {
            let mut infos = BTreeMap::new();
            for list in ListId::ALL {
                let text = list.shipped_text();
                let table = Table::read(&text, &[]);
                infos.insert(list, table.info(list.id(), table.rows().count()));
            }
            infos
        });
        INFOS.get(&self).cloned().unwrap_or_default()
    }
}
