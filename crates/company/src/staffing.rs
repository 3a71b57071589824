//! The ordinary company: who leads it, who works there, who applied, and the rows that every HR, IT and
//! security department has. In: a `World`. Out: people in it, and rows on its shelf.

use jiff::civil::Date;

use crate::calendar::{self, clock, plus_days, plus_minutes, workday};
use crate::firm::{DEPARTMENTS, RANGES};
use crate::hiring::Interview;
use crate::tables::TABLES;
use crate::world::{Post, World};

/// The people a company cannot do without, hired long ago.
pub(crate) fn lead(world: &mut World, workers: usize) {
    for (title, department) in [
        ("Chief Executive", "Executive"),
        ("Director of People", "People"),
        ("General Counsel", "Legal"),
        ("Head of Security", "Security"),
    ] {
        if world.people.len() >= workers {
            break;
        }
        let who = old_hand(world, Post { title, department, worker_type: "employee" });
        world.leaders.push(who);
    }
    for department in DEPARTMENTS {
        if world.people.len() + 1 >= workers {
            break;
        }
        let who = old_hand(
            world,
            Post { title: department.manager, department: department.name, worker_type: "employee" },
        );
        world.managers.insert(department.name, who);
        if let Some(job) = &mut world.people[who].job {
            job.manager = world.leaders.first().copied();
        }
    }
}

/// Fills the company up to the wanted number of workers with people who have no story.
pub(crate) fn fill(world: &mut World, workers: usize) {
    let mut employed = world.people.iter().filter(|person| person.job.is_some()).count();
    while employed < workers {
        let post = some_post(world);
        if world.dice.chance(0.72) {
            old_hand(world, post);
        } else {
            // The company grew faster at first.
            let longest = (world.window_days() - 5).max(8);
            let shortest = if world.dice.chance(0.5) { 4 } else { longest / 3 };
            let ago = world.dice.between(shortest.max(4), longest);
            new_hire(world, post, ago);
        }
        employed += 1;
    }
}

/// A post drawn by how often departments hire.
pub(crate) fn some_post(world: &mut World) -> Post {
    let mut weight = world.dice.index(DEPARTMENTS.iter().map(|department| department.weight).sum());
    for department in DEPARTMENTS {
        if weight < department.weight {
            let worker_type = match (department.writes_code, world.dice.index(100)) {
                (true, 0..=15) => "contractor",
                (true, 16..=20) => "agency",
                _ => "employee",
            };
            return Post {
                title: world.dice.pick(department.titles),
                department: department.name,
                worker_type,
            };
        }
        weight -= department.weight;
    }
    Post { title: "Full Stack Engineer", department: "Product Engineering", worker_type: "employee" }
}

/// A post in which code is written.
pub(crate) fn coding_post(world: &mut World) -> Post {
    loop {
        let post = some_post(world);
        if crate::firm::writes_code(post.department) {
            return post;
        }
    }
}

/// Someone who was hired before the window, so long ago that the hiring system has forgotten it.
pub(crate) fn old_hand(world: &mut World, post: Post) -> usize {
    let who = world.person();
    let before = world.dice.between(500, 2600);
    let start = workday(plus_days(calendar::day_of(world.start, "UTC"), -before));
    world.employ(who, post, "", start);
    let later = world.dice.between(200, 420);
    let enrolled = world.at(who, plus_days(start, later), clock(10, 0));
    world.equip(who, enrolled);
    settle(world, who, post);
    who
}

/// Someone who applied, was interviewed and hired in the window, so many days ago, with nothing unusual.
pub(crate) fn new_hire(world: &mut World, post: Post, days_ago: i64) -> usize {
    let who = world.person();
    hire(world, who, post, days_ago);
    who
}

/// The ordinary way into the company for somebody who has been drawn already.
pub(crate) fn hire(world: &mut World, who: usize, post: Post, days_ago: i64) {
    let start = world.days_ago(days_ago);
    hire_on(world, who, post, start);
}

