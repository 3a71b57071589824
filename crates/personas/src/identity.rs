//! Which accounts, devices and records does the company itself hold for one person?
//!
//! In: rows of the tables that name people. Out: people, and ties with the reason and the dates of each.
//! The rules, each exact:
//!
//! 1. A worker's record names an applicant.
//! 2. A worker's private mailbox is the mailbox of applications, and the names do not contradict.
//! 3. Two applications, or two worker records, have one private mailbox, or one telephone and the very same
//!    name, and the names do not contradict.
//!
//! A telephone or an address alone never joins: people share them. Nothing here has a weight. A tie is made
//! anew in every run from the records, so correcting a record withdraws whatever rested on it.

mod devices;
mod joined;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::dossier::Tie;
use model::{PersonId, Rows};

/// Rows of the tables that name people. Each carries the columns of its table.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    pub workers: &'a Rows,
    pub applicants: &'a Rows,
    pub devices: &'a Rows,
    pub shipments: &'a Rows,
    pub resumes: &'a Rows,
    pub interviews: &'a Rows,
}

/// Who there is, and what belongs to whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identity {
    /// By id.
    pub people: Vec<Person>,
    /// Person, tie; in order.
    pub ties: Vec<(PersonId, Tie)>,
    /// Assumptions and contradictions, for the operator.
    pub notices: Vec<String>,
}

/// One person, as the company's own records have them.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: PersonId,
    /// The one the id is made of first.
    pub worker_ids: Vec<String>,
    pub applicant_ids: Vec<String>,
    pub names: Vec<String>,
    pub emails: Vec<String>,
    pub job_title: Option<String>,
    pub department: Option<String>,
    pub worker_type: Option<String>,
    pub applied_at: Option<Timestamp>,
    pub start: Option<Timestamp>,
    pub end: Option<Timestamp>,
    pub end_reason: Option<String>,
}

/// Ties records, accounts and devices to people.
pub fn identify(given: Given<'_>) -> Identity {
    let joined = joined::join(&given);
    let mut res = Identity { notices: joined.notices, ..Identity::default() };
    let mut by_worker: BTreeMap<String, PersonId> = BTreeMap::new();
    for found in joined.people {
        for id in &found.person.worker_ids {
            by_worker.insert(id.clone(), found.person.id.clone());
        }
        for tie in found.ties {
            res.ties.push((found.person.id.clone(), tie));
        }
        res.people.push(found.person);
    }
    res.people.sort_by(|a, b| a.id.cmp(&b.id));
    res.ties.extend(devices::custody(&given, &by_worker));
    let by_applicant: BTreeMap<&str, &PersonId> = res
        .people
        .iter()
        .flat_map(|it| it.applicant_ids.iter().map(move |id| (id.as_str(), &it.id)))
        .collect();
    let documents = documents(&given, &by_applicant);
    let meetings = meetings(&given, &by_applicant);
    res.ties.extend(documents);
    res.ties.extend(meetings);
    res.ties.sort();
    res.ties.dedup();
    res
}

