//! A private cloud folder shared with leaders within a day of a run of threatening mails.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::Finding;

use super::attribution::{Case, Company, Sender, cases, finding, senders};
use crate::Gathered;
use crate::explanations::day;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let senders = senders(gathered);
    let company = Company::of(gathered);
    let mut res = Vec::new();
    for case in cases(gathered, &senders, &company) {
        for (sharer, share) in shares(gathered, &senders, &case) {
            let item = share.item.map_or(String::new(), |it| format!(" `{it}`"));
            let sentence = format!(
                "a folder or file{item} shared by {sharer} with {} on {}, within {} hours of mails from {}{}",
                if share.leaders.len() == 1 {
                    "a leader".to_owned()
                } else {
                    format!("{} leaders", share.leaders.len())
                },
                day(share.at),
                gathered.param("share_hours"),
                case.sender.address,
                case.attribution.because()
            );
            let found = finding(
                &case.attribution,
                "share",
                share.known_at.max(case_known(&case)),
                sentence,
                share.records,
            );
            res.extend(found.map(|it| it.between(share.at, share.at)));
        }
    }
    res
}

/// The mail that made it a run: before it, a share was only a share.
fn case_known(case: &Case<'_>) -> Timestamp {
    case.run.get(1).or(case.run.first()).map_or(Timestamp::MIN, |it| it.known_at)
}

struct Share<'a> {
    at: Timestamp,
    known_at: Timestamp,
    item: Option<&'a str>,
    leaders: BTreeSet<&'a str>,
    records: Vec<i64>,
}

/// Shares that notices and the drive's own log tell of, by who shared.
fn shares<'a>(
    gathered: &'a Gathered,
    senders: &'a [Sender<'a>],
    case: &Case<'a>,
) -> BTreeMap<&'a str, Share<'a>> {
    let mut res: BTreeMap<&'a str, Share<'a>> = BTreeMap::new();
    let near = |at: Timestamp| {
        case.run.iter().any(|it| at.duration_since(it.at).abs() <= gathered.hours("share_hours"))
    };
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for message in senders.iter().flat_map(|it| &it.messages) {
        let Some(sharer) = message.sharer else { continue };
        // Who shared before all this is somebody the company deals with.
        if message.sharer_known || message.at < case.leaver_end {
            known.insert(sharer);
            continue;
        }
        if !message.sharer_consumer || message.leaders.is_empty() || !near(message.at) {
            continue;
        }
        let share = res.entry(sharer).or_insert_with(|| Share {
            at: message.at,
            known_at: message.known_at,
            item: message.shared_item,
            leaders: BTreeSet::new(),
            records: Vec::new(),
        });
        share.leaders.extend(message.leaders.iter().map(String::as_str));
        share.records.extend(message.records.iter().copied());
    }
    for row in gathered.rows("shares").iter() {
        let (Some(at), Some(sharer), Some(target)) = (row.time("at"), row.text("sharer"), row.text("target"))
        else {
            continue;
        };
        if at < case.leaver_end {
            known.insert(sharer);
        } else if near(at) && case.leaders.contains(target) {
            let share = res.entry(sharer).or_insert_with(|| Share {
                at,
                known_at: row.time("known_at").unwrap_or(at),
                item: row.text("item"),
                leaders: BTreeSet::new(),
                records: Vec::new(),
            });
            share.leaders.insert(target);
            share.records.extend(row.refs("ref"));
        }
    }
    res.retain(|sharer, _| !known.contains(sharer));
    res
}
