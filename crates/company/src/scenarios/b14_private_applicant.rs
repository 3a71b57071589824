//! B14: an applicant who goes through a VPN on principle.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::firm;
use crate::hiring::Interview;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b14", title: "Applicant behind a VPN", source: "cases.md B14", honest: true, play };

fn play(world: &mut World) {
    let who = world.person();
    let home = world.people[who].line.clone();
    world.people[who].line = firm::vpn(&mut world.dice);
    let day = world.days_ago(50);
    let post = steps::FULL_STACK;
    let req_id = world.opening(post, plus_days(day, -12));
    let resume = world.ordinary_resume(post.title, day);
    steps::apply(world, who, &req_id, day, resume);
    steps::plant_application(world, who, &["app-anonymous-network", "app-fullstack-role"]);
    for round in 1..=2 {
        let at = world.at(who, workday(plus_days(day, 5 * i64::from(round))), clock(15, 0));
        let mut interview = Interview::ordinary(round, at);
        interview.ip = Some(firm::vpn(&mut world.dice).ip);
        interview.notes = "says openly that they use a VPN for everything".to_owned();
        let records = world.interview(who, post.department, interview);
        world.plant(who, "int-meeting-ip", records.meeting);
    }
    let (subject, name) = (world.people[who].applicant_id().to_owned(), world.people[who].name());
    let at = world.at(who, workday(plus_days(day, 13)), clock(10, 0));
    for (kind, minutes) in [("document", 0), ("live", 55)] {
        world.identity_check(&subject, &name, kind, plus_minutes(at, minutes), "pass", "");
    }
    world.people[who].line = home;
    steps::honest(
        world,
        who,
        "B14",
        "b14",
        "Applicant who uses a VPN on principle and says so; document and live checks passed.",
    );
}
