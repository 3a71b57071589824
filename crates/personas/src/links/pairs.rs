//! Which pairs share which handles, once what is explained is left out?
//!
//! In: holdings, households, agencies. Out: shared handles by pair, hubs, and who vouched for whom.
//! Never all pairs: only those that meet at a value, and a value with too many holders gives none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use model::{Bits, PersonId};
use petgraph::unionfind::UnionFind;

use super::worth::{self, Worth};
use super::{Holding, Hub, LinkInput, SharedHandle, Vouch};

/// Two sightings of one network address further apart are two leases.
const SAME_LEASE: SignedDuration = SignedDuration::from_hours(14 * 24);

#[derive(Default)]
pub(super) struct Shared {
    pub by_pair: BTreeMap<(PersonId, PersonId), Vec<SharedHandle>>,
    pub hubs: Vec<Hub>,
    pub vouches: Vec<Vouch>,
}

/// All that one person's holdings say of one value.
#[derive(Default)]
struct Held<'a> {
    roles: BTreeSet<&'a Arc<str>>,
    shown: Option<&'a Arc<str>>,
    at: Vec<Timestamp>,
    records: BTreeSet<i64>,
}

type Holders<'a> = BTreeMap<&'a PersonId, Held<'a>>;

/// What explains a shared handle, and whom to count as one.
struct Known<'a> {
    /// Declared households are one unit; everybody else is their own.
    units: BTreeMap<&'a PersonId, usize>,
    households: BTreeSet<(&'a PersonId, &'a PersonId)>,
    agencies: BTreeMap<&'a PersonId, BTreeSet<&'a str>>,
    /// How many people have a handle of a kind at all.
    population: BTreeMap<&'a str, usize>,
}

/// A value that a pair meets at: what it weighs there.
struct Value<'a> {
    kind: &'a str,
    value: &'a str,
    holders: usize,
    bits: Bits,
}

pub(super) fn shared(input: &LinkInput<'_>) -> Shared {
    let mut own: BTreeMap<(&str, &str), Holders<'_>> = BTreeMap::new();
    let mut named: BTreeMap<(&str, &str), Holders<'_>> = BTreeMap::new();
    for holding in input.holdings {
        if worth::says_nothing(&holding.kind, &holding.value) || !worth::is_known(&holding.kind) {
            continue;
        }
        let of = if &*holding.role == "referee" { &mut named } else { &mut own };
        let held =
            of.entry((&*holding.kind, &*holding.value)).or_default().entry(&holding.person).or_default();
        held.add(holding);
    }
    let known = Known::of(input, &own);
    let mut res = Shared::default();
    for ((kind, value), holders) in &own {
        meet(kind, kind, value, holders, &known, &mut res);
    }
    for ((kind, value), holders) in &named {
        meet("referee", kind, value, holders, &known, &mut res);
    }
    buildings(&own, &known, &mut res);
    references(&own, &named, &known, &mut res);
    res.hubs.sort();
    res.hubs.dedup();
    // The earliest comes first, what has no date last: it is the one that stays of a pair.
    res.vouches.sort_by(|a, b| {
        let key = |it: &Vouch| (it.at.is_none(), it.at);
        (&a.giver, &a.receiver, key(a)).cmp(&(&b.giver, &b.receiver, key(b)))
    });
    res.vouches
        .dedup_by(|later, earlier| (&later.giver, &later.receiver) == (&earlier.giver, &earlier.receiver));
    res
}

/// All pairs of those who hold one value.
fn meet(kind: &str, hub_kind: &str, value: &str, holders: &Holders<'_>, known: &Known<'_>, res: &mut Shared) {
    if holders.len() < 2 {
        return;
    }
    let people: BTreeSet<&PersonId> = holders.keys().copied().collect();
    let Some(value) = weigh(kind, hub_kind, value, &people, known, res) else { return };
    let holders: Vec<(&&PersonId, &Held<'_>)> = holders.iter().collect();
    for (idx, (a, a_held)) in holders.iter().enumerate() {
        for (b, b_held) in holders.iter().skip(idx + 1) {
            add(&value, (a, a_held), (b, b_held), known, res);
        }
    }
}

/// Who leaves out the door in a building meets those who state one. Two stated doors are neighbours.
fn buildings(own: &BTreeMap<(&str, &str), Holders<'_>>, known: &Known<'_>, res: &mut Shared) {
    let mut by_building: BTreeMap<String, (Vec<&Holders<'_>>, Vec<&Holders<'_>>)> = BTreeMap::new();
    for ((kind, value), holders) in own {
        let parts: Vec<&str> = value.split('|').collect();
        let ("address", [door, unit, place, country]) = (*kind, parts.as_slice()) else { continue };
        if door.is_empty() {
            continue;
        }
        let found = by_building.entry([*door, *place, *country].join("|")).or_default();
        if unit.is_empty() { found.0.push(holders) } else { found.1.push(holders) }
    }
    for (building, (without, with)) in by_building {
        if without.is_empty() || with.is_empty() {
            continue;
        }
        let all = without.iter().chain(&with);
        let people: BTreeSet<&PersonId> = all.flat_map(|it| it.keys().copied()).collect();
        let Some(value) = weigh("address", "address", &building, &people, known, res) else { continue };
        for (a, a_held) in without.iter().flat_map(|it| it.iter()) {
            for (b, b_held) in with.iter().flat_map(|it| it.iter()) {
                add(&value, (a, a_held), (b, b_held), known, res);
            }
        }
    }
}

/// Somebody's own contact that another named as a referee's.
fn references(
    own: &BTreeMap<(&str, &str), Holders<'_>>,
    named: &BTreeMap<(&str, &str), Holders<'_>>,
    known: &Known<'_>,
    res: &mut Shared,
) {
    for (key, receivers) in named {
        let Some(givers) = own.get(key) else { continue };
        let people: BTreeSet<&PersonId> = givers.keys().chain(receivers.keys()).copied().collect();
        let Some(value) = weigh("reference", key.0, key.1, &people, known, res) else { continue };
        for (giver, giver_held) in givers {
            for (receiver, receiver_held) in receivers {
                if giver != receiver {
                    res.vouches.push(Vouch {
                        giver: (*giver).clone(),
                        receiver: (*receiver).clone(),
                        at: receiver_held.at.iter().min().copied(),
                    });
                    add(&value, (giver, giver_held), (receiver, receiver_held), known, res);
                }
            }
        }
    }
}

/// What sharing the value is worth, or none where it is a hub, which is named.
fn weigh<'a>(
    kind: &'a str,
    hub_kind: &str,
    value: &'a str,
    people: &BTreeSet<&PersonId>,
    known: &Known<'_>,
    res: &mut Shared,
) -> Option<Value<'a>> {
    let units: BTreeSet<Option<&usize>> = people.iter().map(|it| known.units.get(it)).collect();
    // One household is two people yet, where something of theirs is looked at that a home does not explain.
    let holders = units.len().max(2);
    match worth::of(kind, holders, known.population.get(kind).copied().unwrap_or(0)) {
        Worth::Bits(bits) => Some(Value { kind, value, holders, bits }),
        Worth::Hub => {
            res.hubs.push(Hub { kind: hub_kind.into(), value: value.into(), people: people.len() });
            None
        }
    }
}

