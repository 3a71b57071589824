//! How often do fields agree in records that belong together? Learned without a single labelled pair.
//!
//! In: how many pairs of some blocks show each pattern of levels, and how often each level is met by chance (u).
//! Out: how often it is met where two records belong together (m), and how many such pairs there are.
//! Strangers are not the only ones who are different: two who share a home agree in much. They are a class of their
//! own, as in Winkler's three classes (1993), and what is personal tells them apart.
//! Expectation and maximisation after Dempster, Laird and Rubin (1977), as applied to linkage by Winkler (1988) and
//! Jaro (1989). It works over distinct patterns, so that its cost does not grow with the pairs. Weak prior counts
//! keep a field that a small file hardly shows from deciding alone.

use super::comparisons::{DIFFER, LEVELS_MAX, MISSING, Measure, level_in};

/// Probabilities of the levels of one slot, given that both records state something.
pub(super) type Shares = [f64; LEVELS_MAX];

/// What was learned.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) m: Vec<Shares>,
    /// Levels of two who share a home; see `is_personal`.
    pub(super) home: Vec<Shares>,
    /// Counts behind `m`: for each slot the expected matches in which it can be compared.
    pub(super) seen: Vec<f64>,
    pub(super) home_seen: Vec<f64>,
    /// Expected matches among the pairs.
    pub(super) matches: f64,
    /// Expected pairs of different ones who share a home.
    pub(super) homes: f64,
}

const ROUNDS_MAX: usize = 60;
/// The prior says as much as so many pairs.
const PRIOR_PAIRS: f64 = 12.0;

/// Whether a slot says who somebody is rather than where and with whom: two who share a home agree in it no oftener
/// than strangers do.
pub(super) fn is_personal(measure: Measure) -> bool {
    matches!(measure, Measure::Given | Measure::Date | Measure::Identifier)
}

/// Where nothing is known: three of four agree, one in ten differs, the rest is something between.
pub(super) fn prior_m(measure: Measure) -> Shares {
    spread(measure, 0.1, 0.75)
}

/// Where nothing is known of two who share a home. Levels of what is personal are those of chance.
pub(super) fn prior_home(measure: Measure, chance: &Shares) -> Shares {
    match measure {
        it if is_personal(it) => *chance,
        Measure::Mail | Measure::Text => spread(measure, 0.85, 0.1),
        Measure::Phone => spread(measure, 0.6, 0.35),
        _ => spread(measure, 0.15, 0.75),
    }
}

fn spread(measure: Measure, differ: f64, equal: f64) -> Shares {
    let top = usize::from(measure.top());
    let mut res = [0.0; LEVELS_MAX];
    let between = top.saturating_sub(2) as f64;
    for (level, share) in res.iter_mut().enumerate() {
        *share = match level {
            0 => 0.0,
            1 => differ,
            level if level == top => equal,
            level if level < top => (1.0 - differ - equal) / between,
            _ => 0.0,
        };
    }
    res
}

/// Fits m, and the levels of those who share a home, to patterns. Slots in `left_out` were used to make the blocks and
/// say nothing there.
pub(super) fn fit(
    measures: &[Measure],
    patterns: &[(u64, u64)],
    u: &[Shares],
    start: &[Shares],
    left_out: &[usize],
) -> Fit {
    let priors: Vec<Shares> = measures.iter().map(|it| prior_m(*it)).collect();
    let home_priors: Vec<Shares> = measures.iter().zip(u).map(|(it, u)| prior_home(*it, u)).collect();
    let all: f64 = patterns.iter().map(|(_, count)| *count as f64).sum();
    let mut m = start.to_vec();
    let mut home = home_priors.clone();
    // Without anything personal nobody can be told from those who share the home.
    let is_seen = |(slot, measure): (usize, &Measure)| is_personal(*measure) && !left_out.contains(&slot);
    let tells_homes = measures.iter().enumerate().any(is_seen);
    let (mut prevalence, mut home_prevalence): (f64, f64) = (0.2, if tells_homes { 0.05 } else { 0.0 });
    let mut seen = vec![0.0; measures.len()];
    let mut home_seen = vec![0.0; measures.len()];
    let (mut matches, mut homes) = (0.0, 0.0);
    for _ in 0..ROUNDS_MAX {
        let mut sums = vec![[0.0; LEVELS_MAX]; measures.len()];
        let mut home_sums = sums.clone();
        (matches, homes) = (0.0, 0.0);
        for (pattern, count) in patterns {
            let one = prevalence * ratio(*pattern, &m, u, left_out);
            let shared = home_prevalence * ratio(*pattern, &home, u, left_out);
            let count = *count as f64 / (one + shared + (1.0 - prevalence - home_prevalence));
            matches += count * one;
            homes += count * shared;
            for (slot, (sum, home_sum)) in sums.iter_mut().zip(&mut home_sums).enumerate() {
                let level = level_in(*pattern, slot);
                if let (Some(cell), Some(home_cell)) = (sum.get_mut(level), home_sum.get_mut(level)) {
                    *cell += count * one;
                    *home_cell += count * shared;
                }
            }
        }
        let mut moved: f64 = 0.0;
        for (slot, measure) in measures.iter().enumerate() {
            let classes = [
                (&sums, &mut m, &priors, &mut seen, false),
                (&home_sums, &mut home, &home_priors, &mut home_seen, is_personal(*measure)),
            ];
            for (sums, shares, priors, seen, is_fixed) in classes {
                let (Some(sum), Some(shares), Some(prior), Some(seen)) =
                    (sums.get(slot), shares.get_mut(slot), priors.get(slot), seen.get_mut(slot))
                else {
                    continue;
                };
                let comparable: f64 = sum.iter().skip(usize::from(DIFFER)).sum();
                *seen = comparable;
                if is_fixed || left_out.contains(&slot) {
                    continue;
                }
                for ((share, count), prior) in shares.iter_mut().zip(sum).zip(prior).skip(usize::from(DIFFER))
                {
                    let next = (count + PRIOR_PAIRS * prior) / (comparable + PRIOR_PAIRS);
                    moved = moved.max((next - *share).abs());
                    *share = next;
                }
            }
        }
        let next = ((matches + 1.0) / (all + 2.0)).clamp(1e-9, 0.98);
        let home_next =
            if tells_homes { ((homes + 0.2) / (all + 2.0)).clamp(1e-9, 0.98 - next.min(0.97)) } else { 0.0 };
        moved = moved.max((next - prevalence).abs()).max((home_next - home_prevalence).abs());
        (prevalence, home_prevalence) = (next, home_next);
        if moved < 1e-5 {
            break;
        }
    }
    Fit { m, home, seen, home_seen, matches, homes }
}

