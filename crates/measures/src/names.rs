//! Can two names be two spellings of one?
//!
//! In: full names as people and forms write them. Out: how they relate, and a number from 0 to 1.
//! Looked at are letters only: marks, transliteration, particles, initials, order, second surnames, familiar forms,
//! middle names. Where a name comes from is never asked and cannot be answered here.
//! Words are matched one to one, the surest kind of match first (Christen, "Data Matching", 2012, chapter 5); the
//! number is the soft form of it by Monge and Elkan (1996) over Jaro-Winkler.
//! `matching` pairs the words, `folding` brings them to one alphabet, `nicknames` holds familiar forms, `mailboxes` looks at names in addresses.

mod folding;
mod mailboxes;
mod matching;
mod nicknames;

pub(crate) use folding::plain as plain_word;
pub use mailboxes::{email_tokens, mail_pattern};
pub(crate) use nicknames::groups_of as familiar_groups;

use crate::similarity::jaro_winkler;
use matching::{Matching, Tie, tie};

/// How two names relate. The relation is the same in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameMatch {
    /// The same words in the same order, case, marks, titles and punctuation aside.
    Same,
    /// Not the same, and one person may well bear both, or be known by both.
    Compatible(Reason),
    /// Nothing that matters is shared.
    Different,
    /// One of them is empty, or in a script that cannot be brought to the letters of the other: nothing can be said.
    NotComparable,
}

/// What explains the difference. Where several do, the weakest tie is named: the first of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The given name agrees and the family name does not, as after a marriage.
    SharedGiven,
    /// The family name agrees and the given name does not, as in a family.
    SharedFamily,
    /// An initial stands for a word.
    Initials,
    /// A word is one or two letters off: a slip of the pen, or another name that is spelled nearly alike.
    Spelling,
    /// A familiar form stands for a full one.
    Nickname,
    /// One name has words the other leaves out: a middle name, a second surname, a particle.
    Subset,
    /// The same sounds in other letters.
    Transliteration,
    /// The same words in another order.
    Order,
}

/// Compares two full names.
pub fn compare(left: &str, right: &str) -> NameMatch {
    let (one, other) = read_both(left, right);
    if one.words.is_empty() || other.words.is_empty() {
        return NameMatch::NotComparable;
    }
    if let Some(whole) = compare_whole(&one, &other) {
        return whole;
    }
    if one.is_beyond_tables() || other.is_beyond_tables() {
        return NameMatch::NotComparable;
    }
    let matched = Matching::of(&one, &other);
    matched.verdict(&one, &other)
}

/// How much of two names agrees: 0 to 1. Unchanged by the order of the words and of the names.
///
/// 1 for equal words in any order; a familiar form counts 0.95, an initial 0.7, a word of which the spelling is close
/// its Jaro-Winkler similarity from 0.85 on; a word that only one name has costs a quarter. 0 when nothing can be said.
pub fn similarity(left: &str, right: &str) -> f64 {
    let (mut one, mut other) = read_both(left, right);
    if one.words.is_empty() || other.words.is_empty() {
        return 0.0;
    }
    if one.joined() == other.joined() {
        return 1.0;
    }
    one.words.sort();
    other.words.sort();
    let (one, other) = in_fixed_order(one, other);
    let (one, other) = (one.core(), other.core());
    let mut pairs = Vec::new();
    for (one_at, one_word) in one.iter().enumerate() {
        for (other_at, other_word) in other.iter().enumerate() {
            let worth = soft_worth(one_word, other_word);
            if worth > 0.0 {
                pairs.push((worth, one_at, other_at));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut one_free = vec![true; one.len()];
    let mut other_free = vec![true; other.len()];
    let mut sum = 0.0;
    for (worth, one_at, other_at) in pairs {
        if let (Some(one_slot), Some(other_slot)) = (one_free.get_mut(one_at), other_free.get_mut(other_at))
            && *one_slot
            && *other_slot
        {
            (*one_slot, *other_slot) = (false, false);
            sum += worth;
        }
    }
    let (fewer, more) = (one.len().min(other.len()), one.len().max(other.len()));
    sum / (fewer as f64 + 0.25 * (more - fewer) as f64)
}

/// Words beyond this are not looked at; no name is so long, and the work grows with the square.
const WORDS_MAX: usize = 16;

/// From this similarity on, two words may be spellings of one.
const CLOSE_SPELLING: f64 = 0.85;

/// Words that stand between the parts of a name and are often left out. Only between other words: at either end the
/// same letters are a name.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "las", "le", "los", "el", "al",
    "y", "e", "i", "van", "von", "vom", "der", "den", "ter", "ten", "te", "zu", "zum", "zur", "af", "av",
    "bin", "ibn", "bint", "binti", "ould", "ben",
];

const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev"];

const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "esq", "mba", "cpa", "cissp", "pmp"];

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    plain: String,
    loose: String,
    /// Capitals in a name that is not all capitals: `JP` may stand for two words.
    is_capitals: bool,
    is_latin: bool,
    is_particle: bool,
}

