//! C06: no picture in meetings, two complaints about a camera that works, then a virtual camera.

use super::Scenario;
use crate::calendar::{clock, plus_days, workday};
use crate::dialects::sysmon;
use crate::hiring::Interview;
use crate::phrasing;
use crate::staffing;
use crate::truth::Casting;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "c06",
    title: "A dead camera, then a virtual one",
    source: "cases.md C06",
    honest: false,
    play,
};

const POST: Post = Post { title: "Data Engineer", department: "Data", worker_type: "employee" };

fn play(world: &mut World) {
    let start = world.days_ago(118);
    let who = world.person();
    let req_id = world.opening(POST, plus_days(start, -70));
    let resume = world.ordinary_resume(POST.title, start);
    staffing::candidacy(world, who, POST, &req_id, start, resume);
    for (round, before) in [(3, 20), (4, 16)] {
        let at = world.at(who, workday(plus_days(start, -before)), clock(15, 0));
        let mut interview = Interview::ordinary(round, at);
        interview.camera = "off";
        interview.camera_reason = phrasing::camera_reason(&mut world.dice);
        // Without a picture there are no live steps.
        interview.liveness_done = false;
        let records = world.interview(who, POST.department, interview);
        world.plant(who, "int-camera-off", records.row);
    }
    staffing::start_work(world, who, POST, &req_id, start);
    let enrolled = world.at(who, start, clock(9, 30));
    world.equip_windows_keeping_serial(who, enrolled);

    let switched = plus_days(start, 84);
    let habits = &mut world.people[who].habits;
    habits.virtual_desktop = false;
    habits.camera_share = 0.0;
    habits.other_camera = Some((switched, "SplitCam Video Driver"));
    habits.camera_bears = &["int-virtual-camera"];
    habits.no_camera_bears = &["emp-camera-off-recurring"];

    let requester = world.people[who].worker_id().to_owned();
    for after in [30, 48] {
        let at = world.at(who, workday(plus_days(start, after)), clock(13, 25));
        let (subject, body) = phrasing::camera_broken(&mut world.dice);
        let resolution = world.dice.pick(&[
            "remote test picture is fine, driver healthy",
            "device manager shows the camera working, user could not repeat the fault",
            "camera answers in diagnostics, no fault found",
        ]);
        let record = world.ticket(&requester, at, "hardware", &subject, &body, resolution);
        world.plant(who, "int-webcam-excuse", record);
    }
    let at = world.at(who, workday(switched), clock(8, 31));
    let record = sysmon::process(
        world,
        who,
        at,
        "C:\\Program Files\\SplitCam\\SplitCam.exe",
        "\"C:\\Program Files\\SplitCam\\SplitCam.exe\" --minimized",
    );
    world.plant(who, "int-virtual-camera", record);
    let prevent_by = world.at(who, plus_days(start, 105), clock(9, 0));
    world.cast(Casting {
        who,
        key: "C06",
        guilty: true,
        scenario: "c06",
        ring: None,
        prevent_by: Some(prevent_by),
        prevents: "wider rights for somebody whose face nobody has seen",
        expect: "verify",
        rules: &["K9"],
        story: "Never on camera in meetings; two reports of a dead camera that answers in diagnostics; from the thirteenth week on a picture, from SplitCam.",
    });
}
