//! What happens to people who work here while nothing happens: they are reviewed, ask for things, change banks, move,
//! travel, marry, sleep late, use a VPN, get help from the help desk, leave and are followed by others.
//!
//! In: a `World` with its people. Out: rows about them, and changed habits. It happens to guilty people as to honest
//! ones, but for what would get in the way of a story: those have their own moves, banks and journeys.

use jiff::civil::Date;

use crate::calendar::{self, clock, plus_days, plus_minutes, workday};
use crate::dialects::{Seat, anydesk, purview, rustdesk, splashtop, sysmon, teamviewer, windows};
use crate::firm;
use crate::people::{PayAccount, Stay};
use crate::phrasing;
use crate::places::{HOME_TOWNS, LISBON, LONDON, MEXICO_CITY, TORONTO};
use crate::untidy::Untidiness;
use crate::words::BANKS;
use crate::world::World;

/// Days for which the chances below are meant.
const HALF_YEAR: f64 = 170.0;

/// One person's time at the company, as far as the window shows it.
struct Span {
    first: Date,
    days: i64,
}

impl Span {
    fn some_day(&self, world: &mut World) -> Date {
        let after = world.dice.between(2, (self.days - 1).max(2));
        workday(plus_days(self.first, after))
    }

    /// True with the given chance for half a year, more or less often for other spans.
    fn happens(&self, world: &mut World, chance: f64) -> bool {
        world.dice.chance((chance * self.days as f64 / HALF_YEAR).min(0.9))
    }
}

/// Everybody's life.
pub(crate) fn everybody(world: &mut World, untidy: &Untidiness) {
    leavers(world, untidy);
    for who in 0..world.people.len() {
        let Some(job) = world.people[who].job.clone() else { continue };
        let first = calendar::day_of(world.start, "UTC").max(job.start);
        let last = job.end.unwrap_or(world.today()).min(world.today());
        let days = first.until(last).map_or(0, |span| i64::from(span.get_days()));
        if days < 5 {
            continue;
        }
        let span = Span { first, days };
        at_work(world, who, &span);
        accounts(world, who, untidy);
        if !world.is_cast(who) {
            at_home(world, who, &span);
            network(world, who, &span);
            if world.dice.chance(untidy.renamed_people) {
                wedding(world, who, &span);
            }
        }
    }
}

/// Reviews, requests, absences, checks.
fn at_work(world: &mut World, who: usize, span: &Span) {
    let worker = world.people[who].worker_id().to_owned();
    let mut day = plus_days(span.first, world.dice.between(40, 120));
    while day < plus_days(span.first, span.days) {
        if !world.reviewed.contains(&who) {
            let note = phrasing::good_review(&mut world.dice);
            let rating = world.dice.between(3, 5);
            world.review_quietly(who, workday(day), rating, &note);
        }
        day = plus_days(day, world.dice.between(110, 190));
    }
    // Most people ask for little, a few for much.
    let most = if world.dice.chance(0.15) { 9 } else { 3 };
    let wanted = world.dice.between(0, most) * span.days.max(40) / 170;
    for _ in 0..wanted {
        let day = span.some_day(world);
        let minute = world.dice.between(clock(9, 0), clock(17, 0));
        let at = world.at(who, day, minute);
        let (category, (subject, body)) = phrasing::everyday(&mut world.dice);
        let resolution = phrasing::resolution(&mut world.dice);
        world.ticket(&worker, at, category, &subject, &body, resolution);
    }
    if world.people[who].application.is_some() {
        onboarding(world, who);
    }
    for _ in 0..(span.days / 110).max(1) {
        if world.dice.chance(0.8) {
            let day = span.some_day(world);
            let back = plus_days(day, world.dice.between(3, 12));
            world.people[who].habits.away.push((day, back));
        }
    }
    if span.happens(world, 0.1) {
        let day = span.some_day(world);
        let at = world.at(who, day, clock(14, 0));
        let kind = world.dice.pick(&["id_check", "camera_call"]);
        world.row(
            "reverifications",
            at,
            &[("worker_id", &worker), ("requested_at", &at.to_string()), ("kind", kind), ("outcome", "done")],
        );
    }
    if span.happens(world, 0.03) {
        let until = plus_days(span.first, world.dice.between(5, 60)).to_string();
        let indicator = world.dice.pick(&["emp-hours-offset", "app-odd-hours", "emp-camera-off-recurring"]);
        world.row(
            "exemptions",
            world.start,
            &[
                ("subject_id", &worker),
                ("indicator", indicator),
                ("until", &until),
                ("granted_by", "people team"),
            ],
        );
    }
    if span.happens(world, 0.04) {
        help_desk(world, who, span);
    }
    if span.happens(world, 0.02) {
        handover(world, who, span);
    }
}

