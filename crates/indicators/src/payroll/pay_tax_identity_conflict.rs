//! A no-match notice about a worker, or a complaint by somebody whose name the worker is said to use.

use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::day;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    gathered.main().by("person").iter().filter_map(|(person, rows)| told(person, rows)).collect()
}

fn told(person: &str, rows: &[Row<'_>]) -> Option<Finding> {
    let complaint = rows.iter().find(|it| it.texts("topics").contains(&"identity_owner_complaint"));
    let notice = rows.iter().find(|it| it.texts("topics").contains(&"identity_no_match"));
    let telling = complaint.or(notice)?;
    let at = telling.time("at")?;
    let known_at = telling.time("known_at").unwrap_or(at);
    let place = telling.text("id").map_or_else(|| "a mail".to_owned(), |it| format!("ticket {it}"));
    let (level, said) = match complaint {
        Some(_) => ("complaint", "says that somebody else's name and number are used"),
        None => ("notice", "tells of an office that finds no match between name and number"),
    };
    let sentence = format!("{place} {said}, on {}", day(at));
    let others = rows.iter().flat_map(|it| it.refs("ref"));
    let refs = telling.refs("ref").into_iter().chain(others).collect();
    let res = Finding::about(person, level, known_at, sentence, refs)?.between(rows.first()?.time("at")?, at);
    let earlier =
        notice.and_then(|it| it.time("known_at")).filter(|it| complaint.is_some() && *it < known_at);
    Some(match earlier {
        Some(before) => res.earlier(before, "notice"),
        None => res,
    })
}
