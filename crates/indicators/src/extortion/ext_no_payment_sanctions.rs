//! Wherever money is demanded after somebody left: a note that paying may be unlawful. It weighs nothing.

use model::Finding;

use super::attribution::{Company, cases, finding, senders};
use crate::Gathered;
use crate::explanations::day;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let senders = senders(gathered);
    let company = Company::of(gathered);
    let mut res = Vec::new();
    for case in cases(gathered, &senders, &company) {
        for message in case.run.iter().filter(|it| it.topics.contains("ransom_demand")) {
            let sentence = format!(
                "money was demanded by {} on {}: whoever asks may be under sanctions, so that counsel decides before any answer or payment",
                case.sender.address,
                day(message.at)
            );
            let found =
                finding(&case.attribution, "note", message.known_at, sentence, message.records.clone());
            res.extend(found.map(|it| it.between(message.at, message.at)));
        }
    }
    res
}
