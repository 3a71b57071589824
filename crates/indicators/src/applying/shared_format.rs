//! Two rare habits at once: the layout of the resume, and how the mailbox is built from the name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::contacts::local_part_of;
use measures::names::mail_pattern;
use measures::rarity::unrelated_holders;
use model::Finding;

use crate::Gathered;
use crate::acquaintance::{Acquaintance, Naming, other_people};

/// One person with both habits.
struct Holder<'a> {
    person: &'a str,
    at: Timestamp,
    known_at: Timestamp,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let known = Acquaintance::of(gathered.rows("names"), gathered.rows("related"), gathered.rows("agencies"));
    let mut holders: BTreeMap<(&str, String), BTreeMap<&str, Holder<'_>>> = BTreeMap::new();
    let mut layouts: Vec<(&str, u64)> = Vec::new();
    for (number, (person, rows)) in gathered.main().by("person").into_iter().enumerate() {
        for row in rows {
            let (Some(layout), Some(at)) = (row.text("layout"), row.time("at")) else { continue };
            layouts.push((layout, number as u64));
            for pattern in patterns(&row.texts("emails"), row.text("full_name").unwrap_or_default()) {
                let holder = Holder {
                    person,
                    at,
                    known_at: row.time("known_at").unwrap_or(at),
                    refs: row.refs("ref").into_iter().chain(row.refs("applicant_ref")).collect(),
                };
                holders.entry((layout, pattern)).or_default().entry(person).or_insert(holder);
            }
        }
    }
    let mut written: Vec<(String, u64)> = Vec::new();
    let mailboxes = gathered.rows("mailboxes").by("person");
    let population = mailboxes.len();
    for (number, (_, rows)) in mailboxes.into_iter().enumerate() {
        for row in rows {
            for pattern in patterns(&row.texts("emails"), row.text("full_name").unwrap_or_default()) {
                written.push((pattern, number as u64));
            }
        }
    }
    let layout_holders = unrelated_holders(&layouts);
    let written: Vec<(&str, u64)> =
        written.iter().map(|(pattern, number)| (pattern.as_str(), *number)).collect();
    let pattern_holders = unrelated_holders(&written);
    let most = (gathered.param("common_share") * population as f64).max(gathered.param("common_floor"));
    let is_rare = |count: Option<&usize>| count.is_some_and(|it| *it as f64 <= most);
    let mut res = Vec::new();
    for ((layout, pattern), people) in &holders {
        // A name with nothing but dots and digits is everybody's habit, which only many mailboxes can disprove.
        let plain = !has_word_of_its_own(pattern) && (population as f64) < gathered.param("plain_population");
        if people.len() < 2
            || plain
            || !is_rare(layout_holders.get(layout))
            || !is_rare(pattern_holders.get(pattern.as_str()))
        {
            continue;
        }
        for holder in people.values() {
            res.extend(finding(holder, people, pattern, &known, gathered));
        }
    }
    one_for_each(res)
}

fn finding<'a>(
    own: &Holder<'a>,
    people: &BTreeMap<&'a str, Holder<'a>>,
    pattern: &str,
    known: &Acquaintance<'a>,
    gathered: &Gathered,
) -> Option<Finding> {
    let mut others: Vec<&Holder<'a>> = people
        .values()
        .filter(|it| it.person != own.person && it.at.duration_since(own.at).abs() <= gathered.days("days"))
        .filter(|it| known.naming(own.person, it.person) != Naming::MaybeOne)
        .filter(|it| {
            !known.share_a_home(own.person, it.person) && known.shared_agency(own.person, it.person).is_none()
        })
        .collect();
    others.sort_by_key(|it| it.known_at);
    let first = others.first()?.known_at.max(own.known_at);
    let sentence = format!(
        "same resume layout and same mailbox pattern {pattern} as {} who applied within {} days",
        other_people(others.len()),
        gathered.param("days")
    );
    let refs = own.refs.iter().copied().chain(others.iter().flat_map(|it| it.refs.iter().copied())).collect();
    let res = match others.get(1) {
        Some(second) => {
            let group = second.known_at.max(own.known_at);
            let res = Finding::about(own.person, "group", group, sentence, refs)?;
            if first < group { res.earlier(first, "pair") } else { res }
        }
        None => Finding::about(own.person, "pair", first, sentence, refs)?,
    };
    Some(res.with(others.iter().map(|it| it.person)))
}

/// A person with several resumes or mailboxes is told of once, by the larger group.
fn one_for_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut res: BTreeMap<_, Finding> = BTreeMap::new();
    for finding in findings {
        let larger = res.get(&finding.subject).is_none_or(|it| it.with.len() < finding.with.len());
        if larger {
            res.insert(finding.subject.clone(), finding);
        }
    }
    res.into_values().collect()
}

fn patterns(emails: &[&str], name: &str) -> BTreeSet<String> {
    emails.iter().filter_map(|it| mail_pattern(&local_part_of(it)?, name)).collect()
}

/// Whether anything is left of a pattern besides the parts of the name, digits and separators.
fn has_word_of_its_own(pattern: &str) -> bool {
    let mut in_braces = false;
    let mut letters = 0;
    for character in pattern.chars() {
        match character {
            '{' => in_braces = true,
            '}' => in_braces = false,
            other if !in_braces && other.is_alphabetic() => letters += 1,
            _ => {}
        }
    }
    letters >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_beside_the_name_are_a_word_of_its_own() {
        assert!(has_word_of_its_own("{first}.{last}.dev{dd}"));
        assert!(!has_word_of_its_own("{first}.{last}{dd}"));
        assert!(!has_word_of_its_own("{f}_{last}"));
    }
}
