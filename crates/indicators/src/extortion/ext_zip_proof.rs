//! A mailed archive whose members bear the names of company files.

use std::collections::BTreeSet;

use model::{Finding, Subject};

use super::attribution::{Company, finding, senders};
use crate::Gathered;
use crate::explanations::day;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let senders = senders(gathered);
    let company = Company::of(gathered);
    let span = gathered.days("days_after_leaving");
    let mut res = Vec::new();
    for sender in &senders {
        for message in sender.messages.iter().filter(|it| !it.members.is_empty()) {
            let leavers = company.leavers(message.at, span);
            let known = sender.person.filter(|it| leavers.iter().any(|leaver| leaver.person == *it));
            // An applicant or a worker who writes under a name the company knows sends what they were asked for.
            if sender.person.is_some() && known.is_none() {
                continue;
            }
            let names: BTreeSet<&str> = company.own_names(&message.members, message.at).into_iter().collect();
            let rare: Vec<&str> = names
                .iter()
                .copied()
                .filter(|it| company.people_of(it) <= gathered.count("people_max"))
                .collect();
            if rare.len() < gathered.count("names_min").max(1) {
                continue;
            }
            let attribution = company.attribute(sender.address, known, &rare, message.at, span);
            let level = match attribution.subject {
                Subject::Person(_) => "proof",
                Subject::Handle { .. } => "names",
            };
            let sentence = format!(
                "archive mailed by {} on {} holds {} names, {} of which company files bear{}",
                sender.address,
                day(message.at),
                message.members.len(),
                rare.len(),
                attribution.because()
            );
            let refs = message.records.iter().chain(&attribution.records).copied().collect();
            res.extend(
                finding(&attribution, level, message.known_at, sentence, refs)
                    .map(|it| it.between(message.at, message.at)),
            );
        }
    }
    res
}
