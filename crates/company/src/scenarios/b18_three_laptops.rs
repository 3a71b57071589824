//! B18: a laptop that does not start, a replacement that breaks, a third one: three parcels, two returns, one person.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::phrasing::cases;
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b18", title: "Three laptops in a month", source: "own invention", honest: true, play };

fn play(world: &mut World) {
    let post = staffing::some_post(world);
    let start = world.some_days_ago(50, 120);
    let who = world.person();
    staffing::hire_on(world, who, post, start);
    let worker = world.people[who].worker_id().to_owned();
    let home = world.people[who].home.clone();
    let name = world.people[who].name();
    let mut day = start;
    for time in 0..2 {
        day = workday(plus_days(day, world.dice.between(3, 10)));
        let minute = world.dice.between(clock(8, 30), clock(16, 0));
        let at = world.at(who, day, minute);
        let (subject, body) = cases::broken_laptop(&mut world.dice, time);
        world.ticket(&worker, at, "hardware", &subject, &body, "replacement sent, label for the return sent");
        let (back, _) = world.order_parcel(who, plus_minutes(at, 60), &home, "home");
        world.parcel(&back, "returned", plus_minutes(at, 60 * 80), "", "carrier", "equipment desk");
        let enrolled = plus_minutes(at, 60 * 60);
        world.equip(who, enrolled);
        let (parcel, created) = world.order_parcel(who, plus_minutes(at, 90), &home, "home");
        world.parcel(&parcel, "scanned", plus_minutes(at, 60 * 24), "", "carrier", "");
        if time == 1 {
            // The third goes to a pick-up point, since nobody is at home on that day.
            let asked =
                world.parcel(&parcel, "change_requested", plus_minutes(at, 60 * 30), &worker, "ticket", "");
            world.plant_all(who, &["shp-in-transit-change", "shp-reroute"], asked);
        }
        let delivered = world.parcel(&parcel, "delivered", plus_minutes(at, 60 * 66), "", "carrier", &name);
        world.plant(who, "shp-farm-cluster", created);
        world.plant(who, "shp-farm-cluster", delivered);
    }
    steps::honest(
        world,
        who,
        "B18",
        "b18",
        "Two laptops broke within weeks; both came back; all three went to the same home and were signed for by the worker.",
    );
}
