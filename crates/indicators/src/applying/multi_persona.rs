//! People of different names whose records hang together by things of at least two kinds: contact data, computer,
//! bank account, home, resume text. No face and no voice is compared.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::text::{normalise, shared_runs, words};
use model::{Finding, Row};

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, other_people};

/// What two people share.
#[derive(Default)]
struct Tie {
    /// By kind: when both were known to have it, and the records of the two, the own ones first.
    kinds: BTreeMap<&'static str, (Timestamp, Vec<i64>, Vec<i64>)>,
    /// A mailbox or a profile among it: nobody shares those with a partner.
    is_personal: bool,
}

/// Resume text of one person, word by word.
struct Text {
    words: Vec<String>,
    refs: Vec<i64>,
    known_at: Timestamp,
}

/// Levels from the weakest on.
const LEVELS: [&str; 4] = ["home", "chain", "two", "three"];
const TWO: usize = 2;
const THREE: usize = 3;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mut ties: BTreeMap<(&str, &str), Tie> = BTreeMap::new();
    for (_, rows) in gathered.main().by("value") {
        let holders = rows.first().and_then(|it| it.int("holders")).unwrap_or(0);
        let people: BTreeSet<&str> = rows.iter().filter_map(|it| it.text("person")).collect();
        // What many share is a house, an office, an agency.
        if usize::try_from(holders).is_ok_and(|it| it > gathered.count("holders_max"))
            || known.agency_of_most(people).is_some()
        {
            continue;
        }
        for one in &rows {
            for other in &rows {
                note(&mut ties, &known, one, other);
            }
        }
    }
    let texts = texts(gathered);
    for ((person, other), tie) in &mut ties {
        if let (Some(own), Some(theirs)) = (texts.get(person), texts.get(other)) {
            note_text(tie, own, theirs, gathered);
        }
    }
    let mut found: BTreeMap<&str, Vec<(&str, &Tie)>> = BTreeMap::new();
    for ((person, other), tie) in &ties {
        if tie.kinds.len() >= 2 {
            found.entry(person).or_default().push((other, tie));
        }
    }
    let chained = chained(&ties, &found);
    let mut res: Vec<Finding> =
        found.into_iter().filter_map(|(person, ties)| finding(person, &ties)).collect();
    res.extend(chained);
    res
}

/// People who share one thing with somebody who in turn shares things of two kinds with others: the next link of a chain.
fn chained(ties: &BTreeMap<(&str, &str), Tie>, found: &BTreeMap<&str, Vec<(&str, &Tie)>>) -> Vec<Finding> {
    // Since when somebody is tied to whom by two kinds that no home explains.
    let mut tied: BTreeMap<&str, BTreeMap<&str, Timestamp>> = BTreeMap::new();
    for (person, ties) in found {
        for (other, tie) in ties {
            let since = steps(tie).iter().filter(|(_, level)| *level >= TWO).map(|it| it.0).min();
            if let Some(since) = since {
                tied.entry(person).or_default().insert(other, since);
            }
        }
    }
    let mut links: BTreeMap<&str, Vec<(Timestamp, &str, &Tie)>> = BTreeMap::new();
    for ((person, other), tie) in ties {
        let one = tie.kinds.iter().next().filter(|_| tie.kinds.len() == 1);
        let (Some((kind, (shared, _, _))), Some(known)) = (one, tied.get(other)) else { continue };
        // A house and a set phrase have many holders.
        if found.contains_key(person) || matches!(*kind, "home address" | "resume text") {
            continue;
        }
        if let Some(since) = known.iter().filter(|(it, _)| **it != *person).map(|(_, at)| *at).min() {
            links.entry(person).or_default().push(((*shared).max(since), other, tie));
        }
    }
    let mut res = Vec::new();
    for (person, links) in links {
        let kinds: BTreeSet<&str> = links.iter().flat_map(|it| it.2.kinds.keys().copied()).collect();
        let kinds: Vec<&str> = kinds.into_iter().collect();
        let (who, verb) = (other_people(links.len()), if links.len() == 1 { "shares" } else { "share" });
        let naming = if links.len() == 1 { "of another name" } else { "of other names" };
        let sentence = format!(
            "shares {} with {who} {naming}, who {verb} things of two kinds with somebody else",
            kinds.join(", ")
        );
        let values = links.iter().flat_map(|it| it.2.kinds.values());
        let mut refs: Vec<i64> = values.clone().flat_map(|it| it.1.iter().copied()).collect();
        refs.extend(values.flat_map(|it| it.2.iter().copied()));
        let known_at = links.iter().map(|it| it.0).min();
        let finding = known_at.and_then(|at| Finding::about(person, "chain", at, sentence, refs));
        res.extend(finding.map(|it| it.with(links.iter().map(|it| it.1))));
    }
    res
}

