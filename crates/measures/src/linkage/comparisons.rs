//! How much do two records agree, field by field?
//!
//! In: two rows of a table. Out: for each slot a level: 0 where one of them says nothing, 1 where they differ, and
//! from there rising to the level of equal normal forms. The levels of all slots make a pattern, three bits each.
//! Levels by thresholds of Jaro-Winkler and slips of the finger, as is usual (Christen, "Data Matching", 2012).

use super::schema::COMPARISONS_MAX;
use super::strings::{closeness, one_slip, two_slips};
use super::table::Table;

/// How the values of a slot are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Given,
    Family,
    Date,
    Mail,
    Phone,
    Postcode,
    Place,
    Street,
    Number,
    Identifier,
    Text,
}

/// One level for each slot.
pub(super) type Levels = [u8; COMPARISONS_MAX];

/// No measure has more levels, the one for missing included.
pub(super) const LEVELS_MAX: usize = 8;

pub(super) const MISSING: u8 = 0;
pub(super) const DIFFER: u8 = 1;
/// The name stands in the place of the other name.
pub(super) const CROSSED: u8 = 4;

impl Measure {
    /// The level of equal values.
    pub(super) fn top(self) -> u8 {
        match self {
            Measure::Given | Measure::Family => 7,
            Measure::Date | Measure::Mail => 6,
            Measure::Place | Measure::Text | Measure::Street => 5,
            Measure::Phone | Measure::Postcode | Measure::Identifier => 4,
            Measure::Number => 3,
        }
    }

    /// A value of this kind has one holder, or few.
    pub(super) fn is_handle(self) -> bool {
        matches!(self, Measure::Mail | Measure::Phone | Measure::Identifier | Measure::Street)
    }

    pub(super) fn level_name(self, level: u8) -> &'static str {
        let names: &[&str] = match self {
            Measure::Given | Measure::Family => &[
                "alike at the start",
                "distantly alike",
                "in the other place",
                "alike",
                "a slip or a familiar form",
                "equal",
            ],
            Measure::Date => &[
                "within ten years",
                "within a year",
                "two of three parts equal",
                "a slip or turned round",
                "equal",
            ],
            Measure::Mail => &["distantly alike", "alike", "equal before the @", "a slip", "equal"],
            Measure::Place | Measure::Text => {
                &["distantly alike", "alike or in part equal", "a slip", "equal"]
            }
            Measure::Street => {
                &["a part alike", "the street equal", "the number equal, the street alike", "equal"]
            }
            Measure::Phone => &["the last digits equal, or two slips", "a slip", "equal"],
            Measure::Postcode => &["the same district", "a slip", "equal"],
            Measure::Identifier => &["two slips", "a slip", "equal"],
            Measure::Number => &["a slip", "equal"],
        };
        match level {
            MISSING => "not comparable",
            DIFFER => "different",
            more => names.get(usize::from(more) - 2).copied().unwrap_or(""),
        }
    }
}

/// All levels of two rows. Unchanged when the rows are exchanged.
pub(super) fn levels(table: &Table, one: &[u32], other: &[u32]) -> Levels {
    let mut res = [MISSING; COMPARISONS_MAX];
    for (slot, ((it, left), right)) in table.plan.slots.iter().zip(one).zip(other).enumerate() {
        if let Some(level) = res.get_mut(slot) {
            *level = quick(it.measure, *left, *right).unwrap_or_else(|| slow(table, slot, *left, *right));
        }
    }
    settle(table, one, other, &mut res);
    res
}

/// What one slot says about the level of another: names in each other's place, mailboxes that are called like their
/// holders.
pub(super) fn settle(table: &Table, one: &[u32], other: &[u32], levels: &mut Levels) {
    if !table.plan.has_names {
        return;
    }
    cross(table, one, other, levels);
    let names_agree = levels.iter().take(2).any(|level| *level >= CROSSED);
    for (slot, _) in table.plan.slots.iter().enumerate().filter(|it| it.1.measure == Measure::Mail) {
        let (Some(left), Some(right), Some(level)) = (one.get(slot), other.get(slot), levels.get_mut(slot))
        else {
            continue;
        };
        if names_agree && (2..=4).contains(level) {
            let (left, right) = (table.text(slot, *left), table.text(slot, *right));
            let is_called = |text: &str, row: &[u32]| {
                row.iter().take(2).any(|name| {
                    let name = table.text(0, *name);
                    name.len() >= 3 && text.contains(name)
                })
            };
            if (is_called(left, one) || is_called(right, other)) && !is_more_than_a_name(left, right) {
                *level = DIFFER;
            }
        }
    }
}