/// As `hire`, with the first day.
pub(crate) fn hire_on(world: &mut World, who: usize, post: Post, start: Date) {
    let req_id = world.opening(post, workday(plus_days(start, -70)));
    let resume = world.ordinary_resume(post.title, start);
    candidacy(world, who, post, &req_id, start, resume);
    start_work(world, who, post, &req_id, start);
}

/// Application, interviews, references and checks of somebody with nothing to hide.
pub(crate) fn candidacy(
    world: &mut World,
    who: usize,
    post: Post,
    req_id: &str,
    start: Date,
    resume: crate::resume::Resume,
) {
    let minute = world.dice.between(clock(8, 0), clock(21, 0));
    let before = world.dice.between(38, 60);
    let applied = world.at(who, plus_days(start, -before), minute);
    world.apply(who, req_id, applied, resume);
    for round in 1..=2 {
        let day = workday(plus_days(start, -36 + 7 * i64::from(round)));
        let minute = clock(9, 0) + 30 * world.dice.between(0, 13);
        let at = world.at(who, day, minute);
        let mut interview = Interview::ordinary(round, at);
        interview.pause = 0.8 + world.dice.between(0, 18) as f64 / 10.0;
        interview.transcript = world.dice.chance(0.25);
        if world.dice.chance(0.12) {
            interview.background = "blur";
        }
        world.interview(who, post.department, interview);
    }
    for _ in 0..2 {
        let referee = world.outside_referee(who);
        let minute = clock(10, 0) + world.dice.between(0, 300);
        let at = world.at(who, workday(plus_days(start, -18)), minute);
        world.reference(who, &referee, at, "confirmed");
    }
    let at = world.at(who, workday(plus_days(start, -15)), clock(13, 0));
    let wrong = usize::from(world.dice.chance(0.04));
    world.employment_checks(who, at, wrong, 0);
    let (subject, name) = (world.people[who].applicant_id().to_owned(), world.people[who].name());
    let at = plus_minutes(at, world.dice.between(20, 900));
    world.identity_check(&subject, &name, "document", at, "pass", "");
    if world.dice.chance(0.6) {
        let at = plus_minutes(at, world.dice.between(20, 900));
        world.identity_check(&subject, &name, "live", at, "pass", "");
    }
    let minute = world.dice.between(clock(9, 0), clock(21, 0));
    let before = world.dice.between(10, 13);
    let at = world.at(who, plus_days(start, -before), minute);
    let ip = world.people[who].line.ip.clone();
    crate::dialects::cloud_apps::signed(world, who, at, &ip);
}

/// First day, laptop to the home, accounts.
pub(crate) fn start_work(world: &mut World, who: usize, post: Post, req_id: &str, start: Date) {
    world.employ(who, post, req_id, start);
    let enrolled = world.at(who, start, clock(9, 20));
    world.equip(who, enrolled);
    let home = world.people[who].home.clone();
    deliver(world, who, start, &home, "home");
    settle(world, who, post);
}

/// A laptop is ordered, travels and arrives before the first day.
pub(crate) fn deliver(
    world: &mut World,
    who: usize,
    start: Date,
    address: &crate::people::Address,
    address_type: &'static str,
) {
    let minute = clock(10, 30) + world.dice.between(0, 200);
    let created = world.at(who, workday(plus_days(start, -9)), minute);
    let (parcel, _) = world.order_parcel(who, created, address, address_type);
    let scanned = plus_minutes(created, 60 * world.dice.between(20, 40));
    world.parcel(&parcel, "scanned", scanned, "", "carrier", "");
    let delivered = plus_minutes(scanned, 60 * world.dice.between(40, 70));
    let signed = world.people[who].name();
    world.parcel(&parcel, "delivered", delivered, "", "carrier", &signed);
}

