//! B22: two alumni of one course whose career office hands out one résumé template and a few set phrases.

use super::{Scenario, steps};
use crate::calendar::plus_days;
use crate::staffing;
use crate::world::World;

pub(super) const SCENARIO: Scenario =
    Scenario { id: "b22", title: "One template, two alumni", source: "own invention", honest: true, play };

fn play(world: &mut World) {
    let post = staffing::coding_post(world);
    let like = world.resume(post.title, 6, 2, world.today());
    let set_phrase = steps::passages(world, post.title, 1);
    for key in ["B22A", "B22B"] {
        let start = world.some_days_ago(25, 140);
        let who = world.person();
        let req_id = world.opening(post, plus_days(start, -70));
        let years = world.dice.between(3, 9);
        let mut resume = world.resume(post.title, years, 2, start);
        let author = resume.layout.author.clone();
        resume.layout = like.layout.clone();
        resume.layout.author = author;
        resume.format = like.format;
        if let Some(first) = resume.posts.first_mut() {
            first.bullets.push(set_phrase[0].clone());
        }
        staffing::candidacy(world, who, post, &req_id, start, resume);
        staffing::start_work(world, who, post, &req_id, start);
        steps::plant_application(world, who, &["app-shared-format"]);
        steps::honest(
            world,
            who,
            key,
            "b22",
            "The career office of the course hands out the template and a phrase or two; homes, banks, devices and work are their own.",
        );
    }
}