fn add(
    value: &Value<'_>,
    one: (&PersonId, &Held<'_>),
    other: (&PersonId, &Held<'_>),
    known: &Known<'_>,
    res: &mut Shared,
) {
    let ((a, a_held), (b, b_held)) = if one.0 < other.0 { (one, other) } else { (other, one) };
    if a == b || value.bits <= Bits::ZERO || known.explains(value.kind, a, b) {
        return;
    }
    if worth::is_network_address(value.kind) && !a_held.near(b_held) {
        return;
    }
    let roles = |held: &Held<'_>| held.roles.iter().map(|it| (*it).clone()).collect();
    let handles = res.by_pair.entry((a.clone(), b.clone())).or_default();
    let same = |it: &SharedHandle| *it.kind == *value.kind && *it.value == *value.value;
    if handles.iter().any(same) {
        // Two who name each other meet at one value from both sides.
        return;
    }
    handles.push(SharedHandle {
        kind: value.kind.into(),
        value: value.value.into(),
        shown: a_held.shown.map_or_else(|| value.value.into(), |it| it.clone()),
        holders: value.holders,
        bits: value.bits,
        a_roles: roles(a_held),
        b_roles: roles(b_held),
        records: a_held.records.union(&b_held.records).copied().collect(),
    });
}

impl<'a> Held<'a> {
    fn add(&mut self, holding: &'a Holding) {
        self.roles.insert(&holding.role);
        // The smallest spelling, so that the order of the records does not matter.
        self.shown = Some(self.shown.map_or(&holding.shown, |it| it.min(&holding.shown)));
        self.at.extend(holding.at);
        self.records.insert(holding.record);
    }

    /// Whether both were seen within one lease.
    fn near(&self, other: &Held<'_>) -> bool {
        let mut sorted = other.at.clone();
        sorted.sort();
        for at in &self.at {
            let next = sorted.partition_point(|it| it < at);
            let before = next.checked_sub(1).and_then(|it| sorted.get(it));
            for found in [before, sorted.get(next)].into_iter().flatten() {
                if at.duration_since(*found).abs() <= SAME_LEASE {
                    return true;
                }
            }
        }
        false
    }
}

impl<'a> Known<'a> {
    fn of(input: &LinkInput<'a>, own: &BTreeMap<(&'a str, &'a str), Holders<'a>>) -> Known<'a> {
        let mut people: BTreeMap<&PersonId, usize> = BTreeMap::new();
        let everyone: BTreeSet<&PersonId> = (input.holdings.iter().map(|it| &it.person))
            .chain(input.households.iter().flat_map(|(a, b)| [a, b]))
            .collect();
        for person in everyone {
            let next = people.len();
            people.insert(person, next);
        }
        let mut sets = UnionFind::<usize>::new(people.len());
        let mut households = BTreeSet::new();
        for (a, b) in input.households {
            households.insert((a.min(b), a.max(b)));
            if let (Some(a), Some(b)) = (people.get(a), people.get(b)) {
                sets.union(*a, *b);
            }
        }
        let units = people.iter().map(|(person, it)| (*person, sets.find(*it))).collect();
        let mut agencies: BTreeMap<&PersonId, BTreeSet<&str>> = BTreeMap::new();
        for (person, agency) in input.agencies {
            agencies.entry(person).or_default().insert(agency);
        }
        let mut holders: BTreeMap<&str, BTreeSet<&PersonId>> = BTreeMap::new();
        for ((kind, _), found) in own {
            holders.entry(kind).or_default().extend(found.keys().copied());
        }
        let population = holders.into_iter().map(|(kind, it)| (kind, it.len())).collect();
        Known { units, households, agencies, population }
    }

    /// `a` is the smaller.
    fn explains(&self, kind: &str, a: &PersonId, b: &PersonId) -> bool {
        if worth::explained_by_household(kind) && self.households.contains(&(a, b)) {
            return true;
        }
        let agencies = |person: &PersonId| self.agencies.get(person);
        match (worth::explained_by_agency(kind), agencies(a), agencies(b)) {
            (true, Some(one), Some(other)) => one.intersection(other).next().is_some(),
            _ => false,
        }
    }
}
