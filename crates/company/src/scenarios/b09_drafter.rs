//! B09: short notes written alone, long letters with a drafting program: one device, one line, one day.

use super::{Scenario, steps};
use crate::calendar::{self, clock, plus_days};
use crate::correspondence::{self, DESKTOP};
use crate::phrasing::letters::Manner;
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b09",
    title: "Long letters with a drafting program",
    source: "cases.md B09",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let post = staffing::some_post(world);
    let who = staffing::old_hand(world, post);
    let (brisk, ample) = (Manner::brisk(), Manner::ample());
    let ip = world.people[who].line.ip.clone();
    let mut day = plus_days(world.today(), -58);
    while day < world.today() {
        day = plus_days(day, 1);
        if !calendar::is_workday(day) {
            continue;
        }
        for _ in 0..world.dice.between(1, 3) {
            let minute = world.dice.between(clock(9, 0), clock(17, 30));
            let at = world.at(who, day, minute);
            let manner = if world.dice.chance(0.5) { &brisk } else { &ample };
            let record = correspondence::write(world, who, at, manner, &ip, DESKTOP);
            world.plant(who, "emp-two-writing-styles", record);
        }
    }
    steps::honest(
        world,
        who,
        "B09",
        "b09",
        "Writes short notes alone and long letters with a drafting program; same program, line and hours for both.",
    );
}
