//! Steps of laptop farms: a house where a helper takes in laptops, plugs them in and keeps them running.

use jiff::Timestamp;
use jiff::civil::Date;

use super::remote::Tool;
use super::steps;
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::people::{Address, Line};
use crate::phrasing;
use crate::phrasing::cases;
use crate::places::{HOME_TOWNS, Town};
use crate::world::{Post, World};

/// Where the laptops stand, and who minds them.
pub(super) struct House {
    pub(super) address: Address,
    pub(super) host: String,
    pub(super) phone: String,
    pub(super) gateway: String,
    pub(super) line: Line,
}

impl House {
    pub(super) fn draw(world: &mut World) -> House {
        let town = &HOME_TOWNS[world.dice.index(HOME_TOWNS.len())];
        let address = world.registry.address(&mut world.dice, town);
        let line = world.registry.home_line(&mut world.dice, town);
        let phone = world.registry.phone(&mut world.dice, town);
        let (given, family) = world.registry.name();
        House { address, host: format!("{given} {family}"), phone, gateway: world.dice.mac(), line }
    }
}

/// Someone is hired whose laptop goes to the house. `openly`: the house is given as the home from the start;
/// otherwise the parcel is sent there on request.
pub(super) fn resident(world: &mut World, post: Post, start: Date, house: &House, openly: bool) -> usize {
    let who = world.person();
    if openly {
        world.people[who].home = house.address.clone();
    }
    steps::hired(world, who, post, start);
    let ordered = world.at(who, workday(plus_days(start, -12)), clock(12, 0));
    let ordered = plus_minutes(ordered, world.dice.between(0, 300));
    let mut signs = vec!["shp-farm-cluster"];
    if !openly {
        signs.push("shp-reroute");
        let requester = world.people[who].worker_id().to_owned();
        let (subject, body) = phrasing::other_address(&mut world.dice, &house.address.one_line());
        let ticket = world.ticket(
            &requester,
            plus_minutes(ordered, -200),
            "onboarding",
            &subject,
            &body,
            "address changed in the order",
        );
        world.plant(who, "onb-address-change", ticket);
    }
    let (parcel, created) = world.order_parcel(who, ordered, &house.address, "home");
    let scanned = world.parcel(&parcel, "scanned", plus_minutes(ordered, 60 * 26), "", "carrier", "");
    // Now and then the helper signs with the worker's name.
    let signs_as_worker = world.dice.chance(0.25);
    let signer = if signs_as_worker { world.people[who].name() } else { house.host.clone() };
    let arrives = plus_minutes(ordered, 60 * world.dice.between(60, 96));
    let delivered = world.parcel(&parcel, "delivered", arrives, "", "carrier", &signer);
    for record in [created, scanned, delivered] {
        world.plant_all(who, &signs, record);
    }
    if !signs_as_worker {
        world.plant(who, "shp-signer-mismatch", delivered);
    }
    let person = &mut world.people[who];
    person.line = house.line.clone();
    let mut record = None;
    if let Some(laptop) = &mut person.laptop {
        laptop.gateway_mac = house.gateway.clone();
        record = Some(laptop.record);
    }
    if let Some(record) = record {
        world.plant(who, "shp-device-colocation", record);
    }
    who
}

/// The helper puts a remote tool on the laptop, and somebody far off works through it until the last day.
pub(super) fn driven(world: &mut World, who: usize, tool: Tool, start: Date, until: Date, care: i64) {
    let after = world.dice.between(0, 2);
    let minute = world.dice.between(clock(17, 0), clock(22, 0));
    let at = world.at(who, workday(plus_days(start, after)), minute);
    tool.install(world, who, at);
    let share = 0.35 + 0.15 * (2 - care) as f64;
    tool.sessions(world, who, plus_days(start, after + 1), until, share, care);
}

/// The helper also looks at the papers, as the worker's own representative.
pub(super) fn representative(world: &mut World, who: usize, start: Date, house: &House) {
    let requester = world.people[who].worker_id().to_owned();
    let minute = world.dice.between(clock(9, 0), clock(16, 0));
    let at = world.at(who, workday(plus_days(start, 1)), minute);
    let (subject, body) =
        cases::representative(&mut world.dice, &house.host, &house.address.one_line(), &house.phone);
    let record = world.ticket(&requester, at, "people", &subject, &body, "form received");
    world.plant(who, "onb-i9-proxy", record);
}

/// From a day on the laptop itself is abroad.
pub(super) fn shipped_abroad(world: &mut World, who: usize, day: Date, town: &'static Town) {
    let today = world.today();
    let line = abroad(world, town, &["shp-reshipped-abroad", "emp-multi-country-login"]);
    let person = &mut world.people[who];
    person.stays.insert(0, crate::people::Stay { from: day, to: today, share: 0.85, lines: vec![line] });
    let record = person.laptop.as_ref().map(|laptop| laptop.record);
    if let Some(record) = record {
        world.plant(who, "shp-reshipped-abroad", record);
    }
}

/// A line in a place abroad.
pub(super) fn abroad(world: &mut World, town: &'static Town, bears: &'static [&'static str]) -> Line {
    Line {
        ip: format!("198.19.22{}.{}", world.dice.between(0, 3), world.dice.between(2, 250)),
        provider: "Example Telecom Abroad",
        number: 64507,
        town,
        proxy: false,
        bears,
    }
}

/// A notice reaches the people team: the identity is in use elsewhere.
pub(super) fn tax_notice(world: &mut World, who: usize, at: Timestamp) {
    let requester = world.people[who].worker_id().to_owned();
    let (subject, body) = cases::tax_notice(&mut world.dice);
    let record = world.ticket(&requester, at, "payroll", &subject, &body, "asked the worker, no answer yet");
    world.plant(who, "pay-tax-identity-conflict", record);
}
