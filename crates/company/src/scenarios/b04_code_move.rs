//! B04: an engineer moves all repositories to the company's new code host, under a change everybody knows.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_seconds};
use crate::dialects::{github, zscaler};
use crate::phrasing::reasons;
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b04",
    title: "Repositories move to a new host",
    source: "cases.md B04",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let who = staffing::new_hire(
        world,
        Post { title: "DevOps Engineer", department: "Platform", worker_type: "employee" },
        52,
    );
    let day = world.days_ago(38);
    let worker = world.people[who].worker_id().to_owned();
    let change = format!("CR-{}", world.dice.digits(3));
    let (subject, body) = reasons::migration(&mut world.dice, &change);
    let at = world.at(who, day, clock(10, 0));
    world.ticket(&worker, at, "change", &subject, &body, &format!("{change} approved by the platform lead"));
    let ip = world.people[who].line.ip.clone();
    let host = format!("code.{}", world.firm.domain);
    let mut at = world.at(who, day, clock(18, 0));
    for repository in world.firm.repositories.clone() {
        at = plus_seconds(at, world.dice.between(8, 35));
        let record = github::git(world, who, at, &ip, "git.clone", &repository);
        world.plant_all(who, &["emp-repo-copy", "ear-early-exfil"], record);
        let bytes = world.dice.between(4_000_000, 90_000_000);
        let record = zscaler::request(world, who, plus_seconds(at, 6), &ip, &host, "Corporate", bytes);
        world.plant_all(who, &["emp-unusual-egress", "ear-early-exfil"], record);
    }
    steps::honest(
        world,
        who,
        "B04",
        "b04",
        "Moved sixty repositories to the company's own new host in one evening, under an approved change.",
    );
}
