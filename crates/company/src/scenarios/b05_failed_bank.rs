//! B05: a bank closes, and then one digit was wrong.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::people::PayAccount;
use crate::phrasing::reasons;
use crate::staffing;
use crate::words::BANKS;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b05",
    title: "A bank that closed, and a typo",
    source: "cases.md B05",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let post = staffing::some_post(world);
    let who = staffing::old_hand(world, post);
    let day = world.days_ago(60);
    let worker = world.people[who].worker_id().to_owned();
    let bank = BANKS[world.dice.index(BANKS.len())];
    let ip = world.people[who].line.ip.clone();
    for (number, after) in [0, 9].into_iter().enumerate() {
        let at = world.at(who, workday(plus_days(day, after)), clock(12, 20));
        let (subject, body) = if number == 0 {
            reasons::bank_closed(&mut world.dice)
        } else {
            reasons::mistyped_account(&mut world.dice)
        };
        world.ticket(
            &worker,
            at,
            "payroll",
            &subject,
            &body,
            "called back on the number on file, bank confirms the name",
        );
        let account = PayAccount {
            digest: crate::people::digest(&mut world.dice),
            institution: bank.0.to_owned(),
            routing_number: bank.1.to_owned(),
            holder: world.people[who].name(),
        };
        let record = world.new_account(who, plus_minutes(at, 15), account, &ip, "self-service portal");
        world.plant(who, "pay-multi-change", record);
    }
    steps::honest(
        world,
        who,
        "B05",
        "b05",
        "The bank closed; nine days later a mistyped digit was put right; called back on the known number, the bank confirms the name.",
    );
}
