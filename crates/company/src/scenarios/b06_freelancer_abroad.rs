//! B06: a freelancer abroad who has been paid through a payment service since before the contract.

use super::{Scenario, steps};
use crate::calendar::plus_days;
use crate::places::PORTO;
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b06",
    title: "Freelancer paid through a payment service",
    source: "cases.md B06",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let start = world.days_ago(125);
    let who = world.person_in(&PORTO);
    let holder = world.people[who].name();
    let pay = &mut world.people[who].pay;
    pay.institution = "Payoneer".to_owned();
    pay.routing_number = "990000992".to_owned();
    pay.holder = holder;
    let post = steps::FULL_STACK;
    let req_id = world.opening(post, plus_days(start, -70));
    let resume = world.resume(post.title, 9, 4, start);
    staffing::candidacy(world, who, post, &req_id, start, resume);
    steps::plant_application(
        world,
        who,
        &["app-fullstack-role", "app-8-10-years", "app-3-4-employers", "app-remote-contractor-channel"],
    );
    staffing::start_work(world, who, post, &req_id, start);
    let record = world.people[who].job.as_ref().map(|job| job.record);
    if let Some(record) = record {
        world.plant(who, "pay-fintech-account", record);
    }
    let (worker, name) = (world.people[who].worker_id().to_owned(), world.people[who].name());
    let at = world.at(who, plus_days(start, 1), 600);
    world.identity_check(&worker, &name, "notary", at, "pass", "payment account named in the contract");
    steps::honest(
        world,
        who,
        "B06",
        "b06",
        "Freelancer in Porto; the payment account in the own name stands in the contract and never changed.",
    );
}
