//! How good are clusters, measured at the truth?
//!
//! In: for each record its true and its found cluster. Out: F1 over pairs of records in one cluster, B-cubed F1
//! (Bagga and Baldwin 1998), and F1 over whole clusters that are found exactly.

use std::collections::HashMap;
use std::hash::Hash;

pub struct Scores {
    pub true_clusters: usize,
    pub found_clusters: usize,
    pub precision: f64,
    pub recall: f64,
    pub pair_f1: f64,
    pub b_cubed_f1: f64,
    pub cluster_f1: f64,
}

pub fn of(truth: &[u32], found: &[u64]) -> Scores {
    let by_truth = counts(truth.iter().copied());
    let by_found = counts(found.iter().copied());
    let both = counts(truth.iter().copied().zip(found.iter().copied()));
    let pairs = |count: f64| count * (count - 1.0) / 2.0;
    let hits: f64 = both.values().map(|it| pairs(*it)).sum();
    let precision = ratio(hits, by_found.values().map(|it| pairs(*it)).sum());
    let recall = ratio(hits, by_truth.values().map(|it| pairs(*it)).sum());
    let (mut cubed_precision, mut cubed_recall, mut whole) = (0.0, 0.0, 0.0);
    for ((one, other), count) in &both {
        let (true_size, found_size) =
            (by_truth.get(one).copied().unwrap_or(1.0), by_found.get(other).copied().unwrap_or(1.0));
        cubed_precision += count * count / found_size;
        cubed_recall += count * count / true_size;
        if *count == true_size && *count == found_size {
            whole += 1.0;
        }
    }
    let records = truth.len().max(1) as f64;
    Scores {
        true_clusters: by_truth.len(),
        found_clusters: by_found.len(),
        precision,
        recall,
        pair_f1: harmonic(precision, recall),
        b_cubed_f1: harmonic(cubed_precision / records, cubed_recall / records),
        cluster_f1: 2.0 * whole / (by_truth.len() + by_found.len()).max(1) as f64,
    }
}

fn counts<T: Eq + Hash>(items: impl Iterator<Item = T>) -> HashMap<T, f64> {
    let mut res = HashMap::new();
    for item in items {
        *res.entry(item).or_insert(0.0) += 1.0;
    }
    res
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 1.0 } else { part / whole }
}

fn harmonic(one: f64, other: f64) -> f64 {
    ratio(2.0 * one * other, one + other)
}
