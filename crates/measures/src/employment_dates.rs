//! Do several tellings of one person's jobs contradict one another?
//!
//! In: versions of a work history (resumes of several years, what former employers say, exports of profiles), each with
//! jobs whose dates are known to the day, the month or the year. Out: contradictions only, with the months that cannot
//! be explained by how roughly a date was told.
//!
//! What is no contradiction: a job that one telling leaves out, two jobs at a time, a job that goes on in one telling
//! and ended in a later one, several titles at one employer told as one job, a date that is missing.
//! Dates are spans of days (see `spans`): "2019" is any day of that year, so that it contradicts nothing within it.

use crate::similarity::is_typo;
use crate::spans::{DAYS_PER_MONTH, Span, gap_days};
use crate::text::{normalise, words};

/// One telling of a work history.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The day on which it was told, for jobs that were going on then. Without it "present" says nothing.
    pub told_on: Option<i64>,
    pub jobs: Vec<Job>,
}

/// A job as it was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub employer: String,
    /// The day, month or year of the start, as the days it may be.
    pub from: Option<Span>,
    /// The same for the end.
    pub to: Option<Span>,
    /// Told as going on.
    pub is_current: bool,
}

/// Two statements that cannot both be true.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// Version and job of the one, with the smaller position, and of the other.
    pub left: (usize, usize),
    pub right: (usize, usize),
    pub about: About,
    /// Months between the two dates at the least, by how they were told.
    pub months: f64,
}

/// What two tellings disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    Start,
    End,
    /// One says that the job was going on, the other that it had ended by then.
    GoingOn,
}

/// Words that firms have in their names or leave out.
const LEGAL_FORMS: [&str; 26] = [
    "inc",
    "incorporated",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "kg",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "ab",
    "as",
    "oy",
    "pty",
    "the",
];

/// Jobs at one employer that follow one another within so many days are one stretch.
const SAME_STRETCH_DAYS: i64 = 184;

/// Finds what the versions say differently by more than `allowed_months`, beyond how roughly they say it.
///
/// Sorted by position. The same versions in another order give the same contradictions.
pub fn contradictions(versions: &[Version], allowed_months: f64) -> Vec<Contradiction> {
    let told: Vec<Vec<Stretch>> = versions.iter().map(stretches).collect();
    let mut res = Vec::new();
    for (right_number, right) in told.iter().enumerate() {
        for (left_number, left) in told.iter().enumerate().take(right_number) {
            for (one, other) in counterparts(left, right) {
                let place = (left_number, right_number);
                res.extend(compared(one, other, place, allowed_months));
            }
        }
    }
    res.sort_by_key(|it| (it.left, it.right, it.about));
    res
}

/// What is compared of employers: normal form without legal forms.
pub fn employer_key(employer: &str) -> String {
    let normal = normalise(employer);
    let kept: Vec<&str> = words(&normal).into_iter().filter(|it| !LEGAL_FORMS.contains(it)).collect();
    // A firm may be called by nothing but such words.
    if kept.is_empty() { normal } else { kept.join(" ") }
}

/// Jobs of one version at one employer without a longer break.
#[derive(Debug, Clone)]
struct Stretch {
    key: String,
    told_on: Option<i64>,
    from: Option<Span>,
    first_job: usize,
    to: Option<Span>,
    last_job: usize,
    is_current: bool,
}

fn stretches(version: &Version) -> Vec<Stretch> {
    let mut res: Vec<Stretch> = Vec::new();
    for (number, job) in version.jobs.iter().enumerate() {
        let key = employer_key(&job.employer);
        if key.is_empty() {
            continue;
        }
        res.push(Stretch {
            key,
            told_on: version.told_on,
            from: job.from,
            first_job: number,
            to: job.to.filter(|_| !job.is_current),
            last_job: number,
            is_current: job.is_current,
        });
    }
    // By employer and start; what has no start cannot be put beside another.
    res.sort_by(|one, other| (&one.key, one.from, one.to).cmp(&(&other.key, other.from, other.to)));
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in res {
        if let Some(last) = joined.last_mut()
            && last.key == stretch.key
            && let (Some(_), Some(from)) = (last.from, stretch.from)
            && (last.is_current
                || last.to.is_some_and(|it| gap_days(it, from) <= SAME_STRETCH_DAYS || from <= it))
        {
            let ends_later = stretch.is_current || (!last.is_current && stretch.to > last.to);
            // An end that is not told leaves the end of the whole open.
            if stretch.to.is_none() && !stretch.is_current {
                (last.to, last.is_current) = (None, false);
            } else if ends_later {
                (last.to, last.is_current, last.last_job) =
                    (stretch.to, stretch.is_current, stretch.last_job);
            }
            continue;
        }
        joined.push(stretch);
    }
    joined
}

