//! A request that pay be sent by a transfer service, in crypto currency, or to somebody else's account.

use model::{Finding, Row};

use crate::pay_routes::says_called_back;
use crate::{Gathered, day};

/// Topics of a request, from the weakest on, and what each asks for.
const KINDS: [(&str, &str, &str); 3] = [
    ("money_transfer_request", "request", "by a transfer or payout service"),
    ("crypto_pay_request", "request", "in crypto currency"),
    ("third_party_pay", "third_party", "to somebody else's account"),
];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        for row in &rows {
            res.extend(request(person, row));
            res.extend(explained(person, row));
        }
    }
    res
}

fn asked(row: &Row<'_>) -> Vec<(&'static str, &'static str)> {
    let topics = row.texts("topics");
    let asked = KINDS.iter().filter(|it| topics.contains(&it.0));
    asked.map(|(_, level, what)| (*level, *what)).collect()
}

fn request(person: &str, row: &Row<'_>) -> Option<Finding> {
    let asked = asked(row);
    let (level, _) = *asked.last()?;
    let what: Vec<&str> = asked.iter().map(|it| it.1).collect();
    let at = row.time("at")?;
    let told = row.text("told")?;
    let mut sentence = format!("asked in a {told} on {} that pay be sent {}", day(at), what.join(", "));
    if let Some(start) = row.time("start_at").filter(|it| *it <= at) {
        sentence += &format!(", {} days after the start", at.duration_since(start).as_hours() / 24);
    }
    let known_at = row.time("known_at").unwrap_or(at);
    Some(Finding::about(person, level, known_at, sentence, row.refs("ref"))?.between(at, at))
}

/// The company looked and wrote down that the account is the worker's own; never for another's account.
fn explained(person: &str, row: &Row<'_>) -> Option<Finding> {
    if asked(row).last()?.0 != "request" {
        return None;
    }
    let resolution = row.text("resolution")?;
    let plain = resolution.to_lowercase();
    let recorded = ["in the contract", "as agreed", "in own name", "holder is the worker"]
        .iter()
        .any(|it| plain.contains(it));
    if !says_called_back(resolution) && !recorded {
        return None;
    }
    let at = row.time("at")?;
    let known_at = row.time("known_at").unwrap_or(at);
    let sentence = "payroll answered that the account was checked or stands in the contract".to_owned();
    Some(Finding::about(person, "explained", known_at, sentence, row.refs("ref"))?.between(at, at))
}
