//! B10: a remote console hangs on somebody's own lab server, not on the issued laptop.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_minutes};
use crate::dialects::windows;
use crate::phrasing::reasons;
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b10",
    title: "Home lab with a remote console",
    source: "cases.md B10",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let who = staffing::old_hand(
        world,
        Post { title: "Site Reliability Engineer", department: "Platform", worker_type: "employee" },
    );
    let worker = world.people[who].worker_id().to_owned();
    let day = world.days_ago(77);
    let at = world.at(who, day, clock(17, 10));
    let (subject, body) = reasons::home_lab(&mut world.dice);
    world.ticket(&worker, at, "hardware", &subject, &body, "lab host registered");
    let host = format!("{}-LAB{}", world.firm.host_prefix, world.dice.digits(3));
    let serial = world.dice.serial(8);
    let gateway =
        world.people[who].laptop.as_ref().map_or(String::new(), |laptop| laptop.gateway_mac.clone());
    let ip = world.people[who].line.ip.clone();
    world.row(
        "devices",
        at,
        &[
            ("asset_serial", &serial),
            ("hostname", &host),
            ("worker_id", &worker),
            ("model", "Self-built server"),
            ("platform", "Windows Server 2025"),
            ("managed", "no"),
            ("enrolled_at", &at.to_string()),
            ("last_check_in", &crate::calendar::plus_seconds(world.now, -86_400).to_string()),
            ("last_ip", &ip),
            ("gateway_mac", &gateway),
        ],
    );
    let record = windows::plugged_in(
        world,
        who,
        plus_minutes(at, 30),
        &host,
        "USB\\VID_1D6B&PID_0104\\CAFEBABE",
        "PiKVM Composite Device",
        "HIDClass",
    );
    world.plant(who, "ear-ip-kvm", record);
    steps::honest(
        world,
        who,
        "B10",
        "b10",
        "Home lab: the remote console hangs on the registered lab server, never on the laptop.",
    );
}
