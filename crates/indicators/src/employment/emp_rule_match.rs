//! What the shipped rules and the user's own matched: one line for each person (or device) and rule.

use model::{Finding, PersonId, Row, Subject};

use crate::Gathered;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    gathered.main().iter().filter_map(|row| finding(&row)).collect()
}

fn finding(row: &Row<'_>) -> Option<Finding> {
    let device = row.text("device").unwrap_or_default();
    let subject = match row.text("who").filter(|it| !it.is_empty()) {
        Some(person) => Subject::Person(PersonId::from_column(person)),
        None => Subject::Handle { kind: "device".into(), value: device.into() },
    };
    let (first, last) = (row.time("first_at")?, row.time("last_at")?);
    let times = match row.int("n")? {
        1 => "once".to_owned(),
        n => format!("{n} times"),
    };
    let mut sentence = format!("rule `{}`", row.text("title")?);
    if let Some(author) = row.text("author").filter(|it| !it.is_empty()) {
        sentence += &format!(" by {author}");
    }
    if let Some(level) = row.text("level").filter(|it| !it.is_empty()) {
        sentence += &format!(" (level {level})");
    }
    sentence += &format!(" matched {times}");
    if !device.is_empty() {
        sentence += &format!(" on {device}");
    }
    let mut refs = row.refs("event");
    refs.extend(row.refs("hit"));
    Some(Finding::new(subject, "matched", row.time("known_at")?, sentence, refs)?.between(first, last))
}
