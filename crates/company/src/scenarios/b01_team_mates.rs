//! B01: after a layoff a former team-mate speaks for two colleagues, who used the same résumé builder.

use super::{Scenario, steps};
use crate::calendar::{clock, plus_days, plus_minutes, workday};
use crate::hiring::Referee;
use crate::resume::Format;
use crate::staffing;
use crate::world::{Post, World};

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b01", title: "Team-mates after a layoff", source: "cases.md B01", honest: true, play };

const POST: Post =
    Post { title: "Full Stack Engineer", department: "Product Engineering", worker_type: "employee" };

fn play(world: &mut World) {
    let friend = staffing::old_hand(world, POST);
    let layout = world.resume(POST.title, 5, 2, world.today()).layout;
    let employer = crate::resume::firm(&mut world.dice);
    for (key, ago) in [("B01A", 120), ("B01B", 103)] {
        let who = world.person();
        let start = world.days_ago(ago);
        let req_id = world.opening(POST, plus_days(start, -70));
        let years = world.dice.between(8, 10);
        let mut resume = world.resume(POST.title, years, 4, start);
        resume.layout = layout.clone();
        resume.format = Format::Pdf;
        if let Some(post) = resume.posts.first_mut() {
            post.employer = employer.clone();
        }
        staffing::candidacy(world, who, POST, &req_id, start, resume);
        staffing::start_work(world, who, POST, &req_id, start);
        let person = world.people[friend].clone();
        let referee = Referee {
            name: person.name(),
            email: person.personal_email.clone(),
            phone: person.phone.clone(),
            company: employer.clone(),
            title: "Developer",
            relation: "former team-mate",
            worker: Some(friend),
            called_via: "company switchboard",
        };
        let at = world.at(who, workday(plus_days(start, -20)), clock(14, 0));
        let record =
            world.reference(who, &referee, at, "confirmed; employer confirms that the three worked together");
        world.plant_all(who, &["app-mutual-reference", "net-linked-hires"], record);
        world.plant_all(friend, &["app-mutual-reference", "net-linked-hires"], record);
        steps::plant_application(
            world,
            who,
            &["app-shared-format", "app-fullstack-role", "app-8-10-years", "app-3-4-employers"],
        );
        let (subject, name) = (world.people[who].applicant_id().to_owned(), world.people[who].name());
        world.identity_check(&subject, &name, "live", plus_minutes(at, 600), "pass", "");
        steps::honest(
            world,
            who,
            key,
            "b01",
            "Referred by a former team-mate after a layoff; same résumé builder; the firm confirms all three; own home, bank and devices.",
        );
    }
    steps::honest(
        world,
        friend,
        "B01",
        "b01",
        "Speaks for two former team-mates after a layoff; the firm confirms all three.",
    );
}
