//! C01: a contractor takes data from the first days on, is dismissed for poor work after four months, and
//! demands money. Two more applicants come from the same kit.

use jiff::civil::Date;

use super::Scenario;
use super::steps::{self, FULL_STACK, Letter};
use crate::archive;
use crate::calendar::{clock, plus_days, plus_minutes, plus_seconds, workday};
use crate::dialects::{Seat, avd, netskope, purview};
use crate::firm;
use crate::people::{PayAccount, Stay};
use crate::phrasing::{self, threats};
use crate::truth::Casting;
use crate::words::BANKS;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c01",
    title: "Theft from the first week, dismissal, extortion",
    source: "cases.md C01",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let start = world.days_ago(131);
    let end = workday(plus_days(start, 122));
    let who = world.person();
    let req_id = world.opening(FULL_STACK, plus_days(start, -50));
    let passages = steps::passages(world, FULL_STACK.title, 7);
    let own = world.resume(FULL_STACK.title, 9, 4, start);
    let mut resume = own.clone();
    steps::paste(&mut resume, &passages, &own);
    steps::apply(world, who, &req_id, plus_days(start, -40), resume);
    steps::plant_application(
        world,
        who,
        &[
            "app-fullstack-role",
            "app-8-10-years",
            "app-3-4-employers",
            "app-resume-clone",
            "app-remote-contractor-channel",
        ],
    );
    personas(world, who, &req_id, start, &passages, &own);

    for (round, before) in [(1, 32), (2, 25)] {
        let ip = firm::residential_proxy(&mut world.dice).ip;
        let records =
            steps::hidden_talk(world, who, FULL_STACK.department, round, plus_days(start, -before), Some(ip));
        world.plant_all(who, &["int-shared-client", "app-multi-persona"], records.meeting);
    }
    steps::ordinary_checks(world, who, start);
    let at = world.at(who, workday(plus_days(start, -15)), clock(14, 0));
    for record in world.employment_checks(who, at, 1, 1) {
        world.plant(who, "app-work-history-gap", record);
    }
    world.employ(who, FULL_STACK, &req_id, start);
    avoid_the_laptop(world, who, start);
    work(world, who, start, end);
    let taken = take_data(world, who, start);
    decline(world, who, start);
    extort(world, who, end, &taken);
    world.people[who].laptop = None;
    let prevent_by = world.at(who, workday(plus_days(start, 2)), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C01",
        guilty: true,
        scenario: "c01",
        ring: Some("R-C01"),
        prevent_by: Some(prevent_by),
        prevents: "the first bulk download and the uploads to a private drive",
        expect: "urgent",
        rules: &["K1", "K2", "K3", "K6", "K8"],
        story: "Contractor on the virtual desktop, seen only from proxies; takes documents in the second week, changes the pay account twice, is dismissed for poor work after four months and demands six figures in bitcoin three days later.",
    });
    world.notes.rings.push((
        "R-C01",
        &["résumé passages and layout", "interview computer", "phone of the two applicants"],
    ));
}

/// Two applicants from the same kit, who are not hired.
fn personas(
    world: &mut World,
    main: usize,
    req_id: &str,
    start: Date,
    passages: &[String],
    like: &crate::resume::Resume,
) {
    let computer = world.people[main].computer.clone();
    let mut phone = String::new();
    for (key, before) in [("C01P1", 38), ("C01P2", 35)] {
        let who = world.person();
        world.people[who].computer = computer.clone();
        if phone.is_empty() {
            phone = world.people[who].phone.clone();
        }
        world.people[who].phone = phone.clone();
        let years = world.dice.between(8, 10);
        let mut resume = world.resume(FULL_STACK.title, years, 4, start);
        steps::paste(&mut resume, passages, like);
        steps::apply(world, who, req_id, plus_days(start, -before), resume);
        steps::plant_application(
            world,
            who,
            &[
                "app-fullstack-role",
                "app-8-10-years",
                "app-3-4-employers",
                "app-resume-clone",
                "app-contact-reuse",
            ],
        );
        let ip = firm::residential_proxy(&mut world.dice).ip;
        let records =
            steps::hidden_talk(world, who, FULL_STACK.department, 1, plus_days(start, -before + 8), Some(ip));
        world.plant_all(who, &["int-shared-client", "app-multi-persona"], records.meeting);
        world.plant(who, "int-deepfake", records.row);
        let (subject, wrong_name) = (world.people[who].applicant_id().to_owned(), world.registry.name());
        let at = world.at(who, workday(plus_days(start, -before + 12)), clock(16, 30));
        let reason = world.dice.pick(&[
            "image of the document was altered",
            "number belongs to somebody else",
            "photo and document do not match",
        ]);
        let record = world.identity_check(
            &subject,
            &format!("{} {}", wrong_name.0, wrong_name.1),
            "document",
            at,
            "fail",
            reason,
        );
        world.plant_all(who, &["app-stolen-identity", "app-identity-mismatch"], record);
        world.cast(Casting {
            who,
            key,
            guilty: true,
            scenario: "c01",
            ring: Some("R-C01"),
            prevent_by: Some(world.at(who, plus_days(start, 3), clock(9, 0))),
            prevents: "a hire",
            expect: "verify",
            rules: &["K1", "K10"],
            story: "Applicant of the same kit: same passages, same interview computer, a phone that another applicant has too; the document check failed.",
        });
    }
}

