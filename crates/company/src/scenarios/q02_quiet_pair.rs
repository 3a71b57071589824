//! Q02: two careful guilty workers who have never met on paper: other teams, other months; only the router at which
//! their laptops stand is the same, and later one tool.

use super::Scenario;
use super::remote::Tool;
use super::steps;
use crate::calendar::{clock, plus_days, plus_minutes};
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "q02",
    title: "Two quiet ones at one router",
    source: "own invention, after the traits of cases.md C09 and C19",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let gateway = world.dice.mac();
    for (place, key) in ["Q02A", "Q02B"].into_iter().enumerate() {
        let post = staffing::coding_post(world);
        let start = world.some_days_ago(60, 150);
        let who = world.person();
        steps::hired(world, who, post, start);
        let home = world.people[who].home.clone();
        staffing::deliver(world, who, start, &home, "home");
        let mut record = None;
        if let Some(laptop) = &mut world.people[who].laptop {
            laptop.gateway_mac = gateway.clone();
            record = Some(laptop.record);
        }
        if let Some(record) = record {
            world.plant(who, "shp-device-colocation", record);
        }
        if place == 1 {
            let after = world.dice.between(20, 45);
            let at = plus_minutes(
                world.at(who, plus_days(start, after), clock(19, 0)),
                world.dice.between(0, 120),
            );
            Tool::RustDesk.install(world, who, at);
            let today = world.today();
            Tool::RustDesk.sessions(world, who, plus_days(start, after + 1), today, 0.1, 2);
        }
        let prevent_by = world.at(who, plus_days(start, 60), clock(9, 0));
        world.cast(Casting {
            who,
            key,
            ring: Some("R-Q02"),
            prevent_by: Some(prevent_by.min(world.now)),
            prevents: "months of pay",
            expect: "watch",
            story: "Nothing on paper ties the two; the laptops stand at one router, and one of them is reached now and then by a remote tool.",
            ..steps::guilty("q02")
        });
    }
    world.notes.rings.push(("R-Q02", &["gateway"]));
}
