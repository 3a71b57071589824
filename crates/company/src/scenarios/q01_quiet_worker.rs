//! Q01: a careful guilty worker with few signs: the own face, steady hours, one let-out line, and late in the year one
//! change of the pay account.

use super::Scenario;
use super::steps::{self};
use crate::calendar::{clock, plus_days};
use crate::firm;
use crate::people::Stay;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "q01",
    title: "A quiet one who works well",
    source: "own invention, after the traits of cases.md C15 and C22",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let post = staffing::coding_post(world);
    let start = world.some_days_ago(90, 140);
    let who = world.person();
    steps::hired(world, who, post, start);
    let home = world.people[who].home.clone();
    staffing::deliver(world, who, start, &home, "home");
    // A few let-out lines, always the same, on some of the days.
    let lines = vec![firm::residential_proxy(&mut world.dice), firm::residential_proxy(&mut world.dice)];
    let today = world.today();
    let share = world.dice.between(6, 20) as f64 / 100.0;
    world.people[who].stays.push(Stay { from: plus_days(start, 10), to: today, share, lines: lines.clone() });
    let name = world.people[who].name();
    let after = world.dice.between(25, 75);
    let service = steps::PAYMENT_SERVICES[world.dice.index(2)];
    let record = steps::pay_to(world, who, plus_days(start, after), service, &name, &lines[0].ip);
    world.plant_all(who, &["pay-fintech-account", "pay-change-from-proxy"], record);
    if world.dice.chance(0.5) {
        let worker = world.people[who].worker_id().to_owned();
        let day = plus_days(start, world.dice.between(60, 85));
        let at = world.at(who, day, clock(13, 30));
        let record = world.row(
            "reverifications",
            at,
            &[
                ("worker_id", &worker),
                ("requested_at", &at.to_string()),
                ("kind", "camera_call"),
                ("outcome", "rescheduled"),
            ],
        );
        world.plant(who, "emp-reverify-avoid", record);
    }
    let prevent_by = world.at(who, plus_days(start, after + 30), clock(9, 0));
    world.cast(Casting {
        who,
        key: "Q01",
        prevent_by: Some(prevent_by),
        prevents: "months of pay",
        expect: "watch",
        story: "Works well and keeps to the hours; a tenth of the days comes from let-out lines; one change of the pay account, made from there.",
        ..steps::guilty("q01")
    });
}
