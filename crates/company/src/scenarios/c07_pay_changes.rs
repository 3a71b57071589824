//! C07: the account for pay changes three times in three weeks, the last time to a payment service, twice
//! from a proxy. An applicant with the same phone and computer shows up later.

use super::Scenario;
use super::steps::{self, FULL_STACK};
use crate::calendar::{clock, plus_days, workday};
use crate::firm;
use crate::people::PayAccount;
use crate::staffing;
use crate::truth::Casting;
use crate::words::BANKS;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c07",
    title: "Pay accounts in quick succession",
    source: "cases.md C07",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let start = world.days_ago(80);
    let who = world.person();
    let req_id = world.opening(FULL_STACK, plus_days(start, -60));
    let resume = world.ordinary_resume(FULL_STACK.title, start);
    staffing::candidacy(world, who, FULL_STACK, &req_id, start, resume);
    staffing::start_work(world, who, FULL_STACK, &req_id, start);

    let holder = world.people[who].name();
    for (number, after) in [12, 19, 33].into_iter().enumerate() {
        let bank = if number == 2 { ("Payoneer", "990000992") } else { BANKS[world.dice.index(BANKS.len())] };
        let account = PayAccount {
            digest: crate::people::digest(&mut world.dice),
            institution: bank.0.to_owned(),
            routing_number: bank.1.to_owned(),
            holder: holder.clone(),
        };
        let at = world.at(who, workday(plus_days(start, after)), clock(20, 10));
        let ip = if number == 0 {
            world.people[who].line.ip.clone()
        } else {
            firm::residential_proxy(&mut world.dice).ip
        };
        let record = world.new_account(who, at, account, &ip, "self-service portal");
        world.plant(who, "pay-multi-change", record);
        if number > 0 {
            world.plant(who, "pay-change-from-proxy", record);
        }
        if number == 2 {
            world.plant(who, "pay-fintech-account", record);
        }
    }
    let persona = persona(world, who);
    let first_pay = world.at(who, plus_days(start, 45), clock(9, 0));
    let story = "Three accounts in three weeks, the last at a payment service, two changes from a proxy. Later an applicant under another name gives the same phone and sits at the same computer.";
    for (who, key, expect, prevents, rules) in [
        (
            who,
            "C07",
            "verify",
            "the first pay to the third account",
            &["K8", "K10"] as &'static [&'static str],
        ),
        (persona, "C07P", "verify", "a second hire of the same hands", &["K10"]),
    ] {
        let prevent_by = if key == "C07" { first_pay } else { world.now };
        world.cast(Casting {
            who,
            key,
            guilty: true,
            scenario: "c07",
            ring: Some("R-C07"),
            prevent_by: Some(prevent_by),
            prevents,
            expect,
            rules,
            story,
        });
    }
    world.notes.rings.push(("R-C07", &["phone", "interview computer", "home line"]));
}

/// The same hands apply under another name.
fn persona(world: &mut World, main: usize) -> usize {
    let who = world.person();
    let (phone, computer, line) = (
        world.people[main].phone.clone(),
        world.people[main].computer.clone(),
        world.people[main].line.clone(),
    );
    let person = &mut world.people[who];
    person.phone = phone;
    person.computer = computer;
    person.line = line;
    let day = world.days_ago(30);
    let req_id = world.opening(FULL_STACK, plus_days(day, -14));
    let resume = world.ordinary_resume(FULL_STACK.title, day);
    steps::apply(world, who, &req_id, day, resume);
    for record in steps::application(world, who) {
        world.plant_all(who, &["app-contact-reuse", "app-multi-persona"], record);
    }
    for record in steps::application(world, main) {
        world.plant_all(main, &["app-contact-reuse", "app-multi-persona"], record);
    }
    let records = steps::talk(world, who, FULL_STACK.department, 1, plus_days(day, 8));
    world.plant_all(who, &["int-shared-client", "app-multi-persona"], records.meeting);
    who
}