impl Word {
    fn is_initial(&self) -> bool {
        self.plain.chars().count() == 1
    }
}

/// A name as a list of words, given names first where the writing says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    words: Vec<Word>,
    /// A familiar name that was added in brackets or quotes.
    added: Vec<Word>,
}

impl Name {
    fn read(text: &str) -> Name {
        let (main, added) = take_added(text);
        // `Family, Given Middle`; what follows the comma may also be only a suffix.
        let mut parts: Vec<Vec<&str>> = main.split(',').map(split_words).collect();
        for part in &mut parts {
            while part
                .last()
                .is_some_and(|word| SUFFIXES.contains(&folding::plain(word).as_str()) && word.len() > 1)
            {
                part.pop();
            }
        }
        parts.retain(|part| !part.is_empty());
        let mut raw: Vec<&str> = Vec::new();
        if let [family, given, rest @ ..] = parts.as_slice() {
            raw.extend(given);
            raw.extend(rest.iter().flatten());
            raw.extend(family);
        } else {
            raw.extend(parts.iter().flatten());
        }
        while raw.len() > 1 && raw.first().is_some_and(|word| TITLES.contains(&folding::plain(word).as_str()))
        {
            raw.remove(0);
        }
        let all_capitals = !raw.iter().any(|word| word.chars().any(char::is_lowercase));
        let read = |word: &&str| Word {
            plain: folding::plain(word),
            loose: folding::loose(&folding::plain(word)),
            is_capitals: !all_capitals && word.chars().all(char::is_uppercase),
            is_latin: folding::is_latin(word),
            // One capital letter is an initial, whatever it means as a word.
            is_particle: word.chars().any(char::is_lowercase) || word.chars().nth(1).is_some(),
        };
        let mut words: Vec<Word> = raw.iter().map(read).filter(|word| !word.plain.is_empty()).collect();
        words.truncate(WORDS_MAX);
        let last = words.len().saturating_sub(1);
        for (place, word) in words.iter_mut().enumerate() {
            word.is_particle &= place > 0 && place < last && PARTICLES.contains(&word.plain.as_str());
        }
        let added =
            split_words(&added).iter().map(read).filter(|word| !word.plain.is_empty()).take(2).collect();
        Name { words, added }
    }

