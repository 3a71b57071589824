//! C02: A gives a reference for B; B is let go; C takes B's place. Laptops of all three go to one house, and
//! B and C are paid into one account.

use jiff::civil::Date;

use super::Scenario;
use super::steps;
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::hiring::Referee;
use crate::people::{Address, PayAccount};
use crate::phrasing;
use crate::places::HOME_TOWNS;
use crate::truth::Casting;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c02",
    title: "Referee, hire and replacement of one group",
    source: "cases.md C02",
    honest: false,
    play,
};

const POST: Post =
    Post { title: "Backend Engineer", department: "Product Engineering", worker_type: "employee" };

fn play(world: &mut World) {
    let start_a = world.days_ago(290);
    let start_b = world.days_ago(140);
    let end_b = workday(plus_days(start_b, 95));
    let start_c = workday(plus_days(start_b, 112));
    let house_town = &HOME_TOWNS[world.dice.index(HOME_TOWNS.len())];
    let house = world.registry.address(&mut world.dice, house_town);
    let (host_given, host_family) = world.registry.name();
    let host = format!("{host_given} {host_family}");
    let gateway = world.dice.mac();
    let passages = steps::passages(world, POST.title, 6);

    let a = world.person();
    let b = world.person();
    let c = world.person();
    // The three write their private addresses in one pattern, as the case tells of their mail.
    for (who, number) in [(a, 31), (b, 47), (c, 58)] {
        let person = &mut world.people[who];
        person.personal_email = format!(
            "{}.{}.dev{number}.sample@outlook.com",
            crate::people::plain(&person.given),
            crate::people::plain(&person.family)
        );
    }
    let like = world.resume(POST.title, 8, 3, start_a);
    for (who, start) in [(a, start_a), (b, start_b), (c, start_c)] {
        let req_id = world.opening(POST, plus_days(start, -60));
        let years = world.dice.between(8, 10);
        let employers = world.dice.between(3, 4) as usize;
        let mut resume = world.resume(POST.title, years, employers, start);
        steps::paste(&mut resume, &passages, &like);
        steps::apply(world, who, &req_id, plus_days(start, -44), resume);
        steps::plant_application(
            world,
            who,
            &["app-resume-clone", "app-shared-format", "app-8-10-years", "app-3-4-employers"],
        );
        for round in 1..=2 {
            steps::talk(world, who, POST.department, round, plus_days(start, -38 + 6 * i64::from(round)));
        }
        world.employ(who, POST, &req_id, start);
        if who == c
            && let Some(job) = &mut world.people[who].job
        {
            job.replaces = Some(b);
        }
        let record = world.people[who].job.as_ref().map(|job| job.record);
        if let Some(record) = record {
            world.plant(who, "net-linked-hires", record);
            if who == c {
                world.plant(who, "off-replacement-chain", record);
            }
        }
        laptop(world, who, start, &house, &host, &gateway);
    }
    references(world, a, b, c, start_b, start_c);
    pay(world, a, b, c, start_a, start_b, start_c);

    let note = phrasing::poor_review(&mut world.dice);
    world.review(b, plus_days(start_b, 80), 2, &note);
    let mut record = None;
    if let Some(job) = &mut world.people[b].job {
        job.end = Some(end_b);
        job.end_reason = "terminated: poor performance";
        record = Some(job.record);
    }
    if let Some(record) = record {
        world.plant(b, "off-poor-performance-window", record);
    }
    let prevent = [
        (a, "C02A", start_c, "the hire of the third one"),
        (b, "C02B", plus_days(start_b, 30), "pay to an account that others use too"),
        (c, "C02C", plus_days(start_c, 14), "access for the third one"),
    ];
    for (who, key, day, prevents) in prevent {
        let prevent_by = world.at(who, day, clock(9, 0));
        world.cast(Casting {
            who,
            key,
            guilty: true,
            scenario: "c02",
            ring: Some("R-C02"),
            prevent_by: Some(prevent_by),
            prevents,
            expect: "urgent",
            rules: &["K2", "K5", "K7"],
            story: "Three people in one kind of post, with one résumé kit. The first is referee for the other two; after the second is let go the third takes the place. All laptops are signed for at one house; pay moves to a payment service, for two of them into one account.",
        });
    }
    world.notes.rings.push((
        "R-C02",
        &[
            "house of the laptops",
            "gateway",
            "signer of parcels",
            "referee",
            "résumé passages and layout",
            "pay account of two",
        ],
    ));
}

