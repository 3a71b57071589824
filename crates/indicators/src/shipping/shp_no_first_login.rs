//! The laptop arrived and was never heard of again, while its worker signs in from something else.

use std::collections::BTreeMap;

use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{day, later};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let Some(reach) = gathered.rows("reach").iter().next() else { return Vec::new() };
    let (Some(until), Some(all), Some(named)) = (reach.time("at"), reach.number("n"), reach.number("named"))
    else {
        return Vec::new();
    };
    // A log that names no devices cannot miss one.
    if named < all * gathered.param("named_share") {
        return Vec::new();
    }
    let work: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("work").by("person").into_iter().collect();
    let back: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("back").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let alive = |row: &Row<'_>| {
            let delivered = row.time("delivered_at");
            let seen = [row.time("seen_at"), row.time("last_check_in")];
            seen.into_iter().flatten().any(|it| delivered.is_some_and(|delivered| it >= delivered))
        };
        // One of several laptops in use: the other is a spare.
        if rows.iter().any(alive) {
            continue;
        }
        let Some(last) = rows.iter().max_by_key(|it| it.time("delivered_at")) else { continue };
        let went_back = back.get(person).into_iter().flatten().any(|it| {
            it.text("asset_serial") == last.text("asset_serial") && it.time("at") >= last.time("delivered_at")
        });
        if went_back {
            continue;
        }
        let days = work.get(person).map(Vec::as_slice).unwrap_or_default();
        res.extend(unused(person, last, days, until, gathered));
    }
    res
}

fn unused(
    person: &str,
    row: &Row<'_>,
    days: &[Row<'_>],
    until: jiff::Timestamp,
    gathered: &Gathered,
) -> Option<Finding> {
    let delivered = row.time("delivered_at")?;
    let deadline = later(delivered, gathered.days("deadline_days"));
    if until < deadline || gathered.now < deadline {
        return None;
    }
    let inside: Vec<&Row<'_>> =
        days.iter().filter(|it| it.time("at").is_some_and(|at| at >= delivered && at <= until)).collect();
    let least = gathered.count("signin_days").max(1);
    let reached = inside.get(least - 1)?.time("at")?;
    let sentence = format!(
        "laptop {} was delivered on {} and was not heard of in the {} days after or later, while the account signed in on {} days",
        row.text("asset_serial")?,
        day(delivered),
        gathered.count("deadline_days"),
        inside.len()
    );
    let mut refs = row.refs("ref");
    refs.extend(inside.iter().take(12).filter_map(|it| it.int("ref")));
    let known_at = deadline.max(reached).max(row.time("known_at")?);
    Some(
        Finding::about(person, "unused", known_at, sentence, refs)?.between(delivered, deadline.max(reached)),
    )
}
