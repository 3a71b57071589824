//! KVM-over-IP devices: boxes that work a computer's keyboard, mouse and screen from elsewhere without a program on it.
//!
//! In: a dated list (`data/kvm_devices/kvm_devices.tsv`, or one of the operator's own), and what a log says of a device, a monitor, a
//! hardware address or a host. Out: the identity that fits best, with how much it says. Owners can change every default: no hit says
//! nothing. Ordinary devices that look alike (desk switches, hobby boards, receivers) are in the list so that they never count.

use crate::dated_list::{ListInfo, Suffixes, Table, fits, host_of};
use crate::hardware::{Named, mac_digits, usb_of};
use crate::words::{has_words, plain_words};

/// How much an identity says, from nothing to everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KvmStrength {
    /// An ordinary device that looks alike: never counts.
    Innocent,
    /// Odd, or of the side that looks on: something to show beside other facts.
    Context,
    /// Shared with other things: needs a second sign.
    Weak,
    /// Hardly anything else announces itself so.
    Strong,
    /// The device says itself what it is.
    Decisive,
}

impl KvmStrength {
    /// The word that the list and evidence use.
    pub fn id(self) -> &'static str {
        match self {
            KvmStrength::Innocent => "innocent",
            KvmStrength::Context => "context",
            KvmStrength::Weak => "weak",
            KvmStrength::Strong => "strong",
            KvmStrength::Decisive => "decisive",
        }
    }

    fn from_id(id: &str) -> Option<KvmStrength> {
        let all = [
            KvmStrength::Innocent,
            KvmStrength::Context,
            KvmStrength::Weak,
            KvmStrength::Strong,
            KvmStrength::Decisive,
        ];
        all.into_iter().find(|strength| strength.id() == id)
    }
}

/// Where an identity shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KvmChannel {
    /// USB descriptors: ids, names, serial.
    Usb,
    /// The monitor that the device claims to be (EDID).
    Monitor,
    /// The beginning of a hardware address.
    Mac,
    /// The name in the local network.
    Host,
    /// The maker's sites and clouds.
    Site,
}

impl KvmChannel {
    /// The word that the list uses.
    pub fn id(self) -> &'static str {
        match self {
            KvmChannel::Usb => "usb",
            KvmChannel::Monitor => "monitor",
            KvmChannel::Mac => "mac",
            KvmChannel::Host => "host",
            KvmChannel::Site => "site",
        }
    }

    fn from_id(id: &str) -> Option<KvmChannel> {
        let all = [KvmChannel::Usb, KvmChannel::Monitor, KvmChannel::Mac, KvmChannel::Host, KvmChannel::Site];
        all.into_iter().find(|channel| channel.id() == id)
    }
}

/// One way in which a device announces itself. All that is stated must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KvmIdentity {
    /// A short word for the device, such as `pikvm`; several identities share it.
    pub device: String,
    /// The name people know.
    pub name: String,
    /// What it is: `kvm_over_ip`, `data_centre_kvm`, `capture`, `gadget`, `desk_switch`, `board`, `receiver`, `hub`.
    pub kind: String,
    pub channel: KvmChannel,
    pub strength: KvmStrength,
    /// Why it counts so much, in words for a reader.
    pub note: String,
    id: String,
    texts: Vec<String>,
    serial: String,
}

impl KvmIdentity {
    /// Whether it says of itself that a computer can be worked from elsewhere; weaker ones need a second sign.
    pub fn is_sign(&self) -> bool {
        self.strength >= KvmStrength::Strong
    }

    fn fits_named(&self, named: &Named) -> bool {
        let id = match self.channel {
            KvmChannel::Usb => named.usb.as_deref(),
            KvmChannel::Monitor => named.monitor.as_deref(),
            _ => return false,
        };
        if !self.id.is_empty() && !id.is_some_and(|id| fits(&self.id, id)) {
            return false;
        }
        if !self.texts.is_empty() && !self.texts.iter().any(|text| has_words(&named.words, text)) {
            return false;
        }
        self.serial.is_empty() || named.serial.as_deref().is_some_and(|serial| fits(&self.serial, serial))
    }
}

/// The list, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct KvmDevices {
    info: ListInfo,
    identities: Vec<KvmIdentity>,
    sites: Suffixes,
}

/// What stands behind the name of a host in a home network.
const HOME_SUFFIXES: [&str; 9] = [
    "local",
    "lan",
    "home",
    "home.arpa",
    "internal",
    "localdomain",
    "fritz.box",
    "attlocal.net",
    "mshome.net",
];

impl KvmDevices {
    /// The list that comes with the product.
    pub fn shipped() -> KvmDevices {
        KvmDevices::parse(include_str!("../data/kvm_devices/kvm_devices.tsv")).0
    }

