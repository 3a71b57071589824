//! Shares with their intervals, and quartiles.

use measures::intervals::{Interval, wilson, wilson_of_clusters};
use measures::robust::percentile;

/// So many of so many, over all companies.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    pub hits: u64,
    pub of: u64,
    /// 95 %, by Wilson; over several companies with the spread between them. `None` where there is nothing to count.
    pub interval: Option<Interval>,
}

impl Share {
    pub fn new(hits: u64, of: u64) -> Share {
        Share { hits, of, interval: wilson(hits, of) }
    }

    /// People of one company are not independent of each other: the interval knows where one ends.
    pub fn of_companies(counts: &[(u64, u64)]) -> Share {
        let (hits, of) = counts.iter().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        Share { hits, of, interval: wilson_of_clusters(counts) }
    }

    pub fn value(self) -> Option<f64> {
        if self.of == 0 { None } else { Some(self.hits as f64 / self.of as f64) }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quartiles {
    pub n: usize,
    pub lower: f64,
    pub median: f64,
    pub upper: f64,
}

impl Quartiles {
    /// By linear interpolation; `None` of no numbers.
    pub fn of(values: &[f64]) -> Option<Quartiles> {
        Some(Quartiles {
            n: values.len(),
            lower: percentile(values, 25.0)?,
            median: percentile(values, 50.0)?,
            upper: percentile(values, 75.0)?,
        })
    }
}