/// The laptop is sent home at first and then to the house, where somebody else signs.
fn laptop(world: &mut World, who: usize, start: Date, house: &Address, host: &str, gateway: &str) {
    let enrolled = world.at(who, start, clock(10, 0));
    world.equip_windows(who, enrolled);
    let mut record = None;
    if let Some(laptop) = &mut world.people[who].laptop {
        laptop.gateway_mac = gateway.to_owned();
        record = Some(laptop.record);
    }
    if let Some(record) = record {
        world.plant(who, "shp-device-colocation", record);
    }
    let requester = world.people[who].worker_id().to_owned();
    let at = world.at(who, workday(plus_days(start, -12)), clock(12, 0));
    let (subject, body) = phrasing::other_address(&mut world.dice, &house.one_line());
    let ticket = world.ticket(&requester, at, "onboarding", &subject, &body, "address changed in the order");
    world.plant(who, "onb-address-change", ticket);
    let (parcel, created) = world.order_parcel(who, plus_minutes(at, 300), house, "home");
    let scanned = world.parcel(&parcel, "scanned", plus_minutes(at, 60 * 26), "", "carrier", "");
    let delivered = world.parcel(&parcel, "delivered", plus_minutes(at, 60 * 74), "", "carrier", host);
    for record in [created, scanned, delivered] {
        world.plant_all(who, &["shp-reroute", "shp-farm-cluster"], record);
    }
    world.plant(who, "shp-signer-mismatch", delivered);
    let line = world.people[who].line.clone();
    // All machines in the house leave by one connection; the first to come brings its own.
    let shared = world
        .people
        .iter()
        .find(|person| {
            person.laptop.as_ref().is_some_and(|laptop| laptop.gateway_mac == gateway)
                && person.line.town.city == house.town.city
                && person.line.ip != line.ip
        })
        .map(|person| person.line.clone());
    let mut line = shared.unwrap_or(line);
    line.town = house.town;
    world.people[who].line = line;
}

/// A speaks for B, and later for C.
fn references(world: &mut World, a: usize, b: usize, c: usize, start_b: Date, start_c: Date) {
    for (who, start) in [(b, start_b), (c, start_c)] {
        let person = world.people[a].clone();
        let company = person
            .application
            .as_ref()
            .and_then(|it| it.resume.posts.first())
            .map_or(String::new(), |post| post.employer.clone());
        let referee = Referee {
            name: person.name(),
            email: person.personal_email.clone(),
            phone: person.phone.clone(),
            company,
            title: "Team Lead",
            relation: "former colleague",
            worker: Some(a),
            called_via: "phone from the reference form",
        };
        let at = world.at(who, workday(plus_days(start, -30)), clock(11, 20));
        let record = world.reference(who, &referee, at, "confirmed");
        world.plant(who, "app-mutual-reference", record);
        world.plant(a, "app-mutual-reference", record);
        let referee = world.outside_referee(who);
        world.reference(who, &referee, at, "could not be reached");
        let (subject, name) = (world.people[who].applicant_id().to_owned(), world.people[who].name());
        world.identity_check(&subject, &name, "document", plus_minutes(at, 400), "pass", "");
    }
}

/// Pay of all three moves to a payment service; B and C share an account there.
fn pay(world: &mut World, a: usize, b: usize, c: usize, start_a: Date, start_b: Date, start_c: Date) {
    let own = crate::people::digest(&mut world.dice);
    let shared = crate::people::digest(&mut world.dice);
    for (who, day, digest) in [
        (a, plus_days(start_a, 40), &own),
        (b, plus_days(start_b, 11), &shared),
        (c, plus_days(start_c, 9), &shared),
    ] {
        let account = PayAccount {
            digest: digest.clone(),
            institution: "Payoneer".to_owned(),
            routing_number: "990000992".to_owned(),
            holder: world.people[who].name(),
        };
        let at = world.at(who, workday(day), clock(20, 5));
        let ip = world.people[who].line.ip.clone();
        let record = world.new_account(who, at, account, &ip, "self-service portal");
        world.plant(who, "pay-fintech-account", record);
        if who != a {
            world.plant_all(who, &["pay-shared-account", "onb-payment-platform-change"], record);
        }
    }
}
