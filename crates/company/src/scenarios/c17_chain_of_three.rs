//! C17: three hires, each vouched for by the one before; papers, bank and home name different states; on the first
//! day all of them look over the machine and check in which country they seem to be.

use super::steps::{self, Conduct};
use super::{Scenario, remote};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::dialects::{netskope, sysmon};
use crate::firm;
use crate::hiring::Referee;
use crate::people::Stay;
use crate::places::HOME_TOWNS;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "c17", title: "Each vouches for the next", source: "cases.md C17", honest: false, play };

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let mut before: Option<usize> = None;
    let synced = world.dice.index(3);
    for (place, key) in ["C17A", "C17B", "C17C"].into_iter().enumerate() {
        let post = staffing::coding_post(world);
        let start = world.days_ago(conduct.days(80 - 22 * place as i64) + 6);
        let who = world.person();
        steps::hired(world, who, post, start);
        world.make_windows(who);
        let home = world.people[who].home.clone();
        staffing::deliver(world, who, start, &home, "home");
        if let Some(referee) = before {
            vouched(world, who, referee, start);
        }
        papers(world, who, start, place);
        let minute = world.dice.between(clock(9, 30), clock(13, 0));
        let at = world.at(who, start, minute);
        if conduct.care < 2 || place == synced {
            remote::look_around(world, who, at);
        }
        if place == synced {
            let local = crate::people::plain(&world.people[who].given);
            let account = format!("{local}.other.sample{}@gmail.com", world.dice.between(10, 99));
            let own_ip = world.people[who].line.ip.clone();
            let record =
                netskope::sign_in(world, who, plus_minutes(at, 30), "Google Chrome Sync", &account, &own_ip);
            world.plant(who, "ear-personal-sync", record);
            remote::Tool::ChromeRemoteDesktop.install(world, who, plus_minutes(at, 41));
            let today = world.today();
            remote::Tool::ChromeRemoteDesktop.sessions(world, who, plus_days(start, 1), today, 0.5, 0);
        }
        let browser = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";
        let record = sysmon::lookup(world, who, plus_minutes(at, 70), browser, "2fa.cn");
        world.plant(who, "ear-otp-extension", record);
        let lines = vec![firm::astrill(&mut world.dice), firm::astrill(&mut world.dice)];
        let today = world.today();
        world.people[who].stays.push(Stay {
            from: start,
            to: today,
            share: 0.95 - 0.25 * conduct.care as f64,
            lines,
        });
        before = Some(who);
        let prevent_by = world.at(who, plus_days(start, 10), clock(9, 0));
        world.cast(Casting {
            who,
            key,
            ring: Some("R-C17"),
            prevent_by: Some(prevent_by),
            prevents: "the hire of the next one",
            rules: &["K12"],
            story: "Three hires in a chain of references; licence, bank and home in different states; on the first day the machine is looked over and the place it seems to stand in is checked; every day comes from one VPN.",
            ..steps::guilty("c17")
        });
    }
    world.notes.rings.push(("R-C17", &["chain of references", "VPN"]));
}

fn vouched(world: &mut World, who: usize, by: usize, start: jiff::civil::Date) {
    let person = world.people[by].clone();
    let company = crate::resume::firm(&mut world.dice);
    let referee = Referee {
        name: person.name(),
        email: person.personal_email.clone(),
        phone: person.phone.clone(),
        company,
        title: "Team Lead",
        relation: "former colleague",
        worker: Some(by),
        called_via: "phone from the reference form",
    };
    let at = world.at(who, workday(plus_days(start, -17)), clock(13, 30));
    let record = world.reference(who, &referee, at, "confirmed");
    for either in [who, by] {
        world.plant_all(either, &["app-mutual-reference", "net-linked-hires"], record);
    }
}

/// A licence of one state, a bank of another, a home in a third; the last one's licence is somebody else's.
fn papers(world: &mut World, who: usize, start: jiff::civil::Date, place: usize) {
    let subject = world.people[who].applicant_id().to_owned();
    let name = world.people[who].name();
    let home = world.people[who].home.town.region;
    let mut other = HOME_TOWNS[world.dice.index(HOME_TOWNS.len())].region;
    while other == home {
        other = HOME_TOWNS[world.dice.index(HOME_TOWNS.len())].region;
    }
    let at = world.at(who, workday(plus_days(start, -12)), clock(9, 50));
    let (reason, signs): (String, &[&'static str]) = match place {
        0 => (
            format!("licence of {other}, home in {home}; image carries marks of an editing program"),
            &["onb-id-state-conflict", "app-photo-manipulated"],
        ),
        1 => (format!("licence of {other}, home in {home}; number valid"), &["onb-id-state-conflict"]),
        _ => (
            format!("licence of {other} belongs to another holder; picture of a picture"),
            &["app-stolen-identity", "onb-id-state-conflict"],
        ),
    };
    let result = if place == 2 { "fail" } else { "review" };
    let record = world.identity_check(&subject, &name, "document", at, result, &reason);
    world.plant_all(who, signs, record);
}