/// How much likelier a pattern is in records that belong together.
pub(super) fn ratio(pattern: u64, m: &[Shares], u: &[Shares], left_out: &[usize]) -> f64 {
    let mut res = 1.0;
    for (slot, (m, u)) in m.iter().zip(u).enumerate() {
        let level = level_in(pattern, slot);
        if level == usize::from(MISSING) || left_out.contains(&slot) {
            continue;
        }
        if let (Some(m), Some(u)) = (m.get(level), u.get(level)) {
            res *= m.max(1e-7) / u.max(1e-7);
        }
    }
    res
}

/// One m for each slot from several fits, each fit counting as much as the square root of what it saw, so that one
/// large block rule does not outvote all others.
pub(super) fn together(measures: &[Measure], fits: &[(Fit, Vec<usize>)]) -> Vec<Shares> {
    let priors: Vec<Shares> = measures.iter().map(|it| prior_m(*it)).collect();
    let parts: Vec<_> = fits.iter().map(|(fit, out)| (&fit.m, &fit.seen, out)).collect();
    mean_of(&priors, &parts)
}

/// The same for the levels of those who share a home.
pub(super) fn homes_together(measures: &[Measure], u: &[Shares], fits: &[(Fit, Vec<usize>)]) -> Vec<Shares> {
    let priors: Vec<Shares> = measures.iter().zip(u).map(|(it, u)| prior_home(*it, u)).collect();
    let parts: Vec<_> = fits.iter().map(|(fit, out)| (&fit.home, &fit.home_seen, out)).collect();
    mean_of(&priors, &parts)
}

/// What one fit says: the shares, what is behind them, and the slots it left out.
type Part<'a> = (&'a Vec<Shares>, &'a Vec<f64>, &'a Vec<usize>);

fn mean_of(priors: &[Shares], parts: &[Part<'_>]) -> Vec<Shares> {
    let mut res = Vec::with_capacity(priors.len());
    for (slot, prior) in priors.iter().enumerate() {
        let mut sum = *prior;
        let mut weight = 1.0;
        for (shares, seen, left_out) in parts {
            let (Some(shares), Some(seen)) = (shares.get(slot), seen.get(slot)) else {
                continue;
            };
            if left_out.contains(&slot) {
                continue;
            }
            let worth = seen.sqrt();
            for (cell, share) in sum.iter_mut().zip(shares) {
                *cell += worth * share;
            }
            weight += worth;
        }
        for cell in &mut sum {
            *cell /= weight;
        }
        res.push(sum);
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two fields of two levels, with known m and u, and patterns counted as they must come out.
    #[test]
    fn what_made_the_patterns_is_found_again() {
        let measures = [Measure::Number; 4];
        let share = |differ: f64| {
            let mut res = [0.0; LEVELS_MAX];
            (res[1], res[2], res[3]) = (differ, 0.0, 1.0 - differ);
            res
        };
        let (m, u) = ([share(0.1), share(0.2), share(0.3), share(0.15)], vec![share(0.95); 4]);
        let (pairs, prevalence) = (1e6, 0.1);
        let mut patterns = Vec::new();
        for bits in 0..16_u64 {
            let (mut code, mut matched, mut not) = (0, prevalence, 1.0 - prevalence);
            for slot in 0..4 {
                let level = if bits >> slot & 1 == 1 { 3 } else { 1 };
                code |= (level as u64) << (3 * slot);
                matched *= m[slot][level];
                not *= u[slot][level];
            }
            patterns.push((code, ((matched + not) * pairs) as u64));
        }
        let start: Vec<Shares> = measures.iter().map(|it| prior_m(*it)).collect();
        let fit = fit(&measures, &patterns, &u, &start, &[]);
        assert!((fit.matches - 1e5).abs() < 3e3, "{}", fit.matches);
        for (found, made) in fit.m.iter().zip(&m) {
            assert!((found[1] - made[1]).abs() < 0.01, "{found:?} {made:?}");
        }
    }

    #[test]
    fn shares_add_up_to_one() {
        for measure in [Measure::Given, Measure::Date, Measure::Phone, Measure::Number] {
            assert!((prior_m(measure).iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}
