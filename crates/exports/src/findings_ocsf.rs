//! `findings.ocsf.ndjson`: what a security information system can take in.
//!
//! In: a dossier. Out: one object a line, OCSF 1.5: a Detection Finding (class 2004) for each piece of
//! evidence, then an Incident Finding (class 2005) for each raised person. What the schema has no
//! attribute for stands under `unmapped`. Nothing in here is a verdict: `verdict_id` is 0 (unknown).

use std::io::{self, Write};

use model::dossier::{Dossier, PersonReport};
use model::{Bits, Evidence, Status, Subject, Tier, Timestamp};

use crate::json::Object;
use crate::reading::Reading;
use crate::{Options, evidence_ndjson, redact};

const SCHEMA_VERSION: &str = "1.5.0";
const CATEGORY_FINDINGS: u32 = 2;
const DETECTION_FINDING: u32 = 2004;
const INCIDENT_FINDING: u32 = 2005;
const ACTIVITY_CREATE: u32 = 1;
const STATUS_NEW: u32 = 1;
const STATUS_SUPPRESSED: u32 = 3;
/// The schema wants an assignee or a group of assignees. Nobody has been asked yet.
const NOT_ASSIGNED: &str = "not assigned";

pub fn write(dossier: &Dossier, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let dossier = redact::view(dossier, options);
    let reading = Reading::new(&dossier);
    for it in &dossier.evidence {
        writeln!(out, "{}", detection(&reading, options, it).end())?;
    }
    for it in dossier.people.iter().filter(|it| it.tier.raised()) {
        // The schema wants at least one finding in an incident; a raised person always has some.
        if !reading.evidence_of(&it.person).is_empty() {
            writeln!(out, "{}", incident(&reading, options, it).end())?;
        }
    }
    Ok(())
}

fn detection(reading: &Reading<'_>, options: &Options, it: &Evidence) -> Object {
    let mut res = classified(DETECTION_FINDING, "Detection Finding", options, reading.dossier.now, &it.id);
    let (severity_id, severity) = severity_of(it.counted);
    let (confidence_id, confidence) = confidence_of(it);
    let (status_id, status) = if it.exempt { (STATUS_SUPPRESSED, "Suppressed") } else { (STATUS_NEW, "New") };
    res.plain("severity_id", severity_id)
        .text("severity", severity)
        .plain("status_id", status_id)
        .text("status", status)
        .plain("confidence_id", confidence_id)
        .text("confidence", confidence)
        .plain("is_alert", false)
        .text("message", &it.sentence)
        .plain("start_time", it.from.as_millisecond())
        .plain("end_time", it.to.as_millisecond())
        .object("finding_info", finding_info(reading, it))
        .objects("evidences", artefacts(it));
    if let Some(card) = reading.card(it).filter(|it| !it.check.is_empty()) {
        let mut remediation = Object::new();
        remediation.text("desc", &card.check.join("; "));
        res.object("remediation", remediation);
    }
    res.object("unmapped", unmapped(it));
    res
}

fn incident(reading: &Reading<'_>, options: &Options, it: &PersonReport) -> Object {
    let evidence = reading.evidence_of(&it.person);
    let uid = format!("incident:{}", it.person);
    let mut res = classified(INCIDENT_FINDING, "Incident Finding", options, reading.dossier.now, &uid);
    let urgent = it.tier == Tier::Urgent;
    let (severity_id, severity) = if urgent { (4, "High") } else { (3, "Medium") };
    let (priority_id, priority) = if urgent { (3, "High") } else { (2, "Medium") };
    let sentences: Vec<&str> =
        reading.steps_to_total(it).iter().take(3).map(|it| it.evidence.sentence.as_str()).collect();
    let mut group = Object::new();
    group.text("name", NOT_ASSIGNED);
    res.plain("severity_id", severity_id)
        .text("severity", severity)
        .plain("status_id", STATUS_NEW)
        .text("status", "New")
        .plain("priority_id", priority_id)
        .text("priority", priority)
        .plain("verdict_id", 0)
        .text("verdict", "Unknown")
        .object("assignee_group", group)
        .text("message", &format!("{}: {} bits, {}", it.person, it.bits, it.tier.id()))
        .text("desc", &sentences.join("; "));
    if let Some(first) = evidence.iter().map(|it| it.from).min() {
        res.plain("start_time", first.as_millisecond());
    }
    if let Some(last) = evidence.iter().map(|it| it.to).max() {
        res.plain("end_time", last.as_millisecond());
    }
    res.objects("finding_info_list", evidence.iter().map(|it| finding_info(reading, it)));
    let mut unmapped = Object::new();
    unmapped
        .text("person", it.person.as_str())
        .text("tier", it.tier.id())
        .plain("bits", it.bits)
        .texts("categories", it.categories.iter().map(|it| it.id()))
        .text_or_null("ring", it.ring.as_deref())
        .text_or_null("raised_at", it.raised_at.map(|it| it.to_string()).as_deref())
        .text_or_null("would_clear", it.would_clear.as_ref().map(|it| it.fact.as_str()));
    res.object("unmapped", unmapped);
    res
}

