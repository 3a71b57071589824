//! How late does what somebody sends arrive, and what is usual here?
//!
//! In: rows of days with calls (`on_day`, `wired`, `ms`, `n`, `at`, `known_at`, `ref`), and one row for each person of the
//! company (`person`, `ms`). Out: the middle of the days, the middle of everybody else's, and tickets about a slow line.
//! Medians are of days and of people, so that one bad call and one bad line change nothing.

use jiff::Timestamp;
use measures::robust;
use model::{Finding, Row, Rows};

use crate::Gathered;
use crate::explanations::{Ticket, counted};

/// How late one person is.
pub(crate) struct Lateness {
    /// The median of the days.
    pub ms: f64,
    /// The median of the days on a cable, and how many they are.
    pub wired_ms: Option<f64>,
    pub wired_days: usize,
    /// Half of the days lie within this share of the median.
    pub spread: f64,
    pub calls: usize,
    pub days: usize,
    pub known_at: Timestamp,
    pub from: Timestamp,
    pub to: Timestamp,
    pub refs: Vec<i64>,
}

impl Lateness {
    /// Nothing where there are fewer than `calls_min` calls on fewer than `days_min` days.
    pub(crate) fn of(rows: &[Row<'_>], gathered: &Gathered) -> Option<Lateness> {
        let of_days = |wired: bool| -> Vec<f64> {
            let rows = rows.iter().filter(|it| !wired || it.int("wired") == Some(1));
            rows.filter_map(|it| it.number("ms")).collect()
        };
        let count = |rows: &[Row<'_>]| -> usize {
            rows.iter().filter_map(|it| it.int("n")).filter_map(|it| usize::try_from(it).ok()).sum()
        };
        let (calls, days) = (count(rows), rows.len());
        if calls < gathered.count("calls_min") || days < gathered.count("days_min") {
            return None;
        }
        // Known on the day on which there were enough of both.
        let reached = (1..=days).find(|it| {
            *it >= gathered.count("days_min")
                && rows.get(..*it).is_some_and(|it| count(it) >= gathered.count("calls_min"))
        })?;
        let values = of_days(false);
        let ms = robust::median(&values)?;
        let off: Vec<f64> = values.iter().map(|it| (it - ms).abs()).collect();
        let wired = of_days(true);
        Some(Lateness {
            ms,
            wired_ms: robust::median(&wired),
            wired_days: wired.len(),
            spread: robust::median(&off)? / ms.max(1.0),
            calls,
            days,
            known_at: rows.get(reached.checked_sub(1)?)?.time("known_at")?,
            from: rows.first()?.time("at")?,
            to: rows.last()?.time("at")?,
            refs: rows.iter().flat_map(|it| it.refs("ref")).collect(),
        })
    }

    /// Later than the threshold, and than what is usual among enough others.
    pub(crate) fn stands_out(&self, usual: &Usual, gathered: &Gathered) -> bool {
        self.ms > gathered.param("ms")
            && usual.people >= gathered.count("crowd_min")
            && self.ms >= gathered.param("times_crowd") * usual.ms
    }

    /// `12 calls on 10 days`
    pub(crate) fn calls_in_words(&self) -> String {
        format!("{} on {}", counted(self.calls, "call", "calls"), counted(self.days, "day", "days"))
    }
}

/// The medians of everybody.
pub(crate) struct Crowd<'a>(Vec<(&'a str, f64)>);

pub(crate) struct Usual {
    pub ms: f64,
    pub people: usize,
}

pub(crate) fn crowd(rows: &Rows) -> Crowd<'_> {
    Crowd(rows.iter().filter_map(|it| Some((it.text("person")?, it.number("ms")?))).collect())
}

impl Crowd<'_> {
    pub(crate) fn without(&self, person: &str) -> Usual {
        let others: Vec<f64> = self.0.iter().filter(|it| it.0 != person).map(|it| it.1).collect();
        Usual { ms: robust::median(&others).unwrap_or(0.0), people: others.len() }
    }
}

/// Words of somebody who tells of a slow line at home.
const RURAL: &[&str] = &[
    "satellite",
    "starlink",
    "rural",
    "countryside",
    "in the country",
    "fixed wireless",
    "wireless internet",
    "radio link",
    "slow line",
    "slow internet",
    "slow connection",
    "high latency",
    "latency at home",
    "only provider",
    "no cable",
    "no fibre",
    "no fiber",
    "dsl",
];

/// The first ticket in which the person told of such a line: it speaks for them.
pub(crate) fn of_rural_line(tickets: &[Ticket<'_>], finding: &Finding) -> Option<Finding> {
    let ticket = tickets.iter().find(|it| it.says(RURAL))?;
    ticket.explains(finding, "a ticket of the person's own tells of a slow line at home".to_owned())
}
