//! One person of the truth, with what was said of them: the rows behind the figures.

use model::{Bits, Tier, Timestamp};

use crate::joined::{Joined, Person};
use crate::timing::days_before;
use crate::truth::Standing;

#[derive(Clone, Debug)]
pub struct PersonLine {
    pub company: String,
    pub key: String,
    pub person: String,
    pub scenario: String,
    pub standing: Standing,
    pub expect: String,
    /// Stands in `people.csv` at all.
    pub is_present: bool,
    pub tier: Tier,
    pub bits: Bits,
    pub raised_at: Option<Timestamp>,
    pub prevent_by: Option<Timestamp>,
    /// Days from raised to the loss.
    pub days_before_loss: Option<f64>,
    /// Indicator ids, strongest first.
    pub reasons: Vec<String>,
}

impl PersonLine {
    fn of(company: &Joined<'_>, it: &Person<'_>) -> PersonLine {
        PersonLine {
            company: company.truth.company.clone(),
            key: it.key.to_owned(),
            person: it.person.to_owned(),
            scenario: it.scenario.to_owned(),
            standing: it.standing,
            expect: it.expect.to_owned(),
            is_present: it.is_present,
            tier: it.tier,
            bits: it.bits,
            raised_at: it.raised_at,
            prevent_by: it.prevent_by,
            days_before_loss: days_before(it),
            reasons: it.reasons.iter().map(|it| (*it).to_owned()).collect(),
        }
    }
}

pub(crate) fn lines(companies: &[Joined<'_>], wanted: impl Fn(&Person<'_>) -> bool) -> Vec<PersonLine> {
    let mut res = Vec::new();
    for company in companies {
        for it in company.people.iter().filter(|it| wanted(it)) {
            res.push(PersonLine::of(company, it));
        }
    }
    res
}
