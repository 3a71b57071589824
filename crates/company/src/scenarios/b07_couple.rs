//! B07: a couple at one employer: one home, one router, one joint account.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days};
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b07", title: "A couple at one employer", source: "cases.md B07", honest: true, play };

fn play(world: &mut World) {
    let one = world.person();
    let two = world.person();
    let mut shared = world.people[one].clone();
    shared.pay.holder = format!("{} and {}", world.people[one].name(), world.people[two].name());
    let gateway = world.dice.mac();
    let household = world.id("HOME");
    for (who, ago, title, department) in
        [(one, 140, "Product Designer", "Design"), (two, 90, "Data Engineer", "Data")]
    {
        let person = &mut world.people[who];
        person.home = shared.home.clone();
        person.line = shared.line.clone();
        person.pay = shared.pay.clone();
        let start = world.days_ago(ago);
        let post = Post { title, department, worker_type: "employee" };
        staffing::hire(world, who, post, ago);
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
            world.plant_all(who, &["shp-farm-cluster", "pay-shared-account"], record);
        }
    }
    steps::honest(
        world,
        one,
        "B07A",
        "b07",
        "Couple: one home, one router, a joint account, declared as a household.",
    );
    steps::honest(
        world,
        two,
        "B07B",
        "b07",
        "Couple: one home, one router, a joint account, declared as a household.",
    );
}
