//! C12: somebody is paid to sit in the interviews; somebody else comes to work; the pay lands in an account of
//! yet another name; former employers are a front; when it ends badly, there is a threat.

use super::Scenario;
use super::steps::{self, Conduct, Letter};
use crate::calendar::{self, clock, plus_days, workday};
use crate::firm;
use crate::people::Turn;
use crate::phrasing::cases;
use crate::staffing;
use crate::truth::Casting;
use crate::words::BANKS;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c12",
    title: "Somebody else in the interview, somebody else's account",
    source: "cases.md C12",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let post = staffing::coding_post(world);
    let start = world.days_ago(conduct.days(110) + 8);
    let who = world.person();
    steps::hired(world, who, post, start);
    let home = world.people[who].home.clone();
    staffing::deliver(world, who, start, &home, "home");
    // Who sat in the interviews leaves with the computer; another one comes to work.
    world.people[who].computer.name = format!("STUDY-{}", world.dice.serial(7));
    world.people[who].computer.mac = world.dice.mac();
    world.people[who].computer.disk = world.dice.hex(12).to_uppercase();
    let from_hour = world.dice.between(8, 18);
    world.people[who].habits.turn = Some(Turn {
        from: start,
        share: 1.0,
        from_hour,
        to_hour: from_hour + 8,
        fingerprint: world.dice.hex(32),
        windows: world.people[who].laptop.as_ref().is_none_or(crate::people::Laptop::is_windows),
        managed: true,
        bears: &[],
    });
    let far = steps::far_lines(world, conduct.care);
    let today = world.today();
    let share = [0.6, 0.35, 0.0][conduct.care as usize];
    world.people[who].stays.push(crate::people::Stay { from: start, to: today, share, lines: far });

    let manager =
        world.manager_of(post.department).map_or(String::new(), |it| world.people[it].worker_id().to_owned());
    for after in [1, 4] {
        let at = world.at(who, workday(plus_days(start, after)), clock(16, 30));
        let (subject, body) = cases::another_person(&mut world.dice);
        let worker = world.people[who].worker_id().to_owned();
        let record = world.ticket(
            &manager,
            at,
            "people",
            &format!("{subject} ({worker})"),
            &body,
            "photo from the interview compared, no likeness",
        );
        world.plant(who, "int-stand-in", record);
    }
    let at = world.at(who, workday(plus_days(start, -13)), clock(12, 10));
    for record in world.employment_checks(who, at, 0, 2) {
        world.plant_all(who, &["app-front-employer", "app-work-history-gap"], record);
    }
    let (given, family) = world.registry.name();
    let bank = BANKS[world.dice.index(BANKS.len())];
    let ip = if conduct.care == 0 {
        firm::residential_proxy(&mut world.dice).ip
    } else {
        world.people[who].line.ip.clone()
    };
    let record = steps::pay_to(
        world,
        who,
        plus_days(start, conduct.days(14)),
        bank,
        &format!("{given} {family}"),
        &ip,
    );
    world.plant(who, "pay-name-mismatch", record);
    if conduct.care == 0 {
        world.plant(who, "pay-change-from-proxy", record);
    }
    if world.dice.chance(0.6) {
        threat(world, who, plus_days(start, conduct.days(80)));
    }
    let prevent_by = world.at(who, plus_days(start, conduct.days(28)), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C12",
        prevent_by: Some(prevent_by),
        prevents: "the second pay to a stranger's account",
        rules: &[],
        story: "A helper was paid to sit in the interviews. Who comes to work is not recognised; two former employers cannot be found; the pay lands in an account of another name; in some companies a threat follows.",
        ..steps::guilty("c12")
    });
}

/// While still employed: more pay, or the code goes public.
fn threat(world: &mut World, who: usize, day: jiff::civil::Date) {
    let at = calendar::at(workday(day), clock(18, 5), world.firm.seat.zone);
    let from = format!("quiet.word.fiction{}@outlook.com", world.dice.between(10, 99));
    let ip = firm::residential_proxy(&mut world.dice).ip;
    let body = cases::pay_or_publish(&mut world.dice);
    let letter = Letter {
        from: &from,
        display: "A colleague",
        ip: &ip,
        subject: "Last chance",
        body: &body,
        attachment: None,
    };
    for record in steps::letter(world, at, letter) {
        world.plant_all(who, &["ext-threat-in-post", "ext-publish-threat"], record);
    }
}
