//! Which groups of people hang together, and by what?
//!
//! In: links, who vouched for whom, and what the caller knows of roles. Out: rings.
//! A link carries a ring where it is strong enough and something in it is of a kind that strangers do not share;
//! network addresses, names of computers, references and layouts alone make none. What a household or an agency
//! explains is no link to begin with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use measures::clusters::{ClusterLimits, Edge, connected};
use model::dossier::{Ring, Shared};
use model::limits::HUB_PEOPLE_MIN;
use model::{Bits, PersonId};
use sha2::{Digest, Sha256};

use crate::links::{Links, ScoredLink, kind_called, listed};

/// Steps that a ring's sentence tells at most.
const STEPS_MAX: usize = 8;

/// A link carries a ring from here: no single home and no single telephone number reaches it.
const RING_LINK_BITS_MIN: i32 = 600;
/// A larger group is cut at its weakest links.
const MEMBERS_MAX: usize = 40;

/// Somebody took the seat of somebody who left: evidence that the caller has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Succession {
    pub successor: PersonId,
    pub leaver: Option<PersonId>,
    pub at: Timestamp,
}

/// Finds the rings, with who seems to be what in them and in which order they came.
pub fn rings(links: &Links, successions: &[Succession]) -> Vec<Ring> {
    let people: BTreeSet<&PersonId> = links.links.iter().flat_map(|it| [&it.a, &it.b]).collect();
    let people: Vec<&PersonId> = people.into_iter().collect();
    let number: BTreeMap<&PersonId, usize> = people.iter().enumerate().map(|(idx, it)| (*it, idx)).collect();
    let mut edges = Vec::new();
    for link in links.links.iter().filter(|it| carries(it)) {
        if let (Some(left), Some(right)) = (number.get(&link.a), number.get(&link.b)) {
            edges.push(Edge { left: *left, right: *right, weight: link.bits.as_f64() });
        }
    }
    let limits = ClusterLimits { members_max: MEMBERS_MAX, neighbours_max: HUB_PEOPLE_MIN - 1 };
    let mut res = Vec::new();
    for group in connected(people.len(), &edges, limits).groups {
        let members: BTreeSet<&PersonId> = group.iter().filter_map(|it| people.get(*it).copied()).collect();
        res.push(ring(members, links, successions));
    }
    res
}

fn carries(link: &ScoredLink) -> bool {
    link.bits >= Bits::from_hundredths(RING_LINK_BITS_MIN) && !link.strong.is_empty()
}

/// How a shared thing is shown, and who holds it.
type Artefact<'a> = (&'a str, BTreeSet<&'a PersonId>);

fn ring(members: BTreeSet<&PersonId>, links: &Links, successions: &[Succession]) -> Ring {
    let inside = |it: &&ScoredLink| members.contains(&it.a) && members.contains(&it.b);
    let inside: Vec<&ScoredLink> = links.links.iter().filter(inside).collect();
    let mut shared: BTreeMap<(&Arc<str>, &Arc<str>), Artefact<'_>> = BTreeMap::new();
    let mut kinds: BTreeMap<&Arc<str>, Bits> = BTreeMap::new();
    let mut roles: BTreeMap<&PersonId, BTreeSet<&str>> = BTreeMap::new();
    for link in &inside {
        for handle in &link.shared {
            // The normal form of an address is hard to read; of spellings the smallest is shown.
            let shown = if &*handle.kind == "address" { &*handle.shown } else { &*handle.value };
            let found = shared.entry((&handle.kind, &handle.value)).or_insert((shown, BTreeSet::new()));
            found.0 = found.0.min(shown);
            found.1.extend([&link.a, &link.b]);
            for (host, guest, person) in
                [(&handle.a_roles, &handle.b_roles, &link.a), (&handle.b_roles, &handle.a_roles, &link.b)]
            {
                if &*handle.kind == "address" && lives_there(host) && !lives_there(guest) {
                    roles.entry(person).or_default().insert("host");
                }
            }
        }
        for kind in &link.kinds {
            *kinds.entry(kind).or_default() += link.bits;
        }
    }
    let mut course: BTreeSet<(Timestamp, String)> = BTreeSet::new();
    for vouch in &links.vouches {
        let (giver, receiver) = (&vouch.giver, &vouch.receiver);
        if giver != receiver && members.contains(giver) && members.contains(receiver) {
            roles.entry(giver).or_default().insert("voucher");
            course.extend(vouch.at.map(|at| (at, format!("{giver} was named as referee of {receiver}"))));
        }
    }
    for it in successions.iter().filter(|it| members.contains(&it.successor)) {
        roles.entry(&it.successor).or_default().insert("replacement");
        let seat = it.leaver.as_ref().map_or("a leaver".to_owned(), ToString::to_string);
        course.insert((it.at, format!("{} took the seat of {seat}", it.successor)));
    }
    let mut by_weight: Vec<(&Arc<str>, Bits)> = kinds.into_iter().collect();
    by_weight.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let called: Vec<String> = by_weight.iter().map(|(kind, _)| kind_called(kind)).collect();
    Ring {
        id: id(&members),
        sentence: sentence(members.len(), &called, course),
        members: members.into_iter().cloned().collect(),
        shared: shared
            .into_iter()
            .map(|((kind, _), (shown, people))| Shared {
                kind: kind.clone(),
                value: shown.to_owned(),
                members: people.into_iter().cloned().collect(),
            })
            .collect(),
        roles: roles
            .into_iter()
            .map(|(person, roles)| (person.clone(), roles.into_iter().collect::<Vec<_>>().join(", ")))
            .collect(),
    }
}

/// By what they are linked, then what happened among them, in order.
fn sentence(people: usize, called: &[String], course: BTreeSet<(Timestamp, String)>) -> String {
    let mut res = format!("{people} people are linked by {}", listed(called));
    let more = course.len().saturating_sub(STEPS_MAX);
    let steps: Vec<String> = course
        .into_iter()
        .take(STEPS_MAX)
        .map(|(at, step)| format!("{step} ({})", at.strftime("%Y-%m-%d")))
        .collect();
    if !steps.is_empty() {
        res.push_str(&format!("; in order: {}", steps.join(", ")));
    }
    if more > 0 {
        res.push_str(&format!(", and {more} more"));
    }
    res
}

/// It is the home they state; others only have parcels sent there.
fn lives_there(roles: &[Arc<str>]) -> bool {
    roles.iter().any(|it| matches!(&**it, "applicant" | "worker"))
}

/// The same members give the same id.
fn id(members: &BTreeSet<&PersonId>) -> Arc<str> {
    let mut hasher = Sha256::new();
    for member in members {
        hasher.update((member.as_str().len() as u64).to_be_bytes());
        hasher.update(member.as_str().as_bytes());
    }
    let mut res = "ring-".to_owned();
    for byte in hasher.finalize().iter().take(5) {
        res.push_str(&format!("{byte:02x}"));
    }
    res.into()
}

#[cfg(test)]
mod tests;
