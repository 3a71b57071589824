//! Two groups of one sender's mails that differ more than one hand's do, whatever the mailbox.

use model::Finding;

use crate::Gathered;
use crate::explanations::period;
use crate::writing_hands;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, hands) in writing_hands::all(gathered) {
        let [one, other] = &hands.groups;
        let sentence = format!(
            "style varies among mails sent by {} {}: {} mails with {} words and {} mails with {} words lie {:.3} further apart than by lot",
            hands.sender,
            period(hands.from, hands.to),
            one.mails,
            one.words,
            other.mails,
            other.words,
            hands.excess
        );
        let finding = Finding::about(person, "varied", hands.known_at, sentence, hands.refs.clone());
        res.extend(finding.map(|it| it.between(hands.from, hands.to)));
    }
    res
}
