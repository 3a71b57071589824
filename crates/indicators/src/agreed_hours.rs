//! Tickets in which somebody asked about hours of work, and the company agreed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::Rows;

/// A request about the hours of work that was agreed to.
pub(crate) struct Agreed<'a> {
    pub(crate) known_at: Timestamp,
    pub(crate) id: &'a str,
    pub(crate) refs: Vec<i64>,
}

const HOURS: [&str; 6] =
    ["working hours", "work hours", "night shift", "at night", "flexible hours", "my hours"];

const AGREEMENT: [&str; 5] = ["confirmed", "agreed", "approved", "granted", "fine with"];

const REFUSAL: [&str; 4] = ["not approved", "not agreed", "declined", "refused"];

/// The first request of each person about hours that was agreed to.
pub(crate) fn agreements(tickets: &Rows) -> BTreeMap<&str, Agreed<'_>> {
    let mut res = BTreeMap::new();
    for (person, rows) in tickets.by("person") {
        for row in rows {
            let text = |column: &str| row.text(column).unwrap_or_default().to_lowercase();
            let asked = format!("{}\n{}", text("subject"), text("body"));
            let answer = text("resolution");
            let about_hours = HOURS.iter().any(|it| asked.contains(it));
            let yes = AGREEMENT.iter().any(|it| answer.contains(it))
                && !REFUSAL.iter().any(|it| answer.contains(it));
            let known_at = row.time("closed_at").or(row.time("known_at"));
            if let (true, true, Some(known_at)) = (about_hours, yes, known_at) {
                let id = row.text("ticket_id").unwrap_or("of the person");
                res.entry(person).or_insert(Agreed { known_at, id, refs: row.refs("ref") });
            }
        }
    }
    res
}
