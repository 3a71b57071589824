//! A laptop that goes to a freight forwarder or to a shop that rents out mailboxes.

use model::Finding;

use crate::Gathered;
use crate::explanations::period;
use crate::places::{stated, town};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
        let (Some(from), Some(to), Some(known_at)) =
            (first.time("at"), last.time("at"), first.time("known_at"))
        else {
            continue;
        };
        let kind = if rows.iter().any(|it| it.text("address_type") == Some("forwarder")) {
            "a freight forwarder"
        } else {
            "a shop that rents out mailboxes"
        };
        let place = rows.iter().find_map(stated).map_or_else(|| "an unknown town".to_owned(), |it| town(&it));
        let mut sentence = format!("laptop sent to {kind} in {place} {}", period(from, to));
        if let Some(who) = rows.iter().find_map(|it| it.text("requested_by")) {
            sentence += &format!(", asked for by {who}");
        }
        let refs = rows.iter().flat_map(|it| it.refs("ref")).collect();
        res.extend(Finding::about(person, "shop", known_at, sentence, refs).map(|it| it.between(from, to)));
    }
    res
}