/// Whether two mailboxes that are called by one name are alike in more than the name: a number of their own before the
/// `@`, or a host that is alike as well.
fn is_more_than_a_name(one: &str, other: &str) -> bool {
    let (Some((one_local, one_host)), Some((other_local, other_host))) =
        (one.split_once('@'), other.split_once('@'))
    else {
        return true;
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (one_digits, other_digits) = (digits(one_local), digits(other_local));
    if one_digits != other_digits {
        // A number that is off by a slip at the same host is a slip.
        return one_host == other_host && one_slip(&one_digits, &other_digits) && one_digits.len() > 2;
    }
    one_digits.len() >= 2 || closeness(one_host, other_host) >= 0.85
}

/// The level where the numbers of the values say it already.
pub(super) fn quick(measure: Measure, left: u32, right: u32) -> Option<u8> {
    if left == 0 || right == 0 {
        Some(MISSING)
    } else if left == right {
        Some(measure.top())
    } else {
        None
    }
}

/// The level of two unequal values.
pub(super) fn slow(table: &Table, slot: usize, left: u32, right: u32) -> u8 {
    let (Some(it), Some(dictionary)) = (table.plan.slots.get(slot), table.dictionary(slot)) else {
        return MISSING;
    };
    let (one, other) = (dictionary.text(left), dictionary.text(right));
    match it.measure {
        Measure::Given | Measure::Family => {
            let (left, right) = (dictionary.groups(left), dictionary.groups(right));
            if left.iter().any(|group| right.contains(group)) {
                return 6;
            }
            // Two names that are both well known are two names, however alike they are written.
            if !left.is_empty() && !right.is_empty() {
                return name(one, other).min(3);
            }
            if one_slip(one, other) && one.len().min(other.len()) >= 3 { 6 } else { name(one, other) }
        }
        Measure::Date => date(one, other),
        Measure::Mail => mail(one, other),
        Measure::Phone => number(one, other, 6),
        Measure::Identifier => number(one, other, usize::MAX),
        Measure::Postcode => postcode(one, other),
        Measure::Place | Measure::Text => text(one, other),
        Measure::Street => street(one, other),
        Measure::Number => {
            if one_slip(one, other) && one.len().max(other.len()) > 1 {
                2
            } else {
                DIFFER
            }
        }
    }
}

/// Names that stand in each other's place. One of the two names may be missing, or off by a slip.
fn cross(table: &Table, one: &[u32], other: &[u32], levels: &mut Levels) {
    let ([one_given, one_family, ..], [other_given, other_family, ..]) = (one, other) else {
        return;
    };
    let [given, family, ..] = levels;
    // A name that agrees in its own place is not looked for in another.
    if *given > CROSSED || *family > CROSSED {
        return;
    }
    let tie = |left: u32, right: u32| match quick(Measure::Given, left, right) {
        Some(level) => level,
        None => slow(table, 0, left, right),
    };
    let (first, second) = (tie(*one_given, *other_family), tie(*one_family, *other_given));
    if first.max(second) >= 6 && (first == MISSING || second == MISSING || first.min(second) > CROSSED) {
        if first != MISSING && second != MISSING {
            (*given, *family) = (CROSSED, CROSSED);
        } else {
            // Only one name is there to be compared; it counts once.
            (*given, *family) = (CROSSED, MISSING);
        }
    }
}

/// The pattern of all levels, three bits each.
pub(super) fn pattern(levels: &Levels) -> u64 {
    levels.iter().rev().fold(0, |code, level| code << 3 | u64::from(*level & 7))
}

/// The level of a slot in a pattern.
pub(super) fn level_in(pattern: u64, slot: usize) -> usize {
    (pattern >> (3 * slot) & 7) as usize
}

fn shares_word(one: &str, other: &str) -> bool {
    (one.contains(' ') || other.contains(' '))
        && one.split(' ').any(|word| word.len() >= 3 && other.split(' ').any(|it| it == word))
}

/// Whether the letters are the same in another order; from five letters on one may be another.
fn same_letters(one: &str, other: &str) -> bool {
    let mut counts = [0_i32; 256];
    for byte in one.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    for byte in other.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count -= 1;
        }
    }
    let apart: i32 = counts.iter().map(|count| count.abs()).sum();
    let shorter = one.len().min(other.len());
    apart <= if shorter >= 5 { 1 } else { 0 } && shorter >= 3
}