/// Access that the post comes with, and for a few people a virtual desktop.
pub(crate) fn settle(world: &mut World, who: usize, post: Post) {
    if post.worker_type != "employee" && world.dice.chance(0.15) {
        world.people[who].habits.virtual_desktop = true;
    }
    let mut systems = vec!["Mail and calendar"];
    if crate::firm::writes_code(post.department) {
        systems.push("Source code");
        systems.push("Build service");
    } else {
        systems.push("Document library");
    }
    if post.department == "Data" {
        systems.push("Data warehouse");
    }
    let job = world.people[who].job.clone();
    let Some(job) = job else { return };
    let at = world.at(who, job.start, clock(8, 30));
    for system in systems {
        world.row(
            "access_grants",
            at,
            &[
                ("worker_id", &job.id),
                ("system", system),
                ("granted_at", &at.to_string()),
                ("role_needs_it", "yes"),
            ],
        );
    }
}

/// Applicants who were not hired: about three to each two workers.
pub(crate) fn applicants(world: &mut World, workers: usize) {
    let wanted = workers * 3 / 2;
    let mut left = wanted;
    while left > 0 {
        let post = some_post(world);
        let longest = world.window_days().max(260);
        let days = world.dice.between(20, longest);
        let opened = world.days_ago(days + 25);
        let req_id = world.opening(post, opened);
        for _ in 0..left.min(6) {
            left -= 1;
            let who = world.person();
            let day = plus_days(opened, world.dice.between(1, 24));
            let minute = world.dice.between(clock(7, 0), clock(23, 0));
            let at = world.at(who, day, minute);
            let resume = world.ordinary_resume(post.title, opened);
            world.apply(who, &req_id, at, resume);
            if world.dice.chance(0.4) {
                let day = workday(plus_days(opened, 27 + world.dice.between(0, 6)));
                let minute = clock(9, 0) + 30 * world.dice.between(0, 13);
                let at = world.at(who, day, minute);
                let mut interview = Interview::ordinary(1, at);
                if world.dice.chance(0.06) {
                    interview.camera = "partial";
                }
                world.interview(who, post.department, interview);
            }
        }
    }
}

/// Rows every company has: reviews, moves, new bank accounts, journeys, requests, lists of the security team.
pub(crate) fn everyday(world: &mut World) {
    for name in TABLES {
        world.shelf.open(name.file, name.framing());
    }
    let as_of = plus_days(calendar::day_of(world.start, "UTC"), -20).to_string();
    for (range, label, provider) in RANGES {
        let source = if *label == "corporate" { "own network plan" } else { "bought list (invented)" };
        world.row(
            "ip_ranges",
            world.start,
            &[
                ("cidr", range),
                ("label", label),
                ("provider", provider),
                ("source", source),
                ("as_of", &as_of),
            ],
        );
    }
    let closed = plus_days(calendar::day_of(world.start, "UTC"), -90);
    let at = calendar::at(closed, clock(15, 0), "UTC");
    let expires = plus_days(closed, 365).to_string();
    for (kind, value) in [
        ("subnet", "198.19.200.0/24"),
        ("email", "old.case.fiction@outlook.com"),
        ("phone", "+1 361-555-0199"),
        ("address", "1 Nowhere Crescent, Worcester MA 01608"),
    ] {
        world.row(
            "confirmed_artefacts",
            at,
            &[
                ("incident_id", "CASE-0007"),
                ("closed_at", &at.to_string()),
                ("kind", kind),
                ("value", value),
                ("expires_at", &expires),
            ],
        );
    }
    for _ in 0..2 {
        let at = plus_minutes(world.start, world.dice.between(0, 60 * 24 * 20));
        let id = world.id("LK");
        let matched = world.dice.pick(&[
            "name of a public library of ours",
            "word from the press page",
            "old marketing address",
        ]);
        world.row(
            "leak_alerts",
            at,
            &[
                ("alert_id", &id),
                ("seen_at", &at.to_string()),
                ("place", "public code host"),
                ("url", "https://code.example.org/found"),
                ("matched", matched),
            ],
        );
    }
}
