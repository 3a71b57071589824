//! Do bits mean what they say? A reliability table.
//!
//! A person's bits move the odds of a stated prior: odds times two to the power of the bits. People are put into bins by
//! their bits; in each bin the share of guilty people that this predicts stands beside the share that was observed.
//! Bits are a claim about odds and no probability until a prior is stated, so it is stated in the table.

use model::Bits;

use crate::count::Share;
use crate::joined::Joined;
use crate::truth::Standing;

/// Where one bin ends and the next begins, in bits; the tiers begin at 4, 8 and 14.
const EDGES: [i32; 9] = [0, 2, 4, 6, 8, 11, 14, 18, 24];

#[derive(Clone, Debug, Default)]
pub struct Calibration {
    /// Share of guilty people before any evidence is heard.
    pub prior: f64,
    /// True where the prior is the share among the people evaluated, false where it was given.
    pub prior_is_observed: bool,
    /// Bins with somebody in them.
    pub bins: Vec<Bin>,
}

/// People whose bits lie from `from` up to but without `to`.
#[derive(Clone, Debug)]
pub struct Bin {
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub mean_bits: f64,
    /// Mean of what the prior and each person's bits predict.
    pub predicted: f64,
    /// Guilty, of all people in the bin of whom the truth is known.
    pub observed: Share,
    /// How far the odds in the bin lie from those of all people evaluated, in bits, with half a person added to each side.
    /// It does not hang on the stated prior.
    pub observed_bits: f64,
}

pub(crate) fn of(companies: &[Joined<'_>], prior: Option<f64>) -> Calibration {
    // Each person: bits, guilty, number of the company.
    let mut people: Vec<(Bits, bool, usize)> = Vec::new();
    for (idx, company) in companies.iter().enumerate() {
        for it in company.people.iter().filter(|it| it.is_present && it.standing != Standing::Untold) {
            people.push((it.bits, it.standing == Standing::Guilty, idx));
        }
    }
    let guilty = people.iter().filter(|it| it.1).count();
    let observed_prior = if people.is_empty() { 0.0 } else { guilty as f64 / people.len() as f64 };
    let given = prior.filter(|it| *it > 0.0 && *it < 1.0);
    let prior = given.unwrap_or(observed_prior);
    let prior_odds = prior / (1.0 - prior);
    let all_odds = (guilty as f64 + 0.5) / ((people.len() - guilty) as f64 + 0.5);
    let mut bins = Vec::new();
    for place in 0..=EDGES.len() {
        let from = place.checked_sub(1).and_then(|it| EDGES.get(it)).copied();
        let to = EDGES.get(place).copied();
        let mut counts = vec![(0_u64, 0_u64); companies.len()];
        let (mut bits, mut predicted) = (0.0, 0.0);
        for (own, guilty, company) in &people {
            let is_above = to.is_some_and(|to| own.hundredths() >= to * 100);
            if is_above || from.is_some_and(|from| own.hundredths() < from * 100) {
                continue;
            }
            bits += own.as_f64();
            let odds = prior_odds * own.as_f64().exp2();
            predicted += if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 };
            if let Some(count) = counts.get_mut(*company) {
                *count = (count.0 + u64::from(*guilty), count.1 + 1);
            }
        }
        let observed = Share::of_companies(&counts);
        if observed.of == 0 {
            continue;
        }
        let n = observed.of as f64;
        let odds = (observed.hits as f64 + 0.5) / (n - observed.hits as f64 + 0.5);
        bins.push(Bin {
            from,
            to,
            mean_bits: bits / n,
            predicted: predicted / n,
            observed,
            observed_bits: (odds / all_odds).log2(),
        });
    }
    Calibration { prior, prior_is_observed: given.is_none(), bins }
}
