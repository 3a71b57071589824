//! What innocently explains a sign: a ticket that was open, a journey that was approved.
//!
//! In: rows of the views `tickets` and `travel`. Out: whether they cover a moment, and the records that say so.
//! Which of them explains what is for each judge to say.

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row, Rows};

/// A day as a reader writes it: `2026-03-04`.
pub(crate) fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// `one` or `many` behind its number.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// `on 2026-03-04`, or `between 2026-03-04 and 2026-03-09`.
pub(crate) fn period(from: Timestamp, to: Timestamp) -> String {
    let (first, last) = (day(from), day(to));
    if first == last { format!("on {first}") } else { format!("between {first} and {last}") }
}

/// `on 2026-03-04`, or `on 3 days between 2026-03-04 and 2026-03-09`.
pub(crate) fn days_of(count: usize, from: Timestamp, to: Timestamp) -> String {
    if count <= 1 { period(from, to) } else { format!("on {count} days {}", period(from, to)) }
}

/// Letters and digits alone, in lower case: `Quick Assist` and `quick_assist` are one.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect()
}

pub(crate) fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// The moment that lies `span` later; the last one there is where the calendar ends.
pub(crate) fn later(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.checked_add(span).unwrap_or(Timestamp::MAX)
}

/// The moment that lies `span` earlier.
pub(crate) fn before(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.checked_sub(span).unwrap_or(Timestamp::MIN)
}

/// First days of work, from rows with `person` and `start_at`.
pub(crate) fn starts(rows: &Rows) -> std::collections::BTreeMap<&str, Timestamp> {
    rows.iter().filter_map(|it| Some((it.text("person")?, it.time("start_at")?))).collect()
}

/// One request to the help desk that was not turned down.
pub(crate) struct Ticket<'a> {
    pub record: i64,
    pub opened: Timestamp,
    pub known_at: Timestamp,
    /// When it was closed; where nobody says, a week after it was opened.
    pub closed: Timestamp,
    topics: Vec<&'a str>,
    text: String,
}

/// Words of a resolution that say no.
const REFUSALS: [&str; 7] =
    ["refused", "denied", "declined", "rejected", "not approved", "not allowed", "not granted"];

impl<'a> Ticket<'a> {
    /// Reads a row with `ref`, `at`, `known_at`, `closed_at`, `subject`, `body`, `resolution` and `topics`.
    pub fn of(row: &Row<'a>) -> Option<Ticket<'a>> {
        let resolution = row.text("resolution").unwrap_or_default().to_lowercase();
        if REFUSALS.iter().any(|it| resolution.contains(it)) {
            return None;
        }
        let opened = row.time("at")?;
        let mut text = String::new();
        for column in ["subject", "body", "resolution"] {
            text.push_str(row.text(column).unwrap_or_default());
            text.push('\n');
        }
        Some(Ticket {
            record: row.int("ref")?,
            opened,
            known_at: row.time("known_at").unwrap_or(opened),
            closed: row.time("closed_at").unwrap_or_else(|| later(opened, hours(7 * 24))),
            topics: row.texts("topics"),
            text,
        })
    }

    /// Tickets of everybody, in the order of the query, which is by person.
    pub fn by_person(rows: &'a Rows) -> std::collections::BTreeMap<&'a str, Vec<Ticket<'a>>> {
        let mut res = std::collections::BTreeMap::new();
        for (person, rows) in rows.by("person") {
            res.insert(person, rows.iter().filter_map(Ticket::of).collect());
        }
        res
    }

    pub fn speaks_of(&self, topic: &str) -> bool {
        self.topics.contains(&topic)
    }

    /// Whether its text names the tool, however it is spelt.
    pub fn names(&self, tool: &str) -> bool {
        squeezed(&self.text).contains(&squeezed(tool))
    }

    /// Whether its text has one of the words, in any case.
    pub fn says(&self, words: &[&str]) -> bool {
        let text = self.text.to_lowercase();
        words.iter().any(|it| text.contains(it))
    }

    /// While it was being worked on: from an hour before it was opened to a day after it was closed.
    pub fn was_open(&self, at: Timestamp) -> bool {
        at >= before(self.opened, hours(1)) && at <= later(self.closed, hours(24))
    }

    /// From the day it was opened on, for `span`.
    pub fn within(&self, at: Timestamp, span: SignedDuration) -> bool {
        at >= before(self.opened, hours(24))
            && at <= later(self.opened, span).max(later(self.closed, hours(24)))
    }

    /// Speaks for the person of a finding, over the same window, from when both were known.
    pub fn explains(&self, finding: &Finding, sentence: String) -> Option<Finding> {
        let known_at = self.known_at.max(finding.known_at());
        let said = Finding::new(finding.subject.clone(), "explained", known_at, sentence, vec![self.record])?;
        Some(said.between(finding.from, finding.to))
    }

    /// Where it names numbers of a remote-access tool, the other side's must be among them.
    pub fn allows_peer(&self, peer: Option<&str>) -> bool {
        let mut numbers: Vec<String> = Vec::new();
        let mut digits = String::new();
        for letter in self.text.chars().chain(std::iter::once('\n')) {
            if letter.is_ascii_digit() {
                digits.push(letter);
            } else if letter != ' ' || digits.is_empty() {
                if (9..=10).contains(&digits.len()) {
                    numbers.push(digits.clone());
                }
                digits.clear();
            }
        }
        match peer.map(squeezed).filter(|it| !it.is_empty()) {
            Some(peer) => numbers.is_empty() || numbers.contains(&peer),
            None => true,
        }
    }
}

/// A journey that was approved.
pub(crate) struct Journey {
    pub record: i64,
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Journey {
    /// Reads rows with `person`, `ref`, `from`, `to` and `approved`, by person; those not approved are left out.
    pub fn by_person(rows: &Rows) -> std::collections::BTreeMap<&str, Vec<Journey>> {
        let mut res = std::collections::BTreeMap::new();
        for (person, rows) in rows.by("person") {
            let mut journeys = Vec::new();
            for row in rows.iter().filter(|it| it.is("approved")) {
                if let (Some(record), Some(from), Some(to)) =
                    (row.int("ref"), row.time("from"), row.time("to"))
                {
                    journeys.push(Journey { record, from, to });
                }
            }
            res.insert(person, journeys);
        }
        res
    }

    /// From the day before the first day to the day after the last: one travels before one arrives.
    pub fn covers(&self, at: Timestamp) -> bool {
        at >= before(self.from, hours(24)) && at <= later(self.to, hours(48))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(text: &str) -> Ticket<'static> {
        let opened: Timestamp = "2026-03-02T10:00:00Z".parse().unwrap();
        Ticket {
            record: 1,
            opened,
            known_at: opened,
            closed: opened,
            topics: vec!["tool_approval"],
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_number_in_the_ticket_names_who_may_connect() {
        let ticket = ticket("May I use AnyDesk? My id is 900 220 318.");
        assert!(ticket.allows_peer(Some("900220318")));
        assert!(!ticket.allows_peer(Some("900110427")));
        assert!(ticket.names("any_desk"));
    }

    #[test]
    fn a_ticket_without_numbers_names_nobody() {
        assert!(ticket("May I use AnyDesk until 2026?").allows_peer(Some("900110427")));
    }

    #[test]
    fn a_ticket_covers_the_day_after_it_was_closed_and_no_more() {
        let ticket = ticket("");
        assert!(ticket.was_open("2026-03-03T09:00:00Z".parse().unwrap()));
        assert!(!ticket.was_open("2026-03-03T11:00:00Z".parse().unwrap()));
    }
}
