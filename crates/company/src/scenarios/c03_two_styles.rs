//! C03: one mailbox, two ways of writing, at different hours, from different programs and lines.

use super::Scenario;
use crate::calendar::{self, clock, plus_days, plus_minutes};
use crate::correspondence::{self, DESKTOP, WEB};
use crate::dialects::{Seat, okta};
use crate::firm;
use crate::phrasing::letters::Manner;
use crate::staffing;
use crate::truth::Casting;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario =
    Scenario { id: "c03", title: "Two writers in one mailbox", source: "cases.md C03", honest: false, play };

fn play(world: &mut World) {
    let who = staffing::old_hand(
        world,
        Post { title: "Backend Engineer", department: "Product Engineering", worker_type: "contractor" },
    );
    world.people[who].habits.from_hour = 8;
    world.people[who].habits.to_hour = 12;
    world.people[who].habits.virtual_desktop = false;
    let first = plus_days(world.today(), -58);
    let (brisk, ample) = (Manner::brisk(), Manner::ample());
    let other_machine = world.dice.hex(32);
    let mut evening_line = firm::residential_proxy(&mut world.dice);
    let mut day = first;
    while day < world.today() {
        day = plus_days(day, 1);
        if !calendar::is_workday(day) {
            continue;
        }
        let home = world.people[who].line.ip.clone();
        for _ in 0..world.dice.between(1, 2) {
            let minute = world.dice.between(clock(8, 5), clock(11, 50));
            let at = world.at(who, day, minute);
            let record = correspondence::write(world, who, at, &brisk, &home, DESKTOP);
            world.plant(who, "emp-two-writing-styles", record);
        }
        if world.dice.chance(0.3) {
            evening_line = firm::residential_proxy(&mut world.dice);
        }
        for _ in 0..world.dice.between(1, 2) {
            let minute = world.dice.between(clock(19, 0), clock(25, 50));
            let at = world.at(who, day, minute);
            let record = correspondence::write(world, who, at, &ample, &evening_line.ip, WEB);
            world.plant(who, "emp-two-writing-styles", record);
        }
        // The morning's session goes on in the evening, on another machine and line.
        let session = format!("idx{}", world.dice.hex(20));
        let usual = Seat {
            session: Some(session.clone()),
            ..Seat::usual(&world.people[who], world.people[who].line.clone())
        };
        let at = world.at(who, day, clock(6, 40));
        okta::single_sign_on(world, who, at, &usual, "Mail");
        let other = Seat {
            line: evening_line.clone(),
            managed: false,
            fingerprint: Some(other_machine.clone()),
            session: Some(session),
            windows: !usual.windows,
            account: None,
        };
        for (minute, app) in [
            (clock(19, 10), "Mail"),
            (clock(21, 45), "Source Code"),
            (clock(24, 30), "Wiki"),
            (clock(25, 40), "Mail"),
        ] {
            let at = plus_minutes(world.at(who, day, minute), world.dice.between(0, 12));
            let record = okta::single_sign_on(world, who, at, &other, app);
            world.plant_all(who, &["emp-residential-proxy", "emp-session-cookie", "emp-shared-job"], record);
        }
    }
    let prevent_by = world.at(who, plus_days(first, 50), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C03",
        guilty: true,
        scenario: "c03",
        ring: None,
        prevent_by: Some(prevent_by),
        prevents: "further access by people nobody has hired",
        expect: "verify",
        rules: &["K11"],
        story: "In the morning short lines from the desktop program and the home line, in the evening long numbered letters from webmail and a proxy, in sessions that began on another machine.",
    });
}