/// The laptop is ordered, refused and called back; a virtual desktop is asked for twice.
fn avoid_the_laptop(world: &mut World, who: usize, start: Date) {
    let requester = world.people[who].worker_id().to_owned();
    let enrolled = world.at(who, start, clock(9, 0));
    world.equip_windows(who, enrolled);
    let home = world.people[who].home.clone();
    let ordered = world.at(who, workday(plus_days(start, -12)), clock(11, 0));
    let (parcel, _) = world.order_parcel(who, ordered, &home, "home");
    let at = world.at(who, workday(plus_days(start, -10)), clock(10, 25));
    let (subject, body) = phrasing::own_laptop(&mut world.dice);
    let record =
        world.ticket(&requester, at, "onboarding", &subject, &body, "agreed with the hiring manager");
    world.plant(who, "onb-byod-request", record);
    let by = world.people[who].personal_email.clone();
    let cancelled = world.parcel(&parcel, "cancelled", plus_minutes(at, 260), &by, "ticket", "");
    world.plant(who, "shp-cancel-then-byod", cancelled);
    for before in [8, 3] {
        let at = world.at(who, workday(plus_days(start, -before)), clock(13, 5));
        let (subject, body) = phrasing::virtual_desktop(&mut world.dice);
        let record = world.ticket(&requester, at, "onboarding", &subject, &body, "seat ordered");
        world.plant(who, "onb-vdi-preference", record);
    }
}

/// Every session comes from somewhere else.
fn work(world: &mut World, who: usize, start: Date, end: Date) {
    let mut lines = Vec::new();
    for _ in 0..4 {
        lines.push(firm::astrill(&mut world.dice));
        lines.push(firm::residential_proxy(&mut world.dice));
        lines.push(firm::residential_proxy(&mut world.dice));
        lines.push(firm::known_proxy(&mut world.dice));
    }
    let person = &mut world.people[who];
    person.habits.virtual_desktop = true;
    person.stays.push(Stay { from: plus_days(start, 1), to: end, share: 0.94, lines });
    if let Some(job) = &mut person.job {
        job.end = Some(end);
        job.end_reason = "terminated: poor performance";
        let record = job.record;
        world.plant(who, "off-poor-performance-window", record);
    }
}

/// Days 2 to 12: whatever the access allows is downloaded and sent out of the virtual desktop in archives.
fn take_data(world: &mut World, who: usize, start: Date) -> Vec<String> {
    let mut taken = Vec::new();
    let local = world.dice.pick(&["stackbackup", "workcopy", "archivebox", "projectmirror"]);
    let drive = format!("{local}.invented{}@gmail.com", world.dice.between(10, 99));
    let exit = world.firm.virtual_desktop_ip(who as u32);
    for (system, minutes) in [("Finance warehouse", 20), ("Customer database", 45), ("Legal archive", 70)] {
        let at = plus_minutes(world.at(who, plus_days(start, 1), clock(16, 0)), minutes);
        let worker = world.people[who].worker_id().to_owned();
        let record = world.row(
            "access_grants",
            at,
            &[
                ("worker_id", &worker),
                ("system", system),
                ("granted_at", &at.to_string()),
                ("role_needs_it", "no"),
            ],
        );
        world.plant(who, "emp-nonessential-access", record);
    }
    for after in 2..=12 {
        let day = plus_days(start, after);
        if !crate::calendar::is_workday(day) {
            continue;
        }
        let line = firm::residential_proxy(&mut world.dice);
        let mut seat = Seat::usual(&world.people[who], line);
        seat.managed = false;
        seat.line.ip = exit.clone();
        let mut at = world.at(who, day, clock(10, 12));
        for _ in 0..world.dice.between(45, 75) {
            let name = phrasing::document(&mut world.dice);
            let site =
                world.dice.pick(&["ProductEngineering", "Data", "Finance", "Legal", "CustomerCare", "Sales"]);
            at = plus_seconds(at, world.dice.between(2, 9));
            let record = purview::file(world, who, at, &seat, "FileDownloaded", site, &name);
            world.plant(who, "ear-early-exfil", record);
            taken.push(name);
        }
        for part in 0..world.dice.between(6, 10) {
            at = plus_seconds(at, world.dice.between(60, 150));
            let object = format!("{}_{part:02}.zip", world.dice.pick(&["docs", "export", "week", "pack"]));
            let bytes = world.dice.between(140_000_000, 380_000_000);
            let record = netskope::transfer(
                world,
                who,
                at,
                &netskope::Transfer {
                    app: "Google Drive",
                    activity: "Upload",
                    object: &object,
                    bytes,
                    account: &drive,
                    host: &avd::host(who),
                    ip: &exit,
                },
            );
            world.plant_all(
                who,
                &["emp-vdi-personal-drive", "emp-personal-cloud", "ear-early-exfil"],
                record,
            );
        }
    }
    taken
}

