//! Which pairs of people share something for a reason the company already knows?
//!
//! In: the rows of three small queries (`names`, `related`, `agencies`). Out: whether two people's names
//! differ, whether they declared one household, and whether one agency sent them both. Knows no weights.

use std::collections::{BTreeMap, BTreeSet};

use measures::names::{NameMatch, Reason, compare};
use model::Rows;

/// How the names of two people relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// One name in two spellings, or nothing can be said: they may be one person with two records.
    MaybeOne,
    /// A given name or a family name in common: a family, or a name after a marriage.
    Alike,
    /// Two names.
    Different,
}

/// What is known of people by which sharing is explained.
#[derive(Debug, Default)]
pub(crate) struct Acquaintance<'a> {
    names: BTreeMap<&'a str, Vec<&'a str>>,
    related: BTreeSet<(&'a str, &'a str)>,
    agencies: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Acquaintance<'a> {
    /// `names`: person, names; `related`: person, other; `agencies`: person, agency.
    pub(crate) fn of(names: &'a Rows, related: &'a Rows, agencies: &'a Rows) -> Acquaintance<'a> {
        let mut res = Acquaintance::default();
        for row in names.iter() {
            if let Some(person) = row.text("person") {
                res.names.entry(person).or_default().extend(row.texts("names"));
            }
        }
        for row in related.iter() {
            if let (Some(person), Some(other)) = (row.text("person"), row.text("other")) {
                res.related.insert((person, other));
            }
        }
        for row in agencies.iter() {
            if let (Some(person), Some(agency)) = (row.text("person"), row.text("agency")) {
                res.agencies.entry(person).or_default().insert(agency);
            }
        }
        res
    }

    /// All names the company has for the person.
    pub(crate) fn names(&self, person: &str) -> &[&'a str] {
        self.names.get(person).map_or(&[], Vec::as_slice)
    }

    /// The nearest relation among all names of both. People without a name may be anybody.
    pub(crate) fn naming(&self, left: &str, right: &str) -> Naming {
        let mut res = Naming::Different;
        let (left, right) = (self.names(left), self.names(right));
        if left.is_empty() || right.is_empty() {
            return Naming::MaybeOne;
        }
        for one in left {
            for other in right {
                match naming_of(one, other) {
                    Naming::MaybeOne => return Naming::MaybeOne,
                    Naming::Alike => res = Naming::Alike,
                    Naming::Different => {}
                }
            }
        }
        res
    }

    /// They told the company that they share a home.
    pub(crate) fn share_a_home(&self, left: &str, right: &str) -> bool {
        self.related.contains(&(left, right)) || self.related.contains(&(right, left))
    }

    /// An agency that sent both of them.
    pub(crate) fn shared_agency(&self, left: &str, right: &str) -> Option<&'a str> {
        let (left, right) = (self.agencies.get(left)?, self.agencies.get(right)?);
        left.intersection(right).next().copied()
    }

    /// The agency that sent more than half of these people, at least two of them: what they share is its own.
    pub(crate) fn agency_of_most<'p>(&self, people: impl IntoIterator<Item = &'p str>) -> Option<&'a str> {
        let mut counts: BTreeMap<&'a str, usize> = BTreeMap::new();
        let mut all = 0;
        for person in people {
            all += 1;
            for agency in self.agencies.get(person).into_iter().flatten() {
                *counts.entry(agency).or_insert(0) += 1;
            }
        }
        counts.into_iter().find(|(_, count)| *count >= 2 && *count * 2 > all).map(|(agency, _)| agency)
    }
}

/// How two single names relate.
pub(crate) fn naming_of(one: &str, other: &str) -> Naming {
    match compare(one, other) {
        NameMatch::Different => Naming::Different,
        NameMatch::Compatible(Reason::SharedGiven | Reason::SharedFamily) => Naming::Alike,
        NameMatch::Same | NameMatch::Compatible(_) | NameMatch::NotComparable => Naming::MaybeOne,
    }
}

/// `1 other person`, `3 other people`.
pub(crate) fn other_people(count: usize) -> String {
    if count == 1 { "1 other person".to_owned() } else { format!("{count} other people") }
}

#[cfg(test)]
mod tests {
    use model::Value;

    use super::*;

    fn rows(names: [&str; 2], cells: &[(&str, &str)]) -> Rows {
        let column =
            |pick: fn(&(&str, &str)) -> String| cells.iter().map(|it| Value::from(pick(it))).collect();
        Rows::new(
            names.iter().map(|it| (*it).into()).collect(),
            vec![column(|it| it.0.to_owned()), column(|it| it.1.to_owned())],
        )
    }

    #[test]
    fn an_agency_explains_the_people_it_sent_and_nobody_else() {
        let names =
            rows(["person", "names"], &[("a", "Kit Rowe"), ("b", "Sana Iqbal"), ("c", "Kit Rowe-Hale")]);
        let related = rows(["person", "other"], &[("a", "b")]);
        let agencies =
            rows(["person", "agency"], &[("a", "northlight"), ("b", "northlight"), ("c", "other")]);
        let known = Acquaintance::of(&names, &related, &agencies);
        assert_eq!(known.shared_agency("a", "b"), Some("northlight"));
        assert_eq!(known.shared_agency("a", "c"), None);
        assert_eq!(known.agency_of_most(["a", "b", "c"]), Some("northlight"));
        assert_eq!(known.agency_of_most(["a", "c"]), None);
        assert!(known.share_a_home("b", "a") && !known.share_a_home("b", "c"));
        assert_eq!(known.naming("a", "b"), Naming::Different);
        assert_eq!(known.naming("a", "c"), Naming::MaybeOne);
        assert_eq!(known.naming("a", "nobody"), Naming::MaybeOne);
    }
}
