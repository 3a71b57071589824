//! The marks that a sketch counts: words without a subject of their own, and signs between words.
//!
//! The list is fixed, since sketches are kept and compared later; a change of it is a new `VERSION`. The words are
//! the most frequent ones of two public collections, mails and the minutes of spoken meetings, without names,
//! things and acts. Nothing in it says what a text is about, and no form of it counts as right or wrong.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Words that every text on every subject uses.
const WORDS: &[&str] = &[
    "the",
    "to",
    "i",
    "a",
    "yeah",
    "and",
    "it",
    "you",
    "that",
    "of",
    "we",
    "so",
    "is",
    "have",
    "in",
    "it's",
    "but",
    "okay",
    "for",
    "be",
    "on",
    "this",
    "think",
    "like",
    "if",
    "can",
    "or",
    "just",
    "with",
    "not",
    "that's",
    "are",
    "well",
    "what",
    "one",
    "do",
    "no",
    "then",
    "as",
    "know",
    "don't",
    "they",
    "would",
    "all",
    "about",
    "was",
    "at",
    "there",
    "more",
    "right",
    "oh",
    "some",
    "your",
    "maybe",
    "an",
    "because",
    "something",
    "from",
    "could",
    "should",
    "make",
    "will",
    "which",
    "me",
    "i'm",
    "my",
    "up",
    "our",
    "very",
    "go",
    "want",
    "we're",
    "how",
    "also",
    "yes",
    "see",
    "really",
    "get",
    "thing",
    "now",
    "out",
    "when",
    "has",
    "need",
    "here",
    "them",
    "say",
    "other",
    "only",
    "kind",
    "got",
    "by",
    "too",
    "than",
    "much",
    "things",
    "these",
    "any",
    "going",
    "you're",
    "little",
    "had",
    "were",
    "into",
    "way",
    "most",
    "still",
    "where",
    "their",
    "there's",
    "back",
    "those",
    "down",
    "even",
    "did",
    "i've",
    "lot",
    "i'll",
    "does",
    "who",
    "we've",
    "us",
    "might",
    "quite",
    "we'll",
    "same",
    "doesn't",
    "take",
    "can't",
    "let's",
    "off",
    "over",
    "been",
    "didn't",
    "they're",
    "why",
    "again",
    "already",
    "many",
    "another",
    "through",
    "being",
    "before",
    "made",
    "done",
    "isn't",
    "after",
    "its",
    "what's",
    "though",
    "each",
    "anything",
    "having",
    "i'd",
    "everything",
    "enough",
    "few",
    "may",
    "around",
    "between",
    "both",
    "else",
    "own",
    "less",
    "since",
    "always",
    "whole",
    "anyway",
    "every",
    "such",
    "either",
    "without",
    "rather",
    "under",
    "however",
    "therefore",
    "please",
    "uh",
    "um",
    "mm",
    "hmm",
    "upon",
    "must",
    "shall",
    "while",
    "until",
    "perhaps",
    "cannot",
];

/// Signs between words. Quotation marks and dashes are counted in their plain form: which form stands in a text is
/// the mailing program's choice.
const SIGNS: &[char] = &['.', ',', ';', ':', '?', '!', '-', '(', ')', '"', '/', '*', '&', '+', '=', '%'];

/// How many marks there are.
pub(super) const MARKS: usize = WORDS.len() + SIGNS.len() + 2;
const NUMBER: u8 = (MARKS - 2) as u8;
const OTHER_WORD: u8 = (MARKS - 1) as u8;
// A mark is one byte.
const _: () = assert!(MARKS <= 256);

static PLACES: LazyLock<HashMap<&'static str, u8>> =
    LazyLock::new(|| (0_u8..).zip(WORDS).map(|(place, word)| (*word, place)).collect());

/// Hands each mark of the text to `take`, and says how many words there were.
pub(super) fn read(text: &str, mut take: impl FnMut(u8)) -> u32 {
    let mut words = 0;
    let mut word = String::new();
    let mut letters = text.chars().map(plain).peekable();
    while let Some(letter) = letters.next() {
        if letter.is_alphabetic() {
            word.clear();
            word.extend(letter.to_lowercase());
            while let Some(next) = letters.peek().copied() {
                // An apostrophe inside a word belongs to it; where the word ends with one, nothing is lost.
                if !next.is_alphanumeric() && next != '\'' {
                    break;
                }
                word.extend(next.to_lowercase());
                letters.next();
            }
            words += 1;
            take(PLACES.get(word.trim_end_matches('\'')).copied().unwrap_or(OTHER_WORD));
        } else if letter.is_numeric() {
            while letters.peek().is_some_and(|it| it.is_alphanumeric() || matches!(it, '.' | ',' | ':')) {
                letters.next();
            }
            take(NUMBER);
        } else if let Some(place) = SIGNS.iter().position(|it| *it == letter) {
            take((WORDS.len() + place) as u8);
        }
    }
    words
}

/// One form for signs that programs write in several.
fn plain(letter: char) -> char {
    match letter {
        '’' | '‘' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‑' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_stands_once() {
        assert_eq!(PLACES.len(), WORDS.len());
    }

    #[test]
    fn no_mark_tells_what_a_text_is_about() {
        let marks = |text: &str| {
            let mut res = Vec::new();
            read(text, |it| res.push(it));
            res
        };
        assert_eq!(
            marks("We shipped the ledger to Oslo in 2024, didn’t we?"),
            marks("we patched the parser to nginx in 7, didn't we?")
        );
    }
}
