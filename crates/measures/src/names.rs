//! Can two names be two spellings of one?
//!
//! In: full names as people and forms write them. Out: how they relate, and a number from 0 to 1.
//! Looked at are letters only: marks, transliteration, particles, initials, order, second surnames, familiar forms,
//! middle names. Where a name comes from is never asked and cannot be answered here.
//! Words are matched one to one, the surest kind of match first (Christen, "Data Matching", 2012, chapter 5); the
//! number is the soft form of it by Monge and Elkan (1996) over Jaro-Winkler.
//! `folding` brings words to one alphabet, `nicknames` holds familiar forms, `mailboxes` looks at names in addresses.

mod folding;
mod mailboxes;
mod nicknames;

pub use mailboxes::{email_tokens, mail_pattern};

use crate::similarity::jaro_winkler;

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
    let (one, other) = in_fixed_order(Name::read(left), Name::read(right));
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
    let (mut one, mut other) = in_fixed_order(Name::read(left), Name::read(right));
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

/// How two words of names agree, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Equal,
    Loose,
    Familiar,
    Initial,
}

fn tie(one: &Word, other: &Word) -> Option<Tie> {
    if one.plain == other.plain {
        return Some(Tie::Equal);
    }
    if one.is_initial() || other.is_initial() {
        let first = |word: &Word| (word.plain.chars().next(), word.loose.chars().next());
        let ((one_plain, one_loose), (other_plain, other_loose)) = (first(one), first(other));
        // Two different initials stand for different words.
        let one_only = one.is_initial() != other.is_initial();
        let agree = one_plain == other_plain || one_loose == other_loose;
        return (one_only && agree).then_some(Tie::Initial);
    }
    if one.loose == other.loose {
        return Some(Tie::Loose);
    }
    nicknames::share_a_group(&one.plain, &other.plain).then_some(Tie::Familiar)
}

