//! C20: several accounts go through the recruiting portal in one and the same order from one place; the offer is
//! signed there, pay is set up there, and in the first weeks sign-ins jump between places while documents are swept.

use jiff::civil::Date;

use super::Scenario;
use super::steps::{self, Conduct, FULL_STACK};
use crate::calendar::{clock, plus_days, plus_minutes, plus_seconds, workday};
use crate::dialects::{Seat, cloud_apps, entra, purview};
use crate::people::Line;
use crate::phrasing;
use crate::staffing;
use crate::truth::Casting;
use crate::words::BANKS;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c20",
    title: "One order of calls, many accounts",
    source: "cases.md C20",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let start = world.days_ago(conduct.days(60) + 8);
    let far = steps::far_lines(world, conduct.care);
    let mut order = cloud_apps::PORTAL_CALLS.to_vec();
    while order.len() > 5 {
        order.swap_remove(world.dice.index(order.len()));
    }
    let who = world.person();
    steps::hired(world, who, FULL_STACK, start);
    let home = world.people[who].home.clone();
    staffing::deliver(world, who, start, &home, "home");
    let req_id = world.people[who].job.as_ref().map_or(String::new(), |job| job.req_id.clone());
    let applied = plus_days(start, -42);
    sweep_portal(world, who, applied, &far, &order);
    let minute = world.dice.between(clock(9, 0), clock(20, 0));
    let at = world.at(who, workday(plus_days(start, -9)), minute);
    let record = cloud_apps::signed(world, who, at, &far[0].ip);
    world.plant(who, "onb-esign-network", record);
    let holder = world.people[who].name();
    let bank = BANKS[world.dice.index(BANKS.len())];
    let record = steps::pay_to(world, who, plus_days(start, 2), bank, &holder, &far[1].ip);
    world.plant(who, "pay-change-from-proxy", record);
    first_weeks(world, who, start, &far, conduct.care);
    let prevent_by = world.at(who, plus_days(start, conduct.days(21)), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C20",
        ring: Some("R-C20"),
        prevent_by: Some(prevent_by),
        prevents: "the sweep through documents of other teams",
        rules: &["K12"],
        story: "Goes through the portal in the same order and from the same place as two other accounts; signs and sets up pay from there; in the first weeks sign-ins jump between places and documents of every team are searched.",
        ..steps::guilty("c20")
    });
    for key in ["C20P1", "C20P2"] {
        let persona = world.person();
        let day = plus_days(applied, world.dice.between(0, 3));
        let resume = world.ordinary_resume(FULL_STACK.title, day);
        steps::apply(world, persona, &req_id, day, resume);
        sweep_portal(world, persona, day, &far, &order);
        world.cast(Casting {
            who: persona,
            key,
            ring: Some("R-C20"),
            prevent_by: Some(world.now),
            prevents: "a second hire of the same hands",
            expect: "watch",
            story: "Another account that goes through the portal in the same order and from the same place.",
            ..steps::guilty("c20")
        });
    }
    world.notes.rings.push(("R-C20", &["place and order of the portal calls"]));
}

/// The same calls in the same order, with the same pauses, as a script makes them.
fn sweep_portal(world: &mut World, who: usize, day: Date, far: &[Line], order: &[&'static str]) {
    let minute = world.dice.between(clock(7, 0), clock(22, 0));
    for round in 0..world.dice.between(2, 3) {
        let mut at = world.at(who, plus_days(day, round), minute);
        for call in order {
            at = plus_seconds(at, 7);
            let record = cloud_apps::portal(world, who, at, &far[0].ip, call);
            world.plant(who, "app-portal-multi-account", record);
        }
    }
}

fn first_weeks(world: &mut World, who: usize, start: Date, far: &[Line], care: i64) {
    let mut jumps = 8 - 2 * care;
    for after in 1..40 {
        let day = plus_days(start, after);
        if !crate::calendar::is_workday(day) || jumps == 0 || !world.dice.chance(0.35) {
            continue;
        }
        jumps -= 1;
        let line = far[world.dice.index(far.len())].clone();
        let mut seat = Seat::usual(&world.people[who], line);
        seat.managed = false;
        let minute = world.dice.between(clock(9, 0), clock(16, 0));
        let at = world.at(who, day, minute);
        let record = entra::risky_sign_in(world, who, at, &seat, "impossibleTravel");
        world.plant(who, "ear-newhire-travel", record);
        let mut moment = at;
        for _ in 0..world.dice.between(6, 14) {
            moment = plus_minutes(moment, world.dice.between(1, 3));
            let site = world.dice.pick(&[
                "Finance",
                "Legal",
                "Data",
                "Sales",
                "CustomerCare",
                "Platform",
                "People",
                "Security",
            ]);
            let name = phrasing::document(&mut world.dice);
            let record = purview::file(world, who, moment, &seat, "FileAccessed", site, &name);
            world.plant(who, "ear-docs-sweep", record);
        }
    }
}