/// What newcomers ask in their first weeks. Whoever has a story asks what the story tells instead.
fn onboarding(world: &mut World, who: usize) {
    let Some(job) = world.people[who].job.clone() else { return };
    let (few, many) = if world.is_cast(who) { (0, 1) } else { (1, 4) };
    for _ in 0..world.dice.between(few, many) {
        let after = world.dice.between(-12, 25);
        let minute = world.dice.between(clock(8, 30), clock(18, 0));
        let at = world.at(who, workday(plus_days(job.start, after)), minute);
        let (category, (subject, body)) = if world.dice.chance(0.25) {
            let (given, family) = world.registry.name();
            let town = world.people[who].home.town;
            let address = world.registry.address(&mut world.dice, town);
            let phone = world.registry.phone(&mut world.dice, town);
            let name = format!("{given} {family}");
            let asked = phrasing::cases::representative(&mut world.dice, &name, &address.one_line(), &phone);
            ("people", asked)
        } else {
            phrasing::cases::newcomer(&mut world.dice)
        };
        let resolution = phrasing::resolution(&mut world.dice);
        world.ticket(&job.id, at, category, &subject, &body, resolution);
    }
}

/// Banks, telephones, homes, households, journeys.
fn at_home(world: &mut World, who: usize, span: &Span) {
    let worker = world.people[who].worker_id().to_owned();
    if span.happens(world, 0.06) {
        let day = span.some_day(world);
        let minute = world.dice.between(clock(8, 0), clock(22, 0));
        let at = world.at(who, day, minute);
        let holder = world.people[who].name();
        new_bank(world, who, at, &holder);
    }
    if span.happens(world, 0.05) {
        let day = span.some_day(world);
        let at = world.at(who, day, clock(12, 15));
        let old = world.people[who].phone.clone();
        let new = world.registry.phone(&mut world.dice, world.people[who].home.town);
        let ip = world.people[who].line.ip.clone();
        world.change(who, "phone", at, &old, &new, &ip);
        if !new.is_empty() {
            world.people[who].phone = new;
        }
    }
    if span.happens(world, 0.03) {
        let day = span.some_day(world);
        moves(world, who, day);
    }
    if span.happens(world, 0.08) {
        let day = span.some_day(world);
        let back = plus_days(day, world.dice.between(3, 9));
        let places = [&TORONTO, &TORONTO, &LONDON, &LISBON, &MEXICO_CITY];
        let town = places[world.dice.index(places.len())];
        world.row(
            "travel",
            calendar::at(plus_days(day, -10), clock(12, 0), "UTC"),
            &[
                ("worker_id", &worker),
                ("from", &day.to_string()),
                ("to", &back.to_string()),
                ("country", town.country),
                ("approved", "yes"),
            ],
        );
        let mut line = world.people[who].line.clone();
        line.ip = format!("198.19.210.{}", world.dice.between(2, 250));
        line.town = town;
        line.provider = "Example Hotel Network";
        world.people[who].stays.insert(0, Stay { from: day, to: back, share: 1.0, lines: vec![line] });
    }
    if world.dice.chance(0.08) {
        let household = world.id("HOME");
        world.row("households", world.start, &[("worker_id", &worker), ("household_id", &household)]);
    }
}

/// Night owls, people who use a VPN, people with a second job.
fn network(world: &mut World, who: usize, span: &Span) {
    if world.dice.chance(0.04) {
        let later = world.dice.between(3, 5);
        world.people[who].habits.from_hour += later;
        world.people[who].habits.to_hour += later;
    }
    if world.dice.chance(0.03) {
        let lines = vec![firm::vpn(&mut world.dice), firm::vpn(&mut world.dice)];
        let share = world.dice.between(5, 40) as f64 / 100.0;
        let to = plus_days(span.first, span.days);
        world.people[who].stays.push(Stay { from: span.first, to, share, lines });
    }
    if world.dice.chance(0.01) {
        let firm = crate::resume::firm(&mut world.dice);
        world.people[who].habits.second_job = Some(format!("login.{}.example", crate::people::plain(&firm)));
    }
}

