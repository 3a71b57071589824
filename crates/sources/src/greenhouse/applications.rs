//! Applications, each with what its candidate says of themselves.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use model::Json;
use model::Record;
use model::tables::APPLICANTS;
use model::value::join_list;

use crate::Reading;
use crate::formats::json_fields::{self, Fields};

/// Every application of a candidate. Prospects were found by the company and have not applied.
pub fn read_candidate(candidate: Fields<'_>, reading: &mut Reading<'_>) {
    let applications = candidate.items("applications");
    if applications.is_empty() {
        reading.notice("candidates without an application have not applied and are not read".to_owned());
    }
    for application in applications {
        read_application(Fields::new(application), candidate, reading);
    }
}

pub fn read_application(application: Fields<'_>, candidate: Fields<'_>, reading: &mut Reading<'_>) {
    if application.flag("prospect") == Some(true) {
        reading.notice("prospects have not applied and are not read".to_owned());
        return;
    }
    let Some(id) = candidate.text("id") else {
        reading.problem("candidate without `id`");
        return;
    };
    let Some(name) = full_name(candidate) else {
        reading.problem("candidate without a name");
        return;
    };
    let holder = if application.has("applied_at") { application } else { candidate };
    let Some(at) = holder.time(&["applied_at", "created_at"], reading) else { return };
    let mut record = reading.record(&APPLICANTS);
    record.set("applicant_id", external_id(candidate).as_deref().unwrap_or(&id));
    record.set("applied_at", at);
    record.set("full_name", name);
    let job = application.items("jobs").first().map(Fields::new).unwrap_or(application.object("job"));
    record.set("req_id", job.text("id").as_deref());
    record.set("source", application.first_text(&["source.public_name", "source.name"]).as_deref());
    record.set("emails", values(candidate.items("email_addresses")));
    record.set("phones", values(candidate.items("phone_numbers")));
    set_address(&mut record, application, candidate);
    record.set("links", links(application, candidate));
    record.set("years_experience", years(application));
    record.set("resume_file", resume(application).or_else(|| resume(candidate)));
    if let Some(own) = application.text("id") {
        record.set("application_id", &*own);
        record.identified_by(&format!("greenhouse application {own}"));
    }
    reading.push(record);
}

fn full_name(candidate: Fields<'_>) -> Option<String> {
    let parts = ["first_name", "last_name"].iter().filter_map(|it| candidate.title(it));
    let res = parts.collect::<Vec<Cow<'_, str>>>().join(" ");
    (!res.is_empty()).then_some(res)
}

/// The id under which the company itself knows the applicant: then one person has one id in all exports.
fn external_id(candidate: Fields<'_>) -> Option<Cow<'_, str>> {
    candidate.first_text(&[
        "external_id",
        "keyed_custom_fields.external_id.value",
        "custom_fields.external_id.value",
        "custom_fields.external_id",
    ])
}

/// The values of `[{value, type}]`.
fn values(items: &[Json]) -> Option<String> {
    let found: Vec<Cow<'_, str>> = items.iter().filter_map(|it| Fields::new(it).text("value")).collect();
    let res = join_list(found.iter().map(|it| &**it));
    (!res.is_empty()).then_some(res)
}

/// The home where one is named, else the first address; without any, the place that the application names.
fn set_address(record: &mut Record, application: Fields<'_>, candidate: Fields<'_>) {
    let all: Vec<Fields<'_>> = candidate.items("addresses").iter().map(Fields::new).collect();
    let home = all.iter().find(|it| it.text("type").as_deref() == Some("home")).or(all.first());
    if let Some(written) = home.and_then(|it| it.text("value")) {
        let lines: Vec<&str> = written.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
        match lines.split_last().and_then(|(last, before)| Some((us_town(last)?, before))) {
            Some(((city, state, postcode), before)) if !before.is_empty() => {
                record.set("address_line", before.join(", "));
                record.set("city", city).set("region", state.to_uppercase()).set("postcode", postcode);
            }
            _ => {
                record.set("address_line", lines.join(", "));
            }
        }
        return;
    }
    let Some(place) = application.text("location.address") else { return };
    let parts: Vec<&str> = place.split(',').map(str::trim).collect();
    match parts[..] {
        [city, region, country] => {
            record.set("city", city).set("region", region).set("country", country);
        }
        _ => {
            record.set("city", &*place);
        }
    }
}

/// `New York, NY 10001`.
fn us_town(line: &str) -> Option<(&str, &str, &str)> {
    let (city, rest) = line.rsplit_once(',')?;
    let (state, postcode) = rest.trim().split_once(' ')?;
    let digits = postcode.trim().bytes().filter(u8::is_ascii_digit).count();
    let is_state = state.len() == 2 && state.bytes().all(|it| it.is_ascii_alphabetic());
    (is_state && matches!(digits, 5 | 9)).then_some((city.trim(), state, postcode.trim()))
}

/// Sites of the candidate, and answers that are addresses of sites.
fn links(application: Fields<'_>, candidate: Fields<'_>) -> Option<String> {
    let mut res: Vec<Cow<'_, str>> = Vec::new();
    for list in ["website_addresses", "social_media_addresses"] {
        res.extend(candidate.items(list).iter().filter_map(|it| Fields::new(it).text("value")));
    }
    for (question, answer) in answers(application) {
        let asked =
            ["website", "linkedin", "github", "portfolio", "profile"].iter().any(|it| question.contains(it));
        let is_link = answer.starts_with("http") || (asked && answer.contains('.') && !answer.contains(' '));
        if is_link && !res.contains(&answer) {
            res.push(answer);
        }
    }
    let res = join_list(res.iter().map(|it| &**it));
    (!res.is_empty()).then_some(res)
}

/// The answer to a question for years of experience, where it begins with a number.
fn years(application: Fields<'_>) -> Option<f64> {
    let asked = |question: &str| question.contains("years") && question.contains("experience");
    answers(application)
        .into_iter()
        .find(|(question, _)| asked(question))
        .and_then(|(_, answer)| json_fields::leading_number(&answer).filter(|it| (0.0..80.0).contains(it)))
}

/// Questions in lower case, with their answers.
fn answers(application: Fields<'_>) -> Vec<(String, Cow<'_, str>)> {
    let mut res = Vec::new();
    for pair in application.items("answers") {
        let pair = Fields::new(pair);
        if let (Some(question), Some(answer)) = (pair.text("question"), pair.text("answer")) {
            res.push((question.to_lowercase(), answer));
        }
    }
    res
}

/// The file name of the newest resume.
fn resume(holder: Fields<'_>) -> Option<String> {
    let resumes = holder.items("attachments").iter().map(Fields::new);
    let resumes = resumes.filter(|it| it.text("type").as_deref() == Some("resume"));
    let at = |it: &Fields<'_>| {
        let text = it.text("created_at")?;
        crate::formats::times::parse(&text, &TimeZone::UTC).ok().flatten()
    };
    let newest = resumes.max_by_key(at)?;
    newest.title("filename").map(Cow::into_owned)
}
