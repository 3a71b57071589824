//! B23: fixed wireless in the country: every key arrives late, always over the same line at home.

use super::{Scenario, steps};
use crate::calendar::clock;
use crate::phrasing::cases;
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b23",
    title: "Slow keys in the country",
    source: "cases.md C19, the honest control",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let post = staffing::coding_post(world);
    let who = staffing::old_hand(world, post);
    let habits = &mut world.people[who].habits;
    habits.latency = 128 + 4;
    habits.meeting_bears = &["emp-input-latency"];
    world.people[who].line.provider = "Hilltop Wireless Example";
    world.people[who].line.number = 64509;
    let day = world.some_days_ago(90, 160);
    let at = world.at(who, day, clock(13, 20));
    let worker = world.people[who].worker_id().to_owned();
    let (subject, body) = cases::rural_line(&mut world.dice);
    world.ticket(&worker, at, "network", &subject, &body, "noted");
    steps::honest(
        world,
        who,
        "B23",
        "b23",
        "Fixed wireless in the country: late, but always the same provider at the stated home and nobody else's hands.",
    );
}
