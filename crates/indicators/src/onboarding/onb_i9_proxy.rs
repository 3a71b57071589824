//! Bookings of somebody who looks at a hire's documents, compared by the telephone number they name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{counted, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let pairs = gathered.rows("related").iter();
    let related: BTreeSet<(&str, &str)> =
        pairs.filter_map(|it| Some((it.text("person")?, it.text("other")?))).collect();
    let mut by_contact: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for row in gathered.main().iter() {
        for contact in contacts(row.text("body").unwrap_or_default()) {
            by_contact.entry(contact).or_default().push(row);
        }
    }
    let mut res: BTreeMap<&str, Finding> = BTreeMap::new();
    for (contact, rows) in &by_contact {
        for row in rows {
            let Some(person) = row.text("person") else { continue };
            let others: Vec<&Row<'_>> = rows
                .iter()
                .filter(|it| {
                    it.text("person")
                        .is_some_and(|other| other != person && !related.contains(&(person, other)))
                })
                .collect();
            let people: BTreeSet<&str> = others.iter().filter_map(|it| it.text("person")).collect();
            // Whom very many hires book is a notary's office or an agency.
            if people.is_empty() || people.len() >= gathered.count("most_people") || res.contains_key(person)
            {
                continue;
            }
            if let Some(finding) = told(person, contact, row, &others, &people) {
                res.insert(person, finding);
            }
        }
    }
    res.into_values().collect()
}

fn told(
    person: &str,
    contact: &str,
    own: &Row<'_>,
    others: &[&Row<'_>],
    people: &BTreeSet<&str>,
) -> Option<Finding> {
    let times: Vec<Timestamp> = others.iter().chain(&[own]).filter_map(|it| it.time("at")).collect();
    let (from, to) = (*times.iter().min()?, *times.iter().max()?);
    let second = others.iter().filter_map(|it| it.time("known_at")).min()?;
    let sentence = format!(
        "the same outside person ({contact}) was booked to look at the documents of this hire and of {}, {}",
        counted(people.len(), "other", "others"),
        period(from, to)
    );
    let refs = own.refs("ref").into_iter().chain(others.iter().flat_map(|it| it.refs("ref"))).collect();
    let known_at = own.time("known_at")?.max(second);
    Some(
        Finding::about(person, "shared", known_at, sentence, refs)?
            .between(from, to)
            .with(people.iter().copied()),
    )
}

/// Telephone numbers by their last ten digits.
fn contacts(text: &str) -> BTreeSet<String> {
    let mut res = BTreeSet::new();
    let mut digits = String::new();
    for letter in text.chars().chain(std::iter::once('\n')) {
        if letter.is_ascii_digit() {
            digits.push(letter);
        } else if !matches!(letter, ' ' | '-' | '.' | '(' | ')' | '+' | '/') {
            if (10..=13).contains(&digits.len()) {
                res.insert(format!("telephone …{}", &digits[digits.len() - 10..]));
            }
            digits.clear();
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_however_it_is_written() {
        let one = contacts("you reach them under +1 218-555-0118. Thank you");
        assert_eq!(one, contacts("call (218) 555 0118, please"));
        assert_eq!(one.len(), 1);
        assert!(contacts("Duluth, MN 55802, 996 Cobbler Alley").is_empty());
    }
}
