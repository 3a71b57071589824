//! C05: the laptop is under way when another address is asked for; the company calls it back; then the own
//! laptop and a virtual desktop are asked for.

use super::Scenario;
use super::steps::{self, FULL_STACK};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::firm;
use crate::people::Stay;
use crate::phrasing;
use crate::places::HOME_TOWNS;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c05",
    title: "Another address while the laptop travels",
    source: "cases.md C05",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let start = world.days_ago(19);
    let who = world.person();
    let req_id = world.opening(FULL_STACK, plus_days(start, -60));
    let resume = world.resume(FULL_STACK.title, 9, 3, start);
    steps::apply(world, who, &req_id, plus_days(start, -41), resume);
    steps::plant_application(world, who, &["app-fullstack-role", "app-8-10-years", "app-3-4-employers"]);
    for round in 1..=2 {
        steps::talk(world, who, FULL_STACK.department, round, plus_days(start, -34 + 6 * i64::from(round)));
    }
    steps::ordinary_checks(world, who, start);
    world.employ(who, FULL_STACK, &req_id, start);
    let enrolled = world.at(who, start, clock(9, 0));
    world.equip_windows(who, enrolled);

    let requester = world.people[who].worker_id().to_owned();
    let by = world.people[who].personal_email.clone();
    let home = world.people[who].home.clone();
    let ordered = world.at(who, plus_days(start, -7), clock(10, 0));
    let (mut parcel, _) = world.order_parcel(who, ordered, &home, "home");
    let scanned = world.at(who, plus_days(start, -6), clock(8, 20));
    world.parcel(&parcel, "scanned", scanned, "", "carrier", "");
    let mut town = &HOME_TOWNS[world.dice.index(HOME_TOWNS.len())];
    while town.region == home.town.region {
        town = &HOME_TOWNS[world.dice.index(HOME_TOWNS.len())];
    }
    let other = world.registry.address(&mut world.dice, town);
    let at = world.at(who, plus_days(start, -5), clock(11, 45));
    let (subject, body) = phrasing::other_address(&mut world.dice, &other.one_line());
    let ticket = world.ticket(&requester, at, "onboarding", &subject, &body, "parcel called back");
    world.plant_all(who, &["onb-address-change", "shp-in-transit-change"], ticket);
    parcel.address = other;
    parcel.address_type = "mail_agency";
    let asked = world.parcel(&parcel, "change_requested", plus_minutes(at, 3), &by, "email", "");
    world.plant_all(who, &["shp-in-transit-change", "shp-reroute", "shp-forwarder"], asked);
    let equipment = format!("equipment@{}", world.firm.domain);
    let cancelled = world.parcel(&parcel, "cancelled", plus_minutes(at, 190), &equipment, "ticket", "");
    world.plant(who, "shp-cancel-then-byod", cancelled);
    let at = world.at(who, plus_days(start, -4), clock(9, 50));
    let (subject, body) = phrasing::own_laptop(&mut world.dice);
    let record = world.ticket(&requester, at, "onboarding", &subject, &body, "with the hiring manager");
    world.plant(who, "onb-byod-request", record);
    for (day, minute) in [(-4, clock(15, 30)), (2, clock(12, 10))] {
        let at = world.at(who, workday(plus_days(start, day)), minute);
        let (subject, body) = phrasing::virtual_desktop(&mut world.dice);
        let record = world.ticket(&requester, at, "onboarding", &subject, &body, "seat ordered");
        world.plant(who, "onb-vdi-preference", record);
    }
    let lines =
        vec![firm::astrill(&mut world.dice), firm::astrill(&mut world.dice), firm::astrill(&mut world.dice)];
    let today = world.today();
    let person = &mut world.people[who];
    person.laptop = None;
    person.habits.virtual_desktop = true;
    person.stays.push(Stay { from: plus_days(start, 1), to: today, share: 0.5, lines });
    let prevent_by = world.at(who, plus_days(start, 10), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C05",
        guilty: true,
        scenario: "c05",
        ring: None,
        prevent_by: Some(prevent_by),
        prevents: "access to customer data from a machine that nobody manages",
        expect: "verify",
        rules: &["K3"],
        story: "The parcel had been scanned when a mail agency in another state was named instead. The company called it back; the next day the own laptop and a virtual desktop were asked for.",
    });
}
