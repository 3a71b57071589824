//! B17: a developer with a second job that HR has approved: another employer's sign-in page, at noon and in the evening.

use super::{Scenario, steps};
use crate::calendar::{self, clock, plus_days};
use crate::dialects::zscaler;
use crate::phrasing::cases;
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b17", title: "A second job, approved", source: "own invention", honest: true, play };

fn play(world: &mut World) {
    let post = staffing::coding_post(world);
    let who = staffing::old_hand(world, post);
    world.people[who].habits.virtual_desktop = false;
    let from = world.some_days_ago(60, 140);
    let worker = world.people[who].worker_id().to_owned();
    let at = world.at(who, plus_days(from, -12), clock(11, 20));
    let (subject, body) = cases::second_job(&mut world.dice);
    world.ticket(&worker, at, "people", &subject, &body, "approved by HR and the manager");
    let firm = crate::resume::firm(&mut world.dice);
    let host = format!("login.{}.example", crate::people::plain(&firm));
    let ip = world.people[who].line.ip.clone();
    let mut day = from;
    while day < world.today() {
        if calendar::is_workday(day) && world.dice.chance(0.35) {
            let minute =
                if world.dice.chance(0.6) { clock(12, 5) } else { clock(18, 0) } + world.dice.between(0, 40);
            let at = world.at(who, day, minute);
            let record = zscaler::request(world, who, at, &ip, &host, "Education", 2_600);
            world.plant(who, "emp-second-employer", record);
        }
        day = plus_days(day, 1);
    }
    steps::honest(
        world,
        who,
        "B17",
        "b17",
        "A second job that HR approved in writing; one other tenant, at noon and in the evening, from home.",
    );
}
