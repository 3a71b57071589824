//! Somebody whose picture and voice come a tenth of a second late, day after day, as what is typed through a computer
//! elsewhere does. Calls are the only figures of it that products export.

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
        // Later still is another sign's: satellites are.
        if late.ms > gathered.param("ms_max") || !late.stands_out(&usual, gathered) {
            continue;
        }
        let steady = late.wired_days >= gathered.count("steady_days")
            && late.wired_ms.is_some_and(|it| it > gathered.param("ms"))
            && late.spread <= gathered.param("steady_spread");
        let mut sentence = format!(
            "calls come {} ms late in the middle of {}, where {} ms are usual here",
            late.ms.round(),
            late.calls_in_words(),
            usual.ms.round()
        );
        if steady {
            sentence += &format!(", on a cable too ({} days)", late.wired_days);
        }
        let level = if steady { "steady" } else { "late" };
        let Some(finding) = Finding::about(person, level, late.known_at, sentence, late.refs.clone()) else {
            continue;
        };
        let finding = finding.between(late.from, late.to);
        res.extend(of_rural_line(tickets.get(person).map(Vec::as_slice).unwrap_or_default(), &finding));
        res.push(finding);
    }
    res
}
