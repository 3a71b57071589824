//! Which different persons share something, and how much does that say?
//!
//! In: who holds which handle (mailbox, telephone, account, device, address), who declared one household, who
//! comes from which agency, and what other evidence says about pairs. Out: one link for each pair that shares
//! something worth telling, with the handles that carry it, and the hubs that link nobody.
//!
//! A link is evidence with a weight, never a merge. What it weighs, and what explains it, stands in `worth`.

mod pairs;
mod worth;

#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use model::{Bits, PersonId};

pub(crate) use worth::called as kind_called;
pub use worth::is_strong;

/// A person has a handle: one row of the `handles` view.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// `email`, `phone`, `profile`, `address`, `account_digest`, `harddisk_id`, `mac_addr`, `gateway_mac`, `signer`,
    /// `pc_name`, `meeting_ip`, `portal_ip`. Others are not looked at.
    pub kind: Arc<str>,
    /// The normal form; addresses as `number street|unit|place|country`.
    pub value: Arc<str>,
    /// As it was written.
    pub shown: Arc<str>,
    pub person: PersonId,
    /// How: `applicant`, `worker`, `resume`, `referee`, `parcel`, `payroll`, `device`, `meeting`, `portal`.
    /// A `referee`'s contact is somebody else's, named by the person.
    pub role: Arc<str>,
    pub at: Option<Timestamp>,
    pub known_at: Option<Timestamp>,
    pub record: i64,
}

/// What other evidence says about a pair: resume passages, references, layouts.
#[derive(Clone, Debug, PartialEq)]
pub struct PairEvidence {
    pub a: PersonId,
    pub b: PersonId,
    /// An indicator's id, or a word of the caller's.
    pub kind: Arc<str>,
    pub bits: Bits,
    /// A fact, lower case, no full stop.
    pub sentence: String,
}

/// Everything links are made of. The order of the entries means nothing, repeats neither.
#[derive(Clone, Copy, Debug, Default)]
pub struct LinkInput<'a> {
    pub holdings: &'a [Holding],
    /// Pairs who declared that they share a home.
    pub households: &'a [(PersonId, PersonId)],
    /// The agency or referrer that supplied a person.
    pub agencies: &'a [(PersonId, Arc<str>)],
    pub extra: &'a [PairEvidence],
}

/// Links, hubs, and who vouched for whom. All are sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// By bits falling, then people.
    pub links: Vec<ScoredLink>,
    /// Handles that too many unrelated people hold.
    pub hubs: Vec<Hub>,
    /// By giver, then receiver; each pair once.
    pub vouches: Vec<Vouch>,
}

/// Somebody gave a reference, by the contact that was named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vouch {
    pub giver: PersonId,
    pub receiver: PersonId,
    /// When the contact was first named, where a record says so.
    pub at: Option<Timestamp>,
}

/// Two different persons who share something.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredLink {
    /// The smaller id.
    pub a: PersonId,
    pub b: PersonId,
    /// The most telling first.
    pub kinds: Vec<Arc<str>>,
    /// Which of them can carry a ring.
    pub strong: Vec<Arc<str>>,
    pub bits: Bits,
    /// A fact, lower case, no full stop; it names kinds, never values.
    pub sentence: String,
    /// The handles that carry it, the most telling first.
    pub shared: Vec<SharedHandle>,
}

/// One handle that both of a pair hold.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedHandle {
    /// The kind of the holding; `reference` where one named the other as referee, `referee` where both named a third.
    pub kind: Arc<str>,
    pub value: Arc<str>,
    /// As it was written by the person with the smaller id.
    pub shown: Arc<str>,
    /// How many unrelated people hold it in all.
    pub holders: usize,
    /// What it is worth by itself.
    pub bits: Bits,
    pub a_roles: Vec<Arc<str>>,
    pub b_roles: Vec<Arc<str>>,
    /// Records that say so; rising.
    pub records: Vec<i64>,
}

