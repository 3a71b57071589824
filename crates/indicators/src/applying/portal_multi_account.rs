//! Accounts of different applicants that go through the recruiting portal from one place in one order, or even with the
//! same pauses.
//!
//! A run is what one account asks of the portal from one place without a long break. Two runs are alike where the calls of
//! the shorter stand in the longer one behind each other; they are of one script where the pauses agree too.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming};
use crate::explanations::{counted, period};

struct Run<'a> {
    person: Option<&'a str>,
    calls: Vec<(&'a str, Timestamp, i64)>,
    known_at: Timestamp,
}

impl Run<'_> {
    fn start(&self) -> Timestamp {
        self.calls.first().map_or(self.known_at, |it| it.1)
    }

    fn refs(&self) -> impl Iterator<Item = i64> {
        self.calls.iter().map(|it| it.2)
    }
}

/// How two runs agree, from the weakest on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Order,
    Pauses,
}

/// An account that takes the same steps as one person's.
struct Twin<'a> {
    account: &'a str,
    person: Option<&'a str>,
    known_at: Timestamp,
    own: Vec<i64>,
    theirs: Vec<i64>,
    from: Timestamp,
    to: Timestamp,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mut twins: BTreeMap<&str, BTreeMap<Likeness, Vec<Twin<'_>>>> = BTreeMap::new();
    for (_, rows) in gathered.main().by("place") {
        let mut accounts: BTreeMap<&str, Vec<Run<'_>>> = BTreeMap::new();
        for row in &rows {
            if let Some(account) = row.text("account") {
                add_call(accounts.entry(account).or_default(), row, gathered);
            }
        }
        let people: BTreeSet<&str> = accounts.values().flatten().filter_map(|it| it.person).collect();
        // Many accounts at one place are a library's, a fair's or an operator's.
        if accounts.len() > gathered.count("holders_max") || known.agency_of_most(people).is_some() {
            continue;
        }
        for (account, own) in &accounts {
            for (other, theirs) in &accounts {
                if account != other {
                    note(&mut twins, &known, own, (other, theirs), gathered);
                }
            }
        }
    }
    twins.into_iter().filter_map(|(person, twins)| finding(person, twins, gathered)).collect()
}

fn add_call<'a>(runs: &mut Vec<Run<'a>>, row: &Row<'a>, gathered: &Gathered) {
    let (Some(call), Some(at), Some(record)) = (row.text("call"), row.time("at"), row.int("ref")) else {
        return;
    };
    let known_at = row.time("known_at").unwrap_or(at);
    let pause = SignedDuration::from_secs((gathered.param("break_minutes") * 60.0) as i64);
    match runs.last_mut() {
        Some(run) if run.calls.last().is_some_and(|(_, last, _)| at.duration_since(*last) <= pause) => {
            run.calls.push((call, at, record));
            run.known_at = run.known_at.max(known_at);
        }
        _ => runs.push(Run { person: row.text("person"), calls: vec![(call, at, record)], known_at }),
    }
}

/// The nearest likeness of two accounts, if people of different names stand behind them.
fn note<'a>(
    twins: &mut BTreeMap<&'a str, BTreeMap<Likeness, Vec<Twin<'a>>>>,
    known: &Acquaintance<'a>,
    own: &[Run<'a>],
    (account, theirs): (&'a str, &[Run<'a>]),
    gathered: &Gathered,
) {
    let Some(person) = own.iter().find_map(|it| it.person) else { return };
    let other = theirs.iter().find_map(|it| it.person);
    if let Some(other) = other
        && (other == person
            || known.naming(person, other) != Naming::Different
            || known.share_a_home(person, other)
            || known.shared_agency(person, other).is_some())
    {
        return;
    }
    for likeness in [Likeness::Pauses, Likeness::Order] {
        let found = own.iter().find_map(|mine| {
            let their = theirs.iter().find(|it| is_alike(mine, it, likeness, gathered))?;
            Some((mine, their))
        });
        let Some((mine, their)) = found else { continue };
        let twin = Twin {
            account,
            person: other,
            known_at: mine.known_at.max(their.known_at),
            own: mine.refs().collect(),
            theirs: their.refs().collect(),
            from: mine.start().min(their.start()),
            to: mine.start().max(their.start()),
        };
        twins.entry(person).or_default().entry(likeness).or_default().push(twin);
        // Whoever has the pauses in common has the order too.
        if likeness == Likeness::Pauses {
            return;
        }
    }
}