/// A clock that is off, a second account, an account of the team.
fn accounts(world: &mut World, who: usize, untidy: &Untidiness) {
    if world.dice.chance(untidy.clock_skew) {
        let minutes = world.dice.between(1, 14) * if world.dice.chance(0.5) { 1 } else { -1 };
        world.people[who].habits.clock_ahead = minutes * 60 + world.dice.between(0, 59);
    }
    if world.dice.chance(untidy.wrong_zones) {
        world.people[who].stated_zone = Some(world.firm.seat.zone);
    }
    let own = world.people[who].work_email().to_owned();
    if world.dice.chance(untidy.second_accounts) {
        world.people[who].habits.other_account = Some(format!("adm-{own}"));
    } else if world.dice.chance(untidy.shared_accounts) {
        let department = world.people[who].job.as_ref().map_or("team", |job| job.department);
        let local = crate::people::plain(department);
        world.people[who].habits.other_account = Some(format!("{local}@{}", world.firm.domain));
    }
}

fn new_bank(world: &mut World, who: usize, at: jiff::Timestamp, holder: &str) {
    let bank = BANKS[world.dice.index(BANKS.len())];
    let account = PayAccount {
        digest: crate::people::digest(&mut world.dice),
        institution: bank.0.to_owned(),
        routing_number: bank.1.to_owned(),
        holder: holder.to_owned(),
    };
    let ip = world.people[who].line.ip.clone();
    world.new_account(who, at, account, &ip, "self-service portal");
}

/// Another home: until that day the old line, from then on the new one.
fn moves(world: &mut World, who: usize, day: Date) {
    let old = world.people[who].home.clone();
    let near = world.dice.chance(0.7);
    let town = if near { old.town } else { &HOME_TOWNS[world.dice.index(HOME_TOWNS.len())] };
    let home = world.registry.address(&mut world.dice, town);
    let line = world.registry.home_line(&mut world.dice, town);
    let at = world.at(who, day, clock(17, 45));
    let ip = world.people[who].line.ip.clone();
    world.change(who, "home_address", at, &old.one_line(), &home.one_line(), &ip);
    let before = world.people[who].line.clone();
    let from = calendar::day_of(world.start, "UTC");
    let person = &mut world.people[who];
    person.stays.push(Stay { from, to: plus_days(day, -1), share: 1.0, lines: vec![before] });
    person.home = home;
    person.line = line;
}

/// Another name, often another bank.
fn wedding(world: &mut World, who: usize, span: &Span) {
    let day = span.some_day(world);
    let at = world.at(who, day, clock(11, 0));
    let old = world.people[who].name();
    let (_, family) = world.registry.name();
    let ip = world.people[who].line.ip.clone();
    let new = format!("{} {family}", world.people[who].given);
    world.change(who, "legal_name", at, &old, &new, &ip);
    world.people[who].family = family;
    if world.dice.chance(0.4) {
        let later = plus_minutes(at, 60 * 24 * world.dice.between(3, 30));
        new_bank(world, who, later, &new);
    }
}

/// The help desk takes over the screen, with a ticket and somebody at the machine who agrees.
fn help_desk(world: &mut World, who: usize, span: &Span) {
    if !world.people[who].laptop.as_ref().is_some_and(crate::people::Laptop::is_windows) {
        return;
    }
    let day = span.some_day(world);
    let minute = world.dice.between(clock(9, 30), clock(16, 0));
    let at = world.at(who, day, minute);
    let worker = world.people[who].worker_id().to_owned();
    let (subject, body) = phrasing::anydesk_help(&mut world.dice);
    world.ticket(&worker, at, "software", &subject, &body, "fixed in a remote session by the help desk");
    let begins = plus_minutes(at, world.dice.between(10, 50));
    let peer_ip = format!("192.0.2.{}", world.dice.between(66, 93));
    let (installer, service, path) = HELP_DESK_TOOLS[world.dice.index(HELP_DESK_TOOLS.len())];
    sysmon::process(world, who, begins, path, &format!("{installer} --install"));
    windows::service(world, who, begins, service, &format!("\"{path}\" --service"));
    let connected = plus_minutes(begins, 3);
    match service {
        "TeamViewer" => {
            let minutes = world.dice.between(8, 50);
            teamviewer::session(world, who, connected, HELP_DESK_ID, "help desk", minutes);
        }
        "SplashtopRemoteService" => {
            splashtop::session(world, who, connected, &peer_ip);
        }
        "RustDesk" => {
            let minutes = world.dice.between(8, 50);
            rustdesk::session(world, who, connected, &peer_ip, minutes);
        }
        _ => {
            anydesk::first_start(world, who, begins);
            let own_ip = world.people[who].line.ip.clone();
            let session = anydesk::Session {
                peer_id: HELP_DESK_ID,
                peer_name: "help desk",
                peer_ip: &peer_ip,
                accepted: "User",
                own_ip: &own_ip,
            };
            anydesk::session(world, who, connected, &session);
        }
    }
}

/// The id under which the help desk connects, as the policy names it.
const HELP_DESK_ID: &str = "515200300";

