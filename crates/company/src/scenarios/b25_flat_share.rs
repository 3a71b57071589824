//! B25: two colleagues share a flat: one address, one router, nothing else; they told the manager, not the portal.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days};
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b25", title: "A shared flat", source: "own invention", honest: true, play };

fn play(world: &mut World) {
    let gateway = world.dice.mac();
    let mut shared = None;
    for key in ["B25A", "B25B"] {
        let start = world.some_days_ago(30, 140);
        let who = world.person();
        let (home, line) =
            shared.get_or_insert((world.people[who].home.clone(), world.people[who].line.clone())).clone();
        world.people[who].home = home;
        world.people[who].line = line;
        let post = staffing::some_post(world);
        staffing::hire_on(world, who, post, start);
        let mut record = None;
        if let Some(laptop) = &mut world.people[who].laptop {
            laptop.gateway_mac = gateway.clone();
            record = Some(laptop.record);
        }
        if let Some(record) = record {
            world.plant_all(who, &["shp-device-colocation"], record);
        }
        let worker = world.people[who].worker_id().to_owned();
        let at = world.at(who, plus_days(start, 3), clock(12, 15));
        world.ticket(
            &worker,
            at,
            "people",
            "Same address as a colleague",
            "We share a flat, so you will see the same address and the same router twice.",
            "noted by the people team",
        );
        if let Some(record) = world.people[who].job.as_ref().map(|job| job.record) {
            world.plant(who, "shp-farm-cluster", record);
        }
        let name = world.people[who].name();
        let at = world.at(who, plus_days(start, 4), clock(9, 30));
        world.identity_check(&worker, &name, "live", at, "pass", "");
        steps::honest(
            world,
            who,
            key,
            "b25",
            "Two colleagues in one flat: own banks, own devices, own faces in a live check; the manager was told.",
        );
    }
}
