//! C18: an applicant joins under another name and corrects it, speaks with two voices, comes from VPN exits, uses an
//! address that stands on a shared list, and fails when asked about the town. Never hired.

use super::Scenario;
use super::steps::{self, Conduct, FULL_STACK};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::dialects::zoom;
use crate::firm;
use crate::hiring::Interview;
use crate::phrasing::cases;
use crate::truth::Casting;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c18",
    title: "An applicant under two names",
    source: "cases.md C18",
    honest: false,
    play,
};

fn play(world: &mut World) {
    let conduct = Conduct::draw(world);
    let day = world.some_days_ago(25, 90);
    let who = world.person();
    let req_id = world.opening(FULL_STACK, plus_days(day, -9));
    let resume = world.ordinary_resume(FULL_STACK.title, day);
    let home = world.people[who].line.clone();
    world.people[who].line = firm::vpn(&mut world.dice);
    steps::apply(world, who, &req_id, day, resume);
    steps::plant_application(world, who, &["app-anonymous-network", "app-fullstack-role"]);
    world.people[who].line = home;
    // The address was seen in a case that peers shared.
    let address = world.people[who].personal_email.clone();
    let shared = world.at(who, workday(plus_days(day, -30)), clock(12, 0));
    let id = world.id("CASE-");
    let expires = plus_days(day, 300).to_string();
    let record = world.row(
        "confirmed_artefacts",
        shared,
        &[
            ("incident_id", &id),
            ("closed_at", &shared.to_string()),
            ("kind", "email"),
            ("value", &address),
            ("expires_at", &expires),
        ],
    );
    world.plant(who, "app-email-footprint", record);
    let (given, family) = world.registry.name();
    let other_name = format!("{given} {family}");
    let rounds = world.dice.between(2, 3);
    for round in 1..=rounds {
        let minute = clock(10, 0) + 30 * world.dice.between(0, 10);
        let at = world.at(who, workday(plus_days(day, conduct.days(6) * round)), minute);
        let ip = if world.dice.chance(0.5) {
            firm::vpn(&mut world.dice).ip
        } else {
            firm::astrill(&mut world.dice).ip
        };
        let mut interview = Interview::ordinary(round as u32, at);
        interview.ip = Some(ip.clone());
        interview.other_voices = round == 1 || conduct.care == 0;
        interview.notes = if round == rounds {
            cases::local_questions(&mut world.dice)
        } else {
            cases::other_voice(&mut world.dice)
        };
        interview.liveness_done = round < rounds;
        interview.transcript = true;
        let records = world.interview(who, FULL_STACK.department, interview);
        world.plant(who, "int-meeting-ip", records.meeting);
        if round < rounds {
            world.plant(who, "int-voice-switch", records.row);
        }
        if round == 1 {
            let record =
                zoom::seen_as(world, who, &records.meeting_id, plus_minutes(at, -2), 3, &other_name, &ip);
            world.plant(who, "int-name-mismatch", record);
        }
    }
    let (subject, name) = (world.people[who].applicant_id().to_owned(), world.people[who].name());
    let at = world.at(who, workday(plus_days(day, conduct.days(6) * rounds + 2)), clock(10, 0));
    let record =
        world.identity_check(&subject, &name, "document", at, "fail", "image of the document was altered");
    world.plant_all(who, &["app-stolen-identity", "app-identity-mismatch"], record);
    let prevent_by = plus_minutes(at, 60 * 24 * 7);
    world.cast(Casting {
        who,
        key: "C18",
        prevent_by: Some(prevent_by.min(world.now)),
        prevents: "a hire",
        rules: &[],
        story: "Joins under another name and corrects it, two voices, VPN exits in each round; the address stands on a list of peers; the document was altered; fails the questions about the stated town. Not hired.",
        ..steps::guilty("c18")
    });
}
