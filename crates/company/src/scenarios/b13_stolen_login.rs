//! B13: the payroll login of an honest worker is stolen; pay is diverted and put back.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::dialects::{Seat, okta, purview};
use crate::firm;
use crate::people::PayAccount;
use crate::phrasing::reasons;
use crate::staffing;
use crate::words::BANKS;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b13", title: "Stolen payroll login", source: "cases.md B13", honest: true, play };

fn play(world: &mut World) {
    let post = staffing::some_post(world);
    let who = staffing::old_hand(world, post);
    let day = world.days_ago(34);
    let own = Seat::usual(&world.people[who], world.people[who].line.clone());
    let session = format!("idx{}", world.dice.hex(20));
    let own = Seat { session: Some(session.clone()), ..own };
    let at = world.at(who, day, clock(14, 5));
    okta::single_sign_on(world, who, at, &own, "Payroll Self-Service");
    let line = firm::residential_proxy(&mut world.dice);
    let thief = Seat {
        line: line.clone(),
        managed: false,
        fingerprint: Some(world.dice.hex(32)),
        session: Some(session),
        windows: !own.windows,
        account: None,
    };
    let record = okta::single_sign_on(world, who, plus_minutes(at, 26), &thief, "Payroll Self-Service");
    world.plant(who, "emp-session-cookie", record);
    okta::new_factor(world, who, plus_minutes(at, 29), &thief);
    purview::inbox_rule(world, who, plus_minutes(at, 31), &line.ip, "payroll;direct deposit");
    let good = world.people[who].pay.clone();
    let bank = BANKS[world.dice.index(BANKS.len())];
    let bad = PayAccount {
        digest: crate::people::digest(&mut world.dice),
        institution: bank.0.to_owned(),
        routing_number: bank.1.to_owned(),
        holder: good.holder.clone(),
    };
    let record = world.new_account(who, plus_minutes(at, 33), bad, &line.ip, "self-service portal");
    world.plant(who, "pay-change-from-proxy", record);
    let worker = world.people[who].worker_id().to_owned();
    let noticed = world.at(who, workday(plus_days(day, 5)), clock(9, 10));
    let (subject, body) = reasons::missing_pay(&mut world.dice);
    world.ticket(
        &worker,
        noticed,
        "payroll",
        &subject,
        &body,
        "account takeover confirmed, session ended, old account restored after call-back",
    );
    let ip = world.people[who].line.ip.clone();
    let record = world.new_account(who, plus_minutes(noticed, 200), good, &ip, "payroll desk");
    world.plant(who, "pay-multi-change", record);
    steps::honest(
        world,
        who,
        "B13",
        "b13",
        "Victim: the session was stolen, a rule hid the notices, pay was diverted; reported and put back within days.",
    );
}
