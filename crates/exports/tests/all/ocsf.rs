//! Findings against the schema: OCSF 1.5.0, classes `detection_finding` and `incident_finding` and the
//! objects they hold, as published by the project at schema.ocsf.io/1.5.0 (Apache-2.0). The tables below are
//! its facts typed anew: which attributes are required, of which type, and which numbers an attribute may have.

use serde_json::Value;

use crate::{PLAIN, REDACTED, fixture, json_lines, written};

/// What an attribute holds.
#[derive(Clone, Copy)]
enum Is {
    Text,
    Whole,
    /// One of these numbers.
    OneOf(&'static [i64]),
    Object(&'static [Attribute]),
    List(&'static [Attribute]),
}

/// Name, whether the schema requires it, and what it holds.
struct Attribute(&'static str, bool, Is);

const PRODUCT: &[Attribute] = &[
    Attribute("name", false, Is::Text),
    Attribute("vendor_name", false, Is::Text),
    Attribute("version", false, Is::Text),
];

const METADATA: &[Attribute] = &[
    Attribute("version", true, Is::Text),
    Attribute("product", true, Is::Object(PRODUCT)),
    Attribute("uid", false, Is::Text),
];

const ANALYTIC: &[Attribute] = &[
    Attribute("name", false, Is::Text),
    Attribute("uid", false, Is::Text),
    Attribute("type_id", true, Is::OneOf(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 99])),
    Attribute("type", false, Is::Text),
    Attribute("category", false, Is::Text),
    Attribute("version", false, Is::Text),
];

const FINDING_INFO: &[Attribute] = &[
    Attribute("uid", true, Is::Text),
    Attribute("title", false, Is::Text),
    Attribute("desc", false, Is::Text),
    Attribute("created_time", false, Is::Whole),
    Attribute("first_seen_time", false, Is::Whole),
    Attribute("last_seen_time", false, Is::Whole),
    Attribute("analytic", false, Is::Object(ANALYTIC)),
    Attribute("related_events_count", false, Is::Whole),
];

const HASH: &[Attribute] = &[
    Attribute("algorithm_id", true, Is::OneOf(&[0, 1, 2, 3, 4, 5, 6, 7, 99])),
    Attribute("value", true, Is::Text),
];

const FILE: &[Attribute] = &[
    Attribute("name", true, Is::Text),
    Attribute("type_id", true, Is::OneOf(&[0, 1, 2, 3, 4, 5, 6, 7, 99])),
    Attribute("path", false, Is::Text),
    Attribute("hashes", false, Is::List(HASH)),
];

const USER: &[Attribute] =
    &[Attribute("uid", false, Is::Text), Attribute("type_id", false, Is::OneOf(&[0, 1, 2, 3, 99]))];

const EVIDENCES: &[Attribute] = &[
    Attribute("uid", false, Is::Text),
    Attribute("name", false, Is::Text),
    Attribute("file", false, Is::Object(FILE)),
    Attribute("user", false, Is::Object(USER)),
];

const REMEDIATION: &[Attribute] = &[Attribute("desc", true, Is::Text)];

const SEVERITY: Is = Is::OneOf(&[0, 1, 2, 3, 4, 5, 6, 99]);

const DETECTION_FINDING: &[Attribute] = &[
    Attribute("activity_id", true, Is::OneOf(&[0, 1, 2, 3, 99])),
    Attribute("category_uid", true, Is::OneOf(&[2])),
    Attribute("class_uid", true, Is::OneOf(&[2004])),
    Attribute("finding_info", true, Is::Object(FINDING_INFO)),
    Attribute("metadata", true, Is::Object(METADATA)),
    Attribute("severity_id", true, SEVERITY),
    Attribute("time", true, Is::Whole),
    Attribute("type_uid", true, Is::Whole),
    Attribute("status_id", false, Is::OneOf(&[0, 1, 2, 3, 4, 5, 99])),
    Attribute("confidence_id", false, Is::OneOf(&[0, 1, 2, 3, 99])),
    Attribute("confidence", false, Is::Text),
    Attribute("message", false, Is::Text),
    Attribute("start_time", false, Is::Whole),
    Attribute("end_time", false, Is::Whole),
    Attribute("evidences", false, Is::List(EVIDENCES)),
    Attribute("remediation", false, Is::Object(REMEDIATION)),
];

const INCIDENT_FINDING: &[Attribute] = &[
    Attribute("activity_id", true, Is::OneOf(&[0, 1, 2, 3, 99])),
    Attribute("category_uid", true, Is::OneOf(&[2])),
    Attribute("class_uid", true, Is::OneOf(&[2005])),
    Attribute("finding_info_list", true, Is::List(FINDING_INFO)),
    Attribute("metadata", true, Is::Object(METADATA)),
    Attribute("severity_id", true, SEVERITY),
    Attribute("status_id", true, Is::OneOf(&[0, 1, 2, 3, 4, 5, 99])),
    Attribute("time", true, Is::Whole),
    Attribute("type_uid", true, Is::Whole),
    Attribute("priority_id", false, Is::OneOf(&[0, 1, 2, 3, 4, 99])),
    Attribute("verdict_id", false, Is::OneOf(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99])),
    Attribute("message", false, Is::Text),
    Attribute("desc", false, Is::Text),
    Attribute("start_time", false, Is::Whole),
    Attribute("end_time", false, Is::Whole),
];

/// Objects of which the schema wants at least one of several attributes.
const AT_LEAST_ONE: &[(&str, &[&str])] = &[
    ("product", &["name", "uid"]),
    ("analytic", &["name", "uid"]),
    ("user", &["account", "name", "uid"]),
    ("evidences", &["data", "file", "user", "device", "email", "url"]),
];

fn holds(at: &str, value: &Value, attributes: &[Attribute]) -> Result<(), String> {
    let object = value.as_object().ok_or(format!("{at} is no object"))?;
    let name = at.rsplit('.').next().unwrap_or(at);
    if let Some((_, any)) = AT_LEAST_ONE.iter().find(|(known, _)| *known == name)
        && !any.iter().any(|it| object.contains_key(*it))
    {
        return Err(format!("{at} has none of {any:?}"));
    }
    for Attribute(name, required, is) in attributes {
        let at = format!("{at}.{name}");
        let Some(value) = object.get(*name) else {
            if *required {
                return Err(format!("{at} is missing"));
            }
            continue;
        };
        let fits = match is {
            Is::Text => value.is_string(),
            Is::Whole => value.is_i64(),
            Is::OneOf(numbers) => value.as_i64().is_some_and(|it| numbers.contains(&it)),
            Is::Object(attributes) => return_first(holds(&at, value, attributes))?,
            Is::List(attributes) => {
                let list = value.as_array().ok_or(format!("{at} is no list"))?;
                for it in list {
                    holds(&at, it, attributes)?;
                }
                !list.is_empty()
            }
        };
        if !fits {
            return Err(format!("{at} does not fit: {value}"));
        }
    }
    Ok(())
}

fn return_first(it: Result<(), String>) -> Result<bool, String> {
    it.map(|()| true)
}

fn check(line: &Value) -> Result<(), String> {
    let class = line["class_uid"].as_i64().ok_or("no class")?;
    match class {
        2004 => holds("detection_finding", line, DETECTION_FINDING)?,
        2005 => {
            holds("incident_finding", line, INCIDENT_FINDING)?;
            if line.get("assignee").is_none() && line.get("assignee_group").is_none() {
                return Err("an incident wants an assignee or a group of them".to_owned());
            }
        }
        _ => return Err(format!("class {class}")),
    }
    let activity = line["activity_id"].as_i64().ok_or("no activity")?;
    if line["type_uid"].as_i64() != Some(class * 100 + activity) {
        return Err("type_uid is not class and activity".to_owned());
    }
    if line["metadata"]["version"] != "1.5.0" {
        return Err("another version of the schema".to_owned());
    }
    Ok(())
}

#[test]
fn every_line_has_what_the_schema_requires() {
    for options in [PLAIN, REDACTED] {
        for dossier in [fixture::dossier(), fixture::small::small()] {
            for line in json_lines(&written("findings.ocsf.ndjson", &dossier, &options)) {
                check(&line).unwrap_or_else(|err| panic!("{err}\n{line}"));
            }
        }
    }
}

#[test]
fn the_check_itself_notices_what_is_missing() {
    let lines = json_lines(&written("findings.ocsf.ndjson", &fixture::dossier(), &PLAIN));
    for line in [lines.first().unwrap(), lines.last().unwrap()] {
        let attributes = if line["class_uid"] == 2004 { DETECTION_FINDING } else { INCIDENT_FINDING };
        for Attribute(name, _, _) in attributes.iter().filter(|it| it.1) {
            let mut poorer = line.clone();
            poorer.as_object_mut().unwrap().shift_remove(*name);
            assert!(check(&poorer).is_err(), "{name} is not missed");
        }
    }
}

#[test]
fn one_detection_for_each_evidence_and_one_incident_for_each_raised_person() {
    let dossier = fixture::dossier();
    let lines = json_lines(&written("findings.ocsf.ndjson", &dossier, &PLAIN));
    let of = |class: i64| lines.iter().filter(move |it| it["class_uid"] == class);
    assert_eq!(of(2004).count(), dossier.evidence.len());
    let people: Vec<&str> = of(2005).map(|it| it["unmapped"]["person"].as_str().unwrap()).collect();
    assert_eq!(people, ["worker:W0417", "worker:W0388"]);
    for (line, evidence) in of(2004).zip(&dossier.evidence) {
        assert_eq!(line["finding_info"]["uid"], *evidence.id);
        assert_eq!(line["time"], dossier.now.as_millisecond());
        assert_eq!(line["evidences"].as_array().unwrap().len(), 1 + evidence.records.len());
    }
}

#[test]
fn nothing_says_that_somebody_did_it() {
    for line in json_lines(&written("findings.ocsf.ndjson", &fixture::dossier(), &PLAIN)) {
        if line["class_uid"] == 2005 {
            assert_eq!((&line["verdict_id"], &line["status"]), (&Value::from(0), &Value::from("New")));
        }
    }
}
