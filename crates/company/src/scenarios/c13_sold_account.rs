//! C13: a freelancer's account is sold in the middle of a contract: device, hours and payout change on one day.

use super::Scenario;
use super::steps::{self, Conduct, FULL_STACK};
use crate::calendar::{clock, plus_days};
use crate::dialects::github;
use crate::people::{Stay, Turn};
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c13",
    title: "A freelancer's account is sold",
    source: "cases.md C13",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let start = world.days_ago(conduct.days(120) + 20);
    let sold = crate::calendar::workday(plus_days(start, conduct.days(60)));
    let who = world.person();
    steps::hired(world, who, FULL_STACK, start);
    let home = world.people[who].home.clone();
    staffing::deliver(world, who, start, &home, "home");
    let shift = world.dice.between(8, 13);
    world.people[who].habits.turn = Some(Turn {
        from: sold,
        share: 1.0,
        from_hour: world.people[who].habits.from_hour + shift,
        to_hour: world.people[who].habits.to_hour + shift,
        fingerprint: world.dice.hex(32),
        windows: world.dice.chance(0.5),
        managed: false,
        bears: &["emp-hours-offset"],
    });
    let far = steps::far_lines(world, conduct.care);
    let today = world.today();
    world.people[who].stays.push(Stay { from: sold, to: today, share: 0.9, lines: far.clone() });
    let name = world.people[who].name();
    let ip = far[0].ip.clone();
    for after in [0, conduct.days(10)] {
        let service = steps::PAYMENT_SERVICES[world.dice.index(2)];
        let record = steps::pay_to(world, who, plus_days(sold, after), service, &name, &ip);
        world.plant_all(who, &["pay-multi-change", "pay-fintech-account", "pay-change-from-proxy"], record);
    }
    // The buyer forgets once or twice which name to commit under.
    let other = format!(
        "{}{}",
        world.dice.pick(&["bytepath", "softlane", "codewell", "devnorth"]),
        world.dice.between(100, 999)
    );
    for _ in 0..(3 - conduct.care) {
        let after = world.dice.between(2, 30);
        let minute = world.dice.between(clock(9, 0), clock(20, 0));
        let at = world.at(who, plus_days(sold, after), minute);
        let repository = world.firm.repositories[world.dice.index(world.firm.repositories.len())].clone();
        let record = github::git_as(world, who, at, &ip, "git.push", &repository, &other);
        world.plant(who, "emp-handle-switch", record);
    }
    let prevent_by = world.at(who, plus_days(sold, 21), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C13",
        prevent_by: Some(prevent_by),
        prevents: "the first pay to the buyer of the account",
        rules: &["K8"],
        story: "An honest contract until the account is sold: from one day to the next another machine, other hours, other lines and another payout; pushes under a strange handle.",
        ..steps::guilty("c13")
    });
}
