//! C19: a contractor's keystrokes and calls take a tenth of a second longer than anybody's in the country; the laptop
//! stands at a helper's and is driven from far off. There is little access, and nothing is taken.

use super::remote::Tool;
use super::steps::{self, Conduct};
use super::{Scenario, farm};
use crate::calendar::{clock, plus_days};
use crate::truth::Casting;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c19",
    title: "A tenth of a second too late",
    source: "cases.md C19",
    honest: false,
    play,
};

const POST: Post = Post { title: "DevOps Engineer", department: "Platform", worker_type: "contractor" };

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let house = farm::House::draw(world);
    let start = world.days_ago(conduct.days(60) + 10);
    let who = farm::resident(world, POST, start, &house, true);
    let habits = &mut world.people[who].habits;
    habits.latency = 112 + 4 * conduct.care;
    habits.meeting_bears = &["emp-input-latency"];
    let today = world.today();
    if conduct.care < 2 {
        let tool = if conduct.care == 0 { conduct.tool } else { Tool::RustDesk };
        farm::driven(world, who, tool, start, today, conduct.care);
    }
    // Another laptop of ours minds the same house's router: a second worker, whose keys are as slow.
    let second = farm::resident(world, POST, plus_days(start, conduct.days(14)), &house, true);
    world.people[second].habits.latency = 118;
    world.people[second].habits.meeting_bears = &["emp-input-latency"];
    for (who, key) in [(who, "C19A"), (second, "C19B")] {
        let prevent_by = world.at(who, plus_days(start, conduct.days(45)), clock(9, 0));
        world.cast(Casting {
            who,
            key,
            ring: Some("R-C19"),
            prevent_by: Some(prevent_by),
            prevents: "a move to wider rights",
            rules: &["K5"],
            story: "Everything the person types or says arrives a tenth of a second late, day after day on a wired line; two issued laptops stand at one router.",
            ..steps::guilty("c19")
        });
    }
    world.notes.rings.push(("R-C19", &["house of the laptops", "gateway", "home line"]));
}
