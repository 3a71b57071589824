//! Hires who hang together: one vouches for another, and they share a house, a pay account or a computer.
//!
//! A person is told of only where they share such a thing themselves: whoever merely vouched for somebody is not. What other
//! signs say of the others is not looked at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, other_people};

/// Something that ties two people.
struct Tie<'a> {
    a: &'a str,
    b: &'a str,
    kind: &'static str,
    /// A house, an account or a computer.
    hard: bool,
    known_at: Timestamp,
    refs: Vec<i64>,
}

/// Which kind of tie a handle makes, and whether it is a hard one.
fn tie_of(kind: &str) -> Option<(&'static str, bool)> {
    Some(match kind {
        "address" => ("an address", true),
        "gateway_mac" => ("a home router", true),
        "account_digest" => ("a pay account", true),
        "mac_addr" | "harddisk_id" => ("a computer", true),
        "phone" => ("a telephone", false),
        "email" => ("a mailbox", false),
        "profile" => ("a profile", false),
        _ => return None,
    })
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.main(), gathered.rows("related"), gathered.rows("agencies"));
    let hires: BTreeMap<&str, Row<'_>> =
        gathered.main().iter().filter_map(|it| Some((it.text("person")?, it))).collect();
    let mut ties = ties(gathered, &known, &hires);
    ties.sort_by(|x, y| (x.known_at, x.a, x.b, x.kind).cmp(&(y.known_at, y.a, y.b, y.kind)));
    let confirmed: BTreeMap<&str, Vec<Row<'_>>> =
        gathered.rows("confirmed").by("person").into_iter().collect();
    let mut res = Vec::new();
    for group in groups(&ties) {
        if group.len() <= gathered.count("people_max") {
            let ties: Vec<&Tie<'_>> = ties.iter().filter(|it| group.contains(it.a)).collect();
            for person in &group {
                res.extend(finding(person, &ties, &hires, &confirmed, gathered));
            }
        }
    }
    res
}

fn ties<'a>(
    gathered: &'a Gathered,
    known: &Acquaintance<'a>,
    hires: &BTreeMap<&'a str, Row<'a>>,
) -> Vec<Tie<'a>> {
    let mut res = Vec::new();
    // Whom a household, an agency or one name explains is not tied by it.
    let strangers = |a: &str, b: &str| {
        hires.contains_key(a)
            && hires.contains_key(b)
            && !known.share_a_home(a, b)
            && known.shared_agency(a, b).is_none()
            && known.naming(a, b) == Naming::Different
    };
    let mut by_value: BTreeMap<(&str, &str), Vec<Row<'_>>> = BTreeMap::new();
    for row in gathered.rows("held").iter() {
        let few = row
            .int("holders")
            .and_then(|it| usize::try_from(it).ok())
            .is_some_and(|it| it <= gathered.count("holders_max"));
        if let (Some(kind), Some(value), true) = (row.text("kind"), row.text("value"), few) {
            by_value.entry((kind, value)).or_default().push(row);
        }
    }
    for ((kind, _), rows) in by_value {
        let Some((kind, hard)) = tie_of(kind) else { continue };
        for (place, one) in rows.iter().enumerate() {
            for other in rows.iter().skip(place + 1) {
                let (Some(a), Some(b)) = (one.text("person"), other.text("person")) else { continue };
                let (Some(since), Some(then)) = (one.time("known_at"), other.time("known_at")) else {
                    continue;
                };
                if strangers(a, b) {
                    let refs = [one.refs("ref"), other.refs("ref")].concat();
                    res.push(Tie { a, b, kind, hard, known_at: since.max(then), refs });
                }
            }
        }
    }
    for row in gathered.rows("vouched").iter() {
        let (Some(a), Some(b), Some(known_at)) =
            (row.text("person"), row.text("referee"), row.time("known_at"))
        else {
            continue;
        };
        if strangers(a, b) {
            res.push(Tie { a, b, kind: "a reference", hard: false, known_at, refs: row.refs("ref") });
        }
    }
    res
}

/// People who hang together over any number of ties.
fn groups<'a>(ties: &[Tie<'a>]) -> Vec<BTreeSet<&'a str>> {
    let mut res: Vec<BTreeSet<&'a str>> = Vec::new();
    for tie in ties {
        let mut joined = BTreeSet::from([tie.a, tie.b]);
        res.retain(|it| {
            let touches = it.contains(tie.a) || it.contains(tie.b);
            if touches {
                joined.extend(it.iter().copied());
            }
            !touches
        });
        res.push(joined);
    }
    res.sort();
    res
}

