//! How is a mailbox built from a name?
//!
//! In: the part of an address before the `@`, and the name of its holder. Out: the pattern of the address with the name
//! taken out, so that the mailboxes of different people can be compared.
//! `camila.escobar.dev57` of Camila Escobar is `{first}.{last}.dev{dd}`: what is left is the habit, not the person.

use super::nicknames;
use super::{Name, folding};

/// The runs of letters and of digits in a local part, in small letters, without separators and without `+tag`.
pub fn email_tokens(local_part: &str) -> Vec<String> {
    pieces(local_part)
        .into_iter()
        .filter(|piece| !matches!(piece, Piece::Separator(_)))
        .map(|piece| match piece {
            Piece::Letters(text) | Piece::Digits(text) => text,
            Piece::Separator(character) => character.to_string(),
        })
        .collect()
}

/// The local part with the parts of the name replaced: `{first}`, `{middle}`, `{last}`, or `{f}`, `{m}`, `{l}` for
/// initials; each digit becomes `d` within braces; separators and all other words stay as they are.
///
/// `None` when no part of the name of three letters or more, and no initial beside one, stands in it: then nothing
/// tells which words are the person's own. Familiar forms count as the name.
pub fn mail_pattern(local_part: &str, name: &str) -> Option<String> {
    let parts = Parts::of(&Name::read(name));
    let mut res = String::new();
    let mut found = false;
    let pieces = pieces(local_part);
    for (place, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Separator(character) => res.push(*character),
            Piece::Digits(digits) => {
                res.push('{');
                res.extend(digits.chars().map(|_| 'd'));
                res.push('}');
            }
            Piece::Letters(letters) => {
                let alone = pieces.iter().enumerate().all(|(other, piece)| {
                    other == place || !matches!(piece, Piece::Letters(text) if parts.whole(text).is_some())
                });
                let (text, has_name) = parts.replace_in(letters, !alone);
                found |= has_name;
                res.push_str(&text);
            }
        }
    }
    found.then_some(res)
}

/// Longer local parts are not allowed by RFC 5321 (64 octets); what is beyond is not looked at.
const LOCAL_PART_MAX: usize = 64;

enum Piece {
    Letters(String),
    Digits(String),
    Separator(char),
}

fn pieces(local_part: &str) -> Vec<Piece> {
    let mut res: Vec<Piece> = Vec::new();
    for character in local_part.trim().chars().take(LOCAL_PART_MAX) {
        if character == '+' {
            break;
        }
        if character.is_ascii_digit() {
            match res.last_mut() {
                Some(Piece::Digits(text)) => text.push(character),
                _ => res.push(Piece::Digits(character.to_string())),
            }
        } else if character.is_alphanumeric() {
            let small = folding::plain(&character.to_string());
            match res.last_mut() {
                Some(Piece::Letters(text)) => text.push_str(&small),
                _ => res.push(Piece::Letters(small)),
            }
        } else {
            res.push(Piece::Separator(character));
        }
    }
    res
}

/// The words of a name by their place in it.
struct Parts {
    /// Label, letter and plain word.
    words: Vec<(&'static str, &'static str, String)>,
}

impl Parts {
    fn of(name: &Name) -> Parts {
        let core = name.core();
        let last = core.len().saturating_sub(1);
        let mut words = Vec::new();
        for (place, word) in core.iter().enumerate() {
            let (label, letter) = match place {
                0 => ("{first}", "{f}"),
                place if place == last => ("{last}", "{l}"),
                _ => ("{middle}", "{m}"),
            };
            words.push((label, letter, word.plain.clone()));
        }
        for word in &name.added {
            words.push(("{first}", "{f}", word.plain.clone()));
        }
        // Longer words first, so that `ann` does not eat the beginning of `anna`.
        words.sort_by_key(|(_, _, word)| std::cmp::Reverse(word.chars().count()));
        words.retain(|(_, _, word)| !word.is_empty());
        Parts { words }
    }