fn soft_worth(one: &Word, other: &Word) -> f64 {
    match tie(one, other) {
        Some(Tie::Equal) => 1.0,
        Some(Tie::Loose) => 0.98,
        Some(Tie::Familiar) => 0.95,
        Some(Tie::Initial) => 0.7,
        None => {
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

/// Which word of one name belongs to which word of the other. Places count words without particles.
struct Matching {
    pairs: Vec<(usize, usize, Tie)>,
    one_free: Vec<usize>,
    other_free: Vec<usize>,
}

impl Matching {
    fn of(one: &Name, other: &Name) -> Matching {
        let (one_core, other_core) = (one.core(), other.core());
        let mut candidates = Vec::new();
        for (one_at, one_word) in one_core.iter().enumerate() {
            for (other_at, other_word) in other_core.iter().enumerate() {
                if let Some(tie) = tie_with_added(one, one_at, one_word, other, other_at, other_word) {
                    // The surest tie first; among equals, words at like places belong together.
                    candidates.push((tie, one_at.abs_diff(other_at), one_at, other_at));
                }
            }
        }
        candidates.sort_unstable();
        let mut res = Matching {
            pairs: Vec::new(),
            one_free: (0..one_core.len()).collect(),
            other_free: (0..other_core.len()).collect(),
        };
        for (tie, _, one_at, other_at) in candidates {
            if res.one_free.contains(&one_at) && res.other_free.contains(&other_at) {
                res.take(one_at, other_at, tie);
            }
        }
        spread_capitals(
            &one_core,
            &other_core,
            &mut res.one_free,
            &mut res.other_free,
            &mut res.pairs,
            false,
        );
        spread_capitals(&other_core, &one_core, &mut res.other_free, &mut res.one_free, &mut res.pairs, true);
        res
    }

    fn take(&mut self, one_at: usize, other_at: usize, tie: Tie) {
        self.one_free.retain(|place| *place != one_at);
        self.other_free.retain(|place| *place != other_at);
        self.pairs.push((one_at, other_at, tie));
    }

    fn verdict(&self, one: &Name, other: &Name) -> NameMatch {
        let (one_last, other_last) =
            (one.core().len().saturating_sub(1), other.core().len().saturating_sub(1));
        let full = |pair: &&(usize, usize, Tie)| pair.2 != Tie::Initial;
        let first_agrees = self.pairs.iter().filter(full).any(|pair| pair.0 == 0 && pair.1 == 0);
        let last_agrees = self.pairs.iter().any(|pair| pair.0 == one_last && pair.1 == other_last);
        // In a name of three words or more, every word but the first may be a family name.
        let family_agrees = self.pairs.iter().filter(full).any(|pair| {
            (pair.0 == one_last && (pair.1 > 0 || other_last == 0))
                || (pair.1 == other_last && (pair.0 > 0 || one_last == 0))
        });
        let shared = || {
            if first_agrees {
                NameMatch::Compatible(Reason::SharedGiven)
            } else if family_agrees {
                NameMatch::Compatible(Reason::SharedFamily)
            } else {
                NameMatch::Different
            }
        };
        if self.pairs.is_empty() {
            return NameMatch::Different;
        }
        let one_is_used_up = self.one_free.is_empty() || self.other_free.is_empty();
        let lone_word = (one_last == 0 || other_last == 0) && one_last != other_last;
        if lone_word {
            // A single word is part of the other name; which part is all that can be said.
            let only_initial = self.pairs.iter().all(|pair| pair.2 == Tie::Initial);
            return if only_initial { NameMatch::Different } else { shared() };
        }
        let ends_agree =
            one_last > 0 && other_last > 0 && first_agrees && last_agrees && self.pairs.len() >= 2;
        if !one_is_used_up && !ends_agree {
            return shared();
        }
        NameMatch::Compatible(self.weakest(one, other))
    }

    fn weakest(&self, one: &Name, other: &Name) -> Reason {
        let mut res = Reason::Order;
        for (_, _, tie) in &self.pairs {
            let reason = match tie {
                Tie::Initial => Reason::Initials,
                Tie::Familiar => Reason::Nickname,
                Tie::Loose => Reason::Transliteration,
                Tie::Equal => continue,
            };
            res = res.min(reason);
        }
        let particles = |name: &Name| name.words.iter().filter(|word| word.is_particle).count();
        let all_paired = self.one_free.is_empty() && self.other_free.is_empty();
        if !all_paired || particles(one) != particles(other) {
            res = res.min(Reason::Subset);
        }
        res
    }
}

/// A familiar name in brackets may stand for the first word of its own name.
fn tie_with_added(
    one: &Name,
    one_at: usize,
    one_word: &Word,
    other: &Name,
    other_at: usize,
    other_word: &Word,
) -> Option<Tie> {
    let by_word = tie(one_word, other_word);
    let added_agrees = (one_at == 0 && one.added.iter().any(|word| tie(word, other_word).is_some()))
        || (other_at == 0 && other.added.iter().any(|word| tie(one_word, word).is_some()));
    if by_word.is_none_or(|tie| tie == Tie::Initial) && added_agrees { Some(Tie::Familiar) } else { by_word }
}

/// Lets `JP` stand for two neighbouring words that begin with these letters.
fn spread_capitals(
    short: &[&Word],
    long: &[&Word],
    short_free: &mut Vec<usize>,
    long_free: &mut Vec<usize>,
    pairs: &mut Vec<(usize, usize, Tie)>,
    turned: bool,
) {
    for short_at in short_free.clone() {
        let Some(word) = short.get(short_at) else { continue };
        let letters: Vec<char> = word.plain.chars().collect();
        if !word.is_capitals || !(2..=3).contains(&letters.len()) {
            continue;
        }
        for start in long_free.clone() {
            let places: Vec<usize> = (start..start + letters.len()).collect();
            let fits = places.iter().zip(&letters).all(|(place, letter)| {
                long_free.contains(place)
                    && long.get(*place).is_some_and(|word| word.plain.starts_with(*letter))
            });
            if fits {
                short_free.retain(|place| *place != short_at);
                long_free.retain(|place| !places.contains(place));
                pairs.push(if turned {
                    (start, short_at, Tie::Initial)
                } else {
                    (short_at, start, Tie::Initial)
                });
                break;
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(left: &str, right: &str, expected: NameMatch) {
        assert_eq!(compare(left, right), expected, "{left} / {right}");
        assert_eq!(compare(right, left), expected, "{right} / {left}");
    }

    fn check_reason(left: &str, right: &str, reason: Reason) {
        check(left, right, NameMatch::Compatible(reason));
    }

    #[test]
    fn same_whatever_the_case_marks_titles_and_commas() {
        for (left, right) in [
            ("Ana Núñez", "ANA NUNEZ"),
            ("Dr. Mary O\u{2019}Neill", "mary oneill"),
            ("Rivera, Tomas", "Tomás Rivera"),
            ("Samuel Reed Jr.", "Samuel Reed"),
            ("Reed, Samuel, Jr.", "Samuel Reed"),
            ("Jean-Pierre Blanc", "Jean Pierre Blanc"),
            ("Kang-min Choe", "Kangmin Choe"),
            ("Al-Hadid Noor", "Alhadid Noor"),
        ] {
            check(left, right, NameMatch::Same);
        }
    }

    #[test]
    fn compatible_names_say_why() {
        check_reason("J. Carver", "Julia Carver", Reason::Initials);
        check_reason("Julia M. Carver", "Julia Marie Carver", Reason::Initials);
        check_reason("Julia E. Carver", "Julia Ellen Carver", Reason::Initials);
        check_reason("JP Blanc", "Jean-Pierre Blanc", Reason::Initials);
        check_reason("Bob Marsh", "Robert Marsh", Reason::Nickname);
        check_reason("Sasha Orlov", "Alexander Orlov", Reason::Nickname);
        check_reason("Guillermo (Bill) Paz", "William Paz", Reason::Nickname);
        check_reason("Wei \"Vincent\" Tan", "Vince Tan", Reason::Nickname);
        check_reason("Pepe Rivas", "José Rivas", Reason::Nickname);
        check_reason("Maria Lopez", "Maria Lopez Garcia", Reason::Subset);
        check_reason("Anna Smith-Jones", "Anna Smith", Reason::Subset);
        check_reason("John Michael Smith", "John Smith", Reason::Subset);
        check_reason("Juan de la Cruz", "Juan Cruz", Reason::Subset);
        check_reason("Müller Jörg", "Joerg Mueller", Reason::Transliteration);
        check_reason("Дмитрий Иванов", "Dmitry Ivanov", Reason::Transliteration);
        check_reason("Γιώργος Παππάς", "Giorgos Pappas", Reason::Transliteration);
        check_reason("Tran Minh Duc", "Minh Duc Tran", Reason::Order);
    }

    #[test]
    fn a_married_name_shares_the_given_name() {
        check_reason("Anna Smith", "Anna Jones", Reason::SharedGiven);
        check_reason("Anna Marie Smith", "Anna Jones", Reason::SharedGiven);
        check_reason("Liz Smith", "Elizabeth Jones", Reason::SharedGiven);
        check_reason("Maria Lopez Garcia", "Maria Lopez Ruiz", Reason::SharedGiven);
        check_reason("Chris", "Christopher Walker", Reason::SharedGiven);
    }

    #[test]
    fn relatives_share_the_family_name() {
        check_reason("Mary Smith", "John Smith", Reason::SharedFamily);
        check_reason("Juan Lopez", "Maria Lopez Garcia", Reason::SharedFamily);
        check_reason("Walker", "Chris Walker", Reason::SharedFamily);
    }

    #[test]
    fn different_when_nothing_that_matters_is_shared() {
        check("Anna Smith", "Robert Jones", NameMatch::Different);
        check("J. Smith", "James Jones", NameMatch::Different);
        check("James Smith", "Mary James", NameMatch::Different);
        check("Carlos Vega", "Carla Vogt", NameMatch::Different);
    }

    #[test]
    fn nothing_is_said_about_letters_without_a_table_or_no_letters() {
        check("李伟", "Wei Li", NameMatch::NotComparable);
        check("李伟", "李伟", NameMatch::Same);
        check("", "Wei Li", NameMatch::NotComparable);
        check("---", "...", NameMatch::NotComparable);
    }

    #[test]
    fn similarity_orders_names_as_a_reader_would() {
        assert_eq!(similarity("Anna Smith", "smith, anna"), 1.0);
        assert_eq!(similarity("Anna Smith", "Smith Anna"), 1.0);
        assert!(similarity("Bob Marsh", "Robert Marsh") > 0.95);
        assert!(similarity("Jonh Smith", "John Smith") > 0.9);
        assert!(similarity("J Smith", "John Smith") > 0.8);
        assert!(similarity("Anna Smith", "Anna Jones") < 0.6);
        assert_eq!(similarity("Anna Smith", "Robert Jones"), 0.0);
    }

    #[test]
    fn very_long_names_are_cut_and_answered() {
        let long = "Ana ".repeat(5000);
        assert!(similarity(&long, "Ana Ruiz") < 1.0);
        assert_ne!(compare(&long, "Ana Ruiz"), NameMatch::Same);
    }

    fn name() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "Anna", "Bob", "Robert", "J", "JP", "Jean", "Pierre", "Smith", "de", "Müller", "Mueller", "Юрий",
            "Yuri", "李", "Lopez",
        ]);
        prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn symmetric_bounded_and_reflexive(left in name(), right in name()) {
            prop_assert_eq!(compare(&left, &right), compare(&right, &left));
            let value = similarity(&left, &right);
            prop_assert!((0.0..=1.0).contains(&value));
            prop_assert_eq!(value, similarity(&right, &left));
            if !left.is_empty() {
                prop_assert_eq!(compare(&left, &left), NameMatch::Same);
                prop_assert_eq!(similarity(&left, &left), 1.0);
            }
        }

        #[test]
        fn any_text_is_answered(left in "\\PC{0,40}", right in "\\PC{0,40}") {
            prop_assert_eq!(compare(&left, &right), compare(&right, &left));
            prop_assert!((0.0..=1.0).contains(&similarity(&left, &right)));
        }

        #[test]
        fn one_letter_words_of_the_same_name_are_never_different(given in "[A-Z][a-z]{3,6}", family in "[A-Z][a-z]{3,6}") {
            let initial = given.chars().next().unwrap();
            let short = format!("{initial}. {family}");
            let full = format!("{given} {family}");
            prop_assert!(matches!(compare(&short, &full), NameMatch::Compatible(_)), "{} / {}", short, full);
        }
    }
}