    /// Reads a list with the columns `device name kind channel id texts serial strength note`; `device`, `channel` and `strength` must be
    /// there. Returns what could be used and a sentence for each line that could not.
    pub fn parse(text: &str) -> (KvmDevices, Vec<String>) {
        let table = Table::read(text, &["device", "channel", "strength"]);
        let mut problems = table.problems.clone();
        let mut list = KvmDevices::default();
        for row in table.rows() {
            let Some(channel) = KvmChannel::from_id(row.cell("channel")) else {
                problems.push(format!(
                    "line {}: channel `{}` is none of usb, monitor, mac, host, site",
                    row.line,
                    row.cell("channel")
                ));
                continue;
            };
            let Some(strength) = KvmStrength::from_id(row.cell("strength")) else {
                problems.push(format!("line {}: strength `{}` is unknown", row.line, row.cell("strength")));
                continue;
            };
            let mut texts = Vec::new();
            for text in row.values("texts") {
                texts.push(plain_words(&text));
            }
            let mut id = row.cell("id").to_lowercase();
            let serial = row.cell("serial").to_lowercase();
            if id.is_empty() && texts.is_empty() && serial.is_empty() {
                problems.push(format!("line {}: neither id nor texts nor serial", row.line));
                continue;
            }
            match channel {
                KvmChannel::Usb if !id.is_empty() && !id.contains('*') => match usb_of(&id) {
                    Some(plain) => id = plain,
                    None => {
                        problems.push(format!("line {}: `{id}` is no USB id such as 1d6b:0104", row.line));
                        continue;
                    }
                },
                KvmChannel::Mac => {
                    id.retain(|letter| letter.is_ascii_hexdigit());
                    if id.len() < 6 {
                        problems.push(format!("line {}: fewer than three bytes of an address", row.line));
                        continue;
                    }
                }
                KvmChannel::Site => list.sites.add(&id, list.identities.len()),
                _ => {}
            }
            list.identities.push(KvmIdentity {
                device: row.cell("device").to_string(),
                name: row.cell("name").to_string(),
                kind: row.cell("kind").to_string(),
                channel,
                strength,
                note: row.cell("note").to_string(),
                id,
                texts,
                serial,
            });
        }
        list.info = table.info("kvm_devices", list.identities.len());
        (list, problems)
    }

    /// Date, source and size of the list.
    pub fn info(&self) -> &ListInfo {
        &self.info
    }

    /// All identities, in the order of the list.
    pub fn identities(&self) -> &[KvmIdentity] {
        &self.identities
    }

    /// The strongest identity of a device that a computer has seen: by its instance id or `vid:pid`, and the texts beside it (maker,
    /// product, description). Look-alikes are nothing.
    pub fn by_device(&self, id: &str, description: &str) -> Option<&KvmIdentity> {
        self.strongest(&Named::read(id, description)).filter(|it| it.strength > KvmStrength::Innocent)
    }

    /// The same where the log gives the parts one by one, as osquery and macOS do. Unknown parts are empty.
    pub fn by_usb(&self, vendor: &str, product: &str, serial: &str, texts: &str) -> Option<&KvmIdentity> {
        let mut named = Named::read(&format!("{}:{}", vendor.trim(), product.trim()), texts);
        named.serial = Some(serial.trim().to_lowercase()).filter(|serial| !serial.is_empty());
        self.strongest(&named).filter(|it| it.strength > KvmStrength::Innocent)
    }

    /// The strongest identity of a monitor, by the name or the maker and product of its EDID (`PiKVM V4 Plus`, `LNX7773`).
    pub fn by_monitor(&self, name_or_id: &str) -> Option<&KvmIdentity> {
        let mut best: Option<&KvmIdentity> = None;
        let named = Named::read(name_or_id, "");
        for identity in self.identities.iter().filter(|it| it.channel == KvmChannel::Monitor) {
            if identity.fits_named(&named) && best.is_none_or(|known| known.strength < identity.strength) {
                best = Some(identity);
            }
        }
        best.filter(|it| it.strength > KvmStrength::Innocent)
    }

    /// The identity of a neighbour by its hardware address; the longest prefix wins.
    pub fn by_mac(&self, address: &str) -> Option<&KvmIdentity> {
        let digits = mac_digits(address)?;
        let mut best: Option<&KvmIdentity> = None;
        for identity in self.identities.iter().filter(|it| it.channel == KvmChannel::Mac) {
            if digits.starts_with(&identity.id) && best.is_none_or(|known| known.id.len() < identity.id.len())
            {
                best = Some(identity);
            }
        }
        best.filter(|it| it.strength > KvmStrength::Innocent)
    }