    /// The label of a run of letters that is one word of the name, or a familiar form of its first.
    fn whole(&self, letters: &str) -> Option<&'static str> {
        for (label, _, word) in &self.words {
            let familiar = *label == "{first}" && nicknames::share_a_group(letters, word);
            let same_sound = word.len() >= 4 && folding::loose(letters) == folding::loose(word);
            if letters == word || familiar || same_sound {
                return Some(label);
            }
        }
        None
    }

    fn initial(&self, letters: &str) -> Option<&'static str> {
        // First and last name are more usual in an address than those between.
        let rank = |letter: &str| usize::from(letter == "{m}");
        let mut fitting: Vec<&'static str> = Vec::new();
        for (_, letter, word) in &self.words {
            if word.chars().next().map(String::from).as_deref() == Some(letters) {
                fitting.push(letter);
            }
        }
        fitting.sort_by_key(|letter| (rank(letter), *letter));
        fitting.first().copied()
    }

    /// One run of letters with the name taken out, and whether any of the name was in it.
    fn replace_in(&self, letters: &str, beside_a_name: bool) -> (String, bool) {
        if let Some(label) = self.whole(letters) {
            return (label.to_owned(), true);
        }
        if letters.chars().count() == 1 {
            let initial = if beside_a_name { self.initial(letters) } else { None };
            return (initial.unwrap_or(letters).to_owned(), initial.is_some());
        }
        for (label, _, word) in self.words.iter().filter(|(_, _, word)| word.chars().count() >= 3) {
            if let Some(rest) = letters.strip_prefix(word.as_str()) {
                return (format!("{label}{}", self.rest(rest)), true);
            }
            if let Some(rest) = letters.strip_suffix(word.as_str()) {
                return (format!("{}{label}", self.rest(rest)), true);
            }
        }
        // Initials of the whole name, as in `jmc` for three words.
        (letters.to_owned(), false)
    }

    fn rest(&self, letters: &str) -> String {
        match letters.chars().count() {
            0 => String::new(),
            _ => self.replace_in(letters, true).0,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_name_is_taken_out_and_the_habit_stays() {
        for (local_part, name, expected) in [
            ("rosa.delmar.dev57", "Rosa Delmar", Some("{first}.{last}.dev{dd}")),
            ("rdelmar1984", "Rosa Delmar", Some("{f}{last}{dddd}")),
            ("delmar_rosa", "Rosa Delmar", Some("{last}_{first}")),
            ("r.delmar", "Rosa Delmar", Some("{f}.{last}")),
            ("rosa.d", "Rosa Delmar", Some("{first}.{l}")),
            ("rosad", "Rosa Delmar", Some("{first}{l}")),
            ("rosadelmardev", "Rosa Delmar", Some("{first}{last}dev")),
            ("rosa.m.delmar", "Rosa Maria Delmar", Some("{first}.{m}.{last}")),
            ("bob.marsh", "Robert Marsh", Some("{first}.{last}")),
            ("joerg.mueller", "Jörg Müller", Some("{first}.{last}")),
            ("coder4hire", "Rosa Delmar", None),
            ("rosa.delmar+jobs", "Delmar, Rosa", Some("{first}.{last}")),
        ] {
            let found = mail_pattern(local_part, name);
            assert_eq!(found.as_deref(), expected, "{local_part} of {name}");
        }
    }

    #[test]
    fn tokens_are_runs_of_letters_and_of_digits() {
        assert_eq!(email_tokens("Rosa.Delmar_dev57+x"), ["rosa", "delmar", "dev", "57"]);
        assert!(email_tokens("...").is_empty());
    }

    proptest! {
        #[test]
        fn people_with_one_habit_have_one_pattern(
            one in ("[b-df-h][aeo][k-n][aeo]", "[p-t][iu][v-z][iu]"),
            other in ("[b-df-h][aeo][k-n][aeo]", "[p-t][iu][v-z][iu]"),
            number in 10_u8..99,
        ) {
            let build = |(given, family): &(String, String)| (format!("{given}.{family}.work{number}"), format!("{given} {family}"));
            let ((one_local, one_name), (other_local, other_name)) = (build(&one), build(&other));
            prop_assert_eq!(mail_pattern(&one_local, &one_name), Some("{first}.{last}.work{dd}".to_owned()));
            prop_assert_eq!(mail_pattern(&one_local, &one_name), mail_pattern(&other_local, &other_name));
        }

        #[test]
        fn any_text_is_answered(local_part in "\\PC{0,80}", name in "\\PC{0,40}") {
            let _ = mail_pattern(&local_part, &name);
            prop_assert!(email_tokens(&local_part).iter().all(|token| !token.contains('+')));
        }
    }
}
