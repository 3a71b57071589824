//! Applications, and other calls to the application portal, that came from a VPN, a hosting company, a pool of lines or Tor.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::Finding;

use crate::Gathered;
use crate::explanations::{counted, days_of};
use crate::networks::{Anonymity, anonymity};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let mut found = Vec::new();
        for row in &rows {
            if let (Some(kind), Some(at)) =
                (anonymity(row.text("labels").unwrap_or_default()), row.time("at"))
            {
                found.push((kind, at, row));
            }
        }
        let days: BTreeSet<Timestamp> = found.iter().filter_map(|it| it.2.time("on_day")).collect();
        let kinds: BTreeSet<Anonymity> = found.iter().map(|it| it.0).collect();
        let ips: BTreeSet<&str> = found.iter().filter_map(|it| it.2.text("ip")).collect();
        let (Some((_, from, first)), Some((_, to, _))) = (found.first(), found.last()) else { continue };
        let Some(known_at) = first.time("known_at") else { continue };
        let words: Vec<&str> = kinds.iter().map(|it| it.words()).collect();
        let mut steps: Vec<(Timestamp, &str)> = vec![(known_at, "vpn")];
        let pool = found.iter().find(|it| it.0.is_uncommon()).and_then(|it| it.2.time("known_at"));
        steps.extend(pool.map(|it| (it, "pool")));
        let enough = gathered.count("days").checked_sub(1).and_then(|it| days.iter().nth(it));
        let many = found.iter().find(|it| it.2.time("on_day").as_ref() == enough && enough.is_some());
        steps.extend(many.and_then(|it| it.2.time("known_at")).map(|it| (it, "days")));
        let sentence = format!(
            "applied from {}, {}, {}",
            words.join(" and "),
            counted(ips.len(), "address", "addresses"),
            days_of(days.len(), *from, *to)
        );
        let refs = found.iter().flat_map(|it| it.2.refs("refs")).collect();
        let Some((at, level)) = steps.pop() else { continue };
        let Some(finding) = Finding::about(person, level, at, sentence, refs) else { continue };
        res.push(finding.between(*from, *to).grown(steps.into_iter().rev()));
    }
    res
}
