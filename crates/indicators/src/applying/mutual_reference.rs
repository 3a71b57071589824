//! References between people the company knows: both ways round, by somebody hired just before, or by somebody
//! with whom the candidate shares more than a former employer.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;

/// Levels from the weakest on.
const LEVELS: &[&str] = &["confirmed", "recent", "mutual", "linked"];

/// One reference, and what is odd about it.
struct Edge<'a> {
    candidate: &'a str,
    referee: &'a str,
    /// Place in `LEVELS`, and when it was known.
    steps: Vec<(usize, Timestamp)>,
    why: Vec<String>,
    refs: Vec<i64>,
    artefact_refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let related: BTreeSet<(&str, &str)> = gathered
        .rows("related")
        .iter()
        .filter_map(|it| Some((it.text("person")?, it.text("other")?)))
        .collect();
    let checks: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("checks").by("person").into_iter().collect();
    let mut artefacts: BTreeMap<(&str, &str), Vec<Row<'_>>> = BTreeMap::new();
    for row in gathered.rows("artefacts").iter() {
        let many = row
            .int("holders")
            .and_then(|it| usize::try_from(it).ok())
            .is_none_or(|it| it > gathered.count("holders_max"));
        if let (Some(person), Some(referee), false) = (row.text("person"), row.text("referee"), many) {
            artefacts.entry((person, referee)).or_default().push(row);
        }
    }
    let known: BTreeMap<(&str, &str), Timestamp> = gathered
        .main()
        .iter()
        .filter_map(|it| Some(((it.text("person")?, it.text("referee")?), it.time("known_at")?)))
        .collect();
    let mut about: BTreeMap<&str, Vec<Edge<'_>>> = BTreeMap::new();
    for row in gathered.main().iter() {
        let (Some(candidate), Some(referee)) = (row.text("person"), row.text("referee")) else { continue };
        // What two share who share a home is the home's.
        let home = related.contains(&(candidate, referee));
        let shared =
            artefacts.get(&(candidate, referee)).filter(|_| !home).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let checks = checks.get(candidate).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let back = known.get(&(referee, candidate)).copied();
        for person in [candidate, referee] {
            if let Some(edge) = edge(&row, candidate, referee, shared, checks, back, gathered) {
                about.entry(person).or_default().push(edge);
            }
        }
    }
    about.into_iter().filter_map(|(person, edges)| finding(person, &edges)).collect()
}

fn edge<'a>(
    row: &Row<'a>,
    candidate: &'a str,
    referee: &'a str,
    shared: &[Row<'a>],
    checks: &[Row<'a>],
    back: Option<Timestamp>,
    gathered: &Gathered,
) -> Option<Edge<'a>> {
    let at = row.time("known_at")?;
    let confirmed = confirming(row, checks);
    let mut res = Edge {
        candidate,
        referee,
        steps: Vec::new(),
        why: Vec::new(),
        refs: row.refs("ref"),
        artefact_refs: Vec::new(),
    };
    let recent = row.time("referee_start").filter(|it| {
        let months = SignedDuration::from_hours((gathered.param("months") * 30.4375 * 24.0) as i64);
        // Whoever begins within weeks is as new here as somebody who has just begun.
        let since = at.duration_since(*it);
        since < months && since > -gathered.days("days_ahead")
    });
    if let Some(start) = recent {
        let days = at.duration_since(start).as_hours() / 24;
        res.why.push(if start <= at {
            format!("the referee was hired {days} days before")
        } else {
            format!("the referee began here {} days later", -days)
        });
        res.steps.push((if confirmed.is_some() { 0 } else { 1 }, at.max(start)));
        res.refs.extend(row.refs("referee_ref"));
    }
    if let Some(back) = back {
        res.why.push("each is the other's referee".to_owned());
        res.steps.push((if confirmed.is_some() { 0 } else { 2 }, at.max(back)));
    }
    if !shared.is_empty() {
        let kinds: BTreeSet<&str> = shared.iter().filter_map(|it| it.text("kind")).map(word).collect();
        let kinds: Vec<&str> = kinds.into_iter().collect();
        res.why.push(format!("the two share {}", kinds.join(", ")));
        let since = shared.iter().filter_map(|it| it.time("known_at")).min().unwrap_or(at);
        res.steps.push((3, at.max(since)));
        res.artefact_refs
            .extend(shared.iter().flat_map(|it| it.refs("ref").into_iter().chain(it.refs("other_ref"))));
    } else if let Some(refs) = confirmed {
        // A former team-mate who was here for years is no sign at all; the confirmation still tells why.
        let common_employer = res.steps.is_empty() && is_team_mate(row);
        if common_employer {
            res.steps.push((0, at));
        }
        if !res.steps.is_empty() {
            res.why.push("the former employer confirmed the common time".to_owned());
            res.refs.extend(refs);
        }
    }
    (!res.steps.is_empty()).then_some(res)
}

