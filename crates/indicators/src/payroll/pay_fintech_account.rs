//! Pay that goes to a money transfer or payout service: since when, after what, and whether it was settled openly.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use crate::Gathered;
use crate::pay_routes::{is_own_name, says_called_back};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("tickets").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        for route in routes(&rows) {
            res.extend(statements(person, &rows, &route, tickets, gathered));
        }
    }
    res
}

/// One account at a service: its change and its entry in the register of accounts are one route.
struct Route<'a> {
    service: &'a str,
    records: Vec<Row<'a>>,
    at: Timestamp,
}

/// A change and the register's entry of it are often written down a day apart.
const SAME_ROUTE: SignedDuration = SignedDuration::from_hours(7 * 24);

fn routes<'a>(rows: &[Row<'a>]) -> Vec<Route<'a>> {
    let mut res: Vec<Route<'a>> = Vec::new();
    for row in rows {
        let (Some(service), Some(at)) = (row.text("payment_service"), row.time("at")) else { continue };
        if !matches!(row.text("payment_kind"), Some("money_transfer" | "fintech_payout")) {
            continue;
        }
        let same = res.iter_mut().find(|it| {
            let account = it
                .records
                .iter()
                .any(|other| row.text("account").is_some() && other.text("account") == row.text("account"));
            account || (it.service == service && at.duration_since(it.at) <= SAME_ROUTE)
        });
        match same {
            Some(route) => route.records.push(*row),
            None => res.push(Route { service, records: vec![*row], at }),
        }
    }
    // The change says who asked and from where: it is what a human opens first.
    for route in &mut res {
        route.records.sort_by_key(|it| it.text("kind") != Some("change"));
    }
    res
}

fn statements(
    person: &str,
    rows: &[Row<'_>],
    route: &Route<'_>,
    tickets: &[Row<'_>],
    gathered: &Gathered,
) -> Vec<Finding> {
    let start = route.records.iter().find_map(|it| it.time("start_at"));
    // An account older than the application became known to the company with it.
    let arrived = route.records.iter().find_map(|it| it.time("applied_at").or(it.time("start_at")));
    let known_at = route.records.iter().filter_map(|it| it.time("known_at")).min().unwrap_or(route.at);
    let known_at = arrived.map_or(known_at, |it| it.max(known_at));
    let changed = route.records.iter().any(|it| it.text("kind") == Some("change"));
    let other_before = rows.iter().any(|it| {
        let account = it.text("account");
        let of_route = route.records.iter().any(|own| own.text("account") == account);
        account.is_some() && !of_route && it.time("at").is_some_and(|at| at < route.at)
    });
    let in_first_days = start.is_some_and(|start| {
        route.at >= start && route.at.duration_since(start) <= gathered.days("early_days")
    });
    let early = in_first_days || changed || other_before;
    let day = crate::day(route.at);
    let mut sentence = format!("pay goes to {} since {day}", route.service);
    if let Some(start) = start.filter(|_| in_first_days) {
        sentence += &format!(", {} days after the start", route.at.duration_since(start).as_hours() / 24);
    }
    if changed || other_before {
        sentence += ", in place of another account";
    }
    if let Some(holder) = holder(route).filter(|_| own_name(route) == Some(false)) {
        sentence += &format!(", account holder {holder}");
    }
    let refs = route.records.iter().flat_map(|it| it.refs("ref")).collect();
    let level = if early { "early" } else { "service" };
    let mut res = Vec::new();
    res.extend(
        Finding::about(person, level, known_at, sentence, refs).map(|it| it.between(route.at, route.at)),
    );
    if let Some((known, sentence, refs)) = settled(route, start, changed || other_before, tickets, gathered) {
        let level = if early { "explained_early" } else { "explained" };
        let known = known.max(known_at);
        res.extend(
            Finding::about(person, level, known, sentence, refs)
                .map(|it| it.between(route.at, route.at.max(known))),
        );
    }
    res
}

/// The records that show an open route of the person's own: named since before the start, or called back.
fn settled(
    route: &Route<'_>,
    start: Option<Timestamp>,
    replaced: bool,
    tickets: &[Row<'_>],
    gathered: &Gathered,
) -> Option<(Timestamp, String, Vec<i64>)> {
    if own_name(route) != Some(true) {
        return None;
    }
    if let Some(called) = route.records.iter().find(|it| it.text("channel").is_some_and(says_called_back)) {
        let sentence =
            "the change was confirmed by a call-back, and the account holder is the worker".to_owned();
        return Some((called.time("known_at")?, sentence, called.refs("ref")));
    }
    let start = start?;
    if replaced || start.duration_since(route.at) < gathered.days("declared_before_days") {
        return None;
    }
    let mut refs: Vec<i64> = route.records.iter().flat_map(|it| it.refs("ref")).collect();
    let window = gathered.days("ticket_days");
    let ticket =
        tickets.iter().find(|it| it.time("at").is_some_and(|at| at.duration_since(start).abs() <= window));
    let mut sentence = format!(
        "the same account since {}, {} days before the start, in the worker's own name",
        crate::day(route.at),
        start.duration_since(route.at).as_hours() / 24
    );
    if let Some(ticket) = ticket {
        sentence += ", named to payroll at the start";
        refs.splice(0..0, ticket.refs("ref"));
    }
    let known_at = ticket.and_then(|it| it.time("known_at")).unwrap_or(route.at);
    Some((known_at, sentence, refs))
}

fn holder<'a>(route: &Route<'a>) -> Option<&'a str> {
    route.records.iter().find_map(|it| it.text("account_holder"))
}

/// Whether every stated holder can be the worker; nothing where no holder is stated.
fn own_name(route: &Route<'_>) -> Option<bool> {
    let mut stated = None;
    for row in &route.records {
        let Some(holder) = row.text("account_holder") else { continue };
        let own = is_own_name(&row.texts("names"), holder);
        stated = Some(stated.unwrap_or(true) && own);
    }
    stated
}