/// Stretches at the same employer that tell of the same time. Where one side has more of them, each of the other side
/// is put beside the one that is nearest.
fn counterparts<'a>(left: &'a [Stretch], right: &'a [Stretch]) -> Vec<(&'a Stretch, &'a Stretch)> {
    let mut res = Vec::new();
    let mut keys: Vec<&str> = left.iter().map(|it| it.key.as_str()).collect();
    keys.dedup();
    for key in keys {
        let here: Vec<&Stretch> = left.iter().filter(|it| it.key == key).collect();
        let there: Vec<&Stretch> = right.iter().filter(|it| same_employer(&it.key, key)).collect();
        let left_is_short = here.len() <= there.len();
        let (few, many) = if left_is_short { (&here, &there) } else { (&there, &here) };
        if few.len() == many.len() {
            res.extend(here.iter().copied().zip(there.iter().copied()));
            continue;
        }
        for one in few {
            if let Some(other) = many.iter().min_by_key(|it| distance(one, it)) {
                res.push(if left_is_short { (*one, *other) } else { (*other, *one) });
            }
        }
    }
    res
}

fn same_employer(left: &str, right: &str) -> bool {
    left == right || is_typo(left, right)
}

/// Days between the starts and the ends that both tell.
fn distance(one: &Stretch, other: &Stretch) -> i64 {
    let mut res = 0;
    for (one, other) in [(one.from, other.from), (one.to, other.to)] {
        if let (Some(one), Some(other)) = (one, other) {
            res += gap_days(one, other);
        }
    }
    res
}

