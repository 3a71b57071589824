//! All lists of this room on one shelf: what is shipped, and what the user puts in its place.
//!
//! In: nothing for what is shipped; the id of a list and a text for one's own. Out: every list ready to be asked, and for each list its
//! id, title, origin, licence, day and number of entries. A list of one's own takes the place of the shipped one as a whole; a text of
//! which no entry can be used changes nothing.

mod shelf;

pub use shelf::{ListId, UnknownList};

use crate::activity_simulators::ActivitySimulators;
use crate::cloud_storage::CloudStorage;
use crate::dated_list::ListInfo;
use crate::kvm_devices::KvmDevices;
use crate::mail_domains::{MailDomains, MailKind};
use crate::network::{AsnRange, LabelRange, LabelledRanges, Networks, Organisations};
use crate::payment_services::PaymentServices;
use crate::places::Places;
use crate::remote_tools::RemoteTools;
use crate::virtual_cameras::VirtualCameras;
use crate::vpn_clients::VpnClients;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// One list as a program prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// The id to replace it by, such as `remote_tools`.
    pub id: &'static str,
    /// What it holds, in words.
    pub title: &'static str,
    /// Where the facts are from; empty where the user's list does not say.
    pub origin: String,
    /// Under which licence it stands; empty where the user's list does not say.
    pub licence: String,
    /// The day of the list, `YYYY-MM-DD`; empty where the user's list does not say.
    pub as_of: String,
    /// How many entries are used.
    pub entries: usize,
    /// The user's own stands in the place of the shipped one.
    pub replaced: bool,
}

impl ListEntry {
    /// How many days the list was old on a day written `YYYY-MM-DD`; nothing where it has no day.
    pub fn age_days(&self, on: &str) -> Option<i64> {
        crate::dated_list::age_days(&self.as_of, on)
    }
}

/// What came of a list of one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replaced {
    /// Whether the text stands in the place of the shipped list. It does not when no entry of it could be used.
    pub taken: bool,
    /// How many entries are used.
    pub entries: usize,
    /// A sentence for each line that could not be used, in the order of the text.
    pub problems: Vec<String>,
}

/// All lists, ready to be asked. Clones share them.
#[derive(Debug, Clone)]
pub struct Knowledge {
    pub remote_tools: Arc<RemoteTools>,
    pub virtual_cameras: Arc<VirtualCameras>,
    pub vpn_clients: Arc<VpnClients>,
    pub kvm_devices: Arc<KvmDevices>,
    pub activity_simulators: Arc<ActivitySimulators>,
    pub mail_domains: Arc<MailDomains>,
    pub cloud_storage: Arc<CloudStorage>,
    pub payment_services: Arc<PaymentServices>,
    pub organisations: Arc<Organisations>,
    /// Unpacked at first use: places and ranges are large and not every run asks them.
    places: Arc<OnceLock<Arc<Places>>>,
    ranges: OnceLock<Arc<LabelledRanges>>,
    own: BTreeMap<ListId, String>,
    own_infos: BTreeMap<ListId, ListInfo>,
}

impl Knowledge {
    /// The lists that come with the product.
    pub fn shipped() -> Knowledge {
        Knowledge {
            remote_tools: Arc::new(RemoteTools::shipped()),
            virtual_cameras: Arc::new(VirtualCameras::shipped()),
            vpn_clients: Arc::new(VpnClients::shipped()),
            kvm_devices: Arc::new(KvmDevices::shipped()),
            activity_simulators: Arc::new(ActivitySimulators::shipped()),
            mail_domains: Arc::new(MailDomains::shipped()),
            cloud_storage: Arc::new(CloudStorage::shipped()),
            payment_services: Arc::new(PaymentServices::shipped()),
            organisations: Arc::new(Organisations::shipped()),
            places: Arc::default(),
            ranges: OnceLock::new(),
            own: BTreeMap::new(),
            own_infos: BTreeMap::new(),
        }
    }

    /// Puts a text in the place of the list with this id (see `ListId::ALL`). Where no entry of the text can be used, the list that
    /// stood there stays, and the problems say so.
    pub fn replace(&mut self, id: &str, text: &str) -> Result<Replaced, UnknownList> {
        let list = ListId::from_id(id)?;
        let (entries, mut problems) = self.put(list, text);
        if entries == 0 {
            problems.push(format!("no entry could be used: the list `{id}` stays as it was"));
        }
        Ok(Replaced { taken: entries > 0, entries, problems })
    }

