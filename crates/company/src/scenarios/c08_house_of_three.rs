//! C08: three hires at one employer whose laptops stand in one house; the same person looks at their papers, and
//! a young company at that address sends an invoice for one of them.

use super::steps::{self, Conduct};
use super::{Scenario, farm};
use crate::calendar::{clock, plus_days, workday};
use crate::phrasing::cases;
use crate::places::DANDONG;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c08",
    title: "Three laptops in one house, one pair of helping hands",
    source: "cases.md C08",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let house = farm::House::draw(world);
    let firm = crate::resume::firm(&mut world.dice);
    // One of the three goes by stolen papers, and for one the helper's own company sends the bills.
    let (stolen, billed, shipped) = (world.dice.index(3), world.dice.index(3), world.dice.index(3));
    for (place, key) in ["C08A", "C08B", "C08C"].into_iter().enumerate() {
        let mut post = staffing::coding_post(world);
        post.worker_type = if place == billed { "contractor" } else { "employee" };
        let start = world.days_ago(conduct.days(125 - 30 * place as i64));
        let openly = conduct.care > 0 && world.dice.chance(0.5);
        let who = farm::resident(world, post, start, &house, openly);
        farm::representative(world, who, start, &house);
        let today = world.today();
        farm::driven(world, who, conduct.tool, start, today, conduct.care);
        if place == stolen {
            let subject = world.people[who].applicant_id().to_owned();
            let name = world.people[who].name();
            let at = world.at(who, workday(plus_days(start, -14)), clock(16, 20));
            let record = world.identity_check(
                &subject,
                &name,
                "database",
                at,
                "review",
                "number was issued to somebody with another history of addresses",
            );
            world.plant_all(who, &["app-stolen-identity", "app-identity-mismatch"], record);
        }
        if place == billed {
            for after in [30, 60] {
                let at = world.at(who, workday(plus_days(start, after)), clock(10, 15));
                let name = world.people[who].name();
                let (subject, body) =
                    cases::invoice(&mut world.dice, &firm, &house.address.one_line(), &name);
                let requester = world.people[who].worker_id().to_owned();
                let record = world.ticket(&requester, at, "payroll", &subject, &body, "paid");
                world.plant(who, "pay-invoice-shell", record);
            }
        }
        if place == shipped && conduct.care < 2 {
            farm::shipped_abroad(world, who, plus_days(start, conduct.days(35)), &DANDONG);
        }
        let prevent_by = world.at(who, plus_days(start, conduct.days(25)), clock(9, 0));
        world.cast(Casting {
            who,
            key,
            ring: Some("R-C08"),
            prevent_by: Some(prevent_by),
            prevents: "weeks of pay, and work by strangers inside the network",
            expect: "urgent",
            rules: &["K4", "K5"],
            story: "Three hires, one house: the same helper signs for the parcels and for the papers and keeps the laptops running for people far off; for one of them the helper's young company sends the bills.",
            ..steps::guilty("c08")
        });
    }
    world.notes.rings.push((
        "R-C08",
        &["house of the laptops", "gateway", "home line", "representative", "signer of parcels"],
    ));
}
