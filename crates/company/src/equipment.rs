//! Steps of equipment: a laptop is set aside, and a parcel travels. In: people, addresses, moments.
//! Out: rows of the shipping table, and their numbers.

use jiff::Timestamp;

use crate::people::{Address, Laptop};
use crate::shelf::RecordId;
use crate::world::World;

/// A parcel, whose later events carry the same number.
#[derive(Clone)]
pub(crate) struct Parcel {
    pub(crate) id: String,
    pub(crate) who: usize,
    pub(crate) carrier: &'static str,
    pub(crate) tracking: String,
    pub(crate) address: Address,
    pub(crate) address_type: &'static str,
}

const WINDOWS_MODELS: &[&str] = &["ThinkPad T14 Gen 6", "Latitude 7450", "EliteBook 845"];
const WINDOWS_CAMERAS: &[&str] = &["Integrated Webcam", "HP Wide Vision HD Camera", "Integrated Camera"];

impl World {
    /// A laptop is set aside for the person.
    pub(crate) fn equip(&mut self, who: usize, enrolled: Timestamp) {
        let windows = self.dice.chance(0.92);
        let laptop = Laptop {
            serial: self.dice.serial(8),
            hostname: format!(
                "{}-{}{}",
                self.firm.host_prefix,
                if windows { "WIN" } else { "MAC" },
                self.dice.digits(5)
            ),
            model: if windows {
                self.dice.pick(WINDOWS_MODELS)
            } else {
                self.dice.pick(&["MacBook Air 13", "MacBook Pro 14"])
            },
            platform: if windows { "Windows 11" } else { "macOS 26" },
            enrolled_at: enrolled,
            gateway_mac: self.dice.mac(),
            record: self.shelf.reserve(),
            handed_on: false,
            camera: if windows { self.dice.pick(WINDOWS_CAMERAS) } else { "FaceTime HD Camera" },
        };
        self.people[who].laptop = Some(laptop);
    }

    /// As `equip`, when the scenario needs a Windows machine.
    pub(crate) fn equip_windows(&mut self, who: usize, enrolled: Timestamp) {
        self.equip(who, enrolled);
        self.make_windows(who);
    }

    /// The same laptop, with Windows on it: the story's records are those of Windows.
    pub(crate) fn make_windows(&mut self, who: usize) {
        let hostname = format!("{}-WIN{}", self.firm.host_prefix, self.dice.digits(5));
        let (model, camera) = (self.dice.pick(WINDOWS_MODELS), self.dice.pick(WINDOWS_CAMERAS));
        if let Some(laptop) = &mut self.people[who].laptop
            && !laptop.is_windows()
        {
            laptop.hostname = hostname;
            laptop.model = model;
            laptop.platform = "Windows 11";
            laptop.camera = camera;
        }
    }

    /// Makes the laptop that has been sent already a Windows machine.
    pub(crate) fn equip_windows_keeping_serial(&mut self, who: usize, enrolled: Timestamp) {
        let serial = self.people[who].laptop.as_ref().map(|laptop| laptop.serial.clone());
        self.equip_windows(who, enrolled);
        if let (Some(laptop), Some(serial)) = (&mut self.people[who].laptop, serial) {
            laptop.serial = serial;
        }
    }

    /// A parcel with the person's laptop is ordered.
    pub(crate) fn order_parcel(
        &mut self,
        who: usize,
        at: Timestamp,
        address: &Address,
        address_type: &'static str,
    ) -> (Parcel, RecordId) {
        let id = self.id("PCL");
        let parcel = Parcel {
            id,
            who,
            carrier: self.dice.pick(&["UPS", "FedEx", "USPS"]),
            tracking: self.dice.digits(18),
            address: address.clone(),
            address_type,
        };
        let requester = format!("equipment@{}", self.firm.domain);
        let record = self.parcel(&parcel, "created", at, &requester, "onboarding form", "");
        (parcel, record)
    }

    /// Something happens to a parcel.
    pub(crate) fn parcel(
        &mut self,
        parcel: &Parcel,
        event: &str,
        at: Timestamp,
        requested_by: &str,
        channel: &str,
        signed_by: &str,
    ) -> RecordId {
        let town = parcel.address.town;
        let serial =
            self.people[parcel.who].laptop.as_ref().map_or(String::new(), |laptop| laptop.serial.clone());
        let worker = self.people[parcel.who].worker_id().to_owned();
        self.row(
            "shipments",
            at,
            &[
                ("shipment_id", &parcel.id),
                ("worker_id", &worker),
                ("asset_serial", &serial),
                ("carrier", parcel.carrier),
                ("tracking_no", &parcel.tracking),
                ("event", event),
                ("event_time", &at.to_string()),
                ("requested_by", requested_by),
                ("channel", channel),
                ("address_line", &parcel.address.line),
                ("city", town.city),
                ("region", town.region),
                ("postcode", town.postcode),
                ("country", town.country),
                ("address_type", parcel.address_type),
                ("signed_by", signed_by),
            ],
        )
    }
}
