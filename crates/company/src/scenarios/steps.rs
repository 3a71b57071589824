//! Steps that several stories share: shared résumé passages, doubtful interviews, letters to the leaders.

use jiff::Timestamp;
use jiff::civil::Date;

use super::remote::Tool;
use crate::calendar::{clock, plus_days, workday};
use crate::dialects::{defender, mail};
use crate::firm;
use crate::hiring::{Interview, InterviewRecords};
use crate::people::{Line, PayAccount};
use crate::phrasing;
use crate::resume::{self, Resume};
use crate::shelf::RecordId;
use crate::staffing;
use crate::truth::Casting;
use crate::world::{Post, World};

pub(super) const FULL_STACK: Post =
    Post { title: "Full Stack Engineer", department: "Product Engineering", worker_type: "contractor" };

/// Experience lines of some length, to be pasted into several résumés.
pub(super) fn passages(world: &mut World, title: &'static str, count: usize) -> Vec<String> {
    let mut passages = Vec::new();
    while passages.len() < count {
        let line = resume::bullet(&mut world.dice, title);
        if line.split(' ').count() >= 14 {
            passages.push(line);
        }
    }
    passages
}

/// Puts the passages into a résumé, in place of most of its own lines, and gives it the same looks.
pub(super) fn paste(resume: &mut Resume, passages: &[String], like: &Resume) {
    for post in &mut resume.posts {
        post.bullets.truncate(1);
    }
    let posts = resume.posts.len();
    for (number, passage) in passages.iter().enumerate() {
        if let Some(post) = resume.posts.get_mut(number % posts.max(1)) {
            post.bullets.push(passage.clone());
        }
    }
    let author = resume.layout.author.clone();
    resume.layout = like.layout.clone();
    resume.layout.author = author;
    resume.format = like.format;
}

/// The numbers of the two records of an application: the row and the document.
pub(super) fn application(world: &World, who: usize) -> Vec<RecordId> {
    world.people[who].application.as_ref().map_or(Vec::new(), |it| vec![it.record, it.resume_record])
}

