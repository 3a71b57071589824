//! Ordinary days: people sign in, read files, push code, look at web pages, meet. In: a `World` with its
//! people. Out: background in every log, in proportion to the number of people and days.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{self, clock};
use crate::correspondence;
use crate::dialects::{
    Seat, avd, entra, github, netskope, okta, purview, sysmon, windows, workspace, zoom, zscaler,
};
use crate::dice::Dice;
use crate::firm::writes_code;
use crate::people::Line;
use crate::phrasing;
use crate::world::World;

const APPS: &[&str] = &[
    "Mail",
    "Calendar",
    "Wiki",
    "Ticket Board",
    "Expenses",
    "Source Code",
    "Payroll Self-Service",
    "Chat",
    "Learning",
];
const PAGES: &[(&str, &str)] = &[
    ("docs.example.com", "Professional Services"),
    ("news.example.org", "News and Media"),
    ("weather.example.net", "News and Media"),
    ("maps.example.com", "Travel"),
    ("packages.example.org", "Computing"),
    ("qa.example.net", "Computing"),
    ("recipes.example.org", "Lifestyle"),
    ("bank.example.com", "Finance"),
];

/// One day of every person whose number falls to this shelf, out of so many shelves that are filled side by side.
/// What a person does depends on the seed, the person and the day alone, so that it does not matter who fills which.
pub(crate) fn live(world: &mut World, day: Date, turn: usize, turns: usize) {
    let number = u64::from(day.since(Date::ZERO).map_or(0, |span| span.get_days().unsigned_abs()));
    if calendar::is_workday(day) && !calendar::is_holiday(day) {
        for who in (turn..world.people.len()).step_by(turns) {
            if at_work(world, who, day) {
                world.dice = Dice::for_day(world.seed, who as u64, number);
                live_day(world, who, day);
            }
        }
    }
    if day.weekday() == jiff::civil::Weekday::Tuesday {
        team_meetings(world, day, number, (turn, turns));
    }
}

fn at_work(world: &World, who: usize, day: Date) -> bool {
    let person = &world.people[who];
    let Some(job) = &person.job else { return false };
    if day < job.start || job.end.is_some_and(|end| day > end) || person.habits.scripted {
        return false;
    }
    !person.habits.away.iter().any(|(from, to)| day >= *from && day <= *to)
}

/// The line somebody uses for a session on that day.
fn line_for(world: &mut World, who: usize, day: Date) -> Line {
    for stay in world.people[who].stays.clone() {
        if day >= stay.from && day <= stay.to && world.dice.chance(stay.share) {
            return stay.lines[world.dice.index(stay.lines.len())].clone();
        }
    }
    world.people[who].line.clone()
}

