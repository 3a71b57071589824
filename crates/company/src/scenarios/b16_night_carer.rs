//! B16: somebody who works nights by agreement, from the stated home.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days};
use crate::phrasing::reasons;
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b16", title: "Nights by agreement", source: "cases.md B16", honest: true, play };

const POST: Post =
    Post { title: "Full Stack Engineer", department: "Product Engineering", worker_type: "employee" };

fn play(world: &mut World) {
    let start = world.days_ago(110);
    let who = world.person();
    let req_id = world.opening(POST, plus_days(start, -70));
    let resume = world.resume(POST.title, 9, 4, start);
    staffing::candidacy(world, who, POST, &req_id, start, resume);
    let at = world.at(who, plus_days(start, -52), clock(2, 40));
    if let Some(application) = &mut world.people[who].application {
        application.applied_at = at;
    }
    steps::plant_application(
        world,
        who,
        &["app-fullstack-role", "app-8-10-years", "app-3-4-employers", "app-odd-hours"],
    );
    staffing::start_work(world, who, POST, &req_id, start);
    let habits = &mut world.people[who].habits;
    habits.from_hour = 21;
    habits.to_hour = 29;
    let worker = world.people[who].worker_id().to_owned();
    let at = world.at(who, plus_days(start, 1), clock(21, 30));
    let (subject, body) = reasons::night_hours(&mut world.dice);
    let record = world.ticket(&worker, at, "people", &subject, &body, "agreed in writing by the manager");
    world.plant(who, "emp-hours-offset", record);
    let until = plus_days(world.today(), 200).to_string();
    world.row(
        "exemptions",
        at,
        &[
            ("subject_id", &worker),
            ("indicator", "emp-hours-offset"),
            ("until", &until),
            ("granted_by", "people team"),
        ],
    );
    steps::honest(
        world,
        who,
        "B16",
        "b16",
        "Works nights by written agreement, cares for a parent in the daytime; always the home line in the stated town.",
    );
}
