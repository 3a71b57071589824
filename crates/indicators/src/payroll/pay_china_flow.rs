//! Pay that leaves the company's sight at a service, to a holder of another name. A note, never a weight.

use model::Finding;

use crate::pay_routes::{Holder, holder_of};
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let other = rows.iter().find(|row| {
            row.text("account_holder").is_some_and(|it| holder_of(&row.texts("names"), it) == Holder::Other)
        });
        let Some(row) = other else { continue };
        let (Some(at), Some(service)) = (row.time("at"), row.text("payment_service")) else { continue };
        let sentence = format!(
            "pay leaves the company's sight at {service} since {}, to another holder; where it goes on to is for investigators to ask",
            day(at)
        );
        let known_at = row.time("known_at").unwrap_or(at);
        res.extend(
            Finding::about(person, "context", known_at, sentence, row.refs("ref"))
                .map(|it| it.between(at, at)),
        );
    }
    res
}
