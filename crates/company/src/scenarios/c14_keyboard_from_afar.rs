//! C14: a remote keyboard box hangs on an issued laptop in a house of several; then labelled technical data is
//! opened that the post does not need.

use super::steps::{self, Conduct};
use super::{Scenario, farm};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::dialects::{Seat, purview, windows};
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c14",
    title: "A remote keyboard, and papers under export control",
    source: "cases.md C14",
    honest: false,
    play,
};

/// Boxes that put keyboard and screen on the network: device id and name as Windows reports them.
const BOXES: &[(&str, &str)] = &[
    ("USB\\VID_1D6B&PID_0104\\CAFEBABE", "PiKVM Composite Device"),
    ("USB\\VID_1D6B&PID_0104\\6b65796d696d6570690", "tinypilot Multifunction USB Device"),
    ("USB\\VID_1D6B&PID_0104\\0123456789ABCDEF", "JetKVM USB Emulation Device"),
];

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let house = farm::House::draw(world);
    let many = world.dice.between(2, 4) as usize;
    let keys = ["C14A", "C14B", "C14C", "C14D"];
    for (place, key) in keys.into_iter().take(many).enumerate() {
        let post = staffing::coding_post(world);
        let start = world.days_ago(conduct.days(70 + 12 * place as i64) + 10);
        let who = farm::resident(world, post, start, &house, conduct.care > 0);
        world.make_windows(who);
        let host = world.people[who].laptop.as_ref().map_or(String::new(), |it| it.hostname.clone());
        let (device, name) = BOXES[world.dice.index(BOXES.len())];
        let minute = world.dice.between(clock(18, 0), clock(22, 30));
        let mut at = world.at(who, workday(plus_days(start, 2)), minute);
        for _ in 0..world.dice.between(1, 3) {
            let record = windows::plugged_in(world, who, at, &host, device, name, "HIDClass");
            world.plant(who, "ear-ip-kvm", record);
            at = plus_minutes(at, 1440 * world.dice.between(2, 9));
        }
        if place == 0 {
            technical_data(world, who, plus_days(start, conduct.days(20)), conduct.care);
        }
        let prevent_by = world.at(who, plus_days(start, conduct.days(20)), clock(9, 0));
        world.cast(Casting {
            who,
            key,
            ring: Some("R-C14"),
            prevent_by: Some(prevent_by),
            prevents: "the reading of technical data under export control",
            expect: "urgent",
            rules: &["K5"],
            story: "Several issued laptops on one router, each driven through a box that plays keyboard and screen; three weeks in, one opens technical drawings that the post does not need.",
            ..steps::guilty("c14")
        });
    }
    world.notes.rings.push(("R-C14", &["house of the laptops", "gateway", "home line"]));
}

fn technical_data(world: &mut World, who: usize, day: jiff::civil::Date, care: i64) {
    let day = workday(day);
    let worker = world.people[who].worker_id().to_owned();
    for system in ["Export-controlled drawings", "Defence programme share", "Supplier vault"] {
        let at = plus_minutes(world.at(who, day, clock(9, 30)), world.dice.between(0, 240));
        let record = world.row(
            "access_grants",
            at,
            &[
                ("worker_id", &worker),
                ("system", system),
                ("granted_at", &at.to_string()),
                ("role_needs_it", "no"),
            ],
        );
        world.plant(who, "emp-nonessential-access", record);
    }
    let seat = Seat::usual(&world.people[who], world.people[who].line.clone());
    let mut at = world.at(who, day, clock(14, 0));
    for _ in 0..world.dice.between(12, 30) / (1 + care) {
        at = plus_minutes(at, world.dice.between(1, 4));
        let name = format!("ITAR-drawing-{:04}.pdf", world.dice.between(1, 900));
        let record = purview::file(world, who, at, &seat, "FileAccessed", "ControlledDrawings", &name);
        world.plant(who, "emp-nonessential-access", record);
    }
}
