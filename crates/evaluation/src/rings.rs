//! Who belongs together: pairs of people in one ring, as the truth has it and as the scan has it.
//!
//! A pair that stands in both is found; F1 is the harmonic mean of the shares of true and of found pairs that are both.

use std::collections::BTreeSet;

use crate::joined::Joined;

/// Counts of pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairScore {
    pub both: u64,
    pub only_true: u64,
    pub only_found: u64,
}

impl PairScore {
    /// `None` where there is no pair at all.
    pub fn f1(self) -> Option<f64> {
        let all = 2 * self.both + self.only_true + self.only_found;
        if all == 0 { None } else { Some(2.0 * self.both as f64 / all as f64) }
    }

    pub fn precision(self) -> Option<f64> {
        let found = self.both + self.only_found;
        if found == 0 { None } else { Some(self.both as f64 / found as f64) }
    }

    pub fn recall(self) -> Option<f64> {
        let wanted = self.both + self.only_true;
        if wanted == 0 { None } else { Some(self.both as f64 / wanted as f64) }
    }

    pub(crate) fn add(&mut self, other: PairScore) {
        self.both += other.both;
        self.only_true += other.only_true;
        self.only_found += other.only_found;
    }
}

/// Compares groups of whatever has an order; a pair that stands in several groups counts once.
pub fn score_pairs<T: Ord + Clone>(truth: &[BTreeSet<T>], found: &[BTreeSet<T>]) -> PairScore {
    let (truth, found) = (pairs(truth), pairs(found));
    PairScore {
        both: truth.intersection(&found).count() as u64,
        only_true: truth.difference(&found).count() as u64,
        only_found: found.difference(&truth).count() as u64,
    }
}

fn pairs<T: Ord + Clone>(groups: &[BTreeSet<T>]) -> BTreeSet<(T, T)> {
    let mut res = BTreeSet::new();
    for group in groups {
        for (idx, one) in group.iter().enumerate() {
            for other in group.iter().skip(idx + 1) {
                res.insert((one.clone(), other.clone()));
            }
        }
    }
    res
}

pub(crate) fn of_company(company: &Joined<'_>) -> PairScore {
    score_pairs(&groups(company, &company.truth.rings), &groups(company, &company.outputs.rings))
}

/// An id that no one knows stands for itself.
fn groups(company: &Joined<'_>, rings: &[Vec<String>]) -> Vec<BTreeSet<(Option<usize>, String)>> {
    let mut res = Vec::new();
    for ring in rings {
        let mut members = BTreeSet::new();
        for id in ring {
            match company.group_of(id) {
                Some(group) => members.insert((Some(group), String::new())),
                None => members.insert((None, id.clone())),
            };
        }
        res.push(members);
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn partition(labels: &[u8]) -> Vec<BTreeSet<usize>> {
        let mut res = vec![BTreeSet::new(); 6];
        for (idx, label) in labels.iter().enumerate() {
            res[usize::from(*label)].insert(idx);
        }
        res
    }

    #[test]
    fn counted_by_hand() {
        // True pairs 12 13 23 45; found pairs 12 24 14: both {12}.
        let truth = [BTreeSet::from([1, 2, 3]), BTreeSet::from([4, 5])];
        let found = [BTreeSet::from([1, 2, 4])];
        let score = score_pairs(&truth, &found);
        assert_eq!(score, PairScore { both: 1, only_true: 3, only_found: 2 });
        assert!((score.f1().unwrap() - 2.0 / 7.0).abs() < 1e-12);
    }

    #[test]
    fn without_any_pair_nothing_is_said() {
        assert_eq!(score_pairs::<u8>(&[], &[BTreeSet::from([1])]).f1(), None);
    }

    proptest! {
        #[test]
        fn equal_groups_score_one(labels in prop::collection::vec(0_u8..6, 7..40)) {
            // Seven people in six groups: two at least are together.
            let groups = partition(&labels);
            prop_assert_eq!(score_pairs(&groups, &groups).f1(), Some(1.0));
        }

        #[test]
        fn which_side_is_the_truth_does_not_change_f1(both in prop::collection::vec((0_u8..6, 0_u8..6), 0..40)) {
            let one = partition(&both.iter().map(|it| it.0).collect::<Vec<_>>());
            let other = partition(&both.iter().map(|it| it.1).collect::<Vec<_>>());
            let (there, back) = (score_pairs(&one, &other), score_pairs(&other, &one));
            prop_assert_eq!(there.f1(), back.f1());
            prop_assert_eq!(there.precision(), back.recall());
            if let Some(f1) = there.f1() {
                prop_assert!((0.0..=1.0).contains(&f1));
            }
        }

        #[test]
        fn the_order_of_groups_does_not_matter(labels in prop::collection::vec(0_u8..6, 0..40)) {
            let groups = partition(&labels);
            let mut turned = groups.clone();
            turned.reverse();
            prop_assert_eq!(score_pairs(&groups, &turned).only_true, 0);
            prop_assert_eq!(score_pairs(&groups, &turned).only_found, 0);
        }
    }
}
