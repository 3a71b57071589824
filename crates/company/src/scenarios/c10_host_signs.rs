//! C10: the host of a small farm signs for the parcel; sessions come from abroad; the income is reported under a
//! stolen name.

use super::remote::Tool;
use super::steps::{self, Conduct};
use super::{Scenario, farm};
use crate::calendar::{clock, plus_days, workday};
use crate::people::Stay;
use crate::places::DANDONG;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c10",
    title: "The host signs, strangers sign in",
    source: "cases.md C10",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let house = farm::House::draw(world);
    let post = staffing::coding_post(world);
    let start = world.days_ago(conduct.days(85) + 20);
    let who = farm::resident(world, post, start, &house, conduct.care == 2);
    let tool = if conduct.care == 0 { conduct.tool } else { Tool::Splashtop };
    let today = world.today();
    farm::driven(world, who, tool, start, today, conduct.care);
    if conduct.care < 2 {
        // Now and then the browser is opened without the detour.
        let line = farm::abroad(world, &DANDONG, &["emp-multi-country-login", "ear-newhire-travel"]);
        let from = plus_days(start, world.dice.between(3, 20));
        world.people[who].stays.push(Stay { from, to: today, share: 0.08, lines: vec![line] });
    }
    let at = world.at(who, workday(plus_days(start, conduct.days(60))), clock(14, 0));
    farm::tax_notice(world, who, at);
    let prevent_by = world.at(who, plus_days(start, conduct.days(30)), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C10",
        prevent_by: Some(prevent_by),
        prevents: "a month's pay and the search of a network",
        rules: &["K4", "K5"],
        story: "The laptop goes to a host who signs for it and lets strangers in through a remote tool; some sign-ins come from abroad; a tax notice says that the name belongs to somebody else.",
        ..steps::guilty("c10")
    });
}
