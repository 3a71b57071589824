//! What one analyst would have found: so many people a week and no more.
//!
//! Two ways to spend the same looks. *As they come*: whoever is raised waits in line by the moment and then the rank; at
//! the end of each week the first in line are looked at, and the rest wait on. *From the top*: all looks of the window are
//! spent at its end on the people of highest rank, raised or not; a tool without moments can be compared by that.

use model::{Bits, Timestamp};

use crate::count::Share;
use crate::joined::{Joined, Person};
use crate::timing::days;
use crate::truth::Standing;

/// Most weeks that are walked: thirty years. A longer window is cut.
const WEEKS_MAX: u64 = 1_600;

#[derive(Clone, Copy, Debug, Default)]
pub struct Budget {
    pub people_a_week: u64,
    /// Weeks of all companies together.
    pub weeks: u64,
    /// Guilty people who were looked at as they came, of all guilty people.
    pub recall: Share,
    /// Guilty people, of those looked at as they came.
    pub precision: Share,
    /// Guilty people who were looked at by the moment of loss, of those who had one.
    pub in_time: Share,
    /// People still in line when the window ended.
    pub left_in_line: u64,
    /// Guilty people found from the top with the same number of looks, of all guilty people.
    pub recall_from_top: Share,
}

pub(crate) fn of(companies: &[Joined<'_>], people_a_week: u64) -> Budget {
    let mut res = Budget { people_a_week, ..Budget::default() };
    let (mut recall, mut precision, mut in_time, mut from_top) = (vec![], vec![], vec![], vec![]);
    for company in companies {
        let guilty = company.n_of(|it| it.standing == Standing::Guilty);
        let with_loss = company.n_of(|it| it.standing == Standing::Guilty && it.prevent_by.is_some());
        let looked = as_they_come(company, people_a_week);
        res.weeks += looked.weeks;
        res.left_in_line += looked.left_in_line;
        recall.push((looked.guilty, guilty));
        precision.push((looked.guilty, looked.people));
        in_time.push((looked.in_time, with_loss));
        from_top.push((guilty_on_top(company, people_a_week.saturating_mul(looked.weeks)), guilty));
    }
    res.recall = Share::of_companies(&recall);
    res.precision = Share::of_companies(&precision);
    res.in_time = Share::of_companies(&in_time);
    res.recall_from_top = Share::of_companies(&from_top);
    res
}

#[derive(Default)]
struct Looked {
    weeks: u64,
    people: u64,
    guilty: u64,
    in_time: u64,
    left_in_line: u64,
}

fn as_they_come(company: &Joined<'_>, people_a_week: u64) -> Looked {
    let mut line: Vec<&Person<'_>> =
        company.people.iter().filter(|it| it.tier.raised() && it.is_present).collect();
    let Some((begin, end)) = window(company, &line) else { return Looked::default() };
    let weeks = ((days(begin, end) / 7.0).ceil().max(1.0) as u64).min(WEEKS_MAX);
    // Week in which somebody joins the line; without a moment in the last.
    let week_of = |it: &Person<'_>| {
        it.raised_at.map_or(weeks - 1, |at| ((days(begin, at) / 7.0).max(0.0) as u64).min(weeks - 1))
    };
    line.sort_by_key(|it| (week_of(it), it.raised_at.is_none(), it.raised_at, it.rank));
    let mut res = Looked { weeks, ..Looked::default() };
    let mut waiting = line.iter().peekable();
    for week in 0..weeks {
        for _ in 0..people_a_week {
            let Some(it) = waiting.next_if(|it| week_of(it) <= week) else { break };
            res.people += u64::from(it.standing != Standing::Untold);
            if it.standing == Standing::Guilty {
                res.guilty += 1;
                let looked_at = (week + 1) as f64 * 7.0;
                res.in_time += u64::from(it.prevent_by.is_some_and(|by| looked_at <= days(begin, by)));
            }
        }
    }
    res.left_in_line = waiting.count() as u64;
    res
}

/// The window of the truth; else from the first to the last who was raised.
fn window(company: &Joined<'_>, line: &[&Person<'_>]) -> Option<(Timestamp, Timestamp)> {
    let raised = || line.iter().filter_map(|it| it.raised_at);
    company.truth.window.or_else(|| raised().min().zip(raised().max()))
}

fn guilty_on_top(company: &Joined<'_>, looks: u64) -> u64 {
    let mut people: Vec<&Person<'_>> =
        company.people.iter().filter(|it| it.is_present && it.bits > Bits::ZERO).collect();
    people.sort_by_key(|it| it.rank);
    let looks = usize::try_from(looks).unwrap_or(usize::MAX);
    people.iter().take(looks).filter(|it| it.standing == Standing::Guilty).count() as u64
}