fn compared(
    one: &Stretch,
    other: &Stretch,
    versions: (usize, usize),
    allowed_months: f64,
) -> Vec<Contradiction> {
    let mut res = Vec::new();
    let mut note = |about: About, left_job: usize, right_job: usize, days: i64| {
        let months = days as f64 / DAYS_PER_MONTH;
        if months > allowed_months {
            let (left, right) = ((versions.0, left_job), (versions.1, right_job));
            res.push(Contradiction { left, right, about, months });
        }
    };
    if let (Some(from), Some(other_from)) = (one.from, other.from) {
        note(About::Start, one.first_job, other.first_job, gap_days(from, other_from));
    }
    if let (Some(to), Some(other_to)) = (one.to, other.to) {
        note(About::End, one.last_job, other.last_job, gap_days(to, other_to));
    }
    for (current, ended) in [(one, other), (other, one)] {
        if let (true, Some(told_on), Some(to)) = (current.is_current, current.told_on, ended.to) {
            note(About::GoingOn, one.last_job, other.last_job, told_on.saturating_sub(to.to()).max(0));
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::spans::{day_number, month_span};

    fn month(year: i32, month: u8) -> Option<Span> {
        month_span(year, month)
    }

    fn year(year: i32) -> Option<Span> {
        Span::new(day_number(year, 1, 1)?, day_number(year, 12, 31)?)
    }

    fn job(employer: &str, from: Option<Span>, to: Option<Span>) -> Job {
        Job { employer: employer.to_owned(), from, to, is_current: false }
    }

    fn current(employer: &str, from: Option<Span>) -> Job {
        Job { employer: employer.to_owned(), from, to: None, is_current: true }
    }

    fn told(told_on: Option<i64>, jobs: Vec<Job>) -> Version {
        Version { told_on, jobs }
    }

    #[test]
    fn other_dates_at_one_employer_contradict() {
        let resume = told(None, vec![job("Northwind Logistics Inc.", month(2018, 3), month(2021, 6))]);
        let check = told(None, vec![job("NORTHWIND LOGISTICS", month(2019, 9), month(2021, 7))]);
        let found = contradictions(&[resume, check], 3.0);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].left, found[0].right, found[0].about), ((0, 0), (1, 0), About::Start));
        assert!((found[0].months - 17.0).abs() < 0.2, "{}", found[0].months);
    }

    #[test]
    fn a_year_contradicts_nothing_within_it() {
        let rough = told(None, vec![job("Northwind", year(2018), year(2021))]);
        let close = told(None, vec![job("Northwind", month(2018, 12), month(2021, 1))]);
        assert!(contradictions(&[rough, close], 0.0).is_empty());
    }

    #[test]
    fn present_is_held_against_the_day_on_which_it_was_said() {
        let ended = told(None, vec![job("Northwind", month(2018, 1), month(2022, 5))]);
        for (told_on, expected) in [((2022, 3), 0), ((2022, 7), 0), ((2024, 7), 1)] {
            let day = day_number(told_on.0, told_on.1, 1);
            let found =
                contradictions(&[told(day, vec![current("Northwind", month(2018, 1))]), ended.clone()], 3.0);
            assert_eq!(found.len(), expected, "{told_on:?}");
            assert!(found.iter().all(|it| it.about == About::GoingOn && it.months > 24.0));
        }
        assert!(contradictions(&[told(None, vec![current("Northwind", None)]), ended], 3.0).is_empty());
    }

    #[test]
    fn what_is_left_out_or_overlaps_or_is_told_as_one_is_no_contradiction() {
        let long = told(
            None,
            vec![
                job("Birch", month(2019, 1), month(2021, 3)),
                job("Northwind", month(2020, 1), month(2022, 4)),
                job("Northwind", month(2018, 1), month(2019, 12)),
                job("Oak", month(2015, 1), month(2017, 6)),
            ],
        );
        let short = told(None, vec![job("Northwind", month(2018, 1), month(2022, 4))]);
        assert!(contradictions(&[long, short], 1.0).is_empty());
    }

    #[test]
    fn two_stints_are_compared_each_with_its_own() {
        let twice = |second: i32| {
            told(
                None,
                vec![
                    job("Oak", month(2010, 1), month(2012, 1)),
                    job("Oak", month(second, 1), month(2020, 1)),
                ],
            )
        };
        assert!(contradictions(&[twice(2016), twice(2016)], 1.0).is_empty());
        let found = contradictions(&[twice(2016), twice(2018)], 1.0);
        assert_eq!(found.iter().map(|it| (it.left, it.right)).collect::<Vec<_>>(), [((0, 1), (1, 1))]);
        // Whoever tells of one stint only is compared with the nearer one.
        let once = told(None, vec![job("Oak", month(2016, 2), month(2020, 1))]);
        assert!(contradictions(&[twice(2016), once], 2.0).is_empty());
    }

    fn any_version() -> impl Strategy<Value = Version> {
        let date = prop::option::of((2005_i32..2025, 1_u8..=12, any::<bool>()));
        let date =
            date.prop_map(|it| it.and_then(|(of, at, rough)| if rough { year(of) } else { month(of, at) }));
        let job = ("(Oak|Birch|Ash Ltd)", date.clone(), date, any::<bool>())
            .prop_map(|(employer, from, to, is_current)| Job { employer, from, to, is_current });
        (prop::option::of(14_000_i64..20_500), prop::collection::vec(job, 0..5))
            .prop_map(|(told_on, jobs)| Version { told_on, jobs })
    }

    /// Months and kinds, without positions.
    fn said(found: &[Contradiction]) -> Vec<(About, u64)> {
        let mut res: Vec<(About, u64)> = found.iter().map(|it| (it.about, it.months.to_bits())).collect();
        res.sort_unstable();
        res
    }

    proptest! {
        #[test]
        fn the_order_of_versions_changes_only_positions(left in any_version(), right in any_version()) {
            let forward = contradictions(&[left.clone(), right.clone()], 3.0);
            let backward = contradictions(&[right, left], 3.0);
            prop_assert_eq!(said(&forward), said(&backward));
        }

        #[test]
        fn contradictions_are_beyond_what_is_allowed_and_fewer_where_more_is(left in any_version(), right in any_version(), allowed in 0.0..24.0_f64) {
            let versions = [left, right];
            let found = contradictions(&versions, allowed);
            prop_assert!(found.iter().all(|it| it.months > allowed && it.left.0 < it.right.0));
            prop_assert!(contradictions(&versions, allowed + 6.0).len() <= found.len());
        }

        #[test]
        fn nobody_contradicts_the_very_same_telling(mut version in any_version()) {
            // What goes on cannot have ended in the same telling.
            for job in &mut version.jobs {
                job.to = job.to.filter(|_| !job.is_current);
            }
            let again = version.clone();
            let found = contradictions(&[version, again], 0.0);
            prop_assert!(found.iter().all(|it| it.about == About::GoingOn), "{found:?}");
        }
    }
}
