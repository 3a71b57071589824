//! Two groups of a company mailbox's own mails that differ as two hands do, with program, line and hours of each beside them.

use model::Finding;

use crate::Gathered;
use crate::explanations::period;
use crate::writing_hands::{self, By, Hands};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, hands) in writing_hands::all(gathered) {
        let at_least = |value: Option<f64>| value.is_some_and(|it| it >= gathered.param("goes_with"));
        let lined_up = match hands.by {
            By::Client | By::Network => true,
            By::Hours | By::Text => at_least(hands.with_client) || at_least(hands.with_network),
        };
        let level = match (lined_up, hands.excess >= gathered.param("excess_far")) {
            (true, true) => "far_apart",
            (true, false) => "lined_up",
            (false, _) => "split",
        };
        let finding = Finding::about(person, level, hands.known_at, sentence(&hands), hands.refs.clone());
        res.extend(finding.map(|it| it.between(hands.from, hands.to)));
        if !lined_up && hands.by == By::Text {
            res.extend(one_desk(person, &hands, gathered));
        }
    }
    res
}

fn sentence(hands: &Hands<'_>) -> String {
    let by = match hands.by {
        By::Client => "the mailing program parts them",
        By::Network => "the network they came from parts them",
        By::Hours => "the hours of the day part them",
        By::Text => "the texts alone part them",
    };
    let groups = hands
        .groups
        .each_ref()
        .map(|it| format!("{} mails with {} words ({})", it.mails, it.words, it.looks));
    format!(
        "mails sent by {} {} fall into two styles: {}, and {}; {by}, and they lie {:.3} further apart than by lot",
        hands.sender,
        period(hands.from, hands.to),
        groups[0],
        groups[1],
        hands.excess
    )
}

/// Every mail says where it came from, and both styles come from there: a drafting program, or a change of tone.
fn one_desk(person: &str, hands: &Hands<'_>, gathered: &Gathered) -> Option<Finding> {
    let apart_from = |value: Option<f64>| value.is_none_or(|it| it <= gathered.param("apart_from"));
    if !hands.all_told || !apart_from(hands.with_client) || !apart_from(hands.with_network) {
        return None;
    }
    let sentence = format!("both styles of {} come from the same programs and networks", hands.sender);
    let finding = Finding::about(person, "one_desk", hands.known_at, sentence, hands.refs.clone())?;
    Some(finding.between(hands.from, hands.to))
}
