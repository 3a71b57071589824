//! How often do fields agree in records that belong together? Learned without a single labelled pair.
//!
//! In: how many pairs of some blocks show each pattern of levels, and how often each level is met by chance (u).
//! Out: how often it is met where two records belong together (m), and how many such pairs there are.
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
    /// Counts behind `m`: for each slot the expected matches in which it can be compared.
    pub(super) seen: Vec<f64>,
    /// Expected matches among the pairs.
    pub(super) matches: f64,
}

const ROUNDS_MAX: usize = 60;
/// The prior says as much as so many pairs.
const PRIOR_PAIRS: f64 = 12.0;

/// Where nothing is known: three of four agree, one in ten differs, the rest is something between.
pub(super) fn prior_m(measure: Measure) -> Shares {
    let top = usize::from(measure.top());
    let mut res = [0.0; LEVELS_MAX];
    let between = top.saturating_sub(2) as f64;
    for (level, share) in res.iter_mut().enumerate() {
        *share = match level {
            0 => 0.0,
            1 => 0.1,
            level if level == top => 0.75,
            level if level < top => 0.15 / between,
            _ => 0.0,
        };
    }
    res
}

/// Fits m to patterns. Slots in `left_out` were used to make the blocks and say nothing there.
pub(super) fn fit(
    measures: &[Measure],
    patterns: &[(u64, u64)],
    u: &[Shares],
    start: &[Shares],
    left_out: &[usize],
) -> Fit {
    let priors: Vec<Shares> = measures.iter().map(|it| prior_m(*it)).collect();
    let all: f64 = patterns.iter().map(|(_, count)| *count as f64).sum();
    let mut m = start.to_vec();
    let mut prevalence: f64 = 0.2;
    let mut seen = vec![0.0; measures.len()];
    let mut matches = 0.0;
    for _ in 0..ROUNDS_MAX {
        let mut sums = vec![[0.0; LEVELS_MAX]; measures.len()];
        matches = 0.0;
        for (pattern, count) in patterns {
            let odds = (prevalence / (1.0 - prevalence)) * ratio(*pattern, &m, u, left_out);
            let expected = *count as f64 * odds / (1.0 + odds);
            matches += expected;
            for (slot, sum) in sums.iter_mut().enumerate() {
                if let Some(cell) = sum.get_mut(level_in(*pattern, slot)) {
                    *cell += expected;
                }
            }
        }
        let mut moved: f64 = 0.0;
        for (slot, sum) in sums.iter().enumerate() {
            let comparable: f64 = sum.iter().skip(usize::from(DIFFER)).sum();
            if let Some(cell) = seen.get_mut(slot) {
                *cell = comparable;
            }
            if left_out.contains(&slot) {
                continue;
            }
            let (Some(shares), Some(prior)) = (m.get_mut(slot), priors.get(slot)) else {
                continue;
            };
            for ((share, count), prior) in shares.iter_mut().zip(sum).zip(prior).skip(usize::from(DIFFER)) {
                let next = (count + PRIOR_PAIRS * prior) / (comparable + PRIOR_PAIRS);
                moved = moved.max((next - *share).abs());
                *share = next;
            }
        }
        let next = ((matches + 1.0) / (all + 2.0)).clamp(1e-9, 0.999);
        moved = moved.max((next - prevalence).abs());
        prevalence = next;
        if moved < 1e-5 {
            break;
        }
    }
    Fit { m, seen, matches }
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

/// One m for each slot from several fits, each fit counting as much as it saw, and the square root of it at most,
/// so that one large block rule does not outvote all others.
pub(super) fn together(measures: &[Measure], fits: &[(Fit, Vec<usize>)]) -> Vec<Shares> {
    let mut res = Vec::with_capacity(measures.len());
    for (slot, measure) in measures.iter().enumerate() {
        let mut sum = prior_m(*measure);
        let mut weight = 1.0;
        for (fit, left_out) in fits {
            let (Some(shares), Some(seen)) = (fit.m.get(slot), fit.seen.get(slot)) else {
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