fn note<'a>(
    ties: &mut BTreeMap<(&'a str, &'a str), Tie>,
    known: &Acquaintance<'a>,
    one: &Row<'a>,
    other: &Row<'a>,
) {
    let (Some(person), Some(them)) = (one.text("person"), other.text("person")) else { return };
    let (Some(since), Some(theirs)) = (one.time("known_at"), other.time("known_at")) else { return };
    let Some(kind) = one.text("nature").and_then(kind_of) else { return };
    if person == them
        || known.naming(person, them) != Naming::Different
        || known.share_a_home(person, them)
        || known.shared_agency(person, them).is_some()
    {
        return;
    }
    let tie = ties.entry((person, them)).or_default();
    tie.is_personal |= matches!(one.text("nature"), Some("email" | "profile"));
    add(tie, kind, since.max(theirs), one.refs("ref"), other.refs("ref"));
}

/// Telephone, mailbox and profile are copied together: they are one kind.
fn kind_of(nature: &str) -> Option<&'static str> {
    Some(match nature {
        "phone" | "email" | "profile" => "contact data",
        "computer" => "computer",
        "account_digest" => "bank account",
        "address" => "home address",
        _ => return None,
    })
}

fn add(tie: &mut Tie, kind: &'static str, since: Timestamp, own: Vec<i64>, theirs: Vec<i64>) {
    let (known_at, mine, others) = tie.kinds.entry(kind).or_insert((since, Vec::new(), Vec::new()));
    *known_at = since.min(*known_at);
    mine.extend(own);
    others.extend(theirs);
}

fn texts(gathered: &Gathered) -> BTreeMap<&str, Text> {
    let mut res = BTreeMap::new();
    for (person, rows) in gathered.rows("passages").by("person") {
        let Some(known_at) = rows.iter().filter_map(|it| it.time("known_at")).min() else { continue };
        let mut text = Text { words: Vec::new(), refs: Vec::new(), known_at };
        for row in &rows {
            let Some(record) = row.int("ref") else { continue };
            for word in words(&normalise(row.text("text").unwrap_or_default())) {
                text.words.push(word.to_owned());
                text.refs.push(record);
            }
        }
        res.insert(person, text);
    }
    res
}

fn note_text(tie: &mut Tie, own: &Text, theirs: &Text, gathered: &Gathered) {
    let plain = |text: &Text| text.words.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let (left, right) = (plain(own), plain(theirs));
    let (left, right): (Vec<&str>, Vec<&str>) = (words(&left), words(&right));
    let runs = shared_runs(&left, &right, gathered.count("passage_words"));
    if runs.iter().map(|it| it.words).sum::<usize>() < gathered.count("text_words") {
        return;
    }
    let refs_of = |text: &Text, from: usize, count: usize| {
        let refs: BTreeSet<i64> = text.refs.iter().skip(from).take(count).copied().collect();
        refs.into_iter().collect::<Vec<_>>()
    };
    let mine = runs.iter().flat_map(|it| refs_of(own, it.left, it.words)).collect();
    let others = runs.iter().flat_map(|it| refs_of(theirs, it.right, it.words)).collect();
    tie.is_personal = true;
    add(tie, "resume text", own.known_at.max(theirs.known_at), mine, others);
}

/// When each level was reached: `home` counts once two kinds are known, unless something shows that it is no home.
fn steps(tie: &Tie) -> Vec<(Timestamp, usize)> {
    let mut times: Vec<Timestamp> = tie.kinds.values().map(|(at, _, _)| *at).collect();
    times.sort();
    let Some(second) = times.get(1).copied() else { return Vec::new() };
    if tie.kinds.contains_key("home address") && !tie.is_personal {
        return vec![(second, 0)];
    }
    let mut res = vec![(second, TWO)];
    res.extend(times.get(2).map(|third| (*third, THREE)));
    res
}

fn finding(person: &str, ties: &[(&str, &Tie)]) -> Option<Finding> {
    let mut reached: BTreeMap<usize, Timestamp> = BTreeMap::new();
    for (at, level) in ties.iter().flat_map(|(_, tie)| steps(tie)) {
        reached.entry(level).and_modify(|it| *it = at.min(*it)).or_insert(at);
    }
    let (level, known_at) = reached.last_key_value().map(|(level, at)| (*level, *at))?;
    // The people with whom the level is reached.
    let telling: Vec<&(&str, &Tie)> =
        ties.iter().filter(|(_, tie)| steps(tie).iter().any(|(_, it)| *it == level)).collect();
    let kinds: BTreeSet<&str> = telling.iter().flat_map(|(_, tie)| tie.kinds.keys().copied()).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let who = other_people(telling.len());
    let naming = if telling.len() == 1 { "of another name" } else { "of other names" };
    let sentence = format!("shares {} with {who} {naming}", kinds.join(", "));
    let mut refs: Vec<i64> = Vec::new();
    let mut others: Vec<i64> = Vec::new();
    for (_, (_, mine, theirs)) in telling.iter().flat_map(|(_, tie)| &tie.kinds) {
        refs.extend(mine);
        others.extend(theirs);
    }
    refs.extend(others);
    let res = Finding::about(person, LEVELS.get(level)?, known_at, sentence, refs)?
        .with(telling.iter().map(|(other, _)| *other));
    let lower = reached.iter().rev().skip(1);
    Some(res.grown(lower.filter_map(|(it, at)| Some((*at, *LEVELS.get(*it)?)))))
}
