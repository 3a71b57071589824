//! One alphabet for names: letters with marks, ligatures, Cyrillic and Greek letters become plain Latin ones.
//!
//! In: one word of a name. Out: a plain form for equality, and a loose form in which common ways of writing the same
//! sound are one. Folding is a way to compare spellings; it says nothing about where a spelling comes from.
//! Letters follow Unicode NFKD; Cyrillic follows the table of ICAO Doc 9303 part 3 (machine readable passports),
//! Greek ISO 843 as used there; both with the usual shorter forms in the loose key.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The word in small plain Latin letters and digits; everything else in it is dropped.
/// Letters of scripts without a table here are kept as they are.
pub(crate) fn plain(word: &str) -> String {
    let mut res = String::with_capacity(word.len());
    let mut before = ' ';
    for character in word.nfkd() {
        if is_combining_mark(character) {
            continue;
        }
        for small in character.to_lowercase() {
            // Two Greek letters that are one sound.
            let is_second_half = before == 'ο' && small == 'υ';
            before = small;
            match latin(small) {
                Some(_) if is_second_half => res.push('u'),
                Some(letters) => res.push_str(letters),
                None if small.is_alphanumeric() => res.push(small),
                None => {}
            }
        }
    }
    res
}

/// A form in which common variants of transliteration are equal: `mueller` and `muller`, `sergei` and `sergey`,
/// `yusuf` and `youssef`. For equality only; it is no spelling anyone uses.
pub(super) fn loose(plain: &str) -> String {
    let mut text = plain.to_owned();
    for (from, to) in LOOSE {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    let mut res = String::with_capacity(text.len());
    for character in text.chars() {
        if res.ends_with(character) && character.is_alphabetic() {
            continue;
        }
        res.push(character);
    }
    res
}

/// Whether a word is written in Latin letters before anything is folded.
pub(super) fn is_latin(word: &str) -> bool {
    !word.nfkd().any(|character| character.is_alphabetic() && !is_latin_letter(character))
}

/// Whether anything is left in a folded word that has no table here, so that it cannot be compared with Latin.
pub(super) fn is_foreign_to_tables(plain: &str) -> bool {
    plain.chars().any(|character| character.is_alphabetic() && !character.is_ascii())
}

fn is_latin_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, '\u{00aa}'..='\u{02ff}' | '\u{1d00}'..='\u{1eff}')
}

/// Variants of one sound, longer ones first; applied in order to plain forms.
const LOOSE: &[(&str, &str)] = &[
    ("shch", "sh"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("dzh", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ks", "x"),
    ("ts", "c"),
    ("tz", "c"),
    ("ou", "u"),
    ("oo", "u"),
    ("ue", "u"),
    ("oe", "o"),
    ("ae", "a"),
    ("aa", "a"),
    ("ee", "i"),
    ("ie", "e"),
    ("ye", "e"),
    ("je", "e"),
    ("yo", "io"),
    ("jo", "io"),
    ("yu", "iu"),
    ("ju", "iu"),
    ("ya", "ia"),
    ("ja", "ia"),
    ("iy", "i"),
    ("ij", "i"),
    ("yi", "i"),
    ("ey", "ei"),
    ("ej", "ei"),
    ("ay", "ai"),
    ("aj", "ai"),
    ("y", "i"),
    ("w", "v"),
    ("q", "k"),
];

fn latin(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "ng",
        'ŧ' => "t",
        'ə' => "a",
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ї' | 'ы' => "i",
        'й' => "i",
        'ј' => "j",
        'к' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "c",
        'ђ' => "dj",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'џ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_and_ligatures_fold_to_plain_letters() {
        for (word, expected) in [
            ("Núñez", "nunez"),
            ("Łukasz", "lukasz"),
            ("Strauß", "strauss"),
            ("Søren", "soren"),
            ("O\u{2019}Neill", "oneill"),
            ("Дмитрий", "dmitrii"),
            ("Γιώργος", "giorgos"),
            ("Nguyễn", "nguyen"),
        ] {
            assert_eq!(plain(word), expected);
        }
    }

    #[test]
    fn common_variants_are_one_in_the_loose_form() {
        for (left, right) in [
            ("Müller", "Mueller"),
            ("Jørgensen", "Joergensen"),
            ("Сергей", "Sergey"),
            ("Sergei", "Sergej"),
            ("Дмитрий", "Dmitry"),
            ("Юрий", "Yuri"),
            ("Aleksandr", "Alexandr"),
            ("Youssef", "Yusef"),
            ("Михаил", "Mikhail"),
        ] {
            assert_eq!(loose(&plain(left)), loose(&plain(right)), "{left} {right}");
        }
        assert_ne!(loose("smith"), loose("smart"));
        assert_ne!(loose("marin"), loose("martin"));
    }

    #[test]
    fn scripts_without_a_table_are_recognised() {
        assert!(is_foreign_to_tables(&plain("李")));
        assert!(!is_foreign_to_tables(&plain("Łódź")));
        assert!(is_latin("Łódź") && !is_latin("Юрий"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(word in "\\PC{0,20}") {
            let once = plain(&word);
            prop_assert_eq!(plain(&once), once);
        }
    }
}
