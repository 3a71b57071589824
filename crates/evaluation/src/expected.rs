//! What a truth expects of a scan, and what the scan said.
//!
//! A story may leave so little in the records that nobody should be raised on it: its truth then expects a watch, or
//! nothing. Recall over all guilty people counts such a person as missed; this table does not.

use model::Tier;

use crate::count::Share;
use crate::joined::{Joined, Person};
use crate::truth::Standing;

/// People of one standing of whom one tier is expected.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedRow {
    pub is_guilty: bool,
    pub expected: Tier,
    /// Of guilty people those at that tier or above, of look-alikes those at it or below.
    pub met: Share,
    /// How many stand at each tier, from none on.
    pub found: [u64; 4],
}

pub(crate) fn rows(companies: &[Joined<'_>]) -> Vec<ExpectedRow> {
    let mut res = Vec::new();
    for (is_guilty, standing) in [(true, Standing::Guilty), (false, Standing::LookAlike)] {
        for expected in Tier::ALL {
            let among =
                |it: &Person<'_>| it.standing == standing && Tier::from_id(it.expect) == Some(expected);
            let met = |it: &Person<'_>| if is_guilty { it.tier >= expected } else { it.tier <= expected };
            let counts: Vec<(u64, u64)> = companies
                .iter()
                .map(|it| (it.n_of(|person| among(person) && met(person)), it.n_of(among)))
                .collect();
            let met = Share::of_companies(&counts);
            let at = |tier: Tier| companies.iter().map(|it| it.n_of(|it| among(it) && it.tier == tier)).sum();
            if met.of > 0 {
                res.push(ExpectedRow { is_guilty, expected, met, found: Tier::ALL.map(at) });
            }
        }
    }
    res
}
