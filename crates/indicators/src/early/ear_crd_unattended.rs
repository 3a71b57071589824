//! A command that makes a computer reachable through Chrome Remote Desktop with nobody in front of it.

use std::collections::BTreeSet;

use model::Finding;

use crate::Gathered;
use crate::explanations::day;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    let by_person = gathered.main().by("person");
    for (person, rows) in &by_person {
        let row = rows.iter().find(|it| it.is("has_pin")).or(rows.first());
        let Some((row, at)) = row.and_then(|it| Some((it, it.time("at")?))) else { continue };
        // One script of IT's reaches many machines in a short time.
        let others: BTreeSet<&str> = by_person
            .iter()
            .filter(|(_, rows)| {
                let near = |it: &model::Row<'_>| {
                    it.time("at")
                        .is_some_and(|other| other.duration_since(at).abs() <= gathered.days("fleet_days"))
                };
                rows.iter().any(near)
            })
            .map(|(person, _)| *person)
            .collect();
        let level = if others.len() >= gathered.count("fleet_people") {
            "fleet"
        } else if row.is("has_pin") {
            "pin"
        } else {
            "host"
        };
        let sentence = format!(
            "chrome remote desktop host started from the command line on {} on {}{}{}",
            row.text("device_name").unwrap_or("a computer"),
            day(at),
            if row.is("has_pin") {
                ", with its PIN in the command"
            } else {
                ", with an access code in the command"
            },
            if level == "fleet" { ", as on several machines at that time" } else { "" }
        );
        let known_at = row.time("known_at").unwrap_or(at);
        let refs = row.refs("ref").into_iter().chain(rows.iter().flat_map(|it| it.refs("ref"))).collect();
        let to = rows.last().and_then(|it| it.time("at")).unwrap_or(at);
        res.extend(Finding::about(person, level, known_at, sentence, refs).map(|it| it.between(at, to)));
    }
    res
}