/// A call over the employer's own switchboard that confirmed, or a former employer who verified the same
/// company. The records that say so; none where nobody independent does.
fn confirming(row: &Row<'_>, checks: &[Row<'_>]) -> Option<Vec<i64>> {
    let via = normalise(row.text("called_via").unwrap_or_default());
    let outcome = format!(" {} ", normalise(row.text("outcome").unwrap_or_default()));
    let denied = [" not ", " denied ", " no record ", " could not "].iter().any(|it| outcome.contains(it));
    let said_yes = !denied && outcome.contains(" confirm");
    if via.contains("switchboard") && said_yes {
        return Some(Vec::new());
    }
    let company = normalise(row.text("referee_company")?);
    let verified = checks.iter().filter(|it| {
        it.text("result").is_some_and(|it| it.trim().eq_ignore_ascii_case("verified"))
            && it.text("employer").is_some_and(|it| normalise(it) == company)
    });
    let refs: Vec<i64> = verified.flat_map(|it| it.refs("ref")).collect();
    (!refs.is_empty()).then_some(refs)
}

fn is_team_mate(row: &Row<'_>) -> bool {
    let relation = normalise(row.text("relation").unwrap_or_default());
    ["colleague", "team mate", "teammate", "co worker", "coworker", "layoff"]
        .iter()
        .any(|it| relation.contains(it))
}

fn finding(person: &str, edges: &[Edge<'_>]) -> Option<Finding> {
    let mut steps: Vec<(usize, Timestamp)> = edges.iter().flat_map(|it| it.steps.iter().copied()).collect();
    let (level, known_at) =
        steps.iter().copied().max_by_key(|(level, at)| (*level, std::cmp::Reverse(*at)))?;
    let mut strongest: Vec<&Edge<'_>> = edges.iter().collect();
    strongest.sort_by_key(|it| std::cmp::Reverse(it.steps.iter().map(|(level, _)| *level).max()));
    let mut said = Vec::new();
    let mut others = Vec::new();
    for edge in &strongest {
        let (role, other) =
            if edge.candidate == person { ("named", edge.referee) } else { ("vouched for", edge.candidate) };
        let end = if edge.candidate == person { " as referee" } else { "" };
        said.push(format!("{role} {other}{end}: {}", edge.why.join(", ")));
        others.push(other);
    }
    said.dedup();
    let refs = strongest
        .iter()
        .flat_map(|it| it.refs.iter())
        .chain(strongest.iter().flat_map(|it| it.artefact_refs.iter()));
    let res = Finding::about(person, LEVELS.get(level)?, known_at, said.join("; "), refs.copied().collect())?
        .with(others);
    steps.sort_by_key(|(level, at)| (std::cmp::Reverse(*level), *at));
    let lower = steps.into_iter().filter(|(it, _)| *it < level);
    Some(res.grown(lower.filter_map(|(it, at)| Some((at, *LEVELS.get(it)?)))))
}

fn word(kind: &str) -> &str {
    match kind {
        "phone" => "a telephone",
        "email" => "a mailbox",
        "profile" => "a profile",
        "address" => "an address",
        "account_digest" => "a pay account",
        "gateway_mac" => "a home router",
        _ => "a computer",
    }
}
