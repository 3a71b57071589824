//! B15: somebody who was let go writes angry letters about wages; there is nothing of the company's in them.

use super::{Scenario, steps};
use crate::calendar::{self, clock, plus_days, workday};
use crate::phrasing::{self, reasons};
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b15",
    title: "Wage claim of an angry leaver",
    source: "cases.md B15",
    honest: true,
    play,
};

fn play(world: &mut World) {
    let who = staffing::old_hand(
        world,
        Post { title: "Support Specialist", department: "Customer Care", worker_type: "employee" },
    );
    let end = world.days_ago(40);
    let note = phrasing::poor_review(&mut world.dice);
    world.review(who, plus_days(end, -12), 2, &note);
    let mut record = None;
    if let Some(job) = &mut world.people[who].job {
        job.end = Some(end);
        job.end_reason = "terminated: poor performance";
        record = Some(job.record);
    }
    if let Some(record) = record {
        world.plant(who, "off-poor-performance-window", record);
    }
    let person = world.people[who].clone();
    let from = format!(
        "{}.{}.sample@gmail.com",
        crate::people::plain(&person.given),
        crate::people::plain(&person.family)
    );
    for (round, after) in [6, 11, 19].into_iter().enumerate() {
        let at = calendar::at(workday(plus_days(end, after)), clock(18, 30), person.zone());
        let (subject, body) = reasons::wage_claim(&mut world.dice, round);
        let body = format!("{body}\n\n{}", person.name());
        for record in steps::letter(
            world,
            at,
            steps::Letter {
                from: &from,
                display: &person.name(),
                ip: &person.line.ip,
                subject: &subject,
                body: &body,
                attachment: None,
            },
        ) {
            world.plant_all(who, &["ext-email-series", "ext-timing"], record);
        }
    }
    steps::honest(
        world,
        who,
        "B15",
        "b15",
        "Let go, angry, claims wages from a private mailbox under the own name; no files, no demand beyond the pay: a protected complaint.",
    );
}