    /// The name with neighbouring words joined where the other name has them as one: `min jung` beside `minjung`.
    fn joined_like(&self, other: &Name) -> Name {
        let mut res = Name { words: Vec::with_capacity(self.words.len()), added: self.added.clone() };
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            // An initial must not vanish in the word before it.
            let next = self.words.get(at + 1).filter(|next| !next.is_initial() && !word.is_initial());
            let joined = next.map(|next| word.plain.clone() + &next.plain);
            let known = joined.filter(|joined| {
                other.words.iter().any(|word| word.plain == *joined || word.loose == folding::loose(joined))
            });
            if let Some(plain) = known {
                let loose = folding::loose(&plain);
                let is_latin = word.is_latin;
                res.words.push(Word { plain, loose, is_capitals: false, is_latin, is_particle: false });
                at += 2;
            } else {
                res.words.push(word.clone());
                at += 1;
            }
        }
        res
    }

    fn joined(&self) -> String {
        self.words.iter().map(|word| word.plain.as_str()).collect()
    }

    fn joined_loosely(&self) -> String {
        folding::loose(&self.joined())
    }

    /// The words without particles.
    fn core(&self) -> Vec<&Word> {
        self.words.iter().filter(|word| !word.is_particle).collect()
    }

    fn is_latin(&self) -> bool {
        self.words.iter().all(|word| word.is_latin)
    }

    fn is_beyond_tables(&self) -> bool {
        self.words.iter().any(|word| folding::is_foreign_to_tables(&word.plain))
    }
}

/// Both names, in a fixed order, with words joined that the other name writes as one.
fn read_both(left: &str, right: &str) -> (Name, Name) {
    let (one, other) = in_fixed_order(Name::read(left), Name::read(right));
    let (one_joined, other_joined) = (one.joined_like(&other), other.joined_like(&one));
    in_fixed_order(one_joined, other_joined)
}

/// A fixed order of the two makes every answer symmetric.
fn in_fixed_order(left: Name, right: Name) -> (Name, Name) {
    if left <= right { (left, right) } else { (right, left) }
}

/// Answers that need no matching of words, because the names agree as a whole.
fn compare_whole(one: &Name, other: &Name) -> Option<NameMatch> {
    if one.joined() == other.joined() {
        let same_alphabet = one.is_latin() == other.is_latin();
        let reason = NameMatch::Compatible(Reason::Transliteration);
        return Some(if same_alphabet { NameMatch::Same } else { reason });
    }
    let sorted = |name: &Name| {
        let mut res: Vec<String> = name.words.iter().map(|word| word.plain.clone()).collect();
        res.sort();
        res
    };
    if sorted(one) == sorted(other) {
        return Some(NameMatch::Compatible(Reason::Order));
    }
    if one.joined_loosely() == other.joined_loosely() {
        return Some(NameMatch::Compatible(Reason::Transliteration));
    }
    None
}

fn soft_worth(one: &Word, other: &Word) -> f64 {
    match tie(one, other) {
        Some(Tie::Equal) => 1.0,
        Some(Tie::Loose) => 0.98,
        Some(Tie::Familiar) => 0.95,
        Some(Tie::Initial) => 0.7,
        Some(Tie::Slip) | None => {
            let closeness = jaro_winkler(&one.plain, &other.plain);
            // Rounding noise must not decide which of two equal pairs is taken.
            if closeness >= CLOSE_SPELLING && !one.is_initial() && !other.is_initial() {
                closeness.min(0.97)
            } else {
                0.0
            }
        }
    }
}

/// Splits off what stands in brackets or double quotes.
fn take_added(text: &str) -> (String, String) {
    let mut main = String::with_capacity(text.len());
    let mut added = String::new();
    let mut inside = false;
    for character in text.chars() {
        match character {
            '(' | '[' | '\u{201c}' => inside = true,
            ')' | ']' | '\u{201d}' => inside = false,
            '"' => inside = !inside,
            other if inside => added.push(other),
            other => main.push(other),
        }
        if !inside && matches!(character, ')' | ']' | '\u{201d}' | '"') {
            added.push(' ');
            main.push(' ');
        }
    }
    // Only brackets: then they hold the name itself.
    if main.trim().is_empty() { (added, String::new()) } else { (main, added) }
}

fn split_words(text: &str) -> Vec<&str> {
    let is_border = |character: char| {
        character.is_whitespace()
            || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '.' | '_' | '/' | ';' | ',')
    };
    text.split(is_border).filter(|word| word.chars().any(char::is_alphanumeric)).collect()
}

#[cfg(test)]
mod tests;
