//! B12: the help desk takes over a screen, with a ticket, and somebody at the machine who agrees.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_minutes};
use crate::dialects::{anydesk, sysmon, windows};
use crate::phrasing;
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b12",
    title: "Help desk session with a ticket",
    source: "cases.md B12",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let who = staffing::old_hand(
        world,
        Post { title: "Account Executive", department: "Sales", worker_type: "employee" },
    );
    let enrolled = world.people[who].laptop.as_ref().map_or(world.start, |laptop| laptop.enrolled_at);
    world.equip_windows_keeping_serial(who, enrolled);
    let day = world.days_ago(45);
    let worker = world.people[who].worker_id().to_owned();
    let at = world.at(who, day, clock(10, 5));
    let (subject, body) = phrasing::anydesk_help(&mut world.dice);
    world.ticket(&worker, at, "software", &subject, &body, "fixed in a remote session by the help desk");
    let path = "C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe";
    let session_at = plus_minutes(at, 35);
    let setup = sysmon::process(world, who, session_at, path, "AnyDesk.exe --install");
    let service =
        windows::service(world, who, session_at, "AnyDesk Service", &format!("\"{path}\" --service"));
    anydesk::first_start(world, who, session_at);
    let own_ip = world.people[who].line.ip.clone();
    let peer_ip = format!("192.0.2.{}", world.dice.between(66, 93));
    let records = anydesk::session(
        world,
        who,
        plus_minutes(session_at, 4),
        &anydesk::Session {
            peer_id: "515200300",
            peer_name: "help desk",
            peer_ip: &peer_ip,
            accepted: "User",
            own_ip: &own_ip,
        },
    );
    for record in [setup, service, records.connection] {
        world.plant(who, "ear-anydesk", record);
    }
    steps::honest(
        world,
        who,
        "B12",
        "b12",
        "One session of the help desk, with a ticket, accepted by hand, from the help desk's own network.",
    );
}
