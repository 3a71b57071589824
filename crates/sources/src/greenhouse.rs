//! Greenhouse: candidates with their applications, jobs, interviews, scorecards, and web hooks.
//!
//! In: one object of the Harvest API's lists (candidates, applications, jobs, scheduled interviews, scorecards) or
//! one message of a web hook. Out: `applicants`, one record for each application; `requisitions`; `interviews`.

mod applications;
mod interviews;

use std::borrow::Cow;

use model::Json;
use model::tables::REQUISITIONS;

use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "greenhouse",
    title: "Greenhouse candidates, jobs, interviews and web hooks",
    feeds: &["applicants", "requisitions", "interviews"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("greenhouse.md"),
};

/// What one object is.
enum Is {
    Candidate,
    Application,
    Job,
    Interview,
    Scorecard,
    Hook,
}

fn kind(object: Fields<'_>) -> Option<Is> {
    let has = |name: &str| object.has(name);
    if has("application_ids") && (has("applications") || has("email_addresses")) {
        return Some(Is::Candidate);
    }
    if has("candidate_id") && has("prospect") && has("jobs") {
        return Some(Is::Application);
    }
    if has("candidate_id") && has("application_id") && has("interviewed_at") {
        return Some(Is::Scorecard);
    }
    if has("application_id") && has("start") && has("interviewers") {
        return Some(Is::Interview);
    }
    if has("hiring_team") && has("openings") && has("departments") {
        return Some(Is::Job);
    }
    let payload = object.object("payload");
    let about = ["application", "person", "candidate", "job", "interview", "scorecard", "offer"];
    let is_hook = about.iter().any(|it| payload.has(&format!("{it}.id")));
    (object.text("action").is_some() && is_hook).then_some(Is::Hook)
}

fn sniff(value: &Json) -> bool {
    kind(Fields::new(value)).is_some()
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let object = Fields::new(value);
    match kind(object) {
        Some(Is::Candidate) => applications::read_candidate(object, reading),
        Some(Is::Application) => {
            reading.notice(
                "applications without their candidate name nobody; the list of candidates carries both"
                    .to_owned(),
            );
        }
        Some(Is::Job) => requisition(object, reading),
        Some(Is::Interview) => interviews::read_interview(object, reading),
        Some(Is::Scorecard) => interviews::read_scorecard(object, reading),
        Some(Is::Hook) => read_hook(object, reading),
        None => reading.problem("neither a candidate, a job, an interview, a scorecard nor a web hook"),
    }
}

/// What a message tells beyond who applied, and when (a stage, an offer, a deletion), has no table.
fn read_hook(message: Fields<'_>, reading: &mut Reading<'_>) {
    let payload = message.object("payload");
    let application = payload.object("application");
    let candidate = application.object("candidate");
    if candidate.has("id") {
        applications::read_application(application, candidate, reading);
    } else if payload.object("candidate").has("applications") {
        applications::read_candidate(payload.object("candidate"), reading);
    }
}

/// A post. Whether it is remote is said by an office or by the post's own name, and only where it is.
fn requisition(job: Fields<'_>, reading: &mut Reading<'_>) {
    let (Some(id), Some(title)) = (job.text("id"), job.title("name")) else {
        reading.problem("job without `id` or `name`");
        return;
    };
    let opened_at = job.optional_time(&["opened_at"], reading);
    let mut record = reading.record(&REQUISITIONS);
    record.set("req_id", &*id);
    record.set("title", &*title);
    let departments = job.items("departments");
    record.set("department", departments.first().and_then(|it| Fields::new(it).title("name")).as_deref());
    record.set("remote", is_remote(job).then_some(true));
    record.set("opened_at", opened_at);
    reading.push(record);
}

fn is_remote(job: Fields<'_>) -> bool {
    let mut said: Vec<Cow<'_, str>> = job.title("name").into_iter().collect();
    for office in job.items("offices") {
        let office = Fields::new(office);
        said.extend(["name", "location.name", "location"].iter().filter_map(|it| office.text(it)));
    }
    said.iter().any(|it| it.to_lowercase().split(|it: char| !it.is_alphanumeric()).any(|it| it == "remote"))
}
