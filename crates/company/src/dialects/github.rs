//! GitHub organisation audit log, one event a line.

use jiff::Timestamp;

use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::record;

const FILE: &str = "code/github_audit.ndjson";

/// A Git operation (`git.clone`, `git.fetch`, `git.push`) on a repository of the organisation.
pub(crate) fn git(
    world: &mut World,
    who: usize,
    at: Timestamp,
    ip: &str,
    action: &str,
    repository: &str,
) -> RecordId {
    let login = world.people[who].job.as_ref().map_or(String::new(), |job| job.github_login.clone());
    git_as(world, who, at, ip, action, repository, &login)
}

/// The same from the person's machine, with the person's token, under a handle of the caller's.
pub(crate) fn git_as(
    world: &mut World,
    who: usize,
    at: Timestamp,
    ip: &str,
    action: &str,
    repository: &str,
    login: &str,
) -> RecordId {
    let person = &world.people[who];
    let full = format!("{}/{repository}", world.firm.slug);
    let record = record!({
        "@timestamp": at.as_millisecond(), "created_at": at.as_millisecond(), "_document_id": world.dice.hex(22), "action": action, "actor": login, "actor_ip": ip,
        "actor_location": { "country_code": person.home.town.country }, "actor_is_bot": false, "org": world.firm.slug, "repo": full, "repository": full, "repository_public": false, "visibility": "private",
        "transport_protocol_name": "http", "programmatic_access_type": "Fine-grained personal access token", "hashed_token": person.fingerprint, "operation_type": "transfer", "user_agent": "git/2.51.0",
    });
    world.shelf.log(FILE, Framing::Bare, at, record)
}
