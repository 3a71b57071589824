//! B08: a deaf engineer with captions and an interpreter.

use super::{Scenario, steps};
use crate::calendar::{self, clock, plus_days, workday};
use crate::hiring::Interview;
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "b08",
    title: "Interview with an interpreter",
    source: "cases.md B08",
    honest: true,
    play,
};

const POST: Post =
    Post { title: "Backend Engineer", department: "Product Engineering", worker_type: "employee" };

fn play(world: &mut World) {
    let start = world.days_ago(100);
    let who = world.person();
    let req_id = world.opening(POST, plus_days(start, -70));
    let resume = world.resume(POST.title, 8, 3, start);
    steps::apply(world, who, &req_id, plus_days(start, -48), resume);
    steps::plant_application(world, who, &["app-8-10-years", "app-3-4-employers"]);
    for round in 1..=2 {
        let day = workday(plus_days(start, -36 + 6 * i64::from(round)));
        let at = world.at(who, day, clock(13, 0));
        let mut interview = Interview::ordinary(round, at);
        interview.camera = "off";
        interview.camera_reason = "picture of the interpreter pinned instead".to_owned();
        interview.other_voices = true;
        interview.notes = "captions and interpreter as arranged, very good answers".to_owned();
        interview.pause = 7.2;
        interview.transcript = true;
        let records = world.interview(who, POST.department, interview);
        world.plant_all(who, &["int-camera-off", "int-call-center-audio"], records.row);
        if let Some(transcript) = records.transcript {
            world.plant(who, "int-long-pauses", transcript);
        }
    }
    steps::ordinary_checks(world, who, start);
    staffing::start_work(world, who, POST, &req_id, start);
    world.people[who].habits.camera_share = 0.1;
    world.people[who].habits.no_camera_bears = &["emp-camera-off-recurring"];
    let (worker, applicant, name) = (
        world.people[who].worker_id().to_owned(),
        world.people[who].applicant_id().to_owned(),
        world.people[who].name(),
    );
    let at = calendar::at(plus_days(start, -40), clock(12, 0), "UTC");
    let until = plus_days(world.today(), 200).to_string();
    for indicator in
        ["int-camera-off", "int-long-pauses", "int-call-center-audio", "emp-camera-off-recurring"]
    {
        for subject in [&worker, &applicant] {
            world.row(
                "exemptions",
                at,
                &[
                    ("subject_id", subject),
                    ("indicator", indicator),
                    ("until", &until),
                    ("granted_by", "people team"),
                ],
            );
        }
    }
    let at = world.at(who, plus_days(start, 1), clock(10, 0));
    world.identity_check(&worker, &name, "live", at, "pass", "");
    steps::honest(
        world,
        who,
        "B08",
        "b08",
        "Deaf engineer with captions and an interpreter; arranged beforehand, exemptions on file, live check passed.",
    );
}