    /// The identity of a host of the local network (`pikvm`, `jetkvm-0a1b.local`), or of a maker's site.
    pub fn by_host(&self, host: &str) -> Option<&KvmIdentity> {
        let host = host_of(host);
        let (label, rest) = host.split_once('.').unwrap_or((&host, ""));
        if rest.is_empty() || HOME_SUFFIXES.contains(&rest) {
            for identity in self.identities.iter().filter(|it| it.channel == KvmChannel::Host) {
                if fits(&identity.id, label) {
                    return Some(identity);
                }
            }
        }
        self.identities.get(self.sites.find(&host)?)
    }

    /// The ordinary device that a device looks like, where nothing says more of it: a reason to give why it does not count.
    pub fn look_alike(&self, id: &str, description: &str) -> Option<&KvmIdentity> {
        self.strongest(&Named::read(id, description)).filter(|it| it.strength == KvmStrength::Innocent)
    }

    fn strongest(&self, named: &Named) -> Option<&KvmIdentity> {
        let mut best: Option<&KvmIdentity> = None;
        for identity in &self.identities {
            if identity.fits_named(named) && best.is_none_or(|known| known.strength < identity.strength) {
                best = Some(identity);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(found: Option<&KvmIdentity>) -> Option<(&str, KvmStrength)> {
        found.map(|identity| (identity.device.as_str(), identity.strength))
    }

    #[test]
    fn the_shipped_list_is_sound_in_order_and_says_nothing_twice() {
        let (list, problems) = KvmDevices::parse(include_str!("../data/kvm_devices/kvm_devices.tsv"));
        assert!(problems.is_empty(), "{problems:?}");
        assert!(list.identities().len() >= 60);
        let mut seen = std::collections::HashSet::new();
        for it in list.identities() {
            assert!(seen.insert((
                it.channel,
                it.id.clone(),
                it.texts.clone(),
                it.serial.clone(),
                it.strength
            )));
            assert!(!it.note.is_empty() && !it.name.is_empty() && !it.kind.is_empty(), "{it:?}");
        }
        let devices: Vec<&str> = list.identities().iter().map(|it| it.device.as_str()).collect();
        assert!(devices.is_sorted());
    }

    #[test]
    fn devices_are_known_as_windows_names_them() {
        let list = KvmDevices::shipped();
        for (id, text, wanted) in [
            (
                r"USB\VID_1D6B&PID_0104\CAFEBABE",
                "USB: PiKVM Composite Device",
                Some(("pikvm", KvmStrength::Decisive)),
            ),
            (r"USB\VID_1D6B&PID_0104\CAFEBAB1", "USB Composite Device", Some(("pikvm", KvmStrength::Strong))),
            (r"USB\VID_1209&PID_EDA1\1", "", Some(("pikvm", KvmStrength::Strong))),
            (r"USB\VID_3346&PID_1009\0123456789ABCDEF", "", Some(("nanokvm", KvmStrength::Decisive))),
            (
                r"USB\VID_1D6B&PID_0104\6&2f1b&0&1",
                "JetKVM USB Emulation Device",
                Some(("jetkvm", KvmStrength::Decisive)),
            ),
            (
                r"USB\VID_1D6B&PID_0104\6b65796d696d6570690",
                "Multifunction USB Device",
                Some(("tinypilot", KvmStrength::Strong)),
            ),
            (
                r"USBSTOR\Disk&Ven_Glinet&Prod_Flash_Drive&Rev_1.00\CAFEBABE&0",
                "",
                Some(("glkvm", KvmStrength::Decisive)),
            ),
            (
                r"USB\VID_046D&PID_C52B\1",
                "Logitech (x64) Logitech USB Input Device",
                Some(("jetkvm", KvmStrength::Strong)),
            ),
            (r"DISPLAY\LNX7773\5&1&0&UID1", "", Some(("pikvm", KvmStrength::Decisive))),
            (r"DISPLAY\TSB8801\5&1&0&UID1", "Generic monitor", Some(("jetkvm", KvmStrength::Strong))),
            (
                r"USB\VID_1D6B&PID_0104\0001",
                "USB Composite Device",
                Some(("linux_gadget", KvmStrength::Weak)),
            ),
        ] {
            assert_eq!(told(list.by_device(id, text)), wanted, "{id} {text}");
        }
        let gadget = list.by_device("1d6b:0104", "");
        assert!(gadget.is_some_and(|it| !it.is_sign()), "the general id of gadgets needs a second sign");
    }

    #[test]
    fn look_alikes_do_not_match_and_say_why() {
        let list = KvmDevices::shipped();
        for (id, text) in [
            (r"USB\VID_046D&PID_C52B\6&1&0&1", "Logitech USB Receiver"),
            (r"USB\VID_045E&PID_005F\1", "Microsoft Wireless MultiMedia Keyboard"),
            (r"USB\VID_413C&PID_2011\1", "Dell Inc. Multimedia Pro Keyboard"),
            (r"USB\VID_0557&PID_2213\1", "ATEN CS682 KVM switch"),
            (r"USB\VID_050D&PID_0102\1", "Belkin Flip"),
            (r"USB\VID_0B95&PID_6802\1", ""),
            (r"USB\VID_10D5&PID_55A2\1", "2-port KVM switch"),
            ("2e8a:0005", "Raspberry Pi Pico"),
            ("1d6b:0002", "Linux Foundation 2.0 root hub"),
        ] {
            assert_eq!(told(list.by_device(id, text)), None, "{id} {text}");
            assert!(list.look_alike(id, text).is_some_and(|it| !it.note.is_empty()), "{id} {text}");
        }
        for (id, text) in [
            (r"USB\VID_0BDA&PID_5411\1", "USB hub"),
            (r"USB\VID_046D&PID_085E\1", "Logitech BRIO"),
            (r"DISPLAY\DEL40A9\5&1&0&UID1", "Dell U2415"),
            ("", ""),
            (r"HID\VID_06CB&PID_CE44\1", "Logitech Kvmouse"),
        ] {
            assert_eq!(told(list.by_device(id, text)), None, "{id} {text}");
            assert_eq!(told(list.look_alike(id, text)), None, "{id} {text}");
        }
    }

    #[test]
    fn parts_given_one_by_one_are_read_as_osquery_has_them() {
        let list = KvmDevices::shipped();
        let found = list.by_usb("1d6b", "0104", "CAFEBABE", "PiKVM Composite Device");
        assert_eq!(told(found), Some(("pikvm", KvmStrength::Decisive)));
        let found = list.by_usb("0x1d6b", "0x0104", "6b65796d696d6570690", "");
        assert_eq!(told(found), Some(("tinypilot", KvmStrength::Strong)));
        assert_eq!(told(list.by_usb("05ac", "024f", "", "Apple Keyboard")), None);
    }

    #[test]
    fn monitors_addresses_and_hosts_are_known() {
        let list = KvmDevices::shipped();
        assert_eq!(told(list.by_monitor("PiKVM V4 Plus")), Some(("pikvm", KvmStrength::Decisive)));
        assert_eq!(told(list.by_monitor("Toshiba-H2C")), Some(("pikvm", KvmStrength::Strong)));
        assert_eq!(told(list.by_monitor("lnx7773")), Some(("pikvm", KvmStrength::Decisive)));
        assert_eq!(told(list.by_monitor("DELL U2720Q")), None);
        assert_eq!(told(list.by_mac("48-DA-35-6E-00-01")), Some(("nanokvm", KvmStrength::Strong)));
        assert_eq!(told(list.by_mac("30:52:53:00:00:01")), Some(("jetkvm", KvmStrength::Strong)));
        assert_eq!(told(list.by_mac("48:da:35:60:00:01")), None);
        assert_eq!(told(list.by_mac("dc:a6:32:00:00:01")), None, "a hobby board is no KVM");
        assert_eq!(told(list.by_mac("94:83:c4:00:00:01")), None, "the maker's routers share the prefix");
        assert_eq!(told(list.by_host("pikvm")), Some(("pikvm", KvmStrength::Strong)));
        assert_eq!(told(list.by_host("https://glkvm.local/")), Some(("glkvm", KvmStrength::Strong)));
        assert_eq!(told(list.by_host("jetkvm-0a1b2c.lan")), Some(("jetkvm", KvmStrength::Strong)));
        assert_eq!(told(list.by_host("app.jetkvm.com")), Some(("jetkvm", KvmStrength::Context)));
        assert_eq!(told(list.by_host("docs.pikvm.org")), Some(("pikvm", KvmStrength::Context)));
        assert_eq!(told(list.by_host("pikvm.example.com")), None);
        assert_eq!(told(list.by_host("kvm.example.com")), None);
    }

    #[test]
    fn a_broken_line_is_told_and_the_rest_is_read() {
        let (list, problems) = KvmDevices::parse(
            "device,channel,id,texts,strength\na,usb,1d6b:xx,,strong\nb,smell,1,,strong\nc,usb,,,strong\nd,mac,48:da,,strong\ne,usb,,box of mine,decisive\nf,usb,1,,much\n",
        );
        assert_eq!(problems.len(), 5, "{problems:?}");
        assert_eq!(told(list.by_device("", "Box-of-Mine")), Some(("e", KvmStrength::Decisive)));
    }
}
