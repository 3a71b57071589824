//! A vouched for B; B was let go; C, who is tied to them, took B's seat.
//!
//! The statement is about C alone. A and B stand beside it: each is checked on their own facts.

use std::collections::BTreeMap;

use model::{Finding, Row};

use super::parts::{Part, finding, standing, told};
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let parts: BTreeMap<&str, Vec<Part<'_>>> =
        gathered.main().by("person").into_iter().map(|(person, rows)| (person, standing(&rows))).collect();
    let vouched: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("vouched").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, seats) in gathered.rows("seats").by("person") {
        let Some(chain) = of(&parts, person, "off-replacement-chain") else { continue };
        for seat in seats {
            let Some(leaver) = seat.text("leaver").filter(|_| seat.text("end_reason").is_some_and(let_go))
            else {
                continue;
            };
            // The seat that the chain is about: its record is among the chain's.
            if !seat.refs("leaver_ref").iter().any(|it| chain.refs.contains(it)) {
                continue;
            }
            let Some(reference) = of(&parts, leaver, "app-mutual-reference") else { continue };
            let Some(voucher) =
                vouched.get(leaver).and_then(|it| it.iter().find(|row| row.text("referee") != Some(person)))
            else {
                continue;
            };
            let (Some(referee), Some(end)) = (voucher.text("referee"), seat.time("end_date")) else {
                continue;
            };
            let sentence =
                format!("{referee} vouched for {leaver}, who was let go on {}; {}", day(end), told(chain));
            let found = finding(person, "chain", &[chain, reference], sentence);
            res.extend(found.map(|it| it.with([referee, leaver])));
            break;
        }
    }
    res
}

fn of<'p, 'a>(
    parts: &'p BTreeMap<&str, Vec<Part<'a>>>,
    person: &str,
    indicator: &str,
) -> Option<&'p Part<'a>> {
    parts.get(person)?.iter().filter(|it| it.indicator == indicator).min_by_key(|it| it.known_at)
}

/// The company ended it, over conduct or work. Not: a farewell of one's own, the end of a term, a reduction of staff.
fn let_go(reason: &str) -> bool {
    let reason = reason.to_lowercase();
    let ended = [
        "perform",
        "dismiss",
        "terminat",
        "let go",
        "fired",
        "misconduct",
        "probation",
        "discharg",
        "cause",
        "fraud",
        "breach",
    ];
    let otherwise =
        ["redundan", "layoff", "laid off", "resign", "own wish", "end of contract", "retire", "not perform"];
    ended.iter().any(|it| reason.contains(it)) && !otherwise.iter().any(|it| reason.contains(it))
}

#[cfg(test)]
mod tests {
    use super::let_go;

    #[test]
    fn only_who_was_sent_away_was_let_go() {
        for reason in ["performance", "Terminated for cause", "dismissed", "failed probation"] {
            assert!(let_go(reason), "{reason}");
        }
        for reason in ["resigned", "redundancy", "contract terminated: layoff", "end of contract"] {
            assert!(!let_go(reason), "{reason}");
        }
    }
}
