//! Sites that show one-time codes to whoever has the link, and the browser extension that is used for the same.

use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::period;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        res.extend(told(person, &rows));
    }
    res
}

fn told(person: &str, rows: &[Row<'_>]) -> Option<Finding> {
    let sites: Vec<&Row<'_>> = rows.iter().filter(|it| !it.is("popular")).collect();
    let (level, telling) =
        if sites.is_empty() { ("extension", rows.iter().collect()) } else { ("site", sites) };
    let from = telling.iter().filter_map(|it| it.time("at")).min()?;
    let to = telling.iter().filter_map(|it| it.time("last_at")).max()?;
    let known_at = telling.iter().filter_map(|it| it.time("known_at")).min()?;
    let hosts: Vec<&str> = telling.iter().filter_map(|it| it.text("host")).collect();
    let sentence = match level {
        "site" => format!("{} used for one-time codes {}", hosts.join(", "), period(from, to)),
        _ => format!("browser extension for one-time codes ({}) used {}", hosts.join(", "), period(from, to)),
    };
    let refs = telling.iter().flat_map(|it| it.refs("refs").into_iter().take(6)).collect();
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(from, to))
}