fn live_day(world: &mut World, who: usize, day: Date) {
    let line = line_for(world, who, day);
    let bears = line.bears;
    let seat = Seat::usual(&world.people[who], line);
    let mut habits = world.people[who].habits.clone();
    let mut seat = seat;
    let mut turned: &[&str] = &[];
    if let Some(turn) = habits.turn.take()
        && day >= turn.from
        && world.dice.chance(turn.share)
    {
        (habits.from_hour, habits.to_hour) = (turn.from_hour, turn.to_hour);
        seat.managed = seat.managed && turn.managed;
        seat.windows = turn.windows;
        seat.fingerprint = Some(turn.fingerprint);
        turned = turn.bears;
    }
    let (from, to) = (clock(habits.from_hour, 0), clock(habits.to_hour, 0));
    let begin = world.dice.between(from, from + 45);
    let session = format!("idx{}", world.dice.hex(20));
    let seat = Seat { session: Some(session), ..seat };
    let at = moment(world, who, day, begin);
    let record = okta::session_start(world, who, at, &seat);
    world.plant_all(who, bears, record);
    world.plant_all(who, turned, record);
    if let Some(account) = habits.other_account.clone()
        && world.dice.chance(0.2)
    {
        let at = between(world, who, day, begin, to);
        let other = Seat {
            account: Some(account),
            session: None,
            line: seat.line.clone(),
            fingerprint: None,
            ..seat
        };
        okta::session_start(world, who, at, &other);
    }
    if let Some(host) = habits.second_job.clone()
        && seat.managed
        && world.dice.chance(0.2)
    {
        let minute = clock(12, 5) + world.dice.between(0, 50);
        let at = moment(world, who, day, minute);
        zscaler::request(world, who, at, &seat.line.ip, &host, "Corporate", 2_600);
    }
    let app = APPS[world.dice.index(APPS.len())];
    let at = moment(world, who, day, begin + 4);
    let record = okta::single_sign_on(world, who, at, &seat, app);
    world.plant_all(who, bears, record);
    let at = between(world, who, day, begin + 10, to);
    let record = entra::sign_in(world, who, at, &seat, "Office 365 SharePoint Online");
    world.plant_all(who, bears, record);
    if habits.virtual_desktop {
        let at = moment(world, who, day, begin + 6);
        let minutes = to - begin;
        let record = avd::session(world, who, at, &seat.line.ip, minutes, seat.windows);
        world.plant_all(who, bears, record);
    }
    files(world, who, day, begin, to, &seat);
    let department = world.people[who].job.as_ref().map_or("", |job| job.department);
    if writes_code(department) {
        for _ in 0..paced(world, who, 1, 3) {
            let repository = own_repository(world, who);
            let action = if world.dice.chance(0.02) {
                "git.clone"
            } else {
                world.dice.pick(&["git.fetch", "git.push", "git.fetch"])
            };
            let at = between(world, who, day, begin, to);
            github::git(world, who, at, &seat.line.ip, action, &repository);
        }
    } else {
        let at = between(world, who, day, begin, to);
        let title = phrasing::document(&mut world.dice);
        let action = world.dice.pick(&["view", "edit", "view", "create"]);
        workspace::drive(world, who, at, &seat.line.ip, action, &title, "document");
        if world.dice.chance(0.02) {
            let customer =
                format!("projects@{}.example", crate::people::plain(&crate::resume::firm(&mut world.dice)));
            workspace::share_outside(world, who, at, &seat.line.ip, &title, &customer);
        }
    }
    if world.dice.chance(0.25) {
        let at = moment(world, who, day, begin + 8);
        workspace::login(world, who, at, &seat.line.ip);
    }
    if seat.managed {
        on_the_laptop(world, who, day, begin, to, &seat);
    } else if habits.virtual_desktop && world.dice.chance(0.08) {
        let at = between(world, who, day, begin, to);
        let name = phrasing::document(&mut world.dice);
        let account = world.people[who].work_email().to_owned();
        let ip = world.firm.virtual_desktop_ip(who as u32);
        let bytes = world.dice.between(20_000, 3_000_000);
        netskope::transfer(
            world,
            who,
            at,
            &netskope::Transfer {
                app: "Google Drive",
                activity: "Upload",
                object: &name,
                bytes,
                account: &account,
                host: &avd::host(who),
                ip: &ip,
            },
        );
    }
    if world.dice.chance(0.15) {
        let at = between(world, who, day, begin, to);
        correspondence::from_outside(world, who, at);
    }
    if world.dice.chance(0.2) {
        let at = between(world, who, day, begin, to);
        let seconds = world.dice.between(600, 3000);
        let video =
            if world.dice.chance(habits.camera_share) { seconds - world.dice.between(0, 300) } else { 0 };
        let code = world.dice.hex(10);
        workspace::call_ended(world, who, at, &seat.line.ip, &code, seconds, video);
    }
}

fn files(world: &mut World, who: usize, day: Date, begin: i64, to: i64, seat: &Seat) {
    let department = world.people[who].job.as_ref().map_or("", |job| job.department);
    for _ in 0..paced(world, who, 1, 4) {
        let at = between(world, who, day, begin, to);
        let name = phrasing::document(&mut world.dice);
        let site = phrasing::site(&mut world.dice, department);
        let operation = world.dice.pick(&["FileAccessed", "FileAccessed", "FileModified", "FileDownloaded"]);
        purview::file(world, who, at, seat, operation, &site, &name);
    }
}