fn is_alike(one: &Run<'_>, other: &Run<'_>, likeness: Likeness, gathered: &Gathered) -> bool {
    let days = if likeness == Likeness::Order { "order_days" } else { "script_days" };
    if one.start().duration_since(other.start()).abs() > gathered.days(days) {
        return false;
    }
    let (short, long) = if one.calls.len() <= other.calls.len() { (one, other) } else { (other, one) };
    let count = short.calls.len();
    // The same step over and over is no pattern.
    let steps: BTreeSet<&str> = short.calls.iter().map(|it| it.0).collect();
    if count < gathered.count("calls_min").max(2) || steps.len() < 3 {
        return false;
    }
    let slack = gathered.param("slack_seconds");
    long.calls.windows(count).any(|window| {
        let same_calls = window.iter().zip(&short.calls).all(|(left, right)| left.0 == right.0);
        same_calls
            && (likeness == Likeness::Order
                || pauses(window)
                    .zip(pauses(&short.calls))
                    .all(|(left, right)| (left - right).abs() <= slack))
    })
}

fn pauses<'c>(calls: &'c [(&str, Timestamp, i64)]) -> impl Iterator<Item = f64> + 'c {
    calls.windows(2).filter_map(|it| match it {
        [before, after] => Some(after.1.duration_since(before.1).as_secs_f64()),
        _ => None,
    })
}

fn finding(
    person: &str,
    mut twins: BTreeMap<Likeness, Vec<Twin<'_>>>,
    gathered: &Gathered,
) -> Option<Finding> {
    let mut scripted = twins.remove(&Likeness::Pauses).unwrap_or_default();
    scripted.sort_by_key(|it| it.known_at);
    let mut ordered = twins.remove(&Likeness::Order).unwrap_or_default();
    ordered.sort_by_key(|it| it.known_at);
    // The own account is one of those that are counted.
    let others_min = gathered.count("accounts_min").saturating_sub(1).max(1);
    let mut steps: Vec<(Timestamp, &str)> = Vec::new();
    let mut in_order: Vec<Timestamp> = scripted.iter().chain(&ordered).map(|it| it.known_at).collect();
    in_order.sort();
    steps.extend(in_order.get(others_min - 1).map(|it| (*it, "order")));
    steps.extend(scripted.first().map(|it| (it.known_at, "pair")));
    steps.extend(scripted.get(others_min - 1).map(|it| (it.known_at, "script")));
    let (known_at, level) = *steps.last()?;
    let mut telling: Vec<&Twin<'_>> = scripted.iter().collect();
    if level == "order" {
        telling.extend(&ordered);
    }
    let accounts: BTreeSet<&str> = telling.iter().map(|it| it.account).collect();
    let (from, to) = (telling.iter().map(|it| it.from).min()?, telling.iter().map(|it| it.to).max()?);
    let how = if level == "order" { "order" } else { "order, with the same pauses to the second," };
    let sentence = format!(
        "went through the application portal in the same {how} and from the same place as {}, {}",
        counted(accounts.len(), "other account", "other accounts"),
        period(from, to)
    );
    let own = telling.iter().flat_map(|it| it.own.iter().copied());
    let refs = own.chain(telling.iter().flat_map(|it| it.theirs.iter().copied())).collect();
    let res = Finding::about(person, level, known_at, sentence, refs)?
        .between(from, to)
        .with(telling.iter().filter_map(|it| it.person));
    Some(res.grown(steps.iter().rev().skip(1).copied()))
}
