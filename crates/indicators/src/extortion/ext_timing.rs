//! How long after somebody's last day mails began that show the company's files or name a price.

use model::{Finding, Subject};

use super::attribution::{Company, cases, finding, senders};
use crate::Gathered;
use crate::explanations::day;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let senders = senders(gathered);
    let company = Company::of(gathered);
    let mut res = Vec::new();
    for case in cases(gathered, &senders, &company) {
        let Some(first) = case.run.first() else { continue };
        let after = first.at.duration_since(case.leaver_end);
        let days = after.as_hours().max(0) / 24;
        let whose = match case.attribution.subject {
            Subject::Person(_) => "the last day",
            Subject::Handle { .. } => "the latest last day of anybody",
        };
        let sentence = format!(
            "the first mail from {} came on {}, {days} days after {whose}{}",
            case.sender.address,
            day(first.at),
            case.attribution.because()
        );
        let level = if after <= gathered.days("weeks_days") { "weeks" } else { "months" };
        // Known for what it is with the mail that showed files or named a price.
        let telling = case.run.iter().find(|it| {
            it.topics.contains("ransom_demand") || !it.members.is_empty() || !it.mentioned.is_empty()
        });
        let known_at = telling.map_or(first.known_at, |it| it.known_at).max(first.known_at);
        let refs = first.records.clone();
        res.extend(
            finding(&case.attribution, level, known_at, sentence, refs)
                .map(|it| it.between(first.at, first.at)),
        );
    }
    res
}