/// Little work comes back, and pay goes elsewhere, twice.
fn decline(world: &mut World, who: usize, start: Date) {
    for after in [42, 95] {
        let note = phrasing::poor_review(&mut world.dice);
        world.review(who, plus_days(start, after), 2, &note);
    }
    let holder = world.people[who].name();
    for (after, to_service) in [(21, false), (43, true)] {
        let bank = if to_service { ("Payoneer", "990000992") } else { BANKS[world.dice.index(BANKS.len())] };
        let account = PayAccount {
            digest: crate::people::digest(&mut world.dice),
            institution: bank.0.to_owned(),
            routing_number: bank.1.to_owned(),
            holder: holder.clone(),
        };
        let at = world.at(who, workday(plus_days(start, after)), clock(19, 30));
        let ip = firm::residential_proxy(&mut world.dice).ip;
        let record = world.new_account(who, at, account, &ip, "self-service portal");
        world.plant(who, "pay-multi-change", record);
        if to_service {
            world.plant(who, "pay-fintech-account", record);
        }
    }
}

/// Three days later: a first letter, a proof, a demand, and in the evening a shared folder.
fn extort(world: &mut World, who: usize, end: Date, taken: &[String]) {
    let day = plus_days(end, 3);
    let zone = world.firm.seat.zone;
    let morning = |minute: i64| crate::calendar::at(day, minute, zone);
    let handle = world.dice.pick(&["notice.desk", "quiet.office", "file.keeper", "grey.letter"]);
    let outlook = format!("{handle}.fiction{}@outlook.com", world.dice.between(10, 99));
    let gmail = format!(
        "{}.sample{}@gmail.com",
        world.dice.pick(&["folder.view", "second.copy", "look.inside"]),
        world.dice.between(10, 99)
    );
    let ip = firm::astrill(&mut world.dice).ip;
    let series = ["ext-email-series", "ext-timing"];

    let body = threats::first_letter(&mut world.dice);
    let subject = threats::subject(&mut world.dice);
    for record in steps::letter(
        world,
        morning(clock(9, 5)),
        Letter { from: &outlook, display: "Notice", ip: &ip, subject, body: &body, attachment: None },
    ) {
        world.plant_all(who, &series, record);
    }
    let mut members = Vec::new();
    for name in taken.iter().step_by(37).take(9) {
        members
            .push((format!("evidence/{name}"), format!("first lines of {name}, shortened\n").into_bytes()));
    }
    let mut borrowed: Vec<(&str, &[u8])> = Vec::new();
    for (name, bytes) in &members {
        borrowed.push((name, bytes));
    }
    let bytes = archive::zip(&borrowed);
    let body = threats::proof(&mut world.dice);
    for record in steps::letter(
        world,
        morning(clock(9, 40)),
        Letter {
            from: &outlook,
            display: "Notice",
            ip: &ip,
            subject: "Evidence",
            body: &body,
            attachment: Some(("evidence.zip", bytes)),
        },
    ) {
        world.plant_all(who, &series, record);
        world.plant(who, "ext-zip-proof", record);
    }
    let body = threats::demand(&mut world.dice);
    for record in steps::letter(
        world,
        morning(clock(10, 15)),
        Letter {
            from: &outlook,
            display: "Notice",
            ip: &ip,
            subject: "Conditions",
            body: &body,
            attachment: None,
        },
    ) {
        world.plant_all(who, &series, record);
        world.plant_all(
            who,
            &["ext-ransom-crypto", "ext-publish-threat", "ext-no-payment-sanctions"],
            record,
        );
    }
    let folder = world.dice.hex(33);
    let body = format!(
        "{gmail} has invited you to view the following folder:\n\nmore evidence\nhttps://drive.google.com/drive/folders/{folder}\n\nThis email grants access to the folder without signing in.\n"
    );
    let notifier = Letter {
        from: "drive-shares-dm-noreply@google.com",
        display: &format!("{gmail} (via Google Drive)"),
        ip: "198.19.250.77",
        subject: "Folder shared with you: \"more evidence\"",
        body: &body,
        attachment: None,
    };
    for record in steps::letter(world, morning(clock(17, 30)), notifier) {
        world.plant(who, "ext-gdrive-share", record);
    }
}
