//! Calls in which somebody's video always comes very late, far later than everybody else's.

use model::Finding;

use crate::Gathered;
use crate::explanations::Ticket;
use crate::late_lines::{Lateness, crowd, of_rural_line};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let crowd = crowd(gathered.rows("crowd"));
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let Some(late) = Lateness::of(&rows, gathered) else { continue };
        let usual = crowd.without(person);
        if !late.stands_out(&usual, gathered) {
            continue;
        }
        let sentence = format!(
            "video latency of {} ms in the middle of {}, where {} ms are usual here",
            late.ms.round(),
            late.calls_in_words(),
            usual.ms.round()
        );
        let Some(finding) = Finding::about(person, "late", late.known_at, sentence, late.refs.clone()) else {
            continue;
        };
        let finding = finding.between(late.from, late.to);
        res.extend(of_rural_line(tickets.get(person).map(Vec::as_slice).unwrap_or_default(), &finding));
        res.push(finding);
    }
    res
}
