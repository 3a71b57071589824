//! How do two stretches of time lie to each other?
//!
//! In: days as numbers (see [`day_number`]) and spans of them, both ends included. Out: overlaps, gaps and differences,
//! in days and in months.
//! Day numbers as in Hinnant, "chrono-compatible low-level date algorithms" (2013): proleptic Gregorian calendar,
//! day 0 is 1970-01-01. A month of no particular name has 30.436875 days, the mean of the Gregorian cycle.

/// The mean length of a month in the Gregorian cycle of 400 years.
pub const DAYS_PER_MONTH: f64 = 30.436_875;

/// A stretch of days, both ends included. The end is never before the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    from: i64,
    to: i64,
}

impl Span {
    /// `None` when the end lies before the start.
    pub fn new(from: i64, to: i64) -> Option<Span> {
        if to < from { None } else { Some(Span { from, to }) }
    }

    pub fn from(&self) -> i64 {
        self.from
    }

    pub fn to(&self) -> i64 {
        self.to
    }

    /// Length in days: at least one.
    pub fn days(&self) -> i64 {
        self.to.saturating_sub(self.from).saturating_add(1)
    }

    /// Length in mean months.
    pub fn months(&self) -> f64 {
        self.days() as f64 / DAYS_PER_MONTH
    }
}

/// The number of a day, counted from 1970-01-01. `None` for a month or day that the calendar does not have.
pub fn day_number(year: i32, month: u8, day: u8) -> Option<i64> {
    if day == 0 || day > days_in_month(year, month)? {
        return None;
    }
    // The year begins in March here, so that the leap day is its last.
    let shifted_year = i64::from(year) - i64::from(month <= 2);
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let shifted_month = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// The days of a whole month, for statements that name no day. `None` for a month that does not exist.
pub fn month_span(year: i32, month: u8) -> Option<Span> {
    Span::new(day_number(year, month, 1)?, day_number(year, month, days_in_month(year, month)?)?)
}

/// The distance of two days in mean months: zero or more.
pub fn months_between(left: i64, right: i64) -> f64 {
    left.abs_diff(right) as f64 / DAYS_PER_MONTH
}

/// The distance of two calendar months, whatever their days: from November 2021 to February 2022 it is three.
pub fn calendar_months_between(left: (i32, u8), right: (i32, u8)) -> u64 {
    let number = |(year, month): (i32, u8)| i64::from(year) * 12 + i64::from(month);
    number(left).abs_diff(number(right))
}

/// How many days lie in both spans.
pub fn overlap_days(left: Span, right: Span) -> i64 {
    let from = left.from.max(right.from);
    let to = left.to.min(right.to);
    Span::new(from, to).map_or(0, |shared| shared.days())
}

/// The same in mean months.
pub fn overlap_months(left: Span, right: Span) -> f64 {
    overlap_days(left, right) as f64 / DAYS_PER_MONTH
}

/// The days both have over the days that either has, without the gap between them: 0 to 1.
pub fn overlap_share(left: Span, right: Span) -> f64 {
    let shared = overlap_days(left, right) as f64;
    shared / (left.days() as f64 + right.days() as f64 - shared)
}

/// The days that lie between two spans and in neither: zero when they touch or overlap.
pub fn gap_days(left: Span, right: Span) -> i64 {
    let (first, second) = if left <= right { (left, right) } else { (right, left) };
    second.from.saturating_sub(first.to).saturating_sub(1).max(0)
}

/// How far two statements about the same stretch disagree, in mean months: at the start and at the end.
pub fn difference_months(left: Span, right: Span) -> (f64, f64) {
    (months_between(left.from, right.from), months_between(left.to, right.to))
}

/// Spans that cover the same days, sorted, without overlap and without touching.
pub fn merged(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let mut res: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match res.last_mut() {
            Some(last) if span.from <= last.to.saturating_add(1) => last.to = last.to.max(span.to),
            _ => res.push(span),
        }
    }
    res
}

