//! C09: a laptop farm as of the largest case tried: three of its laptops are ours; cheques go to the house, a tax
//! office writes, hours are staggered, and some laptops are sent on abroad.

use super::steps::{self, Conduct};
use super::{Scenario, farm};
use crate::calendar::{clock, plus_days, workday};
use crate::phrasing::cases;
use crate::places::DANDONG;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "c09", title: "A farm of many employers", source: "cases.md C09", honest: false, play };

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let house = farm::House::draw(world);
    let hours = [(6, 14), (11, 19), (16, 24)];
    let abroad = world.dice.index(3);
    let cheques = world.dice.chance(0.6);
    for (place, key) in ["C09A", "C09B", "C09C"].into_iter().enumerate() {
        let post = staffing::coding_post(world);
        let start = world.days_ago(conduct.days(118 - 22 * place as i64) + 12);
        let who = farm::resident(world, post, start, &house, conduct.care == 2);
        (world.people[who].habits.from_hour, world.people[who].habits.to_hour) = hours[place];
        let today = world.today();
        farm::driven(world, who, conduct.tool, start, today, conduct.care);
        if conduct.care == 0 || world.dice.chance(0.5) {
            farm::representative(world, who, start, &house);
        }
        if cheques {
            let requester = world.people[who].worker_id().to_owned();
            let after = world.dice.between(6, 16);
            let at = world.at(who, workday(plus_days(start, after)), clock(11, 30));
            let (subject, body) = cases::cheque_by_post(&mut world.dice, &house.address.one_line());
            let record = world.ticket(&requester, at, "payroll", &subject, &body, "done");
            world.plant(who, "pay-paycheque-shared-address", record);
        }
        if place == 0 || conduct.care == 0 {
            let after = world.dice.between(50, 80);
            let at = world.at(who, workday(plus_days(start, after)), clock(15, 40));
            farm::tax_notice(world, who, at);
        }
        if place == abroad {
            farm::shipped_abroad(world, who, plus_days(start, conduct.days(40)), &DANDONG);
        }
        let prevent_by = world.at(who, plus_days(start, conduct.days(30)), clock(9, 0));
        world.cast(Casting {
            who,
            key,
            ring: Some("R-C09"),
            prevent_by: Some(prevent_by),
            prevents: "a month's pay and a laptop",
            expect: "urgent",
            rules: &["K4", "K5"],
            story: "Three of the farm's laptops are ours. They share house, router and line, work in shifts through one remote tool, and one of them leaves the country.",
            ..steps::guilty("c09")
        });
    }
    world.notes.rings.push(("R-C09", &["house of the laptops", "gateway", "home line", "signer of parcels"]));
}