/// Resumes: by the file that the application names, else by a file stem equal to the applicant's id, else by
/// a mailbox inside that belongs to exactly one applicant.
fn documents(given: &Given<'_>, by_applicant: &BTreeMap<&str, &PersonId>) -> Vec<(PersonId, Tie)> {
    let mut by_file: BTreeMap<String, &str> = BTreeMap::new();
    let mut by_email: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for row in given.applicants.iter() {
        let Some(id) = row.text("applicant_id") else { continue };
        if let Some(file) = row.text("resume_file") {
            by_file.insert(file_name(file).to_lowercase(), id);
        }
        for email in row.texts("emails") {
            if let Some(key) = measures::contacts::email_key(email) {
                by_email.entry(key).or_default().push(id);
            }
        }
    }
    let mut res = Vec::new();
    for row in given.resumes.iter() {
        let (Some(document), Some(stem)) = (row.text("document"), row.text("stem")) else { continue };
        let name = file_name(row.text("file").unwrap_or(stem)).to_lowercase();
        let (applicant, reason) = if let Some(id) = by_file.get(&name) {
            (Some(*id), format!("the application {id} names the file"))
        } else if let Some((id, _)) = by_applicant.iter().find(|(id, _)| id.eq_ignore_ascii_case(stem)) {
            (Some(*id), format!("the file is named after the application {id}"))
        } else {
            let mut owners: Vec<&str> = Vec::new();
            for email in row.texts("emails") {
                let key = measures::contacts::email_key(email);
                owners.extend(key.and_then(|it| by_email.get(&it)).into_iter().flatten());
            }
            owners.sort();
            owners.dedup();
            match owners.as_slice() {
                [only] => (Some(*only), format!("a mailbox in it belongs to the application {only} alone")),
                _ => (None, String::new()),
            }
        };
        if let Some(person) = applicant.and_then(|it| by_applicant.get(it)) {
            res.push(((*person).clone(), tie("resume", &format!("{document}/{stem}"), None, None, reason)));
        }
    }
    res
}

/// A meeting that was an interview belongs to its applicant; who in it is the applicant, the views decide.
fn meetings(given: &Given<'_>, by_applicant: &BTreeMap<&str, &PersonId>) -> Vec<(PersonId, Tie)> {
    let mut res = Vec::new();
    for row in given.interviews.iter() {
        let (Some(meeting), Some(applicant)) = (row.text("meeting_id"), row.text("applicant_id")) else {
            continue;
        };
        let Some(person) = by_applicant.get(applicant) else { continue };
        let reason = format!("interview of the application {applicant}");
        res.push(((*person).clone(), tie("meeting", &plain_meeting_id(meeting), None, None, reason)));
    }
    res
}

/// A sign-in name as ties have it, in lower case: without a Windows domain before it (`CORP\Sam` is `sam`), and
/// without one behind it that is no mail domain (`sam@corp.local`, `sam@CORP`). A mailbox stays whole.
pub fn account_key(account: &str) -> String {
    let name = account.rsplit('\\').next().unwrap_or(account).trim().to_lowercase();
    match name.split_once('@') {
        Some((local, domain)) if !local.is_empty() && is_inside_only(domain) => local.to_owned(),
        _ => name,
    }
}

/// Domains that no mail is sent to: a single name, or an ending that networks use inside.
fn is_inside_only(domain: &str) -> bool {
    const ENDINGS: [&str; 6] = ["local", "internal", "lan", "corp", "intranet", "localdomain"];
    match domain.rsplit_once('.') {
        Some((_, ending)) => ENDINGS.contains(&ending),
        None => !domain.is_empty(),
    }
}

/// Names of services and offices: whose mailbox bears one has not all accounts of that name.
const NAMES_OF_NOBODY: [&str; 14] = [
    "admin",
    "administrator",
    "root",
    "system",
    "guest",
    "user",
    "service",
    "info",
    "office",
    "support",
    "helpdesk",
    "hr",
    "it",
    "test",
];

/// The part of a work mailbox before the `@`, which products write where they know no mailbox.
pub(crate) fn sign_in_name(work_email: &str) -> Option<String> {
    let local = measures::contacts::local_part_of(work_email)?.to_lowercase();
    (!NAMES_OF_NOBODY.contains(&local.as_str())).then_some(local)
}

/// Meeting ids are written with blanks and dashes by people, without by products.
pub fn plain_meeting_id(id: &str) -> String {
    id.chars().filter(|it| !matches!(it, ' ' | '-')).flat_map(char::to_lowercase).collect()
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\', '!']).next().unwrap_or(path)
}

pub(crate) fn tie(
    kind: &str,
    value: &str,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    reason: impl Into<String>,
) -> Tie {
    Tie { kind: kind.into(), value: value.into(), from, to, reason: reason.into() }
}