    /// Reads a text and, where any entry of it can be used, puts it on the shelf. Returns how many can be, and the problems.
    fn put(&mut self, list: ListId, text: &str) -> (usize, Vec<String>) {
        let (info, problems) = match list {
            ListId::RemoteTools => {
                let (own, problems) = RemoteTools::parse(text);
                (keep(&mut self.remote_tools, own, RemoteTools::info), problems)
            }
            ListId::VirtualCameras => {
                let (own, problems) = VirtualCameras::parse(text);
                (keep(&mut self.virtual_cameras, own, VirtualCameras::info), problems)
            }
            ListId::VpnClients => {
                let (own, problems) = VpnClients::parse(text);
                (keep(&mut self.vpn_clients, own, VpnClients::info), problems)
            }
            ListId::KvmDevices => {
                let (own, problems) = KvmDevices::parse(text);
                (keep(&mut self.kvm_devices, own, KvmDevices::info), problems)
            }
            ListId::ActivitySimulators => {
                let (own, problems) = ActivitySimulators::parse(text);
                (keep(&mut self.activity_simulators, own, ActivitySimulators::info), problems)
            }
            ListId::CloudStorage => {
                let (own, problems) = CloudStorage::parse(text);
                (keep(&mut self.cloud_storage, own, CloudStorage::info), problems)
            }
            ListId::NetworkOrganisations => {
                let (own, problems) = Organisations::parse(text);
                (keep(&mut self.organisations, own, Organisations::info), problems)
            }
            ListId::NetworkRanges => {
                let (own, problems) = LabelledRanges::parse(text);
                let info = own.info().clone();
                if info.entries > 0 {
                    self.ranges = OnceLock::from(Arc::new(own));
                }
                (info, problems)
            }
            ListId::PaymentServices => {
                let (own, problems) = PaymentServices::parse(text);
                let own = own.with_sponsors_of(&self.payment_services);
                (keep(&mut self.payment_services, own, PaymentServices::info), problems)
            }
            ListId::SponsorBanks => {
                let mut own = PaymentServices::clone(&self.payment_services);
                let problems = own.replace_sponsors(text);
                (keep(&mut self.payment_services, own, PaymentServices::sponsors_info), problems)
            }
            ListId::ConsumerMail => self.put_mail(MailKind::Consumer, list, text),
            ListId::DisposableMail => self.put_mail(MailKind::Disposable, list, text),
            ListId::AliasMail => self.put_mail(MailKind::Alias, list, text),
            ListId::UsPostcodes | ListId::Cities | ListId::Countries => self.put_places(list, text),
        };
        let entries = info.entries;
        if entries > 0 {
            self.own.insert(list, text.to_string());
            self.own_infos.insert(list, info);
        }
        (entries, problems)
    }

    fn put_mail(&mut self, kind: MailKind, list: ListId, text: &str) -> (ListInfo, Vec<String>) {
        let mut own = MailDomains::clone(&self.mail_domains);
        let problems = own.replace(kind, list.id(), text);
        let info = own.infos().iter().find(|info| info.name == list.id()).cloned().unwrap_or_default();
        if info.entries > 0 {
            self.mail_domains = Arc::new(own);
        }
        (info, problems)
    }

    fn put_places(&mut self, list: ListId, text: &str) -> (ListInfo, Vec<String>) {
        let chosen = |of: ListId| -> String {
            if of == list {
                return text.to_string();
            }
            self.own.get(&of).cloned().unwrap_or_else(|| of.shipped_text())
        };
        let (own, problems) =
            Places::parse(&chosen(ListId::UsPostcodes), &chosen(ListId::Cities), &chosen(ListId::Countries));
        let name = format!("places/{}", list.id());
        let info = own.infos().iter().find(|info| info.name == name).cloned().unwrap_or_default();
        if info.entries > 0 {
            self.places = Arc::new(OnceLock::from(Arc::new(own)));
        }
        (info, problems)
    }

    /// Cities, postcodes, countries and their clocks. The shipped ones are unpacked at the first call.
    pub fn places(&self) -> Arc<Places> {
        self.places_when_asked()()
    }

    /// The same places for whoever may never ask: nothing is unpacked before the first call.
    pub fn places_when_asked(&self) -> impl Fn() -> Arc<Places> + Send + Sync + 'static {
        let places = self.places.clone();
        move || places.get_or_init(|| Arc::new(Places::shipped())).clone()
    }

    /// The labelled ranges on the shelf: hosting operators and gateways by address. Unpacked at the first call.
    pub fn ranges(&self) -> Arc<LabelledRanges> {
        self.ranges.get_or_init(|| Arc::new(LabelledRanges::shipped())).clone()
    }

    /// Networks that know the operator's own ranges and those of the shelf, with the organisations of the shelf. Returns a sentence
    /// for each row that cannot be used.
    pub fn networks(&self, own: Vec<LabelRange>, asns: Vec<AsnRange>) -> (Networks, Vec<String>) {
        let mut ranges = own;
        ranges.extend_from_slice(self.ranges().rows());
        let (networks, problems) = Networks::new(ranges, asns);
        (networks.with_organisations(Organisations::clone(&self.organisations)), problems)
    }

    /// Every list with its origin, licence, day and size, in the order of `ListId::ALL`.
    pub fn lists(&self) -> Vec<ListEntry> {
        let mut entries = Vec::new();
        for list in ListId::ALL {
            let info = match self.own_infos.get(&list) {
                Some(info) => info.clone(),
                None => list.shipped_info(),
            };
            entries.push(ListEntry {
                id: list.id(),
                title: list.title(),
                origin: info.source,
                licence: info.licence,
                as_of: info.as_of,
                entries: info.entries,
                replaced: self.own.contains_key(&list),
            });
        }
        entries
    }

    /// The text of a list as it stands on the shelf, to be read, changed and handed back.
    pub fn text(&self, id: &str) -> Result<String, UnknownList> {
        let list = ListId::from_id(id)?;
        Ok(self.own.get(&list).cloned().unwrap_or_else(|| list.shipped_text()))
    }
}

/// Puts a list on the shelf when it has any entry. Returns what it says of itself.
fn keep<List>(place: &mut Arc<List>, own: List, info: impl Fn(&List) -> &ListInfo) -> ListInfo {
    let told = info(&own).clone();
    if told.entries > 0 {
        *place = Arc::new(own);
    }
    told
}

#[cfg(test)]
mod tests;
