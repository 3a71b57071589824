//! C21: one worker with several personas who vouch for each other; the laptop meant for one country first shows in
//! another; pay goes to a transfer service; the own machine is asked for.

use super::Scenario;
use super::steps::{self, Conduct};
use crate::calendar::{clock, plus_days, workday};
use crate::firm;
use crate::hiring::Referee;
use crate::people::Stay;
use crate::phrasing::{self, cases};
use crate::places::LONDON;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c21",
    title: "Personas that vouch for each other, a laptop that travels",
    source: "cases.md C21",
    honest: false,
    play,
};

const KEYS: &[&str] = &["C21P1", "C21P2", "C21P3", "C21P4"];

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let post = staffing::coding_post(world);
    let start = world.days_ago(conduct.days(75) + 10);
    let who = world.person();
    steps::hired(world, who, post, start);
    let home = world.people[who].home.clone();
    staffing::deliver(world, who, start, &home, "home");
    let far = super::farm::abroad(world, &LONDON, &["shp-first-checkin-far", "emp-device-location-gap"]);
    let today = world.today();
    let share = 1.0 - 0.2 * conduct.care as f64;
    world.people[who].stays.push(Stay { from: start, to: today, share, lines: vec![far] });
    let worker = world.people[who].worker_id().to_owned();
    let at = world.at(who, workday(plus_days(start, 5)), clock(10, 30));
    let (subject, body) = phrasing::own_laptop(&mut world.dice);
    let record = world.ticket(&worker, at, "onboarding", &subject, &body, "declined");
    world.plant(who, "onb-byod-request", record);
    let at = world.at(who, workday(plus_days(start, 20)), clock(15, 0));
    let (subject, body) = cases::pay_elsewhere(&mut world.dice);
    let record = world.ticket(&worker, at, "payroll", &subject, &body, "explained what is possible");
    world.plant_all(who, &["pay-money-transfer", "pay-crypto-request"], record);
    let name = world.people[who].name();
    let ip = firm::residential_proxy(&mut world.dice).ip;
    let record = steps::pay_to(world, who, plus_days(start, 24), steps::PAYMENT_SERVICES[1], &name, &ip);
    world.plant_all(who, &["pay-fintech-account", "pay-change-from-proxy"], record);

    let personas = world.dice.between(2, 4) as usize;
    let computer = world.people[who].computer.clone();
    let mut known = vec![who];
    for key in KEYS.iter().take(personas) {
        let persona = world.person();
        world.people[persona].computer = computer.clone();
        let day = plus_days(start, world.dice.between(15, 45));
        let req_id = world.opening(post, plus_days(day, -10));
        let resume = world.ordinary_resume(post.title, day);
        steps::apply(world, persona, &req_id, day, resume);
        let records = steps::talk(world, persona, post.department, 1, plus_days(day, 6));
        world.plant_all(persona, &["int-shared-client", "app-multi-persona"], records.meeting);
        let by = known[world.dice.index(known.len())];
        let person = world.people[by].clone();
        let company = crate::resume::firm(&mut world.dice);
        let referee = Referee {
            name: person.name(),
            email: person.personal_email.clone(),
            phone: person.phone.clone(),
            company,
            title: "Engineering Manager",
            relation: "former manager",
            worker: if by == who { Some(who) } else { None },
            called_via: "phone from the reference form",
        };
        let at = world.at(persona, workday(plus_days(day, 10)), clock(11, 0));
        let record = world.reference(persona, &referee, at, "confirmed");
        world.plant(persona, "app-mutual-reference", record);
        world.plant(by, "app-mutual-reference", record);
        known.push(persona);
        world.cast(Casting {
            who: persona,
            key,
            ring: Some("R-C21"),
            prevent_by: Some(world.now),
            prevents: "another hire of the same hands",
            rules: &["K10"],
            story: "A persona of the same worker: same interview computer, a reference by another persona.",
            ..steps::guilty("c21")
        });
    }
    let prevent_by = world.at(who, plus_days(start, conduct.days(30)), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C21",
        ring: Some("R-C21"),
        prevent_by: Some(prevent_by),
        prevents: "a month's pay and further hires",
        expect: "verify",
        rules: &["K10"],
        story: "The laptop sent to the stated home first signs in from another country and stays there; pay goes to a transfer service from a proxy; personas of the same hands vouch for each other.",
        ..steps::guilty("c21")
    });
    world.notes.rings.push(("R-C21", &["interview computer", "references among each other"]));
}
