//! Which word of one name belongs to which word of the other, and what follows from it.
//!
//! In: two names as lists of words. Out: pairs of words with the tie that joins them, and the relation of the names.

use super::{Name, NameMatch, Reason, Word, nicknames};
use crate::similarity::is_typo;

/// How two words of names agree, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    Equal,
    Loose,
    Familiar,
    Slip,
    Initial,
}

pub(super) fn tie(one: &Word, other: &Word) -> Option<Tie> {
    if one.plain == other.plain {
        return Some(Tie::Equal);
    }
    if one.is_initial() || other.is_initial() {
        let first = |word: &Word| (word.plain.chars().next(), word.loose.chars().next());
        let ((one_plain, one_loose), (other_plain, other_loose)) = (first(one), first(other));
        // Two different initials stand for different words.
        let one_only = one.is_initial() != other.is_initial();
        let agree = one_plain == other_plain || one_loose == other_loose;
        return (one_only && agree).then_some(Tie::Initial);
    }
    if one.loose == other.loose {
        return Some(Tie::Loose);
    }
    if nicknames::share_a_group(&one.plain, &other.plain) {
        return Some(Tie::Familiar);
    }
    is_typo(&one.plain, &other.plain).then_some(Tie::Slip)
}

/// Which word of one name belongs to which word of the other. Places count words without particles.
pub(super) struct Matching {
    pairs: Vec<(usize, usize, Tie)>,
    one_free: Vec<usize>,
    other_free: Vec<usize>,
}

impl Matching {
    pub(super) fn of(one: &Name, other: &Name) -> Matching {
        let (one_core, other_core) = (one.core(), other.core());
        let mut candidates = Vec::new();
        for (one_at, one_word) in one_core.iter().enumerate() {
            for (other_at, other_word) in other_core.iter().enumerate() {
                if let Some(tie) = tie_with_added(one, one_at, one_word, other, other_at, other_word) {
                    // The surest tie first; among equals, words at like places belong together.
                    candidates.push((tie, one_at.abs_diff(other_at), one_at, other_at));
                }
            }
        }
        candidates.sort_unstable();
        let mut res = Matching {
            pairs: Vec::new(),
            one_free: (0..one_core.len()).collect(),
            other_free: (0..other_core.len()).collect(),
        };
        for (tie, _, one_at, other_at) in candidates {
            if res.one_free.contains(&one_at) && res.other_free.contains(&other_at) {
                res.take(one_at, other_at, tie);
            }
        }
        spread_capitals(
            &one_core,
            &other_core,
            &mut res.one_free,
            &mut res.other_free,
            &mut res.pairs,
            false,
        );
        spread_capitals(&other_core, &one_core, &mut res.other_free, &mut res.one_free, &mut res.pairs, true);
        res
    }

    fn take(&mut self, one_at: usize, other_at: usize, tie: Tie) {
        self.one_free.retain(|place| *place != one_at);
        self.other_free.retain(|place| *place != other_at);
        self.pairs.push((one_at, other_at, tie));
    }

    pub(super) fn verdict(&self, one: &Name, other: &Name) -> NameMatch {
        let (one_last, other_last) =
            (one.core().len().saturating_sub(1), other.core().len().saturating_sub(1));
        let full = |pair: &&(usize, usize, Tie)| pair.2 != Tie::Initial;
        let first_agrees = self.pairs.iter().filter(full).any(|pair| pair.0 == 0 && pair.1 == 0);
        let last_agrees = self.pairs.iter().any(|pair| pair.0 == one_last && pair.1 == other_last);
        // In a name of three words or more, every word but the first may be a family name.
        let family_agrees = self.pairs.iter().filter(full).any(|pair| {
            (pair.0 == one_last && (pair.1 > 0 || other_last == 0))
                || (pair.1 == other_last && (pair.0 > 0 || one_last == 0))
        });
        let shared = || {
            if first_agrees {
                NameMatch::Compatible(Reason::SharedGiven)
            } else if family_agrees {
                NameMatch::Compatible(Reason::SharedFamily)
            } else {
                NameMatch::Different
            }
        };
        if self.pairs.is_empty() {
            return NameMatch::Different;
        }
        let one_is_used_up = self.one_free.is_empty() || self.other_free.is_empty();
        let lone_word = (one_last == 0 || other_last == 0) && one_last != other_last;
        if lone_word {
            // A single word is part of the other name; which part is all that can be said.
            let only_initial = self.pairs.iter().all(|pair| pair.2 == Tie::Initial);
            return if only_initial { NameMatch::Different } else { shared() };
        }
        let ends_agree =
            one_last > 0 && other_last > 0 && first_agrees && last_agrees && self.pairs.len() >= 2;
        if !one_is_used_up && !ends_agree {
            return shared();
        }
        NameMatch::Compatible(self.weakest(one, other))
    }

    fn weakest(&self, one: &Name, other: &Name) -> Reason {
        let mut res = Reason::Order;
        for (_, _, tie) in &self.pairs {
            let reason = match tie {
                Tie::Initial => Reason::Initials,
                Tie::Slip => Reason::Spelling,
                Tie::Familiar => Reason::Nickname,
                Tie::Loose => Reason::Transliteration,
                Tie::Equal => continue,
            };
            res = res.min(reason);
        }
        let particles = |name: &Name| name.words.iter().filter(|word| word.is_particle).count();
        let all_paired = self.one_free.is_empty() && self.other_free.is_empty();
        if !all_paired || particles(one) != particles(other) {
            res = res.min(Reason::Subset);
        }
        res
    }
}

/// A familiar name in brackets may stand for the first word of its own name.
fn tie_with_added(
    one: &Name,
    one_at: usize,
    one_word: &Word,
    other: &Name,
    other_at: usize,
    other_word: &Word,
) -> Option<Tie> {
    let by_word = tie(one_word, other_word);
    let added_agrees = (one_at == 0 && one.added.iter().any(|word| tie(word, other_word).is_some()))
        || (other_at == 0 && other.added.iter().any(|word| tie(one_word, word).is_some()));
    if by_word.is_none_or(|tie| tie >= Tie::Slip) && added_agrees { Some(Tie::Familiar) } else { by_word }
}

/// Lets `JP` stand for two neighbouring words that begin with these letters.
fn spread_capitals(
    short: &[&Word],
    long: &[&Word],
    short_free: &mut Vec<usize>,
    long_free: &mut Vec<usize>,
    pairs: &mut Vec<(usize, usize, Tie)>,
    turned: bool,
) {
    for short_at in short_free.clone() {
        let Some(word) = short.get(short_at) else { continue };
        let letters: Vec<char> = word.plain.chars().collect();
        if !word.is_capitals || !(2..=3).contains(&letters.len()) {
            continue;
        }
        for start in long_free.clone() {
            let places: Vec<usize> = (start..start + letters.len()).collect();
            let fits = places.iter().zip(&letters).all(|(place, letter)| {
                long_free.contains(place)
                    && long.get(*place).is_some_and(|word| word.plain.starts_with(*letter))
            });
            if fits {
                short_free.retain(|place| *place != short_at);
                long_free.retain(|place| !places.contains(place));
                pairs.push(if turned {
                    (start, short_at, Tie::Initial)
                } else {
                    (short_at, start, Tie::Initial)
                });
                break;
            }
        }
    }
}