/// A handle that too many unrelated people hold to mean anything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hub {
    pub kind: Arc<str>,
    pub value: Arc<str>,
    pub people: usize,
}

/// By kind of evidence: the strongest, and its sentence.
type ExtraKinds<'a> = BTreeMap<Arc<str>, (Bits, &'a str)>;

/// A link below this is not worth a line.
const LINK_BITS_MIN: i32 = 100;

/// Links all pairs that share something.
pub fn link(input: LinkInput<'_>) -> Links {
    let found = pairs::shared(&input);
    let mut extra: BTreeMap<(PersonId, PersonId), ExtraKinds<'_>> = BTreeMap::new();
    for one in input.extra {
        if one.a == one.b || one.bits <= Bits::ZERO {
            continue;
        }
        let (a, b) = if one.a < one.b { (&one.a, &one.b) } else { (&one.b, &one.a) };
        let kinds = extra.entry((a.clone(), b.clone())).or_default();
        let best = kinds.entry(one.kind.clone()).or_insert((one.bits, one.sentence.as_str()));
        *best = (*best).max((one.bits, one.sentence.as_str()));
    }
    let everyone: BTreeSet<&(PersonId, PersonId)> = found.by_pair.keys().chain(extra.keys()).collect();
    let none = BTreeMap::new();
    let mut res = Links { hubs: found.hubs, vouches: found.vouches, ..Links::default() };
    for pair in everyone {
        let mut shared = found.by_pair.get(pair).cloned().unwrap_or_default();
        let extra = extra.get(pair).unwrap_or(&none);
        let others = extra.len();
        worth::drop_network_addresses_alone(&mut shared, others);
        let mut by_kind: BTreeMap<Arc<str>, Bits> = BTreeMap::new();
        for handle in &shared {
            let best = by_kind.entry(handle.kind.clone()).or_default();
            *best = (*best).max(handle.bits);
        }
        for (kind, (bits, _)) in extra {
            let best = by_kind.entry(kind.clone()).or_default();
            *best = (*best).max(*bits);
        }
        let bits = worth::together(&by_kind);
        if bits < Bits::from_hundredths(LINK_BITS_MIN) {
            continue;
        }
        shared
            .sort_by(|x, y| y.bits.cmp(&x.bits).then_with(|| (&x.kind, &x.value).cmp(&(&y.kind, &y.value))));
        let mut kinds: Vec<(Bits, Arc<str>)> = by_kind.into_iter().map(|(kind, bits)| (bits, kind)).collect();
        kinds.sort_by(|x, y| y.0.cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
        let sentence = sentence(&shared, extra.values().map(|(_, it)| *it));
        let strong =
            kinds.iter().filter(|(bits, it)| is_strong(it, *bits)).map(|(_, it)| it.clone()).collect();
        let kinds = kinds.into_iter().map(|(_, it)| it).collect();
        res.links.push(ScoredLink {
            a: pair.0.clone(),
            b: pair.1.clone(),
            kinds,
            strong,
            bits,
            sentence,
            shared,
        });
    }
    res.links.sort_by(|x, y| y.bits.cmp(&x.bits).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b))));
    res
}

fn sentence<'a>(shared: &[SharedHandle], extra: impl Iterator<Item = &'a str>) -> String {
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let mut parts = Vec::new();
    for handle in shared.iter().filter(|it| &*it.kind != "reference") {
        if !said.insert(&handle.kind) {
            continue;
        }
        let what = worth::called(&handle.kind);
        match handle.holders {
            0..=2 => parts.push(what),
            many => parts.push(format!("{what} (held by {many} in all)")),
        }
    }
    let mut res = Vec::new();
    if !parts.is_empty() {
        res.push(format!("share {}", listed(&parts)));
    }
    if shared.iter().any(|it| &*it.kind == "reference") {
        res.push("one is named as the referee of the other".to_owned());
    }
    res.extend(extra.filter(|it| !it.is_empty()).map(str::to_owned));
    res.join("; ")
}

/// `a, b and c`.
pub(crate) fn listed(parts: &[String]) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}
