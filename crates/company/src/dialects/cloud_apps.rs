//! Defender for Cloud Apps, `CloudAppEvents`: calls of applicants to the recruiting portal, and signatures under offers.

use jiff::Timestamp;

use crate::calendar::millis;
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::record;

const FILE: &str = "cloud/cloud_app_events.ndjson";

/// What an applicant's browser asks of the portal.
pub(crate) const PORTAL_CALLS: &[&str] = &[
    "hrrecruiting/accounts",
    "hrrecruiting/resumes",
    "hrrecruiting/jobApplicationPackages",
    "hrrecruiting/validateJobApplication",
    "hrrecruiting/jobPostings",
    "hrrecruiting/questionnaires",
];

/// An applicant's account calls the recruiting portal.
pub(crate) fn portal(world: &mut World, who: usize, at: Timestamp, ip: &str, call: &str) -> RecordId {
    event(world, who, at, ip, ("Workday", call), "")
}

/// An applicant signs the offer.
pub(crate) fn signed(world: &mut World, who: usize, at: Timestamp, ip: &str) -> RecordId {
    event(world, who, at, ip, ("DocuSign", "ENVELOPE SIGNED"), "Offer and confidentiality agreement")
}

fn event(
    world: &mut World,
    who: usize,
    at: Timestamp,
    ip: &str,
    (application, action): (&str, &str),
    object: &str,
) -> RecordId {
    let person = &world.people[who];
    let agent = person.application.as_ref().map_or(crate::words::AGENTS[0], |it| it.user_agent);
    let record = record!({
        "Timestamp": millis(at), "Application": application, "ActionType": action, "AccountId": person.personal_email, "AccountDisplayName": person.name(),
        "IsExternalUser": true, "IPAddress": ip, "UserAgent": agent, "ObjectName": object, "ReportId": world.dice.uuid(),
        "RawEventData": { "RequestUri": if application == "Workday" { format!("/ccx/api/{action}/{}", world.dice.hex(8)) } else { String::new() }, "SystemAccount": person.personal_email, "IpAddress": ip, "SessionId": world.dice.hex(6) },
    });
    world.shelf.log(FILE, Framing::Bare, at, record)
}
