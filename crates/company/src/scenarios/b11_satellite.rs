//! B11: a satellite line in the country.

use super::{Scenario, steps};
use crate::calendar::clock;
use crate::phrasing::reasons;
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b11",
    title: "Satellite line in the country",
    source: "cases.md B11",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let who = staffing::old_hand(
        world,
        Post { title: "Support Specialist", department: "Customer Care", worker_type: "employee" },
    );
    let habits = &mut world.people[who].habits;
    habits.latency = 610;
    habits.camera_share = 0.35;
    habits.meeting_bears = &["int-video-latency"];
    world.people[who].line.provider = "Skyward Example Satellite";
    world.people[who].line.number = 64508;
    let day = world.days_ago(120);
    let at = world.at(who, day, clock(11, 0));
    let worker = world.people[who].worker_id().to_owned();
    let (subject, body) = reasons::satellite(&mut world.dice);
    world.ticket(&worker, at, "network", &subject, &body, "noted, nothing to be done");
    steps::honest(
        world,
        who,
        "B11",
        "b11",
        "Satellite line: six tenths of a second of delay, camera often off, always the same provider at home.",
    );
}
