//! B19: a family on one bank account: two siblings live with their parents, and pay goes to the family's account.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days};
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b19", title: "A family on one account", source: "own invention", honest: true, play };

fn play(world: &mut World) {
    let one = world.person();
    let two = world.person();
    let three = world.person();
    let mut shared = world.people[one].clone();
    shared.pay.holder = format!("{} Family", shared.family);
    let gateway = world.dice.mac();
    let household = world.id("HOME");
    for (who, key) in [(one, "B19A"), (two, "B19B"), (three, "B19C")] {
        let start = world.some_days_ago(30, 150);
        let person = &mut world.people[who];
        person.home = shared.home.clone();
        person.line = shared.line.clone();
        person.pay = shared.pay.clone();
        let post = staffing::some_post(world);
        staffing::hire_on(world, who, post, start);
        let mut record = None;
        if let Some(laptop) = &mut world.people[who].laptop {
            laptop.gateway_mac = gateway.clone();
            record = Some(laptop.record);
        }
        if let Some(record) = record {
            world.plant(who, "shp-device-colocation", record);
        }
        let worker = world.people[who].worker_id().to_owned();
        let at = world.at(who, plus_days(start, 2), clock(11, 0));
        world.row("households", at, &[("worker_id", &worker), ("household_id", &household)]);
        let record = world.people[who].job.as_ref().map(|job| job.record);
        if let Some(record) = record {
            world.plant_all(who, &["shp-farm-cluster", "pay-shared-account", "pay-name-mismatch"], record);
        }
        steps::honest(
            world,
            who,
            key,
            "b19",
            "Three of one family in one home, on one router and one account, declared as a household.",
        );
    }
}
