//! C23: one kit applies for everything that is open, within a day; one persona is hired, reads the answers from a
//! screen, and works through two remote tools on a laptop that is never where the sign-ins are.

use super::steps::{self, Conduct};
use super::{Scenario, farm};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::firm;
use crate::hiring::Interview;
use crate::people::Stay;
use crate::phrasing::cases;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c23",
    title: "Everything that is open, within a day",
    source: "cases.md C23",
    honest: false,
    play,
};

const KEYS: &[&str] = &["C23P1", "C23P2", "C23P3", "C23P4", "C23P5", "C23P6", "C23P7"];

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let house = farm::House::draw(world);
    let start = world.days_ago(conduct.days(55) + 12);
    let post = staffing::coding_post(world);
    let who = farm::resident(world, post, start, &house, true);
    let computer = world.people[who].computer.clone();
    let phone = world.people[who].phone.clone();
    let round = plus_days(start, -30);
    let at = world.at(who, workday(round), clock(15, 0));
    let mut interview = Interview::ordinary(3, at);
    interview.notes = cases::read_aloud(&mut world.dice);
    interview.pause = 5.5 + world.dice.between(0, 20) as f64 / 10.0;
    interview.transcript = true;
    let records = world.interview(who, post.department, interview);
    world.plant(who, "int-answers-read", records.row);
    if let Some(transcript) = records.transcript {
        world.plant(who, "int-long-pauses", transcript);
    }
    let minute = world.dice.between(clock(18, 0), clock(22, 0));
    let installed = world.at(who, workday(plus_days(start, 1)), minute);
    for (tool, later) in [(conduct.tool, 0), (conduct.tool.second(), 4)] {
        for record in tool.install(world, who, plus_minutes(installed, later)) {
            world.plant(who, "ear-multi-rmm", record);
        }
    }
    let today = world.today();
    conduct.tool.sessions(world, who, plus_days(start, 2), today, 0.4, conduct.care);
    let mut lines = steps::far_lines(world, conduct.care);
    for line in &mut lines {
        if line.bears.first() == Some(&"emp-residential-proxy") {
            line.bears = &["emp-residential-proxy", "emp-device-location-gap"];
        }
    }
    world.people[who].stays.push(Stay { from: start, to: today, share: 0.9, lines });

    // The others of the kit: as many applications as posts are open, all within a day.
    let applications = world.dice.between(5, 7) as usize;
    let day = plus_days(start, -world.dice.between(20, 44));
    for key in KEYS.iter().take(applications) {
        let post = staffing::coding_post(world);
        let persona = world.person();
        world.people[persona].computer = computer.clone();
        if conduct.care == 0 || world.dice.chance(0.6) {
            world.people[persona].phone = phone.clone();
        }
        world.people[persona].line = firm::residential_proxy(&mut world.dice);
        let req_id = world.opening(post, plus_days(day, -10));
        let resume = world.ordinary_resume(post.title, day);
        steps::apply(world, persona, &req_id, day, resume);
        let shares_phone = world.people[persona].phone == phone;
        steps::plant_application(world, persona, &["app-velocity", "app-anonymous-network"]);
        if shares_phone {
            steps::plant_application(world, persona, &["app-contact-reuse", "app-multi-persona"]);
            steps::plant_application(world, who, &["app-contact-reuse", "app-multi-persona"]);
        }
        if world.dice.chance(0.5) {
            let records = steps::talk(world, persona, post.department, 1, plus_days(day, 9));
            world.plant_all(persona, &["int-shared-client", "app-multi-persona"], records.meeting);
        }
        world.cast(Casting {
            who: persona,
            key,
            ring: Some("R-C23"),
            prevent_by: Some(world.now),
            prevents: "a hire",
            expect: "watch",
            rules: &["K10"],
            story: "One of many applications of one kit on one day, from let-out lines; some with the same phone, some interviewed on the same computer.",
            ..steps::guilty("c23")
        });
    }
    let prevent_by = world.at(who, plus_days(start, conduct.days(20)), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C23",
        ring: Some("R-C23"),
        prevent_by: Some(prevent_by),
        prevents: "a month's pay and the hire of the next persona",
        rules: &["K4", "K10"],
        story: "Hired out of a kit of many; read the answers off a screen; two remote tools on the second evening; laptop, sign-ins and home never agree.",
        ..steps::guilty("c23")
    });
    world.notes.rings.push(("R-C23", &["phone", "interview computer", "day of the applications"]));
}