/// What every event of the schema begins with. The time of a finding is when it was made: the day of the
/// analysis, not the clock of the machine.
fn classified(class: u32, class_name: &str, options: &Options, now: Timestamp, uid: &str) -> Object {
    let mut product = Object::new();
    product.text("name", "bonafide").text("vendor_name", "bonafide").text("version", options.version);
    let mut metadata = Object::new();
    metadata.text("version", SCHEMA_VERSION).object("product", product).text("uid", uid);
    let mut res = Object::new();
    res.object("metadata", metadata)
        .plain("category_uid", CATEGORY_FINDINGS)
        .text("category_name", "Findings")
        .plain("class_uid", class)
        .text("class_name", class_name)
        .plain("activity_id", ACTIVITY_CREATE)
        .text("activity_name", "Create")
        .plain("type_uid", class * 100 + ACTIVITY_CREATE)
        .text("type_name", &format!("{class_name}: Create"))
        .plain("time", now.as_millisecond());
    res
}

fn finding_info(reading: &Reading<'_>, it: &Evidence) -> Object {
    let title = reading.card(it).map(|it| it.title.as_str()).filter(|it| !it.is_empty());
    let title = title.unwrap_or(&it.indicator);
    let mut analytic = Object::new();
    analytic
        .text("name", title)
        .text("uid", &it.indicator)
        .plain("type_id", 1)
        .text("type", "Rule")
        .text("category", it.category.id())
        .text("version", &it.version);
    let mut res = Object::new();
    res.text("uid", &it.id)
        .text("title", title)
        .text("desc", &it.sentence)
        .plain("created_time", reading.dossier.now.as_millisecond())
        .plain("first_seen_time", it.from.as_millisecond())
        .plain("last_seen_time", it.to.as_millisecond())
        .object("analytic", analytic)
        .plain("related_events_count", evidence_ndjson::places(&it.records).count())
        .texts("types", [it.category.id()]);
    res
}

/// Whom it is about, then the records it rests on.
fn artefacts(it: &Evidence) -> Vec<Object> {
    let mut about = Object::new();
    let subject = it.subject.to_string();
    about.text("uid", &subject);
    match &it.subject {
        Subject::Person(_) => {
            let mut user = Object::new();
            user.text("uid", &subject).plain("type_id", 1).text("type", "User");
            about.text("name", "person").object("user", user);
        }
        Subject::Handle { kind, value } => {
            let mut data = Object::new();
            data.text("kind", kind).text("value", value);
            about.text("name", "handle").object("data", data);
        }
    }
    let mut res = vec![about];
    for reference in evidence_ndjson::places(&it.records) {
        let origin = &reference.origin;
        let mut hash = Object::new();
        hash.plain("algorithm_id", 3).text("algorithm", "SHA-256").text("value", &origin.sha256);
        let mut file = Object::new();
        let name = origin.file.rsplit(['/', '!']).next().filter(|it| !it.is_empty()).unwrap_or(&origin.file);
        file.text("name", name).text("path", &origin.file).plain("type_id", 1).text("type", "Regular File");
        file.objects("hashes", [hash]);
        let mut record = Object::new();
        record.text("uid", &format!("{:016x}", reference.record)).text("name", "record").object("file", file);
        record.object("data", evidence_ndjson::reference(reference));
        res.push(record);
    }
    res
}

fn unmapped(it: &Evidence) -> Object {
    let mut res = Object::new();
    res.text("subject", &it.subject.to_string())
        .texts("with", it.with.iter().map(|it| it.as_str()))
        .text("status", it.status.id())
        .text("level", &it.level)
        .plain("bits", it.bits)
        .plain("counted", it.counted)
        .text("counted_why", &it.counted_why)
        .text("category", it.category.id())
        .text("cause", &it.cause)
        .plain("exempt", it.exempt)
        .text("known_at", &it.known_at.to_string());
    res
}

/// By what it adds to a score. One piece of evidence alone is never critical.
fn severity_of(counted: Bits) -> (u32, &'static str) {
    match counted.hundredths() {
        ..=0 => (1, "Informational"),
        1..200 => (2, "Low"),
        200..500 => (3, "Medium"),
        500.. => (4, "High"),
    }
}

/// How far the indicator tells one explanation from the other: its own worth, whichever way it points.
/// One on trial has not been measured.
fn confidence_of(it: &Evidence) -> (u32, &'static str) {
    if it.status != Status::Settled {
        return (0, "Unknown");
    }
    match it.bits.hundredths().unsigned_abs() {
        0..200 => (1, "Low"),
        200..400 => (2, "Medium"),
        400.. => (3, "High"),
    }
}