fn on_the_laptop(world: &mut World, who: usize, day: Date, begin: i64, to: i64, seat: &Seat) {
    for _ in 0..paced(world, who, 1, 2) {
        let at = between(world, who, day, begin, to);
        let (host, category) = PAGES[world.dice.index(PAGES.len())];
        let sent = world.dice.between(300, 4_000);
        zscaler::request(world, who, at, &seat.line.ip, host, category, sent);
    }
    if !world.people[who].laptop.as_ref().is_some_and(crate::people::Laptop::is_windows) {
        return;
    }
    if world.dice.chance(0.4) {
        let at = moment(world, who, day, begin - 2);
        windows::logon(world, who, at);
    }
    if world.dice.chance(0.4) {
        let at = between(world, who, day, begin, to);
        const BROWSER: &str = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";
        if world.dice.chance(0.5) {
            let (host, _) = PAGES[world.dice.index(PAGES.len())];
            sysmon::lookup(world, who, at, BROWSER, host);
        } else {
            let image = world.dice.pick(&[
                BROWSER,
                "C:\\Windows\\System32\\notepad.exe",
                "C:\\Program Files\\Git\\cmd\\git.exe",
                "C:\\Program Files\\Microsoft VS Code\\Code.exe",
                "C:\\Windows\\explorer.exe",
            ]);
            sysmon::process(world, who, at, image, &format!("\"{image}\""));
        }
    }
}

/// Teams of up to nine meet once a week.
fn team_meetings(world: &mut World, day: Date, number: u64, (turn, turns): (usize, usize)) {
    let mut teams: std::collections::BTreeMap<&'static str, Vec<usize>> = std::collections::BTreeMap::new();
    for who in 0..world.people.len() {
        if at_work(world, who, day)
            && let Some(job) = &world.people[who].job
        {
            teams.entry(job.department).or_default().push(who);
        }
    }
    let mut count = 0;
    for members in teams.into_values() {
        for team in members.chunks(9) {
            count += 1;
            if team.len() < 2 || count % turns != turn {
                continue;
            }
            world.dice = Dice::for_day(world.seed, u64::MAX - count as u64, number);
            let at = calendar::at(day, clock(17, 0), "UTC");
            for (who, record, video) in zoom::meeting(world, team, at, 30) {
                let habits = world.people[who].habits.clone();
                world.plant_all(who, habits.meeting_bears, record);
                if habits.other_camera.is_some_and(|(since, _)| day >= since) {
                    world.plant_all(who, habits.camera_bears, record);
                } else if !video {
                    world.plant_all(who, habits.no_camera_bears, record);
                }
            }
        }
    }
}

/// The few repositories that somebody works in.
fn own_repository(world: &mut World, who: usize) -> String {
    let count = world.firm.repositories.len();
    let place = (who * 7 + world.dice.index(4)) % count;
    world.firm.repositories[place].clone()
}

/// A number from `low` to `high` for a person of usual pace, more for busy ones.
fn paced(world: &mut World, who: usize, low: i64, high: i64) -> i64 {
    let number = world.dice.between(low, high) as f64 * world.people[who].habits.pace;
    let whole = number.floor();
    whole as i64 + i64::from(world.dice.chance(number - whole))
}

fn moment(world: &mut World, who: usize, day: Date, minute: i64) -> Timestamp {
    let at = calendar::at(day, minute, world.people[who].zone());
    calendar::plus_seconds(at, world.dice.between(0, 59))
}

fn between(world: &mut World, who: usize, day: Date, from: i64, to: i64) -> Timestamp {
    let minute = world.dice.between(from, to.max(from + 1));
    moment(world, who, day, minute)
}
