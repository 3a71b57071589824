//! B21: a year of approved travelling: country after country, always the issued laptop, always on file.

use super::{Scenario, farm, steps};
use crate::calendar::{self, clock, plus_days};
use crate::people::Stay;
use crate::phrasing::cases;
use crate::places::{LISBON, LONDON, MEXICO_CITY, TORONTO, Town};
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b21", title: "Travelling with permission", source: "own invention", honest: true, play };

fn play(world: &mut World) {
    let post = staffing::coding_post(world);
    let who = staffing::old_hand(world, post);
    world.people[who].habits.virtual_desktop = false;
    let worker = world.people[who].worker_id().to_owned();
    let mut day = world.some_days_ago(100, 150);
    let at = world.at(who, plus_days(day, -20), clock(14, 0));
    let (subject, body) = cases::roaming(&mut world.dice);
    world.ticket(&worker, at, "people", &subject, &body, "approved under the roaming policy");
    let mut places: Vec<&'static Town> = vec![&LISBON, &LONDON, &MEXICO_CITY, &TORONTO];
    for _ in 0..world.dice.between(3, 4) {
        let town = places.swap_remove(world.dice.index(places.len()));
        let to = plus_days(day, world.dice.between(14, 40));
        world.row(
            "travel",
            calendar::at(plus_days(day, -15), clock(12, 0), "UTC"),
            &[
                ("worker_id", &worker),
                ("from", &day.to_string()),
                ("to", &to.to_string()),
                ("country", town.country),
                ("approved", "yes"),
            ],
        );
        let line = farm::abroad(world, town, &["emp-multi-country-login", "emp-device-location-gap"]);
        world.people[who].stays.push(Stay { from: day, to, share: 1.0, lines: vec![line] });
        day = plus_days(to, world.dice.between(1, 6));
    }
    steps::honest(
        world,
        who,
        "B21",
        "b21",
        "Works from country after country under the roaming policy; every stay is on file, always on the issued laptop.",
    );
}
