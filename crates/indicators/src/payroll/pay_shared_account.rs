//! Pay of several workers that goes to one account, or that moved to one service in the same week where one vouched for the other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::acquaintance::{Acquaintance, Naming, other_people};
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mut res = Vec::new();
    for (_, rows) in gathered.main().by("account") {
        // A digest that very many have is the digest of an empty cell, or an agency's own account.
        if rows.len() > gathered.count("holders_max") || known.agency_of_most(people(&rows)).is_some() {
            continue;
        }
        for own in &rows {
            res.extend(equal(own, &rows, &known));
        }
    }
    res.extend(same_week(gathered, &known));
    res
}

fn people<'a>(rows: &[Row<'a>]) -> impl Iterator<Item = &'a str> {
    rows.iter().filter_map(|it| it.text("person")).collect::<Vec<_>>().into_iter()
}

/// All whom neither a household, an agency nor one name explains.
fn equal(own: &Row<'_>, rows: &[Row<'_>], known: &Acquaintance<'_>) -> Option<Finding> {
    let person = own.text("person")?;
    let mut different = BTreeSet::new();
    let mut alike = BTreeSet::new();
    let mut refs = own.refs("ref");
    let mut since: Option<Timestamp> = None;
    for row in rows {
        let Some(other) = row.text("person").filter(|it| *it != person) else { continue };
        if known.share_a_home(person, other) || known.shared_agency(person, other).is_some() {
            continue;
        }
        match known.naming(person, other) {
            Naming::Different => different.insert(other),
            Naming::Alike => alike.insert(other),
            // One person with two records is nobody else's account.
            Naming::MaybeOne => continue,
        };
        refs.extend(row.refs("ref"));
        let both = row.time("known_at").max(own.time("known_at"));
        since = match (since, both) {
            (Some(since), Some(both)) => Some(since.min(both)),
            (since, both) => since.or(both),
        };
    }
    let others: BTreeSet<&str> = different.union(&alike).copied().collect();
    let level = if different.is_empty() { "alike" } else { "equal" };
    if others.is_empty() {
        return None;
    }
    let from = own.time("at")?;
    let mut sentence = format!("pay goes to the same account as that of {}", other_people(others.len()));
    sentence += &format!(" ({})", others.iter().copied().collect::<Vec<_>>().join(", "));
    if level == "alike" {
        sentence += ", with a part of the name in common and no household declared";
    }
    Some(Finding::about(person, level, since?, sentence, refs)?.between(from, since?).with(others))
}

/// Two of whom one vouched for the other, and who moved to one service within days.
fn same_week(gathered: &Gathered, known: &Acquaintance<'_>) -> Vec<Finding> {
    let mut vouched: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for row in gathered.rows("vouched").iter() {
        if let (Some(person), Some(referee), Some(record)) =
            (row.text("person"), row.text("referee"), row.int("ref"))
        {
            vouched.insert((person, referee), record);
            vouched.insert((referee, person), record);
        }
    }
    let mut res = Vec::new();
    for (service, rows) in gathered.rows("moves").by("payment_service") {
        for own in &rows {
            for other in &rows {
                let (Some(person), Some(with)) = (own.text("person"), other.text("person")) else { continue };
                let (Some(at), Some(then)) = (own.time("at"), other.time("at")) else { continue };
                let Some(reference) = vouched.get(&(person, with)) else { continue };
                if at.duration_since(then).abs() > gathered.days("week_days")
                    || known.share_a_home(person, with)
                {
                    continue;
                }
                let sentence = format!(
                    "pay moved to {service} on {}, that of {with} on {}, and one of them vouched for the other",
                    day(at),
                    day(then)
                );
                let since = own.time("known_at").unwrap_or(at).max(other.time("known_at").unwrap_or(then));
                let refs = [own.refs("ref"), other.refs("ref"), vec![*reference]].concat();
                res.extend(
                    Finding::about(person, "week", since, sentence, refs)
                        .map(|it| it.between(at.min(then), at.max(then)).with([with])),
                );
            }
        }
    }
    res
}