/// When the group around the person was first large and tied enough, and by what.
fn finding(
    person: &str,
    ties: &[&Tie<'_>],
    hires: &BTreeMap<&str, Row<'_>>,
    confirmed: &BTreeMap<&str, Vec<Row<'_>>>,
    gathered: &Gathered,
) -> Option<Finding> {
    let mut so_far: Vec<Tie<'_>> = Vec::new();
    let mut reached = None;
    for tie in ties {
        so_far.push(Tie {
            a: tie.a,
            b: tie.b,
            kind: tie.kind,
            hard: tie.hard,
            known_at: tie.known_at,
            refs: Vec::new(),
        });
        let Some(group) = groups(&so_far).into_iter().find(|it| it.contains(person)) else { continue };
        let kinds: BTreeSet<&str> =
            so_far.iter().filter(|it| group.contains(it.a)).map(|it| it.kind).collect();
        let own_hard = so_far.iter().any(|it| it.hard && (it.a == person || it.b == person));
        if group.len() >= gathered.count("people_min")
            && kinds.len() >= gathered.count("kinds_min")
            && own_hard
        {
            reached = Some(tie.known_at);
            break;
        }
    }
    let reached = reached?;
    let group: BTreeSet<&str> = ties.iter().flat_map(|it| [it.a, it.b]).filter(|it| *it != person).collect();
    let own: Vec<&&Tie<'_>> = ties.iter().filter(|it| it.a == person || it.b == person).collect();
    let own_kinds: BTreeSet<&str> = own.iter().map(|it| it.kind).collect();
    let mut sentence = format!(
        "tied to {}: shares {} with {}",
        other_people(group.len()),
        own_kinds.iter().copied().collect::<Vec<_>>().join(", "),
        own.iter()
            .map(|it| if it.a == person { it.b } else { it.a })
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
            .join(", ")
    );
    if alike_posts(person, &group, hires, gathered) > 0 {
        sentence += &format!(
            ", {} of them hired for a like post within a year",
            alike_posts(person, &group, hires, gathered)
        );
    }
    let mut refs: Vec<i64> = own.iter().flat_map(|it| it.refs.iter().copied()).collect();
    let from = own.iter().map(|it| it.known_at).min().unwrap_or(reached);
    let others: Vec<&str> = group.iter().copied().collect();
    // What a closed incident confirmed of any of them is a fact, whatever else is thought of anybody.
    let closed = std::iter::once(person)
        .chain(others.iter().copied())
        .filter_map(|it| confirmed.get(it))
        .flatten()
        .find(|it| {
            it.time("expires_at").is_none_or(|it| it >= gathered.now)
                && it.time("closed_at").is_some_and(|it| it <= gathered.now)
        });
    let Some(closed) = closed else {
        return Some(
            Finding::about(person, "linked", reached, sentence, refs)?.between(from, reached).with(others),
        );
    };
    sentence += &format!(
        ", and one of the things shared by a member stands in closed incident {}",
        closed.text("incident_id")?
    );
    refs.extend(closed.refs("ref"));
    refs.extend(closed.refs("own_ref"));
    let since = closed.time("closed_at")?.max(closed.time("known_at").unwrap_or(reached)).max(reached);
    let mut res =
        Finding::about(person, "confirmed", since, sentence, refs)?.between(from, since).with(others);
    if reached < since {
        res = res.earlier(reached, "linked");
    }
    Some(res)
}

/// How many of the group hold a post of the same title in the same department, hired within a year.
fn alike_posts(
    person: &str,
    group: &BTreeSet<&str>,
    hires: &BTreeMap<&str, Row<'_>>,
    gathered: &Gathered,
) -> usize {
    let span: SignedDuration = gathered.days("posts_days");
    let Some(own) = hires.get(person) else { return 0 };
    let post = |it: &Row<'_>| {
        Some((it.text("job_title")?.to_lowercase(), it.text("department").map(str::to_lowercase)))
    };
    let alike = |it: &Row<'_>| match (own.time("start_at"), it.time("start_at")) {
        (Some(start), Some(other)) => {
            post(own).is_some() && post(own) == post(it) && start.duration_since(other).abs() <= span
        }
        _ => false,
    };
    group.iter().filter_map(|it| hires.get(it)).filter(|it| alike(it)).count()
}
