//! A mail from outside that threatens to publish or sell what is the company's, soon after somebody left.

use std::collections::BTreeSet;

use model::Finding;

use super::attribution::{Company, Message, Sender, finding, senders};
use crate::Gathered;
use crate::explanations::{counted, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let senders = senders(gathered);
    let company = Company::of(gathered);
    let mut res = Vec::new();
    for sender in senders.iter().filter(|it| it.consumer) {
        for message in sender.messages.iter().filter(|it| it.topics.contains("publish_threat")) {
            res.extend(threat(sender, message, &company, gathered));
        }
    }
    res
}

fn threat(
    sender: &Sender<'_>,
    message: &Message<'_>,
    company: &Company<'_>,
    gathered: &Gathered,
) -> Option<Finding> {
    let span = gathered.days("days_after_leaving");
    let leavers = company.leavers(message.at, span);
    let known = sender.person.filter(|it| leavers.iter().any(|leaver| leaver.person == *it));
    if message.leaders.is_empty() || leavers.is_empty() || sender.person.is_some() && known.is_none() {
        return None;
    }
    // What the same sender showed or asked before belongs to the threat.
    let before = sender.messages.iter().filter(|it| it.at <= message.at);
    let shown: BTreeSet<String> =
        before.clone().flat_map(|it| it.members.iter().chain(&it.mentioned).cloned()).collect();
    let names = company.own_names(&shown, message.at);
    let price = before.clone().any(|it| it.topics.contains("ransom_demand"));
    let proved = price || names.len() >= gathered.count("names_min");
    let level = match (proved, known) {
        (true, _) => "proved",
        (false, Some(_)) => "own_name",
        (false, None) => "threat",
    };
    let attribution = company.attribute(sender.address, known, &names, message.at, span);
    let mut sentence =
        format!("threat by {} on {} to publish or sell data of the company", sender.address, day(message.at));
    if !names.is_empty() {
        sentence += &format!(", showing {} of company files", counted(names.len(), "name", "names"));
    }
    if price {
        sentence += ", with a price";
    }
    sentence += &attribution.because();
    sentence += "; counsel first sees whether it is a protected report";
    let refs = message.records.iter().chain(&attribution.records).copied().collect();
    Some(finding(&attribution, level, message.known_at, sentence, refs)?.between(message.at, message.at))
}
