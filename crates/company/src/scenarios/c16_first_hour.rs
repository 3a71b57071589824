//! C16: what was filmed on a bait machine: the browser is synced with a private account, helpers are loaded, a remote
//! desktop with a fixed PIN is set up from the shell, the machine is looked over, and everything goes through one VPN.

use super::steps::{self, Conduct};
use super::{Scenario, remote};
use crate::calendar::{clock, plus_days, plus_minutes};
use crate::dialects::{netskope, sysmon, windows, zscaler};
use crate::firm;
use crate::people::Stay;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c16",
    title: "The first hour at the machine",
    source: "cases.md C16",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let post = staffing::coding_post(world);
    let start = world.some_days_ago(14, 60);
    let who = world.person();
    steps::hired(world, who, post, start);
    world.make_windows(who);
    let home = world.people[who].home.clone();
    staffing::deliver(world, who, start, &home, "home");
    let own_ip = world.people[who].line.ip.clone();
    let browser = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";
    let account = format!(
        "{}.sample{}@gmail.com",
        world.dice.pick(&["north.window", "clear.desk", "late.lamp"]),
        world.dice.between(10, 99)
    );
    let mut at = world.at(who, start, clock(10, 30));
    let record = netskope::sign_in(world, who, at, "Google Chrome Sync", &account, &own_ip);
    world.plant(who, "ear-personal-sync", record);
    at = plus_minutes(at, world.dice.between(3, 12));
    let sites: &[&str] = match conduct.care {
        0 => &["otp.ee", "authenticator.cc", "2fa.cn"],
        1 => &["otp.ee"],
        _ => &["2fa.cn"],
    };
    for site in sites {
        let first = sysmon::lookup(world, who, at, browser, site);
        let second = zscaler::request(world, who, plus_minutes(at, 1), &own_ip, site, "Computing", 900);
        world.plant(who, "ear-otp-extension", first);
        world.plant(who, "ear-otp-extension", second);
        at = plus_minutes(at, world.dice.between(2, 8));
    }
    let pin = world.dice.digits(6);
    let code = world.dice.hex(20);
    let line = format!(
        "powershell -Command \"& 'C:\\Program Files (x86)\\Google\\Chrome Remote Desktop\\CurrentVersion\\remoting_start_host.exe' --code={code} --redirect-url=https://remotedesktop.google.com/_/oauthredirect --name=%COMPUTERNAME% --pin={pin}\""
    );
    let started = sysmon::process(
        world,
        who,
        at,
        "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
        &line,
    );
    let host = windows::remote_desktop(world, who, plus_minutes(at, 1), 5, &account);
    world.plant(who, "ear-crd-unattended", started);
    for record in [started, host] {
        world.plant_all(who, &["ear-crd", "ear-unauthorized-rat"], record);
    }
    remote::look_around(world, who, plus_minutes(at, 4));
    let lines =
        vec![firm::astrill(&mut world.dice), firm::astrill(&mut world.dice), firm::astrill(&mut world.dice)];
    let today = world.today();
    world.people[who].stays.push(Stay {
        from: start,
        to: today,
        share: [1.0, 0.8, 0.5][conduct.care as usize],
        lines,
    });
    remote::Tool::ChromeRemoteDesktop.sessions(world, who, plus_days(start, 1), today, 0.4, conduct.care);
    let prevent_by = world.at(who, plus_days(start, 7), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C16",
        prevent_by: Some(prevent_by),
        prevents: "unattended access to the network",
        rules: &["K4", "K12"],
        story: "In the first hour a private account is synced, code helpers are opened, a remote desktop with a fixed PIN is set up from the shell and the machine is looked over; all traffic leaves through one VPN.",
        ..steps::guilty("c16")
    });
}
