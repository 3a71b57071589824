//! C04: AnyDesk and Chrome Remote Desktop on an issued laptop whose owner's post needs neither; the other
//! side comes from exits of one VPN.

use super::Scenario;
use crate::calendar::{self, clock, plus_days, plus_minutes};
use crate::dialects::{anydesk, sysmon, windows, zscaler};
use crate::firm;
use crate::staffing;
use crate::truth::Casting;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c04",
    title: "Somebody else's hands on the laptop",
    source: "cases.md C04",
    honest: false,
    play,
};

const POST: Post =
    Post { title: "Frontend Engineer", department: "Product Engineering", worker_type: "employee" };

fn play(world: &mut World) {
    let start = world.days_ago(64);
    let who = world.person();
    let req_id = world.opening(POST, plus_days(start, -66));
    let resume = world.ordinary_resume(POST.title, start);
    staffing::candidacy(world, who, POST, &req_id, start, resume);
    staffing::start_work(world, who, POST, &req_id, start);
    world.people[who].habits.virtual_desktop = false;
    let enrolled = world.at(who, start, clock(9, 30));
    world.equip_windows_keeping_serial(who, enrolled);

    let own_ip = world.people[who].line.ip.clone();
    let user = world.people[who].work_email().split('@').next().unwrap_or("").to_owned();
    let second_day = plus_days(start, 1);
    let at = world.at(who, second_day, clock(19, 5));
    let path = "C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe";
    let setup = sysmon::process(
        world,
        who,
        at,
        &format!("C:\\Users\\{user}\\Downloads\\AnyDesk.exe"),
        "AnyDesk.exe --install --start-with-win --silent",
    );
    let service = windows::service(
        world,
        who,
        plus_minutes(at, 1),
        "AnyDesk Service",
        &format!("\"{path}\" --service"),
    );
    let lookup = sysmon::lookup(world, who, plus_minutes(at, 2), path, "boot.net.anydesk.com");
    anydesk::first_start(world, who, plus_minutes(at, 1));
    for record in [setup, service, lookup] {
        world.plant_all(who, &["ear-anydesk", "ear-unauthorized-rat"], record);
    }
    let at = world.at(who, second_day, clock(20, 2));
    let install = windows::service(
        world,
        who,
        at,
        "chromoting",
        "\"C:\\Program Files (x86)\\Google\\Chrome Remote Desktop\\148.0.0.0\\remoting_host.exe\" --type=daemon",
    );
    let account = format!(
        "{}.fiction{}@gmail.com",
        world.dice.pick(&["desk.seven", "night.window", "long.cable"]),
        world.dice.between(10, 99)
    );
    let host = windows::remote_desktop(world, who, plus_minutes(at, 1), 5, &account);
    for record in [install, host] {
        world.plant_all(who, &["ear-crd", "ear-unauthorized-rat"], record);
    }
    for record in [
        sysmon::process(world, who, plus_minutes(at, 22), "C:\\Windows\\System32\\dxdiag.exe", "dxdiag"),
        sysmon::process(
            world,
            who,
            plus_minutes(at, 23),
            "C:\\Windows\\System32\\systeminfo.exe",
            "systeminfo",
        ),
        sysmon::process(world, who, plus_minutes(at, 24), "C:\\Windows\\System32\\whoami.exe", "whoami /all"),
        sysmon::lookup(
            world,
            who,
            plus_minutes(at, 25),
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
            "whatismyip.example.net",
        ),
    ] {
        world.plant(who, "ear-day1-recon", record);
    }
    sessions(world, who, second_day, &own_ip, &account);
    let at = world.at(who, plus_days(start, 9), clock(18, 50));
    for record in [
        sysmon::process(
            world,
            who,
            at,
            &format!("C:\\Users\\{user}\\Downloads\\rustdesk-1.4.6.exe"),
            "rustdesk-1.4.6.exe --silent-install",
        ),
        windows::service(
            world,
            who,
            plus_minutes(at, 1),
            "RustDesk",
            "\"C:\\Program Files\\RustDesk\\RustDesk.exe\" --service",
        ),
    ] {
        world.plant_all(who, &["ear-multi-rmm", "ear-unauthorized-rat"], record);
    }
    let prevent_by = world.at(who, plus_days(start, 20), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C04",
        guilty: true,
        scenario: "c04",
        ring: None,
        prevent_by: Some(prevent_by),
        prevents: "weeks of work by a stranger on a machine inside the network",
        expect: "urgent",
        rules: &["K4"],
        story: "On the second day AnyDesk and Chrome Remote Desktop are installed; from then on, day after day, unattended sessions from exits of one VPN; a week later a third remote tool.",
    });
}

/// Day after day somebody comes in without anybody at the machine.
fn sessions(world: &mut World, who: usize, first: jiff::civil::Date, own_ip: &str, account: &str) {
    let peer_id = format!("9{}", world.dice.digits(8));
    let mut day = first;
    while day < world.today() {
        day = plus_days(day, 1);
        if !calendar::is_workday(day) || world.dice.chance(0.15) {
            continue;
        }
        let peer = firm::astrill(&mut world.dice).ip;
        let minute = world.dice.between(clock(7, 40), clock(9, 20));
        let at = world.at(who, day, minute);
        let records = anydesk::session(
            world,
            who,
            at,
            &anydesk::Session {
                peer_id: &peer_id,
                peer_name: "workbench",
                peer_ip: &peer,
                accepted: "Passwd",
                own_ip,
            },
        );
        world.plant_all(who, &["ear-anydesk", "ear-unauthorized-rat"], records.connection);
        world.plant(who, "ear-anydesk-astrill", records.peer);
        let relay = world.dice.hex(8);
        zscaler::request(
            world,
            who,
            plus_minutes(at, 1),
            own_ip,
            &format!("relay-{relay}.net.anydesk.com"),
            "Remote Access Tools",
            48_000,
        );
        if world.dice.chance(0.3) {
            let at = plus_minutes(at, world.dice.between(240, 420));
            let client = format!("{account}/chromoting_ftl_{}", world.dice.hex(8));
            let record = windows::remote_desktop(world, who, at, 1, &client);
            world.plant(who, "ear-crd", record);
            windows::remote_desktop(world, who, plus_minutes(at, 75), 2, &client);
        }
        if world.dice.chance(0.12) {
            let name = format!("{}.zip", world.dice.pick(&["src", "notes", "build", "screens"]));
            let size = world.dice.between(2, 30);
            anydesk::taken(world, who, plus_minutes(at, 55), &name, size);
        }
    }
}