/// The stretches of at least `days_min` days between the first and the last day that no span covers.
pub fn gaps(spans: &[Span], days_min: i64) -> Vec<Span> {
    let covered = merged(spans);
    let mut res = Vec::new();
    for (before, after) in covered.iter().zip(covered.iter().skip(1)) {
        let gap = Span::new(before.to.saturating_add(1), after.from.saturating_sub(1));
        res.extend(gap.filter(|gap| gap.days() >= days_min));
    }
    res
}

fn days_in_month(year: i32, month: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if leap => Some(29),
        2 => Some(28),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_numbered_as_everywhere() {
        assert_eq!(day_number(1970, 1, 1), Some(0));
        assert_eq!(day_number(2000, 3, 1), Some(11_017));
        assert_eq!(day_number(1969, 12, 31), Some(-1));
        assert_eq!(day_number(2024, 2, 29), Some(19_782));
        assert_eq!(day_number(2023, 2, 29), None);
        assert_eq!(day_number(2023, 13, 1), None);
        assert_eq!(month_span(2024, 2).map(|span| span.days()), Some(29));
    }

    #[test]
    fn months_across_a_new_year() {
        assert_eq!(calendar_months_between((2021, 11), (2022, 2)), 3);
        let apart = months_between(day_number(2021, 11, 15).unwrap(), day_number(2022, 2, 15).unwrap());
        assert!((apart - 3.0).abs() < 0.05);
    }

    #[test]
    fn a_gap_is_what_no_span_covers() {
        let span = |from, to| Span::new(from, to).unwrap();
        let spans = [span(40, 50), span(0, 10), span(5, 20), span(21, 22)];
        assert_eq!(merged(&spans), vec![span(0, 22), span(40, 50)]);
        assert_eq!(gaps(&spans, 1), vec![span(23, 39)]);
        assert!(gaps(&spans, 18).is_empty());
        assert_eq!(gap_days(span(0, 22), span(40, 50)), 17);
        assert_eq!(Span::new(2, 1), None);
    }

    fn any_span() -> impl Strategy<Value = Span> {
        (-2000_i64..2000, 0_i64..400).prop_map(|(from, length)| Span { from, to: from + length })
    }

    proptest! {
        #[test]
        fn symmetric_and_bounded(left in any_span(), right in any_span()) {
            prop_assert_eq!(overlap_days(left, right), overlap_days(right, left));
            prop_assert_eq!(gap_days(left, right), gap_days(right, left));
            prop_assert_eq!(overlap_share(left, right), overlap_share(right, left));
            prop_assert_eq!(difference_months(left, right), difference_months(right, left));
            prop_assert!((0.0..=1.0).contains(&overlap_share(left, right)));
            prop_assert!(overlap_days(left, right) <= left.days().min(right.days()));
            prop_assert!(overlap_days(left, right) == 0 || gap_days(left, right) == 0);
        }

        #[test]
        fn merging_and_gaps_tile_the_whole_and_are_unchanged_by_order(spans in prop::collection::vec(any_span(), 1..12)) {
            let turned: Vec<Span> = spans.iter().rev().copied().collect();
            let covered = merged(&spans);
            prop_assert_eq!(&covered, &merged(&turned));
            let whole = covered.last().unwrap().to - covered.first().unwrap().from + 1;
            let parts: i64 = covered.iter().chain(gaps(&spans, 1).iter()).map(Span::days).sum();
            prop_assert_eq!(parts, whole);
        }

        #[test]
        fn the_next_day_has_the_next_number(year in 1600_i32..2400, month in 1_u8..=12, day in 1_u8..=27) {
            let today = day_number(year, month, day).unwrap();
            prop_assert_eq!(day_number(year, month, day + 1), Some(today + 1));
            let last = month_span(year, month).unwrap().to;
            let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            prop_assert_eq!(day_number(next_year, next_month, 1), Some(last + 1));
        }
    }
}