/// Says that the application bears these signs.
pub(super) fn plant_application(world: &mut World, who: usize, indicators: &[&'static str]) {
    for record in application(world, who) {
        world.plant_all(who, indicators, record);
    }
}

/// An application, on time before the first day.
pub(super) fn apply(world: &mut World, who: usize, req_id: &str, day: Date, resume: Resume) {
    let minute = world.dice.between(clock(9, 0), clock(20, 0));
    let at = world.at(who, day, minute);
    world.apply(who, req_id, at, resume);
}

/// An ordinary interview at an ordinary hour.
pub(super) fn talk(
    world: &mut World,
    who: usize,
    department: &str,
    round: u32,
    day: Date,
) -> InterviewRecords {
    let minute = clock(9, 0) + 30 * world.dice.between(0, 13);
    let at = world.at(who, workday(day), minute);
    world.interview(who, department, Interview::ordinary(round, at))
}

/// An interview without a picture: an excuse, an artificial background that stays, long silences.
pub(super) fn hidden_talk(
    world: &mut World,
    who: usize,
    department: &str,
    round: u32,
    day: Date,
    ip: Option<String>,
) -> InterviewRecords {
    let minute = clock(9, 0) + 30 * world.dice.between(0, 13);
    let at = world.at(who, workday(day), minute);
    let mut interview = Interview::ordinary(round, at);
    interview.camera = "off";
    interview.camera_reason = phrasing::camera_reason(&mut world.dice);
    interview.background = "virtual";
    interview.background_refused = true;
    interview.liveness_done = false;
    interview.notes = phrasing::background_note(&mut world.dice);
    interview.pause = 7.6;
    interview.ip = ip;
    interview.transcript = true;
    let records = world.interview(who, department, interview);
    for record in [records.row, records.meeting] {
        world.plant(who, "int-camera-off", record);
    }
    world.plant(who, "int-virtual-background", records.row);
    if let Some(transcript) = records.transcript {
        world.plant(who, "int-long-pauses", transcript);
    }
    records
}

/// A document check that is passed, and referees who confirm.
pub(super) fn ordinary_checks(world: &mut World, who: usize, start: Date) {
    let (subject, name) = (world.people[who].applicant_id().to_owned(), world.people[who].name());
    let at = world.at(who, workday(plus_days(start, -16)), clock(15, 10));
    world.identity_check(&subject, &name, "document", at, "pass", "");
    for _ in 0..2 {
        let referee = world.outside_referee(who);
        let at = world.at(who, workday(plus_days(start, -19)), clock(11, 40));
        world.reference(who, &referee, at, "confirmed");
    }
}

/// A letter from outside to the leaders of the company: the message itself and the gateway's records of it.
pub(super) struct Letter<'a> {
    pub(super) from: &'a str,
    pub(super) display: &'a str,
    pub(super) ip: &'a str,
    pub(super) subject: &'a str,
    pub(super) body: &'a str,
    pub(super) attachment: Option<(&'a str, Vec<u8>)>,
}

pub(super) fn letter(world: &mut World, at: Timestamp, letter: Letter) -> Vec<RecordId> {
    let mut to = Vec::new();
    for leader in &world.leaders {
        to.push(world.people[*leader].work_email().to_owned());
    }
    let attachments = u32::from(letter.attachment.is_some());
    let mut records = vec![mail::reported(
        world,
        at,
        &mail::Mail {
            from_name: letter.display,
            from: letter.from,
            to: &to,
            subject: letter.subject,
            body: letter.body,
            ip: letter.ip,
            client: "Webmail",
            zone: "UTC",
            attachment: letter.attachment,
        },
    )];
    for recipient in &to {
        let sender = defender::Sender { address: letter.from, display: letter.display, ip: letter.ip };
        records.push(defender::email(world, at, &sender, recipient, letter.subject, attachments));
    }
    records
}

/// Puts an honest person with an unusual story on the list.
pub(super) fn honest(
    world: &mut World,
    who: usize,
    key: &'static str,
    scenario: &'static str,
    story: &'static str,
) {
    world.cast(Casting {
        who,
        key,
        guilty: false,
        scenario,
        ring: None,
        prevent_by: None,
        prevents: "",
        expect: "none or watch",
        rules: &[],
        story,
    });
}

/// How a group goes about its work, drawn anew for each company.
pub(super) struct Conduct {
    /// How fast things follow each other: 1 is the pace of the published case.
    pub(super) pace: f64,
    /// 0 careless, 1 usual, 2 careful: a careful group leaves fewer records.
    pub(super) care: i64,
    pub(super) tool: Tool,
}

impl Conduct {
    pub(super) fn draw(world: &mut World) -> Conduct {
        Conduct {
            pace: 0.7 + world.dice.between(0, 70) as f64 / 100.0,
            care: world.dice.between(0, 2),
            tool: Tool::draw(&mut world.dice),
        }
    }

    /// So many days of the published case, at this group's pace.
    pub(super) fn days(&self, days: i64) -> i64 {
        ((days as f64 * self.pace).round() as i64).max(1)
    }
}

/// Someone who applies, is hired in the ordinary way and gets a laptop, which has not been sent yet.
pub(super) fn hired(world: &mut World, who: usize, post: Post, start: Date) {
    let req_id = world.opening(post, plus_days(start, -70));
    let resume = world.ordinary_resume(post.title, start);
    staffing::candidacy(world, who, post, &req_id, start, resume);
    world.employ(who, post, &req_id, start);
    let enrolled = world.at(who, start, clock(9, 20));
    world.equip(who, enrolled);
    staffing::settle(world, who, post);
    world.people[who].habits.virtual_desktop = false;
}

/// The last day, and why. Returns the record of the worker, where it stands.
pub(super) fn leaves(world: &mut World, who: usize, end: Date, reason: &'static str) -> Option<RecordId> {
    let job = world.people[who].job.as_mut()?;
    job.end = Some(end);
    job.end_reason = reason;
    Some(job.record)
}

/// A guilty person of the scenario, for the parts of a `Casting` that the story does not say otherwise.
pub(super) fn guilty(scenario: &'static str) -> Casting {
    Casting {
        who: 0,
        key: "",
        guilty: true,
        scenario,
        ring: None,
        prevent_by: None,
        prevents: "",
        expect: "verify",
        rules: &[],
        story: "",
    }
}

/// A new pay account. Returns its record.
pub(super) fn pay_to(
    world: &mut World,
    who: usize,
    day: Date,
    (institution, routing_number): (&str, &str),
    holder: &str,
    ip: &str,
) -> RecordId {
    let account = PayAccount {
        digest: crate::people::digest(&mut world.dice),
        institution: institution.to_owned(),
        routing_number: routing_number.to_owned(),
        holder: holder.to_owned(),
    };
    let minute = world.dice.between(clock(8, 0), clock(22, 0));
    let at = world.at(who, workday(day), minute);
    world.new_account(who, at, account, ip, "self-service portal")
}

/// Payment services; the routing numbers are invented.
pub(super) const PAYMENT_SERVICES: &[(&str, &str)] = &[("Payoneer", "990000992"), ("Wise", "990000984")];

/// Lines that somebody far off comes in by: exits of a VPN for the careless, let-out household lines for others.
pub(super) fn far_lines(world: &mut World, care: i64) -> Vec<Line> {
    let mut lines = Vec::new();
    for _ in 0..4 {
        lines.push(match care {
            0 => firm::astrill(&mut world.dice),
            _ => firm::residential_proxy(&mut world.dice),
        });
    }
    if care < 2 {
        lines.push(firm::astrill(&mut world.dice));
    }
    lines
}
