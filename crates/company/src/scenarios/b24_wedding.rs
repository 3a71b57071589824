//! B24: a wedding: another name, another home, another account, all within weeks.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::phrasing;
use crate::places::HOME_TOWNS;
use crate::staffing;
use crate::words::BANKS;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b24", title: "A wedding", source: "own invention", honest: true, play };

fn play(world: &mut World) {
    let post = staffing::some_post(world);
    let who = staffing::old_hand(world, post);
    let day = world.some_days_ago(40, 140);
    let (old_name, given) = (world.people[who].name(), world.people[who].given.clone());
    let (_, family) = world.registry.name();
    let new_name = format!("{given} {family}");
    let ip = world.people[who].line.ip.clone();
    let at = world.at(who, workday(day), clock(10, 0));
    world.change(who, "legal_name", at, &old_name, &new_name, &ip);
    world.people[who].family = family;
    let town = &HOME_TOWNS[world.dice.index(HOME_TOWNS.len())];
    let home = world.registry.address(&mut world.dice, town);
    let old = world.people[who].home.clone();
    let worker = world.people[who].worker_id().to_owned();
    let (subject, body) = phrasing::moved_house(&mut world.dice, &home.one_line());
    world.ticket(&worker, plus_minutes(at, 30), "people", &subject, &body, "certificate and lease seen");
    let record =
        world.change(who, "home_address", plus_minutes(at, 60), &old.one_line(), &home.one_line(), &ip);
    world.plant(who, "onb-address-change", record);
    let line = world.registry.home_line(&mut world.dice, town);
    world.people[who].home = home;
    world.people[who].line = line;
    let bank = BANKS[world.dice.index(BANKS.len())];
    let after = world.dice.between(4, 25);
    let record = steps::pay_to(world, who, plus_days(day, after), bank, &new_name, &ip);
    world.plant_all(who, &["pay-multi-change", "pay-name-mismatch"], record);
    let at = world.at(who, workday(plus_days(day, after + 2)), clock(9, 30));
    world.identity_check(&worker, &new_name, "document", at, "pass", "name as on the certificate");
    steps::honest(
        world,
        who,
        "B24",
        "b24",
        "Married: new name, new home, joint account; certificate seen, document check passed under the new name.",
    );
}