/// What the help desk connects with: program, service, path.
const HELP_DESK_TOOLS: &[(&str, &str, &str)] = &[
    ("AnyDesk.exe", "AnyDesk Service", "C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe"),
    ("AnyDesk.exe", "AnyDesk Service", "C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe"),
    ("TeamViewer_Setup.exe", "TeamViewer", "C:\\Program Files\\TeamViewer\\TeamViewer_Service.exe"),
    ("rustdesk-1.4.6.exe", "RustDesk", "C:\\Program Files\\RustDesk\\RustDesk.exe"),
    (
        "Splashtop_Streamer_Windows.exe",
        "SplashtopRemoteService",
        "C:\\Program Files (x86)\\Splashtop\\Splashtop Remote\\Server\\SRService.exe",
    ),
];

/// A day on which somebody reads or copies a whole library, because a project is handed over.
fn handover(world: &mut World, who: usize, span: &Span) {
    let day = span.some_day(world);
    let worker = world.people[who].worker_id().to_owned();
    let at = world.at(who, day, clock(9, 10));
    let (subject, body) = phrasing::cases::handover(&mut world.dice);
    world.ticket(&worker, at, "access", &subject, &body, "agreed by both managers");
    let seat = Seat::usual(&world.people[who], world.people[who].line.clone());
    let department = world.people[who].job.as_ref().map_or("", |job| job.department);
    let mut moment = plus_minutes(at, 30);
    for _ in 0..world.dice.between(60, 260) {
        moment = calendar::plus_seconds(moment, world.dice.between(5, 60));
        let name = phrasing::document(&mut world.dice);
        let operation = world.dice.pick(&["FileAccessed", "FileModified", "FileAccessed"]);
        purview::file(world, who, moment, &seat, operation, &department.replace(' ', ""), &name);
    }
}

/// Some leave, and of those some are followed by a person who was hired afterwards; laptops come back.
fn leavers(world: &mut World, untidy: &Untidiness) {
    let first = calendar::day_of(world.start, "UTC");
    let window = world.window_days();
    for who in 0..world.people.len() {
        let Some(job) = world.people[who].job.clone() else { continue };
        let leads = world.leaders.contains(&who) || world.managers.values().any(|it| *it == who);
        let chance = (0.05 * window as f64 / HALF_YEAR).min(0.5);
        if world.is_cast(who) || leads || job.end.is_some() || window < 40 || !world.dice.chance(chance) {
            continue;
        }
        let begin = first.max(job.start);
        let room = begin.until(world.today()).map_or(0, |span| i64::from(span.get_days()));
        if room < 30 {
            continue;
        }
        let end = workday(plus_days(begin, world.dice.between(20, room - 3)));
        let reason = world.dice.pick(&[
            "resigned",
            "resigned",
            "resigned",
            "contract ended",
            "position removed",
            "terminated: poor performance",
        ]);
        if let Some(job) = &mut world.people[who].job {
            job.end = Some(end);
            job.end_reason = reason;
        }
        followed(world, who, end, job.department, untidy);
        if world.people[who].laptop.is_some() {
            let home = world.people[who].home.clone();
            let at = world.at(who, end, clock(15, 0));
            let (parcel, _) = world.order_parcel(who, at, &home, "home");
            let back = plus_minutes(at, 60 * world.dice.between(60, 240));
            world.parcel(&parcel, "returned", back, "", "carrier", "equipment desk");
        }
    }
}

/// The first person hired into the department afterwards takes the place, and now and then the laptop.
fn followed(world: &mut World, who: usize, end: Date, department: &str, untidy: &Untidiness) {
    let mut next = None;
    for other in 0..world.people.len() {
        let Some(job) = &world.people[other].job else { continue };
        let fits = job.department == department
            && job.replaces.is_none()
            && job.start > plus_days(end, 7)
            && job.start < plus_days(end, 120);
        if fits && !world.is_cast(other) {
            next = Some(other);
            break;
        }
    }
    let Some(next) = next else { return };
    if !world.dice.chance(0.5) {
        return;
    }
    if let Some(job) = &mut world.people[next].job {
        job.replaces = Some(who);
    }
    if !world.dice.chance(untidy.recycled_laptops * 4.0) {
        return;
    }
    // Whoever was hired long ago had it first; a newcomer's own parcel names another machine.
    if world.people[who].application.is_some() {
        return;
    }
    let Some(laptop) = world.people[next].laptop.clone() else { return };
    if world.people[who].laptop.is_some() {
        world.people[who].laptop = Some(crate::people::Laptop { handed_on: true, ..laptop });
    }
}
