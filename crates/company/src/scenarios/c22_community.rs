//! C22: three cases that a community told. One applies with an old account taken over from a real person; one does
//! good work for years and is found by pushes under an older handle; one resigns at once when asked for a photo.

use super::Scenario;
use super::steps::{self, Conduct, FULL_STACK};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::dialects::github;
use crate::people::Stay;
use crate::phrasing::cases;
use crate::places::TORONTO;
use crate::staffing;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "c22", title: "Good work, other names", source: "cases.md C22", honest: false, play };

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    old_account(world);
    older_handle(world, &conduct);
    photo(world, &conduct);
}

fn old_account(world: &mut World) {
    let day = world.some_days_ago(20, 80);
    let who = world.person();
    let req_id = world.opening(FULL_STACK, plus_days(day, -12));
    let resume = world.resume(FULL_STACK.title, 12, 4, day);
    steps::apply(world, who, &req_id, day, resume);
    steps::talk(world, who, FULL_STACK.department, 1, plus_days(day, 7));
    let at = world.at(who, workday(plus_days(day, 11)), clock(14, 30));
    for record in world.employment_checks(who, at, 0, 2) {
        world.plant_all(who, &["app-social-mismatch", "app-work-history-gap"], record);
    }
    world.cast(Casting {
        who,
        key: "C22A",
        prevent_by: Some(plus_minutes(at, 60 * 24 * 10).min(world.now)),
        prevents: "a hire",
        expect: "watch",
        story: "Old public accounts of a real person, silent for ten years and then fed; two employers of the gap have no record.",
        ..steps::guilty("c22")
    });
}

fn older_handle(world: &mut World, conduct: &Conduct) {
    let post = staffing::coding_post(world);
    let who = staffing::old_hand(world, post);
    let end = world.some_days_ago(6, 40);
    let note = cases::no_promotion(&mut world.dice);
    world.review(who, workday(plus_days(end, -70)), 5, &note);
    let worker = world.people[who].worker_id().to_owned();
    for before in [65, 24, 3] {
        let at = world.at(who, workday(plus_days(end, -before)), clock(13, 0));
        let (kind, outcome) = if before == 3 { ("camera_call", "no_show") } else { ("on_site", "declined") };
        let record = world.row(
            "reverifications",
            at,
            &[
                ("worker_id", &worker),
                ("requested_at", &at.to_string()),
                ("kind", kind),
                ("outcome", outcome),
            ],
        );
        world.plant(who, "emp-reverify-avoid", record);
        if before == 3 {
            world.plant(who, "off-vanish", record);
        }
    }
    let handle = format!(
        "{}{}",
        world.dice.pick(&["lunarbyte", "chainsmith", "foxcoder", "rustwave"]),
        world.dice.between(10, 99)
    );
    let ip = world.people[who].line.ip.clone();
    for _ in 0..(2 + i64::from(conduct.care == 0)) {
        let before = world.dice.between(5, 12);
        let at = world.at(who, workday(plus_days(end, -before)), clock(11, 45));
        let repository = world.firm.repositories[world.dice.index(world.firm.repositories.len())].clone();
        let record = github::git_as(world, who, at, &ip, "git.push", &repository, &handle);
        world.plant(who, "emp-handle-switch", record);
    }
    if let Some(record) = steps::leaves(world, who, end, "resigned") {
        world.plant(who, "off-vanish", record);
    }
    let prevent_by = world.at(who, end, clock(9, 0));
    world.cast(Casting {
        who,
        key: "C22B",
        prevent_by: Some(prevent_by),
        prevents: "a leaver with three years of access",
        expect: "watch",
        story: "Years of good work; declines promotion and every visit; two pushes under an older handle; asked about them, leaves the call and is gone.",
        ..steps::guilty("c22")
    });
}

fn photo(world: &mut World, conduct: &Conduct) {
    let post = staffing::coding_post(world);
    let who = staffing::old_hand(world, post);
    let asked = world.some_days_ago(8, 45);
    let worker = world.people[who].worker_id().to_owned();
    let lines = vec![super::farm::abroad(world, &TORONTO, &["emp-device-location-gap"])];
    let today = world.today();
    let share = 0.3 - 0.1 * conduct.care as f64;
    world.people[who].stays.push(Stay { from: plus_days(asked, -60), to: today, share, lines });
    let at = world.at(who, asked, clock(10, 40));
    let record = world.row(
        "reverifications",
        at,
        &[
            ("worker_id", &worker),
            ("requested_at", &at.to_string()),
            ("kind", "id_check"),
            ("outcome", "declined"),
        ],
    );
    world.plant_all(who, &["emp-reverify-avoid", "off-vanish"], record);
    let end = workday(plus_days(asked, 1));
    if let Some(record) = steps::leaves(world, who, end, "resigned") {
        world.plant(who, "off-vanish", record);
    }
    let prevent_by = world.at(who, plus_days(end, 1), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C22C",
        prevent_by: Some(prevent_by.min(world.now)),
        prevents: "a leaver with a year of access",
        expect: "watch",
        story: "A year of good work with the own face on camera; asked for a photo outside the stated home, resigns the next day.",
        ..steps::guilty("c22")
    });
}
