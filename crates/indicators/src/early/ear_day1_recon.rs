//! Commands that describe the machine, together with a question where it seems to stand, in the first days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{day, later, starts};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let lookups: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("lookups").by("person").into_iter().collect();
    let began = starts(gathered.rows("began"));
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("commands").by("person") {
        let Some(start) = began.get(person) else { continue };
        let until = later(*start, gathered.days("first_days"));
        let early: Vec<Row<'_>> =
            rows.into_iter().filter(|it| it.time("at").is_some_and(|at| at <= until)).collect();
        let asked = lookups.get(person).map(Vec::as_slice).unwrap_or_default();
        res.extend(told(person, &early, asked, gathered));
    }
    res
}

/// The day with the most different commands.
fn told(person: &str, commands: &[Row<'_>], lookups: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let window = gathered.hours("window_hours");
    let within = |from: Timestamp, row: &Row<'_>| {
        row.time("at").is_some_and(|at| at >= from && at <= later(from, window))
    };
    let mut best: Option<(Timestamp, Vec<&Row<'_>>, BTreeSet<&str>)> = None;
    for first in commands {
        let Some(from) = first.time("at") else { continue };
        let inside: Vec<&Row<'_>> = commands.iter().filter(|it| within(from, it)).collect();
        let names: BTreeSet<&str> = inside.iter().filter_map(|it| it.text("command")).collect();
        if best.as_ref().is_none_or(|(_, _, most)| most.len() < names.len()) {
            best = Some((from, inside, names));
        }
    }
    let (from, inside, names) = best?;
    if names.len() < gathered.count("commands") {
        return None;
    }
    // The question may come before the commands.
    let asked =
        lookups.iter().find(|it| it.time("at").is_some_and(|at| at.duration_since(from).abs() <= window));
    let list: Vec<&str> = names.iter().copied().collect();
    let mut sentence = format!("{} run on {}", list.join(", "), day(from));
    let mut known_at = inside.iter().filter_map(|it| it.time("known_at")).max()?;
    let mut refs: Vec<i64> = Vec::new();
    let mut level = "looked";
    if let Some(asked) = asked {
        level = "both";
        sentence +=
            &format!(", and {} asked where the machine seems to be", asked.text("host").unwrap_or("a site"));
        known_at = known_at.max(asked.time("known_at").unwrap_or(known_at));
        refs.extend(asked.refs("ref"));
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let telling = inside.iter().filter(|it| it.text("command").is_some_and(|it| seen.insert(it)));
    refs.extend(telling.flat_map(|it| it.refs("ref")));
    let to = inside.iter().filter_map(|it| it.time("at")).max()?;
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(from, to))
}
