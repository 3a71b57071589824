//! B03: an approved visit to the family abroad, with the VPN that people use there.

use super::{Scenario, steps};
use crate::calendar::{self, clock, plus_days};
use crate::firm;
use crate::people::{Line, Stay};
use crate::phrasing::reasons;
use crate::places::CHENGDU;
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b03", title: "Family visit with a VPN", source: "cases.md B03", honest: true, play };

fn play(world: &mut World) {
    let who = staffing::old_hand(
        world,
        Post { title: "Machine Learning Engineer", department: "Data", worker_type: "employee" },
    );
    world.people[who].habits.virtual_desktop = false;
    let from = world.days_ago(95);
    let to = plus_days(from, 25);
    let worker = world.people[who].worker_id().to_owned();
    let asked = calendar::at(plus_days(from, -30), clock(15, 0), "UTC");
    world.row(
        "travel",
        asked,
        &[
            ("worker_id", &worker),
            ("from", &from.to_string()),
            ("to", &to.to_string()),
            ("country", CHENGDU.country),
            ("approved", "yes"),
        ],
    );
    let (subject, body) = reasons::journey(&mut world.dice);
    world.ticket(
        &worker,
        asked,
        "network",
        &subject,
        &body,
        "allowed for the time of the approved trip, issued laptop only",
    );
    let mut lines = Vec::new();
    for _ in 0..3 {
        lines.push(firm::astrill(&mut world.dice));
        lines.push(Line {
            ip: format!("198.19.220.{}", world.dice.between(2, 250)),
            provider: "Example Hotel Network",
            number: 64507,
            town: &CHENGDU,
            proxy: false,
            bears: &["emp-multi-country-login"],
        });
    }
    world.people[who].stays.push(Stay { from, to, share: 1.0, lines });
    steps::honest(
        world,
        who,
        "B03",
        "b03",
        "Approved visit to the family; uses the VPN with leave of IT, on the issued laptop throughout.",
    );
}
