//! C15: a real, eligible person passes every check and then lets others do the work.

use super::Scenario;
use super::steps::{self, Conduct};
use crate::calendar::{self, clock, plus_days, plus_minutes};
use crate::dialects::{Seat, okta, zscaler};
use crate::firm;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c15",
    title: "A real person lends the desk",
    source: "cases.md C15",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let post = staffing::coding_post(world);
    let start = world.days_ago(conduct.days(105) + 15);
    let who = world.person();
    steps::hired(world, who, post, start);
    let home = world.people[who].home.clone();
    staffing::deliver(world, who, start, &home, "home");
    let handed = plus_days(start, conduct.days(12));
    let minute = clock(20, 0) + world.dice.between(0, 90);
    let at = world.at(who, calendar::workday(handed), minute);
    conduct.tool.install(world, who, at);
    let today = world.today();
    conduct.tool.sessions(world, who, plus_days(handed, 1), today, 0.5, conduct.care);

    // Others are signed in at the same time, on machines of their own; the person looks after further employers.
    let other = world.dice.hex(32);
    let tenants = [
        crate::resume::firm(&mut world.dice),
        crate::resume::firm(&mut world.dice),
        crate::resume::firm(&mut world.dice),
    ];
    let far = steps::far_lines(world, conduct.care);
    let own_ip = world.people[who].line.ip.clone();
    let mut day = handed;
    while day < today {
        if calendar::is_workday(day) && world.dice.chance(0.7 - 0.2 * conduct.care as f64) {
            let line = far[world.dice.index(far.len())].clone();
            let seat = Seat {
                line,
                managed: false,
                fingerprint: Some(other.clone()),
                session: Some(format!("idx{}", world.dice.hex(20))),
                windows: true,
                account: None,
            };
            let minute = clock(22, 0) + world.dice.between(0, 420);
            let at = world.at(who, day, minute);
            let first = okta::session_start(world, who, at, &seat);
            let second = okta::single_sign_on(world, who, plus_minutes(at, 3), &seat, "Source Code");
            let later = plus_minutes(at, world.dice.between(120, 330));
            let third = okta::single_sign_on(world, who, later, &seat, "Ticket Board");
            for record in [first, second, third] {
                world.plant(who, "emp-shared-job", record);
            }
        }
        if calendar::is_workday(day) && world.dice.chance(0.3) {
            let tenant = &tenants[world.dice.index(tenants.len())];
            let host = format!("login.{}.example", crate::people::plain(tenant));
            let minute = world.dice.between(clock(9, 0), clock(17, 0));
            let at = world.at(who, day, minute);
            let record = zscaler::request(world, who, at, &own_ip, &host, "Corporate", 2_600);
            world.plant(who, "emp-second-employer", record);
        }
        day = plus_days(day, 1);
    }
    if conduct.care == 0 {
        let ip = firm::astrill(&mut world.dice).ip;
        let name = world.people[who].name();
        let record = steps::pay_to(world, who, plus_days(start, 40), steps::PAYMENT_SERVICES[1], &name, &ip);
        world.plant_all(who, &["pay-fintech-account", "pay-change-from-proxy"], record);
    }
    let prevent_by = world.at(who, plus_days(handed, 28), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C15",
        prevent_by: Some(prevent_by),
        prevents: "work of strangers on projects that want vetted people",
        rules: &["K4"],
        story: "Real name, real papers, real face. After two weeks others come in through a remote tool and sign in at night on machines of their own, while the person signs in at other employers.",
        ..steps::guilty("c15")
    });
}