fn name(one: &str, other: &str) -> u8 {
    let shorter = one.len().min(other.len());
    let first = |text: &str| text.chars().next();
    if shorter == 1 {
        return if first(one) == first(other) { 2 } else { DIFFER };
    }
    match closeness(one, other) {
        alike if alike >= 0.88 => 5,
        _ if shares_word(one, other) || same_letters(one, other) => 5,
        alike if alike >= 0.72 => 3,
        _ if one.starts_with(other) || other.starts_with(one) => 3,
        _ => DIFFER,
    }
}

fn text(one: &str, other: &str) -> u8 {
    if one_slip(one, other) && one.len().min(other.len()) >= 4 {
        return 4;
    }
    match closeness(one, other) {
        alike if alike >= 0.88 => 3,
        _ if shares_word(one, other) || same_letters(one, other) => 3,
        alike if alike >= 0.72 => 2,
        _ => DIFFER,
    }
}

fn mail(one: &str, other: &str) -> u8 {
    if one_slip(one, other) {
        return 5;
    }
    let local = |text: &str| text.split_once('@').map_or(text.len(), |(before, _)| before.len());
    let (one_local, other_local) =
        (one.get(..local(one)).unwrap_or(one), other.get(..local(other)).unwrap_or(other));
    if one_local == other_local {
        return 4;
    }
    let locally = closeness(one_local, other_local);
    if locally >= 0.9 || closeness(one, other) >= 0.92 {
        3
    } else if locally >= 0.75 {
        2
    } else {
        DIFFER
    }
}

/// Numbers; `tail` last digits that agree are worth a level.
fn number(one: &str, other: &str, tail: usize) -> u8 {
    if one_slip(one, other) && one.len().min(other.len()) >= 4 {
        return 3;
    }
    fn end(text: &str, tail: usize) -> Option<&str> {
        text.len().checked_sub(tail).and_then(|from| text.get(from..))
    }
    let same_end = end(one, tail).is_some() && end(one, tail) == end(other, tail);
    if same_end || (one.len().min(other.len()) >= 6 && two_slips(one, other)) { 2 } else { DIFFER }
}

fn postcode(one: &str, other: &str) -> u8 {
    if one_slip(one, other) && one.len().min(other.len()) >= 3 {
        return 3;
    }
    fn head(text: &str) -> &str {
        let kept = text.chars().count().saturating_sub(3).max(2);
        let end = text.char_indices().nth(kept).map_or(text.len(), |(at, _)| at);
        text.get(..end).unwrap_or(text)
    }
    if head(one) == head(other) { 2 } else { DIFFER }
}

fn street(one: &str, other: &str) -> u8 {
    fn parts(text: &str) -> (&str, &str) {
        let mut parts = text.splitn(3, '|');
        (parts.next().unwrap_or(""), parts.next().unwrap_or(""))
    }
    let ((one_number, one_street), (other_number, other_street)) = (parts(one), parts(other));
    let same_number = one_number == other_number;
    if one_street == other_street && !one_street.is_empty() {
        // Equal but for the door.
        return if same_number { 5 } else { 3 };
    }
    let alike = if one_slip(one_street, other_street) { 1.0 } else { closeness(one_street, other_street) };
    if alike >= 0.88 || shares_word(one_street, other_street) {
        if same_number { 4 } else { 2 }
    } else if same_number && !one_number.is_empty() && alike >= 0.72 {
        2
    } else {
        DIFFER
    }
}

fn date(one: &str, other: &str) -> u8 {
    if one_slip(one, other) {
        return 5;
    }
    fn parts(text: &str) -> Option<[&str; 3]> {
        Some([text.get(..4)?, text.get(4..6)?, text.get(6..8)?])
    }
    let (Some(one), Some(other)) = (parts(one), parts(other)) else {
        return DIFFER;
    };
    let ([one_year, one_month, one_day], [other_year, other_month, other_day]) = (one, other);
    if one_year == other_year && one_month == other_day && one_day == other_month {
        return 5;
    }
    if one.iter().zip(&other).filter(|(a, b)| a == b).count() == 2 {
        return 4;
    }
    fn days([year, month, day]: [&str; 3]) -> i64 {
        let part = |text: &str| text.parse::<i64>().unwrap_or(0);
        part(year) * 372 + part(month) * 31 + part(day)
    }
    let apart = (days(one) - days(other)).abs();
    if apart <= 372 || one_year == other_year {
        3
    } else if apart <= 3720 {
        2
    } else {
        DIFFER
    }
}

#[cfg(test)]
mod tests;
