//! B02: a new hire moves house in the first week, while the laptop is under way.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days, plus_minutes};
use crate::phrasing;
use crate::places::HOME_TOWNS;
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b02",
    title: "Moved house in the first week",
    source: "cases.md B02",
    honest: true,
    play,
};

const POST: Post = Post { title: "QA Engineer", department: "Quality", worker_type: "employee" };

fn play(world: &mut World) {
    let start = world.days_ago(72);
    let who = world.person();
    let req_id = world.opening(POST, plus_days(start, -70));
    let resume = world.ordinary_resume(POST.title, start);
    staffing::candidacy(world, who, POST, &req_id, start, resume);
    world.employ(who, POST, &req_id, start);
    let enrolled = world.at(who, plus_days(start, 4), clock(10, 0));
    world.equip(who, enrolled);
    let old = world.people[who].home.clone();
    let mut town = &HOME_TOWNS[world.dice.index(HOME_TOWNS.len())];
    while town.city == old.town.city {
        town = &HOME_TOWNS[world.dice.index(HOME_TOWNS.len())];
    }
    let new = world.registry.address(&mut world.dice, town);
    let line = world.registry.home_line(&mut world.dice, town);
    let requester = world.people[who].worker_id().to_owned();
    let by = world.people[who].work_email().to_owned();

    let ordered = world.at(who, plus_days(start, -2), clock(10, 0));
    let (mut parcel, _) = world.order_parcel(who, ordered, &old, "home");
    world.parcel(&parcel, "scanned", plus_minutes(ordered, 60 * 22), "", "carrier", "");
    let at = world.at(who, plus_days(start, 1), clock(9, 35));
    let (subject, body) = phrasing::moved_house(&mut world.dice, &new.one_line());
    let ticket =
        world.ticket(&requester, at, "people", &subject, &body, "lease and licence seen, address changed");
    world.plant_all(who, &["onb-address-change", "shp-in-transit-change"], ticket);
    parcel.address = new.clone();
    let asked = world.parcel(&parcel, "change_requested", plus_minutes(at, 40), &by, "ticket", "");
    let redirected = world.parcel(&parcel, "redirected", plus_minutes(at, 300), "", "carrier", "");
    let name = world.people[who].name();
    let delivered = world.parcel(&parcel, "delivered", plus_minutes(at, 60 * 50), "", "carrier", &name);
    for record in [asked, redirected, delivered] {
        world.plant_all(who, &["shp-in-transit-change", "shp-reroute"], record);
    }
    let record =
        world.change(who, "home_address", plus_minutes(at, 20), &old.one_line(), &new.one_line(), &line.ip);
    world.plant(who, "onb-address-change", record);
    world.identity_check(
        &requester,
        &name,
        "document",
        plus_minutes(at, 1500),
        "pass",
        "new address on the licence",
    );
    world.people[who].home = new;
    world.people[who].line = line;
    steps::honest(
        world,
        who,
        "B02",
        "b02",
        "Moved in the first week; the lease is on file, the licence shows the new address, the laptop checks in from there.",
    );
}
