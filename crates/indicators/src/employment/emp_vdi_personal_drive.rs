//! Bulk uploads from a virtual desktop to a cloud store that is not the company's.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{counted, hours, later, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let desktops: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("desktops").by("person").into_iter().collect();
    let own_use: BTreeSet<&str> =
        gathered.rows("own_use").iter().filter_map(|it| it.text("storage")).collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("uploads").by("person") {
        let desktops = desktops.get(person).map(Vec::as_slice).unwrap_or_default();
        let inside: Vec<Row<'_>> = rows.iter().filter(|it| from_desktop(it, desktops)).copied().collect();
        let (named, unnamed): (Vec<Row<'_>>, Vec<Row<'_>>) =
            inside.iter().partition(|it| it.text("account").is_some());
        let private = uploads(person, &named, &unnamed, desktops, gathered);
        if let Some(finding) = private {
            res.push(finding);
            continue;
        }
        // Where the company itself keeps files in a service, an upload whose account nobody names is its own.
        let strange: Vec<Row<'_>> = unnamed
            .iter()
            .filter(|it| it.text("storage").is_some_and(|it| !own_use.contains(it)))
            .copied()
            .collect();
        res.extend(uploads(person, &strange, &[], desktops, gathered));
    }
    res
}

/// The host is a virtual desktop; or it is no computer of the register, and the person was on one.
fn from_desktop(row: &Row<'_>, desktops: &[Row<'_>]) -> bool {
    if row.is("on_vdi") {
        return true;
    }
    let (false, Some(from), Some(to)) = (row.is("registered"), row.time("at"), row.time("last_at")) else {
        return false;
    };
    desktops.iter().any(|it| within(it, from, to))
}

/// A session whose end nobody logged is taken to last a working day.
fn within(desktop: &Row<'_>, from: Timestamp, to: Timestamp) -> bool {
    let (Some(begun), Some(last)) = (desktop.time("at"), desktop.time("last_at")) else { return false };
    let end = if desktop.int("ended") == Some(1) { last } else { last.max(later(begun, hours(10))) };
    from >= begun && to <= end
}

#[derive(Default)]
struct Amount {
    files: i64,
    megabytes: f64,
}

/// What one product saw within a day that ends with this row; two products see the same upload twice.
fn amount(rows: &[Row<'_>], last: &Row<'_>, gathered: &Gathered) -> Amount {
    let mut by_product: BTreeMap<&str, Amount> = BTreeMap::new();
    let Some(to) = last.time("hour") else { return Amount::default() };
    for row in rows {
        let Some(from) = row.time("hour") else { continue };
        if from <= to && to.duration_since(from) < gathered.hours("hours") {
            let amount = by_product.entry(row.text("product").unwrap_or_default()).or_default();
            amount.files += row.int("files").unwrap_or(0);
            amount.megabytes += row.number("bytes").unwrap_or(0.0) / 1e6;
        }
    }
    let mut res = Amount::default();
    for amount in by_product.into_values() {
        res.files = res.files.max(amount.files);
        res.megabytes = res.megabytes.max(amount.megabytes);
    }
    res
}

fn uploads(
    person: &str,
    rows: &[Row<'_>],
    beside: &[Row<'_>],
    desktops: &[Row<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    let enough = |it: &Row<'_>| {
        let amount = amount(rows, it, gathered);
        amount.megabytes > gathered.param("megabytes") || amount.files as f64 > gathered.param("files")
    };
    let reached = rows.iter().find(|it| enough(it))?;
    let (first, last) = (rows.first()?, rows.last()?);
    let (from, to) = (first.time("at")?, last.time("last_at")?);
    let mut totals: BTreeMap<&str, Amount> = BTreeMap::new();
    for row in rows {
        let total = totals.entry(row.text("product").unwrap_or_default()).or_default();
        total.files += row.int("files").unwrap_or(0);
        total.megabytes += row.number("bytes").unwrap_or(0.0) / 1e6;
    }
    let files = totals.values().map(|it| it.files).max().unwrap_or(0);
    let megabytes = totals.values().map(|it| it.megabytes).fold(0.0, f64::max);
    let services: BTreeSet<String> =
        rows.iter().filter_map(|it| it.text("storage")).map(|it| it.replace('_', " ")).collect();
    let accounts: BTreeSet<&str> = rows.iter().filter_map(|it| it.text("account")).collect();
    let level = if accounts.is_empty() { "unknown_account" } else { "private_account" };
    let whose = match accounts.first() {
        Some(only) if accounts.len() == 1 => format!("account {only}"),
        Some(_) => counted(accounts.len(), "account", "accounts") + " outside the company",
        None => "an account that nobody names".to_owned(),
    };
    let sentence = format!(
        "{} with {megabytes:.0} MB uploaded from a virtual desktop to {}, {whose}, {}",
        counted(usize::try_from(files).unwrap_or(0), "file", "files"),
        services.into_iter().collect::<Vec<_>>().join(" and "),
        period(from, to)
    );
    let mut refs: Vec<i64> = rows.iter().flat_map(|it| it.refs("refs").into_iter().take(24)).collect();
    let session =
        desktops.iter().find(|it| within(it, from, from)).map(|it| it.refs("ref")).unwrap_or_default();
    let place = refs.len().min(6);
    refs.splice(place..place, session);
    refs.extend(beside.iter().flat_map(|it| it.refs("refs").into_iter().take(24)));
    Some(Finding::about(person, level, reached.time("known_at")?, sentence, refs)?.between(from, to))
}
