//! What an identity check says of the document's state, against the home that was declared.
//!
//! Only that they differ counts, never which they are. States are those of the United States, where documents are
//! issued by state; other documents are not looked at.

use std::collections::BTreeMap;

use measures::addresses;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::day;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let homes: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("homes").by("person").into_iter().collect();
    let banks: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("banks").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, checks) in gathered.main().by("person") {
        let homes = homes.get(person).map(Vec::as_slice).unwrap_or_default();
        let banks = banks.get(person).map(Vec::as_slice).unwrap_or_default();
        res.extend(checks.iter().find_map(|it| told(person, it, homes, banks)));
    }
    res
}

fn told(person: &str, check: &Row<'_>, homes: &[Row<'_>], banks: &[Row<'_>]) -> Option<Finding> {
    let at = check.time("at")?;
    let issued = issuing_state(check.text("reason")?)?;
    let home: Vec<String> = homes.iter().filter_map(|it| state(it.text("region")?)).collect();
    // Any home that was ever declared explains the document.
    let last = home.last()?;
    if home.contains(&issued) {
        return None;
    }
    let mut refs = check.refs("ref");
    refs.extend(homes.iter().flat_map(|it| it.refs("ref")));
    let mut sentence = format!(
        "identity check {} on {}: document of {}, declared home in {}",
        check.text("check_id").unwrap_or_default(),
        day(at),
        issued.to_uppercase(),
        last.to_uppercase()
    );
    let known_at = check.time("known_at").unwrap_or(at);
    let third = banks.iter().find(|it| {
        let district = it.text("routing_number").and_then(reserve_district);
        let own = |state: &str| districts_of(state);
        it.text("payment_service").is_none()
            && district.is_some_and(|it| !own(&issued).contains(&it) && !own(last).contains(&it))
    });
    let Some(bank) = third else {
        return Some(Finding::about(person, "differs", known_at, sentence, refs)?.between(at, at));
    };
    sentence += ", bank of a third region";
    refs.extend(bank.refs("ref"));
    let later = bank.time("known_at").unwrap_or(known_at).max(known_at);
    let res = Finding::about(person, "all_differ", later, sentence, refs)?.between(at, later);
    Some(if later > known_at { res.earlier(known_at, "differs") } else { res })
}

/// `licence of NV, home in CA`, `ID issued by Nevada`, `issuing state: NV`.
fn issuing_state(reason: &str) -> Option<String> {
    let words: Vec<&str> =
        reason.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let is = |word: &str, among: &[&str]| among.iter().any(|it| word.eq_ignore_ascii_case(it));
    for (idx, word) in words.iter().enumerate() {
        let behind = words.get(idx + 1..).unwrap_or_default();
        let document = is(word, &["licence", "license", "id", "card", "permit", "document", "passport"]);
        let named = match behind {
            [how, rest @ ..] if document && is(how, &["of", "from"]) => rest,
            [how, by, rest @ ..] if document && is(how, &["issued"]) && is(by, &["by", "in"]) => rest,
            [state, rest @ ..] if is(word, &["issuing"]) && is(state, &["state"]) => rest,
            _ => continue,
        };
        let two = named.get(..2).map(|it| it.join(" "));
        let found = two.as_deref().and_then(state).or_else(|| named.first().and_then(|it| state(it)));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The two letters of a state of the United States, from its name or its letters in capitals.
fn state(text: &str) -> Option<String> {
    let key = addresses::parse("1 x", "", text, "", "us").region;
    let written = text.trim();
    let is_name = written.chars().count() > 2;
    let is_code = written.len() == 2 && written.chars().all(|it| it.is_ascii_uppercase());
    (DISTRICTS.iter().any(|(it, _)| *it == key) && (is_name || is_code)).then_some(key)
}

/// The district of the Federal Reserve that the first two digits of a routing number name (01 to 12, 21 to 32).
fn reserve_district(routing: &str) -> Option<u8> {
    let digits: String = routing.chars().filter(char::is_ascii_digit).collect();
    let first: u8 = digits.get(..2).filter(|_| digits.len() == 9)?.parse().ok()?;
    match first {
        1..=12 => Some(first),
        21..=32 => Some(first - 20),
        _ => None,
    }
}

fn districts_of(state: &str) -> &'static [u8] {
    DISTRICTS.iter().find(|(it, _)| *it == state).map_or(&[], |(_, districts)| districts)
}

/// Which districts of the Federal Reserve reach into a state (Federal Reserve Act, section 2, as it stands today).
#[rustfmt::skip]
const DISTRICTS: [(&str, &[u8]); 51] = [
    ("al", &[6]), ("ak", &[12]), ("az", &[12]), ("ar", &[8]), ("ca", &[12]), ("co", &[10]), ("ct", &[1, 2]),
    ("de", &[3]), ("dc", &[5]), ("fl", &[6]), ("ga", &[6]), ("hi", &[12]), ("id", &[12]), ("il", &[7, 8]),
    ("in", &[7, 8]), ("ia", &[7]), ("ks", &[10]), ("ky", &[4, 8]), ("la", &[6, 11]), ("me", &[1]), ("md", &[5]),
    ("ma", &[1]), ("mi", &[7, 9]), ("mn", &[9]), ("ms", &[6, 8]), ("mo", &[8, 10]), ("mt", &[9]), ("ne", &[10]),
    ("nv", &[12]), ("nh", &[1]), ("nj", &[2, 3]), ("nm", &[10, 11]), ("ny", &[2]), ("nc", &[5]), ("nd", &[9]),
    ("oh", &[4]), ("ok", &[10]), ("or", &[12]), ("pa", &[3, 4]), ("ri", &[1]), ("sc", &[5]), ("sd", &[9]),
    ("tn", &[6, 8]), ("tx", &[11]), ("ut", &[12]), ("vt", &[1]), ("va", &[5]), ("wa", &[12]), ("wv", &[4, 5]),
    ("wi", &[7, 9]), ("wy", &[10]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_a_document_is_found_and_words_are_not_taken_for_one() {
        assert_eq!(issuing_state("licence of NV, home in CA").as_deref(), Some("nv"));
        assert_eq!(issuing_state("ID issued by New Mexico; number valid").as_deref(), Some("nm"));
        assert_eq!(issuing_state("Issuing state: Nevada").as_deref(), Some("nv"));
        assert_eq!(issuing_state("picture of a picture"), None);
        assert_eq!(issuing_state("document from or of the holder"), None);
        assert_eq!(issuing_state("licence of KY belongs to another holder").as_deref(), Some("ky"));
    }

    #[test]
    fn a_routing_number_names_a_district() {
        assert_eq!(reserve_district("121000248"), Some(12));
        assert_eq!(reserve_district("321000248"), Some(12));
        assert_eq!(reserve_district("021000021"), Some(2));
        assert_eq!(reserve_district("991000021"), None);
        assert_eq!(reserve_district("12"), None);
    }
}
