//! B20: somebody who maintains a public library pushes to repositories of the own, as agreed with Legal.

use super::{Scenario, steps};
use crate::calendar::{self, clock, plus_days, plus_minutes};
use crate::dialects::{github, sysmon, zscaler};
use crate::phrasing::cases;
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b20",
    title: "Open source in working hours",
    source: "own invention",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let post = staffing::coding_post(world);
    let who = staffing::old_hand(world, post);
    let enrolled = world.people[who].laptop.as_ref().map_or(world.start, |laptop| laptop.enrolled_at);
    world.equip_windows_keeping_serial(who, enrolled);
    world.people[who].habits.virtual_desktop = false;
    let from = world.some_days_ago(50, 130);
    let worker = world.people[who].worker_id().to_owned();
    let at = world.at(who, plus_days(from, -9), clock(10, 10));
    let (subject, body) = cases::open_source(&mut world.dice);
    world.ticket(&worker, at, "legal", &subject, &body, "agreed, list of repositories on file");
    let ip = world.people[who].line.ip.clone();
    let owner = format!("{}{}", crate::people::plain(&world.people[who].given), world.dice.between(10, 99));
    let library = world.dice.pick(&["tinyqueue", "csvwalk", "retrykit", "mapfold"]).to_owned();
    let mut day = from;
    while day < world.today() {
        if calendar::is_workday(day) && world.dice.chance(0.25) {
            let minute = world.dice.between(clock(9, 0), clock(17, 0));
            let at = world.at(who, day, minute);
            let line = format!("git push https://code.example.org/{owner}/{library}.git main");
            let push = sysmon::process(world, who, at, "C:\\Program Files\\Git\\cmd\\git.exe", &line);
            let bytes = world.dice.between(20_000, 900_000);
            let sent = zscaler::request(
                world,
                who,
                plus_minutes(at, 1),
                &ip,
                "code.example.org",
                "Computing",
                bytes,
            );
            for record in [push, sent] {
                world.plant_all(who, &["emp-repo-copy", "emp-unusual-egress"], record);
            }
            let repository = world.firm.repositories[world.dice.index(3)].clone();
            github::git(world, who, plus_minutes(at, 5), &ip, "git.fetch", &repository);
        }
        day = plus_days(day, 1);
    }
    steps::honest(
        world,
        who,
        "B20",
        "b20",
        "Maintains a public library and pushes to own repositories in working hours, as agreed with Legal; nothing of the company's goes there.",
    );
}
