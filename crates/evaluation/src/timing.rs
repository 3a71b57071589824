//! How soon: from the first sign to raised, and from raised to the loss.

use model::Timestamp;

use crate::count::{Quartiles, Share};
use crate::joined::{Joined, Person};
use crate::truth::Standing;

const SECONDS_PER_DAY: f64 = 86_400.0;

#[derive(Clone, Debug, Default)]
pub struct Timing {
    /// Days from the first evidence against a person until they would have been raised; guilty people who are raised.
    pub first_sign_to_raised: Option<Quartiles>,
    /// Days from raised to the loss; below zero where the loss came first. Guilty people who are raised and had a loss.
    pub before_loss: Option<Quartiles>,
    /// The days themselves, sorted.
    pub days_before_loss: Vec<f64>,
    /// Raised by the moment of loss, of all guilty people with such a moment, raised or not.
    pub raised_in_time: Share,
}

pub(crate) fn of(companies: &[Joined<'_>]) -> Timing {
    let mut until_raised = Vec::new();
    let mut days_before_loss = Vec::new();
    let mut in_time = Vec::new();
    for company in companies {
        let (mut early, mut with_loss) = (0, 0);
        for it in company.people.iter().filter(|it| it.standing == Standing::Guilty) {
            if let Some((first, raised)) = it.first_evidence_at.zip(it.raised_at) {
                until_raised.push(days(first, raised));
            }
            with_loss += u64::from(it.prevent_by.is_some());
            if let Some(days) = days_before(it) {
                early += u64::from(days >= 0.0);
                days_before_loss.push(days);
            }
        }
        in_time.push((early, with_loss));
    }
    days_before_loss.sort_by(f64::total_cmp);
    Timing {
        first_sign_to_raised: Quartiles::of(&until_raised),
        before_loss: Quartiles::of(&days_before_loss),
        days_before_loss,
        raised_in_time: Share::of_companies(&in_time),
    }
}

/// Days from raised to the loss, of somebody who was raised and had one.
pub(crate) fn days_before(it: &Person<'_>) -> Option<f64> {
    Some(days(it.raised_at?, it.prevent_by?))
}

pub(crate) fn days(from: Timestamp, to: Timestamp) -> f64 {
    (to.as_millisecond() - from.as_millisecond()) as f64 / 1_000.0 / SECONDS_PER_DAY
}
