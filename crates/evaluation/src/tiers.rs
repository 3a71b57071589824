//! How many are found, and how many of those found are guilty, at each tier line.

use model::Tier;

use crate::count::Share;
use crate::joined::{Joined, Person};
use crate::truth::Standing;

/// Everybody at that tier or above.
#[derive(Clone, Copy, Debug)]
pub struct TierRow {
    pub tier: Tier,
    /// Guilty people at or above it, of all guilty people.
    pub recall: Share,
    /// Guilty people, of all people at or above it of whom the truth is known.
    pub precision: Share,
    /// Honest people at or above it, of all honest people; look-alikes are honest people.
    pub honest: Share,
    pub look_alikes: Share,
}

pub(crate) fn rows(companies: &[Joined<'_>]) -> Vec<TierRow> {
    let mut res = Vec::new();
    for tier in [Tier::Watch, Tier::Verify, Tier::Urgent] {
        let share = |hits: &dyn Fn(&Person<'_>) -> bool, of: &dyn Fn(&Person<'_>) -> bool| {
            let mut counts = Vec::new();
            for it in companies {
                counts.push((it.n_of(|it| hits(it) && of(it)), it.n_of(of)));
            }
            Share::of_companies(&counts)
        };
        let above = |it: &Person<'_>| it.tier >= tier;
        let guilty = |it: &Person<'_>| it.standing == Standing::Guilty;
        res.push(TierRow {
            tier,
            recall: share(&above, &guilty),
            precision: share(&guilty, &|it| above(it) && it.standing != Standing::Untold),
            // Who does not stand in `people.csv` could not be raised, and must not make the share look smaller.
            honest: share(&above, &|it| it.standing.is_honest() && it.is_present),
            look_alikes: share(&above, &|it| it.standing == Standing::LookAlike),
        });
    }
    res
}
