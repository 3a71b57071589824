//! A résumé in the JSON Résumé schema. In: a `Resume`. Out: the text.

use serde_json::{Map, Value, json};

use super::Resume;

pub(crate) fn text(resume: &Resume) -> String {
    let mut work = Vec::new();
    for post in &resume.posts {
        let mut entry = Map::new();
        entry.insert("name".to_owned(), json!(post.employer));
        entry.insert("position".to_owned(), json!(post.title));
        entry.insert("startDate".to_owned(), json!(post.from.short()));
        if let Some(to) = post.to {
            entry.insert("endDate".to_owned(), json!(to.short()));
        }
        entry.insert("highlights".to_owned(), json!(post.bullets));
        work.push(Value::Object(entry));
    }
    let mut skills = Vec::new();
    for skill in &resume.skills {
        skills.push(json!({ "name": skill }));
    }
    let mut profiles = Vec::new();
    if !resume.link.is_empty() {
        profiles.push(json!({ "network": "code", "url": resume.link }));
    }
    let whole = json!({
        "basics": {
            "name": resume.name, "email": resume.email, "phone": resume.phone, "summary": resume.summary,
            "location": { "city": resume.city, "region": resume.region, "countryCode": resume.country },
            "profiles": profiles,
        },
        "work": work,
        "education": [{ "institution": resume.college, "studyType": resume.degree, "endDate": resume.graduated.to_string() }],
        "skills": skills,
        "meta": { "theme": resume.layout.producer },
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}
