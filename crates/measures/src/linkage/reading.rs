//! One spelling for values that mean the same, and the coarser forms by which records are brought together.
//!
//! In: a value as it was written, and how it will be compared. Out: its normal form, empty where nothing is said;
//! and up to three numbers for blocks, 0 where there is none.

use xxhash_rust::xxh3::xxh3_64;

use super::comparisons::Measure;
use super::strings::sound;
use crate::{addresses, contacts, names};

/// Longer values are cut; no field that identifies anybody is so long.
const VALUE_BYTES_MAX: usize = 160;

/// Values that say that there is none.
const EMPTY_WORDS: &[&str] = &["n/a", "na", "nan", "none", "null", "nil", "unknown", "-", "--", "."];

/// Writes the normal form of a value behind `out`.
pub(super) fn read(measure: Measure, text: &str, out: &mut String) {
    let text = text.trim();
    if text.is_empty() || EMPTY_WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return;
    }
    let text = cut(text);
    match measure {
        Measure::Given | Measure::Family | Measure::Place | Measure::Text => words(text, out),
        Measure::Date => date(text, out),
        Measure::Mail => mail(text, out),
        Measure::Phone => phone(text, out),
        Measure::Postcode | Measure::Number | Measure::Identifier => code(text, out),
        Measure::Street => street(text, out),
    }
}

/// The first word is the given name, the last the family name, `Family, Given` the other way round; all words that
/// are neither are returned sorted.
pub(super) fn split_full_name(text: &str, given: &mut String, family: &mut String) -> String {
    let text = cut(text.trim());
    let mut parts: Vec<String> = Vec::new();
    let turned = text
        .split_once(',')
        .filter(|(before, after)| !before.trim().contains(' ') && !after.trim().is_empty());
    let mut plain = String::new();
    match turned {
        Some((before, after)) => {
            words(after, &mut plain);
            plain.push(' ');
            words(before, &mut plain);
        }
        None => words(text, &mut plain),
    }
    parts.extend(plain.split_whitespace().map(str::to_owned));
    if family.is_empty() && parts.len() > 1 {
        *family = parts.last().cloned().unwrap_or_default();
    }
    if given.is_empty() && family.as_str() != parts.first().map_or("", String::as_str) {
        *given = parts.first().cloned().unwrap_or_default();
    }
    parts.retain(|part| !given.split(' ').any(|it| it == part) && !family.split(' ').any(|it| it == part));
    parts.sort();
    parts.dedup();
    parts.join(" ")
}

/// Numbers by which blocks are made of a normal form. What the first three stand for depends on the measure; the
/// last stands for the whole.
pub(super) fn forms(measure: Measure, normal: &str) -> [u32; 4] {
    let [first, second, third] = coarse_forms(measure, normal);
    [first, second, third, short(normal)]
}

/// The place of the whole among the forms.
pub(super) const WHOLE: usize = 3;

fn coarse_forms(measure: Measure, normal: &str) -> [u32; 3] {
    if normal.is_empty() {
        return [0; 3];
    }
    let characters = normal.chars().count();
    let front = |count: usize| {
        let end = normal.char_indices().nth(count).map_or(normal.len(), |(at, _)| at);
        normal.get(..end).unwrap_or(normal)
    };
    let back = |count: usize| {
        let skipped = characters.saturating_sub(count);
        normal.char_indices().nth(skipped).and_then(|(at, _)| normal.get(at..)).unwrap_or("")
    };
    match measure {
        Measure::Given | Measure::Family | Measure::Place => [sound(normal), short(front(3)), 0],
        Measure::Text => [short(front(4)), 0, 0],
        // Year and month, month and day, year.
        Measure::Date => [short(front(6)), short(back(4)), short(front(4))],
        Measure::Mail => {
            let local = normal.split('@').next().unwrap_or(normal);
            [short(local), short(front(5)), 0]
        }
        Measure::Phone => [short(back(6)), short(front(characters.saturating_sub(4))), 0],
        Measure::Postcode => [short(front(characters.saturating_sub(3).max(2))), 0, 0],
        Measure::Street => {
            let (number, street) = normal.split_once('|').unwrap_or(("", normal));
            let first = street.split(['|', ' ']).next().unwrap_or(street);
            [short(street), short(&format!("{number} {first}")), 0]
        }
        Measure::Number => [0; 3],
        Measure::Identifier => [short(front(characters / 2)), short(back(characters - characters / 2)), 0],
    }
}

fn short(text: &str) -> u32 {
    if text.is_empty() { 0 } else { (xxh3_64(text.as_bytes()) as u32).max(1) }
}

fn cut(text: &str) -> &str {
    if text.len() <= VALUE_BYTES_MAX {
        return text;
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= VALUE_BYTES_MAX).last();
    end.and_then(|end| text.get(..end)).unwrap_or("")
}

