//! Mail addresses of applicants that a closed, confirmed case left behind, and mailboxes that are thrown away after use.

use jiff::Timestamp;
use model::Finding;

use crate::Gathered;
use crate::case_artefacts::artefacts;

struct Sign {
    level: &'static str,
    known_at: Timestamp,
    words: String,
    refs: Vec<i64>,
}

/// Levels from the weakest on.
const LEVELS: [&str; 3] = ["disposable", "published", "listed"];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let artefacts = artefacts(gathered);
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let mut signs: Vec<Sign> = Vec::new();
        for row in &rows {
            let (Some(at), Some(known_at)) = (row.time("at"), row.time("known_at")) else { continue };
            let artefact = row.int("artefact").and_then(|it| artefacts.get(&it));
            if let Some(artefact) = artefact.filter(|it| it.holds(at)) {
                let mut refs = row.refs("ref");
                refs.push(artefact.record);
                signs.push(Sign {
                    level: if artefact.published { "published" } else { "listed" },
                    known_at: known_at.max(artefact.closed),
                    words: format!("the mail address is one that {} left behind", artefact.told_by()),
                    refs,
                });
            }
            if row.text("mail_kind") == Some("disposable") {
                let words = "the mailbox is of a service whose addresses are thrown away".to_owned();
                signs.push(Sign { level: "disposable", known_at, words, refs: row.refs("ref") });
            }
        }
        res.extend(finding(person, &signs));
    }
    res
}

fn finding(person: &str, signs: &[Sign]) -> Option<Finding> {
    let first = |level: &str| signs.iter().filter(|it| it.level == level).min_by_key(|it| it.known_at);
    let best = LEVELS.iter().rev().find_map(|it| first(it))?;
    let mut refs = best.refs.clone();
    refs.extend(signs.iter().flat_map(|it| it.refs.iter().copied()));
    let res = Finding::about(person, best.level, best.known_at, best.words.clone(), refs)?;
    let lower = LEVELS.iter().rev().skip_while(|it| **it != best.level).skip(1);
    Some(res.grown(lower.filter_map(|it| Some((first(it)?.known_at, *it)))))
}
