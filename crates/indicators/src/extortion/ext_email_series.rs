//! A run of mails to leaders from a mailbox nobody knew, soon after somebody left.

use model::{Finding, Subject};

use super::attribution::{Company, cases, finding, senders};
use crate::Gathered;
use crate::explanations::{counted, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let senders = senders(gathered);
    let company = Company::of(gathered);
    let mut res = Vec::new();
    for case in cases(gathered, &senders, &company) {
        let (Some(first), Some(last)) = (case.run.first(), case.run.last()) else { continue };
        let days = first.at.duration_since(case.leaver_end).as_hours().max(0) / 24;
        let mut sentence = format!(
            "{} from {} to {} {}",
            counted(case.run.len(), "mail", "mails"),
            case.sender.address,
            counted(case.leaders.len(), "leader or office", "leaders or offices"),
            period(first.at, last.at)
        );
        match case.attribution.subject {
            Subject::Person(_) => sentence.push_str(&format!(", {days} days after the last day")),
            Subject::Handle { .. } => sentence.push_str(&format!(", {days} days after the latest last day")),
        }
        if case.own_names > 0 {
            sentence.push_str(&format!(
                ", showing {} of company files",
                counted(case.own_names, "name", "names")
            ));
        }
        if case.demand {
            sentence.push_str(", with a price");
        }
        sentence.push_str(&case.attribution.because());
        let mut refs: Vec<i64> = case.run.iter().flat_map(|it| it.records.iter().copied()).collect();
        refs.extend(case.attribution.records.iter().copied());
        // The second mail makes it a run, whatever came first.
        let reached = case.run.get(gathered.count("messages_min").saturating_sub(1)).unwrap_or(last);
        let proof = case.run.iter().find(|it| it.topics.contains("ransom_demand") || !it.members.is_empty());
        let proved = proof.map_or(last.known_at, |it| it.known_at).max(reached.known_at);
        let Some(found) = finding(&case.attribution, "proved", proved, sentence, refs) else { continue };
        let found = found.between(first.at, last.at);
        res.push(if reached.known_at < proved { found.earlier(reached.known_at, "run") } else { found });
    }
    res
}