/// Words in plain small letters with one space between.
fn words(text: &str, out: &mut String) {
    let start = out.len();
    if text.is_ascii() {
        let mut gap = false;
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                if gap && out.len() > start {
                    out.push(' ');
                }
                gap = false;
                out.push(char::from(byte.to_ascii_lowercase()));
            } else if byte != b'\'' && byte != b'.' {
                gap = true;
            }
        }
    } else {
        for word in text.split(|character: char| character.is_whitespace() || matches!(character, '-' | ','))
        {
            let plain = names::plain_word(word);
            if !plain.is_empty() {
                if out.len() > start {
                    out.push(' ');
                }
                out.push_str(&plain);
            }
        }
    }
    for suffix in [" jr", " sr", " ii", " iii"] {
        if out.len() > start + suffix.len() && out.ends_with(suffix) {
            out.truncate(out.len() - suffix.len());
        }
    }
}

fn code(text: &str, out: &mut String) {
    out.extend(text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase));
}

fn mail(text: &str, out: &mut String) {
    match contacts::email_key(text) {
        Some(key) => out.push_str(&key),
        None => out.extend(text.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase)),
    }
}

/// The last ten digits without leading zeros: the part that all ways of dialling have in common.
fn phone(text: &str, out: &mut String) {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
    let tail = digits.get(digits.len().saturating_sub(10)..).unwrap_or(&[]);
    out.extend(tail.iter().skip_while(|digit| **digit == b'0').map(|digit| char::from(*digit)));
}

fn street(text: &str, out: &mut String) {
    let address = addresses::parse(text, "", "", "", "");
    if address.number.is_empty() && address.street.is_empty() {
        return;
    }
    out.push_str(&address.number);
    out.push('|');
    out.push_str(&address.street);
    if !address.unit.is_empty() {
        out.push('|');
        out.push_str(&address.unit);
    }
}

/// Eight digits, year first, where the text can be read as a day; else its digits.
fn date(text: &str, out: &mut String) {
    let mut numbers: Vec<&str> = Vec::new();
    let mut month = None;
    // A time of day behind the date says nothing here.
    let text = text.split('T').next().filter(|day| day.len() >= 8).unwrap_or(text);
    for part in text.split(|character: char| !character.is_ascii_alphanumeric()) {
        if part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty() {
            numbers.push(part);
        } else if let Some(found) = month_of(part) {
            month = Some((numbers.len(), found));
        }
    }
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    let (year, month, day) = match (numbers.as_slice(), month) {
        ([year, month, day], None) if year.len() == 4 => (number(year), number(month), number(day)),
        ([first, second, year], None) => {
            let (first, second) = (number(first), number(second));
            let (month, day) = if first > 12 { (second, first) } else { (first, second) };
            (full_year(year), month, day)
        }
        ([day, year], Some((_, month))) if year.len() == 4 || day.len() <= 2 => {
            (full_year(year), month, number(day))
        }
        ([year, day], Some((_, month))) => (full_year(year), month, number(day)),
        _ => {
            out.extend(text.chars().filter(char::is_ascii_digit).take(8));
            return;
        }
    };
    out.push_str(&format!("{:04}{:02}{:02}", year % 10_000, month % 100, day % 100));
}

fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).and_then(|at| u32::try_from(at + 1).ok())
}

/// Two digits mean the hundred years up to 2029.
fn full_year(text: &str) -> u32 {
    let year = text.parse::<u32>().unwrap_or(0);
    match (text.len(), year) {
        (0..=2, 0..=29) => 2000 + year,
        (0..=2, _) => 1900 + year,
        _ => year,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn normal(measure: Measure, text: &str) -> String {
        let mut res = String::new();
        read(measure, text, &mut res);
        res
    }

    #[test]
    fn spellings_of_one_value_are_one() {
        for (measure, spellings) in [
            (Measure::Date, ["1970-03-01", "3/1/70", "Mar 1 1970", "1-Mar-1970", "19700301"].as_slice()),
            (Measure::Phone, &["+1 (702) 919-1300", "702-919-1300", "001 702 919 1300"]),
            (Measure::Phone, &["+44 20 7946 0018", "020 7946 0018"]),
            (Measure::Family, &["O'Neill", "ONEILL", " oneill Jr."]),
            (Measure::Family, &["Müller", "muller"]),
            (Measure::Mail, &["\"Jo B\" <Jo.B+x@gmail.com>", "job@googlemail.com"]),
            (Measure::Street, &["123 Main Street", "123 main st."]),
            (Measure::Identifier, &["294-66-9999", "294669999"]),
        ] {
            for spelling in spellings {
                assert_eq!(
                    normal(measure, spelling),
                    normal(measure, spellings.first().unwrap_or(&"")),
                    "{spelling}"
                );
            }
        }
        assert_eq!(normal(Measure::Place, "N/A"), "");
    }

    #[test]
    fn a_full_name_is_taken_apart() {
        let (mut given, mut family) = (String::new(), String::new());
        assert_eq!(split_full_name("Smith, Robert James", &mut given, &mut family), "james");
        assert_eq!((given.as_str(), family.as_str()), ("robert", "smith"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_codes_are_read_once(text in "\\PC{0,40}") {
            for measure in [Measure::Given, Measure::Date, Measure::Mail, Measure::Phone, Measure::Postcode,
                Measure::Place, Measure::Street, Measure::Number, Measure::Identifier, Measure::Text]
            {
                let once = normal(measure, &text);
                let _ = forms(measure, &once);
                if matches!(measure, Measure::Phone | Measure::Identifier) && text.is_ascii() {
                    prop_assert_eq!(&normal(measure, &once), &once);
                }
            }
        }
    }
}
