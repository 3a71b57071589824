//! Resumes in the JSON Resume format.

use model::Json;

use crate::resume::dates;
use crate::resume::jobs::Job;
use crate::resume::passages::{Passage, sentences};
use crate::resume::sections::Section;
use crate::resume::{self, FileFacts, Resume, contacts};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "resume_json",
    title: "Resume, JSON Resume",
    feeds: &["resumes", "resume_passages", "resume_jobs"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("resume_json.md"),
};

fn sniff(value: &Json) -> bool {
    let Some(basics) = value.get("basics").and_then(Json::as_object) else { return false };
    let of_person =
        ["name", "email", "label", "phone", "summary", "profiles"].iter().any(|it| basics.contains_key(it));
    let of_resume = ["work", "education", "skills", "projects", "volunteer", "references", "$schema", "meta"];
    of_person && of_resume.iter().any(|it| value.get(it).is_some())
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let mut resume = Resume::default();
    let basics = value.get("basics").unwrap_or(&Json::Null);
    resume.name = text(basics, "name").to_owned();
    let email = text(basics, "email").trim().to_lowercase();
    if !email.is_empty() {
        resume.emails.push(email);
    }
    let phone = text(basics, "phone").trim();
    if !phone.is_empty() {
        resume.phones.push(phone.to_owned());
    }
    for key in ["url", "website"] {
        contacts::add_link(text(basics, key), &mut resume);
    }
    for profile in list(basics, "profiles") {
        contacts::add_link(text(profile, "url"), &mut resume);
    }

    // The order of the page is the order of the keys.
    let mut keys = Vec::new();
    for (key, part) in value.as_object().into_iter().flatten() {
        let section = match key {
            "basics" => Section::Summary,
            "work" => Section::Experience,
            "skills" => Section::Skills,
            "education" => Section::Education,
            "references" => Section::References,
            "volunteer" | "projects" | "awards" | "publications" | "certificates" | "languages"
            | "interests" => Section::Other,
            _ => continue,
        };
        keys.push(key);
        let before = resume.passages.len();
        match section {
            Section::Summary => add_sentences(text(part, "summary"), section, &mut resume),
            Section::Experience => {
                for entry in part.as_array().into_iter().flatten() {
                    add_job(entry, &mut resume, reading);
                }
            }
            _ => {
                for entry in part.as_array().into_iter().flatten() {
                    add_entry(entry, section, &mut resume);
                }
            }
        }
        if resume.passages.len() > before && !resume.sections.contains(&section.name()) {
            resume.sections.push(section.name());
        }
    }
    resume.passages.truncate(model::limits::PASSAGES_PER_RESUME_MAX);
    resume.years_stated = resume::years_stated(&resume.passages);
    resume.n_words = resume.passages.iter().map(|it| it.text.split_whitespace().count()).sum();
    resume.layout = format!("format=json; keys={}; dates={}", keys.join(">"), date_style(value));
    let facts = FileFacts { format: "json", ..FileFacts::default() };
    resume::push(&resume, &facts, reading);
}

fn add_job(entry: &Json, resume: &mut Resume, reading: &mut Reading<'_>) {
    // Version 0 of the format said `company`, version 1 says `name`.
    let employer =
        [text(entry, "name"), text(entry, "company")].into_iter().find(|it| !it.is_empty()).unwrap_or("");
    let mut moment = |key: &str| {
        let written = text(entry, key);
        let found = dates::moment(written);
        if found.is_none() && !written.trim().is_empty() && !is_present(written) {
            reading.problem(format!("not a date in `{key}`: `{}`", model::value::cut(written, 60)));
        }
        found
    };
    let from = moment("startDate");
    let to = moment("endDate");
    resume.jobs.push(Job {
        employer: employer.trim().to_owned(),
        title: text(entry, "position").trim().to_owned(),
        from,
        to,
        line: 0,
        current: to.is_none() && (text(entry, "endDate").is_empty() || is_present(text(entry, "endDate"))),
    });
    add_sentences(text(entry, "summary"), Section::Experience, resume);
    for highlight in list(entry, "highlights") {
        add_passage(highlight.as_str().unwrap_or(""), Section::Experience, resume);
    }
}

fn is_present(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "present" | "current" | "now" | "today" | "ongoing")
}

/// An entry of any other part: its short texts in one line, its long ones by themselves.
fn add_entry(entry: &Json, section: Section, resume: &mut Resume) {
    let mut short: Vec<&str> = Vec::new();
    for (key, value) in entry.as_object().into_iter().flatten() {
        match value {
            Json::String(it) if matches!(key, "summary" | "description" | "reference") => {
                add_sentences(it, section, resume);
            }
            Json::String(it) if key != "url" && key != "image" && !it.trim().is_empty() => {
                short.push(it.trim())
            }
            Json::Array(items) if key == "highlights" || key == "courses" => {
                for item in items {
                    add_passage(item.as_str().unwrap_or(""), section, resume);
                }
            }
            Json::Array(items) => short.extend(items.iter().filter_map(Json::as_str).map(str::trim)),
            _ => {}
        }
    }
    if let Some(it) = entry.as_str() {
        short.push(it.trim());
    }
    add_passage(&short.join(", "), section, resume);
}

fn add_sentences(text: &str, section: Section, resume: &mut Resume) {
    for sentence in sentences(text) {
        add_passage(sentence, section, resume);
    }
}

fn add_passage(text: &str, section: Section, resume: &mut Resume) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        resume.passages.push(Passage { section, text, line: 0 });
    }
}

fn text<'a>(value: &'a Json<'_>, key: &str) -> &'a str {
    value.get(key).and_then(Json::as_str).unwrap_or("")
}

fn list<'a>(value: &'a Json<'_>, key: &str) -> &'a [Json<'a>] {
    value.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

/// `YYYY-00-00`: how the first date is written.
fn date_style(value: &Json) -> String {
    let first = list(value, "work").iter().map(|it| text(it, "startDate")).find(|it| !it.is_empty());
    dates::style(first.unwrap_or(""))
}
